#include "pipeline/ocr/preparation.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vankho {
namespace {

constexpr double kSmallestSkew = 0.08;  // degrees; less moves a line of A4 by under 3 pixels at 300 dpi
constexpr float kSkewSweep = 7.0F;
constexpr float kSkewConfidence = 2.5F;

struct Point {
  double x = 0;
  double y = 0;
};

// Turns clockwise (on a page whose y grows downwards) around `centre`.
Point Turn(Point p, Point centre, double degrees) {
  double angle = degrees * std::numbers::pi / 180;
  double x = p.x - centre.x;
  double y = p.y - centre.y;
  return {centre.x + x * std::cos(angle) - y * std::sin(angle), centre.y + x * std::sin(angle) + y * std::cos(angle)};
}

// A point of the upright page back on the page as it came.
Point Unturn(Point p, int turned, double page_width, double page_height) {
  switch (turned) {
    case 90:
      return {p.y, page_height - p.x};
    case 180:
      return {page_width - p.x, page_height - p.y};
    case 270:
      return {page_width - p.y, p.x};
    default:
      return p;
  }
}

// Specks gone, rules gone: what is left decides on skew and turning.
PixPtr TextInk(Pix* ink, double dpi) {
  int reduction = dpi >= 250 ? 2 : 1;
  PixPtr small(reduction == 2 ? pixReduceRankBinaryCascade(ink, 2, 0, 0, 0) : pixCopy(nullptr, ink));
  if (small == nullptr) return small;
  int length = static_cast<int>(dpi / reduction * 0.6);
  PixPtr across(pixOpenBrick(nullptr, small.get(), length, 1));
  PixPtr down(pixOpenBrick(nullptr, small.get(), 1, length));
  if (across) pixSubtract(small.get(), small.get(), across.get());
  if (down) pixSubtract(small.get(), small.get(), down.get());
  return small;
}

// How sharply ink gathers in bands: the mean squared step of the profile over its squared mean. Text lines give high
// values across, low values down.
double Banding(Numa* profile) {
  if (profile == nullptr) return 0;
  int count = numaGetCount(profile);
  double sum = 0;
  double steps = 0;
  l_float32 before = 0;
  for (int i = 0; i < count; ++i) {
    l_float32 value = 0;
    numaGetFValue(profile, i, &value);
    sum += value;
    if (i > 0) steps += static_cast<double>(value - before) * (value - before);
    before = value;
  }
  return sum <= 0 ? 0 : steps * count / (sum * sum);
}

bool LiesOnItsSide(Pix* text) {
  NumaPtr rows(pixCountPixelsByRow(text, nullptr));
  NumaPtr columns(pixCountPixelsByColumn(text));
  double across = Banding(rows.get());
  double down = Banding(columns.get());
  return down > 1.5 * across;
}

// Clockwise degrees to stand upright, from the letters' ascenders and marks (Leptonica's orientation detector; D.
// Bloomberg, "Document Image Analysis"). The direction is asked for only where the lines run down the page, or when it
// is certain.
int DetectTurn(Pix* text) {
  bool side = LiesOnItsSide(text);
  l_float32 up = 0;
  l_float32 left = 0;
  if (pixOrientDetect(text, &up, &left, 0, 0) != 0) return side ? 90 : 0;
  if (side) return left > 0 ? 90 : 270;
  return up < -8.0F && std::abs(up) > std::abs(left) ? 180 : 0;
}

double DetectSkew(Pix* text) {
  l_float32 angle = 0;
  l_float32 confidence = 0;
  if (pixFindSkewSweepAndSearch(text, &angle, &confidence, 4, 2, kSkewSweep, 1.0F, 0.01F) != 0) return 0;
  return confidence >= kSkewConfidence && std::abs(angle) >= kSmallestSkew ? angle : 0;
}

// Under a few letters' worth of ink once specks are gone.
bool HasNoInk(Pix* ink, double dpi) {
  PixPtr open(pixOpenBrick(nullptr, ink, 2, 2));
  BoxaPtr boxes(open ? pixConnCompBB(open.get(), 8) : nullptr);
  if (boxes == nullptr) return false;
  int letters = 0;
  for (int i = 0; i < boxaGetCount(boxes.get()) && letters < 6; ++i) {
    l_int32 width = 0;
    l_int32 height = 0;
    boxaGetBoxGeometry(boxes.get(), i, nullptr, nullptr, &width, &height);
    bool letter = height >= dpi * 0.05 && height <= dpi * 0.5 && width >= dpi * 0.02 && width <= dpi * 1.5;
    if (letter) ++letters;
  }
  return letters < 6;
}

}  // namespace

Box PageTransform::ToReading(const Box& pixels) const {
  return {pixels.left / pixels_per_point, pixels.top / pixels_per_point, pixels.right / pixels_per_point,
          pixels.bottom / pixels_per_point};
}

Box PageTransform::ToPage(const Box& reading) const {
  if (turned == 0 && skew == 0) return reading;
  Point centre{ReadingWidth() / 2, ReadingHeight() / 2};
  Box out{1e9, 1e9, -1e9, -1e9};
  for (Point corner : {Point{reading.left, reading.top}, Point{reading.right, reading.top},
                       Point{reading.left, reading.bottom}, Point{reading.right, reading.bottom}}) {
    Point p = Unturn(Turn(corner, centre, -skew), turned, page_width, page_height);
    out.left = std::min(out.left, p.x);
    out.right = std::max(out.right, p.x);
    out.top = std::min(out.top, p.y);
    out.bottom = std::max(out.bottom, p.y);
  }
  return out;
}

PreparedPage Prepare(const PageImage& image, double page_width, double page_height, const PreparationOptions& options) {
  PreparedPage page;
  page.transform = {page_width, page_height, 0, 0, image.dpi / 72};
  page.grey = GreyOf(image);
  if (page.grey == nullptr) return page;
  page.ink = InkOf(page.grey.get());
  PixPtr text = page.ink ? TextInk(page.ink.get(), image.dpi) : nullptr;
  if (text == nullptr) return page;
  page.blank = HasNoInk(page.ink.get(), image.dpi);
  if (page.blank) return page;
  int turned = options.turn_sideways ? DetectTurn(text.get()) : 0;
  if (turned != 0) {
    page.grey.reset(pixRotateOrth(page.grey.get(), turned / 90));
    text.reset(pixRotateOrth(text.get(), turned / 90));
    page.transform.turned = turned;
  }
  double skew = text ? DetectSkew(text.get()) : 0;
  if (skew != 0 && page.grey) {
    auto radians = static_cast<l_float32>(skew * std::numbers::pi / 180);
    page.grey.reset(pixRotateAMGray(page.grey.get(), radians, 255));
    page.transform.skew = skew;
  }
  double enlarge = options.reading_dpi / image.dpi;
  if (enlarge > 1.1 && page.grey) {
    auto factor = static_cast<l_float32>(std::min(enlarge, 4.0));
    page.grey.reset(pixScaleGrayLI(page.grey.get(), factor, factor));
    page.transform.pixels_per_point *= factor;
  }
  if (page.grey) page.ink = InkOf(page.grey.get());
  return page;
}

void TurnOver(PreparedPage& page) {
  page.grey.reset(pixRotateOrth(page.grey.get(), 2));
  page.ink.reset(pixRotateOrth(page.ink.get(), 2));
  page.transform.turned = (page.transform.turned + 180) % 360;
}

}  // namespace vankho
