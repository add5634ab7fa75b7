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

// Points.
constexpr double kLowest = 2.6;  // x-height of 6-point print
constexpr double kWide = 13;     // a letter
constexpr double kTall = 17;     // a capital with two marks, of 16-point print
// Confidences.
constexpr double kSureCrumb = 0.8;
constexpr double kSureStroke = 0.5;
constexpr double kNothing = 0.3;

bool HoldsPrint(const std::vector<CodePoint>& chars) {
  return std::any_of(chars.begin(), chars.end(),
                     [](const CodePoint& c) { return IsLetter(c.value) || IsDigit(c.value); });
}

bool IsCrumb(const Word& word, double pixels_per_point) {
  return word.confidence < kSureCrumb && word.box.height() < kLowest * pixels_per_point &&
         HoldsPrint(DecodeUtf8(word.text));
}

// May the word, of a line of its like, be a stroke of a pen?
bool IsStroke(const Word& word, double pixels_per_point) {
  constexpr std::size_t kLongest = 4;
  const std::vector<CodePoint> chars = DecodeUtf8(word.text);
  if (chars.size() > kLongest || word.confidence >= kSureStroke) return false;
  const double letter = word.box.width() / pixels_per_point / static_cast<double>(chars.size());
  const bool huge = letter > kWide || word.box.height() > kTall * pixels_per_point;
  const bool number = std::all_of(chars.begin(), chars.end(), [](const CodePoint& c) { return IsDigit(c.value); });
  return huge || (word.confidence < kNothing && !number);
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

void DropStrokes(double pixels_per_point, std::vector<Line>& runs) {
  for (Line& run : runs) {
    std::erase_if(run.words.Open(), [&](const Word& word) { return IsCrumb(word, pixels_per_point); });
  }
  std::erase_if(runs, [&](const Line& run) {
    return std::all_of(run.words.begin(), run.words.end(),
                       [&](const Word& word) { return IsStroke(word, pixels_per_point); });
  });
}

}  // namespace vankho
