// Duties and time limits of a table whose columns were lost (pipeline/structure/duty_lines.h).
//
//   5 Rà soát danh mục hồ sơ lưu trữ Phòng Nội vụ Phòng Tư pháp, Công an Quý II/2024     one line: name, cells, time
//   Rà soát danh mục / hồ sơ lưu trữ / Phòng Nội / vụ / Quý II/2024                      a line or two a cell
//
// A cell of a line is a body or a list of them that some row of the gazetteer knows whole; where it follows another
// without a comma the next column begins. A time begins with a capital letter or a date and ends its cell; one that is
// cut ("Trước ngày") needs its end in the next line. What does not fit is left out: better none than a body that does
// not exist. Bodies that go on beside other cells are put together row by row (duty_blocks.h); a line is read by itself
// where its row could not be.
#pragma once

#include "extractors/table_rows/table_rows.h"

namespace vankho {

// `table` has one cell a line, the header first. Linear in the table.
TableRecords ReadTornDuties(const Document& document, const Table& table, const AgencyGazetteer& gazetteer);

}  // namespace vankho
