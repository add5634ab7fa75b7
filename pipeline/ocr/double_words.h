// Words at the border of two pieces of a line, of which the engine reads the shared letters twice: "78,174 74 tỷ",
// "ngày y 15/12", "03 n ngày".
#pragma once

#include <vector>

#include "pipeline/document/page.h"

namespace vankho {

// Takes out a word that stands on the end of the word before it and reads as that word's end, or on the beginning of
// the word behind it and reads as its beginning (marks over letters and around words apart). `runs` are of an upright
// page. Two words that share one dash, the end of the first and the beginning of the second ("45/NQ-" "-HĐND"), become
// one.
void DropDoubleWords(std::vector<Line>& runs);

}  // namespace vankho
