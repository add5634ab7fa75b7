// Lines under print: underlined headings, whose line runs into the marks under letters and their tails.
#pragma once

#include <vector>

#include "pipeline/ocr/ocr_engine.h"
#include "pipeline/ocr/pix.h"

namespace vankho {

// Makes thin level rules with print close above them white, in both pictures; strokes that cross them and marks that
// touch them stay. Rules with nothing above them, the blanks of a form, are left, and those in `taken`: tables. `grey`:
// 8 bits, `ink`: 1 bit, one deskewed page.
void EraseUnderlines(double pixels_per_point, const std::vector<PixelBox>& taken, Pix* grey, Pix* ink);

}  // namespace vankho
