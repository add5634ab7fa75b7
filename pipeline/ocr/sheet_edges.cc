#include "pipeline/ocr/sheet_edges.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

namespace vankho {
namespace {

constexpr double kSmallSide = 320;      // pixels: edges are looked for on a picture of this long side
constexpr int kRing = 3;                // pixels of it: the outermost rim
constexpr double kDarkRing = 0.72;      // of the paper's level: a darker rim is no paper
constexpr double kSmallestSheet = 0.3;  // of the picture
constexpr double kOnEdge = 1.6;         // pixels from a straight edge
constexpr double kStraight = 0.7;       // share of an edge's points that lie on it
constexpr double kTilt = 0.9;           // degrees: right angles of a sheet that are less than this off are right
constexpr double kA4 = 1.41421356;
constexpr double kNearA4 = 0.1;

// x = at + slope * y, or y = at + slope * x.
struct Edge {
  double at = 0;
  double slope = 0;
};

int Level(Pix* grey, double share) {
  NumaPtr histogram(pixGetGrayHistogram(grey, 1));
  l_float32 value = 0;
  if (histogram == nullptr || numaHistogramGetValFromRank(histogram.get(), static_cast<float>(share), &value) != 0)
    return 0;
  return static_cast<int>(value);
}

// The middle level of each side's rim is dark.
bool HasDarkRim(Pix* small, int paper) {
  int w = pixGetWidth(small);
  int h = pixGetHeight(small);
  for (const auto& [x, y, rw, rh] :
       {std::array{0, 0, w, kRing}, {0, h - kRing, w, kRing}, {0, 0, kRing, h}, {w - kRing, 0, kRing, h}}) {
    ::Box* box = boxCreate(x, y, rw, rh);
    PixPtr rim(pixClipRectangle(small, box, nullptr));
    boxDestroy(&box);
    if (rim == nullptr || Level(rim.get(), 0.5) > paper * kDarkRing) return false;
  }
  return true;
}

// The largest bright area without its holes.
PixPtr BrightArea(Pix* small) {
  NumaPtr histogram(pixGetGrayHistogram(small, 1));
  l_int32 threshold = 128;
  if (histogram) numaSplitDistribution(histogram.get(), 0.1F, &threshold, nullptr, nullptr, nullptr, nullptr, nullptr);
  PixPtr bright(pixThresholdToBinary(small, threshold));
  if (bright) pixInvert(bright.get(), bright.get());
  PixPtr closed(bright ? pixCloseSafeBrick(nullptr, bright.get(), 7, 7) : nullptr);
  BoxaPtr boxes(closed ? pixConnCompBB(closed.get(), 4) : nullptr);
  if (boxes == nullptr) return {};
  int best = -1;
  double area = 0;
  for (int i = 0; i < boxaGetCount(boxes.get()); ++i) {
    l_int32 w = 0;
    l_int32 h = 0;
    boxaGetBoxGeometry(boxes.get(), i, nullptr, nullptr, &w, &h);
    if (static_cast<double>(w) * h > area) area = static_cast<double>(w) * h, best = i;
  }
  if (best < 0 || area < kSmallestSheet * pixGetWidth(small) * pixGetHeight(small)) return {};
  l_int32 x = 0;
  l_int32 y = 0;
  l_int32 w = 0;
  l_int32 h = 0;
  boxaGetBoxGeometry(boxes.get(), best, &x, &y, &w, &h);
  PixPtr whole(pixCreate(pixGetWidth(small), pixGetHeight(small), 1));
  if (whole) pixRasterop(whole.get(), x, y, w, h, PIX_SRC, closed.get(), x, y);
  return whole;
}

// Where each row (or column) of the area begins and ends, leaving out the corners.
struct Ends {
  std::vector<PlanePoint> first;  // x: where along the edge; y: how far across
  std::vector<PlanePoint> last;
};

Ends EndsOf(Pix* area, bool by_row) {
  Ends ends;
  int length = by_row ? pixGetHeight(area) : pixGetWidth(area);
  int across = by_row ? pixGetWidth(area) : pixGetHeight(area);
  std::vector<PlanePoint> first;
  std::vector<PlanePoint> last;
  for (int at = 0; at < length; ++at) {
    int low = -1;
    int high = -1;
    for (int i = 0; i < across; ++i) {
      l_uint32 value = 0;
      pixGetPixel(area, by_row ? i : at, by_row ? at : i, &value);
      if (value == 0) continue;
      if (low < 0) low = i;
      high = i;
    }
    if (low < 0) continue;
    first.push_back({at + 0.5, static_cast<double>(low)});
    last.push_back({at + 0.5, high + 1.0});
  }
  auto corner = static_cast<std::ptrdiff_t>(first.size() / 10);
  ends.first.assign(first.begin() + corner, first.end() - corner);
  ends.last.assign(last.begin() + corner, last.end() - corner);
  return ends;
}

// The straight line that most of the points lie on; none where they do not.
std::optional<Edge> EdgeOf(const std::vector<PlanePoint>& points, double border) {
  if (points.size() < 40) return {};
  Edge best;
  std::size_t most = 0;
  std::size_t step = points.size() / 12;
  for (std::size_t i = 0; i < points.size(); i += step) {
    for (std::size_t j = i + points.size() / 3; j < points.size(); j += step) {
      double slope = (points[j].y - points[i].y) / (points[j].x - points[i].x);
      Edge edge{points[i].y - slope * points[i].x, slope};
      auto on = std::count_if(points.begin(), points.end(),
                              [&](PlanePoint p) { return std::abs(p.y - edge.at - edge.slope * p.x) <= kOnEdge; });
      if (static_cast<std::size_t>(on) > most) most = static_cast<std::size_t>(on), best = edge;
    }
  }
  if (static_cast<double>(most) < kStraight * static_cast<double>(points.size())) return {};
  double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
  for (PlanePoint p : points) {
    if (std::abs(p.y - best.at - best.slope * p.x) > kOnEdge) continue;
    ++n, sx += p.x, sy += p.y, sxx += p.x * p.x, sxy += p.x * p.y;
  }
  double slope = (n * sxy - sx * sy) / (n * sxx - sx * sx);
  Edge edge{(sy - slope * sx) / n, slope};
  double middle = edge.at + edge.slope * points[points.size() / 2].x;
  return std::abs(middle - border) < 1.5 ? std::nullopt : std::optional(edge);  // the sheet goes on beyond the picture
}

PlanePoint Crossing(const Edge& down, const Edge& across) {  // x = a + b y; y = c + d x
  double x = (down.at + down.slope * across.at) / (1 - down.slope * across.slope);
  return {x, across.at + across.slope * x};
}

// Does the light fall off within a few pixels all along the side? Shade on a sheet falls off slowly.
bool IsSharp(Pix* small, PlanePoint a, PlanePoint b, PlanePoint middle, int paper) {
  constexpr int kSamples = 40;
  constexpr double kReach = 3;    // pixels to either side
  constexpr double kStep = 0.17;  // of the paper's level
  double length = std::hypot(b.x - a.x, b.y - a.y);
  PlanePoint n{(a.y - b.y) / length * kReach, (b.x - a.x) / length * kReach};
  if ((middle.x - a.x) * n.x + (middle.y - a.y) * n.y < 0) n = {-n.x, -n.y};
  auto level = [&](double x, double y) {
    l_uint32 value = 0;
    pixGetPixel(small, static_cast<int>(x), static_cast<int>(y), &value);
    return static_cast<int>(value);
  };
  int sharp = 0;
  for (int i = 0; i < kSamples; ++i) {
    double t = 0.1 + 0.8 * i / (kSamples - 1);
    double x = a.x + t * (b.x - a.x);
    double y = a.y + t * (b.y - a.y);
    if (level(x + n.x, y + n.y) - level(x - n.x, y - n.y) > kStep * paper) ++sharp;
  }
  return sharp >= kStraight * kSamples;
}

double Distance(PlanePoint a, PlanePoint b) { return std::hypot(a.x - b.x, a.y - b.y); }

// Degrees between the directions from `corner` to the two others.
double Angle(PlanePoint corner, PlanePoint a, PlanePoint b) {
  double one = std::atan2(a.y - corner.y, a.x - corner.x);
  double two = std::atan2(b.y - corner.y, b.x - corner.x);
  return std::abs(std::remainder(one - two, 2 * std::numbers::pi)) * 180 / std::numbers::pi;
}

}  // namespace

std::optional<SheetCorners> FindSheet(Pix* grey) {
  double factor = kSmallSide / std::max(pixGetWidth(grey), pixGetHeight(grey));
  if (factor >= 1) return {};
  PixPtr small(pixScaleAreaMap(grey, static_cast<float>(factor), static_cast<float>(factor)));
  int paper = small ? Level(small.get(), 0.8) : 0;
  if (small == nullptr || !HasDarkRim(small.get(), paper)) return {};
  PixPtr area = BrightArea(small.get());
  if (area == nullptr) return {};
  Ends rows = EndsOf(area.get(), true);
  Ends columns = EndsOf(area.get(), false);
  auto left = EdgeOf(rows.first, 0);
  auto right = EdgeOf(rows.last, pixGetWidth(area.get()));
  auto top = EdgeOf(columns.first, 0);
  auto bottom = EdgeOf(columns.last, pixGetHeight(area.get()));
  if (!left || !right || !top || !bottom) return {};
  SheetCorners corners{Crossing(*left, *top), Crossing(*right, *top), Crossing(*left, *bottom),
                       Crossing(*right, *bottom)};
  PlanePoint middle{(corners[0].x + corners[3].x) / 2, (corners[0].y + corners[3].y) / 2};
  for (auto [from, to] : {std::pair{0, 1}, {0, 2}, {1, 3}, {2, 3}}) {
    if (!IsSharp(small.get(), corners[static_cast<std::size_t>(from)], corners[static_cast<std::size_t>(to)], middle,
                 paper))
      return {};
  }
  double x = static_cast<double>(pixGetWidth(grey)) / pixGetWidth(small.get());
  double y = static_cast<double>(pixGetHeight(grey)) / pixGetHeight(small.get());
  for (PlanePoint& p : corners) p = {p.x * x, p.y * y};
  return corners;
}

SheetCorners FlatSheet(const SheetCorners& c) {
  double width = (Distance(c[0], c[1]) + Distance(c[2], c[3])) / 2;
  double height = (Distance(c[0], c[2]) + Distance(c[1], c[3])) / 2;
  double ratio = std::max(width, height) / std::min(width, height);
  if (std::abs(ratio / kA4 - 1) < kNearA4) {
    double stretch = std::sqrt(kA4 / ratio);
    (width < height ? height : width) *= stretch;
    (width < height ? width : height) /= stretch;
  }
  double x = (c[0].x + c[1].x + c[2].x + c[3].x) / 4;
  double y = (c[0].y + c[1].y + c[2].y + c[3].y) / 4;
  return {{{x - width / 2, y - height / 2},
           {x + width / 2, y - height / 2},
           {x - width / 2, y + height / 2},
           {x + width / 2, y + height / 2}}};
}

bool IsTilted(const SheetCorners& c) {
  for (double angle :
       {Angle(c[0], c[1], c[2]), Angle(c[1], c[0], c[3]), Angle(c[2], c[0], c[3]), Angle(c[3], c[1], c[2])}) {
    if (std::abs(angle - 90) > kTilt) return true;
  }
  return false;
}

void FillAround(Pix* grey, const SheetCorners& c, int level) {
  double shadow = 0.004 * (pixGetWidth(grey) + pixGetHeight(grey)) / 2;
  struct Side {
    PlanePoint from;
    PlanePoint inwards;  // of length 1
  };
  PlanePoint middle{(c[0].x + c[1].x + c[2].x + c[3].x) / 4, (c[0].y + c[1].y + c[2].y + c[3].y) / 4};
  std::array<Side, 4> sides;
  const std::array<std::array<std::size_t, 2>, 4> ends{{{0, 1}, {0, 2}, {1, 3}, {2, 3}}};
  for (std::size_t i = 0; i < sides.size(); ++i) {
    PlanePoint a = c[ends[i][0]];
    PlanePoint b = c[ends[i][1]];
    PlanePoint n{(a.y - b.y) / Distance(a, b), (b.x - a.x) / Distance(a, b)};
    if ((middle.x - a.x) * n.x + (middle.y - a.y) * n.y < 0) n = {-n.x, -n.y};
    sides[i] = {a, n};
  }
  for (int y = 0; y < static_cast<int>(pixGetHeight(grey)); ++y) {
    l_uint32* row = pixGetData(grey) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(grey);
    for (int x = 0; x < static_cast<int>(pixGetWidth(grey)); ++x) {
      bool outside = std::any_of(sides.begin(), sides.end(), [&](const Side& side) {
        return (x - side.from.x) * side.inwards.x + (y - side.from.y) * side.inwards.y < shadow;
      });
      if (outside) SET_DATA_BYTE(row, x, level);
    }
  }
}

}  // namespace vankho
