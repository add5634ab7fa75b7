#include "extractors/date/date.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "extractors/date/rules.h"

namespace vankho {
namespace {

constexpr int kFirstYear = 1945, kLastYear = 2100;

bool IsYear(int year) { return year >= kFirstYear && year <= kLastYear; }

// A <date> of a day; year 0 where not printed. 29/2 without a year passes.
std::optional<Value> Day(int year, int month, int day) {
  if (year != 0 && !IsYear(year)) return std::nullopt;
  if (!PartialDate::Make(year == 0 ? 2024 : year, month, day) || month < 1 || day < 1) return std::nullopt;
  return TimeValue{Grain::kDay, year, month, day, 0, 0};
}

std::optional<Value> Month(int year, int month) {
  if (month < 1 || month > 12 || (year != 0 && !IsYear(year))) return std::nullopt;
  return TimeValue{Grain::kMonth, year, month, 0, 0, 0};
}

std::optional<Value> Quarter(int year, const std::string& number) {
  if (year != 0 && !IsYear(year)) return std::nullopt;
  return TimeValue{Grain::kQuarter, year, 0, 0, number[0] - '0', 0};
}

std::optional<Value> HalfYear(int year, const std::string& half) {
  if (year != 0 && !IsYear(year)) return std::nullopt;
  if (half == "M9") return TimeValue{Grain::kNineMonths, year, 0, 0, 0, 0};
  return TimeValue{Grain::kHalf, year, 0, 0, half == "H1" ? 1 : 2, 0};
}

// Is the next word of the text one that makes "năm" or "tháng" mean something else (năm học, tháng hành động)?
std::string_view WordAfter(const Match& m) {
  return m.range().end < m.text().size() ? m.text().KeyOf(m.range().end) : std::string_view();
}

// Does nothing follow but a mark?
bool EndsWords(const Match& m) {
  return WordAfter(m).empty() || m.text().words()[m.range().end].kind == WordKind::kMark;
}

bool StartsWithDigit(std::string_view word) { return !word.empty() && word[0] >= '0' && word[0] <= '9'; }

// Behind "trước": is it the limit of something to come?
bool BeginsLimit(std::string_view word) {
  static constexpr std::string_view kWords[] = {"ngày", "các",  "tháng", "quý",  "quí",
                                                "khi",  "thời", "hết",   "mùng", "lúc"};
  return StartsWithDigit(word) || std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}

// Digits with a gap that a scanner put between them: "1 1" is 11.
int ClosedUp(std::string_view digits) {
  int value = 0;
  for (char c : digits) {
    if (c >= '0' && c <= '9') value = 10 * value + (c - '0');
  }
  return value;
}

void AddDays(Grammar& g) {
  g.AddRule(
      "date/day-month-year-gap", "date",
      R"(<day-word>? /(\d{1,2})\s?[\/.\-]\s?(1\s[012]|0\s\d)\s?[\/.\-]\s?((?:20|2\s0|19)\s?\d\s?\d)/)",
      [](const Match& m) { return Day(ClosedUp(m.Group(1, 3)), ClosedUp(m.Group(1, 2)), m.Int(1, 1)); }, 0.8);
  g.AddRule(
      "date/day-month-year-gap", "date",
      R"(<day-word>? /(\d{1,2})\s?[\/.\-]\s?(\d{1,2})\s?[\/.\-]\s?(20\s\d\d|2\s0\d\d|20\d\s\d)/)",
      [](const Match& m) { return Day(ClosedUp(m.Group(1, 3)), m.Int(1, 2), m.Int(1, 1)); }, 0.8);
  g.AddRule("date/day-month-year", "date", R"(<day-word>? /(\d{1,2})\s?[\/.\-]\s?(\d{1,2})\s?[\/.\-]\s?(\d{4})/)",
            [](const Match& m) { return Day(m.Int(1, 3), m.Int(1, 2), m.Int(1, 1)); });
  g.AddRule("date/day-month-year-words", "date",
            R"(<day-word>? /(\d{1,2})/ <month-word> /(\d{1,2})/ <year-word> /(\d{4})/)",
            [](const Match& m) { return Day(m.Int(5, 1), m.Int(3, 1), m.Int(1, 1)); });
  g.AddRule("date/day-month-year-words", "date",
            R"(<day-word>? /(\d{1,2})/ <month-word> /(\d{1,2})\s?[\/.\-]\s?(\d{4})/)",
            [](const Match& m) { return Day(m.Int(3, 2), m.Int(3, 1), m.Int(1, 1)); });
  g.AddRule("date/day-month-words", "date", R"(<day-word> /(\d{1,2})/ <month-word> /(\d{1,2})/)",
            [](const Match& m) { return Day(0, m.Int(3, 1), m.Int(1, 1)); });
  g.AddRule("date/early-day", "date", R"(<day-word>? <early-day> /(\d{1,2})/ <month-word> /(\d{1,2})/)",
            [](const Match& m) { return Day(0, m.Int(4, 1), m.Int(2, 1)); });
  g.AddRule("date/day-month", "date", R"(<day-word> /(\d{1,2})\s?[\/\-]\s?(\d{1,2})/)",
            [](const Match& m) { return Day(0, m.Int(1, 2), m.Int(1, 1)); });
  g.AddRule("date/day-month", "date", R"(<day-word> /(\d{1,2})\.(\d{1,2})/)",
            [](const Match& m) { return Day(0, m.Int(1, 2), m.Int(1, 1)); });
  g.AddRule("date/day-month-bare", "day-month", R"(/(\d{1,2})\/(\d{1,2})/)",
            [](const Match& m) { return Day(0, m.Int(0, 2), m.Int(0, 1)); });
}

// 31/4, 30/2, 29/02/2023: a slip of the pen or of the scanner. What is no month or over 31 may be no date at all.
std::optional<Value> NoSuchDay(int year, int month, int day) {
  if ((year != 0 && !IsYear(year)) || month < 1 || month > 12 || day < 29 || day > 31) return std::nullopt;
  if (PartialDate::Make(year == 0 ? 2024 : year, month, day)) return std::nullopt;
  return UnfixedTime{TimeValue{Grain::kDay, year, month, day, 0, 0}, "no-such-day"};
}

void AddUnfixed(Grammar& g) {
  g.AddRule("date/no-such-day", "unfixed", R"(<day-word>? /(\d{1,2})\s?[\/.\-]\s?(\d{1,2})\s?[\/.\-]\s?(\d{4})/)",
            [](const Match& m) { return NoSuchDay(m.Int(1, 3), m.Int(1, 2), m.Int(1, 1)); });
  g.AddRule("date/no-such-day", "unfixed", R"(<day-word>? /(\d{1,2})/ <month-word> /(\d{1,2})/ <year-word> /(\d{4})/)",
            [](const Match& m) { return NoSuchDay(m.Int(5, 1), m.Int(3, 1), m.Int(1, 1)); });
  g.AddRule("date/no-such-day", "unfixed", R"(<day-word> /(\d{1,2})/ <month-word> /(\d{1,2})/)",
            [](const Match& m) { return NoSuchDay(0, m.Int(3, 1), m.Int(1, 1)); });
  g.AddRule("date/no-such-day", "unfixed", R"(<day-word>? /(\d{1,2})\/(\d{1,2})/)",
            [](const Match& m) { return NoSuchDay(0, m.Int(1, 2), m.Int(1, 1)); });
  const auto week = [](const Match& m, std::size_t item) -> std::optional<Value> {
    const auto& month = m.Get<TimeValue>(item);
    if (month.grain != Grain::kMonth) return std::nullopt;
    return UnfixedTime{month, "week-of-month"};
  };
  // "tuần cuối tháng 10": its end is the month's
  g.AddRule("date/last-week", "date", "<week-word> <part> <of>? <date>", [](const Match& m) -> std::optional<Value> {
    const auto& month = m.Get<TimeValue>(3);
    if (m.Word(1) != "last" || month.grain != Grain::kMonth) return std::nullopt;
    return month;
  });
  g.AddRule("date/week-of-month", "unfixed", R"(<week-word> 'thứ'? /(\d)/ <of>? <date>)",
            [week](const Match& m) { return week(m, 4); });
  g.AddRule("date/week-of-month", "unfixed", "<week-word> <quarter-month> <of>? <date>", [week](const Match& m) {
    return m.Word(1) == "3" && m.text().KeyOf(m[1].range.begin) != "thứ" ? std::nullopt : week(m, 3);
  });
  g.AddRule("date/week-of-month", "unfixed", "<week-word> <quarter-no> <of>? <date>",
            [week](const Match& m) { return week(m, 3); });
}

std::optional<Value> MonthAlone(const Match& m, int month) {
  const std::string_view next = WordAfter(m);
  if (next == "%" || next == "đ") return std::nullopt;
  return Month(0, month);
}

void AddMonths(Grammar& g) {
  g.AddRule("date/month-year", "date", R"(<month-word> /(\d{1,2})\s?[\/.\-]\s?(\d{4})/)",
            [](const Match& m) { return Month(m.Int(1, 2), m.Int(1, 1)); });
  g.AddRule("date/month-year-words", "date", R"(<month-word> /(\d{1,2})/ <year-word> /(\d{4})/)",
            [](const Match& m) { return Month(m.Int(3, 1), m.Int(1, 1)); });
  g.AddRule("date/month-name-year", "date", R"(<month-word> <month-name> <year-word> /(\d{4})/)",
            [](const Match& m) { return Month(m.Int(3, 1), std::stoi(m.Word(1))); });
  g.AddRule("date/month", "date", R"(<month-word> /(\d{1,2})/)",
            [](const Match& m) { return MonthAlone(m, m.Int(1, 1)); });
  // "T8/2024", as columns of time print it; "T2" to "T7" without a year may be days of the week
  g.AddRule("date/month-letter", "date", R"('t' ~/(\d{1,2})\/(\d{4})/)",
            [](const Match& m) { return Month(m.Int(1, 2), m.Int(1, 1)); });
  g.AddRule("date/month-year-bare", "month-year", R"(/(\d{1,2})\/(\d{4})/)",
            [](const Match& m) { return Month(m.Int(0, 2), m.Int(0, 1)); });
}

void AddQuarters(Grammar& g) {
  g.AddRule("date/quarter-year", "date", R"(<quarter-word> <quarter-no> '/' /(\d{4})/)",
            [](const Match& m) { return Quarter(m.Int(3, 1), m.Word(1)); });
  g.AddRule("date/quarter-year", "date", R"(<quarter-word> <quarter-no> '-' /(\d{4})/)",
            [](const Match& m) { return Quarter(m.Int(3, 1), m.Word(1)); });
  g.AddRule("date/quarter-year", "date", R"(<quarter-word> /(\d)\/(\d{4})/)",
            [](const Match& m) -> std::optional<Value> {
              if (m.Int(1, 1) < 1 || m.Int(1, 1) > 4) return std::nullopt;
              return Quarter(m.Int(1, 2), std::string(m.Group(1, 1)));
            });
  g.AddRule("date/quarter-year-words", "date", R"(<quarter-word> <quarter-no> <year-word> /(\d{4})/)",
            [](const Match& m) { return Quarter(m.Int(3, 1), m.Word(1)); });
  g.AddRule("date/quarter", "date", "<quarter-word> <quarter-no>",
            [](const Match& m) { return Quarter(0, m.Word(1)); });
  // "quý I, quý II": up to the last; "quý II và quý IV" are two
  g.AddRule("date/last-of-quarters", "date", "<quarter-word> <quarter-no> <join> <date>",
            [](const Match& m) -> std::optional<Value> {
              const auto& last = m.Get<TimeValue>(3);
              if (last.grain != Grain::kQuarter || m.text().KeyOf(m[2].range.begin) == "và") return std::nullopt;
              return last;
            });
}

void AddYears(Grammar& g) {
  g.AddRule("date/half-year", "date", R"(<half-year> /(\d{4})/)",
            [](const Match& m) { return HalfYear(m.Int(1, 1), m.Word(0)); });
  g.AddRule("date/half-year", "date", "<half-year>", [](const Match& m) { return HalfYear(0, m.Word(0)); });
  g.AddRule("date/year", "date", R"(<year-word> /(\d{4})/)", [](const Match& m) -> std::optional<Value> {
    if (!IsYear(m.Int(1, 1))) return std::nullopt;
    return TimeValue{Grain::kYear, m.Int(1, 1), 0, 0, 0, 0};
  });
  g.AddRule("date/whole-year", "date", "'cả' <year-word>", [](const Match& m) -> std::optional<Value> {
    if (StartsWithDigit(WordAfter(m)) || !EndsWords(m)) return std::nullopt;
    return TimeValue{Grain::kYear, 0, 0, 0, 0, 0};
  });
  g.AddRule("date/whole-year", "date", R"('cả' <year-word> /(\d{4})/)", [](const Match& m) -> std::optional<Value> {
    if (!IsYear(m.Int(2, 1))) return std::nullopt;
    return TimeValue{Grain::kYear, m.Int(2, 1), 0, 0, 0, 0};
  });
  g.AddRule("date/this-year", "date", "<year-word> <this>", [](const Match& m) -> std::optional<Value> {
    return TimeValue{Grain::kYear, 0, 0, 0, 0, m.Word(1) == "1" ? 1 : 0};
  });
}

// "15/01 năm sau", "quý I của năm sau liền kề": counted from the document's year.
std::optional<Value> InOtherYear(TimeValue time, const std::string& offset) {
  if (time.year != 0 || time.year_offset != 0 || time.grain == Grain::kYear) return std::nullopt;
  time.year_offset = offset == "1" ? 1 : offset == "-1" ? -1 : 0;
  return time;
}

void AddOtherYears(Grammar& g) {
  // "báo cáo quý IV, năm trước ngày 15/12": on a quarter and a year
  for (const char* time : {"<date>", "<day-month>"}) {
    g.AddRule("date/of-this-year", "date", fmt::format("{} <of>? <year-word> <this>", time),
              [](const Match& m) { return InOtherYear(m.Get<TimeValue>(0), m.Word(3)); });
    g.AddRule("date/of-year-before", "date", fmt::format("{} <of>? <year-word> <year-back>", time),
              [](const Match& m) -> std::optional<Value> {
                if (BeginsLimit(WordAfter(m))) return std::nullopt;
                return InOtherYear(m.Get<TimeValue>(0), m.Word(3));
              });
  }
}

// The first, the middle or the last day of a month, quarter or year.
std::optional<Value> PartOf(const std::string& part, const TimeValue& whole) {
  if (whole.grain == Grain::kDay) return std::nullopt;
  const auto first = FirstDay(whole, 2024), last = LastDay(whole, 2024);
  if (!first || !last) return std::nullopt;
  TimeValue day{Grain::kDay, whole.year, first->month(), 1, 0, whole.year_offset};
  if (part == "last") {
    day.month = last->month();
    day.day =
        whole.grain == Grain::kMonth && whole.month == 2 && whole.year != 0 ? DaysInMonth(whole.year, 2) : last->day();
  } else if (part == "mid") {
    if (whole.grain == Grain::kMonth) day.day = 15;
    if (whole.grain == Grain::kYear) day.month = 6, day.day = 30;
    if (whole.grain != Grain::kMonth && whole.grain != Grain::kYear) return std::nullopt;
  }
  return day;
}

void AddParts(Grammar& g) {
  g.AddRule("date/part-of", "date", "<part> <date>",
            [](const Match& m) { return PartOf(m.Word(0), m.Get<TimeValue>(1)); });
  g.AddRule("date/part-of-year", "date", "<part> <year-word>", [](const Match& m) -> std::optional<Value> {
    const std::string_view next = WordAfter(m);
    if (next == "học" || StartsWithDigit(next)) return std::nullopt;
    return PartOf(m.Word(0), TimeValue{Grain::kYear, 0, 0, 0, 0, 0});
  });
}

// "10 ngày đầu tháng 7", "5 ngày cuối tháng 6/2024": the last of these days.
void AddDaysOfParts(Grammar& g) {
  g.AddRule("date/first-days", "date", R"(/(\d{1,2})/ <first-days> <of>? <date>)",
            [](const Match& m) -> std::optional<Value> {
              const auto& whole = m.Get<TimeValue>(3);
              auto first = PartOf("first", whole);
              const int days = m.Int(0, 1);
              if (!first || days < 1 || days > 28) return std::nullopt;
              std::any_cast<TimeValue>(&*first)->day = days;
              return first;
            });
  g.AddRule("date/last-days", "date", R"(/(\d{1,2})/ <last-days> <of>? <date>)",
            [](const Match& m) { return PartOf("last", m.Get<TimeValue>(3)); });
}

std::optional<Value> From(TimeValue from, const TimeValue& to) {
  if (from.grain == Grain::kYear && to.grain != Grain::kYear) return std::nullopt;
  const TimePeriod period{from, to};
  if (!Resolve(period, 2024)) return std::nullopt;
  return period;
}

void AddPeriods(Grammar& g) {
  for (const char* first : {"<date>", "<day-month>", "<month-year>"}) {
    for (const char* last : {"<date>", "<day-month>", "<month-year>"}) {
      g.AddRule("date/period", "period", fmt::format("{} <to> {}", first, last),
                [](const Match& m) { return From(m.Get<TimeValue>(0), m.Get<TimeValue>(2)); });
    }
  }
  g.AddRule("date/month-letters", "period", "'t' ~<int> <to> <date>", [](const Match& m) -> std::optional<Value> {
    const auto& to = m.Get<TimeValue>(3);
    if (to.grain != Grain::kMonth || m.text().KeyOf(m[3].range.begin) != "t" || m.Int(1) > to.month)
      return std::nullopt;
    return From(TimeValue{Grain::kMonth, to.year, m.Int(1), 0, 0, 0}, to);
  });
  // "từ ngày 03/5 đến 16 giờ 30 ngày 20/5/2024"
  for (const char* first : {"<date>", "<day-month>"}) {
    g.AddRule("date/period-to-hour", "period", fmt::format(R"({} <to> /(\d{{1,2}})/ 'giờ' /(\d{{2}})/? <date>)", first),
              [](const Match& m) { return From(m.Get<TimeValue>(0), m.Get<TimeValue>(5)); });
  }
  const auto from_day = [](const Match& m) -> std::optional<Value> {
    const auto& to = m.Get<TimeValue>(3);
    if (to.grain != Grain::kDay) return std::nullopt;
    return From(TimeValue{Grain::kDay, 0, 0, m.Int(1, 1), 0, 0}, to);
  };
  g.AddRule("date/period-from-day", "period", R"(<day-word>? /(\d{1,2})/ <to> <date>)", from_day);
  g.AddRule("date/period-from-day", "period", R"(<day-word>? /(\d{1,2})/ <to> <day-month>)", from_day);
  // "Năm 2024 - 2025"
  g.AddRule(
      "date/years", "period", R"(<year-word> /(\d{4})\s?-\s?(\d{4})/)", [](const Match& m) -> std::optional<Value> {
        if (!IsYear(m.Int(1, 1)) || !IsYear(m.Int(1, 2))) return std::nullopt;
        return From(TimeValue{Grain::kYear, m.Int(1, 1), 0, 0, 0, 0}, TimeValue{Grain::kYear, m.Int(1, 2), 0, 0, 0, 0});
      });
  g.AddRule(
      "date/stage", "stage-period", R"(<stage> /(\d{4})\s?-\s?(\d{4})/)", [](const Match& m) -> std::optional<Value> {
        if (!IsYear(m.Int(1, 1)) || !IsYear(m.Int(1, 2))) return std::nullopt;
        return From(TimeValue{Grain::kYear, m.Int(1, 1), 0, 0, 0, 0}, TimeValue{Grain::kYear, m.Int(1, 2), 0, 0, 0, 0});
      });
}

void AddDurations(Grammar& g) {
  g.AddRule("date/duration", "duration", R"(/(\d{1,3})/ '('? <time-unit> ')'?)",
            [](const Match& m) -> std::optional<Value> {
              if (m.Int(0, 1) < 1 || m.Has(1) != m.Has(3) || StartsWithDigit(WordAfter(m))) return std::nullopt;
              return Duration{m.Int(0, 1), m.Word(2)};
            });
  g.AddRule("date/duration-words", "duration", R"(/(\d{1,3})/ '(' <number-word> ')' <time-unit>)",
            [](const Match& m) -> std::optional<Value> {
              return Duration{m.Int(0, 1), m.Word(4)};
            });
  g.AddRule(
      "date/duration-in-words", "duration", "<number-word> <time-unit>",
      [](const Match& m) -> std::optional<Value> {
        const int amount = std::stoi(m.Word(0));
        if (amount < 1) return std::nullopt;
        return Duration{amount, m.Word(1)};
      },
      0.9);
}

}  // namespace

Result<void> AddDateRules(Grammar& grammar, const std::string& lexicon_folder) {
  VK_ASSIGN_OR_RETURN(const Lexicon lexicon, Lexicon::Load(lexicon_folder + "/time_words.tsv"));
  VK_RETURN_IF_ERROR(grammar.AddLexicon(lexicon));
  AddDays(grammar);
  AddUnfixed(grammar);
  AddMonths(grammar);
  AddQuarters(grammar);
  AddYears(grammar);
  AddOtherYears(grammar);
  AddParts(grammar);
  AddDaysOfParts(grammar);
  AddPeriods(grammar);
  AddDurations(grammar);
  AddRecurrenceRules(grammar);
  AddRowRules(grammar);
  return {};
}

}  // namespace vankho
