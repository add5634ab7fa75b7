// A page seen at an angle, told by its print alone: lines of text that run together, margins and rules that do.
#pragma once

#include <optional>

#include "pipeline/document/projection.h"
#include "pipeline/ocr/pix.h"

namespace vankho {

// The map of pixels that makes lines of text level and parallel, margins and rules upright; the page's middle stays.
// Empty unless it is evident: at least eight lines over a third of the page whose slopes change steadily by two degrees
// and more over the page (over a fifth of it, where they change by three and the lines fit that closely), or margins or
// rules that lean against each other. A scanned sheet, however skewed, has parallel lines, or nearly so: sheets that
// turn while they are drawn in fan out by up to 1.9 degrees, and to correct that gave more misread syllables on real
// scans, not fewer (docs/PAGES.md). `ink`: 1 bit, upright, deskewed.
//
// Of the perspective only the vanishing points are found, so the page may keep a length by width that is a little off,
// which no reader minds (R. Hartley, A. Zisserman, "Multiple View Geometry", 2.7).
std::optional<Projection> FindConvergence(Pix* ink, double pixels_per_point);

}  // namespace vankho
