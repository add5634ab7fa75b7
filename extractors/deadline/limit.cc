#include "extractors/deadline/limit.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace vankho {
namespace {

std::optional<Value> Point(const Match& m, std::size_t item, Cue cue, bool strict = false) {
  Limit limit;
  if (const auto* times = std::any_cast<std::vector<TimeValue>>(&m[item].value)) {
    limit.time = times->front();
    limit.further.assign(times->begin() + 1, times->end());
  } else if (const auto* unfixed = std::any_cast<UnfixedTime>(&m[item].value)) {
    limit.time = unfixed->near;
    limit.flag = unfixed->flag;
  } else {
    limit.time = m.Get<TimeValue>(item);
  }
  limit.cue = cue;
  limit.strict = strict;
  return limit;
}

std::optional<Value> Until(const Match& m, std::size_t item, Cue cue) {
  auto value = Point(m, item, cue);
  std::any_cast<Limit>(&*value)->until = true;
  return value;
}

bool IsWhole(const Match& m, std::size_t item) {
  const auto* times = std::any_cast<std::vector<TimeValue>>(&m[item].value);
  if (const auto* unfixed = std::any_cast<UnfixedTime>(&m[item].value)) return unfixed->near.grain != Grain::kDay;
  return (times != nullptr ? times->front() : m.Get<TimeValue>(item)).grain != Grain::kDay;
}

void AddPoints(Grammar& g) {
  for (const char* time : {"<date>", "<day-month>", "<month-year>", "<date-row>", "<unfixed>"}) {
    const auto pattern = [&](const char* cue) { return fmt::format("{} {}", cue, time); };
    g.AddRule("deadline/before", "limit", pattern("<before>"),
              [](const Match& m) { return Point(m, 1, Cue::kStrong, true); });
    g.AddRule("deadline/not-later", "limit", pattern("<not-later> ':'? <on>?"),
              [](const Match& m) { return Point(m, 3, Cue::kStrong); });
    g.AddRule("deadline/not-later-before", "limit", pattern("<not-later> ':'? <before>"),
              [](const Match& m) { return Point(m, 3, Cue::kStrong, true); });
    g.AddRule("deadline/not-later-until", "limit", pattern("<not-later> <until>"),
              [](const Match& m) { return Until(m, 2, Cue::kStrong); });
    g.AddRule("deadline/until", "limit", pattern("<until>"), [](const Match& m) { return Until(m, 1, Cue::kOn); });
    g.AddRule("deadline/until-before", "limit", pattern("<until> <before>"),
              [](const Match& m) { return Point(m, 2, Cue::kStrong, true); });
    g.AddRule("deadline/expected", "limit", pattern("<expected> <on>?"),
              [](const Match& m) { return Point(m, 2, Cue::kOn); });
    g.AddRule("deadline/expected-before", "limit", pattern("<expected> <before>"),
              [](const Match& m) { return Point(m, 2, Cue::kStrong, true); });
    g.AddRule("deadline/bare", "limit", time, [](const Match& m) { return Point(m, 0, Cue::kBare); });
  }
  // "trước khi kết thúc Quý II": its last day is still in time.
  g.AddRule("deadline/before-its-end", "limit", "<before> 'khi'? 'kết' 'thúc' <date>",
            [](const Match& m) { return IsWhole(m, 4) ? Until(m, 4, Cue::kStrong) : std::nullopt; });
  for (const char* time : {"<date>", "<date-row>", "<unfixed>"}) {
    g.AddRule("deadline/within", "limit", fmt::format("<within> {}", time), [](const Match& m) -> std::optional<Value> {
      return IsWhole(m, 1) ? Point(m, 1, Cue::kOn) : std::nullopt;
    });
    g.AddRule("deadline/on", "limit", fmt::format("<on> {}", time), [](const Match& m) -> std::optional<Value> {
      return IsWhole(m, 1) ? std::nullopt : Point(m, 1, Cue::kOn);
    });
  }
}

// "Từ ngày 15/4/2024", "Sau ngày 15/4": when it begins, which is no limit; it takes the words from the bare rule.
void AddStarts(Grammar& g) {
  for (const char* time : {"<date>", "<day-month>", "<month-year>"}) {
    for (const char* cue : {"<from>", "<later-than>"}) {
      g.AddRule("deadline/start", "limit", fmt::format("{} {}", cue, time), [](const Match& m) {
        auto value = Point(m, 1, Cue::kBare);
        std::any_cast<Limit>(&*value)->no_limit = true;
        return value;
      });
    }
  }
}

void AddPeriodRules(Grammar& g) {
  const auto period = [](std::size_t item, Cue cue) {
    return [item, cue](const Match& m) -> std::optional<Value> {
      Limit limit;
      limit.time = m.Get<TimePeriod>(item);
      limit.cue = cue;
      limit.until = true;
      return limit;
    };
  };
  g.AddRule("deadline/period", "limit", "<expected>? <from> <period>", period(2, Cue::kOn));
  g.AddRule("deadline/period-bare", "limit", "<expected>? <period>", period(1, Cue::kBare));
}

void AddRecurring(Grammar& g) {
  const auto recurring = [](std::size_t item, Cue cue, bool strict) {
    return [item, cue, strict](const Match& m) -> std::optional<Value> {
      Limit limit;
      limit.time = strict ? DayBefore(m.Get<Recurrence>(item)) : m.Get<Recurrence>(item);
      limit.cue = cue;
      return limit;
    };
  };
  g.AddRule("deadline/recurring", "limit", "<recurrence>", recurring(0, Cue::kOn, false));
  g.AddRule("deadline/recurring-on", "limit", "<on> <recurrence>", recurring(1, Cue::kOn, false));
  g.AddRule("deadline/recurring-not-later", "limit", "<not-later> ':'? <on>? <recurrence>",
            recurring(3, Cue::kStrong, false));
  g.AddRule("deadline/recurring-before", "limit", "<not-later>? <before> <recurrence>",
            recurring(2, Cue::kStrong, true));
}

// "hằng tháng (trước ngày 20)", "định kỳ 06 tháng (trước ngày 15/6)": the cycle and its day are one rule. By quarters
// and half-years the day is of the last month.
std::optional<Recurrence> OnDay(const Recurrence& cycle, int day) {
  if (cycle.rules.size() != 1 || day < 1 || day > 31) return std::nullopt;
  const std::string& rule = cycle.rules[0];
  const char* months = rule == "FREQ=MONTHLY;INTERVAL=3" ? "3,6,9,12" : rule == "FREQ=MONTHLY;INTERVAL=6" ? "6,12" : "";
  if (rule == "FREQ=MONTHLY") return Recurrence{{fmt::format("FREQ=MONTHLY;BYMONTHDAY={}", day)}};
  if (*months == 0) return std::nullopt;
  return Recurrence{{fmt::format("FREQ=YEARLY;BYMONTH={};BYMONTHDAY={}", months, day)}};
}

std::optional<Recurrence> OnDate(const Recurrence& cycle, const TimeValue& date) {
  if (cycle.rules.size() != 1 || date.year != 0 || date.year_offset != 0 || date.grain != Grain::kDay)
    return std::nullopt;
  const std::string& rule = cycle.rules[0];
  if (rule != "FREQ=YEARLY" && rule != "FREQ=MONTHLY;INTERVAL=6" && rule != "FREQ=MONTHLY;INTERVAL=3")
    return std::nullopt;
  return Recurrence{{fmt::format("FREQ=YEARLY;BYMONTH={};BYMONTHDAY={}", date.month, date.day)}};
}

// "hằng quý (trước ngày 10 tháng cuối quý)"
std::optional<Recurrence> OnNamedDay(const Recurrence& cycle, const Recurrence& days) {
  const auto dated = [](const Recurrence& r) { return r.rules[0].find(";BY") != std::string::npos; };
  if (cycle.rules.size() != 1 || dated(cycle) || !dated(days)) return std::nullopt;
  return days;
}

std::optional<Value> Cycle(const std::optional<Recurrence>& recurrence, bool strict) {
  if (!recurrence) return std::nullopt;
  Limit limit;
  limit.time = strict ? DayBefore(*recurrence) : *recurrence;
  limit.cue = strict ? Cue::kStrong : Cue::kOn;
  return limit;
}

void AddCyclesWithDay(Grammar& g) {
  for (const bool strict : {true, false}) {
    const std::string begin = strict ? "<recurrence> '('? <before>" : "<recurrence> '(' <not-later>? <on>?";
    const std::size_t at = strict ? 3 : 4;
    g.AddRule("deadline/cycle-and-day", "limit", begin + R"( <day-word> /(\d{1,2})/ ')'?)",
              [=](const Match& m) { return Cycle(OnDay(m.Get<Recurrence>(0), m.Int(at + 1, 1)), strict); });
    for (const char* date : {" <date> ')'?", " <day-month> ')'?"}) {
      g.AddRule("deadline/cycle-and-date", "limit", begin + date,
                [=](const Match& m) { return Cycle(OnDate(m.Get<Recurrence>(0), m.Get<TimeValue>(at)), strict); });
    }
    g.AddRule("deadline/cycle-and-days", "limit", begin + " <recurrence> ')'?",
              [=](const Match& m) { return Cycle(OnNamedDay(m.Get<Recurrence>(0), m.Get<Recurrence>(at)), strict); });
  }
}

// "mỗi năm 02 lần, vào tháng 5 và tháng 10": as many months as times.
std::optional<Value> InMonths(const Recurrence& cycle, const std::vector<int>& months) {
  const std::string every =
      months.size() == 1 ? "FREQ=YEARLY" : fmt::format("FREQ=MONTHLY;INTERVAL={}", 12 / months.size());
  if (cycle.rules.size() != 1 || cycle.rules[0] != every || 12 % months.size() != 0) return std::nullopt;
  return Cycle(Recurrence{{fmt::format("FREQ=YEARLY;BYMONTH={};BYMONTHDAY=-1", fmt::join(months, ","))}}, false);
}

std::optional<Value> InMonthsOf(const Match& m, const std::vector<TimeValue>& times) {
  std::vector<int> months;
  for (const TimeValue& time : times) {
    if (time.grain != Grain::kMonth || time.year != 0 || (!months.empty() && time.month <= months.back()))
      return std::nullopt;
    months.push_back(time.month);
  }
  return InMonths(m.Get<Recurrence>(0), months);
}

void AddTimesInMonths(Grammar& g) {
  g.AddRule("deadline/times-in-months", "limit", "<recurrence> ','? '('? <within>? <date> <join> <date> ')'?",
            [](const Match& m) {
              return InMonthsOf(m, {m.Get<TimeValue>(4), m.Get<TimeValue>(6)});
            });
  g.AddRule("deadline/times-in-months", "limit", "<recurrence> ','? '('? <within>? <date-row> ')'?",
            [](const Match& m) { return InMonthsOf(m, m.Get<std::vector<TimeValue>>(4)); });
}

// "trước 16h00 hằng ngày", "chậm nhất 10 giờ sáng thứ Năm hằng tuần": still that day.
void AddHours(Grammar& g) {
  g.AddRule("deadline/hour", "hour", R"(/(\d{1,2})/ <hour-word> /(\d{2})/? 'phút'? <half-day>?)",
            [](const Match& m) -> std::optional<Value> {
              if (m.Int(0, 1) > 24) return std::nullopt;
              return m.Int(0, 1);
            });
  for (const char* cue : {"<before>", "<not-later>"}) {
    for (const char* time : {"<date>", "<day-month>"}) {
      g.AddRule("deadline/hour-of-day", "limit", fmt::format("{} <on>? <hour> {}", cue, time),
                [](const Match& m) { return Point(m, 3, Cue::kStrong); });
    }
    g.AddRule("deadline/hour-of-recurring", "limit", fmt::format("{} <on>? <hour> <recurrence>", cue),
              [](const Match& m) -> std::optional<Value> {
                auto value = Cycle(m.Get<Recurrence>(3), false);
                std::any_cast<Limit>(&*value)->cue = Cue::kStrong;
                return value;
              });
  }
}

std::optional<Value> Span(const Match& m, std::size_t item, Cue cue, bool anchored) {
  Limit limit;
  limit.time = m.Get<Duration>(item);
  limit.cue = cue;
  limit.anchored = anchored;
  return limit;
}

// The months that a periodic report covers.
bool IsReportSpan(const Duration& span) {
  return span.unit == "month" && (span.amount == 3 || span.amount == 6 || span.amount == 9 || span.amount == 12);
}

std::optional<Value> ReportBefore(const Match& m) {
  return IsReportSpan(m.Get<Duration>(0)) ? Point(m, 2, Cue::kStrong, true) : std::nullopt;
}

void AddSpans(Grammar& g) {
  g.AddRule("deadline/within-span", "limit", "<within-span> ':'? <duration>",
            [](const Match& m) { return Span(m, 2, Cue::kStrong, false); });
  g.AddRule("deadline/within-span-after", "limit", "<within-span> ':'? <duration> ','? <anchor-from>",
            [](const Match& m) { return Span(m, 2, Cue::kStrong, true); });
  // "trước 05 ngày làm việc so với ngày họp"
  g.AddRule("deadline/span-ahead-of", "limit", "<before> <min-span>? <duration> 'so' 'với'",
            [](const Match& m) { return Span(m, 2, Cue::kStrong, true); });
  // "chậm nhất trong ngày làm việc tiếp theo"
  g.AddRule("deadline/next-working-day", "limit", "<within-span> <working-day> <next>",
            [](const Match&) -> std::optional<Value> {
              Limit limit;
              limit.time = Duration{1, "working_day"};
              return limit;
            });
  g.AddRule("deadline/within-span-ahead", "limit", "<within-span> <duration> <anchor-before>",
            [](const Match& m) { return Span(m, 1, Cue::kStrong, true); });
  g.AddRule("deadline/span-after", "limit", "<duration> ','? <anchor-from>",
            [](const Match& m) { return Span(m, 0, Cue::kStrong, true); });
  g.AddRule("deadline/span-ahead", "limit", "<duration> <anchor-before>",
            [](const Match& m) { return Span(m, 0, Cue::kOn, true); });
  // "ít nhất 05 ngày trước khi hết hạn": how long ahead at least is a limit
  g.AddRule("deadline/least-span-ahead", "limit", "<min-span> <duration> <anchor-before>",
            [](const Match& m) { return Span(m, 1, Cue::kOn, true); });
  // "báo cáo 6 tháng trước ngày 10/6": the report on six months, not six months ahead
  g.AddRule("deadline/report-before", "limit", "<duration> <before> <date>", ReportBefore);
  g.AddRule("deadline/report-before", "limit", "<duration> <before> <day-month>", ReportBefore);
  // "báo cáo 6 tháng trước ngày 20/6 hằng năm"
  g.AddRule("deadline/report-before", "limit", "<duration> <before> <recurrence>",
            [](const Match& m) -> std::optional<Value> {
              if (!IsReportSpan(m.Get<Duration>(0))) return std::nullopt;
              Limit limit;
              limit.time = DayBefore(m.Get<Recurrence>(2));
              limit.cue = Cue::kStrong;
              return limit;
            });
  g.AddRule("deadline/span-bare", "limit", "<duration>", [](const Match& m) { return Span(m, 0, Cue::kBare, false); });
  // "≥ 20 ngày" is how long at least, no time limit; it takes the words from the bare rule.
  g.AddRule("deadline/least-span", "limit", "<min-span> <duration>", [](const Match& m) -> std::optional<Value> {
    auto value = Span(m, 1, Cue::kBare, false);
    std::any_cast<Limit>(&*value)->no_limit = true;
    return value;
  });
  g.AddRule("deadline/immediately", "limit", "<immediately>", [](const Match&) -> std::optional<Value> {
    Limit limit;
    limit.time = Duration{};
    limit.immediately = limit.anchored = true;
    limit.cue = Cue::kBare;
    return limit;
  });
}

}  // namespace

void AddLimitRules(Grammar& grammar) {
  AddPoints(grammar);
  AddStarts(grammar);
  AddPeriodRules(grammar);
  AddRecurring(grammar);
  AddCyclesWithDay(grammar);
  AddTimesInMonths(grammar);
  AddHours(grammar);
  AddSpans(grammar);
  grammar.AddRule("deadline/covers", "covers", "<data-from> <period>",
                  [](const Match& m) -> std::optional<Value> { return m.Get<TimePeriod>(1); });
}

}  // namespace vankho
