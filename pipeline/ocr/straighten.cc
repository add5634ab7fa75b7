#include "pipeline/ocr/straighten.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "pipeline/ocr/sheet_edges.h"

namespace vankho {
namespace {

// Of the lighter half of the picture the middle.
int PaperLevel(Pix* grey) {
  NumaPtr histogram(pixGetGrayHistogram(grey, 4));
  l_float32 value = 255;
  if (histogram) numaHistogramGetValFromRank(histogram.get(), 0.75F, &value);
  return std::clamp(static_cast<int>(value), 0, 255);
}

}  // namespace

PixPtr Projected(Pix* grey, const Projection& projection, int level) {
  Projection back = projection.Inverse();
  std::array<l_float32, 8> to_source{};
  for (std::size_t i = 0; i < to_source.size(); ++i) to_source[i] = static_cast<l_float32>(back.m[i] / back.m[8]);
  return PixPtr(pixProjectiveGray(grey, to_source.data(), static_cast<l_uint8>(level)));
}

std::optional<Projection> FlattenSheet(PixPtr& grey) {
  std::optional<SheetCorners> corners = FindSheet(grey.get());
  if (!corners) return {};
  const int paper = PaperLevel(grey.get());
  FillAround(grey.get(), *corners, paper);
  if (!IsTilted(*corners)) return {};
  std::optional<Projection> flat = ProjectionOf(*corners, FlatSheet(*corners));
  PixPtr seen = flat ? Projected(grey.get(), *flat, paper) : nullptr;
  if (seen == nullptr) return {};
  grey = std::move(seen);
  return flat;
}

bool WhitenBlackEdges(Pix* grey, Pix* ink, double pixels_per_point) {
  constexpr int kReduction = 4;
  constexpr double kThick = 13;  // points; the shadow at a copy's edge is thinner, and harmless
  const double scale = pixels_per_point / kReduction;
  PixPtr small(pixReduceRankBinaryCascade(ink, 2, 2, 0, 0));
  const int brick = std::max(2, static_cast<int>(std::lround(kThick * scale)));
  PixPtr thick(small ? pixOpenBrick(nullptr, small.get(), brick, brick) : nullptr);
  PixPtr edges(thick ? pixExtractBorderConnComps(thick.get(), 8) : nullptr);
  l_int32 none = 1;
  if (edges == nullptr || pixZero(edges.get(), &none) != 0 || none != 0) return false;
  const int rim = static_cast<int>(std::lround(2 * scale)) * 2 + 3;
  edges.reset(pixDilateBrick(nullptr, edges.get(), rim, rim));
  PixPtr mask(edges ? pixExpandReplicate(edges.get(), kReduction) : nullptr);
  if (mask == nullptr) return false;
  pixSetMasked(grey, mask.get(), 255);
  pixSubtract(ink, ink, mask.get());
  return true;
}

}  // namespace vankho
