// Tables that no rules part: their columns are told by where their words stand.
#pragma once

#include <vector>

#include "pipeline/document/page.h"

namespace vankho {

// Grids for the tables without rules on a page. `lines`: printed rows from top to bottom, boxes in reading space
// (points). Words inside `ruled` grids are left alone.
//
// A table has at least three columns, parted by gutters that hardly any row crosses, and at least two rows besides its
// header; in one column most cells are numbers or codes. Nothing less is taken for one: prose, letterheads, recipients
// beside a signature. A row of the table may take several printed lines: a line without number or code belongs to the
// nearest line that has one; what stands above the first of them is the header. Edges of columns are the middles of the
// gutters. Method: recurring white space, after T. Breuel, "Two Geometric Algorithms for Layout Analysis" (DAS 2002),
// in its simplest form. Linear in the number of words.
std::vector<TableGrid> FindAlignedGrids(const std::vector<Line>& lines, const std::vector<TableGrid>& ruled);

// Does the box's middle stand in one of the grids' boxes?
bool StandsInAny(const Box& box, const std::vector<TableGrid>& grids);

}  // namespace vankho
