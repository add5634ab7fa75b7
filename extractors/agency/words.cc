#include "extractors/agency/words.h"

#include "pipeline/base/unicode.h"

namespace vankho {

std::vector<WordToken> SplitWords(std::string_view text) {
  std::vector<WordToken> tokens;
  bool open = false;
  for (const CodePoint& p : DecodeUtf8(text)) {
    if (IsSpace(p.value)) {
      open = false;
      continue;
    }
    bool word = IsLetter(p.value) || IsDigit(p.value);
    if (!word || !open) {
      tokens.push_back({{p.begin, p.end}, {}, word, IsUpper(p.value), true});
    }
    tokens.back().span.end = p.end;
    if (IsLower(p.value)) tokens.back().all_caps = false;
    open = word;
  }
  for (WordToken& token : tokens) {
    std::string_view printed = token.span.Of(text);
    token.key = token.word ? CanonicalTonePlacement(ToLower(printed)) : MatchKey(printed);
    if (token.key == "–" || token.key == "—" || token.key == "−") token.key = "-";
  }
  return tokens;
}

}  // namespace vankho
