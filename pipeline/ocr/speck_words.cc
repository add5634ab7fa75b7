#include "pipeline/ocr/speck_words.h"

#include <algorithm>
#include <string_view>

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

// Confidences under which a word of that kind is a speck, chosen on eighteen papers of corpus/other_hands, typeset and
// scanned (57 pages): 122 of 433 wrong words go, and 2 right ones.
constexpr double kMarks = 0.9;
constexpr double kDash = 0.5;
constexpr double kLetter = 0.3;
constexpr double kMess = 0.15;

bool IsIn(std::u32string_view set, char32_t c) { return set.find(c) != std::u32string_view::npos; }

bool IsDash(char32_t c) { return IsIn(U"-–—", c); }

bool IsNoPrint(char32_t c) { return IsIn(U"`^ˆ~\\|‹›¬⁄ƒ", c); }

// A few letters and digits in turn ("k7", "9i1V"): what a stroke of a pen is read as. No number and no symbol of a
// document is so short or has its digits so far apart.
bool IsMess(const std::vector<CodePoint>& chars) {
  bool letter = false;
  bool digit = false;
  bool before = false;
  for (const CodePoint& c : chars) {
    const bool now = IsDigit(c.value);
    if (now && before) return false;
    letter |= IsLetter(c.value);
    digit |= now;
    before = now;
  }
  return letter && digit && chars.size() <= 4;
}

}  // namespace

bool IsSpeck(const Word& word) {
  std::vector<CodePoint> chars = DecodeUtf8(word.text);
  auto all = [&](auto&& is) {
    return std::all_of(chars.begin(), chars.end(), [&](const CodePoint& c) { return is(c.value); });
  };
  if (chars.size() == 1 && IsLetter(chars[0].value)) return word.confidence < kLetter;
  if (IsMess(chars)) return word.confidence < kMess;
  if (!all([](char32_t c) { return !IsLetter(c) && !IsDigit(c); })) return false;
  if (chars.size() >= 3 && all([](char32_t c) { return c == U'.' || c == U'_'; })) return false;
  if (chars.size() == 1 && IsDash(chars[0].value)) return word.confidence < kDash;
  return word.confidence < kMarks || all(IsNoPrint);
}

void DropSpecks(std::vector<Line>& runs) {
  for (Line& run : runs) std::erase_if(run.words.Open(), IsSpeck);
  std::erase_if(runs, [](const Line& run) { return run.words.empty(); });
}

}  // namespace vankho
