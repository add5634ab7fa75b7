#include "pipeline/ocr/number_marks.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "pipeline/base/pattern.h"

namespace vankho {
namespace {

// Measures of a mark, in the digits' height.
constexpr double kTall = 0.7;           // digits are at least so tall
constexpr double kDigit = 0.85;         // to be counted
constexpr double kFootSpread = 0.12;    // from the base line
constexpr double kWidestDigit = 0.85;   // wider ones are two that touch
constexpr double kBrokenNought = 0.75;  // the width of its two halves together
constexpr double kHighestTop = 0.35;    // of a mark, above the base line
constexpr double kLowestTop = 0.12;     // and below it
constexpr double kLeastMark = 0.1;      // its height
constexpr double kTallestMark = 0.6;
constexpr double kWidestMark = 0.4;
constexpr double kTailFrom = 0.07;  // below the base line, where a comma's tail is looked for
constexpr double kTailTo = 0.32;
constexpr double kTailLeft = 0.1;    // tails lean to the left
constexpr int kPaper = 235;          // grey: paler is paper
constexpr double kCommaTail = 0.04;  // darkness of the tail in that of the mark: more is a comma's
constexpr double kDotTail = 0.005;   // less may be a dot's
constexpr double kLowestDot = 0.02;  // a dot's foot below the base line
constexpr double kTallestDot = 0.22;
constexpr int kLeastColumn = 3;     // numbers that make a column's custom
constexpr double kByColumn = 0.85;  // of the confidence

double Darkness(Pix* grey, int left, int top, int right, int bottom) {
  double sum = 0;
  for (int y = std::max(0, top); y < std::min(bottom, static_cast<int>(pixGetHeight(grey))); ++y) {
    for (int x = std::max(0, left); x < std::min(right, static_cast<int>(pixGetWidth(grey))); ++x) {
      l_uint32 value = 255;
      pixGetPixel(grey, x, y, &value);
      sum += std::max(0, kPaper - static_cast<int>(value));
    }
  }
  return sum;
}

std::optional<PixelBox> OnlyMark(const std::vector<PixelBox>& glyphs, int base, int height) {
  std::optional<PixelBox> found;
  auto tall = [&](const PixelBox& box) { return box.height >= kTall * height; };
  for (const PixelBox& box : glyphs) {
    if (box.top < base - kHighestTop * height || box.top > base + kLowestTop * height) continue;
    if (box.height < kLeastMark * height || box.height > kTallestMark * height || box.width > kWidestMark * height)
      continue;
    int middle = box.left + box.width / 2;
    bool after = std::any_of(glyphs.begin(), glyphs.end(),
                             [&](const PixelBox& other) { return tall(other) && Right(other) <= middle; });
    bool before = std::any_of(glyphs.begin(), glyphs.end(),
                              [&](const PixelBox& other) { return tall(other) && other.left >= middle - 1; });
    if (!after || !before) continue;
    if (found) return std::nullopt;
    found = box;
  }
  return found;
}

// Where the number's only mark stands; npos where it has none or several, or is no plain number.
std::size_t MarkPlace(std::string_view text) {
  static const Pattern kOneMark(R"([+-]?\d{1,4}[.,]\d{1,4}%?)");
  return kOneMark.MatchAll(text) ? text.find_first_of(".,") : std::string_view::npos;
}

bool MayBeThousands(std::string_view text, std::size_t mark) {
  std::size_t end = text.find_first_not_of("0123456789", mark + 1);
  return std::min(end, text.size()) - mark == 4;
}

struct Custom {
  int commas = 0;
  int dots = 0;
  char mark() const {  // 0: none
    if (commas >= kLeastColumn && commas >= 3 * dots) return ',';
    if (dots >= kLeastColumn && dots >= 3 * commas) return '.';
    return 0;
  }
};

// What the column's other numbers have; the unsure and the unclear ones say nothing.
Custom CustomBeside(std::span<const MarkedNumber> column, std::size_t own) {
  Custom custom;
  for (std::size_t i = 0; i < column.size(); ++i) {
    std::size_t place = MarkPlace(column[i].text);
    if (i == own || place == std::string_view::npos) continue;
    bool comma = column[i].text[place] == ',';
    if (comma ? column[i].ink == MarkInk::kDot : column[i].ink != MarkInk::kDot) continue;
    ++(comma ? custom.commas : custom.dots);
  }
  return custom;
}

char SettledMark(const MarkedNumber& number, std::size_t place, char custom) {
  char read = number.text[place];
  if (number.ink == MarkInk::kComma && custom != '.') return ',';
  if (custom == 0 || custom == read) return read;
  if (custom == ',' && MayBeThousands(number.text, place)) return read;
  return custom;
}

}  // namespace

std::vector<PixelBox> Glyphs(const std::vector<PixelBox>& letters) {
  std::vector<PixelBox> glyphs;
  for (const PixelBox& box : letters) {
    PixelBox* last = glyphs.empty() ? nullptr : &glyphs.back();
    int shared = last == nullptr ? 0 : std::min(Right(*last), Right(box)) - box.left;
    if (shared * 2 < std::min(box.width, last == nullptr ? 0 : last->width) || shared <= 0) {
      glyphs.push_back(box);
      continue;
    }
    int right = std::max(Right(*last), Right(box));
    int top = std::min(last->top, box.top);
    int bottom = std::max(Bottom(*last), Bottom(box));
    *last = {last->left, top, right - last->left, bottom - top};
  }
  return glyphs;
}

int BaseOf(const std::vector<PixelBox>& glyphs, int height) {
  std::vector<int> feet;
  for (const PixelBox& glyph : glyphs) {
    if (glyph.height >= kTall * height) feet.push_back(Bottom(glyph));
  }
  if (feet.empty()) return 0;
  auto middle = feet.begin() + static_cast<std::ptrdiff_t>(feet.size() / 2);
  std::nth_element(feet.begin(), middle, feet.end());
  return *middle;
}

TallCount CountTall(const std::vector<PixelBox>& letters, int height) {
  const std::vector<PixelBox> glyphs = Glyphs(letters);
  const int base = BaseOf(glyphs, height);
  TallCount count;
  const PixelBox* last = nullptr;
  for (const PixelBox& glyph : glyphs) {
    if (glyph.height < kDigit * height || std::abs(Bottom(glyph) - base) > kFootSpread * height) {
      last = nullptr;
      continue;
    }
    if (glyph.width > kWidestDigit * height) return {};
    ++count.most;
    bool half = last != nullptr && Right(glyph) - last->left <= kBrokenNought * height;
    if (!half) ++count.least;
    last = half ? nullptr : &glyph;
  }
  return count;
}

MarkInk MarkBetweenDigits(Pix* grey, const std::vector<PixelBox>& letters, int height) {
  const std::vector<PixelBox> glyphs = Glyphs(letters);
  const int base = BaseOf(glyphs, height);
  const std::optional<PixelBox> mark = OnlyMark(glyphs, base, height);
  if (!mark) return MarkInk::kNone;
  auto at = [&](double share) { return base + static_cast<int>(std::lround(share * height)); };
  const int lean = static_cast<int>(kTailLeft * height);
  double tail = Darkness(grey, mark->left - lean, at(kTailFrom), Right(*mark) + 1, at(kTailTo));
  double body = Darkness(grey, mark->left, mark->top, Right(*mark), base + 1);
  if (tail >= kCommaTail * body) return MarkInk::kComma;
  bool round = Bottom(*mark) - base <= kLowestDot * height && mark->height <= kTallestDot * height;
  return round && tail <= kDotTail * body ? MarkInk::kDot : MarkInk::kUnclear;
}

void SettleMarks(std::span<MarkedNumber> column) {
  const std::vector<MarkedNumber> read(column.begin(), column.end());
  for (std::size_t i = 0; i < read.size(); ++i) {
    std::size_t place = MarkPlace(read[i].text);
    if (place == std::string_view::npos) continue;
    char mark = SettledMark(read[i], place, CustomBeside(read, i).mark());
    if (mark == read[i].text[place]) continue;
    column[i].text[place] = mark;
    if (read[i].ink != MarkInk::kComma) column[i].confidence *= kByColumn;
  }
}

}  // namespace vankho
