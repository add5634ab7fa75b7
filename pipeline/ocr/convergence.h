// A page seen at an angle, told by its print alone: lines of text that run together, margins and rules that do.
#pragma once

#include <optional>

#include "pipeline/document/projection.h"
#include "pipeline/ocr/pix.h"

namespace vankho {

// The map of pixels that makes lines of text level and parallel, margins and rules upright; the page's middle stays.
// Empty unless it is evident: at least eight lines over a third of the page whose slopes change steadily by a degree
// and more from the first to the last (a scanned sheet, however skewed, has parallel lines), or margins or rules that
// lean against each other. `ink`: 1 bit, upright, deskewed.
//
// Of the perspective only the vanishing points are found, so the page may keep a length by width that is a little off,
// which no reader minds (R. Hartley, A. Zisserman, "Multiple View Geometry", 2.7).
std::optional<Projection> FindConvergence(Pix* ink, double pixels_per_point);

}  // namespace vankho
