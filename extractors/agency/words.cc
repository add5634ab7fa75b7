#include "extractors/agency/words.h"

#include <algorithm>
#include <array>

#include "pipeline/base/byte_set.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

bool IsWord(char32_t point, const Letter& letter) { return letter.alpha || IsDigit(point); }

std::string KeyOfMark(std::string_view mark) {
  if (mark.size() == 1) return std::string(mark);
  std::string key = MatchKey(mark);
  return key == "–" || key == "—" || key == "−" ? "-" : key;
}

// What an ASCII character is in a word.
enum class Ascii : unsigned char { kNone, kSmall, kCapital, kDigit };
constexpr std::array<Ascii, 0x80> kAsciiKinds = [] {
  std::array<Ascii, 0x80> kinds{};
  for (unsigned char c = 'a'; c <= 'z'; ++c) kinds[c] = Ascii::kSmall;
  for (unsigned char c = 'A'; c <= 'Z'; ++c) kinds[c] = Ascii::kCapital;
  for (unsigned char c = '0'; c <= '9'; ++c) kinds[c] = Ascii::kDigit;
  return kinds;
}();

// Reads the letters and digits that begin at `at`.
void ReadWord(std::string_view text, std::size_t& at, WordToken& token) {
  const std::size_t begin = at;
  char32_t before = 0;    // in small letters
  bool may_move = false;  // a tone, to an o or u before it
  bool lower = true;      // as it stands
  bool small = false;     // it holds a small letter
  while (at < text.size()) {
    if (const auto byte = static_cast<unsigned char>(text[at]); byte < 0x80) {
      const Ascii kind = kAsciiKinds[byte];
      if (kind == Ascii::kNone) break;
      small |= kind == Ascii::kSmall;
      lower &= kind != Ascii::kCapital;
      before = byte | 0x20U;
      ++at;
      continue;
    }
    std::size_t next = at;
    const char32_t point = NextPoint(text, next);
    const Letter& letter = LetterOf(point);
    if (!letter.alpha) break;
    small |= letter.is_lower;
    may_move |= letter.tone != 0 && (before == 'o' || before == 'u');
    lower &= letter.lower == point;
    before = letter.lower;
    at = next;
  }
  token.all_caps = !small;
  const std::string_view word = text.substr(begin, at - begin);
  if (lower) {
    token.key = word;
  } else {
    token.key = ToLower(word);
  }
  if (may_move) PlaceTones(token.key);
}

// Reads the next word or mark from `at` on, if there is one.
bool ReadToken(std::string_view text, std::size_t& at, std::vector<WordToken>& tokens) {
  while (at < text.size()) {
    std::size_t begin = at;
    char32_t point = NextPoint(text, at);
    const Letter& letter = LetterOf(point);
    if (letter.space) continue;
    WordToken& token = tokens.emplace_back();
    token.word = IsWord(point, letter);
    token.capital = letter.is_upper;
    token.all_caps = !letter.is_lower;
    if (token.word) {
      at = begin;
      ReadWord(text, at, token);
    }
    token.span = {begin, at};
    if (!token.word) token.key = KeyOfMark(token.span.Of(text));
    return true;
  }
  return false;
}

}  // namespace

std::vector<WordToken> SplitWords(std::string_view text, std::size_t most) {
  constexpr std::size_t kUsualWord = 5;  // bytes, with its space
  std::vector<WordToken> tokens;
  tokens.reserve(std::min(text.size() / kUsualWord + 4, most));
  std::size_t at = 0;
  while (tokens.size() < most && ReadToken(text, at, tokens)) {
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

bool LastWord::Is(std::initializer_list<std::string_view> words) const {
  return !word.empty() && std::find(words.begin(), words.end(), word) != words.end();
}

LastWord LastWordOf(std::string_view text) {
  static constexpr ByteSet kBlanks(" \t\n\f\r");
  static constexpr ByteSet kParts(" \t\n\f\r(,");
  constexpr std::size_t kLongest = 12;  // bytes
  std::size_t end = text.size();
  while (end > 0 && kBlanks.Has(text[end - 1])) --end;
  std::size_t begin = end;
  while (begin > 0 && !kParts.Has(text[begin - 1])) --begin;
  if (end == text.size() || end - begin > kLongest) return {};
  return {ToLower(text.substr(begin, end - begin)), begin == 0 ? char{0} : text[begin - 1]};
}

void NumberWords(const WordNumbers& numbers, std::vector<WordToken>& tokens) {
  for (WordToken& token : tokens) token.number = numbers.Find(token.key);
}

}  // namespace vankho
