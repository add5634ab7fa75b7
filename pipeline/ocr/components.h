// The connected pieces of a picture's ink as rectangles.
#pragma once

#include <vector>

#include "pipeline/ocr/ocr_engine.h"
#include "pipeline/ocr/pix.h"

namespace vankho {

// The boxes of the pieces of `ink` (1 bit; pixels that touch at a corner are one piece), in no order.
std::vector<PixelBox> ComponentsOf(Pix* ink);

// Of two boxes the smallest one around both; a box with `by` pixels more on every side.
PixelBox Union(const PixelBox& a, const PixelBox& b);
PixelBox Grown(const PixelBox& box, int by);

// What of `from` (1 bit) stands in the box, set in `to` as well.
void CopyInk(const PixelBox& box, Pix* from, Pix* to);

}  // namespace vankho
