// The year that a heading says its part is about: in "II. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2024" of a report on 2023 what is
// to be done is of 2024.
#pragma once

#include <optional>
#include <vector>

#include "pipeline/extract/section_facts.h"

namespace vankho {

// By section, inherited from those above; nothing where no heading names a year, or only one that it looks ahead to
// ("đến năm 2030") or back on ("kết quả thực hiện nhiệm vụ năm 2023"). `sections` are ReadSections of the document.
std::vector<std::optional<int>> ComingYears(const Document& document, const std::vector<SectionFacts>& sections);

}  // namespace vankho
