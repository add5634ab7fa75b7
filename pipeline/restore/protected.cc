#include "pipeline/restore/protected.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "pipeline/base/lexicon.h"
#include "pipeline/base/unicode.h"
#include "pipeline/restore/mail_codes.h"
#include "pipeline/restore/numbers.h"
#include "pipeline/restore/office_codes.h"
#include "pipeline/restore/roman_codes.h"
#include "pipeline/restore/torn_dates.h"

namespace vankho {
namespace {

// số/ký hiệu, with what engines make of the slash: nothing, 1, I, l, |. The number, then capitals joined by - and /.
const Pattern& SymbolPattern() {
  static const Pattern pattern(
      R"(([0-9OolI]{1,5}[a-zđ]?)([/Il1|!\\]?)((?:(?:19|20)[0-9]{2}[/Il1|])?)(\p{Lu}[\p{Lu}r]{0,5}?[gr]?)([-–.])(\p{Lu}[\p{Lu}&]{0,9}[g]?(?:[-–]\p{Lu}[\p{Lu}&]{0,7})?))");
  return pattern;
}

// 33-CTr/TU: the Party's order of things. /KH-UBND: the number is still to be written, or stands apart.
const Pattern& PartySymbolPattern() {
  static const Pattern pattern(
      R"(([0-9OolI]{1,4}[-–])(\p{Lu}[\p{Lu}r]{0,5}[r]?)(/)(\p{Lu}[\p{Lu}h]{0,4}\p{Lu}(?:[-–]\p{Lu}{2,6})?))");
  return pattern;
}
// 60/202 1/ND- CP, 61/2018 /ND-CP, 12 /QD-UBND: no other thing has this shape, with spaces or without.
const Pattern& TornSymbolPattern() {
  static const Pattern pattern(
      R"(([0-9]{1,5}(?:/(?:19|20)[0-9] ?[0-9])? ?/) ?(\p{Lu}[\p{Lu}r]{0,5}?[gr]?) ?[-–] ?(\p{Lu}[\p{Lu}&]{1,9}[g]?(?:[-–]\p{Lu}[\p{Lu}&]{0,7})?))");
  return pattern;
}
const Pattern& BareSymbolPattern() {
  static const Pattern pattern(
      R"((?:^|[\s.…_:])/(\p{Lu}[\p{Lu}r]{0,5}?[gr]?)([-–])(\p{Lu}[\p{Lu}&]{0,9}[g]?(?:[-–]\p{Lu}[\p{Lu}&]{0,7})?))");
  return pattern;
}

double NumberOf(std::string_view text) {
  std::string plain(text);
  std::replace(plain.begin(), plain.end(), ',', '.');
  double value = -1;
  std::from_chars(plain.data(), plain.data() + plain.size(), value);
  return value;
}

struct Split {
  std::string text;
  double left = 0;
  double right = 0;
};

// All ways to read one 1, I, l or | of the run as a slash.
std::vector<Split> Splits(std::string_view run) {
  std::vector<Split> splits;
  for (std::size_t at = 1; at + 1 < run.size(); ++at) {
    if (run[at] != '1' && run[at] != 'I' && run[at] != 'l' && run[at] != '|') continue;
    std::string_view left = run.substr(0, at);
    std::string_view right = run.substr(at + 1);
    auto plain = [](std::string_view part) {
      return part.find_first_not_of("0123456789,.") == std::string_view::npos &&
             std::isdigit(static_cast<unsigned char>(part.front())) &&
             std::isdigit(static_cast<unsigned char>(part.back()));
    };
    auto leading_zero = [](std::string_view part) { return part.size() > 1 && part[0] == '0' && part[1] == '0'; };
    if (!plain(left) || !plain(right) || leading_zero(left)) continue;
    splits.push_back({std::string(left) + "/" + std::string(right), NumberOf(left), NumberOf(right)});
  }
  return splits;
}

bool IsFullScore(double value) {
  for (double full : {0.25, 0.5,  0.75, 1.0,  1.5,  2.0,  2.5,  3.0,  3.5,  4.0,  4.5,  5.0,  6.0,
                      6.5,  7.0,  7.5,  8.0,  8.5,  9.0,  9.5,  10.0, 11.0, 12.0, 13.0, 14.0, 15.0,
                      16.0, 20.0, 25.0, 30.0, 32.0, 35.0, 40.0, 50.0, 60.0, 65.0, 70.0, 80.0, 100.0}) {
    if (value == full) return true;
  }
  return false;
}

// Provinces before and from 1 July 2025 (63, 34); 64 before 2008.
bool IsProvinceCount(double value) { return value == 63 || value == 34 || value == 64; }

std::string Digits(std::string_view read) {
  std::string digits;
  for (char c : read) {
    bool zero = c == 'O' || c == 'o';
    bool one = c == 'I' || c == 'l';
    digits += zero ? '0' : one ? '1' : c;
  }
  return digits;
}

constexpr std::string_view kRomans[] = {"",   "I",   "II",   "III", "IV", "V",   "VI",   "VII",   "VIII", "IX", "X",
                                        "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX",  "XX"};

// What a numeral looks like when I, l, 1, | are one stroke: II., I1., 11., H. all become "||".
std::string Strokes(std::string_view numeral) {
  std::string strokes;
  for (char c : numeral) {
    if (c == 'H') {
      strokes += "||";
    } else {
      strokes += std::string_view("Il1!TLi").find(c) != std::string_view::npos ? '|' : c;
    }
  }
  return strokes;
}

// Of Hi. the i may be the numeral's point, or its stroke.
std::string WithoutDots(std::string_view numeral) {
  std::string dotless(numeral);
  std::erase(dotless, 'i');
  return dotless;
}

bool IsOnes(std::string_view numeral) { return numeral.find_first_not_of('1') == std::string_view::npos; }

bool IsHeading(std::string_view rest) {
  int letters = 0;
  int small = 0;
  for (const CodePoint& c : DecodeUtf8(rest.substr(0, 400))) {
    if (!IsLetter(c.value)) continue;
    ++letters;
    small += IsLower(c.value);
  }
  return letters >= 3 && small * 4 <= letters;
}

}  // namespace

Result<ProtectedClasses> ProtectedClasses::Load(const std::string& path) {
  VK_ASSIGN_OR_RETURN(Lexicon lexicon, Lexicon::Load(path));
  VK_ASSIGN_OR_RETURN(std::size_t printed, lexicon.Column("printed"));
  ProtectedClasses classes;
  for (const Lexicon::Row& row : lexicon.rows()) {
    classes.codes_.emplace_back(ToUpper(StripDiacritics(row.cells[printed])), row.cells[printed]);
  }
  std::sort(classes.codes_.begin(), classes.codes_.end());
  return classes;
}

std::string ProtectedClasses::Code(std::string_view read) const {
  std::string bare = ToUpper(StripDiacritics(read));
  auto exact = [&](const std::string& key) -> std::string {
    auto found = std::lower_bound(codes_.begin(), codes_.end(), std::pair(key, std::string()));
    return found != codes_.end() && found->first == key ? found->second : "";
  };
  std::string code = exact(bare);
  for (std::size_t i = 0; code.empty() && i < bare.size(); ++i) {  // Đ read as P, B or 0
    if (bare[i] != 'P' && bare[i] != 'B' && bare[i] != '0') continue;
    std::string other = bare;
    other[i] = 'D';
    code = exact(other);
    if (!code.empty() && StripDiacritics(code) == code) code.clear();
  }
  return code;
}

std::string ProtectedClasses::IssuerCodes(std::string_view issuer) const {
  std::string codes;
  for (std::size_t begin = 0; begin <= issuer.size();) {
    std::size_t dash = std::min(issuer.find('-', begin), issuer.size());
    std::string part(issuer.substr(begin, dash - begin));
    std::string code = Code(part);
    if (begin > 0) codes += '-';
    codes += code.empty() ? part : code;
    begin = dash + 1;
  }
  return codes;
}

void ProtectedClasses::FindSymbols(std::string_view line, std::vector<Repair>& out) const {
  for (const PatternMatch& match : SymbolPattern().FindAll(line)) {
    if (!StandsAlone(line, match.span)) continue;
    auto group = [&](std::size_t n) { return std::string(match.Group(n, line)); };
    std::string number = group(1);
    std::string slash = group(2);
    std::string year = group(3);
    std::string type = group(4);
    // The slash may have been taken for the number's last 1 or I.
    std::string type_code = Code(type);
    if (type_code.empty() && type.size() > 2 && (type[0] == 'I' || type[0] == 'l')) type_code = Code(type.substr(1));
    if (type_code.empty()) continue;
    bool dropped_one = slash == "1";  // a digit that may have been the number's own
    if (slash.empty() && year.empty()) {
      char last = number.back();
      if (type != type_code && type[0] == 'I' && Code(type.substr(1)) == type_code) {
        // the I before the type was the slash
      } else if (number.size() > 1 && (last == '1' || last == 'I' || last == 'l')) {
        dropped_one = last == '1';
        number.pop_back();
      } else {
        continue;
      }
    }
    if (!year.empty()) year = Digits(year.substr(0, 4)) + "/";
    const std::string tail = "/" + year + type_code + "-" + IssuerCodes(match.Group(6, line));
    Repair repair{match.span, Digits(number) + tail, "document-number", 0.95};
    if (dropped_one) {
      repair.rival = Digits(number) + "1" + tail;
      repair.reason = "document-number-1";
      repair.confidence = 0.7;
    }
    out.push_back(std::move(repair));
  }
}

void ProtectedClasses::FindOtherSymbols(std::string_view line, std::vector<Repair>& out) const {
  if (line.find('/') == std::string_view::npos) return;
  for (const PatternMatch& match : TornSymbolPattern().FindAll(line)) {
    const std::string type = Code(match.Group(2, line));
    std::string number(match.Group(1, line));
    if (type.empty() || !StandsAlone(line, match.span) || match.span.Of(line).find(' ') == std::string_view::npos)
      continue;
    std::erase(number, ' ');
    out.push_back({match.span, number + type + "-" + IssuerCodes(match.Group(3, line)), "document-number", 0.9});
  }
  for (const PatternMatch& match : PartySymbolPattern().FindAll(line)) {
    const std::string type = Code(match.Group(2, line));
    if (type.empty() || !StandsAlone(line, match.span)) continue;
    const std::string number(match.Group(1, line));
    out.push_back(
        {match.span, Digits(number) + type + "/" + IssuerCodes(match.Group(4, line)), "document-number", 0.95});
  }
  for (const PatternMatch& match : BareSymbolPattern().FindAll(line)) {
    const std::string type = Code(match.Group(1, line));
    const TextSpan symbol{match.groups[0]->begin, match.span.end};
    if (type.empty() || !StandsAlone(line, symbol)) continue;
    out.push_back({symbol, type + "-" + IssuerCodes(match.Group(3, line)), "document-number", 0.95});
  }
}

void ProtectedClasses::FindScores(std::string_view line, std::vector<Repair>& out) const {
  static const Pattern pattern(R"(([0-9][0-9,.1Il|]*[0-9]) {1,2}(\p{L}+)(?: (\p{L}+))?)");
  for (const PatternMatch& match : pattern.FindAll(line)) {
    std::string_view run = match.Group(1, line);
    TextSpan span = *match.groups[0];
    bool inside = span.begin > 0 && (std::isalnum(static_cast<unsigned char>(line[span.begin - 1])) ||
                                     line[span.begin - 1] == '/' || line[span.begin - 1] == ',');
    if (inside || run.size() < 4 || run.size() > 10) continue;
    std::string unit = BareKey(match.Group(2, line));
    bool score = unit == "diem" || unit == "diém";
    bool province = unit == "tinh";
    if (!score && !province) continue;
    // A number that is plausible as it stands is never touched.
    double whole = run.find_first_of("Il|") == std::string_view::npos ? NumberOf(run) : -1;
    std::size_t comma = run.find_first_of(",.");
    bool few_decimals = comma == std::string_view::npos || run.size() - comma - 1 <= 3;
    if (score && whole >= 0 && whole <= 100 && few_decimals) continue;
    if (province && whole >= 0 && whole <= 64) continue;
    std::vector<Split> good;
    for (Split& split : Splits(run)) {
      bool fits = score ? IsFullScore(split.right) : IsProvinceCount(split.right);
      if (fits && split.left <= split.right) good.push_back(std::move(split));
    }
    if (good.size() == 1) out.push_back({span, good[0].text, "number-slash", 0.9});
  }
}

// "20/1 1/2023" -> 20/11/2023, "tháng O1 năm" -> tháng 01 năm, "Quý 11" -> Quý II: what stands there can be no other
// date.
void ProtectedClasses::FindDates(std::string_view line, std::vector<Repair>& out) {
  static const Pattern gap(R"(([0-3]?[0-9]/(?:1 [0-2]|0 [1-9])/20[0-9]{2}))");
  for (const PatternMatch& match : gap.FindAll(line)) {
    if (!StandsAlone(line, match.span)) continue;
    std::string date(match.Group(1, line));
    date.erase(date.find(' '), 1);
    out.push_back({match.span, date, "date-space", 0.95});
  }
  static const Pattern zero(R"((?:[Nn]g[aà]y|[Tt]h[aá]ng) ([Oo][1-9])(?:[ ,/.]|$))");
  for (const PatternMatch& match : zero.FindAll(line)) {
    out.push_back({*match.groups[0], "0" + std::string(match.Group(1, line).substr(1)), "date-zero", 0.95});
  }
  // "Quý 11/2024" -> Quý II/2024: there are four.
  static const Pattern quarter(R"([Qq]u[yýÿií] ([1Il|]{2,3}|[1l|]V)(?:[ /,.;]|$))");
  for (const PatternMatch& match : quarter.FindAll(line)) {
    std::string numeral(match.Group(1, line));
    for (char& c : numeral) c = c == 'V' ? 'V' : 'I';
    if (numeral != match.Group(1, line)) out.push_back({*match.groups[0], numeral, "quarter-numeral", 0.95});
  }
}

// "Kế hoạch 86 61/KH-UBND" -> Kế hoạch số 61/KH-UBND: no number stands between a word and a document's number.
void ProtectedClasses::FindNumberWords(std::string_view line, std::vector<Repair>& out) {
  static const Pattern pattern(R"((\p{L}+) ([3589]6) [0-9]{1,5}[a-zđ]?/(?:20[0-9]{2}/)?\p{Lu}{1,6}[-–/])");
  static const std::set<std::string, std::less<>> kDated{"ngay", "thang", "nam", "quy", "dieu", "khoan", "so"};
  for (const PatternMatch& match : pattern.FindAll(line)) {
    if (kDated.contains(BareKey(match.Group(1, line)))) continue;
    out.push_back({*match.groups[1], "số", "number-word", 0.9});
  }
}

// "điểm }.2.1" -> điểm 1.2.1: of the digits only 1 is a stroke, and a numeral of three parts lacks its first one.
void ProtectedClasses::FindStrokes(std::string_view line, std::vector<Repair>& out) {
  constexpr std::string_view kStrokes = "{}[]|!";
  if (line.find_first_of(kStrokes) == std::string_view::npos) return;
  static const Pattern pattern(R"((?:^|[ \t(])([{}\[\]|!])\.[0-9]{1,2}\.[0-9]{1,2})");
  for (const PatternMatch& match : pattern.FindAll(line)) {
    out.push_back({*match.groups[0], "1", "numeral-stroke", 0.9});
  }
}

// "VII | Lưu trữ": before the rule of a table a numeral is the row's and no syllable.
void ProtectedClasses::FindRowNumerals(std::string_view line, std::vector<Repair>& out) {
  static const Pattern pattern(R"(\s*([IVX]{1,5})[\s_]*\|)");
  if (line.find('|') == std::string_view::npos) return;
  if (auto match = pattern.MatchAt(line, 0))
    out.push_back({*match->groups[0], std::string(match->Group(1, line)), "row-numeral", 1});
}

// What touches none of the others.
void ProtectedClasses::AddNumbers(std::string_view line, std::vector<Repair>& out) {
  std::sort(out.begin(), out.end(), [](const Repair& a, const Repair& b) { return a.seen < b.seen; });
  std::vector<Repair> numbers = FindNumbers(line);
  std::size_t other = 0;
  const std::size_t others = out.size();
  for (Repair& number : numbers) {
    while (other < others && out[other].seen.end <= number.seen.begin) ++other;
    if (other == others || number.seen.end <= out[other].seen.begin) out.push_back(std::move(number));
  }
}

std::vector<Repair> ProtectedClasses::Find(std::string_view line) const {
  std::vector<Repair> repairs;
  FindRowNumerals(line, repairs);
  if (line.size() <= 20000 && line.find_first_of("0123456789") != std::string_view::npos) {
    FindSymbols(line, repairs);
    FindOtherSymbols(line, repairs);
    FindScores(line, repairs);
    FindDates(line, repairs);
    std::vector<Repair> torn = FindTornDates(line);
    repairs.insert(repairs.end(), torn.begin(), torn.end());
    FindNumberWords(line, repairs);
    FindStrokes(line, repairs);
  }
  if (line.size() <= 20000) {
    std::vector<Repair> romans = FindRomanCodes(line);
    repairs.insert(repairs.end(), romans.begin(), romans.end());
    std::vector<Repair> offices = FindOfficeCodes(line);
    repairs.insert(repairs.end(), offices.begin(), offices.end());
    std::vector<Repair> mails = FindMailCodes(line);
    repairs.insert(repairs.end(), mails.begin(), mails.end());
  }
  AddNumbers(line, repairs);
  std::stable_sort(repairs.begin(), repairs.end(), [](const Repair& a, const Repair& b) { return a.seen < b.seen; });
  std::size_t end = 0;
  std::erase_if(repairs, [&](const Repair& r) {
    if (r.seen.begin < end) return true;
    end = r.seen.end;
    return false;
  });
  return repairs;
}

void SettleByDocument(const std::vector<std::vector<Repair>*>& lines) {
  std::set<std::string, std::less<>> whole;
  for (const std::vector<Repair>* line : lines) {
    for (const Repair& repair : *line) {
      if (repair.reason == "document-number") whole.insert(repair.text);
    }
  }
  for (std::vector<Repair>* line : lines) {
    for (Repair& repair : *line) {
      if (repair.rival.empty() || whole.contains(repair.text) == whole.contains(repair.rival)) continue;
      if (whole.contains(repair.rival)) std::swap(repair.text, repair.rival);
      repair.reason = "document-number";
      repair.confidence = 0.95;
      repair.rival.clear();
    }
  }
}

// The next numeral that looks like this; a heading or two may have been lost before it.
int SectionNumerals::NextRoman(std::string_view strokes) const {
  constexpr int kMostLost = 2;
  const int last = std::min(roman_ + 1 + kMostLost, static_cast<int>(std::size(kRomans)) - 1);
  for (int value = roman_ + 1; value <= last; ++value) {
    if (Strokes(kRomans[value]) == strokes) return value;
  }
  return 0;
}

// "L KET QUA" for I. KẾT QUẢ: before a document's first numeral, where the next heading is II.
std::vector<Repair> SectionNumerals::Opening(std::string_view line) {
  static const Pattern pattern(R"(^\s*(?:[|_~—–]\s+)?(L[.,]?)\s+(\p{Lu}.*)$)");
  const auto match = pattern.Find(line.substr(0, 2000));
  if (!match || !IsHeading(match->Group(2, line)) || lettered_) return {};
  std::size_t next = heading_;
  while (next < headings_.size() && headings_[next].line < line_) ++next;
  if (next == headings_.size() || IsOnes(headings_[next].numeral)) return {};
  if (Strokes(WithoutDots(headings_[next].numeral)) != "||") return {};
  roman_ = 1;
  arabic_ = 0;
  return {{*match->groups[0], "I.", "section-numeral", 0.9}};
}

// Letters taken for the strokes of a numeral (HI. for III., and IL for II. with its point): only the sequence can tell.
std::vector<Repair> SectionNumerals::Misread(std::string_view line) {
  static const Pattern pattern(
      R"(^\s*(?:[|_~—–]\s+)?([IVXl1|!HTLi]{1,5}\.|[IVXl1|!HT]{1,4}L[.,]?|[IVXl1|!HT]{2,4},)\s*(\P{N}.*)$)");
  auto match = pattern.Find(line.substr(0, 2000));
  if (roman_ == 0) return Opening(line);
  if (!match || !IsHeading(match->Group(2, line))) return {};
  std::string_view seen = match->Group(1, line);
  std::string_view numeral = seen.substr(0, seen.find_first_of(".,"));
  if (numeral == "H" && lettered_) return {};
  const bool next =
      Strokes(WithoutDots(numeral)) == Strokes(kRomans[std::min<std::size_t>(roman_ + 1, std::size(kRomans) - 1)]);
  const bool second = roman_ == 2 && Strokes(numeral) == "||";  // as in Next: the third stroke was lost
  const int value = next || second ? roman_ + 1 : NextRoman(Strokes(numeral));
  if (value == 0) return {};
  roman_ = value;
  arabic_ = 0;
  std::string text = std::string(kRomans[roman_]) + ".";
  if (text == seen) return {};
  return {{*match->groups[0], text, "section-numeral", 0.95}};
}

SectionNumerals::SectionNumerals(const std::vector<std::string_view>& lines) {
  static const Pattern pattern(
      R"(^\s*(?:[|_~—–]\s+)?(?:([IVXl1|!HTLi]{1,5}|[0-9]{1,3})\.|([IVXl1|!HT]{1,4}L)\s)\s*(\P{N}.*)$)");
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = lines[i].substr(0, 2000);
    const auto match = pattern.Find(line);
    if (!match || !IsHeading(match->Group(3, line))) continue;
    headings_.push_back({i, match->groups[0] ? match->Group(1, line) : match->Group(2, line)});
  }
}

// What a heading's 1, 11 or 111 is as a Roman numeral; 0 where it is a number or nothing tells.
int SectionNumerals::RomanOfOnes(std::string_view ones, std::string_view before, std::string_view after) const {
  auto is_number = [](std::string_view numeral) {
    return numeral.find_first_not_of("0123456789") == std::string_view::npos && !IsOnes(numeral) && !numeral.empty();
  };
  if (is_number(after) || (is_number(before) && NumberOf(before) + 1 == NumberOf(ones))) return 0;
  const int value = NextRoman(Strokes(ones));
  if (value > 0 && roman_ > 0) return value;
  const bool opens = ones == "1" && (roman_ == 0 || roman_ > 1);  // an annex counts anew
  if (after.empty() || (!opens && value == 0)) return 0;
  SectionNumerals then;
  then.roman_ = opens ? 1 : value;
  return then.NextRoman(Strokes(after)) == then.roman_ + 1 ? then.roman_ : 0;
}

std::vector<Repair> SectionNumerals::Next(std::string_view line) {
  const std::size_t at = line_++;
  while (heading_ < headings_.size() && headings_[heading_].line < at) ++heading_;
  static const Pattern pattern(R"(^\s*(?:[|_~—–]\s+)?([IVXl1|!]{1,5}|[0-9]{1,2})([.,)])\s+(\P{N}.*)$)");
  lettered_ |= line.starts_with("G. ");
  auto match = pattern.Find(line.substr(0, 2000));
  if (!match || match->Group(2, line) != ".") return Misread(line);
  std::string_view seen = match->Group(1, line);
  TextSpan span = *match->groups[0];
  const std::string strokes = Strokes(seen);
  bool heading = IsHeading(match->Group(3, line));
  int next = NextRoman(strokes);
  if (next == 0 && strokes == Strokes(kRomans[1])) next = 1;  // an annex counts anew
  const bool known = heading_ < headings_.size() && headings_[heading_].line == at;
  if (heading && strokes == "||" && roman_ == 2 && !IsOnes(seen)) next = 3;  // the third stroke was lost
  const std::string_view after = known && heading_ + 1 < headings_.size() ? headings_[heading_ + 1].numeral : "";
  if (heading && IsOnes(seen)) {
    next = RomanOfOnes(seen, known && heading_ > 0 ? headings_[heading_ - 1].numeral : "", after);
  }
  if (heading && next != 0 && !(after == "2" && strokes == "|" && seen != "I")) {
    roman_ = next;
    arabic_ = 0;
    std::string text(kRomans[roman_]);
    if (text == seen) return {};
    return {{span, text, "section-numeral", roman_ == 1 ? 0.9 : 0.97}};
  }
  int value = 0;
  auto [stop, error] = std::from_chars(seen.data(), seen.data() + seen.size(), value);
  if (error == std::errc() && stop == seen.data() + seen.size()) {
    arabic_ = value;
    return {};
  }
  const bool one = strokes == "|" && seen != "I";
  if (one && (!heading || after == "2")) {
    arabic_ = 1;
    return {{span, "1", "section-numeral", 0.85}};
  }
  return {};
}

}  // namespace vankho
