#include <algorithm>

#include "extractors/deadline/reader.h"
#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

constexpr std::size_t kNear = 4;      // words between a recurrence and the verb that it times
constexpr std::size_t kHeading = 60;  // words of a heading at most
constexpr std::size_t kSubject = 14;  // words of a subject between a time and what it did

// A heading: "III. NHIỆM VỤ TRỌNG TÂM TRONG NĂM 2026".
bool IsCapitals(std::string_view text) {
  int upper = 0, lower = 0;
  for (const CodePoint& p : DecodeUtf8(text)) {
    if (IsLetter(p.value)) ++(IsUpper(p.value) ? upper : lower);
  }
  return lower == 0 && upper > 8;
}

// 0 where no year is printed.
std::pair<int, Grain> PrintedYear(const Limit& limit) {
  if (const auto* time = std::get_if<TimeValue>(&limit.time)) return {time->year, time->grain};
  if (const auto* period = std::get_if<TimePeriod>(&limit.time)) return {period->to.year, period->to.grain};
  return {0, Grain::kDay};
}

// "quý IV năm trước" lies before the document's year as a printed year may.
bool IsYearBefore(const Limit& limit) {
  const auto* time = std::get_if<TimeValue>(&limit.time);
  return time != nullptr && time->year_offset < 0;
}

}  // namespace

bool DeadlineReader::HasIn(int symbol, WordRange range) const {
  for (std::size_t at = range.begin; at < range.end; ++at) {
    const Token* token = chart_.StartingAt(symbol, at);
    if (token != nullptr && token->range.end <= range.end) return true;
  }
  return false;
}

// "Phấn đấu đến hết quý III ...": what a body of the heading above, or of a duty beside it, aims at.
bool DeadlineReader::AimsAt(WordRange sentence) const {
  if (context_.section_agencies.empty() && context_.duties.empty()) return false;
  for (std::size_t at = sentence.begin; at + 2 < sentence.end; ++at) {
    const bool opens = at == sentence.begin || text_.words()[at - 1].kind == WordKind::kMark;
    if (opens && text_.KeyOf({at, at + 2}) == "phấn đấu") return true;
  }
  return false;
}

// Is something to be done in the sentence: by a word that says so, or by a duty that was found there?
bool DeadlineReader::HasDuty(WordRange sentence) const {
  return HasIn(symbols_.duty, sentence) || StandsInDuty(context_, text_, sentence) || AimsAt(sentence);
}

// "thời gian thực hiện: ..." or "hoàn thành ..." directly before.
bool DeadlineReader::HasLabelBefore(const Bound& bound) const {
  std::size_t at = bound.range.begin;
  while (at > bound.sentence.begin &&
         (text_.KeyOf(at - 1) == ":" || text_.KeyOf(at - 1) == "," || text_.KeyOf(at - 1) == "-" ||
          text_.KeyOf(at - 1) == "(" || text_.KeyOf(at - 1) == "là")) {
    --at;
  }
  return chart_.EndingAt(symbols_.time_label, at) != nullptr ||
         (bound.range.begin == bound.sentence.begin && StandsUnderTime());
}

// The heading above says that this is the time: "IV. THỜI GIAN".
bool DeadlineReader::StandsUnderTime() const {
  static const Pattern kTime(
      R"((?:thoi gian|thoi han|tien do|thoi diem)(?: (?:va tien do|va dia diem|thuc hien|hoan thanh|to chuc|trien khai))*[ .:]*)");
  if (context_.headings.empty()) return false;
  const std::string& heading = context_.headings.back();
  const bool may = heading.starts_with('t') || heading.starts_with('T');
  return may && kTime.MatchAll(BareKey(heading)).has_value();
}

// Inside "số liệu tính từ ... đến ...", "tính đến ngày ...": the period of data.
bool DeadlineReader::IsAboutData(const Bound& bound) const {
  std::size_t at = bound.range.begin;
  const std::size_t first = std::max(bound.sentence.begin, at > 24 ? at - 24 : 0);
  for (;; --at) {
    const std::string_view word = at < text_.size() ? text_.KeyOf(at) : std::string_view();
    if (at != bound.range.begin && (word == ")" || word == ";")) return false;
    if (chart_.StartingAt(symbols_.data_on, at) != nullptr) return true;
    const Token* from = chart_.StartingAt(symbols_.data_from, at);
    if (from != nullptr &&
        (from->range.end - from->range.begin > 2 || chart_.StartingAt(symbols_.covers, at) != nullptr))
      return true;
    if (at == first) return false;
  }
}

bool DeadlineReader::IsHorizon(const Bound& bound) const {
  if (chart_.EndingAt(symbols_.horizon, bound.range.begin) != nullptr) return true;
  if (chart_.EndingAt(symbols_.comparison, bound.range.begin) != nullptr) return true;
  return chart_.StartingAt(symbols_.open_end, bound.range.end) != nullptr;
}

// "mỗi quý một lần", "02 lần/tháng", "mỗi tháng ít nhất 02 tin": how often, not just a habit.
bool DeadlineReader::IsCounted(WordRange cycle) const {
  for (std::size_t at = cycle.begin; at < cycle.end; ++at) {
    if (text_.KeyOf(at) == "lần") return true;
  }
  const std::string_view next = cycle.end < text_.size() ? text_.KeyOf(cycle.end) : std::string_view();
  const bool each = text_.KeyOf(cycle.begin) == "mỗi";
  return each && (next == "ít" || next == "tối" || (!next.empty() && IsDigit(static_cast<unsigned char>(next[0]))));
}

// "Hằng năm, tổ chức ..."; "báo cáo hằng tháng"; not "dự toán ngân sách hằng năm".
bool DeadlineReader::RecurrenceBinds(const Bound& bound) const {
  if (chart_.EndingAt(symbols_.noun_of_cycle, bound.range.begin) != nullptr) return false;
  const auto& rules = std::get<Recurrence>(bound.limit.time).rules;
  const bool dated = rules[0].find("BYMONTHDAY") != std::string::npos || rules[0].find("BYDAY") != std::string::npos;
  const bool periodic = text_.KeyOf(bound.range.begin) == "định";
  const bool tasked = !context_.section_agencies.empty();
  if (dated || periodic) return tasked || HasDuty(bound.sentence) || HasLabelBefore(bound) || !context_.lead_in.empty();
  if (IsCounted(bound.range) && (tasked || HasDuty(bound.sentence))) return true;
  if (chart_.EndingAt(symbols_.cycle_cue, bound.range.begin) != nullptr || HasLabelBefore(bound)) return true;
  // "Phòng Tư pháp hằng quý tập huấn ...", "... công khai tiến độ hằng ngày"
  if (StandsInDuty(context_, text_, bound.range) && text_.KeyOf(bound.range.end - 1) != "năm") return true;
  const std::size_t after = std::min(bound.sentence.end, bound.range.end + kNear);
  return HasIn(symbols_.cycle_cue, {bound.range.end, after});
}

// The printed year may not lie before the document's.
bool DeadlineReader::IsBeforeDocument(int year) const {
  int earliest = context_.document_year.value_or(0);
  if (context_.issued_date) {
    int issued = context_.issued_date->year();
    earliest = earliest == 0 ? issued : std::min(earliest, issued);
  }
  return year != 0 && year < earliest;
}

// "Trong năm 2017, Sở đã ban hành ...": what the time stands before has happened. A duty that stands between them is
// what must be done ("rà soát các việc đã giao").
bool DeadlineReader::TellsOfPast(const Bound& bound) const {
  if (HasIn(symbols_.past, {bound.sentence.begin, bound.range.begin})) return true;
  if (bound.range.begin > bound.sentence.begin + 2) return false;
  const std::size_t end = std::min(bound.sentence.end, bound.range.end + kSubject);
  for (std::size_t at = bound.range.end; at < end; ++at) {
    if (chart_.StartingAt(symbols_.past, at) != nullptr) return true;
    if (chart_.StartingAt(symbols_.duty, at) != nullptr) return false;
  }
  return false;
}

// In a report (báo cáo) a time that is over when it was written, or the year that it reports, is no limit.
bool DeadlineReader::IsReported(const Limit& limit) const {
  if (context_.document_type != "bao_cao" || !context_.issued_date) return false;
  const PartialDate& issued = *context_.issued_date;
  std::optional<PartialDate> last;
  if (const auto* time = std::get_if<TimeValue>(&limit.time)) {
    if (time->grain == Grain::kYear) return time->year != 0 && time->year <= issued.year();
    last = LastDay(*time, issued.year());
  } else if (const auto* period = std::get_if<TimePeriod>(&limit.time)) {
    const auto resolved = Resolve(*period, issued.year());
    if (resolved) last = resolved->to;
  }
  if (!last) return false;
  return issued.HasDay() ? *last < issued
                         : std::pair(last->year(), last->month()) <= std::pair(issued.year(), issued.month());
}

// "Căn cứ Kế hoạch năm 2024 của ..., các sở báo cáo trong Quý I/2025": up to the comma the words are the ground, not
// what is to be done.
bool DeadlineReader::StandsInBasis(const Bound& bound) const {
  const WordRange opening{bound.sentence.begin, std::min(bound.sentence.begin + 4, bound.sentence.end)};
  if (!HasIn(symbols_.basis, opening)) return false;
  std::size_t comma = opening.begin;
  while (comma < bound.range.begin && text_.KeyOf(comma) != ",") ++comma;
  return !HasIn(symbols_.duty, {comma, bound.range.begin});
}

// "đơn tiếp nhận trước ngày 05/3/2024", written later: which ones, not until when.
bool DeadlineReader::TellsWhichOnes(const Bound& bound) const {
  const auto* time = std::get_if<TimeValue>(&bound.limit.time);
  if (time == nullptr || !context_.issued_date || !context_.issued_date->HasDay() || time->year == 0) return false;
  const auto day = LastDay(*time, 0);
  return day && *day < *context_.issued_date && chart_.EndingAt(symbols_.validity, bound.range.begin) != nullptr;
}

// "hồ sơ tiếp nhận trong quý I", "các văn bản ban hành trong tháng 3": what the time stands with is told of something,
// not asked for. "Ban hành trong tháng 3", at the head of its clause, is asked for.
bool DeadlineReader::TellsOfState(const Bound& bound) const {
  const std::size_t first = std::max(bound.sentence.begin, bound.range.begin > 3 ? bound.range.begin - 3 : 0);
  for (std::size_t at = bound.range.begin; at-- > first;) {
    if (text_.KeyOf(at) == ",") return false;  // of another clause: "giấy còn hiệu lực, hoàn thành trong năm 2024"
    const Token* word = chart_.StartingAt(symbols_.validity, at);
    if (word == nullptr || word->range.end > bound.range.begin) continue;
    const bool heads = at == bound.sentence.begin || text_.words()[at - 1].kind == WordKind::kMark ||
                       text_.KeyOf(at - 1) == "và" || text_.KeyOf(at - 1) == "trình" || text_.KeyOf(at - 1) == "mưu";
    if (word->As<LexiconValue>().value != "made" || !heads) return true;
  }
  return false;
}

bool DeadlineReader::Binds(Bound& bound) const {
  const Limit& limit = bound.limit;
  if (limit.immediately || IsAboutData(bound) || IsHorizon(bound)) return false;
  const bool label = HasLabelBefore(bound);
  if (limit.cue == Cue::kBare && !label) return false;
  if (std::holds_alternative<Recurrence>(limit.time)) return limit.cue == Cue::kStrong || RecurrenceBinds(bound);
  if (limit.cue != Cue::kStrong && (TellsOfPast(bound) || IsReported(limit))) return false;
  const bool duty = label || HasDuty(bound.sentence);
  if (const auto* span = std::get_if<Duration>(&limit.time)) {
    // "Sau 8 năm triển khai ..." tells how long ago.
    // Under a body's heading whatever stands with a limit and its beginning is to be done, by a known verb or not.
    const bool tasked = limit.anchored && limit.cue == Cue::kStrong && !context_.section_agencies.empty();
    // nor does "Sau ba tháng vận hành ...", before any heading.
    const bool past = span->unit == "year" || (span->unit == "month" && context_.headings.empty());
    return (duty || tasked) && !(past && text_.KeyOf(bound.range.begin) == "sau");
  }
  auto [year, grain] = PrintedYear(limit);
  if (IsBeforeDocument(year) || IsYearBefore(limit)) return false;
  if (limit.cue == Cue::kStrong) return !TellsWhichOnes(bound);
  // "+ Gừi bảng kê đợt I vào ngày 05/8/2024" in a body's list: a day to come is a time limit though its verb was
  // misread.
  const bool listed = !context_.section_agencies.empty() && grain == Grain::kDay && year != 0 &&
                      text_.KeyOf(bound.range.begin) == "vào";
  if (!(duty || listed) || TellsOfState(bound)) return false;
  const bool short_sentence = bound.sentence.end - bound.sentence.begin <= kHeading;
  if (StandsInBasis(bound) || (short_sentence && IsCapitals(text_.Printed(bound.sentence)))) return false;
  if (context_.issued_date && context_.issued_date->HasDay() && grain != Grain::kDay && year != 0) {
    const auto* time = std::get_if<TimeValue>(&limit.time);
    const auto last = time != nullptr ? LastDay(*time, 0) : std::nullopt;
    if (last && *last < *context_.issued_date) return false;
  }
  // "Đến năm 2025, 100% ...": the year of a target; "..., hoàn thành trong năm 2025" is a limit
  if (grain == Grain::kYear) {
    const std::string_view word = text_.KeyOf(bound.range.begin);
    const bool completes = word == "hoàn" || word == "xong";
    for (std::size_t at = bound.sentence.begin; at < bound.sentence.end && !completes; ++at) {
      if (text_.KeyOf(at) == "%") return false;
    }
    bound.confidence *= 0.75;
  }
  return true;
}

}  // namespace vankho
