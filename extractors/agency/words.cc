#include "extractors/agency/words.h"

#include <algorithm>

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

bool IsWord(char32_t point, const Letter& letter) { return letter.alpha || IsDigit(point); }

std::string KeyOfMark(std::string_view mark) {
  if (mark.size() == 1) return std::string(mark);
  std::string key = MatchKey(mark);
  return key == "–" || key == "—" || key == "−" ? "-" : key;
}

// Reads the letters and digits from `at` on, the first of which is `letter`.
void ReadWord(std::string_view text, std::size_t& at, Letter letter, WordToken& token) {
  Utf8Writer key(token.key);
  while (true) {
    key.Add(letter.lower);
    token.all_caps &= !letter.is_lower;
    std::size_t next = at;
    if (next == text.size()) break;
    char32_t point = NextPoint(text, next);
    letter = LetterOf(point);
    if (!IsWord(point, letter)) break;
    at = next;
  }
  key.Flush();
  PlaceTones(token.key);
}

// Reads the next word or mark from `at` on, if there is one.
bool ReadToken(std::string_view text, std::size_t& at, std::vector<WordToken>& tokens) {
  while (at < text.size()) {
    std::size_t begin = at;
    char32_t point = NextPoint(text, at);
    Letter letter = LetterOf(point);
    if (letter.space) continue;
    WordToken& token = tokens.emplace_back();
    token.word = IsWord(point, letter);
    token.capital = letter.is_upper;
    token.all_caps = !letter.is_lower;
    if (token.word) ReadWord(text, at, letter, token);
    token.span = {begin, at};
    if (!token.word) token.key = KeyOfMark(token.span.Of(text));
    return true;
  }
  return false;
}

}  // namespace

std::vector<WordToken> SplitWords(std::string_view text) {
  constexpr std::size_t kUsualWord = 5;  // bytes, with its space
  std::vector<WordToken> tokens;
  tokens.reserve(text.size() / kUsualWord + 4);
  std::size_t at = 0;
  while (ReadToken(text, at, tokens)) {
  }
  return tokens;
}

const WordToken* LazyWords::At(std::size_t word) {
  constexpr std::size_t kUsual = 6;  // words that a question needs
  if (words_.empty()) words_.reserve(kUsual);
  while (word >= words_.size() && ReadToken(text_, at_, words_)) {
  }
  return word < words_.size() ? &words_[word] : nullptr;
}

void NumberWords(const WordNumbers& numbers, std::vector<WordToken>& tokens) {
  for (WordToken& token : tokens) token.number = numbers.Find(token.key);
}

}  // namespace vankho
