// Lines that were taken off the page to be read by themselves: red print at a seal or in a frame.
#pragma once

#include <vector>

#include "pipeline/document/page.h"
#include "pipeline/ocr/ocr_engine.h"
#include "pipeline/ocr/pix.h"

namespace vankho {

// Reads the rows of `apart` (8 bits, white but for their letters, deskewed; null for none), each as a line of its own,
// level or not, and adds to `runs` those that the engine is sure of; boxes in pixels. Errors: kEngine.
Result<void> ReadApartLines(double pixels_per_point, Pix* apart, OcrEngine& engine, std::vector<Line>& runs);

}  // namespace vankho
