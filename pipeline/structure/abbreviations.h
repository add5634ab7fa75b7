// Abbreviations that the document itself defines: "cải cách hành chính (sau đây viết tắt là CCHC)", "(TTHC)".
#pragma once

#include <vector>

#include "pipeline/document/document.h"

namespace vankho {

// The expansion is the run of words before the bracket whose first letters spell the abbreviation. The first definition
// of an abbreviation stands.
std::vector<DefinedAbbreviation> FindAbbreviations(const Document& document);

}  // namespace vankho
