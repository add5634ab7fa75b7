// Recurring duties as dated days: RFC 5545 recurrence rules, expanded by libical. recurrence.cc is the only file here
// that includes it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/date.h"
#include "pipeline/base/result.h"

namespace vankho {

struct Occurrence {
  PartialDate day;          // full date
  bool period_end = false;  // the rule names no day; this is the last day of its period
  bool operator==(const Occurrence&) const = default;
};

// The days of `rule` (FREQ=DAILY|WEEKLY|MONTHLY|YEARLY with INTERVAL, BYMONTH, BYMONTHDAY, BYDAY, COUNT, UNTIL) from
// `from` to `to`, both inclusive, ascending. `start` is the first day on which the duty can fall (the document's date):
// intervals count from it and nothing falls before it.
//
// What the words of administrative papers mean, and RFC 5545 alone does not: a rule that names no day is met by the
// last day of its period. "hàng tháng" (FREQ=MONTHLY) is the last day of each month, "hàng quý"
// (FREQ=MONTHLY;INTERVAL=3) the last day of March, June, September and December, "hàng năm" 31 December, "hàng tuần"
// Sunday.
//
// kInvalidInput where the rule cannot be read.
Result<std::vector<Occurrence>> Expand(std::string_view rule, PartialDate start, PartialDate from, PartialDate to);

// The last day on which a recurring duty of a document can fall: a plan or programme (`type` ke_hoach, chuong_trinh)
// whose title names its year or years ("... năm 2024", "giai đoạn 2021-2025") binds to the end of the last of them. The
// report on its last month or quarter is often due in the first days of the year after: a rule that names a day up to
// the 15th of a month runs to 15 January. Nothing for other documents, and where the title names no year from `issued`
// on.
std::optional<PartialDate> LastDayOfDuty(std::string_view type, std::string_view title,
                                         const std::optional<PartialDate>& issued, std::string_view rule);

// `rule` as a calendar program needs it to come to the same days as Expand: RFC 5545 values with the day named
// ("FREQ=MONTHLY" becomes "FREQ=MONTHLY;BYMONTHDAY=-1") and days over 28 clipped to the month's end. Nearly always one.
// kInvalidInput as Expand.
Result<std::vector<std::string>> CalendarRules(std::string_view rule);

}  // namespace vankho
