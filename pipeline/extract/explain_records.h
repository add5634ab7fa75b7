// The part of an explanation that the grammars do not tell: what rules that are code took from a line, and which of
// them came near (agency, reference, header, criterion, assignment, table rows), and what records took from where.
#pragma once

#include "pipeline/extract/explain.h"
#include "pipeline/extract/extractor.h"

namespace vankho {

// `line` is an index into document.lines(). Adds to `explanation`. Walks the whole document, as Extractor::Run does.
void ExplainRecords(const Extractor::Dimensions& dimensions, const Document& document, std::size_t line,
                    LineExplanation& explanation);

}  // namespace vankho
