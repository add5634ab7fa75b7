// Who the bodies of a clause are: lists, names that no row holds, who works with whom.
#include "extractors/assignment/clause.h"

#include <algorithm>

#include "pipeline/base/byte_set.h"
#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"

namespace vankho {

Role RoleOfLabel(std::string_view printed) {
  const std::string verb = MatchKey(printed);
  if (verb == "chủ trì") return Role::kLead;
  if (verb == "phối hợp") return Role::kCoordinate;
  return verb == "tham mưu" ? Role::kAdvise : Role::kImplement;
}

std::string_view TrimTask(std::string_view text) { return TrimMarks(text, " ,;:.-–+", " ,;:./"); }

bool AssignmentExtractor::StartsWithBody(const Clause& clause) {
  return !clause.runs.empty() && TrimTask(clause.Between(clause.span.begin, clause.runs.front().span.begin)).empty();
}

std::vector<AssignmentExtractor::Run> AssignmentExtractor::Runs(std::string_view text, MentionMemo* mentions) const {
  static const Pattern kJoin(R"([\s,;&+–-]*(?:(?:và|cùng|với)\s+)*)");
  std::vector<Run> runs;
  std::vector<NamedAgency> own;
  if (mentions == nullptr) own = gazetteer_->Find(text);
  for (const NamedAgency& body : mentions != nullptr ? mentions->Find(text) : own) {
    bool joins =
        !runs.empty() && (body.span.begin < runs.back().span.end ||
                          kJoin.MatchAll(text.substr(runs.back().span.end, body.span.begin - runs.back().span.end)));
    TextSpan span = body.span;
    if (!joins) runs.push_back({{}, span});
    runs.back().span = Cover(runs.back().span, span);
    runs.back().bodies.push_back(body);
  }
  return runs;
}

// "Căn cứ Kế hoạch của UBND tỉnh, các sở xây dựng ...": the first of the list owns the plan, the others act.
void AssignmentExtractor::PartOwner(Clause& clause) {
  static const Pattern kOwner(R"(\s*(?:[^:;,]{2,40}:\s*)?(?i:căn cứ|trên cơ sở|theo|thực hiện)\s[^;:,]*\s(?:của)\s+)");
  if (clause.runs.empty() || clause.runs.front().bodies.size() < 2) return;
  Run& first = clause.runs.front();
  TextSpan owner = first.bodies[0].span;
  TextSpan next = first.bodies[1].span;
  if (next.begin <= owner.end || clause.text[owner.end] != ',') return;
  if (!kOwner.MatchAll(clause.Between(clause.span.begin, first.span.begin))) return;
  Run others{{first.bodies.begin() + 1, first.bodies.end()}, {next.begin, first.span.end}};
  first = Run{{first.bodies.front()}, owner};
  clause.runs.insert(clause.runs.begin() + 1, std::move(others));
}

// "(Phòng QLN)": behind the bracket that closes a short aside; `open` itself where none does.
std::size_t AssignmentExtractor::AsideEnd(const std::vector<WordToken>& tokens, std::size_t open) {
  constexpr std::size_t kLongest = 8;  // words
  for (std::size_t i = open + 1; i + 1 < tokens.size() && i < open + kLongest; ++i) {
    if (tokens[i].key == ")") return i + 1;
  }
  return open;
}

// Where the first verb of a duty begins behind `at`, within the reach of a list of bodies; npos where the words between
// are no list (a word of grammar, a full stop) or none follows.
std::size_t AssignmentExtractor::VerbBehind(const Clause& clause, std::size_t at) const {
  constexpr std::size_t kReach = 40;  // words
  std::string_view rest = clause.Between(at, std::min(clause.span.end, at + 400));
  std::vector<WordToken> tokens = SplitWords(rest);
  for (std::size_t i = 0; i < tokens.size() && i < kReach; ++i) {
    if (i > 0 && tokens[i].key == "(" && AsideEnd(tokens, i) > i) i = AsideEnd(tokens, i);
    const WordToken& token = tokens[i];
    bool named = std::any_of(clause.runs.begin(), clause.runs.end(), [&](const Run& run) {
      return run.span.begin <= at + token.span.begin && at + token.span.begin < run.span.end;
    });
    if (named) continue;
    if (!token.word) {
      bool joins = token.key == "," || token.key == ";" || token.key == "-" || token.key == "&" || token.key == "/";
      if (!joins) break;
      continue;
    }
    if (!token.capital && verbs_.At(tokens, i)) return at + token.span.begin;
    if (!token.capital && gazetteer_->EndsName(token.key) && token.key != "và" && token.key != "các" &&
        token.key != "thuộc" && token.key != "có") {
      break;
    }
  }
  return std::string_view::npos;
}

// Does a group go on in small letters: "các cơ quan truyền thông, báo chí"?
bool AssignmentExtractor::GoesOnSmall(const Run& run, std::string_view between) {
  constexpr std::size_t kMostWords = 8;
  bool group = run.bodies.back().rule.find("agency/group") != std::string::npos;
  std::vector<WordToken> words = SplitWords(between);
  bool small = std::none_of(words.begin(), words.end(), [](const WordToken& word) { return word.capital; });
  return group && small && words.size() >= 2 && words.size() <= kMostWords;
}

namespace {

// A name that the words behind it belong to.
void GoOn(NamedAgency& body, const std::string& words) {
  body.name = body.WithPlace() + words;
  body.place.clear();
}

}  // namespace

// The bodies that a list of words up to the verb names; the run itself where the verb follows it at once. Words that
// no row knows belong to the body before them ("Hội đồng Xét duyệt cấp cơ sở") or are bodies of their own in a list.
AssignmentExtractor::Run AssignmentExtractor::UpToVerb(const Clause& clause, const Run& run) const {
  static const Pattern kParts(R"([,;]|\s(?:và|cùng)\s)");
  static const Pattern kAside(R"(\s*\([^()]{2,160}\))");
  // "theo chức năng, nhiệm vụ được giao", ", cơ quan thường trực Ban Chỉ đạo,": says why it is they.
  static const Pattern kWithin(
      R"([\s,]+(?i:theo|(?:trong )?phạm vi|trong|tùy theo)\s+(?i:đúng\s+|các\s+|phạm vi\s+)*(?i:chức năng|nhiệm vụ|thẩm quyền)(?:(?i:,| và)\s+(?i:chức năng|nhiệm vụ|quyền hạn|thẩm quyền|lĩnh vực))*(?:\s+(?i:được giao|được phân công|của (?:mình|đơn vị|ngành|cơ quan|địa phương)(?: mình)?|quản lý(?: nhà nước)?|phụ trách))*)");
  static const Pattern kRank(
      R"(,\s+(?i:là\s+)?(?i:cơ quan|đơn vị)\s+(?i:thường trực|đầu mối|tham mưu|giúp việc)[^,;.]{0,80},)");
  // "Trung tâm Kho dữ liệu (sau đây gọi là Trung tâm) ..."
  static const Pattern kDefined(R"(((?:\s\p{Ll}+){0,6})\s\((?i:sau đây|dưới đây)\s[^()]{2,80}\))");
  std::string_view rest = clause.Between(run.span.end, clause.span.end);
  // What may stand first tells which of them can match.
  const std::size_t first = rest.find_first_not_of(" \t\n\f\r");
  const char opens = first == std::string_view::npos ? ' ' : rest[first];
  const bool brackets = rest.find('(') != std::string_view::npos;
  if (auto defined = brackets ? kDefined.MatchAt(rest, 0) : std::nullopt;
      defined && verbs_.RoleAtBegin(rest.substr(defined->span.end))) {
    Run whole = run;
    GoOn(whole.bodies.back(), gazetteer_->SpellOut(defined->Group(1, rest)));
    whole.span.end += defined->span.end;
    return whole;
  }
  static constexpr ByteSet kOpensWhy(",tTpP");
  for (const Pattern* why : {&kWithin, &kRank}) {
    auto said = kOpensWhy.Has(opens) ? why->MatchAt(rest, 0) : std::nullopt;
    if (!said || !verbs_.RoleAtBegin(rest.substr(said->span.end))) continue;
    Run whole = run;
    whole.span.end += said->span.end;
    return whole;
  }
  if (auto aside = opens == '(' ? kAside.MatchAt(rest, 0) : std::nullopt;
      aside && verbs_.RoleAtBegin(rest.substr(aside->span.end))) {
    Run whole = run;  // "Sở Nội vụ (cơ quan thường trực) chủ trì ..."
    whole.span.end += aside->span.end;
    return whole;
  }
  if (verbs_.RoleAtBegin(rest) || (!rest.empty() && rest.front() == ':')) return run;
  std::size_t verb = VerbBehind(clause, run.span.end);
  if (verb == std::string_view::npos) return run;
  Run whole = run;
  whole.span.end = verb;
  std::string_view between = clause.Between(run.span.end, verb);
  static const Pattern kAdverb(
      R"(\s*(?i:hằng|hàng|định kỳ|mỗi|trong|sau|trước|cùng|cũng|đều|sớm|từng|hết|nghiêm|tự|chủ yếu|theo|khi|nếu|vào|đến|tại|qua)\s[^,;]*)");
  if (kAdverb.MatchAll(between)) {  // "Phòng Tư pháp hằng quý rà soát ...": when, not who
    while (whole.span.end > whole.span.begin && clause.text[whole.span.end - 1] == ' ') --whole.span.end;
    return whole;
  }
  static const Pattern kSmallOn(R"( \p{Ll}[\p{Ll} ,]{2,60}?(?: \([^()]{2,40}\))? )");
  bool one = run.bodies.size() == 1 && run.bodies[0].rule == "agency/headed" && kSmallOn.MatchAll(between);
  if (one && kParts.Find(between)) {
    // "Phòng Quản lý nhà, chung cư và đất đai (Phòng QLN) ...": a name that goes on in small letters.
    std::string_view name = between.substr(0, std::min(between.find('('), between.size()));
    GoOn(whole.bodies[0], " " + gazetteer_->SpellOut(TrimTask(name)));
    whole.bodies[0].confidence = std::min(0.65, whole.bodies[0].confidence);
  } else if (kParts.Find(between)) {
    std::string_view list = whole.span.Of(clause.text);
    std::vector<NamedAgency> bodies = gazetteer_->FindInList(list);
    bool longer = bodies.size() > run.bodies.size();
    if (!longer && !GoesOnSmall(run, between)) return run;
    if (longer) whole.bodies = std::move(bodies);
    if (!longer) GoOn(whole.bodies.back(), gazetteer_->SpellOut(between.substr(0, between.find_last_not_of(' ') + 1)));
  } else if (!between.empty() && between.front() == ' ' && TrimTask(between).size() > 3 && run.bodies.size() == 1) {
    GoOn(whole.bodies.back(), " " + gazetteer_->SpellOut(TrimTask(between)));
    whole.bodies.back().confidence = std::min(0.65, whole.bodies.back().confidence);
  } else {
    return run;
  }
  while (whole.span.end > whole.span.begin && clause.text[whole.span.end - 1] == ' ') --whole.span.end;
  return whole;
}

// "chủ trì, B phối hợp ..." directly behind a body; the span ends behind "phối hợp".
std::optional<AssignmentExtractor::Run> AssignmentExtractor::OthersThatHelp(const Clause& clause, std::size_t after) {
  static const Pattern kLead(R"([\s,]*(?i:chủ trì|chịu trách nhiệm chính)\s*[,;]\s+)");
  static const Pattern kHelp(R"(\s+(?i:cùng\s+)?(?i:phối hợp)(?i:\s+thực hiện)?[\s,.]*)");
  auto lead = kLead.MatchAt(clause.text, after);
  if (!lead) return std::nullopt;
  for (const Run& run : clause.runs) {
    if (run.span.begin != lead->span.end) continue;
    auto help = kHelp.MatchAt(clause.text, run.span.end);
    if (!help || help->span.end > clause.span.end) return std::nullopt;
    Run others = run;
    others.span.end = help->span.end;
    return others;
  }
  return std::nullopt;
}

// "chủ trì, phối hợp với B ..." directly behind a body: those who work with it, B known or named up to the verb.
std::optional<AssignmentExtractor::Run> AssignmentExtractor::OthersBehind(const Clause& clause,
                                                                          std::size_t after) const {
  static const Pattern kTogether(
      R"([\s,]*(?i:(?:có trách nhiệm|chịu trách nhiệm|là đơn vị)?[\s,]*(?:chủ trì|(?:làm|là)\s(?:(?:cơ quan|đơn vị)\s)?đầu mối)?[\s,]*(?:và\s+)?(?:phối hợp|kết hợp)(?: chặt chẽ)?(?: với| cùng)?(?: với)?)\s+)");
  static const Pattern kAlong(
      R"([\s,]*(?i:chủ trì|chịu trách nhiệm chính|(?:làm|là)\s(?:(?:cơ quan|đơn vị)\s)?đầu mối)\s*,?\s+(?i:cùng với|cùng|với)\s+)");
  auto together = kTogether.MatchAt(clause.text, after);
  if (!together) together = kAlong.MatchAt(clause.text, after);
  if (!together) return OthersThatHelp(clause, after);
  if (together->span.end >= clause.span.end) return std::nullopt;
  for (const Run& run : clause.runs) {
    if (run.span.begin == together->span.end) return UpToVerb(clause, run);
    if (run.span.begin > together->span.end) break;
  }
  std::size_t verb = VerbBehind(clause, together->span.end);
  if (verb == std::string_view::npos || verb <= together->span.end + 4) return std::nullopt;
  Run others;
  others.span = {together->span.end, verb};
  while (others.span.end > others.span.begin && clause.text[others.span.end - 1] == ' ') --others.span.end;
  others.bodies = gazetteer_->FindInList(others.span.Of(clause.text));
  if (others.bodies.empty()) return std::nullopt;
  return others;
}

}  // namespace vankho
