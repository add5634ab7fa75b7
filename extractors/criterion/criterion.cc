#include "extractors/criterion/criterion.h"

#include <array>
#include <charconv>

#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

std::string_view Trim(std::string_view text) {
  static constexpr std::string_view kMarks = " ,;:.-–+";
  while (!text.empty() && kMarks.find(text.front()) != std::string_view::npos) text.remove_prefix(1);
  while (!text.empty() && kMarks.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
  return text;
}

std::string UpperFirst(std::string_view text) {
  auto points = DecodeUtf8(text.substr(0, 4));
  if (points.empty()) return {};
  std::string out;
  AppendUtf8(Upper(points.front().value), out);
  return out + std::string(text.substr(points.front().end));
}

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

std::vector<Criterion> CriterionExtractor::Find(std::string_view text, const CriterionContext& context) const {
  // score / maximum, with or without its unit; without one only in brackets.
  static const Pattern kScore(
      R"((\(\s*)?(?i:(?:năm \d{4}\s*)?(?:chỉ\s+)?(?:đạt\s+(?:được\s+)?)?)(\d{1,3}(?:[.,]\d{1,4})?)\s?/\s?(\d{1,3}(?:[.,]\d{1,4})?)\s*((?i:điểm))?([^;()]{0,60}?\))?)");
  static const Pattern kDeduction(R"((?i:trừ|mất|giảm)\s+(\d{1,3}(?:[.,]\d{1,4})?)\s*(?i:điểm))");
  static const Pattern kCodes(
      R"((?i:tiêu chí(?: thành phần)?)\s*:?\s*(\d{1,2}\.\d{1,2}(?:\.\d{1,2})?(?:\s*(?:,|và|;)\s*\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)*)[^;.]*?\s(?i:do)\s)");
  std::vector<Criterion> found;
  std::size_t floor = 0;
  if (text.find('/') != std::string_view::npos) {
    for (const PatternMatch& match : kScore.FindAll(text)) {
      bool bracket = match.groups[0].has_value() && match.groups[4].has_value();
      bool unit = match.groups[3].has_value();
      if (!unit && !bracket) continue;
      auto score = ReadScore(match.Group(2, text));
      auto maximum = ReadScore(match.Group(3, text));
      bool fits = score && maximum && *score <= *maximum && *maximum > Decimal() && *maximum <= Decimal::FromInt(200);
      // 48/63 in brackets is a rank, 15/3 a date: without the unit both sides must look like scores.
      bool fraction = fits && (score->scale() > 0 || maximum->scale() > 0);
      if (!fits || (!unit && !fraction)) continue;
      TextSpan name = NameBefore(text, match.span.begin, floor);
      std::string_view words = Trim(WithoutLeadIn(name.Of(text)));
      floor = match.span.end;
      if (words.size() < 8) continue;
      Criterion criterion;
      criterion.index = context.index;
      criterion.name = UpperFirst(words);
      criterion.score = score;
      criterion.max_score = maximum;
      criterion.score_year = YearIn(words) ? YearIn(words) : context.score_year;
      std::string_view tail = text.substr(match.span.begin, match.span.size() + 24);
      if (auto deduction = kDeduction.Find(tail)) {
        if (auto value = ReadScore(deduction->Group(1, tail))) criterion.delta = value->Negated();
      }
      criterion.evidence = {{Cover(name, match.span)}, "criterion/score-of-maximum"};
      criterion.confidence = bracket ? 0.93 : 0.8;
      found.push_back(std::move(criterion));
    }
  }
  for (const PatternMatch& match : kCodes.FindAll(text)) {
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
