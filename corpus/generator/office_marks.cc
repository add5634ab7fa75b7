#include "corpus/generator/office_marks.h"

#include <cmath>
#include <numbers>

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kSealRadiusPt = 18 * kPtPerMm;
constexpr double kRingTextPt = 8;

void DrawStar(cairo_t* context, double radius) {
  for (int i = 0; i < 10; ++i) {
    const double r = i % 2 == 0 ? radius : radius * 0.382;
    const double angle = -kPi / 2 + i * kPi / 5;
    cairo_line_to(context, r * std::cos(angle), r * std::sin(angle));
  }
  cairo_close_path(context);
  cairo_fill(context);
}

// Letters upright on a circle, from the left over the top.
Result<void> DrawRingText(cairo_t* context, const std::string& text, double radius, const TextSetter& setter) {
  const std::vector<CodePoint> letters = DecodeUtf8(text);
  if (letters.empty()) return {};
  const double step = std::min(0.17, 1.7 * kPi / static_cast<double>(letters.size()));
  double angle = -kPi / 2 - step * static_cast<double>(letters.size() - 1) / 2;
  for (const CodePoint& letter : letters) {
    if (!IsSpace(letter.value)) {
      const std::string one = text.substr(letter.begin, letter.end - letter.begin);
      VK_ASSIGN_OR_RETURN(const TextBlock block,
                          setter.Set(one, {.size_pt = kRingTextPt, .bold = true, .align = Align::kCentre}, 20));
      cairo_save(context);
      cairo_rotate(context, angle + kPi / 2);
      DrawLines(block, 0, 1, -10, -radius - block.height_pt / 2, context, nullptr);
      cairo_restore(context);
    }
    angle += step;
  }
  return {};
}

// Spots where the pad held no ink.
void WipeSpots(cairo_t* context, Random& random) {
  cairo_set_operator(context, CAIRO_OPERATOR_DEST_OUT);
  for (int i = 0; i < 140; ++i) {
    const double x = random.Between(-kSealRadiusPt, kSealRadiusPt);
    const double y = random.Between(-kSealRadiusPt, kSealRadiusPt);
    cairo_set_source_rgba(context, 0, 0, 0, random.Between(0.1, 0.7));
    cairo_arc(context, x, y, random.Between(0.3, 2.2), 0, 2 * kPi);
    cairo_fill(context);
  }
  cairo_set_operator(context, CAIRO_OPERATOR_OVER);
}

}  // namespace

void DrawSignature(cairo_t* context, const Box& at, Random& random) {
  cairo_save(context);
  cairo_set_operator(context, CAIRO_OPERATOR_MULTIPLY);
  cairo_set_source_rgb(context, 0.12, 0.16, 0.62);
  cairo_set_line_cap(context, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND);
  const double middle = (at.top + at.bottom) / 2;
  double x = at.left + at.width() * random.Between(0.12, 0.2);
  cairo_set_line_width(context, random.Between(0.9, 1.5));
  cairo_move_to(context, x, middle + random.Between(-4, 8));
  const int strokes = 5 + random.Index(4);
  for (int i = 0; i < strokes; ++i) {
    const double reach = at.width() * random.Between(0.06, 0.14);
    const double high = middle - at.height() * random.Between(0.1, 0.62);
    const double low = middle + at.height() * random.Between(0.05, 0.5);
    cairo_curve_to(context, x + reach * 0.2, high, x + reach, high, x + reach * random.Between(0.4, 1), low);
    x += reach * random.Between(0.5, 1);
  }
  cairo_curve_to(context, x + 12, middle + 14, at.left + at.width() * 0.4, middle + 22, at.left + at.width() * 0.85,
                 middle - 4);
  cairo_stroke(context);
  cairo_restore(context);
}

Result<void> DrawSeal(cairo_t* context, const Box& at, const std::string& text, const TextSetter& setter,
                      Random& random) {
  cairo_save(context);
  cairo_translate(context, at.left + at.width() / 3 - kSealRadiusPt * 0.45,
                  (at.top + at.bottom) / 2 + random.Between(-4, 4));
  cairo_rotate(context, random.Between(-0.12, 0.12));
  cairo_push_group(context);
  cairo_set_source_rgb(context, 0.86, 0.13, 0.16);
  for (const auto& [radius, width] : {std::pair{1.0, 1.6}, std::pair{0.93, 0.5}, std::pair{0.60, 0.7}}) {
    cairo_set_line_width(context, width);
    cairo_new_sub_path(context);
    cairo_arc(context, 0, 0, kSealRadiusPt * radius, 0, 2 * kPi);
    cairo_stroke(context);
  }
  DrawStar(context, kSealRadiusPt * 0.3);
  Result<void> ring = DrawRingText(context, text, kSealRadiusPt * 0.765, setter);
  WipeSpots(context, random);
  cairo_pop_group_to_source(context);
  cairo_set_operator(context, CAIRO_OPERATOR_MULTIPLY);
  cairo_paint_with_alpha(context, 0.85);
  cairo_restore(context);
  return ring;
}

}  // namespace vankho
