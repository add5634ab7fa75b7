// The date dimension: days, months, quarters, years, periods, recurrences and lengths of time as papers print them.
//
// Dates are read day first. What stands without a year keeps year 0 and is resolved against the document's year later,
// so that a reader can tell a printed year from an inferred one. Quý I-IV, "6 tháng đầu năm" and "cuối tháng 6/2023"
// are grains of their own; a grain's last day is what "trong ..." is due at (đầu, giữa, cuối by Bộ luật Dân sự 2015,
// Điều 146). Recurrences are RFC 5545 rules.
//
// Symbols: <unfixed> (UnfixedTime), <date> (TimeValue), <date-row> (std::vector<TimeValue>: "tháng 3, 6/2024"),
// <day-month> (TimeValue, "15/3" that only its neighbours make a date), <period> (TimePeriod), <stage-period> ("giai
// đoạn 2021-2025": never a time limit), <recurrence> (Recurrence), <duration> (Duration).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/engine/grammar.h"
#include "pipeline/base/date.h"
#include "pipeline/document/record.h"

namespace vankho {

enum class Grain { kDay, kMonth, kQuarter, kHalf, kNineMonths, kYear };

struct TimeValue {
  Grain grain = Grain::kDay;
  int year = 0;   // 0: not stated
  int month = 0;  // of a day or month; 0 for "ngày 15" inside a period
  int day = 0;
  int part = 0;         // quarter 1-4, half 1-2
  int year_offset = 0;  // "năm sau" 1, "năm trước" -1; only with year 0
  bool operator==(const TimeValue&) const = default;
};

// First and last day; `year` stands in where none is printed. Nothing where there is no such day (31/4).
std::optional<PartialDate> FirstDay(const TimeValue& time, int year);
std::optional<PartialDate> LastDay(const TimeValue& time, int year);

// A printed time that names no day: "30/02/2024", which no calendar has, or "tuần 2 tháng 4", a week that no rule
// counts. What is kept of it is for people.
struct UnfixedTime {
  TimeValue near;         // the day as printed, the month of the week
  std::string_view flag;  // of the record: "no-such-day", "week-of-month"
};

struct TimePeriod {
  TimeValue from;  // may lack month and year: taken from `to`
  TimeValue to;
};
std::optional<Period> Resolve(const TimePeriod& period, int year);

// One or more RFC 5545 rules.
struct Recurrence {
  std::vector<std::string> rules;
};
// The same one day earlier: FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31 -> ...=30. Rules without a day stay as they are.
Recurrence DayBefore(const Recurrence& recurrence);

struct Duration {
  int amount = 0;
  std::string unit;  // day working_day week month year hour
};

// Loads time_words.tsv and adds the rules; the number rules must be there.
Result<void> AddDateRules(Grammar& grammar, const std::string& lexicon_folder);

// "2024-03-15", "2024-Q3", "2024-H1", "03-15" (no year), "+1:03-15" (the year after)
std::string PrintTime(const TimeValue& time);

}  // namespace vankho
