#include "extractors/deadline/limit.h"

#include <fmt/format.h>

namespace vankho {
namespace {

std::optional<Value> Point(const Match& m, std::size_t item, Cue cue, bool strict = false) {
  Limit limit;
  if (const auto* times = std::any_cast<std::vector<TimeValue>>(&m[item].value)) {
    limit.time = times->front();
    limit.further.assign(times->begin() + 1, times->end());
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
  return (times != nullptr ? times->front() : m.Get<TimeValue>(item)).grain != Grain::kDay;
}

void AddPoints(Grammar& g) {
  for (const char* time : {"<date>", "<day-month>", "<month-year>", "<times>"}) {
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
  // "trước 17 giờ 00 ngày 20/8": that day is still in time.
  for (const char* cue : {"<before>", "<not-later>"}) {
    g.AddRule("deadline/hour-of-day", "limit", fmt::format(R"({} /(\d{{1,2}})/ 'giờ' /(\d{{2}})/? <date>)", cue),
              [](const Match& m) { return Point(m, 4, Cue::kStrong); });
  }
  for (const char* time : {"<date>", "<times>"}) {
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
  g.AddRule("deadline/within-span-after", "limit", "<within-span> ':'? <duration> <anchor-from>",
            [](const Match& m) { return Span(m, 2, Cue::kStrong, true); });
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
  AddSpans(grammar);
  grammar.AddRule("deadline/covers", "covers", "<data-from> <period>",
                  [](const Match& m) -> std::optional<Value> { return m.Get<TimePeriod>(1); });
}

}  // namespace vankho
