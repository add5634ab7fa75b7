#include <fmt/format.h>

#include <cstdio>

#include "extractors/date/date.h"

namespace vankho {
namespace {

int LastMonth(const TimeValue& time) {
  switch (time.grain) {
    case Grain::kDay:
    case Grain::kMonth:
      return time.month;
    case Grain::kQuarter:
      return 3 * time.part;
    case Grain::kHalf:
      return 6 * time.part;
    case Grain::kNineMonths:
      return 9;
    case Grain::kYear:
      return 12;
  }
  return 0;
}

int FirstMonth(const TimeValue& time) {
  switch (time.grain) {
    case Grain::kQuarter:
      return 3 * time.part - 2;
    case Grain::kHalf:
      return 6 * time.part - 5;
    case Grain::kDay:
    case Grain::kMonth:
      return time.month;
    default:
      return 1;
  }
}

int YearOf(const TimeValue& time, int year) { return time.year != 0 ? time.year : year + time.year_offset; }

// One rule a day earlier, if it names a day.
std::string RuleDayBefore(const std::string& rule) {
  int month = 0, day = 0;
  if (std::sscanf(rule.c_str(), "FREQ=YEARLY;BYMONTH=%2d;BYMONTHDAY=%2d", &month, &day) == 2 && day > 0) {
    const auto date = PartialDate::Make(2023, month, day);  // a year of 365 days
    if (!date) return rule;
    const PartialDate earlier = AddDays(*date, -1);
    return fmt::format("FREQ=YEARLY;BYMONTH={};BYMONTHDAY={}", earlier.month(), earlier.day());
  }
  if (std::sscanf(rule.c_str(), "FREQ=MONTHLY;BYMONTHDAY=%2d", &day) == 1 && day > 0) {
    return fmt::format("FREQ=MONTHLY;BYMONTHDAY={}", day > 1 ? day - 1 : -1);
  }
  // the same day of several months: "trước ngày 15 của tháng cuối quý"
  const std::size_t at = rule.find(";BYMONTHDAY=");
  if (at != std::string::npos && std::sscanf(rule.c_str() + at, ";BYMONTHDAY=%2d", &day) == 1 && day > 1) {
    return fmt::format("{};BYMONTHDAY={}", rule.substr(0, at), day - 1);
  }
  return rule;
}

}  // namespace

std::optional<PartialDate> FirstDay(const TimeValue& time, int year) {
  return PartialDate::Make(YearOf(time, year), FirstMonth(time), time.grain == Grain::kDay ? time.day : 1);
}

std::optional<PartialDate> LastDay(const TimeValue& time, int year) {
  const auto month = PartialDate::Make(YearOf(time, year), LastMonth(time));
  if (!month || month->month() == 0) return std::nullopt;
  if (time.grain == Grain::kDay) return PartialDate::Make(month->year(), month->month(), time.day);
  return month->LastDay();
}

std::optional<Period> Resolve(const TimePeriod& period, int year) {
  TimeValue from = period.from;
  if (from.grain == Grain::kDay && from.month == 0) from.month = period.to.month;
  const auto last = LastDay(period.to, year);
  if (!last) return std::nullopt;
  auto first = FirstDay(from, last->year());
  if (first && from.year == 0 && *first > *last) first = FirstDay(from, last->year() - 1);  // 15/12 to 14/3
  if (!first || *first > *last) return std::nullopt;
  return Period{*first, *last};
}

Recurrence DayBefore(const Recurrence& recurrence) {
  Recurrence before = recurrence;
  for (std::string& rule : before.rules) rule = RuleDayBefore(rule);
  return before;
}

std::string PrintTime(const TimeValue& time) {
  const std::string year = time.year != 0          ? fmt::format("{}-", time.year)
                           : time.year_offset != 0 ? fmt::format("{:+}:", time.year_offset)
                                                   : "";
  switch (time.grain) {
    case Grain::kDay:
      return fmt::format("{}{:02}-{:02}", year, time.month, time.day);
    case Grain::kMonth:
      return fmt::format("{}{:02}", year, time.month);
    case Grain::kQuarter:
      return fmt::format("{}Q{}", year, time.part);
    case Grain::kHalf:
      return fmt::format("{}H{}", year, time.part);
    case Grain::kNineMonths:
      return year + "M9";
    case Grain::kYear:
      break;
  }
  return time.year == 0 ? year + "year" : fmt::format("{}", time.year);
}

}  // namespace vankho
