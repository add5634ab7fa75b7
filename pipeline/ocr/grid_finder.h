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

// Long dark runs across and down make the rules; rules that touch make a table; a cell edge without ink is no edge and
// its two cells are one (`merged`). Two thresholds: what is dark makes rules by its length alone; what is pale, dotted
// or broken must also be thin and have paper on both sides, which no line of print has. A grid whose cells could hold
// no line of print (a QR code) is none. A frame around tables takes no part in them; a frame of two lines is one.
// `grey`: 8 bits, dark on white.
FoundGrids FindGrids(Pix* grey, double pixels_per_point);

}  // namespace vankho
