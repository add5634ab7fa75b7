#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>

#include "extractors/date/date.h"
#include "extractors/date/rules.h"

namespace vankho {
namespace {

bool IsAlternative(const Match& m, std::size_t item) {
  const std::string_view join = m.text().KeyOf(m[item].range.begin);
  return join == "hoặc" || join == "/" || join == ";";
}

// Behind a row of bare numbers a word would count them: "tháng 5, 10 lớp tập huấn".
bool IsCounted(const Match& m) {
  const std::size_t end = m.range().end;
  if (end >= m.text().size() || m.text().words()[end].kind != WordKind::kLetters) return false;
  const std::string_view next = m.text().KeyOf(end);
  static constexpr std::string_view kOther[] = {"năm", "hằng", "hàng", "mỗi", "của", "và", "để", "thì", "phải"};
  if (std::find(std::begin(kOther), std::end(kOther), next) != std::end(kOther)) return false;
  for (std::size_t at = m.range().begin; at < end; ++at) {
    if (m.text().KeyOf(at) == "các") return false;  // "các tháng 5, 10": both are months
  }
  return true;
}

bool IsYearNext(const Match& m) {
  const FlatText& text = m.text();
  std::size_t at = m.range().end;
  if (at < text.size() && (text.KeyOf(at) == "năm" || text.KeyOf(at) == "/")) ++at;
  return at < text.size() && text.words()[at].kind == WordKind::kDigits && text.KeyOf(at).size() == 4;
}

std::optional<Value> Row(std::vector<int> months, int next) {
  if (months.back() < 1 || next <= months.back() || next > 12) return std::nullopt;
  months.push_back(next);
  return MonthRow{std::move(months)};
}

// The months of a year, or a day of each.
std::optional<Value> Times(const std::vector<int>& months, int day, int year) {
  if (year != 0 && (year < 1945 || year > 2100)) return std::nullopt;
  std::vector<TimeValue> times;
  for (const int month : months) {
    if (!PartialDate::Make(year == 0 ? 2024 : year, month, day)) return std::nullopt;
    times.push_back({day == 0 ? Grain::kMonth : Grain::kDay, year, month, day, 0, 0});
  }
  return times;
}

void AddMonthRows(Grammar& g) {
  g.AddRule("date/months", "months", R"(<month-word> /(\d{1,2})/ <join> /(\d{1,2})/)",
            [](const Match& m) -> std::optional<Value> {
              if (IsAlternative(m, 2)) return std::nullopt;
              return Row({m.Int(1, 1)}, m.Int(3, 1));
            });
  g.AddRule("date/months", "months", R"(<months> <join> /(\d{1,2})/)", [](const Match& m) -> std::optional<Value> {
    if (IsAlternative(m, 1)) return std::nullopt;
    return Row(m.Get<MonthRow>(0).months, m.Int(2, 1));
  });
  g.AddRule("date/times", "date-row", "<months>", [](const Match& m) -> std::optional<Value> {
    if (IsCounted(m) || IsYearNext(m)) return std::nullopt;
    return Times(m.Get<MonthRow>(0).months, 0, 0);
  });
  g.AddRule("date/times", "date-row", R"(<months> <year-word> /(\d{4})/)",
            [](const Match& m) { return Times(m.Get<MonthRow>(0).months, 0, m.Int(2, 1)); });
  // "tháng 3, 6/2024": the year stands with the last
  g.AddRule("date/times", "date-row", R"(<month-word> /(\d{1,2})/ <join> <month-year>)",
            [](const Match& m) -> std::optional<Value> {
              const auto& last = m.Get<TimeValue>(3);
              const auto row = Row({m.Int(1, 1)}, last.month);
              if (IsAlternative(m, 2) || !row) return std::nullopt;
              return Times(std::any_cast<MonthRow>(&*row)->months, 0, last.year);
            });
  g.AddRule("date/times", "date-row", "<months> <join> <month-year>", [](const Match& m) -> std::optional<Value> {
    const auto& last = m.Get<TimeValue>(2);
    const auto row = Row(m.Get<MonthRow>(0).months, last.month);
    if (IsAlternative(m, 1) || !row) return std::nullopt;
    return Times(std::any_cast<MonthRow>(&*row)->months, 0, last.year);
  });
}

// "ngày 15 các tháng 3, 6, 9": each year, or the days of the year that is printed.
void AddDaysOfRows(Grammar& g) {
  g.AddRule(
      "date/day-of-months", "recurrence", R"(<day-word> /(\d{1,2})/ <of>? <months>)",
      [](const Match& m) -> std::optional<Value> {
        const auto& months = m.Get<MonthRow>(3).months;
        if (IsCounted(m) || IsYearNext(m) || !Times(months, m.Int(1, 1), 2023)) return std::nullopt;
        return Recurrence{{fmt::format("FREQ=YEARLY;BYMONTH={};BYMONTHDAY={}", fmt::join(months, ","), m.Int(1, 1))}};
      });
  g.AddRule(
      "date/day-of-months", "recurrence", R"(<day-word> /(\d{1,2})/ <of>? <months> <of>? <every> <year-word>)",
      [](const Match& m) -> std::optional<Value> {
        const auto& months = m.Get<MonthRow>(3).months;
        if (!Times(months, m.Int(1, 1), 2023)) return std::nullopt;
        return Recurrence{{fmt::format("FREQ=YEARLY;BYMONTH={};BYMONTHDAY={}", fmt::join(months, ","), m.Int(1, 1))}};
      });
  g.AddRule("date/day-of-times", "date-row", R"(<day-word> /(\d{1,2})/ <of>? <date-row>)",
            [](const Match& m) -> std::optional<Value> {
              std::vector<int> months;
              const auto& times = m.Get<std::vector<TimeValue>>(3);
              if (times[0].grain != Grain::kMonth || times[0].year == 0) return std::nullopt;
              for (const TimeValue& time : times) months.push_back(time.month);
              return Times(months, m.Int(1, 1), times[0].year);
            });
}

// "Quý I, II, III/2024": up to the last, as "quý I, quý II" is.
struct QuarterRow {
  int last = 0;
};

std::optional<Value> UpTo(const Match& m, std::size_t first, int next) {
  if (IsAlternative(m, first + 1)) return std::nullopt;
  if (m.text().KeyOf(m[first + 1].range.begin) == "và" || m.Word(first)[0] - '0' >= next) return std::nullopt;
  return QuarterRow{next};
}

void AddQuarterRows(Grammar& g) {
  const auto digits = [](const Match& m, std::size_t item) {
    const std::string_view key = m.text().KeyOf(m[item].range.begin);
    return key[0] == 'i' || (key[0] >= '0' && key[0] <= '9');  // "hai", "ba" count what follows
  };
  g.AddRule("date/quarter-row", "quarter-row", "<quarter-no> <join> <quarter-no>",
            [digits](const Match& m) -> std::optional<Value> {
              if (!digits(m, 2) || IsCounted(m)) return std::nullopt;
              return UpTo(m, 0, m.Word(2)[0] - '0');
            });
  g.AddRule("date/quarter-row", "quarter-row", R"(<quarter-no> <join> <quarter-row>)",
            [](const Match& m) { return UpTo(m, 0, m.Get<QuarterRow>(2).last); });
  const auto make = [](int quarter, int year) -> std::optional<Value> {
    if (year != 0 && (year < 1945 || year > 2100)) return std::nullopt;
    return TimeValue{Grain::kQuarter, year, 0, 0, quarter, 0};
  };
  g.AddRule("date/quarters", "date", "<quarter-word> <quarter-row>",
            [make](const Match& m) { return make(m.Get<QuarterRow>(1).last, 0); });
  g.AddRule("date/quarters", "date", R"(<quarter-word> <quarter-row> '/' /(\d{4})/)",
            [make](const Match& m) { return make(m.Get<QuarterRow>(1).last, m.Int(3, 1)); });
  g.AddRule("date/quarters", "date", R"(<quarter-word> <quarter-row> <year-word> /(\d{4})/)",
            [make](const Match& m) { return make(m.Get<QuarterRow>(1).last, m.Int(3, 1)); });
}

// "ngày 15, 16/4/2024": days that follow each other are a period.
void AddDayRows(Grammar& g) {
  for (const char* last : {"<date>", "<day-month>"}) {
    g.AddRule("date/days-in-a-row", "period", fmt::format(R"(<day-word> /(\d{{1,2}})/ <join> {})", last),
              [](const Match& m) -> std::optional<Value> {
                const auto& to = m.Get<TimeValue>(3);
                if (to.grain != Grain::kDay || m.Int(1, 1) + 1 != to.day || IsAlternative(m, 2)) return std::nullopt;
                return TimePeriod{TimeValue{Grain::kDay, 0, 0, m.Int(1, 1), 0, 0}, to};
              });
  }
}

}  // namespace

void AddRowRules(Grammar& grammar) {
  AddMonthRows(grammar);
  AddDaysOfRows(grammar);
  AddQuarterRows(grammar);
  AddDayRows(grammar);
}

}  // namespace vankho
