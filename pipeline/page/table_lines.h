// The reading order of ruled tables.
#pragma once

#include <vector>

#include "pipeline/document/page.h"

namespace vankho {

// The lines of a page, boxes in reading space, with the words that stand in grids put in the order in which a reader
// takes them: row by row, and in a row cell by cell. A row whose cells hold one printed line each is one line, its
// cells parted by three spaces; where a cell holds several, each cell's lines follow each other and the cells do too,
// so that a sentence in a cell is not torn by its neighbours. Lines outside keep their order; a table stands where its
// first word stood. Grids of one row or one column are frames, no tables: their lines stay as they are. Numbered
// from 1.
std::vector<Line> ArrangeTables(std::vector<Line> lines, const std::vector<TableGrid>& grids);

}  // namespace vankho
