// Goals in the rows of a table: figures that are aimed at, and ranks.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "extractors/table_rows/cell_map.h"
#include "extractors/table_rows/header_cells.h"
#include "pipeline/document/document.h"

namespace vankho {

// "Tỷ lệ hồ sơ đúng hạn | 94,6% | Từ 98% trở lên"; "Quản trị điện tử | 3,26 | 13 | từ 10 trở lên".
struct GoalRow {
  std::string subject;
  bool is_rank = false;        // the goal's cell holds a rank: "từ 10 trở lên"
  std::vector<TextSpan> goal;  // the goal's cell, with the one of its unit
  std::optional<int> year;     // of the goal's header
  std::vector<TextSpan> base;  // the figure where things stood, of a rank the points; empty where there is none
  std::vector<TextSpan> base_rank;
  std::optional<int> base_year;
};

// Row by row below the header. In a table of criteria (`criteria`) the points are the criteria's own: only ranks are
// goals there.
std::vector<GoalRow> GoalsOf(const Document& document, const Table& table, const CellMap& cells,
                             const std::vector<TableColumn>& columns, bool criteria);

}  // namespace vankho
