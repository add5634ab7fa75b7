#include "extractors/deadline/deadline.h"

#include <fmt/format.h>

#include <algorithm>

#include "extractors/deadline/reader.h"
#include "extractors/engine/sentence.h"
#include "extractors/number/number.h"

namespace vankho {
namespace {

constexpr std::size_t kLongestAnchor = 24;  // words

DeadlineKind KindOf(Grain grain) {
  switch (grain) {
    case Grain::kDay:
      return DeadlineKind::kDate;
    case Grain::kMonth:
      return DeadlineKind::kMonth;
    case Grain::kQuarter:
      return DeadlineKind::kQuarter;
    default:
      return DeadlineKind::kYear;
  }
}

}  // namespace

Result<DeadlineFinder> DeadlineFinder::Load(const std::string& lexicon_folder) {
  auto grammar = std::make_shared<Grammar>();
  VK_RETURN_IF_ERROR(AddNumberRules(*grammar, lexicon_folder));
  VK_RETURN_IF_ERROR(AddDateRules(*grammar, lexicon_folder));
  AddLimitRules(*grammar);
  grammar->Finish();
  return DeadlineFinder(std::move(grammar));
}

DeadlineFinder::DeadlineFinder(std::shared_ptr<const Grammar> grammar) : grammar_(std::move(grammar)) {
  const auto symbol = [&](std::string_view name) { return grammar_->FindSymbol(name); };
  symbols_ = {symbol("limit"),     symbol("covers"),    symbol("duty"),        symbol("time-label"),
              symbol("horizon"),   symbol("open-end"),  symbol("comparison"),  symbol("past-mark"),
              symbol("basis"),     symbol("data-from"), symbol("data-on"),     symbol("noun-of-cycle"),
              symbol("cycle-cue"), symbol("anchor"),    symbol("validity"),    symbol("join"),
              symbol("date"),      symbol("day-month"), symbol("anchor-from"), symbol("anchor-before"),
              symbol("cycle"),     symbol("duration"),  symbol("half-year")};
}

std::vector<Deadline> DeadlineFinder::Find(const ExtractionContext& context, const FlatText& text,
                                           const MentionSource& agencies, const Chart& chart) const {
  return DeadlineReader(*this, context, text, agencies, chart).ReadParagraph();
}

std::vector<Deadline> DeadlineFinder::FindInCell(const ExtractionContext& context, const FlatText& cell,
                                                 const std::string& action,
                                                 const std::vector<std::string>& agencies) const {
  const Chart chart = grammar_->Parse(cell, {wanted()});
  return DeadlineReader(*this, context, cell, {}, chart).ReadCell(action, agencies);
}

// The limits that bind, in order.
std::vector<DeadlineReader::Bound> DeadlineReader::Limits(bool in_cell) const {
  std::vector<Bound> bounds;
  std::size_t at = 0, sentence = 0;
  for (const Token* token : chart_.Cover(symbols_.limit)) {
    if (token->range.begin < at) continue;
    while (sentence + 1 < sentences_.size() && sentences_[sentence].end <= token->range.begin) ++sentence;
    Bound bound{token, token->As<Limit>(), token->range, sentences_[sentence], {}, token->confidence, {}};
    ReadAnchor(bound);
    if (bound.limit.no_limit || (in_cell ? IsAboutData(bound) : !Binds(bound))) continue;
    at = bound.range.end;
    bounds.push_back(bound);
    for (const TimeValue& time : bound.limit.further) {
      bounds.push_back(bound);
      bounds.back().limit.time = time;
    }
  }
  if (!in_cell) AddListed(bounds);
  return bounds;
}

// "trong 07 ngày (hồ sơ khó: 15 ngày) từ khi tiếp nhận": a bracket between.
void DeadlineReader::PassBracket(Bound& bound) const {
  constexpr std::size_t kLongestBracket = 24;  // words
  std::size_t at = bound.range.end;
  if (at >= bound.sentence.end || text_.KeyOf(at) != "(") return;
  const std::size_t last = std::min(bound.sentence.end, at + kLongestBracket);
  while (at < last && text_.KeyOf(at) != ")") ++at;
  if (++at >= last) return;
  if (const Token* from = chart_.StartingAt(symbols_.anchor_from, at)) {
    bound.range.end = from->range.end;
    bound.limit.anchored = true;
    if (!bound.limit.no_limit) bound.limit.cue = Cue::kStrong;
  }
}

// "trước khi tổ chức hội nghị ít nhất 02 ngày làm việc", "trước ngày họp 05 ngày": what it is counted back from stands
// before.
void DeadlineReader::ReadAnchorBefore(Bound& bound) const {
  constexpr std::size_t kReach = 12;  // words
  const std::size_t first = std::max(bound.sentence.begin, bound.range.begin > kReach ? bound.range.begin - kReach : 0);
  for (std::size_t at = bound.range.begin; at-- > first;) {
    if (text_.words()[at].kind != WordKind::kLetters) return;
    if (text_.KeyOf(at) != "trước" || at + 3 > bound.range.begin) continue;
    const bool event = text_.KeyOf(at + 1) == "khi" || (text_.KeyOf(at + 1) == "ngày" && at + 3 <= bound.range.begin);
    if (!event || HasIn(symbols_.anchor_from, {at, bound.range.begin})) return;
    bound.anchor = text_.Printed({text_.KeyOf(at + 1) == "khi" ? at + 2 : at + 1, bound.range.begin});
    bound.range.begin = at;
    bound.limit.no_limit = false;
    bound.limit.cue = Cue::kOn;
    return;
  }
}

// Does the anchor end here? "kể từ ngày ký Kế hoạch này xây dựng ...": with the document that it names; "kể từ ngày
// 26/4/2024 gửi ...": with its day.
bool DeadlineReader::EndsAnchor(WordRange anchor) const {
  const Token* day = chart_.StartingAt(symbols_.date, anchor.begin);
  if (day != nullptr && day->range.end == anchor.end) {
    const auto& time = day->As<TimeValue>();
    return time.grain == Grain::kDay && time.year != 0;
  }
  if (anchor.empty() || text_.KeyOf(anchor.end - 1) != "này") return false;
  static constexpr std::string_view kGoesOn[] = {"được", "có", "ban", "ký", "hết", "bắt", "đến", "là", "của"};
  return std::find(std::begin(kGoesOn), std::end(kGoesOn), text_.KeyOf(anchor.end)) == std::end(kGoesOn);
}

// "kể từ ngày nhận đủ hồ sơ, ...": the words after the cue up to the clause's end.
void DeadlineReader::ReadAnchor(Bound& bound) const {
  if (!bound.limit.anchored && !bound.limit.immediately && std::holds_alternative<Duration>(bound.limit.time)) {
    PassBracket(bound);
    if (!bound.limit.anchored && bound.limit.cue == Cue::kBare) ReadAnchorBefore(bound);
  }
  if (!bound.limit.anchored) return;
  std::size_t end = bound.range.end;
  while (end < bound.sentence.end && end - bound.range.end < kLongestAnchor) {
    const std::string_view word = text_.KeyOf(end);
    if (word == "," || word == ";" || word == ")" || word == "(" || word == ":") break;
    if (word == "." && (end + 1 == text_.size() || text_.words()[end + 1].space_before)) break;
    if (EndsAnchor({bound.range.end, end})) break;
    ++end;
  }
  std::size_t begin = bound.range.end;
  // "trước thời điểm mở thầu": the moment is part of the anchor
  if (bound.limit.immediately && begin >= 2 && text_.KeyOf({begin - 2, begin}) == "thời điểm") begin -= 2;
  bound.anchor = text_.Printed({begin, end});
  bound.range.end = end;
}

// "trước ngày 15/3, 15/6 và 15/9", "trong quý II và quý IV/2024": the dates after the first share its cue, those before
// the last its year.
void DeadlineReader::AddListed(std::vector<Bound>& bounds) const {
  for (std::size_t i = 0; i < bounds.size(); ++i) {
    const Bound first = bounds[i];
    if (!std::holds_alternative<TimeValue>(first.limit.time)) continue;
    const Token* join = chart_.StartingAt(symbols_.join, first.range.end);
    if (join == nullptr || text_.KeyOf(join->range.begin) == "hoặc") continue;
    const Token* next = chart_.StartingAt(symbols_.date, join->range.end);
    if (next == nullptr) next = chart_.StartingAt(symbols_.day_month, join->range.end);
    if (next == nullptr || next->As<TimeValue>().grain != std::get<TimeValue>(first.limit.time).grain) continue;
    if (i + 1 < bounds.size() && bounds[i + 1].range.begin < next->range.end) continue;
    // without a strong cue only wholes: "vào ngày 15/3 và 20/3" may be anything
    if (first.limit.cue != Cue::kStrong && next->As<TimeValue>().grain == Grain::kDay) continue;
    Bound listed = first;
    listed.limit.time = next->As<TimeValue>();
    if (auto& own = std::get<TimeValue>(bounds[i].limit.time); own.year == 0) own.year = next->As<TimeValue>().year;
    listed.limit.further.clear();
    listed.range = next->range;
    listed.first = PlaceOf(first);
    listed.confidence *= 0.9;
    bounds.insert(bounds.begin() + static_cast<std::ptrdiff_t>(i) + 1, std::move(listed));
  }
  // "15/3, 15/6 và 15/9/2024": the year of the last is that of all
  for (std::size_t i = bounds.size(); i-- > 1;) {
    const auto* later = std::get_if<TimeValue>(&bounds[i].limit.time);
    auto* earlier = std::get_if<TimeValue>(&bounds[i - 1].limit.time);
    if (!bounds[i].first || later == nullptr || earlier == nullptr) continue;
    if (PlaceOf(bounds[i - 1]) == *bounds[i].first && earlier->year == 0) earlier->year = later->year;
  }
}

// The year of the document, of its date, or the year after, whichever makes the day lie ahead.
bool DeadlineReader::SetInferredDue(const Limit& limit, Deadline& deadline) const {
  const auto& time = std::get<TimeValue>(limit.time);
  std::vector<int> years;
  if (context_.document_year) years.push_back(*context_.document_year);
  // "năm sau" is told from the year that the document is about, whenever that is
  if (context_.issued_date && (years.empty() || time.year_offset == 0)) {
    years.push_back(context_.issued_date->year());
    if (time.year_offset == 0 && context_.issued_date->month() >= 10) years.push_back(context_.issued_date->year() + 1);
  }
  if (years.empty()) return false;
  std::optional<PartialDate> chosen;
  for (const int year : years) {
    const auto last = limit.strict ? FirstDay(time, year) : LastDay(time, year);
    if (!last) continue;
    if (!chosen) chosen = last;
    if (context_.issued_date && context_.issued_date->HasDay() && *last < *context_.issued_date) continue;
    chosen = last;
    break;
  }
  if (!chosen) {  // 29/2 of a year that has none
    LeaveOpen("no-such-day", deadline);
    return true;
  }
  deadline.due = limit.strict ? AddDays(*chosen, -1) : *chosen;
  deadline.flags.push_back("year-inferred");
  deadline.confidence *= 0.9;
  return true;
}

// The words are kept for people, without a day that nobody printed.
void DeadlineReader::LeaveOpen(std::string_view flag, Deadline& deadline) {
  constexpr double kDoubt = 0.3;
  deadline.flags.emplace_back(flag);
  deadline.confidence *= kDoubt;
}

bool DeadlineReader::SetDue(const Bound& bound, Deadline& deadline) const {
  const int year = context_.document_year.value_or(context_.issued_date ? context_.issued_date->year() : 0);
  if (const auto* period = std::get_if<TimePeriod>(&bound.limit.time)) {
    const auto resolved = Resolve(*period, year);
    if (!resolved || (period->to.year == 0 && year == 0)) return false;
    deadline.due = resolved->to;
    deadline.kind = DeadlineKind::kPeriod;
    if (period->to.year == 0) deadline.flags.push_back("year-inferred");
  } else {
    const auto& time = std::get<TimeValue>(bound.limit.time);
    deadline.kind = KindOf(time.grain);
    if (!bound.limit.flag.empty()) {
      LeaveOpen(bound.limit.flag, deadline);
      return true;
    }
    if (time.year == 0) {
      if (!SetInferredDue(bound.limit, deadline)) return false;
    } else {
      const auto day = bound.limit.strict ? FirstDay(time, 0) : LastDay(time, 0);
      if (!day) return false;
      deadline.due = bound.limit.strict ? AddDays(*day, -1) : *day;
    }
  }
  if (deadline.due && context_.issued_date && context_.issued_date->HasDay() && *deadline.due < *context_.issued_date) {
    deadline.flags.push_back("past-when-issued");
    deadline.confidence *= 0.8;
  }
  return true;
}

// One record, or one for each rule of a recurrence.
std::vector<Deadline> DeadlineReader::ToRecords(const Bound& bound) const {
  Deadline deadline;
  deadline.text = text_.Printed(bound.range);
  deadline.confidence = 0.95 * bound.confidence;
  deadline.evidence = {text_.SourceOf(bound.range), finder_.grammar_->Derivation(*bound.token)};
  if (const auto* recurrence = std::get_if<Recurrence>(&bound.limit.time)) {
    deadline.kind = DeadlineKind::kRecurring;
    std::vector<Deadline> all;
    for (const std::string& rule : recurrence->rules) {
      deadline.rrule = rule;
      all.push_back(deadline);
    }
    return all;
  }
  if (const auto* duration = std::get_if<Duration>(&bound.limit.time)) {
    deadline.kind = DeadlineKind::kRelative;
    deadline.relative = RelativeTime{duration->amount, duration->unit, bound.anchor};
    return {deadline};
  }
  if (!SetDue(bound, deadline)) return {};
  return {deadline};
}

// "(số liệu tính từ ... đến ...)" belongs to the nearest limit before it, else to the first after it.
void DeadlineReader::AttachCovers(std::vector<Deadline>& deadlines, const std::vector<WordRange>& ranges) const {
  const int year = context_.document_year.value_or(context_.issued_date ? context_.issued_date->year() : 0);
  for (const Token* token : chart_.Cover(symbols_.covers)) {
    const auto& printed = token->As<TimePeriod>();
    const auto period = Resolve(printed, year);
    if (!period || (printed.to.year == 0 && year == 0) || deadlines.empty()) continue;
    std::size_t owner = 0;
    for (std::size_t i = 0; i < ranges.size(); ++i) {
      if (ranges[i].begin < token->range.begin) owner = i;
    }
    for (std::size_t i = 0; i < ranges.size(); ++i) {
      if (ranges[i] == ranges[owner]) deadlines[i].covers = period;
    }
  }
}

std::vector<Deadline> DeadlineReader::ReadParagraph() {
  if (chart_.empty()) return {};
  sentences_ = Sentences(text_);
  if (sentences_.empty()) return {};
  const std::vector<Bound> bounds = Limits(false);
  if (!bounds.empty() && ask_agencies_) agencies_ = ask_agencies_();
  std::vector<Deadline> deadlines;
  std::vector<WordRange> ranges;
  for (std::size_t i = 0; i < bounds.size(); ++i) {
    const Bound& bound = bounds[i];
    for (Deadline& deadline : ToRecords(bound)) {
      deadline.action = ActionOf(bounds, i);
      deadline.agencies = AgenciesOf(bound);
      ranges.push_back(bound.range);
      deadlines.push_back(std::move(deadline));
    }
  }
  AttachCovers(deadlines, ranges);
  return deadlines;
}

std::vector<Deadline> DeadlineReader::ReadCell(const std::string& action, const std::vector<std::string>& agencies) {
  if (chart_.empty()) return {};
  sentences_ = {{0, text_.size()}};
  std::vector<Deadline> deadlines;
  for (const Bound& bound : Limits(true)) {
    for (Deadline& deadline : ToRecords(bound)) {
      deadline.action = action;
      deadline.agencies = agencies;
      deadlines.push_back(std::move(deadline));
    }
  }
  return deadlines;
}

std::string PrintDeadline(const Deadline& deadline) {
  std::string out;
  if (deadline.due) out += "due:" + deadline.due->ToIso() + " ";
  if (!deadline.rrule.empty()) out += "rrule:" + deadline.rrule + " ";
  if (deadline.relative) {
    out += deadline.relative->amount > 0
               ? fmt::format("relative:{} {} ", deadline.relative->amount, deadline.relative->unit)
               : "relative ";
    if (!deadline.relative->anchor.empty()) out += fmt::format("anchor:[{}] ", deadline.relative->anchor);
  }
  if (deadline.covers) out += fmt::format("covers:{}/{} ", deadline.covers->from.ToIso(), deadline.covers->to.ToIso());
  return out + "kind:" + std::string(Name(deadline.kind));
}

}  // namespace vankho
