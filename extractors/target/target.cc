#include "extractors/target/target.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "extractors/date/date.h"
#include "extractors/engine/sentence.h"
#include "pipeline/base/byte_set.h"
#include "pipeline/base/unicode.h"

namespace vankho {

// One paragraph read once.
class TargetReader {
 public:
  TargetReader(const TargetFinder& finder, const ExtractionContext& context, const FlatText& text, const Chart& chart)
      : finder_(finder),
        symbols_(finder.symbols_),
        context_(context),
        text_(text),
        chart_(chart),
        bounds_(chart_.Cover(symbols_.bound)) {}

  std::vector<Target> Read() {
    if (bounds_.empty()) return {};
    std::size_t next = 0;
    for (const WordRange sentence : Sentences(text_)) {
      // What stands behind a semicolon goes on with the same subject: "...; phấn đấu xếp hạng 25/63".
      const bool goes_on = sentence.begin > 0 && text_.KeyOf(sentence.begin - 1) == ";";
      if (!goes_on) {
        subject_.clear();
        year_ = 0;
      }
      if (!goes_on) reached_.reset();
      aimed_ = goes_on && aimed_;
      if (LastAim(sentence) != std::string::npos) past_ = false;
      last_end_ = sentence.begin;
      for (; next < bounds_.size() && bounds_[next]->range.begin < sentence.end; ++next)
        ReadBound(*bounds_[next], sentence);
    }
    return std::move(targets_);
  }

 private:
  bool Has(int symbol, WordRange range) const {
    for (std::size_t at = range.begin; at < range.end; ++at) {
      const Token* token = chart_.StartingAt(symbol, at);
      if (token != nullptr && token->range.end <= range.end) return true;
    }
    return false;
  }

  // The clause that a bound stands in: between brackets, semicolons and the bounds before.
  WordRange Clause(const Token& bound, WordRange sentence) const {
    std::size_t begin = bound.range.begin;
    while (begin > sentence.begin && text_.KeyOf(begin - 1) != "(" && text_.KeyOf(begin - 1) != ")" &&
           text_.KeyOf(begin - 1) != ";")
      --begin;
    return {begin, bound.range.begin};
  }

  // The last year printed in a range, 0 where none.
  int YearIn(WordRange range) const {
    int year = 0;
    for (std::size_t at = range.begin; at < range.end; ++at) {
      const Token* date = chart_.StartingAt(symbols_.date, at);
      if (date != nullptr && date->range.end <= range.end && date->As<TimeValue>().year != 0)
        year = date->As<TimeValue>().year;
    }
    return year;
  }

  // Where the last verb of aiming before a word begins; npos where none.
  std::size_t LastAim(WordRange range) const {
    std::size_t last = std::string::npos;
    for (std::size_t at = range.begin; at < range.end; ++at) {
      const Token* goal = chart_.StartingAt(symbols_.goal, at);
      if (goal != nullptr && goal->As<LexiconValue>().value == "aim") last = at;
    }
    return last;
  }

  // The last year before a bound that is not one of a comparison ("so với năm 2022") or, for a bound outside brackets,
  // of a bracket that is closed; and where it stands.
  std::pair<int, std::size_t> YearBefore(WordRange range, bool bracketed) const {
    std::pair<int, std::size_t> found{0, 0};
    for (std::size_t at = range.begin; at < range.end; ++at) {
      if (!bracketed && text_.KeyOf(at) == "(") {
        while (at + 1 < range.end && text_.KeyOf(at) != ")") ++at;
        continue;
      }
      if (const Token* since = chart_.StartingAt(symbols_.since, at); since != nullptr) {
        at = since->range.end;
        continue;
      }
      const Token* date = chart_.StartingAt(symbols_.date, at);
      if (date != nullptr && date->range.end <= range.end && date->As<TimeValue>().year != 0)
        found = {date->As<TimeValue>().year, at};
    }
    return found;
  }

  // What has been reached: a year before the document's own, or "đã", with no verb of aiming since.
  bool IsPast(const Token& bound, WordRange sentence) {
    const WordRange before{sentence.begin, bound.range.begin};
    const std::size_t aim = LastAim(before);
    const bool bracketed = InBrackets(text_, sentence, bound.range.begin);
    const auto [year, year_at] = YearBefore(before, bracketed);
    const int own = context_.document_year.value_or(context_.issued_date ? context_.issued_date->year() : 0);
    const bool past_year = year != 0 && own != 0 && year < own && (aim == std::string::npos || aim < year_at);
    if (bracketed && past_year) return true;  // says nothing of what stands outside
    if (aim != std::string::npos && !past_year) past_ = false;
    const std::size_t from = aim != std::string::npos ? aim : sentence.begin;
    // "mới đạt", "mới giải ngân": the words reach into the bound
    const std::size_t reach = std::min(bound.range.begin + 2, bound.range.end);
    if (past_year || Has(symbols_.past, {from, reach})) past_ = true;
    return past_;
  }

  bool HeadingSetsGoals() const {
    for (const std::string& heading : context_.headings) {
      const std::string key = MatchKey(heading);
      const std::size_t purpose = key.find("mục đích");
      for (const char* word : {"mục tiêu", "chỉ tiêu", "phấn đấu", "đích", "phải đạt", "cần đạt"}) {
        if (purpose == std::string::npos && key.find(word) != std::string::npos) return true;
      }
    }
    return false;
  }

  // "KẾT QUẢ 6 THÁNG ĐẦU NĂM": what stands there has been reached; not "Kết quả cần đạt".
  bool HeadingTellsResults() const {
    for (auto heading = context_.headings.rbegin(); heading != context_.headings.rend(); ++heading) {
      const std::string key = MatchKey(*heading);
      for (const char* word : {"mục tiêu", "chỉ tiêu", "phấn đấu", "phải", "cần", "dự kiến", "phương hướng"}) {
        if (key.find(word) != std::string::npos) return false;
      }
      if (key.starts_with("kết quả") || key.starts_with("tình hình")) return true;
    }
    return false;
  }

  bool IsGoal(const Token& token, WordRange sentence) const {
    const auto& bound = token.As<Bound>();
    const bool exact = bound.comparator == "eq" || bound.comparator == "between";
    if (exact && HeadingTellsResults() && LastAim({sentence.begin, token.range.begin}) == std::string::npos)
      return false;
    if (bound.unit == "percent" && bound.comparator == "ge") return true;
    // "Điều dưỡng: 48%" is a count as often as not
    if (text_.KeyOf(token.range.begin) == ":") {
      return (HeadingSetsGoals() && context_.document_type != "bao_cao") ||
             LastAim({sentence.begin, token.range.begin}) != std::string::npos;
    }
    if (HeadingSetsGoals() || aimed_) return true;
    // "Giao Phòng Nội vụ kiểm tra ít nhất 06 cơ quan": what a duty must reach at least
    bool counted = (bound.unit == "count" || CountsBodies(bound)) && bound.comparator == "ge";
    // "tập huấn để 100% thành viên ...", "số hóa xong 100% bản đồ"
    const std::string_view word = token.range.begin == 0 ? "" : text_.KeyOf(token.range.begin - 1);
    if (bound.unit == "percent" && (word == "để" || word == "nhằm" || word == "xong") &&
        StandsInDuty(context_, text_, token.range))
      return true;
    // "rút ngắn ít nhất 15% số ngày chờ"
    bool changes = bound.unit == "percent" && IsChange(bound);
    if ((counted || changes) && StandsInDuty(context_, text_, token.range)) return true;
    const std::size_t head = Trim(text_, sentence).begin;
    for (std::size_t at = sentence.begin; at <= token.range.begin; ++at) {
      const Token* goal = chart_.StartingAt(symbols_.goal, at);
      if (goal == nullptr) continue;
      const std::string& kind = goal->As<LexiconValue>().value;
      // "giải ngân trên 70%"; not the projects that "giải ngân dưới 30%"
      const bool touches = at == token.range.begin || goal->range.end == token.range.begin;
      if (kind == "spend" && (!touches || bound.comparator == "lt" || bound.comparator == "le")) continue;
      if (at == head || kind != "head") return true;
    }
    return token.range.begin == head && bound.unit == "percent";
  }

  bool HasTargetUnit(const Bound& bound) const {
    if (bound.unit == "count" && HeadingSetsGoals()) return bound.comparator != "eq" && bound.comparator != "between";
    if (bound.unit == "percent" || bound.unit == "rank") return true;
    if (bound.unit == "place") return bound.comparator == "increase_by" || bound.comparator == "decrease_by";
    if (bound.unit == "point") return bound.comparator != "eq" || !bound.out_of;
    if (CountsBodies(bound)) return true;
    return bound.unit == "count" && (bound.comparator == "ge" || bound.comparator == "le");
  }

  static bool IsChange(const Bound& bound) {
    return bound.comparator == "increase_by" || bound.comparator == "decrease_by";
  }

  // "ít nhất 12 cơ quan": so many of them; without a comparator they are whom the paper is about.
  static bool CountsBodies(const Bound& bound) { return bound.unit == "body" && bound.comparator == "ge"; }

  void ReadBound(const Token& token, WordRange sentence) {
    const Bound& bound = token.As<Bound>();
    if (IsPast(token, sentence) || IsBaseOfChange(token, sentence)) {
      TakeBaseline(token, sentence);
    } else if (HasTargetUnit(bound) && IsGoal(token, sentence) && !IsBand(token)) {
      AddTarget(token, sentence);
    }
    if (HasTargetUnit(bound)) {  // "trẻ em dưới 15 tuổi" is part of a subject
      last_end_ = from_right_ ? std::max(token.range.end, right_end_) : token.range.end;
    }
  }

  // "(6 tháng đầu năm đạt 41%)", "(hiện đạt 41%)"
  bool SoFar(std::size_t begin, const Token& bound) const {
    if (bound.range.end < begin + 2) return false;
    const bool months = text_.words()[begin].kind == WordKind::kDigits && text_.KeyOf(begin + 1) == "tháng";
    const std::string_view first = text_.KeyOf(begin);
    return months || first == "hiện" || first == "quý" || text_.KeyOf({begin, begin + 2}) == "đến nay";
  }

  // "tăng 2% so với năm 2022 (đạt 84,5%)": what the year had that the change is measured from.
  bool IsBaseOfChange(const Token& token, WordRange sentence) const {
    if (targets_.empty() || !InBrackets(text_, sentence, token.range.begin)) return false;
    const Bound& bound = token.As<Bound>();
    if (bound.comparator == "eq" && bound.unit == targets_.back().unit && SoFar(Clause(token, sentence).begin, token))
      return true;
    if (!targets_.back().baseline) return false;
    const Baseline& base = *targets_.back().baseline;
    return base.year && !base.value && !base.rank && bound.comparator == "eq" && bound.unit == targets_.back().unit;
  }

  // "Tốt: từ 85 đến dưới 95 điểm", "Từ 30% trở lên: 2 điểm"
  bool IsBand(const Token& token) const {
    const bool opens = token.range.begin == 0 || text_.words()[token.range.begin - 1].kind == WordKind::kMark;
    if (opens && token.range.end < text_.size() && text_.KeyOf(token.range.end) == ":") return true;
    std::size_t at = token.range.begin;
    while (at > 0 && (text_.KeyOf(at - 1) == ":" || text_.KeyOf(at - 1) == "(" || text_.KeyOf(at - 1) == "-")) --at;
    return at != token.range.begin && chart_.EndingAt(symbols_.label, at) != nullptr;
  }

  // "(năm 2018 đạt 5,94 điểm, xếp hạng 05/63)" after a target; "năm 2021 đạt 2,75 điểm; ..." before one.
  void TakeBaseline(const Token& token, WordRange sentence) {
    const bool bracketed = InBrackets(text_, sentence, token.range.begin);
    if (bracketed && targets_.empty()) return;
    if (!bracketed) {
      subject_ = SubjectOf(token, sentence, false);
      if (!reached_) reached_ = Baseline{};
    }
    const Bound& bound = token.As<Bound>();
    std::optional<Baseline>& baseline = bracketed ? targets_.back().baseline : reached_;
    if (!baseline) baseline = Baseline{};
    if (bound.unit == "rank") {
      baseline->rank = bound.value;
      baseline->out_of = bound.out_of;
    } else {
      baseline->value = bound.value;
      baseline->unit = bound.unit;
    }
    if (const int year = YearIn(Clause(token, sentence)); year != 0) baseline->year = year;
  }

  void AddTarget(const Token& token, WordRange sentence) {
    const Bound& bound = token.As<Bound>();
    const bool bracketed = InBrackets(text_, sentence, token.range.begin);
    Target target;
    target.comparator = bound.comparator;
    if (bound.unit == "rank" && bound.comparator == "eq" && !bracketed) target.comparator = "rank_at_least";
    target.value = bound.value;
    target.value_to = bound.value_to;
    target.unit = CountsBodies(bound) ? "count" : bound.unit;
    target.out_of = bound.out_of;
    if (bound.repaired) target.flags.push_back("number-repaired");
    const std::string before = subject_;
    subject_ = SubjectOf(token, sentence, bracketed);
    // "không có lĩnh vực nào dưới 80%": each at least so much
    const std::string key = MatchKey(subject_);
    if (bound.comparator == "lt" && key.ends_with(" nào") && key.find("không ") != std::string::npos)
      target.comparator = "ge";
    target.subject = subject_;
    SetYears(token, sentence, target);
    if (bound.base) target.baseline = Baseline{bound.base, target.unit, {}, {}, {}};
    const bool same = subject_ == before && reached_ && (reached_->unit == target.unit || target.unit == "rank");
    if (same && !target.baseline) target.baseline = reached_;
    reached_.reset();
    target.evidence = {text_.SourceOf(token.range), "target/goal < " + finder_.grammar_->Derivation(token)};
    target.confidence = 0.9 * token.confidence;
    targets_.push_back(std::move(target));
    aimed_ = true;
  }

  void SetYears(const Token& token, WordRange sentence, Target& target) {
    // "so với năm 2022": the base of a change
    std::size_t rest = token.range.end;
    if (const Token* since = chart_.StartingAt(symbols_.since, rest); since != nullptr) {
      const Token* date = chart_.StartingAt(symbols_.date, since->range.end);
      for (std::size_t at = since->range.end; date == nullptr && at < std::min(sentence.end, since->range.end + 8);
           ++at)
        date = chart_.StartingAt(symbols_.date, at);
      if (date != nullptr && date->As<TimeValue>().year != 0) {
        target.baseline = Baseline{};
        target.baseline->year = date->As<TimeValue>().year;
        rest = date->range.end;
      }
    }
    int year = YearIn({sentence.begin, token.range.begin});
    if (year == 0) year = YearIn({rest, std::min(sentence.end, rest + 8)});
    if (year == 0) year = year_;
    if (year != 0 && (!context_.document_year || year >= *context_.document_year)) {
      target.year = year_ = year;
    } else {
      target.year = context_.document_year;
    }
  }

  // "Phòng Tư pháp xem xét ..., số hồ sơ được xem": from the last words on that say what is measured.
  WordRange BehindComma(WordRange left) const {
    static const std::set<std::string, std::less<>> kMeasure{"số lượng", "số đơn", "số hồ",  "tỷ lệ",
                                                             "tỉ lệ",    "mức độ", "chỉ số", "thời gian"};
    for (std::size_t at = left.end; at > left.begin + 2; --at) {
      if (text_.KeyOf(at - 1) != "," || at + 2 > left.end) continue;
      if (kMeasure.contains(text_.KeyOf({at, at + 2}))) return {at, left.end};
    }
    return left;
  }

  // What stands before the bound, after the verb of aiming.
  WordRange LeftOf(const Token& token, WordRange sentence, bool bracketed) const {
    WordRange left{std::max(sentence.begin, last_end_), token.range.begin};
    if (!bracketed && left.begin < left.end && text_.KeyOf(left.begin) == "(") {
      while (left.begin < left.end && text_.KeyOf(left.begin) != ")") ++left.begin;
    }
    for (std::size_t at = left.begin; at < left.end; ++at) {
      const Token* goal = chart_.StartingAt(symbols_.goal, at);
      if (goal != nullptr && goal->As<LexiconValue>().value == "aim" && goal->range.end <= left.end)
        left.begin = goal->range.end;
    }
    left = TrimEnds(BehindComma(left));
    // "Năm 2026, xã", "so với năm 2023,": when, before what is measured
    while (!left.empty()) {
      const Token* date = chart_.StartingAt(symbols_.date, left.begin);
      if (date == nullptr || date->range.end >= left.end || text_.KeyOf(date->range.end) != ",") break;
      left = TrimEnds({date->range.end + 1, left.end});
    }
    if (SaysOnlyWhen(left)) return {left.end, left.end};
    static const std::set<std::string, std::less<>> kReaches{"xếp", "lọt", "vào", "trong", "đứng", "vươn",
                                                             "nằm", "giữ", "lên", "giá",   "trị"};
    WordRange named = left;
    while (named.end > named.begin && kReaches.contains(text_.KeyOf(named.end - 1))) --named.end;
    return named.end < named.begin + 2 && subject_.empty() ? left : named;
  }

  // Behind a bracket that opens here: "01 (một) sáng kiến".
  std::size_t BehindBracket(std::size_t at, std::size_t end) const {
    if (at >= end || text_.KeyOf(at) != "(") return at;
    while (at < end && text_.KeyOf(at) != ")") ++at;
    return std::min(at + 1, end);
  }

  // What stands after the bound, up to the next mark. What is counted belongs to it: "ít nhất 02 sáng kiến ...".
  WordRange RightOf(const Token& token, WordRange sentence) const {
    std::size_t end = BehindBracket(token.range.end, sentence.end);
    std::size_t begin = end;
    const bool counted = token.As<Bound>().unit == "count" || CountsBodies(token.As<Bound>());
    for (std::size_t at = token.range.begin; counted && at < token.range.end; ++at) {
      if (text_.words()[at].kind == WordKind::kDigits) begin = BehindBracket(at + 1, token.range.end);
    }
    end = EndOfWords(end, sentence.end);
    if (const std::size_t next = EndOfBody(end, sentence.end); next != end) end = EndOfWords(next, sentence.end);
    return {begin, end};
  }

  std::size_t EndOfWords(std::size_t at, std::size_t end) const {
    while (at < end && text_.KeyOf(at) != "," && text_.KeyOf(at) != ";" && text_.KeyOf(at) != "(") ++at;
    return at;
  }

  // "cơ quan, địa phương", "phòng, trung tâm": behind the second of such a pair, whose comma is at `at`; else `at`.
  std::size_t EndOfBody(std::size_t at, std::size_t end) const {
    static const std::set<std::string, std::less<>> kBodies{"đơn vị",    "địa phương", "trung tâm", "thị trấn",
                                                            "thị xã",    "tổ chức",    "cá nhân",   "viên chức",
                                                            "công chức", "thành phố",  "phường",    "ngành"};
    if (at + 1 >= end || text_.KeyOf(at) != ",") return at;
    for (const std::size_t words : {std::size_t{2}, std::size_t{1}}) {
      if (at + 1 + words <= end && kBodies.contains(text_.KeyOf({at + 1, at + 1 + words}))) return at + 1 + words;
    }
    return at;
  }

  // "Phòng Tư pháp tập huấn kỹ năng hòa giải tại": where what is done begins, behind the last mark; npos where no such
  // verb stands before the word of place.
  std::size_t DoneBefore(WordRange left) const {
    static const std::set<std::string, std::less<>> kPlace{"tại", "ở", "với", "cho", "của"};
    static const std::set<std::string, std::less<>> kDone{
        "kiểm tra", "thanh tra", "giám sát",  "khảo sát", "tập huấn",   "đào tạo", "bồi dưỡng", "tuyên truyền",
        "rà soát",  "đánh giá",  "đối thoại", "thí điểm", "triển khai", "áp dụng", "lắp đặt",   "công khai",
        "xây dựng", "hướng dẫn", "tổ chức",   "lấy ý",    "tư vấn",     "hỗ trợ",  "kiểm soát", "phúc tra"};
    if (left.empty() || !kPlace.contains(text_.KeyOf(left.end - 1))) return std::string::npos;
    std::size_t found = std::string::npos;
    for (std::size_t at = left.begin; at + 2 < left.end; ++at) {
      if (text_.KeyOf(at) == ",") found = std::string::npos;
      if (found == std::string::npos && kDone.contains(text_.KeyOf({at, at + 2}))) found = at;
    }
    const bool arranged = found != std::string::npos && text_.KeyOf({found, found + 2}) == "tổ chức";
    return arranged && found + 3 < left.end && kDone.contains(text_.KeyOf({found + 2, found + 4})) ? found + 2 : found;
  }

  // "Kiểm tra đột xuất việc giữ giờ ít nhất 06 lượt": what the duty says around the bound; "" where no duty holds it.
  std::string TaskAround(const Token& token, WordRange sentence) const {
    const std::string bound = text_.Printed(token.range);
    constexpr std::size_t kShortest = 8;  // bytes
    for (const std::string& task : context_.tasks) {
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
  std::string SpentOn(const Token& token, WordRange sentence) const {
    const Token* verb = chart_.StartingAt(symbols_.goal, token.range.begin);
    if (verb == nullptr) verb = chart_.EndingAt(symbols_.goal, token.range.begin);
    if (verb == nullptr || verb->As<LexiconValue>().value != "spend") return "";
    const std::string of = text_.Printed(Trim(text_, RightOf(token, sentence)));
    const bool more = !subject_.empty() && of.empty();
    return more ? subject_ : UpperFirst(text_.Printed(verb->range)) + (of.empty() ? "" : " ") + of;
  }

  // "cả năm", "so với năm 2023", "đến hết năm 2025": says when, and nothing of what is measured.
  bool SaysOnlyWhen(WordRange words) const {
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
  std::string CountedInDuty(const Token& token, WordRange sentence, WordRange left) const {
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
  std::string LabelOf(const Token& token, WordRange sentence) const {
    constexpr std::size_t kLongest = 14;  // words
    const WordRange words = Trim(text_, sentence);
    std::size_t colon = words.begin;
    while (colon < std::min(words.end, words.begin + kLongest) && text_.KeyOf(colon) != ":") ++colon;
    if (colon >= token.range.begin || colon >= words.end || text_.KeyOf(colon) != ":") return "";
    for (std::size_t at = colon; at < token.range.begin; ++at) {
      if (text_.KeyOf(at) == ";") return "";
    }
    if (LastAim({words.begin, colon}) != std::string::npos || Has(symbols_.date, {words.begin, colon})) return "";
    static const std::set<std::string, std::less<>> kSaysNothing{"lưu ý",   "nhiệm vụ", "giải pháp", "nội dung",
                                                                 "yêu cầu", "cụ thể",   "trong đó",  "kết quả"};
    const WordRange label = TrimEnds({words.begin, colon});
    return label.empty() || kSaysNothing.contains(text_.KeyOf(label)) ? "" : text_.Printed(label);
  }

  // "Mỗi thôn có ít nhất 03 mô hình về ...": whose they are, and what is counted.
  std::string WithCounted(const Token& token, WordRange left, WordRange right) const {
    static const std::set<std::string, std::less<>> kSays{"số", "tỷ", "tỉ", "chỉ", "mức", "điểm", "tổng", "thời"};
    const bool counted = token.As<Bound>().unit == "count" || CountsBodies(token.As<Bound>());
    const WordRange words = Trim(text_, right);
    if (!counted || words.empty() || kSays.contains(text_.KeyOf(left.begin)) || token.As<Bound>().comparator != "ge")
      return text_.Printed(left);
    return text_.Printed(left) + " " + text_.Printed(words);
  }

  // "..., số điểm tối thiểu 71": of what the goal before is of.
  bool SaysOnlyPoints(WordRange left) const {
    static const std::set<std::string, std::less<>> kPoints{"điểm số", "số điểm", "tổng điểm"};
    WordRange words = left;
    if (words.end >= words.begin + 4 && text_.KeyOf({words.end - 2, words.end}) == "trong khoảng") words.end -= 2;
    for (std::size_t at = words.end; at > words.begin; --at) {
      if (text_.KeyOf(at - 1) == ",") words.begin = at;
    }
    return words.end == words.begin + 2 && kPoints.contains(text_.KeyOf(words));
  }

  // "SIPAS", "PCI"
  bool IsIndexName(WordRange range) const {
    if (range.end != range.begin + 1 || text_.words()[range.begin].kind != WordKind::kLetters) return false;
    const std::string printed = text_.Printed(range);
    const auto letters = DecodeUtf8(printed);
    return letters.size() > 2 &&
           std::all_of(letters.begin(), letters.end(), [](const auto& c) { return IsUpper(c.value); });
  }

  // What stands before the bound; else what stands after it, unless the target before has named it.
  std::string SubjectOf(const Token& token, WordRange sentence, bool bracketed) {
    if (bracketed && !subject_.empty()) return subject_;
    const bool counts = token.As<Bound>().unit == "count" || CountsBodies(token.As<Bound>());
    if (counts && !HeadingSetsGoals() && DoneBefore(LeftOf(token, sentence, bracketed)) == std::string::npos) {
      if (std::string words = TaskAround(token, sentence); !words.empty()) return words;
    }
    if (std::string label = LabelOf(token, sentence); !label.empty()) return label;
    if (std::string words = SpentOn(token, sentence); !words.empty()) return words;
    const WordRange left = LeftOf(token, sentence, bracketed);
    const bool again = std::exchange(from_right_, false);
    if (!subject_.empty() && SaysOnlyPoints(left)) return subject_;
    if (StandsInDuty(context_, text_, token.range) && !HeadingSetsGoals()) {
      if (std::string words = CountedInDuty(token, sentence, left); !words.empty()) return words;
    }
    const WordRange right = RightOf(token, sentence);
    const bool in_duty = StandsInDuty(context_, text_, token.range) && !HeadingSetsGoals();
    if (in_duty && IsChange(token.As<Bound>()) && Trim(text_, right).end >= Trim(text_, right).begin + 2 &&
        chart_.StartingAt(symbols_.since, right.begin) == nullptr) {
      return text_.Printed(Trim(text_, right));
    }
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
  WordRange TrimEnds(WordRange range) const {
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

  const TargetFinder& finder_;
  const TargetFinder::Symbols& symbols_;
  const ExtractionContext& context_;
  const FlatText& text_;
  const Chart& chart_;
  std::vector<const Token*> bounds_;
  std::vector<Target> targets_;
  bool past_ = false;                // the paragraph tells what has been reached
  std::string subject_;              // of the sentence's last target
  bool from_right_ = false;          // it stood behind its bound
  std::size_t right_end_ = 0;        // and ended here
  int year_ = 0;                     // the year that it names
  bool aimed_ = false;               // a target stands before, in a clause that this one goes on
  std::optional<Baseline> reached_;  // what the clause before says has been reached
  std::size_t last_end_ = 0;         // of the last bound
};

Result<TargetFinder> TargetFinder::Load(const std::string& lexicon_folder) {
  auto grammar = std::make_shared<Grammar>();
  VK_RETURN_IF_ERROR(AddNumberRules(*grammar, lexicon_folder));
  VK_RETURN_IF_ERROR(AddDateRules(*grammar, lexicon_folder));
  VK_RETURN_IF_ERROR(AddComparatorRules(*grammar, lexicon_folder));
  AddTargetRules(*grammar);
  grammar->Finish();
  return TargetFinder(std::move(grammar));
}

TargetFinder::TargetFinder(std::shared_ptr<const Grammar> grammar) : grammar_(std::move(grammar)) {
  const auto symbol = [&](std::string_view name) { return grammar_->FindSymbol(name); };
  symbols_ = {symbol("bound"),    symbol("goal"),      symbol("past"),  symbol("date"),
              symbol("quantity"), symbol("cmp-reach"), symbol("since"), symbol("band-label")};
  number_word_ = symbol("number-word");
}

std::vector<Target> TargetFinder::Find(const ExtractionContext& context, const FlatText& text,
                                       const Chart& chart) const {
  if (chart.tokens().empty()) return {};
  bool digits = kAsciiDigits.FindIn(text.plain()) != std::string_view::npos;
  if (!digits && !grammar_->Mentions(text, number_word_)) return {};
  return TargetReader(*this, context, text, chart).Read();
}

}  // namespace vankho
