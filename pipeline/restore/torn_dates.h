// Days, years and hours that fell apart: the 1 of many faces stands so far from its neighbours that an engine puts a
// space there, and "ngày 1 5/02/2024" would be the fifth.
//
//   ngày 1 5/02/2024, đến 3 1/12/2023  -> ngày 15/02/2024, đến 31/12/2023    behind a word that a day follows
//   năm 201 1, năm 20 17               -> năm 2011, năm 2017
//   từ 1 5h30, lúc 1 4 giờ             -> từ 15h30, lúc 14 giờ
//
// Only what is a day of the calendar (an hour, a year of two centuries) when it is joined, where no other number can
// stand. No digit is changed.
#pragma once

#include <string_view>
#include <vector>

#include "pipeline/restore/protected.h"

namespace vankho {

// Left to right; reason "date-space". Linear time.
std::vector<Repair> FindTornDates(std::string_view line);

}  // namespace vankho
