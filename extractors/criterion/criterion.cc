#include "extractors/criterion/criterion.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "pipeline/base/byte_set.h"
#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

std::string_view Trim(std::string_view text) { return TrimMarks(text, " ,;:.-–+", " ,;:.-–+"); }

// The words that name a criterion and end at `end`: back to what ended the one before.
TextSpan NameBefore(std::string_view text, std::size_t end, std::size_t floor) {
  std::size_t begin = floor;
  int depth = 0;
  for (std::size_t at = end; at > floor; --at) {
    char c = text[at - 1];
    if (c == ')') ++depth;
    if (c == '(' && --depth < 0) depth = 0;
    bool sentence = c == '.' && at < text.size() && text[at] == ' ';
    if (depth == 0 && (c == ';' || c == ':' || sentence)) {
      begin = at;
      break;
    }
  }
  while (begin < end && (text[begin] == ' ' || text[begin] == ')')) ++begin;
  while (end > begin && (text[end - 1] == ' ' || text[end - 1] == '(')) --end;
  return {begin, end};
}

std::optional<int> YearIn(std::string_view text) {
  static const Pattern kYear(R"((?i:năm)\s+((?:19|20)\d\d))");
  auto match = kYear.Find(text);
  if (!match) return std::nullopt;
  int year = 0;
  std::string_view digits = match->Group(1, text);
  std::from_chars(digits.data(), digits.data() + digits.size(), year);
  return year;
}

// "Cải thiện tiêu chí X" names X.
std::string_view WithoutLeadIn(std::string_view name) {
  static const Pattern kLeadIn(
      R"((?i:(?:[-+*] )?(?:cải thiện|nâng cao|khắc phục|duy trì|tiếp tục cải thiện|giữ vững)(?: điểm số)?(?: đối với)?(?: các)? (?:tiêu chí(?: thành phần)?|chỉ số thành phần)(?: về)?:?)\s+)");
  if (auto match = kLeadIn.MatchAt(name, 0)) name.remove_prefix(match->span.end);
  return name;
}

}  // namespace

std::string IndexOf(std::string_view text) {
  struct Row {
    std::string_view index;
    Pattern words;
  };
  static const std::array<Row, 6> kRows{
      {{"PAR INDEX", Pattern(R"(par[ -]?index|chi so cai cach hanh chinh|chi so cchc|cai cach hanh chinh|cchc)")},
       {"SIPAS", Pattern(R"(sipas|chi so hai long|muc do hai long)")},
       {"PAPI", Pattern(R"(papi|hieu qua quan tri va hanh chinh cong)")},
       {"PCI", Pattern(R"((?:^| )pci(?: |$)|nang luc canh tranh cap tinh)")},
       {"DDCI", Pattern(R"(ddci|nang luc canh tranh cap so|nang luc canh tranh cap huyen)")},
       {"DTI", Pattern(R"((?:^| )dti(?: |$)|chi so chuyen doi so)")}}};
  std::string bare = BareKey(text);
  std::string best;
  std::size_t at = std::string::npos;
  for (const Row& row : kRows) {
    auto match = row.words.Find(bare);
    if (match && match->span.begin < at) best = row.index, at = match->span.begin;
  }
  return best;
}

std::optional<Decimal> ReadScore(std::string_view text) {
  std::string digits;
  bool minus = false;
  for (char c : text) {
    if (c == ' ' || (c == '+' && digits.empty())) continue;
    if (c == '-' && digits.empty()) {
      minus = true;
      continue;
    }
    if ((c < '0' || c > '9') && c != ',' && c != '.') return std::nullopt;
    digits.push_back(c);
  }
  if (digits.empty()) return std::nullopt;
  auto value = Decimal::FromVietnamese(digits);
  return value && minus ? value->Negated() : value;
}

namespace {

// A score that stands with its maximum.
struct Printed {
  TextSpan span;
  Decimal score, maximum;
  bool bracket = false;
};

// Behind the bracket that closes a few words on; 0 where none does.
std::size_t BracketEnd(std::string_view text, std::size_t from) {
  constexpr std::size_t kReach = 60;                                // characters
  const std::string_view near = text.substr(from, kReach * 4 + 1);  // bytes of so many, and the bracket
  const std::size_t mark = near.find_first_of(";()");
  if (mark == std::string_view::npos || near[mark] != ')') return 0;
  return ToUtf32(near.substr(0, mark)).size() <= kReach ? from + mark + 1 : 0;
}

// Does the text hold the vowels of "điểm"? Few texts do.
bool MayHoldPoints(std::string_view text) {
  for (std::string_view letter : {"ể", "Ể"}) {
    for (std::size_t at = text.find(letter, 1); at != std::string_view::npos; at = text.find(letter, at + 1)) {
      if (text[at - 1] == 'i' || text[at - 1] == 'I') return true;
    }
  }
  return false;
}

// score / maximum, with or without its unit; without one only in brackets or behind "điểm đạt".
void FindFractions(std::string_view text, std::vector<Printed>& found) {
  static const Pattern kScore(
      R"((\(\s*)?(?i:(?:năm \d{4}\s*)?(?:chỉ\s+)?((?:số\s+)?điểm\s+)?(?:đạt\s+(?:được\s*)?:?\s*)?)(\d{1,3}(?:[.,]\d{1,4})?)(?:\s*(?i:điểm))?\s?/\s?(\d{1,3}(?:[.,]\d{1,4})?)\s*((?i:điểm))?)");
  if (text.find('/') == std::string_view::npos) return;
  if (text.find('(') == std::string_view::npos && !MayHoldPoints(text)) return;
  for (std::size_t at = 0; at < text.size();) {
    auto found_here = kScore.Find(text, at);
    if (!found_here) break;
    PatternMatch& match = *found_here;
    std::size_t close = BracketEnd(text, match.span.end);
    match.span.end = at = std::max(close, match.span.end);
    bool bracket = match.groups[0].has_value() && close > 0;
    bool unit = match.groups[4].has_value() || match.groups[1].has_value();
    if (!unit && !bracket) continue;
    auto score = ReadScore(match.Group(3, text));
    auto maximum = ReadScore(match.Group(4, text));
    if (!score || !maximum) continue;
    // 48/63 in brackets is a rank, 15/3 a date: without the unit both sides must look like scores.
    if (!unit && score->scale() == 0 && maximum->scale() == 0) continue;
    found.push_back({match.span, *score, *maximum, bracket});
  }
}

// "đạt 1,5 điểm trên tổng số 2 điểm", "điểm tối đa: 2,0 điểm; điểm đạt: 1,5 điểm".
void FindInWords(std::string_view text, std::vector<Printed>& found) {
  static const Pattern kOver(
      R"(\(?\s*(?i:(?:điểm )?đạt(?: được)?(?: là)?\s*:?\s*)(\d{1,3}(?:[.,]\d{1,4})?)\s*(?i:điểm)?\s*[;,(]?\s*(?i:trên(?: tổng(?: số)?)?|(?:trên )?(?:số )?(?:điểm )?tối đa(?: là)?\s*:?)\s*(\d{1,3}(?:[.,]\d{1,4})?)\s*(?i:điểm)\s*\)?)");
  static const Pattern kMaximumFirst(
      R"(\(?\s*(?i:(?:số )?điểm (?:tối đa|chuẩn)(?: là)?\s*:?\s*)(\d{1,3}(?:[.,]\d{1,4})?)\s*(?i:điểm)?\s*[;,]\s*(?i:(?:số )?(?:điểm )?(?:đạt|đạt được|tự chấm|tự đánh giá|thẩm định)(?: năm \d{4})?(?: là)?\s*:?\s*)(\d{1,3}(?:[.,]\d{1,4})?)\s*(?i:điểm)?\s*\)?)");
  static const Pattern kMost(R"((?i:tối đa|chuẩn|trên))");  // is quickly told, and most texts have it not
  bool digits = kAsciiDigits.FindIn(text) != std::string_view::npos;
  if (!digits || !MayHoldPoints(text) || !kMost.Find(text)) return;
  for (const Pattern* pattern : {&kOver, &kMaximumFirst}) {
    for (const PatternMatch& match : pattern->FindAll(text)) {
      auto first = ReadScore(match.Group(1, text));
      auto second = ReadScore(match.Group(2, text));
      if (!first || !second) continue;
      bool over = pattern == &kOver;
      found.push_back({match.span, over ? *first : *second, over ? *second : *first, true});
    }
  }
}

std::vector<Printed> FindScores(std::string_view text) {
  std::vector<Printed> all;
  FindInWords(text, all);
  FindFractions(text, all);
  std::stable_sort(all.begin(), all.end(),
                   [](const Printed& a, const Printed& b) { return a.span.begin < b.span.begin; });
  std::vector<Printed> scores;
  for (Printed& one : all) {
    bool fits = one.score <= one.maximum && one.maximum > Decimal() && one.maximum <= Decimal::FromInt(200);
    if (fits && (scores.empty() || scores.back().span.end <= one.span.begin)) scores.push_back(std::move(one));
  }
  return scores;
}

// "đạt trên 43/80 điểm", "đạt từ 43/80 điểm trở lên": what is aimed at, not what was reached.
bool IsLimit(std::string_view text, const Printed& printed) {
  static const Pattern kBefore(R"((?i:.*\s(?:trên|từ|hơn|vượt|tối thiểu|ít nhất|dưới|không dưới|không thấp hơn))\s*)");
  static const Pattern kBehind(R"(\s*(?i:(?:điểm )?trở lên))");
  constexpr std::size_t kReach = 40;  // bytes
  std::size_t begin = printed.span.begin > kReach ? printed.span.begin - kReach : 0;
  while (begin < printed.span.begin && text[begin] != ' ') ++begin;
  return kBefore.MatchAll(text.substr(begin, printed.span.begin - begin)).has_value() ||
         kBehind.MatchAt(text, printed.span.end).has_value();
}

// Its name: before the score, or before the colon that introduces it ("Cải cách thể chế: đạt 8/8 điểm").
TextSpan NameOf(std::string_view text, std::size_t end, std::size_t floor) {
  TextSpan name = NameBefore(text, end, floor);
  if (!Trim(name.Of(text)).empty()) return name;
  std::size_t colon = name.begin;
  while (colon > floor && (text[colon - 1] == ' ' || text[colon - 1] == ':')) --colon;
  return colon < name.begin ? NameBefore(text, colon, floor) : name;
}

// The code in front of a name: "Tiêu chí 1.1. Kế hoạch ...", "tiêu chí thành phần 1.3.1 ...". Taken off `words`.
std::string TakeCode(std::string_view before, std::string_view& words) {
  static const Pattern kAhead(R"((?i:tiêu chí(?: thành phần)?)\s+(\d{1,2}(?:\.\d{1,2}){1,3})\.?\s*$)");
  static const Pattern kInside(R"((?i:tiêu chí(?: thành phần)?)\s+(\d{1,2}(?:\.\d{1,2}){1,3})\.?:?\s+)");
  if (auto inside = kInside.MatchAt(words, 0)) {
    std::string code(inside->Group(1, words));
    words.remove_prefix(inside->span.end);
    return code;
  }
  static const Pattern kNoun(R"((?i:tiêu chí(?: thành phần)?)\s*:?\s*["“])");
  if (auto noun = kNoun.MatchAt(words, 0)) {  // what stands in quotes is the name
    std::size_t quote = words.find_first_of("\"\xe2");
    words.remove_prefix(std::min(quote, words.size()));
  }
  static const Pattern kBare(R"((?:^|[:;(])\s*(\d{1,2}(?:\.\d{1,2}){1,3})[.)]?\s*$)");
  auto ahead = kAhead.Find(before);
  if (!ahead) ahead = kBare.Find(before);
  return ahead ? std::string(ahead->Group(1, before)) : std::string();
}

std::optional<Decimal> Deduction(std::string_view text) {
  static const Pattern kDeduction(R"((?i:trừ|mất|giảm)\s+(\d{1,3}(?:[.,]\d{1,4})?)\s*(?i:điểm))");
  auto found = kDeduction.Find(text);
  auto value = found ? ReadScore(found->Group(1, text)) : std::nullopt;
  return value ? std::optional(value->Negated()) : std::nullopt;
}

// "... mất 0,25 điểm (đạt 0,75/1 điểm)": no part of the name.
std::string_view WithoutDeduction(std::string_view words) {
  static const Pattern kLost(R"([\s,;]*(?i:(?:bị )?(?:trừ|mất|giảm))\s+\d{1,3}(?:[.,]\d{1,4})?\s*(?i:điểm)$)");
  auto lost = kLost.Find(words);
  return lost ? words.substr(0, lost->span.begin) : words;
}

// "Tại Quyết định số ... của Chủ tịch UBND tỉnh, huyện": what stands behind the ground is the name.
std::string_view WithoutGround(std::string_view words) {
  static const Pattern kGround(
      R"((?i:theo|tại|căn cứ|tuy vậy|tuy nhiên|qua|trong khi)[\s,].*,\s+|(?i:tuy vậy|tuy nhiên),\s+)");
  auto ground = kGround.MatchAt(words, 0);
  return ground ? words.substr(ground->span.end) : words;
}

// "huyện", "phường Tân An được": whose the score is, no criterion. Named by the index.
std::string WithIndex(std::string_view words, std::string_view index) {
  static const Pattern kPlace(
      R"((?:toan )?(?:tinh|huyen|thanh pho|thi xa|xa|phuong|benh vien|so|don vi)(?: [^ ]+){0,4}?(?: (?:duoc|tu cham|chi|da))*)");
  if (index != "PAR INDEX" || !kPlace.MatchAll(BareKey(words))) return std::string(words);
  return "Chỉ số cải cách hành chính " + std::string(words);
}

// A name that stands whole in quotes.
std::string_view WithoutQuotes(std::string_view words) {
  static constexpr std::pair<std::string_view, std::string_view> kQuotes[] = {{"\"", "\""}, {"“", "”"}};
  for (const auto& [open, close] : kQuotes) {
    bool quoted = words.size() > open.size() + close.size() && words.starts_with(open) && words.ends_with(close);
    if (quoted) return words.substr(open.size(), words.size() - open.size() - close.size());
  }
  return words;
}

// "Không có điểm", "Đạt điểm tối đa", "Điểm lĩnh vực": words about a score, not what it is for.
bool IsAboutScore(std::string_view words) {
  static const Pattern kScore(
      R"((?:(?:khong|chua) (?:co|duoc|dat) (?:duoc )?diem|(?:chi )?dat (?:duoc )?(?:tong )?(?:so )?diem(?: toi da)?|(?:tong )?(?:so )?diem(?: so)?(?: (?:cua )?(?:linh vuc|nay|dat|dat duoc|tu cham|tham dinh|toi da))*|(?:duoc )?(?:tu )?cham(?: diem)?)(?: (?:nay|la))?)");
  return kScore.MatchAll(BareKey(words)).has_value();
}

// The name of a score whose own words say nothing: what stands before their colon, else the heading.
std::string_view NameAbove(std::string_view text, TextSpan name, std::size_t floor, std::string_view topic) {
  std::size_t colon = name.begin;
  while (colon > floor && (text[colon - 1] == ' ' || text[colon - 1] == ':')) --colon;
  bool told = colon < name.begin && text.substr(colon, name.begin - colon).find(':') != std::string_view::npos;
  return told ? Trim(NameBefore(text, colon, floor).Of(text)) : topic;
}

// Is there a point between two digits?
bool HoldsCode(std::string_view text) {
  auto digit = [&](std::size_t at) { return at < text.size() && IsDigit(static_cast<unsigned char>(text[at])); };
  for (std::size_t at = text.find('.', 1); at != std::string_view::npos; at = text.find('.', at + 1)) {
    if (digit(at - 1) && digit(at + 1)) return true;
  }
  return false;
}

}  // namespace

void MarkDeduction(Criterion& criterion) {
  constexpr double kDoubtful = 0.3;
  if (!criterion.score || !criterion.max_score || !criterion.delta || *criterion.delta >= Decimal()) return;
  if (Decimal::Sum(*criterion.max_score, *criterion.delta) == criterion.score) return;
  criterion.flags.emplace_back("deduction-mismatch");
  criterion.confidence = std::min(criterion.confidence, kDoubtful);
}

std::vector<Criterion> CriterionExtractor::Find(std::string_view text, const CriterionContext& context) const {
  static const Pattern kCodes(
      R"((?i:tiêu chí(?: thành phần)?)\s*:?\s*(\d{1,2}\.\d{1,2}(?:\.\d{1,2})?(?:\s*(?:,|và|;)\s*\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)*)[^;.]*?\s(?i:do)\s)");
  constexpr std::size_t kShortest = 8;  // bytes of a name
  constexpr std::size_t kTail = 24;     // bytes behind the score where a deduction may stand
  std::vector<Criterion> found;
  std::size_t floor = 0;
  for (const Printed& printed : FindScores(text)) {
    if (IsLimit(text, printed)) continue;
    TextSpan name = NameOf(text, printed.span.begin, floor);
    std::string_view words = Trim(WithoutLeadIn(name.Of(text)));
    Criterion criterion;
    criterion.code = TakeCode(text.substr(0, name.begin), words);
    std::string_view own = Trim(WithoutQuotes(Trim(WithoutDeduction(WithoutGround(words)))));
    if (IsAboutScore(own)) own = NameAbove(text, name, floor, context.topic);
    floor = printed.span.end;
    std::string named = WithIndex(own, printed.maximum == Decimal::FromInt(100) ? context.index : "");
    const bool aside = named.starts_with("(");  // of scores in a row: "(trừ 0,25 điểm)", "(năm 2022: ...)"
    if (named.size() < kShortest || aside) continue;
    criterion.index = context.index;
    criterion.name = UpperFirst(named);
    criterion.score = printed.score;
    criterion.max_score = printed.maximum;
    criterion.score_year = YearIn(words) ? YearIn(words) : context.score_year;
    criterion.delta = Deduction(text.substr(printed.span.begin, printed.span.size() + kTail));
    if (!criterion.delta && own.size() < words.size()) criterion.delta = Deduction(words);
    criterion.evidence = {{Cover(name, printed.span)}, "criterion/score-of-maximum"};
    criterion.confidence = printed.bracket ? 0.93 : 0.8;
    MarkDeduction(criterion);
    found.push_back(std::move(criterion));
  }
  for (const PatternMatch& match : HoldsCode(text) ? kCodes.FindAll(text) : std::vector<PatternMatch>()) {
    static const Pattern kCode(R"(\d{1,2}(?:\.\d{1,2}){1,2})");
    std::string_view codes = match.Group(1, text);
    for (const PatternMatch& code : kCode.FindAll(codes)) {
      Criterion criterion;
      criterion.index = context.index;
      criterion.code = std::string(code.span.Of(codes));
      criterion.evidence = {{match.span}, "criterion/codes"};
      criterion.confidence = 0.85;
      found.push_back(std::move(criterion));
    }
  }
  return found;
}

}  // namespace vankho
