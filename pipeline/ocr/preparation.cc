#include "pipeline/ocr/preparation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "pipeline/ocr/convergence.h"
#include "pipeline/ocr/ink_separation.h"
#include "pipeline/ocr/page_grade.h"
#include "pipeline/ocr/page_turn.h"
#include "pipeline/ocr/straighten.h"

namespace vankho {
namespace {

constexpr l_int32 kWhite = 250;         // grey value of white paper
constexpr double kSmallestSkew = 0.08;  // degrees; less moves a line of A4 by under 3 pixels at 300 dpi
constexpr float kSkewSweep = 7.0F;
constexpr float kWideSweep = 20.0F;
constexpr float kSkewConfidence = 2.5F;

using Point = PlanePoint;

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
  PixPtr across(pixOpenCompBrick(nullptr, small.get(), length, 1));
  PixPtr down(pixOpenCompBrick(nullptr, small.get(), 1, length));
  if (across) pixSubtract(small.get(), small.get(), across.get());
  if (down) pixSubtract(small.get(), small.get(), down.get());
  return small;
}

double DetectSkew(Pix* text) {
  l_float32 angle = 0;
  l_float32 confidence = 0;
  if (pixFindSkewSweepAndSearch(text, &angle, &confidence, 4, 2, kSkewSweep, 1.0F, 0.01F) != 0) confidence = 0;
  if (confidence < kSkewConfidence || std::abs(angle) > kSkewSweep - 1) {  // a sheet that lay askew
    l_float32 wide = 0;
    l_float32 sure = 0;
    if (pixFindSkewSweepAndSearch(text, &wide, &sure, 4, 2, kWideSweep, 1.0F, 0.01F) == 0 && sure > confidence) {
      angle = wide;
      confidence = sure;
    }
  }
  return confidence >= kSkewConfidence && std::abs(angle) >= kSmallestSkew ? angle : 0;
}

// The paper made white and evenly so. What later steps whiten (rules, tables read for themselves, corners of a turned
// page) would else stand out from grey paper as light does from shade, and the engine's threshold would take the paper
// for ink. White paper stays as it is.
PixPtr WithWhitePaper(PixPtr grey) {
  NumaPtr histogram(pixGetGrayHistogram(grey.get(), 4));
  l_int32 paper = 255;
  if (histogram != nullptr) numaGetMax(histogram.get(), nullptr, &paper);
  if (paper >= kWhite) return grey;
  // tiles of 10 x 15 pixels, smoothed over 5 x 3 of them; under 60 is ink; a tile wants 40 pixels of paper
  PixPtr even(pixBackgroundNorm(grey.get(), nullptr, nullptr, 10, 15, 60, 40, kWhite, 2, 1));
  return even ? std::move(even) : std::move(grey);
}

// What was taken off the page as it came (may be null), laid on the prepared picture.
PixPtr Follow(PixPtr layer, const PageTransform& transform, double dpi) {
  if (layer && transform.flat) {
    const double scale = dpi / 72;
    layer = Projected(layer.get(), Then(Then(Scaling(1 / scale), *transform.flat), Scaling(scale)));
  }
  if (layer && transform.turned != 0) layer.reset(pixRotateOrth(layer.get(), transform.turned / 90));
  if (layer && transform.skew != 0) {
    auto radians = static_cast<l_float32>(transform.skew * std::numbers::pi / 180);
    layer.reset(pixRotateAMGray(layer.get(), radians, 255));
  }
  const auto factor = static_cast<l_float32>(transform.pixels_per_point * 72 / dpi);
  if (layer && factor > 1.001F) layer.reset(pixScaleGrayLI(layer.get(), factor, factor));
  return layer;
}

// Under a few letters' worth of ink once specks are gone, whichever way the page lies.
bool HasNoInk(Pix* ink, double dpi) {
  PixPtr open(pixOpenBrick(nullptr, ink, 2, 2));
  BoxaPtr boxes(open ? pixConnCompBB(open.get(), 8) : nullptr);
  if (boxes == nullptr) return false;
  auto is_letter = [dpi](int width, int height) {
    return height >= dpi * 0.05 && height <= dpi * 0.5 && width >= dpi * 0.02 && width <= dpi * 1.5;
  };
  int upright = 0;
  int on_side = 0;
  for (int i = 0; i < boxaGetCount(boxes.get()) && std::max(upright, on_side) < 6; ++i) {
    l_int32 width = 0;
    l_int32 height = 0;
    boxaGetBoxGeometry(boxes.get(), i, nullptr, nullptr, &width, &height);
    if (is_letter(width, height)) ++upright;
    if (is_letter(height, width)) ++on_side;
  }
  return std::max(upright, on_side) < 6;
}

// Points of the flat page -> points of reading space, whose shape may be another.
Projection Straightening(const PageTransform& transform) {
  std::array<Point, 4> reading{{{0, 0}, {100, 0}, {0, 100}, {100, 100}}};
  std::array<Point, 4> page{};
  Point centre{transform.ReadingWidth() / 2, transform.ReadingHeight() / 2};
  for (std::size_t i = 0; i < page.size(); ++i) {
    Point p = Turn(reading[i], centre, -transform.skew);
    page[i] = Unturn(p, transform.turned, transform.page_width, transform.page_height);
  }
  return ProjectionOf(page, reading).value_or(Projection{});
}

// The deskewed picture seen from above, where its lines say that it was not. The map is kept as one of the page as it
// came.
void RemoveConvergence(PreparedPage& page) {
  PixPtr ink = page.grey ? InkOf(page.grey.get()) : nullptr;
  std::optional<Projection> found;
  if (ink) found = FindConvergence(ink.get(), page.transform.pixels_per_point);
  if (!found) return;
  page.grey = Projected(page.grey.get(), *found);
  double scale = page.transform.pixels_per_point;
  Projection of_points = Then(Then(Scaling(scale), *found), Scaling(1 / scale));
  Projection there = Straightening(page.transform);
  Projection of_page = Then(Then(there, of_points), there.Inverse());
  page.transform.flat = page.transform.flat ? Then(*page.transform.flat, of_page) : of_page;
}

}  // namespace

Box PageTransform::ToReading(const Box& pixels) const {
  return {pixels.left / pixels_per_point, pixels.top / pixels_per_point, pixels.right / pixels_per_point,
          pixels.bottom / pixels_per_point};
}

Box PageTransform::ToPage(const Box& reading) const {
  if (turned == 0 && skew == 0 && !flat) return reading;
  std::optional<Projection> back;
  if (flat) back = flat->Inverse();
  Point centre{ReadingWidth() / 2, ReadingHeight() / 2};
  Box out{1e9, 1e9, -1e9, -1e9};
  for (Point corner : {Point{reading.left, reading.top}, Point{reading.right, reading.top},
                       Point{reading.left, reading.bottom}, Point{reading.right, reading.bottom}}) {
    Point p = Unturn(Turn(corner, centre, -skew), turned, page_width, page_height);
    if (back) p = (*back)(p);
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
  ReadableInk readable = SeparateInk(image);
  page.grey = std::move(readable.grey);
  if (page.grey == nullptr) return page;
  if (auto flat = FlattenSheet(page.grey)) {
    double scale = image.dpi / 72;
    page.transform.flat = Then(Then(Scaling(scale), *flat), Scaling(1 / scale));
  }
  GradeMeasures measures = MeasurePaper(page.grey.get());
  page.grey = WithWhitePaper(std::move(page.grey));
  page.ink = InkOf(page.grey.get());
  measures.specks = SpecksOf(page.ink.get(), image.dpi);
  page.grade = GradeOf(measures);
  if (page.ink) WhitenBlackEdges(page.grey.get(), page.ink.get(), image.dpi / 72);
  PixPtr text = page.ink ? TextInk(page.ink.get(), image.dpi) : nullptr;
  if (text == nullptr) return page;
  page.blank = HasNoInk(page.ink.get(), image.dpi);
  if (page.blank) return page;
  int turned = options.turn_sideways ? UprightTurn(text.get(), image.dpi >= 250 ? image.dpi / 2 : image.dpi) : 0;
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
  RemoveConvergence(page);
  double enlarge = options.reading_dpi / image.dpi;
  if (enlarge > 1.1 && page.grey) {
    auto factor = static_cast<l_float32>(std::min(enlarge, 4.0));
    page.grey.reset(pixScaleGrayLI(page.grey.get(), factor, factor));
    page.transform.pixels_per_point *= factor;
  }
  if (page.grey) page.ink = InkOf(page.grey.get());
  page.apart = Follow(std::move(readable.apart), page.transform, image.dpi);
  return page;
}

void TurnOver(PreparedPage& page) {
  page.grey.reset(pixRotateOrth(page.grey.get(), 2));
  page.ink.reset(pixRotateOrth(page.ink.get(), 2));
  if (page.apart) page.apart.reset(pixRotateOrth(page.apart.get(), 2));
  page.transform.turned = (page.transform.turned + 180) % 360;
}

}  // namespace vankho
