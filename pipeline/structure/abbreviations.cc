#include "pipeline/structure/abbreviations.h"

#include <set>

#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"
#include "pipeline/document/joined_text.h"

namespace vankho {
namespace {

constexpr std::size_t kLongestExpansion = 160;  // bytes

// The start of the words before `end` whose initials, joining words left out, spell the abbreviation backwards.
std::optional<std::size_t> ExpansionBegin(std::string_view text, std::size_t end, std::string_view abbreviation) {
  std::vector<char32_t> letters;
  for (const CodePoint& p : DecodeUtf8(abbreviation)) {
    if (IsLetter(p.value)) letters.push_back(Lower(p.value));
  }
  std::size_t left = letters.size();
  while (end > 0 && text[end - 1] == ' ') --end;
  std::size_t limit = end > kLongestExpansion ? end - kLongestExpansion : 0;
  for (std::size_t at = end; left > 0 && at > limit;) {
    std::size_t begin = at;
    while (begin > limit && text[begin - 1] != ' ') --begin;
    std::string_view word = text.substr(begin, at - begin);
    auto points = DecodeUtf8(word);
    std::size_t skip = 0;
    while (skip < points.size() && !IsLetter(points[skip].value)) ++skip;
    if (skip < points.size() && Lower(points[skip].value) == letters[left - 1]) {
      --left;
      if (left == 0) return begin + points[skip].begin;
    } else if (MatchKey(word) != "và" && MatchKey(word) != "-" && MatchKey(word) != "của") {
      return std::nullopt;
    }
    at = begin;
    while (at > limit && text[at - 1] == ' ') --at;
  }
  return std::nullopt;
}

}  // namespace

std::vector<DefinedAbbreviation> FindAbbreviations(const Document& document) {
  static const Pattern kBracket(
      R"(\((?:(?i:sau đây|dưới đây)[^()]{0,40}?(?i:là|tắt|chung là):? )?["“]?([A-ZĐƯƠÂĂÊÔ][A-ZĐƯƠÂĂÊÔa-z&\-]{1,11})["”]?\))");
  std::vector<DefinedAbbreviation> found;
  std::set<std::string> known;
  for (const Paragraph& paragraph : document.paragraphs) {
    if (paragraph.span.Of(document.text()).find('(') == std::string_view::npos) continue;
    JoinedText flat(document.text(), paragraph.pieces);
    if (flat.text().find('(') == std::string::npos) continue;
    for (const PatternMatch& match : kBracket.FindAll(flat.text())) {
      std::string abbreviation(match.Group(1, flat.text()));
      auto begin = ExpansionBegin(flat.text(), match.span.begin, abbreviation);
      if (!begin || !known.insert(abbreviation).second) continue;
      std::string expansion = flat.text().substr(*begin, match.span.begin - *begin);
      while (!expansion.empty() && expansion.back() == ' ') expansion.pop_back();
      found.push_back({abbreviation, expansion, flat.ToDocument({*begin, match.span.end})});
    }
  }
  return found;
}

}  // namespace vankho
