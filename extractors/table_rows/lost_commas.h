// The commas that a damaged reading lost, put back where the table's own arithmetic leaves one place for them.
//
//   4.2 Chỉnh lý kho 30 25 0,5               3,0 - 2,5 = 0,5 as in the other rows: most, reached, lost
//   2.1 Tỷ lệ được kiểm tra 15               with 2.2 it is 4 only if it is 1,5
//   IV Trả kết quả 18 1447                   nothing reached is over the most, or next to nothing: 14,47
//
// A number of digits alone may have a comma in each place; a row or a sum takes the reading that changes the fewest
// cells, and none where two are as good. Digits are never changed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "extractors/table_rows/header_cells.h"
#include "extractors/table_rows/score_cells.h"

namespace vankho {

// The cells of numbers of one table, as they were read one by one.
struct NumberGrid {
  struct Cell {
    std::string text;
    std::optional<ScoreCell> read;  // nothing: no number
  };
  struct Row {
    std::string code;
    std::vector<Cell> cells;   // one a column
    bool contradicts = false;  // the difference that the other rows keep is wrong here
  };
  std::vector<ColumnMeaning> columns;  // kMaxScore, kScore, kTarget or kDelta
  std::vector<Row> rows;
};

// Gives cells another reading, marked as repaired. Time grows with the rows times the square of a part's rows.
void PutBackCommas(NumberGrid& grid);

}  // namespace vankho
