// Which cell of a ruled table a box stands in.
#pragma once

#include <compare>
#include <map>
#include <optional>
#include <vector>

#include "pipeline/document/page.h"

namespace vankho {

// 0-based, counted by the rules; of a merged cell its upper left one.
struct GridCell {
  int row = 0;
  int column = 0;
  auto operator<=>(const GridCell&) const = default;
};

// Takes from the grid what it needs; immutable, so one object serves several threads.
class GridCells {
 public:
  explicit GridCells(const TableGrid& grid);

  // The cell that holds the middle of the box (reading space, points); none outside the grid and for an empty box.
  std::optional<GridCell> At(const Box& box) const;

  // The merges that are taken for true, cut to the grid. Cells grow down (an agency for several rows) or across (a
  // group title); what the finder gives as both at once are rules too faint to be seen, and is left out.
  const std::vector<TableGrid::Merge>& merges() const { return merges_; }

 private:
  std::vector<double> row_edges_;
  std::vector<double> column_edges_;
  std::vector<TableGrid::Merge> merges_;
  std::map<GridCell, GridCell> origin_;  // of the cells under a merged one
};

}  // namespace vankho
