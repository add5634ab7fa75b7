#include "pipeline/document/grid_cells.h"

#include <algorithm>

namespace vankho {
namespace {

// Which interval between edges holds x; -1 outside.
int IntervalOf(const std::vector<double>& edges, double x) {
  auto after = std::upper_bound(edges.begin(), edges.end(), x);
  if (after == edges.begin() || after == edges.end()) return -1;
  return static_cast<int>(after - edges.begin()) - 1;
}

}  // namespace

GridCells::GridCells(const TableGrid& grid) : row_edges_(grid.row_edges), column_edges_(grid.column_edges) {
  int rows = static_cast<int>(row_edges_.size()) - 1;
  int columns = static_cast<int>(column_edges_.size()) - 1;
  for (TableGrid::Merge merge : grid.merged) {
    if (merge.row < 0 || merge.column < 0 || merge.row >= rows || merge.column >= columns) continue;
    if (merge.row_count > 1 && merge.column_count > 1) continue;
    merge.row_count = std::min(merge.row_count, rows - merge.row);
    merge.column_count = std::min(merge.column_count, columns - merge.column);
    merges_.push_back(merge);
    for (int r = merge.row; r < merge.row + merge.row_count; ++r) {
      for (int c = merge.column; c < merge.column + merge.column_count; ++c) {
        origin_[{r, c}] = {merge.row, merge.column};
      }
    }
  }
}

std::optional<GridCell> GridCells::At(const Box& box) const {
  if (box.empty()) return std::nullopt;
  GridCell cell{IntervalOf(row_edges_, (box.top + box.bottom) / 2),
                IntervalOf(column_edges_, (box.left + box.right) / 2)};
  if (cell.row < 0 || cell.column < 0) return std::nullopt;
  auto merged = origin_.find(cell);
  return merged == origin_.end() ? cell : merged->second;
}

}  // namespace vankho
