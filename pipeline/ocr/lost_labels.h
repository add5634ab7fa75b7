// Numbers of a list that the engine's layout took for a column of its own: "4." over "5." over "6." becomes a line of
// print that runs downwards, rubbish is read there, and the items begin with lone points.
#pragma once

#include <vector>

#include "pipeline/document/page.h"
#include "pipeline/ocr/ocr_engine.h"
#include "pipeline/ocr/pix.h"

namespace vankho {

// Where a run of `runs` (boxes in pixels) begins with a lone point and ink stands left of it, the line's beginning is
// read again with the word behind it. A label that is read there ("4.", "2.1.") takes the point's place and that of
// what was read over it before; anything else changes nothing. The engine has the picture that `ink` was made of.
// Errors: kEngine.
Result<void> ReadLostLabels(double pixels_per_point, Pix* ink, OcrEngine& engine, std::vector<Line>& runs);

}  // namespace vankho
