// Two pages on one scan: a book or folder laid open.
#pragma once

#include <optional>

#include "pipeline/ocr/pix.h"

namespace vankho {

// Where the gutter runs between two portrait pages that lie side by side: x of its middle in pixels, 0 < x < width. A
// spread is wider than high by as much as two sheets of paper are; near its middle stands a strip of paper that nothing
// printed touches from top to bottom (no heading in the middle, no rule of a table; fold lines, specks and numbers do
// not count); on both sides of it there are lines of running text or a ruled table, and no further strip, as columns of
// a table without rules have. Where only a signature or such a table stands on one of the pages, the answer is empty.
// `ink`: 1 bit, upright, deskewed.
std::optional<int> FindGutter(Pix* ink, double pixels_per_point);

}  // namespace vankho
