// Inside the date dimension: rules that stand in files of their own.
#pragma once

#include <vector>

#include "extractors/engine/grammar.h"

namespace vankho {

// "tháng 3, 6, 9": the value of <months>, ascending, at least two.
struct MonthRow {
  std::vector<int> months;
};

// Rows of months, quarters and days: <months>, <date-row>, and the <date>, <period> or <recurrence> that a row is.
void AddRowRules(Grammar& grammar);

void AddRecurrenceRules(Grammar& grammar);

}  // namespace vankho
