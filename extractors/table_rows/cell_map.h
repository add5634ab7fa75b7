// The cells of a table by their place. Inside extractors/table_rows.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "pipeline/document/document.h"

namespace vankho {

// Cells of a table by row and column; a merged cell answers for all the places that it covers.
class CellMap {
 public:
  explicit CellMap(const Table& table)
      : columns_(table.columns),
        at_(static_cast<std::size_t>(table.rows) * static_cast<std::size_t>(table.columns), nullptr) {
    for (const Cell& cell : table.cells) {
      for (int r = cell.row; r < std::min(table.rows, cell.row + cell.row_count); ++r) {
        for (int c = cell.column; c < std::min(table.columns, cell.column + cell.column_count); ++c) {
          const Cell*& place =
              at_[static_cast<std::size_t>(r) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(c)];
          if (place == nullptr || place->pieces.empty()) place = &cell;
        }
      }
    }
  }
  const Cell* At(int row, std::size_t column) const { return at_[static_cast<std::size_t>(row * columns_) + column]; }

 private:
  int columns_;
  std::vector<const Cell*> at_;
};

// Without a list's dash before and marks behind.
std::string TrimCell(std::string text);

}  // namespace vankho
