// Paragraphs: lines that belong together, rejoined across line and page ends, and the tree of headings over them.
#pragma once

#include <vector>

#include "pipeline/structure/line_facts.h"

namespace vankho {

// Lines that are taken (by tables) or that do not hold text are left out. Each paragraph's zone is that of its first
// line.
std::vector<Paragraph> JoinParagraphs(const Document& document, const std::vector<LineFacts>& facts,
                                      const std::vector<ZoneKind>& kinds, const std::vector<bool>& taken);

// The headings and items by the sequence of their markers; sets Paragraph::section. Indentation plays no part, since
// all levels share one first-line indent (Nghị định 30/2020/NĐ-CP, Phụ lục I).
std::vector<Section> BuildSections(const Document& document, std::vector<Paragraph>& paragraphs);

}  // namespace vankho
