#include "pipeline/restore/roman_codes.h"

#include <algorithm>

#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

constexpr std::string_view kNumerals[] = {"I",  "II",  "III",  "IV",  "V",  "VI",  "VII",  "VIII",  "IX",  "X",
                                          "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX"};

struct Numeral {
  std::string text;       // as it was printed; empty where it is none
  bool as_read = false;   // and read so
  bool only_one = false;  // of two strokes or more, and no arabic number looks like it: Ill, Vl, but not Il
};

Numeral NumeralOf(std::string_view read) {
  Numeral numeral;
  for (char c : read) numeral.text += c == 'l' || c == 'L' || c == '|' || c == '!' ? 'I' : c;
  const bool capital = read.find_first_of("IVX") != std::string_view::npos;
  if (!capital || std::find(std::begin(kNumerals), std::end(kNumerals), numeral.text) == std::end(kNumerals)) return {};
  numeral.as_read = numeral.text == read;
  numeral.only_one = read.size() > 2 || (read.size() == 2 && numeral.text != "II");
  return numeral;
}

bool IsSyllable(std::string_view numeral) { return numeral == "VI" || numeral == "XI"; }

// Does a word in capitals begin there? Among such words VI may be Vị.
bool Shouts(std::string_view rest) {
  const std::vector<CodePoint> chars = DecodeUtf8(rest.substr(0, std::min<std::size_t>(rest.size(), 40)));
  std::size_t at = 0;
  while (at < chars.size() && chars[at].value == U' ') ++at;
  return at + 1 < chars.size() && IsUpper(chars[at].value) && IsUpper(chars[at + 1].value);
}

void Add(TextSpan span, const Numeral& numeral, std::vector<Repair>& out) {
  out.push_back({span, numeral.text, "roman-code", numeral.as_read ? 0.97 : 0.9});
}

// "Phan Ill", "Chirong VI", "quy IV": the nouns as an engine without Vietnamese reads them.
void FindAfterNouns(std::string_view line, std::vector<Repair>& out) {
  static const Pattern pattern(
      R"((?:^|[ \t(,;])([Pp]h[^\s\d]{1,2}n|PH[^\s\d]{1,2}N|[Cc]h[^\s\d]{2,4}ng|CH[^\s\d]{2,4}NG|[Mm][uụyưi]c|M[UỤ]C|[Qq]u[yýÿií]|QU[YÝIÍ]) ([IVXLl|!]{1,5})(?:[ \t,.;:)/]|$))");
  for (const PatternMatch& match : pattern.FindAll(line)) {
    const std::string_view noun = match.Group(1, line);
    const TextSpan span = *match.groups[1];
    const Numeral numeral = NumeralOf(match.Group(2, line));
    if (numeral.text.empty()) continue;
    const bool shouts = line.substr(span.end).starts_with(' ') && Shouts(line.substr(span.end));
    if (shouts && (IsSyllable(numeral.text) || numeral.text.size() == 1)) continue;
    const bool section = noun[0] == 'm' || noun[0] == 'M';
    if (!numeral.as_read && !numeral.only_one && (section || numeral.text.size() < 2)) continue;
    Add(*match.groups[1], numeral, out);
  }
}

// "Ill. Giai phap", "VI Chuyén doi s6 15".
void FindAtStart(std::string_view line, std::vector<Repair>& out) {
  static const Pattern heading(R"(^\s*(?:[|_~—–]\s+)?([IVXLl|!]{2,5})[.)]\s+\p{L})");
  static const Pattern cell(R"(^\s*(?:[|_~—–]\s+)?([IVXLl|!]{2,5})(?:\s+|\s*\|\s*)\p{Lu}\p{Ll})");
  for (const Pattern* pattern : {&heading, &cell}) {
    const auto match = pattern->Find(line.substr(0, 200));
    if (!match) continue;
    const Numeral numeral = NumeralOf(match->Group(1, line));
    if (!numeral.text.empty() && (numeral.as_read || numeral.only_one)) Add(*match->groups[0], numeral, out);
    return;
  }
}

}  // namespace

std::vector<Repair> FindRomanCodes(std::string_view line) {
  std::vector<Repair> repairs;
  if (line.find_first_of("IVX") == std::string_view::npos) return repairs;
  FindAtStart(line, repairs);
  FindAfterNouns(line, repairs);
  return repairs;
}

}  // namespace vankho
