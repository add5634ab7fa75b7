#include "extractors/agency/words.h"

#include <algorithm>

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

void FinishKey(std::string_view text, WordToken& token) {
  if (token.word) {
    PlaceTones(token.key);
  } else if (token.span.size() == 1) {
    token.key = text[token.span.begin];
  } else {
    token.key = MatchKey(token.span.Of(text));
    if (token.key == "–" || token.key == "—" || token.key == "−") token.key = "-";
  }
}

}  // namespace

std::vector<WordToken> SplitWords(std::string_view text, std::size_t most) {
  constexpr std::size_t kUsualWord = 5;  // bytes, with its space
  std::vector<WordToken> tokens;
  tokens.reserve(std::min(most, text.size() / kUsualWord + 4));
  bool open = false;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t begin = at;
    char32_t point = NextPoint(text, at);
    Letter letter = LetterOf(point);
    if (letter.space) {
      open = false;
      continue;
    }
    bool word = letter.alpha || IsDigit(point);
    if (!word || !open) {
      if (!tokens.empty()) FinishKey(text, tokens.back());
      if (tokens.size() == most) return tokens;
      tokens.push_back({{begin, at}, {}, word, letter.is_upper, true});
    }
    WordToken& token = tokens.back();
    token.span.end = at;
    if (letter.is_lower) token.all_caps = false;
    if (word) AppendUtf8(letter.lower, token.key);
    open = word;
  }
  if (!tokens.empty()) FinishKey(text, tokens.back());
  return tokens;
}

}  // namespace vankho
