// Round seals on the red ink of a page.
#pragma once

#include <vector>

#include "pipeline/ocr/pix.h"

namespace vankho {

// A seal's disc, in pixels; `radius` to a millimetre beyond its outer ring.
struct SealDisc {
  double x = 0;
  double y = 0;
  double radius = 0;
};

// Seals of 26 to 48 mm (the state's are of 36), also where half of the ring is lost, by a vote of the ink for the
// middles of the circles that it may lie on (the Hough transform for circles, at 40 dpi). `red`: 1 bit.
std::vector<SealDisc> FindSeals(Pix* red, double dpi);

}  // namespace vankho
