// A ruled table read by its columns: stock layout loses a tenth of the numbers of such tables, strips of one column
// hardly any.
#pragma once

#include <vector>

#include "pipeline/document/page.h"
#include "pipeline/ocr/ocr_engine.h"
#include "pipeline/ocr/pix.h"

namespace vankho {

// The regions to be read for a grid, in pixels: for each column the runs of cells that no merged cell interrupts, and
// each merged cell for itself. Regions without ink are left out.
std::vector<PixelBox> TableRegions(const TableGrid& grid, double pixels_per_point, Pix* ink);

// The engine's layout passes over columns of one or two letters: where ink stands in most rows left of a grid without
// rules, a column is added for it.
void AddLostColumn(Pix* ink, double pixels_per_point, TableGrid& grid);

// The words of a grid as runs, a cell's printed line each; a dash that has a cell to itself, which the engine passes
// over, too; a cross ("x") by its height. Boxes in pixels.
Result<std::vector<Line>> ReadTable(const TableGrid& grid, double pixels_per_point, Pix* ink, OcrEngine& engine);

}  // namespace vankho
