#include "extractors/target/subject.h"

#include <algorithm>
#include <set>
#include <utility>

#include "extractors/date/date.h"
#include "extractors/engine/sentence.h"
#include "pipeline/base/unicode.h"

namespace vankho {

bool GoalText::Has(int symbol, WordRange range) const {
  for (std::size_t at = range.begin; at < range.end; ++at) {
    const Token* token = chart.StartingAt(symbol, at);
    if (token != nullptr && token->range.end <= range.end) return true;
  }
  return false;
}

std::size_t GoalText::LastAim(WordRange range) const {
  if (!chart.Holds(symbols.goal)) return std::string::npos;
  for (std::size_t at = range.end; at-- > range.begin;) {
    const Token* goal = chart.StartingAt(symbols.goal, at);
    if (goal != nullptr && goal->As<LexiconValue>().value == "aim") return at;
  }
  return std::string::npos;
}

namespace {

bool SetsGoals(std::string_view heading) {
  const std::string key = MatchKey(heading);
  if (key.find("mục đích") != std::string::npos) return false;
  constexpr std::string_view kWords[] = {"mục tiêu", "chỉ tiêu", "phấn đấu", "đích", "phải đạt", "cần đạt"};
  return std::any_of(std::begin(kWords), std::end(kWords),
                     [&](std::string_view word) { return key.find(word) != std::string::npos; });
}

}  // namespace

bool GoalText::HeadingSetsGoals() const {
  if (!heading_sets_goals) {
    heading_sets_goals = std::any_of(context.headings.begin(), context.headings.end(), SetsGoals);
  }
  return *heading_sets_goals;
}

bool IsChange(const Bound& bound) { return bound.comparator == "increase_by" || bound.comparator == "decrease_by"; }

bool CountsBodies(const Bound& bound) { return bound.unit == "body" && bound.comparator == "ge"; }

void SubjectReader::BeginSentence(WordRange sentence, bool goes_on) {
  if (!goes_on) subject_.clear();
  last_end_ = sentence.begin;
}

const std::string& SubjectReader::Read(const Token& bound, WordRange sentence, bool bracketed) {
  subject_ = Find(bound, sentence, bracketed);
  return subject_;
}

void SubjectReader::Pass(const Token& bound, WordRange sentence) {
  last_end_ = from_right_ ? std::max(bound.range.end, right_end_) : bound.range.end;
  // "vào nhóm 20 tỉnh dẫn đầu cả nước, đạt ...": the group's words are not the next goal's
  if (bound.As<Bound>().comparator == "top") last_end_ = EndOfWords(last_end_, sentence.end);
}

// "Phòng Tư pháp xem xét ..., số hồ sơ được xem": from the last words on that say what is measured.
WordRange SubjectReader::BehindComma(WordRange left) const {
  for (std::size_t at = left.end; at > left.begin + 2; --at) {
    if (text_.KeyOf(at - 1) != "," || at + 2 > left.end) continue;
    if (g_.words.measure.contains(text_.KeyOf({at, at + 2}))) return {at, left.end};
    // "lấp chỗ đã hụt, đưa SIPAS lên trên 90%"
    if (at + 2 < left.end && (text_.KeyOf(at) == "đưa" || text_.KeyOf(at) == "nâng")) return {at + 1, left.end};
  }
  return left;
}

// What stands before the bound, after the verb of aiming.
WordRange SubjectReader::LeftOf(const Token& token, WordRange sentence, bool bracketed) const {
  WordRange left{std::max(sentence.begin, last_end_), token.range.begin};
  if (!bracketed && left.begin < left.end && text_.KeyOf(left.begin) == "(") {
    while (left.begin < left.end && text_.KeyOf(left.begin) != ")") ++left.begin;
  }
  for (std::size_t at = left.begin; at < left.end; ++at) {
    const Token* goal = chart_.StartingAt(symbols_.goal, at);
    if (goal != nullptr && goal->As<LexiconValue>().value == "aim" && goal->range.end <= left.end)
      left.begin = goal->range.end;
  }
  left = BehindTime(TrimEnds(BehindComma(left)));
  WordRange named = left;
  while (named.end > named.begin && g_.words.place_word.contains(text_.KeyOf(named.end - 1))) --named.end;
  if (SaysOnlyWhen(named)) return {left.end, left.end};
  return named.end < named.begin + 2 && subject_.empty() ? left : named;
}

// "vốn được giao trong năm 2024": without the words that say when, behind what is measured.
WordRange SubjectReader::BeforeTime(WordRange right) const {
  static const std::set<std::string, std::less<>> kWhen{"trong", "đến", "tới", "hết", "cuối", "đầu", "vào", "của"};
  const WordRange ends = TrimEnds(right);
  if (ends.end == right.end) return right;  // no time
  right.end = ends.end;
  while (right.end > right.begin && kWhen.contains(text_.KeyOf(right.end - 1))) --right.end;
  return right;
}

// "Chính quyền số: 80% người dân có tài khoản": a share at once behind the label, and behind it what it is of; not
// "Tỷ lệ hồ sơ đúng hạn: 98%", "PCI: 71% trở lên".
bool SubjectReader::SaysOfWhat(const Token& token, WordRange sentence) const {
  constexpr std::size_t kShortest = 4;  // words
  std::size_t colon = token.range.begin;
  if (text_.KeyOf(colon) != ":" && colon > sentence.begin) --colon;
  const WordRange right = Trim(text_, RightOf(token, sentence));
  if (text_.KeyOf(colon) != ":" || token.As<Bound>().unit != "percent" || right.end < right.begin + kShortest)
    return false;
  const WordRange label = TrimEnds({std::max(sentence.begin, last_end_), colon});
  const bool measures = label.end > label.begin &&
                        (g_.words.measure_word.contains(text_.KeyOf(label.begin)) ||
                         g_.words.measure.contains(text_.KeyOf({label.begin, std::min(label.end, label.begin + 2)})));
  return !measures && text_.words()[right.begin].kind == WordKind::kLetters &&
         chart_.StartingAt(symbols_.since, right.begin) == nullptr &&
         chart_.StartingAt(symbols_.date, right.begin) == nullptr;
}

// "Đến năm 2026, xã", "So với năm 2023, tỷ lệ": without the words that say when, before what is measured.
WordRange SubjectReader::BehindTime(WordRange left) const {
  static const std::set<std::string, std::less<>> kBefore{"đến", "tới", "hết", "cuối", "đầu", "từ", "so", "với", "cả"};
  for (std::size_t at = left.begin; at < left.end;) {
    const Token* date = chart_.StartingAt(symbols_.date, at);
    if (date != nullptr && date->range.end < left.end) {
      at = date->range.end;
      left.begin = text_.KeyOf(at) == "," && at + 1 < left.end ? at + 1 : at;
      left = TrimEnds(left);
      at = left.begin;
    } else if (date == nullptr && kBefore.contains(text_.KeyOf(at))) {
      ++at;
    } else {
      break;
    }
  }
  return left;
}

// Behind a bracket that opens here: "01 (một) sáng kiến".
std::size_t SubjectReader::BehindBracket(std::size_t at, std::size_t end) const {
  if (at >= end || text_.KeyOf(at) != "(") return at;
  while (at < end && text_.KeyOf(at) != ")") ++at;
  return std::min(at + 1, end);
}

// What stands after the bound, up to the next mark. What is counted belongs to it: "ít nhất 02 sáng kiến ...".
WordRange SubjectReader::RightOf(const Token& token, WordRange sentence) const {
  std::size_t end = BehindBracket(token.range.end, sentence.end);
  std::size_t begin = end;
  const bool counted = token.As<Bound>().unit == "count" || CountsBodies(token.As<Bound>());
  for (std::size_t at = token.range.begin; counted && at < token.range.end; ++at) {
    if (text_.words()[at].kind == WordKind::kDigits) begin = BehindBracket(at + 1, token.range.end);
  }
  end = EndOfWords(end, sentence.end);
  if (const std::size_t next = EndOfBody(end, sentence.end); next != end) end = EndOfWords(next, sentence.end);
  // "100% lời nhắn, câu hỏi được hồi đáp": what is said of both stands behind the second
  constexpr std::size_t kName = 3;  // words
  if (end > begin && end - begin <= kName && end < sentence.end && text_.KeyOf(end) == ",") {
    const std::size_t next = EndOfWords(end + 1, sentence.end);
    for (std::size_t at = end + 2; at < std::min(next, end + 2 + kName); ++at) {
      if (text_.KeyOf(at) == "được") return {begin, next};
    }
  }
  return {begin, end};
}

std::size_t SubjectReader::EndOfWords(std::size_t at, std::size_t end) const {
  while (at < end && text_.KeyOf(at) != "," && text_.KeyOf(at) != ";" && text_.KeyOf(at) != "(") ++at;
  return at;
}

// "cơ quan, địa phương", "phòng, trung tâm": behind the second of such a pair, whose comma is at `at`; else `at`.
std::size_t SubjectReader::EndOfBody(std::size_t at, std::size_t end) const {
  if (at + 1 >= end || text_.KeyOf(at) != ",") return at;
  for (const std::size_t words : {std::size_t{2}, std::size_t{1}}) {
    if (at + 1 + words <= end && g_.words.second_body.contains(text_.KeyOf({at + 1, at + 1 + words})))
      return at + 1 + words;
  }
  return at;
}

// "Phòng Tư pháp tập huấn kỹ năng hòa giải tại": where what is done begins, behind the last mark; npos where no such
// verb stands before the word of place.
std::size_t SubjectReader::DoneBefore(WordRange left) const {
  if (left.empty() || !g_.words.before_place.contains(text_.KeyOf(left.end - 1))) return std::string::npos;
  std::size_t found = std::string::npos;
  for (std::size_t at = left.begin; at + 2 < left.end; ++at) {
    if (text_.KeyOf(at) == ",") found = std::string::npos;
    if (found == std::string::npos && g_.words.done_in_duty.contains(text_.KeyOf({at, at + 2}))) found = at;
  }
  const bool arranged = found != std::string::npos && text_.KeyOf({found, found + 2}) == "tổ chức";
  return arranged && found + 3 < left.end && g_.words.done_in_duty.contains(text_.KeyOf({found + 2, found + 4}))
             ? found + 2
             : found;
}

// "Kiểm tra đột xuất việc giữ giờ ít nhất 06 lượt": what the duty says around the bound; "" where no duty holds it.
std::string SubjectReader::TaskAround(const Token& token, WordRange sentence) const {
  const std::string bound = text_.Printed(token.range);
  constexpr std::size_t kShortest = 8;  // bytes
  for (const std::string& task : g_.context.tasks) {
    const std::size_t at = task.find(bound);
    if (at == std::string::npos || at < kShortest) continue;
    std::string_view before = TrimMarks(std::string_view(task).substr(0, at), " ,;:", " ,;:");
    if (const std::size_t mark = before.rfind(';'); mark != std::string_view::npos)
      before = TrimMarks(before.substr(mark + 1), " ,", " ,");
    if (before.size() < kShortest) continue;
    return UpperFirst(before) + " " + text_.Printed(Trim(text_, RightOf(token, sentence)));
  }
  return "";
}

// "giải ngân 60% kế hoạch vốn", "đến hết quý III giải ngân trên 70%": the verb and what it is spent of; "" elsewhere.
std::string SubjectReader::SpentOn(const Token& token, WordRange sentence) const {
  const Token* verb = chart_.StartingAt(symbols_.goal, token.range.begin);
  if (verb == nullptr) verb = chart_.EndingAt(symbols_.goal, token.range.begin);
  if (verb == nullptr || verb->As<LexiconValue>().value != "spend") return "";
  const std::string of = text_.Printed(BeforeTime(Trim(text_, RightOf(token, sentence))));
  const bool more = !subject_.empty() && of.empty();
  return more ? subject_ : UpperFirst(text_.Printed(verb->range)) + (of.empty() ? "" : " ") + of;
}

// "cả năm", "so với năm 2023", "đến hết năm 2025": says when, and nothing of what is measured.
bool SubjectReader::SaysOnlyWhen(WordRange words) const {
  static const std::set<std::string, std::less<>> kWhen{"cả",  "năm",  "so",   "với",  "đến",   "hết", "trong", "từ",
                                                        "mỗi", "hằng", "hàng", "quý",  "tháng", "đó",  "cuối",  "này",
                                                        "và",  "đầu",  "giai", "đoạn", "tới",   "sau"};
  for (std::size_t at = words.begin; at < words.end; ++at) {
    const FlatWord& word = text_.words()[at];
    if (word.kind == WordKind::kLetters && !kWhen.contains(text_.KeyOf(at))) return false;
  }
  return true;
}

// "Giao Phòng Nội vụ kiểm tra ít nhất 06 cơ quan": the verb and what is counted, "kiểm tra cơ quan"; "" where nothing
// is counted behind the bound.
std::string SubjectReader::CountedInDuty(const Token& token, WordRange sentence, WordRange left) const {
  constexpr std::size_t kVerb = 3;  // words
  const WordRange right = Trim(text_, RightOf(token, sentence));
  if (right.empty() || text_.words()[right.begin].kind == WordKind::kMark || left.end < left.begin + kVerb) return "";
  std::size_t begin = DoneBefore(left);
  if (begin != std::string::npos) return UpperFirst(text_.Printed({begin, left.end})) + " " + text_.Printed(right);
  begin = left.end;
  while (begin > left.end - kVerb && !IsUpper(DecodeUtf8(text_.Printed({begin - 1, begin})).front().value)) --begin;
  while (begin < left.end && text_.words()[begin].kind != WordKind::kLetters) ++begin;
  if (begin == left.end) return "";
  return UpperFirst(text_.Printed({begin, left.end})) + " " + text_.Printed(right);
}

// "PCI: lên ít nhất 4 hạng, trên 71%": what stands before the colon, of each goal up to the next
// mark.
std::string SubjectReader::LabelOf(const Token& token, WordRange sentence) const {
  constexpr std::size_t kLongest = 14;  // words
  const WordRange words = Trim(text_, sentence);
  std::size_t colon = words.begin;
  while (colon < std::min(words.end, words.begin + kLongest) && text_.KeyOf(colon) != ":") ++colon;
  if (colon >= token.range.begin || colon >= words.end || text_.KeyOf(colon) != ":") return "";
  for (std::size_t at = colon; at < token.range.begin; ++at) {
    if (text_.KeyOf(at) == ";") return "";
  }
  if (g_.LastAim({words.begin, colon}) != std::string::npos || g_.Has(symbols_.date, {words.begin, colon})) return "";
  const WordRange label = TrimEnds({words.begin, colon});
  return label.empty() || g_.words.empty_label.contains(text_.KeyOf(label)) ? "" : text_.Printed(label);
}

// "Về đất đai: phấn đấu tỷ lệ hồ sơ đúng hạn đạt 98%": behind the colon stands what is measured, and the label is only
// where it belongs.
bool SubjectReader::SaysItself(const Token& token, WordRange sentence) const {
  std::size_t colon = token.range.begin;
  while (colon > sentence.begin && text_.KeyOf(colon - 1) != ":") --colon;
  WordRange words = TrimEnds({std::max(colon, last_end_), token.range.begin});
  if (const std::size_t aim = g_.LastAim(words); aim != std::string::npos)
    words = TrimEnds({chart_.StartingAt(symbols_.goal, aim)->range.end, words.end});
  return words.end >= words.begin + 3 && g_.words.measure.contains(text_.KeyOf({words.begin, words.begin + 2}));
}

// "Mỗi thôn có ít nhất 03 mô hình về ...": whose they are, and what is counted.
std::string SubjectReader::WithCounted(const Token& token, WordRange left, WordRange right) const {
  const bool counted = token.As<Bound>().unit == "count" || CountsBodies(token.As<Bound>());
  const WordRange words = Trim(text_, right);
  if (!counted || words.empty() || g_.words.counted_word.contains(text_.KeyOf(left.begin)) ||
      token.As<Bound>().comparator != "ge")
    return text_.Printed(left);
  return text_.Printed(left) + " " + text_.Printed(words);
}

// "..., số điểm tối thiểu 71": of what the goal before is of.
bool SubjectReader::SaysOnlyPoints(WordRange left) const {
  WordRange words = left;
  if (words.end >= words.begin + 4 && text_.KeyOf({words.end - 2, words.end}) == "trong khoảng") words.end -= 2;
  for (std::size_t at = words.end; at > words.begin; --at) {
    if (text_.KeyOf(at - 1) == ",") words.begin = at;
  }
  return words.end == words.begin + 2 && g_.words.points.contains(text_.KeyOf(words));
}

// "SIPAS", "PCI"
bool SubjectReader::IsIndexName(WordRange range) const {
  if (range.end != range.begin + 1 || text_.words()[range.begin].kind != WordKind::kLetters) return false;
  const std::string printed = text_.Printed(range);
  const auto letters = DecodeUtf8(printed);
  return letters.size() > 2 &&
         std::all_of(letters.begin(), letters.end(), [](const auto& c) { return IsUpper(c.value); });
}

// "theo dõi việc xử lý, bảo đảm 100% kiến nghị được trả lời": all of what stands behind; not "tỷ lệ ... đạt 100%".
bool SubjectReader::NamesAllOf(const Token& token, WordRange left, WordRange right) const {
  const Bound& bound = token.As<Bound>();
  const WordRange words = Trim(text_, right);
  if (bound.unit != "percent" || bound.comparator != "eq" || bound.value != Decimal::FromInt(100)) return false;
  if (words.end < words.begin + 2 || chart_.StartingAt(symbols_.since, words.begin) != nullptr) return false;
  if (!left.empty() && g_.words.measure_word.contains(text_.KeyOf(left.begin))) return false;
  return chart_.StartingAt(symbols_.reach, token.range.begin) == nullptr &&
         chart_.StartingAt(symbols_.date, words.begin) == nullptr;
}

// What stands before the bound; else what stands after it, unless the target before has named it.
std::string SubjectReader::Find(const Token& token, WordRange sentence, bool bracketed) {
  if (bracketed && !subject_.empty()) return subject_;
  const bool counts = token.As<Bound>().unit == "count" || CountsBodies(token.As<Bound>());
  if (counts && !g_.HeadingSetsGoals() && DoneBefore(LeftOf(token, sentence, bracketed)) == std::string::npos) {
    if (std::string words = TaskAround(token, sentence); !words.empty()) return words;
  }
  if (!bracketed && SaysOfWhat(token, sentence)) {
    from_right_ = true;
    right_end_ = RightOf(token, sentence).end;
    return text_.Printed(BeforeTime(Trim(text_, RightOf(token, sentence))));
  }
  if (std::string label = LabelOf(token, sentence); !label.empty() && !SaysItself(token, sentence)) return label;
  if (std::string words = SpentOn(token, sentence); !words.empty()) return words;
  const WordRange left = LeftOf(token, sentence, bracketed);
  const bool again = std::exchange(from_right_, false);
  if (!subject_.empty() && SaysOnlyPoints(left)) return subject_;
  const WordRange right = RightOf(token, sentence);
  // "giữ nguyên vị trí xếp thứ 8/63 của Chỉ số SIPAS"
  if (g_.words.keeps_place.contains(text_.KeyOf(left)) && right.begin + 2 < right.end &&
      text_.KeyOf(right.begin) == "của")
    return text_.Printed(Trim(text_, {right.begin + 1, right.end}));
  if (NamesAllOf(token, left, right)) {
    from_right_ = true;
    right_end_ = right.end;
    return text_.Printed(Trim(text_, right));
  }
  if (StandsInDuty(g_.context, text_, token.range) && !g_.HeadingSetsGoals()) {
    if (std::string words = CountedInDuty(token, sentence, left); !words.empty()) return words;
  }
  const bool in_duty = StandsInDuty(g_.context, text_, token.range) && !g_.HeadingSetsGoals();
  if (in_duty && IsChange(token.As<Bound>()) && Trim(text_, right).end >= Trim(text_, right).begin + 2 &&
      chart_.StartingAt(symbols_.since, right.begin) == nullptr) {
    return text_.Printed(Trim(text_, right));
  }
  // "tỉnh nằm trong nhóm 20 tỉnh có điểm số cao nhất": of which group says the rest of the clause
  if (token.As<Bound>().comparator == "top" && left.end == left.begin + 1 && !IsIndexName(left))
    return UpperFirst(text_.Printed({left.begin, EndOfWords(token.range.end, sentence.end)}));
  if (left.end >= left.begin + 2 || IsIndexName(left)) return WithCounted(token, left, right);
  // "giảm 50% số cặp tảo hôn, giảm 60% số cặp ...", "...; giảm 10% chi phí": each its own.
  bool next_clause = false;
  for (std::size_t at = last_end_; at < token.range.begin; ++at) next_clause |= text_.KeyOf(at) == ";";
  const bool own = (again || next_clause) && right.begin + 2 < sentence.end && left.empty() &&
                   text_.words()[right.begin].kind != WordKind::kMark &&
                   chart_.StartingAt(symbols_.since, right.begin) == nullptr;
  if (!subject_.empty() && !own) return subject_;
  from_right_ = true;
  right_end_ = right.end;
  const WordRange words = Trim(text_, right);
  return text_.Printed(words.empty() ? left : words);
}

// Without "năm 2024", "đạt", "được", commas and verbs of aiming at the ends.
WordRange SubjectReader::TrimEnds(WordRange range) const {
  range = Trim(text_, range);
  for (bool more = true; more && !range.empty();) {
    more = false;
    for (const int symbol : {symbols_.goal, symbols_.reach, symbols_.date}) {
      const Token* first = chart_.StartingAt(symbol, range.begin);
      if (first != nullptr && symbol == symbols_.goal && first->range.end <= range.end)
        range.begin = first->range.end, more = true;
      const Token* last = chart_.EndingAt(symbol, range.end);
      if (last != nullptr && last->range.begin >= range.begin) range.end = last->range.begin, more = true;
    }
    const WordRange trimmed = Trim(text_, range);
    more |= !(trimmed == range);
    range = trimmed;
  }
  return range;
}

}  // namespace vankho
