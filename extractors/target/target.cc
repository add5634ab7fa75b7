#include "extractors/target/target.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "extractors/date/date.h"
#include "extractors/engine/sentence.h"
#include "extractors/target/subject.h"
#include "pipeline/base/byte_set.h"
#include "pipeline/base/pattern.h"
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
        goal_{context_, text_, chart_, symbols_, finder.words_},
        subject_(goal_),
        bounds_(chart_.Cover(symbols_.bound)) {}

  std::vector<Target> Read() {
    if (bounds_.empty()) return {};
    std::size_t next = 0;
    WordRange clause;  // the sentence before
    for (const WordRange sentence : Sentences(text_)) {
      // What stands behind a semicolon goes on with the same subject: "...; phấn đấu xếp hạng 25/63".
      const bool goes_on = sentence.begin > 0 && text_.KeyOf(sentence.begin - 1) == ";";
      subject_.BeginSentence(sentence, goes_on);
      if (!goes_on) {
        year_ = 0;
        reached_.reset();
      }
      // "Năm 2023 tiếp nhận 3.218 hồ sơ; hồ sơ trực tuyến đạt 71%": the first clause names the year
      if (goes_on && IsPastYear(YearAtHead(clause)) && goal_.LastAim(clause) == std::string::npos) past_ = true;
      clause = sentence;
      aimed_ = aimed_ && !past_;
      if (goal_.LastAim(sentence) != std::string::npos) past_ = false;
      for (; next < bounds_.size() && bounds_[next]->range.begin < sentence.end; ++next)
        ReadBound(*bounds_[next], sentence);
    }
    return std::move(targets_);
  }

 private:
  // The clause that a bound stands in: between brackets, semicolons and the bounds before.
  WordRange Clause(const Token& bound, WordRange sentence) const {
    std::size_t begin = bound.range.begin;
    while (begin > sentence.begin && text_.KeyOf(begin - 1) != "(" && text_.KeyOf(begin - 1) != ")" &&
           text_.KeyOf(begin - 1) != ";")
      --begin;
    return {begin, bound.range.begin};
  }

  // Behind the last comma before a word, not before `first`.
  std::size_t ClauseBegin(std::size_t at, std::size_t first) const {
    while (at > first && text_.KeyOf(at - 1) != ",") --at;
    return at;
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

  // Of "Năm 2023, ..." and "6 tháng đầu năm 2023 ..."; 0 where a clause begins otherwise.
  int YearAtHead(WordRange clause) const {
    const std::size_t head = Trim(text_, clause).begin;
    const Token* date = clause.empty() ? nullptr : chart_.StartingAt(symbols_.date, head);
    return date == nullptr ? 0 : date->As<TimeValue>().year;
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

  bool IsPastYear(int year) const {
    const int own = context_.document_year.value_or(context_.issued_date ? context_.issued_date->year() : 0);
    return year != 0 && own != 0 && year < own;
  }

  // What has been reached: a year before the document's own, or "đã", with no verb of aiming since.
  bool IsPast(const Token& bound, WordRange sentence) {
    const WordRange before{sentence.begin, bound.range.begin};
    const std::size_t aim = goal_.LastAim(before);
    const bool bracketed = InBrackets(text_, sentence, bound.range.begin);
    const auto [year, year_at] = YearBefore(before, bracketed);
    const bool past_year = IsPastYear(year) && (aim == std::string::npos || aim < year_at);
    if (bracketed && past_year) return true;  // says nothing of what stands outside
    if (aim != std::string::npos && !past_year) past_ = false;
    // "phấn đấu lấp chỗ đã hụt, đưa ...": behind a verb of aiming "đã" tells of its own clause only
    std::size_t from = sentence.begin;
    if (aim != std::string::npos) from = std::max(aim, ClauseBegin(bound.range.begin, aim));
    // "mới đạt", "mới giải ngân": the words reach into the bound
    const std::size_t reach = std::min(bound.range.begin + 2, bound.range.end);
    // "Số bản đồ đã quét không dưới 60%": under a heading of goals "đã" tells of the data
    const std::string& comparator = bound.As<Bound>().comparator;
    if (!past_year && !past_ && (comparator == "ge" || comparator == "le") && goal_.HeadingSetsGoals()) return false;
    if (past_year || goal_.Has(symbols_.past, {from, reach})) past_ = true;
    return past_;
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

  // "đến hết ngày 31/01/2025 đạt 95%": a day or month behind that of the paper.
  bool NamesTimeToCome(WordRange sentence) const {
    if (!context_.issued_date || context_.issued_date->month() == 0) return false;
    const PartialDate& issued = *context_.issued_date;
    for (std::size_t at = sentence.begin; at < sentence.end; ++at) {
      const Token* date = chart_.StartingAt(symbols_.date, at);
      if (date == nullptr || date->range.end > sentence.end) continue;
      const auto& time = date->As<TimeValue>();
      if (time.year > issued.year() || (time.year == issued.year() && time.month > issued.month())) return true;
    }
    return false;
  }

  bool IsGoal(const Token& token, WordRange sentence) const {
    const auto& bound = token.As<Bound>();
    const bool exact = bound.comparator == "eq" || bound.comparator == "between";
    if (exact && HeadingTellsResults() && goal_.LastAim({sentence.begin, token.range.begin}) == std::string::npos)
      return false;
    if (bound.unit == "percent" && bound.comparator == "ge") return true;
    // "Điều dưỡng: 48%" is a count as often as not
    if (text_.KeyOf(token.range.begin) == ":") {
      return (goal_.HeadingSetsGoals() && context_.document_type != "bao_cao") ||
             goal_.LastAim({sentence.begin, token.range.begin}) != std::string::npos;
    }
    if (goal_.HeadingSetsGoals() || aimed_) return true;
    // "Giao Phòng Nội vụ kiểm tra ít nhất 06 cơ quan": what a duty must reach at least
    bool counted = (bound.unit == "count" || CountsBodies(bound)) && bound.comparator == "ge";
    // "tập huấn để 100% thành viên ...", "số hóa xong 100% bản đồ"
    const std::string_view word = token.range.begin == 0 ? "" : text_.KeyOf(token.range.begin - 1);
    // "90% hồ sơ được xử lý" is a goal where goals stand, elsewhere a figure
    const bool part = text_.words()[token.range.begin].kind == WordKind::kDigits && bound.comparator == "eq" &&
                      bound.value != Decimal::FromInt(100);
    if (part) return NamesTimeToCome(sentence);
    const bool all = bound.unit == "percent" && exact && bound.value == Decimal::FromInt(100);
    if (bound.unit == "percent" && (all || word == "để" || word == "nhằm" || word == "xong") &&
        StandsInDuty(context_, text_, token.range))
      return true;
    // "rút ngắn ít nhất 15% số ngày chờ"
    bool changes = (bound.unit == "percent" && IsChange(bound)) || bound.unit == "minute";
    // "đưa tỷ lệ hồ sơ trực tuyến lên trên 55%"
    const bool raised = bound.unit == "percent" && bound.comparator != "eq" && (word == "lên" || word == "đạt");
    if ((counted || changes || raised) && StandsInDuty(context_, text_, token.range)) return true;
    const std::size_t head = Trim(text_, sentence).begin;
    for (std::size_t at = sentence.begin; at <= token.range.begin; ++at) {
      const Token* goal = chart_.StartingAt(symbols_.goal, at);
      if (goal == nullptr) continue;
      const std::string& kind = goal->As<LexiconValue>().value;
      // "giải ngân trên 70%"; not the projects that "giải ngân dưới 30%"
      const bool touches = at == token.range.begin || goal->range.end == token.range.begin;
      if (kind == "spend" && (!touches || bound.comparator == "lt" || bound.comparator == "le")) continue;
      if (kind == "spent") continue;  // "giải ngân được 41%": so far, unless a day to come says otherwise
      if (at == head || kind != "head") return true;
    }
    if (bound.unit == "percent" && exact && NamesTimeToCome(sentence)) return true;
    return token.range.begin == head && bound.unit == "percent";
  }

  bool HasTargetUnit(const Token& token, WordRange sentence) const {
    const Bound& bound = token.As<Bound>();
    // "từ 03 đến 05 sáng kiến" of a goal; "2-3" alone is as often a number of things
    const bool from_to = bound.comparator == "between" && text_.KeyOf(token.range.begin) == "từ";
    if (bound.unit == "count" && goal_.HeadingSetsGoals())
      return bound.comparator != "eq" && (bound.comparator != "between" || from_to);
    if (bound.unit == "count" && from_to)
      return goal_.LastAim({sentence.begin, token.range.begin}) != std::string::npos;
    if (bound.unit == "percent" || bound.unit == "rank") return true;
    if (bound.unit == "minute") return bound.comparator != "eq" && bound.comparator != "ge" && bound.comparator != "gt";
    if (bound.unit == "place") return bound.comparator == "increase_by" || bound.comparator == "decrease_by";
    if (bound.unit == "point") return bound.comparator != "eq" || !bound.out_of;
    if (CountsBodies(bound)) return true;
    return bound.unit == "count" && (bound.comparator == "ge" || bound.comparator == "le");
  }

  void ReadBound(const Token& token, WordRange sentence) {
    if (IsPast(token, sentence) || IsBaseOfChange(token, sentence)) {
      TakeBaseline(token, sentence);
    } else if (HasTargetUnit(token, sentence) && IsGoal(token, sentence) && !IsBand(token, sentence) &&
               !IsCondition(token, sentence)) {
      AddTarget(token, sentence);
    }
    if (HasTargetUnit(token, sentence)) subject_.Pass(token, sentence);  // "trẻ em dưới 15 tuổi" is part of a subject
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
    // "... (83,2 điểm, xếp thứ 6/13)"; not "(xếp thứ 5/10 năm 2024)" in a plan of that year
    std::size_t close = token.range.end;
    while (close < sentence.end && text_.KeyOf(close) != ")") ++close;
    if (base.year && !base.rank && bound.unit == "rank" && bound.comparator == "eq" &&
        YearIn({Clause(token, sentence).begin, close}) == 0)
      return true;
    return base.year && !base.value && !base.rank && bound.comparator == "eq" && bound.unit == targets_.back().unit;
  }

  // "để trễ từ 03 việc trở lên thì không được khen": no goal, but what follows from it.
  bool IsCondition(const Token& token, WordRange sentence) const {
    constexpr std::size_t kNear = 4;  // words
    for (std::size_t at = token.range.end; at < std::min(sentence.end, token.range.end + kNear); ++at) {
      if (text_.KeyOf(at) == "thì") return true;
    }
    return false;
  }

  // "Có 4/9 xóm đạt trên 85%": counted, so it has been reached.
  bool CountsResults(const std::string& subject, const Token& token, WordRange sentence) const {
    static const Pattern kCounted(R"((?:Có )?\d+/\d+ .*)");
    return kCounted.MatchAll(subject) && goal_.LastAim({sentence.begin, token.range.begin}) == std::string::npos;
  }

  // "Tốt: từ 85 đến dưới 95 điểm", "Từ 30% trở lên: 2 điểm"
  bool IsBand(const Token& token, WordRange sentence) const {
    const bool opens = token.range.begin == 0 || text_.words()[token.range.begin - 1].kind == WordKind::kMark;
    const std::size_t end = Shown(token, {0, text_.size()}).end;
    if (opens && end < text_.size() && text_.KeyOf(end) == ":") return true;
    std::size_t at = token.range.begin;
    while (at > 0 && (text_.KeyOf(at - 1) == ":" || text_.KeyOf(at - 1) == "(" || text_.KeyOf(at - 1) == "-")) {
      if (chart_.EndingAt(symbols_.label, --at) != nullptr) return true;
    }
    // "Tốt: Tổng số điểm đạt từ 80% trở lên", "loại B khi tổng điểm dưới 90%"
    const Token* of = chart_.EndingAt(symbols_.label_of, at);
    if (of != nullptr && of->range.begin > 1 && text_.KeyOf(of->range.begin - 1) == ":" &&
        chart_.EndingAt(symbols_.label, of->range.begin - 1) != nullptr)
      return true;
    const WordRange clause = Clause(token, sentence);
    if (goal_.LastAim({sentence.begin, token.range.begin}) != std::string::npos) return false;
    for (at = clause.begin; at < clause.end; ++at) {
      if (text_.KeyOf(at) == "loại" && chart_.EndingAt(symbols_.label, at + 2) != nullptr) return true;
    }
    return false;
  }

  // "(năm 2018 đạt 5,94 điểm, xếp hạng 05/63)" after a target; "năm 2021 đạt 2,75 điểm; ..." before one.
  void TakeBaseline(const Token& token, WordRange sentence) {
    const bool bracketed = InBrackets(text_, sentence, token.range.begin);
    if (bracketed && targets_.empty()) return;
    if (!bracketed) {
      subject_.Read(token, sentence, false);
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
    const std::string before = subject_.subject();
    target.subject = subject_.Read(token, sentence, bracketed);
    // "không có lĩnh vực nào dưới 80%": each at least so much
    const std::string key = MatchKey(target.subject);
    if (bound.comparator == "lt" && key.ends_with(" nào") && key.find("không ") != std::string::npos)
      target.comparator = "ge";
    if (!goal_.HeadingSetsGoals() && CountsResults(target.subject, token, sentence)) return;
    SetYears(token, sentence, target);
    if (bound.base) target.baseline = Baseline{bound.base, target.unit, {}, {}, {}};
    const bool same = target.subject == before && reached_ && (reached_->unit == target.unit || target.unit == "rank");
    if (same && !target.baseline) target.baseline = reached_;
    reached_.reset();
    target.evidence = {text_.SourceOf(Shown(token, sentence)), "target/goal < " + finder_.grammar_->Derivation(token)};
    target.confidence = 0.9 * token.confidence;
    targets_.push_back(std::move(target));
    aimed_ = true;
  }

  // "từ 90% cơ quan trở lên": with the words that say that it is the least.
  WordRange Shown(const Token& token, WordRange sentence) const {
    const std::size_t up = EndOfAndUp(text_, token.range.end);
    const bool open = text_.KeyOf(token.range.begin) == "từ" && token.As<Bound>().comparator == "ge";
    return {token.range.begin, open && up <= sentence.end ? std::max(up, token.range.end) : token.range.end};
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
  const TargetFinder& finder_;
  const TargetSymbols& symbols_;
  const ExtractionContext& context_;
  const FlatText& text_;
  const Chart& chart_;
  GoalText goal_;
  SubjectReader subject_;
  std::vector<const Token*> bounds_;
  std::vector<Target> targets_;
  bool past_ = false;                // the paragraph tells what has been reached
  int year_ = 0;                     // the year that it names
  bool aimed_ = false;               // a target stands before, in a clause that this one goes on
  std::optional<Baseline> reached_;  // what the clause before says has been reached
};

Result<TargetFinder> TargetFinder::Load(const std::string& lexicon_folder) {
  auto grammar = std::make_shared<Grammar>();
  VK_RETURN_IF_ERROR(AddNumberRules(*grammar, lexicon_folder));
  VK_RETURN_IF_ERROR(AddDateRules(*grammar, lexicon_folder));
  VK_RETURN_IF_ERROR(AddComparatorRules(*grammar, lexicon_folder));
  AddTargetRules(*grammar);
  grammar->Finish();
  VK_ASSIGN_OR_RETURN(GoalWords words, GoalWords::Load(lexicon_folder));
  return TargetFinder(std::move(grammar), std::move(words));
}

TargetFinder::TargetFinder(std::shared_ptr<const Grammar> grammar, GoalWords words)
    : grammar_(std::move(grammar)), words_(std::move(words)) {
  const auto symbol = [&](std::string_view name) { return grammar_->FindSymbol(name); };
  symbols_ = {symbol("bound"),     symbol("goal"),  symbol("past"),       symbol("date"),   symbol("quantity"),
              symbol("cmp-reach"), symbol("since"), symbol("band-label"), symbol("band-of")};
  number_word_ = symbol("number-word");
}

std::vector<Target> TargetFinder::Find(const ExtractionContext& context, const FlatText& text,
                                       const Chart& chart) const {
  if (chart.empty()) return {};
  bool digits = kAsciiDigits.FindIn(text.plain()) != std::string_view::npos;
  if (!digits && !chart.Holds(number_word_)) return {};
  return TargetReader(*this, context, text, chart).Read();
}

}  // namespace vankho
