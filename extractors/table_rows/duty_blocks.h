// The rows of a torn duty table, put together from their lines.
//
//   Rà soát định mức chi của các đơn vị Phòng Tài chính - Thanh tra huyện;      the row's first lines
//   5 | trực thuộc Kế hoạch UBND các xã, Quý II/2024                            its number and its time
//   thị trấn                                                                    the rest of a cell
//
// Cells stand in the middle of their row, so that a line holds parts of several cells, left to right, and a body goes
// on in the next line or the one after. A row is the run of lines that has one number and one time; a body is one that
// some row of the gazetteer knows, whole in a line or put together from the end of a cell's line and the beginning of
// the next one's. Which column a body stands in is told by what stands beside it in its lines and by the commas of
// lists; a row in which two ways are as good gives those bodies only that stand in the same column in both.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/agency/gazetteer.h"
#include "extractors/table_rows/own_bodies.h"
#include "pipeline/document/record.h"

namespace vankho {

struct DutyLine {
  std::string_view text;
  std::optional<TextSpan> time;  // of the text
  bool ends_time = false;        // it is the end of a time that a line above began
};

struct DutyBlock {
  std::size_t begin = 0;  // lines
  std::size_t end = 0;
  std::string task;
  std::vector<AgencyRole> agencies;
};

// `roles`: of the columns of bodies, left to right; `time_leads`: the time stands before the task. Time: linear in the
// lines for each of the gazetteer's searches.
std::vector<DutyBlock> ReadDutyBlocks(const std::vector<DutyLine>& lines, const std::vector<Role>& roles,
                                      bool time_leads, const AgencyGazetteer& gazetteer, OwnBodies& own);

}  // namespace vankho
