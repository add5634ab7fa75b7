#include "pipeline/page/table_lines.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "pipeline/document/grid_cells.h"
#include "pipeline/page/layer_lines.h"

namespace vankho {
namespace {

struct Table {
  explicit Table(const TableGrid& grid) : places(grid) {}

  GridCells places;
  std::map<GridCell, std::vector<Line>> cells;  // runs of words of one cell
  std::optional<std::size_t> first;             // how many lines outside come before the table
};

struct Place {
  Table* table = nullptr;  // none: outside
  GridCell cell;
  bool operator==(const Place&) const = default;
};

Place PlaceOf(const Box& box, std::vector<Table>& tables) {
  for (Table& table : tables) {
    if (std::optional<GridCell> cell = table.places.At(box)) return {&table, *cell};
  }
  return {};
}

// Deals the words of a line out to the cells in which they stand; what stands outside is appended to `outside`.
void Deal(Line line, std::vector<Table>& tables, std::vector<Line>& outside) {
  std::vector<std::pair<Place, Line>> runs;
  for (Word& word : line.words) {
    Place place = PlaceOf(word.box, tables);
    if (runs.empty() || runs.back().first != place) runs.push_back({place, {}});
    runs.back().second.words.push_back(std::move(word));
  }
  if (runs.empty() || (runs.size() == 1 && runs.front().first.table == nullptr)) {
    if (!runs.empty()) line.words = std::move(runs.front().second.words);
    outside.push_back(std::move(line));
    return;
  }
  for (auto& [place, run] : runs) {
    JoinWords(run);
    if (place.table == nullptr) {
      outside.push_back(std::move(run));
      continue;
    }
    if (!place.table->first) place.table->first = outside.size();
    place.table->cells[place.cell].push_back(std::move(run));
  }
}

// The lines of a table, row by row; empties it.
std::vector<Line> ReadingOrder(Table& table, double page_width) {
  std::vector<Line> out;
  auto cell = table.cells.begin();
  while (cell != table.cells.end()) {
    int row = cell->first.row;
    std::vector<Line> of_row;  // cell by cell
    std::size_t cells = 0;
    for (; cell != table.cells.end() && cell->first.row == row; ++cell, ++cells) {
      std::vector<Line> printed = ArrangeLines(std::move(cell->second), page_width);
      std::move(printed.begin(), printed.end(), std::back_inserter(of_row));
    }
    if (of_row.size() == cells) {
      out.push_back(JoinRuns(std::move(of_row)));
    } else {
      std::move(of_row.begin(), of_row.end(), std::back_inserter(out));
    }
  }
  table.cells.clear();
  return out;
}

}  // namespace

std::vector<Line> ArrangeTables(std::vector<Line> lines, const std::vector<TableGrid>& grids) {
  std::vector<Table> tables;
  double right = 0;
  for (const TableGrid& grid : grids) {
    if (grid.row_edges.size() < 3 || grid.column_edges.size() < 3) continue;
    tables.emplace_back(grid);
    right = std::max(right, grid.column_edges.back());
  }
  if (tables.empty()) return lines;
  std::vector<Line> outside;
  for (Line& line : lines) Deal(std::move(line), tables, outside);
  std::vector<Line> out;
  for (std::size_t i = 0; i <= outside.size(); ++i) {
    for (Table& table : tables) {
      if (table.first != i) continue;
      std::vector<Line> rows = ReadingOrder(table, right);
      std::move(rows.begin(), rows.end(), std::back_inserter(out));
    }
    if (i < outside.size()) out.push_back(std::move(outside[i]));
  }
  for (std::size_t i = 0; i < out.size(); ++i) out[i].number = static_cast<int>(i) + 1;
  return out;
}

}  // namespace vankho
