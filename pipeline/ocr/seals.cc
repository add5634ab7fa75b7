#include "pipeline/ocr/seals.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

namespace vankho {
namespace {

constexpr double kVoteDpi = 40;
constexpr double kSmallest = 13;  // mm, radius
constexpr double kLargest = 24;
constexpr double kInch = 25.4;
constexpr int kParts = 72;      // of a circle's round
constexpr double kRing = 0.55;  // share of the round that has ink on it
constexpr double kRim = 1.0;    // mm beyond the outer ring
constexpr double kQuiet = 0.5;  // of the ring's ink may stand round the seal; red print all over has no rings
constexpr int kMostSeals = 6;
constexpr int kMostInk = 15000;  // pixels at kVoteDpi; a page with more red ink has no seal that could be told from it

struct Direction {
  double x = 0;
  double y = 0;
};

std::vector<Direction> Round() {
  std::vector<Direction> out;
  for (int i = 0; i < kParts; ++i) {
    const double angle = 2 * std::numbers::pi * i / kParts;
    out.push_back({std::cos(angle), std::sin(angle)});
  }
  return out;
}

// The red ink at kVoteDpi.
class CoarseInk {
 public:
  CoarseInk(Pix* red, double scale)
      : width_(static_cast<int>(pixGetWidth(red) / scale) + 1),
        height_(static_cast<int>(pixGetHeight(red) / scale) + 1),
        set_(static_cast<std::size_t>(width_) * height_, 0) {
    for (int y = 0; y < pixGetHeight(red); ++y) {
      const l_uint32* row = pixGetData(red) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(red);
      const auto to = static_cast<std::size_t>(y / scale) * width_;
      for (int x = 0; x < pixGetWidth(red); ++x) {
        if (GET_DATA_BIT(row, x) != 0) set_[to + static_cast<std::size_t>(x / scale)] = 1;
      }
    }
  }
  int width() const { return width_; }
  int height() const { return height_; }
  bool Inside(int x, int y) const { return x >= 0 && y >= 0 && x < width_ && y < height_; }
  bool At(int x, int y) const { return Inside(x, y) && set_[static_cast<std::size_t>(y) * width_ + x] != 0; }
  long Count() const { return std::count(set_.begin(), set_.end(), 1); }
  void Clear(int x, int y) {
    if (Inside(x, y)) set_[static_cast<std::size_t>(y) * width_ + x] = 0;
  }

 private:
  int width_;
  int height_;
  std::vector<char> set_;
};

// How much of a circle's round has ink on it; of one over the page's edge how much of the part on the page. 0 where
// less than a third is on the page.
double Coverage(const CoarseInk& ink, const std::vector<Direction>& round, double cx, double cy, double radius) {
  int on_page = 0;
  int inked = 0;
  for (const Direction& d : round) {
    const int x = static_cast<int>(std::lround(cx + radius * d.x));
    const int y = static_cast<int>(std::lround(cy + radius * d.y));
    if (!ink.Inside(x, y)) continue;
    ++on_page;
    inked += ink.At(x, y);
  }
  return on_page * 3 < kParts ? 0 : static_cast<double>(inked) / on_page;
}

// The largest ring round the same middle.
double OuterRing(const CoarseInk& ink, const std::vector<Direction>& round, const SealDisc& ring) {
  const int largest = static_cast<int>(kLargest * kVoteDpi / kInch);
  for (int halves = 2 * largest; halves > 2 * ring.radius; --halves) {
    const double radius = halves / 2.0;
    if (Coverage(ink, round, ring.x, ring.y, radius) >= kRing) return radius;
  }
  return ring.radius;
}

// Does the paper round a seal hold less ink than its ring?
bool StandsAlone(const CoarseInk& ink, const std::vector<Direction>& round, const SealDisc& seal) {
  const double step = kVoteDpi / kInch;
  double around = 0;
  for (double beyond : {1.8, 2.6, 3.4}) around += Coverage(ink, round, seal.x, seal.y, seal.radius + beyond * step) / 3;
  return around <= kQuiet * Coverage(ink, round, seal.x, seal.y, seal.radius);
}

// The circle that most ink lies on, with its largest ring.
std::optional<SealDisc> BestCircle(const CoarseInk& ink, const std::vector<Direction>& round) {
  const int width = ink.width();
  const int height = ink.height();
  std::vector<std::uint16_t> votes(static_cast<std::size_t>(width) * height);
  SealDisc best;
  double best_coverage = kRing;
  const double step = kVoteDpi / kInch;
  for (int radius = static_cast<int>(kSmallest * step); radius <= kLargest * step; ++radius) {
    std::fill(votes.begin(), votes.end(), 0);
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width; ++x) {
        if (!ink.At(x, y)) continue;
        for (const Direction& d : round) {
          const int cx = static_cast<int>(std::lround(x + radius * d.x));
          const int cy = static_cast<int>(std::lround(y + radius * d.y));
          if (ink.Inside(cx, cy)) ++votes[static_cast<std::size_t>(cy) * width + cx];
        }
      }
    }
    const auto most = std::max_element(votes.begin(), votes.end());
    const auto at = static_cast<int>(most - votes.begin());
    const int x = at % width;
    const int y = at / width;
    const double coverage = Coverage(ink, round, x, y, radius);
    if (coverage < best_coverage) continue;
    best_coverage = coverage;
    best = {static_cast<double>(x), static_cast<double>(y), static_cast<double>(radius)};
  }
  if (best.radius == 0) return {};
  best.radius = OuterRing(ink, round, best);
  if (!StandsAlone(ink, round, best)) return {};
  return best;
}

void Clear(CoarseInk& ink, const SealDisc& disc) {
  const int reach = static_cast<int>(std::ceil(disc.radius));
  for (int dy = -reach; dy <= reach; ++dy) {
    for (int dx = -reach; dx <= reach; ++dx) {
      if (std::hypot(dx, dy) <= disc.radius) ink.Clear(static_cast<int>(disc.x) + dx, static_cast<int>(disc.y) + dy);
    }
  }
}

}  // namespace

std::vector<SealDisc> FindSeals(Pix* red, double dpi) {
  std::vector<SealDisc> seals;
  const double scale = dpi / kVoteDpi;
  const std::vector<Direction> round = Round();
  CoarseInk ink(red, scale);
  if (ink.Count() > kMostInk) return seals;
  while (seals.size() < kMostSeals) {
    std::optional<SealDisc> seal = BestCircle(ink, round);
    if (!seal) break;
    seal->radius += kRim * kVoteDpi / kInch;
    Clear(ink, *seal);
    seals.push_back({(seal->x + 0.5) * scale, (seal->y + 0.5) * scale, seal->radius * scale});
  }
  return seals;
}

}  // namespace vankho
