// Tables of duties whose columns were lost: text in which an engine left the cells of a row in lines, mixed or torn.
//
//   TT Nhiệm vụ Cơ quan chủ trì Thời gian
//   1 Rà soát danh mục hồ sơ lưu trữ Phòng Nội vụ Quý II/2024
//   tại các đơn vị
//
// Found by the header line, which names what is done and by whom, and by lines in which a time ends a cell. Nothing is
// parted here: the table has one cell a line, and what a line holds is told where bodies and times are known
// (extractors/table_rows/torn_duties.h).
#pragma once

#include <vector>

#include "pipeline/structure/tables.h"

namespace vankho {

// The word in Table::meanings that says so.
inline constexpr const char* kTornDuties = "torn_duties";

// The tables in lines that are not taken; their lines are marked in `taken`. Linear in the document.
std::vector<Table> FindDutyLines(const Document& document, const std::vector<LineFacts>& facts,
                                 std::vector<bool>& taken);

}  // namespace vankho
