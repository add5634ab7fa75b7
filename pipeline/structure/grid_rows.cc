#include <algorithm>

#include "pipeline/document/grid_cells.h"
#include "pipeline/structure/tables.h"

namespace vankho {
namespace {

class GridFiller {
 public:
  GridFiller(const Document& document, const Page& page, const TableGrid& grid)
      : document_(document), page_(page), grid_(grid), cells_(grid) {
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
    for (const TableGrid::Merge& merge : cells_.merges()) AddMerge(merge);
  }

  // Takes the words of the line that stand in the grid; false where none does.
  bool AddLine(std::size_t line) {
    bool any = false;
    std::optional<GridCell> before;
    for (const PlacedWord& word : PlacedWords(document_, line)) {
      std::optional<GridCell> at = cells_.At(ToGridSpace(page_, grid_, word.box));
      if (!at) {
        before = at;
        continue;
      }
      any = true;
      auto& pieces = rows_[static_cast<std::size_t>(at->row)].cells[static_cast<std::size_t>(at->column)];
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
    TableRow& origin = rows_[static_cast<std::size_t>(merge.row)];
    auto column = static_cast<std::size_t>(merge.column);
    origin.extents[column] = {merge.row_count, merge.column_count};
    for (int r = merge.row; r < merge.row + merge.row_count; ++r) {
      for (int c = merge.column; c < merge.column + merge.column_count; ++c) {
        origin.boxes[column] =
            Cover(origin.boxes[column], rows_[static_cast<std::size_t>(r)].boxes[static_cast<std::size_t>(c)]);
      }
    }
  }

  const Document& document_;
  const Page& page_;
  const TableGrid& grid_;
  GridCells cells_;
  std::vector<TableRow> rows_;
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

std::vector<PlacedTable> GridTables(const Document& document, const Page& page, std::size_t first_line,
                                    std::vector<bool>& taken) {
  std::vector<PlacedTable> tables;
  for (const TableGrid& grid : page.grids) {
    // A frame around a heading or a stamp is no table.
    if (grid.row_edges.size() < 3 || grid.column_edges.size() < 3) continue;
    GridFiller filler(document, page, grid);
    std::optional<std::size_t> first;
    for (std::size_t i = 0; i < page.lines.size(); ++i) {
      if (taken[first_line + i] || !BesideGrid(ToGridSpace(page, grid, page.lines[i].box), grid)) continue;
      if (!filler.AddLine(first_line + i)) continue;
      taken[first_line + i] = true;
      if (!first) first = first_line + i;
    }
    std::vector<TableRow> rows = filler.Take();
    std::erase_if(rows, [](const TableRow& row) { return !HoldsText(row); });
    if (first) tables.push_back({*first, std::move(rows)});
  }
  std::sort(tables.begin(), tables.end(),
            [](const PlacedTable& a, const PlacedTable& b) { return a.first_line < b.first_line; });
  return tables;
}

}  // namespace vankho
