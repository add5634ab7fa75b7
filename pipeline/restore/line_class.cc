#include "pipeline/restore/line_class.h"

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

struct Counts {
  int letters = 0;
  int digits = 0;
  int marks = 0;
  int bars = 0;
  int words = 0;
  int numbers = 0;
  int gaps = 0;
};

// The slashes of 14/6/2024 and the comma of 2,95 are no marks.
bool InsideNumber(const std::vector<CodePoint>& points, std::size_t at) {
  const bool joins = std::u32string_view(U"/.,-").find(points[at].value) != std::u32string_view::npos;
  return joins && at > 0 && at + 1 < points.size() && IsDigit(points[at - 1].value) && IsDigit(points[at + 1].value);
}

Counts CountLine(std::string_view text) {
  Counts counts;
  int spaces = 0;
  bool digit_word = false;
  const std::vector<CodePoint> points = DecodeUtf8(text.substr(0, 5000));
  for (std::size_t i = 0; i < points.size(); ++i) {
    const CodePoint& c = points[i];
    if (IsSpace(c.value)) {
      if (++spaces == 3 && counts.words > 0) ++counts.gaps;
      continue;
    }
    if (spaces > 0 || counts.words == 0) {
      ++counts.words;
      digit_word = IsDigit(c.value);
      counts.numbers += digit_word;
    }
    spaces = 0;
    if (IsLetter(c.value)) {
      ++counts.letters;
      if (std::exchange(digit_word, false)) --counts.numbers;
    } else if (IsDigit(c.value)) {
      ++counts.digits;
    } else if (InsideNumber(points, i)) {
      continue;
    } else {
      ++counts.marks;
      counts.bars += c.value == U'|' || c.value == U'[' || c.value == U']';
    }
  }
  return counts;
}

}  // namespace

LineClass ClassifyLine(std::string_view text, double unknown_share) {
  Counts counts = CountLine(text);
  if (counts.words == 0) return LineClass::kBlank;
  if (counts.letters + counts.digits == 0) return LineClass::kNoise;
  if (counts.letters + counts.digits < 2 * counts.marks && counts.letters + counts.digits < 12)
    return LineClass::kNoise;
  bool bars = counts.bars >= 2;
  bool numbers = counts.numbers >= 3 && 3 * counts.numbers >= counts.words;
  if (bars || numbers || counts.gaps >= 2) return LineClass::kTable;
  if (counts.letters >= 1 && unknown_share > 0.7 && counts.words <= 6) return LineClass::kNoise;
  return LineClass::kText;
}

}  // namespace vankho
