#include "pipeline/ocr/underlines.h"

#include <algorithm>

#include "pipeline/ocr/components.h"

namespace vankho {
namespace {

// Points.
constexpr double kShortest = 22;  // longer than any dash
constexpr double kThickest = 2;
constexpr double kPrint = 5;  // how far above it the print is looked for

constexpr double kCovered = 0.5;  // share of its columns that have print above them

bool StandsIn(const PixelBox& rule, const std::vector<PixelBox>& places) {
  const int x = rule.left + rule.width / 2;
  const int y = rule.top + rule.height / 2;
  return std::any_of(places.begin(), places.end(), [&](const PixelBox& place) {
    return x >= place.left && x < Right(place) && y >= place.top && y < Bottom(place);
  });
}

bool HasPrintAbove(const PixelBox& rule, double scale, Pix* ink) {
  const int height = static_cast<int>(kPrint * scale);
  if (rule.top < height) return false;
  ::Box* box = boxCreate(rule.left, rule.top - height, rule.width, height - 1);
  PixPtr above(box != nullptr ? pixClipRectangle(ink, box, nullptr) : nullptr);
  boxDestroy(&box);
  NumaPtr columns(above ? pixCountPixelsByColumn(above.get()) : nullptr);
  if (!columns) return false;
  int covered = 0;
  for (int x = 0; x < numaGetCount(columns.get()); ++x) {
    l_int32 count = 0;
    numaGetIValue(columns.get(), x, &count);
    if (count > 0) ++covered;
  }
  return covered >= kCovered * rule.width;
}

// The rules' own pixels; null where there are none.
PixPtr RulesOf(double scale, const std::vector<PixelBox>& taken, Pix* ink) {
  PixPtr runs(pixOpenBrick(nullptr, ink, static_cast<int>(kShortest * scale), 1));
  PixPtr rules(runs ? pixCreateTemplate(ink) : nullptr);
  if (!rules) return {};
  bool any = false;
  for (const PixelBox& piece : ComponentsOf(runs.get())) {
    if (piece.height > kThickest * scale || StandsIn(piece, taken) || !HasPrintAbove(piece, scale, ink)) continue;
    CopyInk(piece, runs.get(), rules.get());
    any = true;
  }
  return any ? std::move(rules) : PixPtr();
}

}  // namespace

void EraseUnderlines(double pixels_per_point, const std::vector<PixelBox>& taken, Pix* grey, Pix* ink) {
  PixPtr rules = RulesOf(pixels_per_point, taken, ink);
  if (!rules) return;
  const int across = static_cast<int>(kThickest * pixels_per_point) + 2;
  PixPtr strokes(pixOpenBrick(nullptr, ink, 1, across));
  PixPtr other(pixSubtract(nullptr, ink, rules.get()));
  PixPtr mask(pixDilateBrick(nullptr, rules.get(), 3, 3));  // with its own grey rim
  if (!strokes || !other || !mask) return;
  pixSubtract(mask.get(), mask.get(), strokes.get());
  pixSubtract(mask.get(), mask.get(), other.get());
  pixSetMasked(grey, mask.get(), 255);
  pixSubtract(ink, ink, mask.get());
}

}  // namespace vankho
