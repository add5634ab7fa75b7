#include <fmt/format.h>

#include <algorithm>

#include "extractors/date/date.h"
#include "extractors/date/rules.h"
#include "pipeline/base/decimal.h"

namespace vankho {
namespace {

bool IsDigitNext(const Match& m) {
  return m.range().end < m.text().size() && m.text().words()[m.range().end].kind == WordKind::kDigits;
}

std::optional<Value> Rule(std::string rule) { return Recurrence{{std::move(rule)}}; }

std::optional<Value> Monthly(int day) {
  if (day == 0 || day > 31) return std::nullopt;
  return Recurrence{{fmt::format("FREQ=MONTHLY;BYMONTHDAY={}", day)}};
}

std::optional<Value> Yearly(const TimeValue& time) {
  if (time.year != 0) return std::nullopt;
  if (time.grain == Grain::kDay) {
    return Recurrence{{fmt::format("FREQ=YEARLY;BYMONTH={};BYMONTHDAY={}", time.month, time.day)}};
  }
  const auto last = LastDay(time, 2023);
  if (!last) return std::nullopt;
  return Recurrence{{fmt::format("FREQ=YEARLY;BYMONTH={};BYMONTHDAY=-1", last->month())}};
}

// "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=7" and "...BYMONTH=11;BYMONTHDAY=7" as one rule of both months; "" where the rules
// are not of that form or of different days. First days stay alone: the day before them is another in each month.
std::string OfBothMonths(const std::string& a, const std::string& b) {
  constexpr std::string_view kMonth = "FREQ=YEARLY;BYMONTH=";
  const std::size_t day_a = a.find(";BYMONTHDAY=");
  const std::size_t day_b = b.find(";BYMONTHDAY=");
  if (day_a == std::string::npos || day_b == std::string::npos) return "";
  if (!a.starts_with(kMonth) || !b.starts_with(kMonth) || a.substr(day_a) != b.substr(day_b)) return "";
  if (a.ends_with("=1")) return "";
  return a.substr(0, day_a) + "," + b.substr(kMonth.size());
}

std::optional<Value> Joined(const Recurrence& a, const Recurrence& b) {
  Recurrence all{a.rules};
  for (const std::string& rule : b.rules) {
    if (std::find(all.rules.begin(), all.rules.end(), rule) != all.rules.end()) continue;
    std::string both = OfBothMonths(all.rules.back(), rule);
    if (both.empty()) {
      all.rules.push_back(rule);
    } else {
      all.rules.back() = std::move(both);
    }
  }
  return all;
}

// N times a year as a rule: only what divides twelve months evenly.
std::optional<Value> TimesPer(int times, const std::string& cycle) {
  if (times == 1) return Rule(cycle);
  if (cycle == "FREQ=YEARLY" && times >= 2 && 12 % times == 0)
    return Rule(fmt::format("FREQ=MONTHLY;INTERVAL={}", 12 / times));
  return std::nullopt;
}

std::optional<Value> Every(int amount, const std::string& cycle) {
  if (amount == 1) return Rule(cycle);
  if (amount < 1 || amount > 99 || cycle.find(';') != std::string::npos) return std::nullopt;
  if (cycle == "FREQ=MONTHLY" && amount == 12) return Rule("FREQ=YEARLY");
  return Rule(fmt::format("{};INTERVAL={}", cycle, amount));
}

void AddCycles(Grammar& g) {
  g.AddRule("date/every", "recurrence", "<every> <cycle>", [](const Match& m) -> std::optional<Value> {
    if (IsDigitNext(m)) return std::nullopt;
    return Rule(m.Word(1));
  });
  // "hằng tháng, quý, năm": the cycles after the first stand bare.
  g.AddRule("date/every-list", "recurrence", "<recurrence> <join> <cycle>", [](const Match& m) -> std::optional<Value> {
    if (IsDigitNext(m)) return std::nullopt;
    return Joined(m.Get<Recurrence>(0), Recurrence{{m.Word(2)}});
  });
  g.AddRule("date/every-list", "recurrence", "<recurrence> <join> <recurrence>",
            [](const Match& m) { return Joined(m.Get<Recurrence>(0), m.Get<Recurrence>(2)); });
  g.AddRule("date/every-list", "recurrence", "<recurrence> ',' <join> <cycle>",
            [](const Match& m) { return Joined(m.Get<Recurrence>(0), Recurrence{{m.Word(3)}}); });
  g.AddRule("date/periodic", "recurrence", "<periodic> '('? <cycle>", [](const Match& m) -> std::optional<Value> {
    if (IsDigitNext(m)) return std::nullopt;
    return Rule(m.Word(2));
  });
  g.AddRule("date/periodic", "recurrence", "<periodic> '('? <recurrence>",
            [](const Match& m) -> std::optional<Value> { return m.Get<Recurrence>(2); });
  g.AddRule("date/periodic-amount", "recurrence", R"(<periodic> /(\d{1,2})/ <cycle>)",
            [](const Match& m) { return Every(m.Int(1, 1), m.Word(2)); });
}

void AddTimes(Grammar& g) {
  g.AddRule("date/times-per", "recurrence", R"(/(\d{1,2})/ <times> '/' <cycle>)",
            [](const Match& m) { return TimesPer(m.Int(0, 1), m.Word(3)); });
  g.AddRule("date/times-per", "recurrence", "<every> <cycle> <number> <times>",
            [](const Match& m) -> std::optional<Value> {
              const auto& times = m.Get<Decimal>(2);
              if (!times.IsInteger() || times.units() < 1 || times.units() > 12) return std::nullopt;
              return TimesPer(static_cast<int>(times.units()), m.Word(1));
            });
  g.AddRule("date/amount-once", "recurrence", R"(/(\d{1,2})/ <cycle> '/' <times>)",
            [](const Match& m) { return Every(m.Int(0, 1), m.Word(1)); });
  // "06 tháng một lần", "hai tuần một lần"
  g.AddRule("date/amount-once", "recurrence", "<number> <cycle> <number> <times>",
            [](const Match& m) -> std::optional<Value> {
              const auto& amount = m.Get<Decimal>(0);
              if (m.Get<Decimal>(2) != Decimal::FromInt(1) || !amount.IsInteger() || amount.units() > 99)
                return std::nullopt;
              return Every(static_cast<int>(amount.units()), m.Word(1));
            });
  g.AddRule("date/weekday", "recurrence", "<weekday> <every> <week-word>",
            [](const Match& m) { return Rule("FREQ=WEEKLY;BYDAY=" + m.Word(0)); });
  g.AddRule("date/weekdays", "recurrence", "<weekday> <join> <weekday> <every> <week-word>",
            [](const Match& m) { return Rule("FREQ=WEEKLY;BYDAY=" + m.Word(0) + "," + m.Word(2)); });
  g.AddRule("date/weekdays", "recurrence", "<weekday> ',' <weekday> <join> <weekday> <every> <week-word>",
            [](const Match& m) { return Rule("FREQ=WEEKLY;BYDAY=" + m.Word(0) + "," + m.Word(2) + "," + m.Word(4)); });
}

// "thứ Hai đầu tiên của tháng", "thứ Sáu cuối cùng của tháng"
std::optional<Value> WeekdayOfMonth(const std::string& day, const std::string& part) {
  if (part == "mid") return std::nullopt;
  return Recurrence{{fmt::format("FREQ=MONTHLY;BYDAY={}{}", part == "first" ? "1" : "-1", day)}};
}

std::optional<Value> TwoDaysOfMonth(int first, int second) {
  if (first < 1 || second <= first || second > 31) return std::nullopt;
  return Recurrence{{fmt::format("FREQ=MONTHLY;BYMONTHDAY={},{}", first, second)}};
}

std::optional<Value> DayOfQuarterMonth(int day, const std::string& rank) {
  if (day < 1 || day > 31) return std::nullopt;
  const char* months = rank == "1" ? "1,4,7,10" : rank == "2" ? "2,5,8,11" : "3,6,9,12";
  return Recurrence{{fmt::format("FREQ=YEARLY;BYMONTH={};BYMONTHDAY={}", months, day)}};
}

void AddDaysOfMonths(Grammar& g) {
  const auto day_of = [](const Match& m) { return Monthly(m.Int(1, 1)); };
  g.AddRule("date/day-of-every-month", "recurrence", R"(<day-word> /(\d{1,2})/ <of>? <every> <month-word>)", day_of);
  g.AddRule("date/days-of-every-month", "recurrence",
            R"(<day-word> /(\d{1,2})/ <join> <day-word>? /(\d{1,2})/ <of>? <every> <month-word>)",
            [](const Match& m) { return TwoDaysOfMonth(m.Int(1, 1), m.Int(4, 1)); });
  g.AddRule("date/weekday-of-month", "recurrence", "<weekday> <part> <of>? <every>? <month-word>",
            [](const Match& m) -> std::optional<Value> {
              if (IsDigitNext(m)) return std::nullopt;
              return WeekdayOfMonth(m.Word(0), m.Word(1));
            });
  // "thứ Sáu tuần cuối cùng của tháng"
  g.AddRule("date/weekday-of-week", "recurrence", "<weekday> <of>? <week-word> <part> <of>? <every>? <month-word>",
            [](const Match& m) -> std::optional<Value> {
              if (IsDigitNext(m)) return std::nullopt;
              return WeekdayOfMonth(m.Word(0), m.Word(3));
            });
  g.AddRule("date/day-of-next-month", "recurrence", R"(<day-word> /(\d{1,2})/ <of>? <month-word> <next>)", day_of);
  g.AddRule("date/early-day-of-every-month", "recurrence", R"(<early-day> /(\d{1,2})/ <of>? <every> <month-word>)",
            day_of);
  g.AddRule("date/last-day-of-month", "recurrence", "<last-day> <of>? <every>? <month-word>",
            [](const Match& m) -> std::optional<Value> {
              if (IsDigitNext(m)) return std::nullopt;
              return Monthly(-1);
            });
  g.AddRule("date/end-of-every-month", "recurrence", "<part> <every> <month-word>",
            [](const Match& m) -> std::optional<Value> {
              if (m.Word(0) == "mid") return Monthly(15);
              return Monthly(m.Word(0) == "first" ? 1 : -1);
            });
  g.AddRule("date/day-of-quarter", "recurrence",
            R"(<day-word> /(\d{1,2})/ <of>? <month-word> <quarter-month> <of>? <every>? <quarter-word> <next>?)",
            [](const Match& m) { return DayOfQuarterMonth(m.Int(1, 1), m.Word(4)); });
  g.AddRule("date/end-of-every-quarter", "recurrence", "<part> <every> <quarter-word>",
            [](const Match& m) -> std::optional<Value> {
              if (m.Word(0) != "last") return std::nullopt;
              return Recurrence{{"FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"}};
            });
}

// "trong 05 ngày đầu của tháng cuối quý", "10 ngày đầu tháng sau": until the last of these days.
void AddFirstDays(Grammar& g) {
  g.AddRule("date/first-days-of-quarter-month", "recurrence",
            R"(/(\d{1,2})/ <first-days> <of>? <month-word> <quarter-month> <of>? <every>? <quarter-word> <next>?)",
            [](const Match& m) { return DayOfQuarterMonth(m.Int(0, 1), m.Word(4)); });
  g.AddRule("date/first-days-of-quarter", "recurrence", R"(/(\d{1,2})/ <first-days> <of>? <every> <quarter-word>)",
            [](const Match& m) { return DayOfQuarterMonth(m.Int(0, 1), "1"); });
  g.AddRule("date/first-days-of-quarter", "recurrence", R"(/(\d{1,2})/ <first-days> <of>? <quarter-word> <next>)",
            [](const Match& m) { return DayOfQuarterMonth(m.Int(0, 1), "1"); });
  g.AddRule("date/first-days-of-month", "recurrence", R"(/(\d{1,2})/ <first-days> <of>? <every> <month-word>)",
            [](const Match& m) { return Monthly(m.Int(0, 1)); });
  g.AddRule("date/first-days-of-month", "recurrence", R"(/(\d{1,2})/ <first-days> <of>? <month-word> <next>)",
            [](const Match& m) { return Monthly(m.Int(0, 1)); });
}

// "ngày làm việc cuối cùng của tháng": by the days of the week; a holiday is not known to a rule.
void AddWorkingDays(Grammar& g) {
  g.AddRule("date/working-day-of-month", "recurrence", "<working-day> <part> <of>? <every>? <month-word>",
            [](const Match& m) -> std::optional<Value> {
              if (IsDigitNext(m) || m.Word(1) == "mid") return std::nullopt;
              return Rule(fmt::format("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS={}", m.Word(1) == "first" ? 1 : -1));
            });
}

// "ngày 15/3, 15/6 và 15/9 hằng năm": several yearly days.
std::optional<Value> TwoDays(const Match& m) {
  const auto first = Yearly(m.Get<TimeValue>(0));
  if (!first) return std::nullopt;
  return Joined(*std::any_cast<Recurrence>(&*first), m.Get<Recurrence>(2));
}

void AddYearly(Grammar& g) {
  for (const char* time : {"<date>", "<day-month>"}) {
    g.AddRule("date/every-year", "recurrence", fmt::format("{} <of>? <every> <year-word>", time),
              [](const Match& m) { return Yearly(m.Get<TimeValue>(0)); });
    g.AddRule("date/days-of-every-year", "recurrence", fmt::format("{} <join> <recurrence>", time), TwoDays);
  }
  g.AddRule("date/part-of-every-year", "recurrence", "<part> <every> <year-word>",
            [](const Match& m) -> std::optional<Value> {
              if (m.Word(0) != "last") return std::nullopt;
              return Recurrence{{"FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"}};
            });
}

}  // namespace

void AddRecurrenceRules(Grammar& grammar) {
  AddCycles(grammar);
  AddTimes(grammar);
  AddDaysOfMonths(grammar);
  AddFirstDays(grammar);
  AddWorkingDays(grammar);
  AddYearly(grammar);
}

}  // namespace vankho
