#include <algorithm>
#include <map>

#include "pipeline/structure/tables.h"

namespace vankho {
namespace {

// Which interval between edges holds x; -1 outside.
int IntervalOf(const std::vector<double>& edges, double x) {
  auto after = std::upper_bound(edges.begin(), edges.end(), x);
  if (after == edges.begin() || after == edges.end()) return -1;
  return static_cast<int>(after - edges.begin()) - 1;
}

class GridFiller {
 public:
  GridFiller(const Document& document, const Page& page, const TableGrid& grid)
      : document_(document), page_(page), grid_(grid) {
    std::size_t rows = grid.row_edges.size() - 1;
    std::size_t columns = grid.column_edges.size() - 1;
    rows_.resize(rows);
    for (std::size_t r = 0; r < rows; ++r) {
      rows_[r].cells.resize(columns);
      rows_[r].extents.assign(columns, {1, 1});
      for (std::size_t c = 0; c < columns; ++c) {
        rows_[r].boxes.push_back(
            {grid.column_edges[c], grid.row_edges[r], grid.column_edges[c + 1], grid.row_edges[r + 1]});
      }
    }
    for (const TableGrid::Merge& merge : grid.merged) AddMerge(merge);
  }

  // Takes the words of the line that stand in the grid; false where none does.
  bool AddLine(std::size_t line) {
    bool any = false;
    std::pair<int, int> before{-1, -1};
    for (const PlacedWord& word : PlacedWords(document_, line)) {
      std::pair<int, int> at = CellOf(ToReadingSpace(page_, word.box));
      if (at.first < 0) {
        before = at;
        continue;
      }
      any = true;
      auto& pieces = rows_[static_cast<std::size_t>(at.first)].cells[static_cast<std::size_t>(at.second)];
      if (at == before && !pieces.empty()) {
        pieces.back().end = word.span.end;
      } else {
        pieces.push_back(word.span);
      }
      before = at;
    }
    return any;
  }

  std::vector<TableRow> Take() { return std::move(rows_); }

 private:
  void AddMerge(const TableGrid::Merge& merge) {
    int rows = static_cast<int>(rows_.size());
    int columns = static_cast<int>(rows_.front().cells.size());
    if (merge.row < 0 || merge.column < 0 || merge.row >= rows || merge.column >= columns) return;
    // Cells grow down (an agency for several rows) or across (a group title). Both at once are rules too faint to be
    // seen.
    if (merge.row_count > 1 && merge.column_count > 1) return;
    int row_end = std::min(rows, merge.row + merge.row_count);
    int column_end = std::min(columns, merge.column + merge.column_count);
    TableRow& origin = rows_[static_cast<std::size_t>(merge.row)];
    auto column = static_cast<std::size_t>(merge.column);
    origin.extents[column] = {row_end - merge.row, column_end - merge.column};
    for (int r = merge.row; r < row_end; ++r) {
      for (int c = merge.column; c < column_end; ++c) {
        origin.boxes[column] =
            Cover(origin.boxes[column], rows_[static_cast<std::size_t>(r)].boxes[static_cast<std::size_t>(c)]);
        origin_[{r, c}] = {merge.row, merge.column};
      }
    }
  }

  std::pair<int, int> CellOf(const Box& box) const {
    if (box.empty()) return {-1, -1};
    int row = IntervalOf(grid_.row_edges, (box.top + box.bottom) / 2);
    int column = IntervalOf(grid_.column_edges, (box.left + box.right) / 2);
    if (row < 0 || column < 0) return {-1, -1};
    auto merged = origin_.find({row, column});
    return merged == origin_.end() ? std::pair{row, column} : merged->second;
  }

  const Document& document_;
  const Page& page_;
  const TableGrid& grid_;
  std::vector<TableRow> rows_;
  std::map<std::pair<int, int>, std::pair<int, int>> origin_;
};

bool HoldsText(const TableRow& row) {
  return std::any_of(row.cells.begin(), row.cells.end(), [](const auto& cell) { return !cell.empty(); });
}

// Does the line's middle stand between the grid's upper and lower rule?
bool BesideGrid(const Box& line, const TableGrid& grid) {
  double middle = (line.top + line.bottom) / 2;
  return !line.empty() && middle > grid.row_edges.front() && middle < grid.row_edges.back();
}

}  // namespace

std::vector<std::vector<TableRow>> GridRows(const Document& document, const Page& page, std::size_t first_line,
                                            std::vector<bool>& taken) {
  std::vector<std::vector<TableRow>> tables;
  for (const TableGrid& grid : page.grids) {
    // A frame around a heading or a stamp is no table.
    if (grid.row_edges.size() < 3 || grid.column_edges.size() < 3) continue;
    GridFiller filler(document, page, grid);
    for (std::size_t i = 0; i < page.lines.size(); ++i) {
      if (taken[first_line + i] || !BesideGrid(ToReadingSpace(page, page.lines[i].box), grid)) continue;
      if (filler.AddLine(first_line + i)) taken[first_line + i] = true;
    }
    std::vector<TableRow> rows = filler.Take();
    std::erase_if(rows, [](const TableRow& row) { return !HoldsText(row); });
    if (!rows.empty()) tables.push_back(std::move(rows));
  }
  return tables;
}

}  // namespace vankho
