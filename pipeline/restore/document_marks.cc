#include "pipeline/restore/document_marks.h"

#include <algorithm>
#include <cstdlib>
#include <string>

#include "pipeline/base/pattern.h"

namespace vankho {
namespace {

constexpr std::size_t kLongestLine = 20000;  // bytes; what is longer is no line of a paper

// "Viv chan chinh": the V/v of a letter's subject.
void FindSubject(std::string_view line, std::vector<Repair>& out) {
  static const Pattern pattern(R"(^\s*(V[iIl1|]v)\s\p{L})");
  if (const auto match = pattern.Find(line.substr(0, 200))) out.push_back({*match->groups[0], "V/v", "subject", 0.95});
}

void FindBullet(std::string_view line, std::vector<Repair>& out) {
  static const Pattern pattern(R"(^[\s_]*((?:~|--|-~|~-|—-|-—)\s*|=\s*)(\p{L}))");
  const auto match = pattern.Find(line.substr(0, 200));
  if (!match) return;
  const std::string_view seen = match->Group(1, line);
  const std::string_view letter = match->Group(2, line);
  static const Pattern capital(R"(\p{Lu})");
  const bool small = !capital.MatchAll(letter);
  if (seen[0] == '=' && small) return;
  if (seen[0] == '~' && small) {  // an item begins with a capital; before a small letter it is dirt
    out.push_back({*match->groups[0], "", "speck", 0.85});
    return;
  }
  out.push_back({*match->groups[0], "- ", "bullet", 0.9});
}

// "phan. mot": a point behind a word of three small letters, before one of two.
void FindInnerPoints(std::string_view line, std::vector<Repair>& out) {
  static const Pattern pattern(R"((?:^|[\s(])\p{Ll}{3,}(\.) \p{Ll}{2})");
  for (std::size_t from = 0; from < line.size();) {
    const auto match = pattern.Find(line, from);
    if (!match) return;
    out.push_back({*match->groups[0], "", "speck", 0.85});
    from = match->groups[0]->end;
  }
}

double NumberOf(std::string_view text) {
  std::string plain(text);
  std::replace(plain.begin(), plain.end(), ',', '.');
  return std::strtod(plain.c_str(), nullptr);
}

// "8/ 19": a part of a whole. Not where a label opens the line.
void FindTornFractions(std::string_view line, std::vector<Repair>& out) {
  static const Pattern pattern(R"(([0-9]{1,4}(?:,[0-9]{1,4})?)/ ([0-9]{1,4}(?:,[0-9]{1,4})?))");
  for (const PatternMatch& match : pattern.FindAll(line)) {
    const bool opens = line.substr(0, match.span.begin).find_first_not_of(" \t") == std::string_view::npos;
    const bool goes_on =
        match.span.begin > 0 && std::string_view("/,.").find(line[match.span.begin - 1]) != std::string_view::npos;
    if (opens || goes_on || line.substr(match.span.end).starts_with("/") || !StandsAlone(line, match.span)) continue;
    if (NumberOf(match.Group(1, line)) > NumberOf(match.Group(2, line))) continue;
    const std::string text = std::string(match.Group(1, line)) + "/" + std::string(match.Group(2, line));
    out.push_back({match.span, text, "number-space", 0.9});
  }
}

// "4,72  +021  006": of three digits that begin with 0 the comma was lost, in a row that has other fractions or behind
// a sign; no count is written so.
void FindLostCommas(std::string_view line, std::vector<Repair>& out) {
  static const Pattern fraction(R"((?:^|[\s|(+-])[0-9]{1,2},[0-9]{1,2}(?:[\s|)]|$))");
  static const Pattern lost(R"([\s|(]([+-]?)(0[0-9]{2})(?:[\s|)]|$))");
  if (line.find(" 0") == std::string_view::npos && line.find("+0") == std::string_view::npos &&
      line.find("-0") == std::string_view::npos && line.find("|0") == std::string_view::npos) {
    return;
  }
  const bool fractions = fraction.Find(line).has_value();
  for (std::size_t from = 0; from < line.size();) {
    const auto match = lost.Find(line, from);
    if (!match) return;
    const std::string digits(match->Group(2, line));
    from = match->groups[1]->end;
    if (!fractions && match->Group(1, line).empty()) continue;
    out.push_back({*match->groups[1], digits.substr(0, 1) + "," + digits.substr(1), "lost-comma", 0.85});
  }
}

const Pattern& QuarterPattern() {
  static const Pattern pattern(R"((?:^|[\s(;,])[Qq][Uu][yYýÝÿiIíÍ] (1|[2-4]|I{1,3}|IV)(?:[/ ,.;)]|$))");
  return pattern;
}

const Pattern& PercentPattern() {
  static const Pattern pattern(R"((?:^|[\s(])([0-9]{1,2})([.,])([0-9]{1,2}) ?%)");
  return pattern;
}

}  // namespace

DocumentMarks::DocumentMarks(const std::vector<std::string_view>& lines) {
  int roman = 0;
  int arabic = 0;
  int commas = 0;
  int points = 0;
  for (const std::string_view line : lines) {
    if (line.size() > kLongestLine) continue;
    for (const PatternMatch& match : QuarterPattern().FindAll(line)) {
      const std::string_view quarter = match.Group(1, line);
      roman += quarter[0] == 'I';
      arabic += quarter[0] >= '2' && quarter[0] <= '4';
    }
    if (line.find('%') == std::string_view::npos) continue;
    for (const PatternMatch& match : PercentPattern().FindAll(line)) {
      ++(match.Group(2, line) == "," ? commas : points);
    }
  }
  roman_quarters_ = roman > 0 && arabic == 0;
  comma_percents_ = commas >= 3 && commas > 2 * points;
}

void DocumentMarks::FindLabel(std::string_view line, std::vector<Repair>& out) {
  static const Pattern pattern(R"(^\s*([0-9]{1,2})([.,])\s+\p{Lu})");
  const auto match = pattern.Find(line.substr(0, 200));
  if (!match) return;
  int number = 0;
  for (const char c : match->Group(1, line)) number = number * 10 + (c - '0');
  const bool comma = match->Group(2, line) == ",";
  const bool turn = number == label_ + 1 || number == 1;
  if (comma && turn) out.push_back({*match->groups[1], ".", "label-point", 0.95});
  if (!comma || turn) label_ = number;
}

std::vector<Repair> DocumentMarks::Next(std::string_view line) {
  std::vector<Repair> out;
  if (line.size() > kLongestLine) return out;
  FindSubject(line, out);
  FindBullet(line, out);
  FindLabel(line, out);
  FindInnerPoints(line, out);
  FindTornFractions(line, out);
  FindLostCommas(line, out);
  if (roman_quarters_) {
    for (const PatternMatch& match : QuarterPattern().FindAll(line)) {
      if (match.Group(1, line) == "1") out.push_back({*match.groups[0], "I", "quarter-numeral", 0.9});
    }
  }
  if (comma_percents_) {
    for (const PatternMatch& match : PercentPattern().FindAll(line)) {
      if (match.Group(2, line) != ".") continue;
      const TextSpan number{match.groups[0]->begin, match.groups[2]->end};
      out.push_back(
          {number, std::string(match.Group(1, line)) + "," + std::string(match.Group(3, line)), "decimal-comma", 0.9});
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const Repair& a, const Repair& b) { return a.seen < b.seen; });
  std::size_t end = 0;
  std::erase_if(out, [&](const Repair& r) {
    if (r.seen.begin < end) return true;
    end = r.seen.end;
    return false;
  });
  return out;
}

}  // namespace vankho
