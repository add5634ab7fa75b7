#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <string_view>
#include <vector>

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

// "5,20" of "FREQ=MONTHLY;BYMONTHDAY=5,20" as numbers; empty where the rule has no such part.
std::vector<int> NumbersOf(std::string_view rule, std::string_view part) {
  std::vector<int> numbers;
  std::size_t at = rule.find(part);
  if (at == std::string_view::npos) return numbers;
  for (at += part.size(); at < rule.size() && rule[at] != ';';) {
    int number = 0;
    const auto read = std::from_chars(rule.data() + at, rule.data() + rule.size(), number);
    if (read.ec != std::errc()) return {};
    numbers.push_back(number);
    at = static_cast<std::size_t>(read.ptr - rule.data());
    if (at < rule.size() && rule[at] == ',') ++at;
  }
  return numbers;
}

// Of days of months: a day earlier each. The day before the first is the last of the month before, which days that
// stand beside it are not: rules of their own.
std::vector<std::string> YearlyDayBefore(const std::vector<int>& months, const std::vector<int>& days) {
  std::vector<int> before, earlier;
  for (const int day : days) {
    if (day != 1) earlier.push_back(day - 1);
  }
  std::vector<std::string> rules;
  if (!earlier.empty())
    rules.push_back(
        fmt::format("FREQ=YEARLY;BYMONTH={};BYMONTHDAY={}", fmt::join(months, ","), fmt::join(earlier, ",")));
  if (earlier.size() == days.size()) return rules;
  for (const int month : months) before.push_back(month == 1 ? 12 : month - 1);
  std::sort(before.begin(), before.end());
  const bool one = before.size() == 1;  // a year of 365 days
  const int last = one ? PartialDate::Make(2023, before[0])->LastDay().day() : -1;
  rules.push_back(fmt::format("FREQ=YEARLY;BYMONTH={};BYMONTHDAY={}", fmt::join(before, ","), last));
  return rules;
}

// A rule a day earlier, if it names days.
std::vector<std::string> RuleDayBefore(const std::string& rule) {
  const std::vector<int> months = NumbersOf(rule, ";BYMONTH=");
  std::vector<int> days = NumbersOf(rule, ";BYMONTHDAY=");
  if (days.empty() || std::any_of(days.begin(), days.end(), [](int day) { return day < 1; })) return {rule};
  if (rule.starts_with("FREQ=YEARLY;BYMONTH=") && !months.empty()) return YearlyDayBefore(months, days);
  if (!rule.starts_with("FREQ=MONTHLY;BYMONTHDAY=")) return {rule};
  for (int& day : days) day = day == 1 ? -1 : day - 1;
  return {fmt::format("FREQ=MONTHLY;BYMONTHDAY={}", fmt::join(days, ","))};
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
  Recurrence before;
  for (const std::string& rule : recurrence.rules) {
    for (std::string& earlier : RuleDayBefore(rule)) before.rules.push_back(std::move(earlier));
  }
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
