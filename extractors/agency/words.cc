#include "extractors/agency/words.h"

#include "pipeline/base/unicode.h"

namespace vankho {

std::vector<WordToken> SplitWords(std::string_view text, std::size_t most) {
  std::vector<WordToken> tokens;
  bool open = false;
  for (const CodePoint& p : DecodeUtf8(text)) {
    if (IsSpace(p.value)) {
      open = false;
      continue;
    }
    bool word = IsLetter(p.value) || IsDigit(p.value);
    if (!word || !open) {
      if (tokens.size() == most) break;
      tokens.push_back({{p.begin, p.end}, {}, word, IsUpper(p.value), true});
    }
    WordToken& token = tokens.back();
    token.span.end = p.end;
    if (IsLower(p.value)) token.all_caps = false;
    if (word) AppendUtf8(Lower(p.value), token.key);
    open = word;
  }
  for (WordToken& token : tokens) {
    token.key = token.word ? CanonicalTonePlacement(token.key) : MatchKey(token.span.Of(text));
    if (token.key == "–" || token.key == "—" || token.key == "−") token.key = "-";
  }
  return tokens;
}

}  // namespace vankho
