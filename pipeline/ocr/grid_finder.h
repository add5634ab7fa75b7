// Ruled tables on an upright, deskewed page.
#pragma once

#include <vector>

#include "pipeline/document/page.h"
#include "pipeline/ocr/pix.h"

namespace vankho {

struct FoundGrids {
  std::vector<TableGrid> grids;  // top to bottom; in points (pixels / pixels_per_point)
  PixPtr rules;                  // 1 bit: the rules' own pixels; null where there are none
};

// Long black runs across and down make the rules; rules that touch make a table; a cell edge without ink is no edge and
// its two cells are one (`merged`).
FoundGrids FindGrids(Pix* ink, double pixels_per_point);

}  // namespace vankho
