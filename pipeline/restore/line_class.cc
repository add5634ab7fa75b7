#include "pipeline/restore/line_class.h"

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

struct Counts {
  int letters = 0;
  int digits = 0;
  int marks = 0;  // that stand where print has none
  int all_marks = 0;
  int bars = 0;
  int words = 0;
  int numbers = 0;
  int gaps = 0;
};

// Marks where print has them: the slashes of 27/8/2024, the points and commas right behind a word, the bullet and the
// bracket before one. Specks stand alone.
bool IsPunctuation(const std::vector<CodePoint>& points, std::size_t at) {
  const auto is_word = [&](std::size_t i) {
    return i < points.size() && (IsLetter(points[i].value) || IsDigit(points[i].value));
  };
  const auto one_of = [&](std::u32string_view marks) {
    return marks.find(points[at].value) != std::u32string_view::npos;
  };
  if (at > 0 && is_word(at - 1)) return one_of(U".,;:)!?”\"") || (one_of(U"/-") && is_word(at + 1));
  if (at > 0 && points[at - 1].value == U')') return one_of(U".,;:");
  if (one_of(U"(“\"")) return is_word(at + 1);
  const bool opens = at == 0 && one_of(U"-+–");
  return opens && (is_word(at + 1) || (at + 2 < points.size() && IsSpace(points[at + 1].value) && is_word(at + 2)));
}

// "| Tốt | 85 - 95 |": bars that frame a row are no specks.
bool IsFramed(std::string_view text) {
  text = TrimMarks(text, " ", " ");
  return text.size() > 2 && text.front() == '|' && text.back() == '|';
}

Counts CountLine(std::string_view text) {
  Counts counts;
  const bool framed = IsFramed(text);
  int spaces = 0;
  bool digit_word = false;
  const std::vector<CodePoint> points = DecodeUtf8(text.substr(0, 5000));
  for (std::size_t i = 0; i < points.size(); ++i) {
    const CodePoint& c = points[i];
    counts.bars += c.value == U'\t' || c.value == U'|' || c.value == U'[' || c.value == U']';
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
    } else {
      counts.marks += !IsPunctuation(points, i) && !(framed && c.value == U'|');
      ++counts.all_marks;
    }
  }
  return counts;
}

}  // namespace

LineClass ClassifyLine(std::string_view text, double unknown_share) {
  Counts counts = CountLine(text);
  if (counts.words == 0) return LineClass::kBlank;
  if (counts.letters + counts.digits == 0) return LineClass::kNoise;
  const int signs = counts.letters + counts.digits;
  if (signs < 2 * (signs < 3 ? counts.all_marks : counts.marks) && signs < 12) return LineClass::kNoise;
  bool bars = counts.bars >= 2;
  bool numbers = counts.numbers >= 3 && 3 * counts.numbers >= counts.words;
  if (bars || numbers || counts.gaps >= 2) return LineClass::kTable;
  if (counts.letters >= 1 && unknown_share > 0.7 && counts.words <= 6) return LineClass::kNoise;
  return LineClass::kText;
}

}  // namespace vankho
