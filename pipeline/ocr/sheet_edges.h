// The sheet in a picture that shows more than the sheet: paper on a darker desk, as cameras see it.
#pragma once

#include <array>
#include <optional>

#include "pipeline/document/projection.h"
#include "pipeline/ocr/pix.h"

namespace vankho {

// Corners of the sheet in pixels: upper left, upper right, lower left, lower right of the picture.
using SheetCorners = std::array<PlanePoint, 4>;

// Found where a dark surround shows on all four sides of one bright area with straight edges that fills much of the
// picture. Shade over a part of the sheet is no edge of it: an edge is sharp. The black edges of copies, which are no
// straight lines all round, and scans whose paper fills the picture give nothing. `grey`: 8 bits.
std::optional<SheetCorners> FindSheet(Pix* grey);

// The rectangle that such a sheet is when seen from above, of the same middle and mean sides; A4 where it is near it.
SheetCorners FlatSheet(const SheetCorners& corners);

// Is it seen at an angle, more than scanners and rounding do?
bool IsTilted(const SheetCorners& corners);

// All outside given one `level`, and the shadow along the edges with it.
void FillAround(Pix* grey, const SheetCorners& corners, int level);

}  // namespace vankho
