#include "pipeline/ocr/convergence.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace vankho {
namespace {

constexpr double kScale = 1.4;        // pixels a point that lines are looked for at
constexpr double kShortest = 90;      // points, of a line of text
constexpr double kShortestRule = 60;  // points, downwards
constexpr double kLean = 0.09;        // steepest line that is looked for
constexpr double kThick = 13;         // points of a line without its ascenders
constexpr double kRagged = 0.9;       // points: deviation of a line's middle from straightness
constexpr std::size_t kFewestLines = 8;
constexpr double kSpan = 0.35;          // of the page that the lines stand on
constexpr double kLeastFan = 0.035;     // radians between the first line and the last
constexpr double kLeastMargins = 0.03;  // the same of two margins
constexpr double kFit = 0.5;            // of the deviation of slopes that the fan may leave unexplained
constexpr double kOnMargin = 2.5;       // points
// Of a page that print fills less of.
constexpr double kShortSpan = 0.22;
constexpr double kWideFan = 0.055;
constexpr double kShortFit = 0.3;

// One line: at = where it crosses the page's middle, slope = what it gains along itself; in pixels from the middle.
struct Streak {
  double at = 0;
  double slope = 0;
  double weight = 0;  // length
  PlanePoint begin;
  PlanePoint end;
};

// A component's middle as a straight line along x (along y where `down`).
std::optional<Streak> StreakOf(Pix* part, int left, int top, bool down, double scale) {
  int length = down ? pixGetHeight(part) : pixGetWidth(part);
  int across = down ? pixGetWidth(part) : pixGetHeight(part);
  std::vector<PlanePoint> middles;
  for (int at = 0; at < length; at += 2) {
    int sum = 0;
    int count = 0;
    for (int i = 0; i < across; ++i) {
      const l_uint32* row = pixGetData(part) + static_cast<std::ptrdiff_t>(down ? at : i) * pixGetWpl(part);
      if (GET_DATA_BIT(row, down ? i : at)) sum += i, ++count;
    }
    if (count > 0) middles.push_back({at + 0.0, static_cast<double>(sum) / count});
  }
  double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
  for (PlanePoint p : middles) n += 1, sx += p.x, sy += p.y, sxx += p.x * p.x, sxy += p.x * p.y;
  double spread = n * sxx - sx * sx;
  if (n < 10 || spread <= 0) return {};
  double slope = (n * sxy - sx * sy) / spread;
  double start = (sy - slope * sx) / n;
  double off = 0;
  for (PlanePoint p : middles) off += std::pow(p.y - start - slope * p.x, 2);
  if (std::sqrt(off / n) > kRagged * scale || std::abs(slope) > kLean) return {};
  Streak streak;
  streak.slope = slope;
  streak.weight = length;
  streak.begin = down ? PlanePoint{left + start, top + 0.0} : PlanePoint{left + 0.0, top + start};
  double last = start + slope * (length - 1);
  streak.end = down ? PlanePoint{left + last, top + length - 1.0} : PlanePoint{left + length - 1.0, top + last};
  return streak;
}

// All that is long and thin, measured from the middle of the picture.
std::vector<Streak> Streaks(Pix* joined, bool down, double scale) {
  std::vector<Streak> streaks;
  PIXA* parts = nullptr;
  BoxaPtr boxes(joined ? pixConnComp(joined, &parts, 8) : nullptr);
  for (int i = 0; boxes != nullptr && i < boxaGetCount(boxes.get()); ++i) {
    l_int32 x = 0;
    l_int32 y = 0;
    l_int32 w = 0;
    l_int32 h = 0;
    boxaGetBoxGeometry(boxes.get(), i, &x, &y, &w, &h);
    int length = down ? h : w;
    int across = down ? w : h;
    if (length < (down ? kShortestRule : kShortest) * scale) continue;
    if (across > (down ? 4 : kThick) * scale + kLean * length) continue;
    PixPtr part(pixaGetPix(parts, i, L_CLONE));
    std::optional<Streak> streak = StreakOf(part.get(), x, y, down, scale);
    if (!streak) continue;
    double cx = pixGetWidth(joined) / 2.0;
    double cy = pixGetHeight(joined) / 2.0;
    for (PlanePoint* p : {&streak->begin, &streak->end}) *p = {p->x - cx, p->y - cy};
    streak->at =
        down ? streak->begin.x - streak->slope * streak->begin.y : streak->begin.y - streak->slope * streak->begin.x;
    streaks.push_back(*streak);
  }
  pixaDestroy(&parts);
  return streaks;
}

// Slopes that change with where the line stands: lines through one point have slope = first + gain * at, exactly.
struct Fan {
  double first = 0;
  double gain = 0;
  double spread = 0;     // radians from the first line to the last
  double span = 0;       // between them, pixels
  double left_over = 0;  // deviation from the fan ...
  double parallel = 0;   // ... and from parallel lines
  std::size_t lines = 0;
};

Fan FitOnce(const std::vector<Streak>& lines) {
  double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
  for (const Streak& s : lines) {
    n += s.weight, sx += s.weight * s.at, sy += s.weight * s.slope;
    sxx += s.weight * s.at * s.at, sxy += s.weight * s.at * s.slope;
  }
  Fan fan;
  fan.lines = lines.size();
  double variance = n * sxx - sx * sx;
  if (n <= 0 || variance <= 1e-9) return fan;
  fan.gain = (n * sxy - sx * sy) / variance;
  fan.first = (sy - fan.gain * sx) / n;
  auto [low, high] =
      std::minmax_element(lines.begin(), lines.end(), [](const Streak& a, const Streak& b) { return a.at < b.at; });
  fan.span = high->at - low->at;
  fan.spread = std::abs(fan.gain) * fan.span;
  for (const Streak& s : lines) {
    fan.left_over += s.weight * std::pow(s.slope - fan.first - fan.gain * s.at, 2) / n;
    fan.parallel += s.weight * std::pow(s.slope - sy / n, 2) / n;
  }
  fan.left_over = std::sqrt(fan.left_over);
  fan.parallel = std::sqrt(fan.parallel);
  return fan;
}

Fan Fit(std::vector<Streak> lines) {
  Fan fan = FitOnce(lines);
  for (int round = 0; round < 3 && lines.size() > 3; ++round) {
    double most = std::max(2.5 * fan.left_over, 0.002);
    std::erase_if(lines, [&](const Streak& s) { return std::abs(s.slope - fan.first - fan.gain * s.at) > most; });
    if (lines.empty()) break;
    fan = FitOnce(lines);
  }
  return fan;
}

// The straight margin that most of the lines' ends stand on.
std::optional<Streak> MarginOf(const std::vector<Streak>& lines, bool left, double scale) {
  std::vector<PlanePoint> ends;
  for (const Streak& s : lines) ends.push_back(left ? s.begin : s.end);
  std::sort(ends.begin(), ends.end(), [](PlanePoint a, PlanePoint b) { return a.y < b.y; });
  std::optional<Streak> best;
  std::size_t most = std::max(kFewestLines, ends.size() * 2 / 5) - 1;
  for (std::size_t i = 0; i < ends.size(); ++i) {
    for (std::size_t j = i + 1; j < ends.size(); ++j) {
      double slope = (ends[j].x - ends[i].x) / (ends[j].y - ends[i].y);
      if (!(std::abs(slope) <= 2 * kLean) || ends[j].y - ends[i].y < 100 * scale) continue;
      double at = ends[i].x - slope * ends[i].y;
      std::size_t on = 0;
      PlanePoint first{0, 1e9};
      PlanePoint last{0, -1e9};
      for (PlanePoint p : ends) {
        if (std::abs(p.x - at - slope * p.y) > kOnMargin * scale) continue;
        ++on;
        if (p.y < first.y) first = p;
        if (p.y > last.y) last = p;
      }
      if (on <= most) continue;
      most = on;
      best = Streak{at, slope, last.y - first.y, first, last};
    }
  }
  return best;
}

bool IsFan(const Fan& fan, double extent) {
  if (fan.lines < kFewestLines) return false;
  const double over_page = std::abs(fan.gain) * extent;
  if (fan.span >= kSpan * extent && over_page >= kLeastFan && fan.left_over <= kFit * fan.parallel) return true;
  // A page that print fills less of tells it too, where the fan is wider and the lines fit it better.
  return fan.span >= kShortSpan * extent && over_page >= kWideFan && fan.left_over <= kShortFit * fan.parallel;
}

// Text without its ascenders and marks, words joined to lines.
PixPtr JoinedLines(Pix* small, double scale) {
  auto brick = [&](double points) { return static_cast<int>(std::lround(points * scale)) | 1; };
  PixPtr pix(pixCloseSafeBrick(nullptr, small, brick(3.5), 1));
  if (pix) pix.reset(pixOpenBrick(nullptr, pix.get(), brick(5.5), 1));
  if (pix) pix.reset(pixCloseSafeBrick(nullptr, pix.get(), brick(15), 1));
  return pix;
}

PixPtr JoinedRules(Pix* small, double scale) {
  auto brick = [&](double points) { return static_cast<int>(std::lround(points * scale)) | 1; };
  PixPtr pix(pixOpenBrick(nullptr, small, 1, brick(7)));
  if (pix) pix.reset(pixCloseSafeBrick(nullptr, pix.get(), 3, brick(7)));
  return pix;
}

// The fan of rules and of the two margins, as far as it is evident.
std::optional<Fan> UprightFan(Pix* small, const std::vector<Streak>& lines, double scale) {
  std::vector<Streak> rules = Streaks(JoinedRules(small, scale).get(), true, scale);
  auto left = MarginOf(lines, true, scale);
  auto right = MarginOf(lines, false, scale);
  double extent = pixGetWidth(small);
  Fan fan = Fit(rules);
  if (rules.size() >= 3 && fan.lines >= 3 && fan.span >= kSpan * extent && fan.spread >= kLeastFan &&
      fan.left_over <= kFit * fan.parallel)
    return fan;
  if (!left || !right) return {};
  bool tall = std::min(left->weight, right->weight) >= kSpan * pixGetHeight(small);
  Fan margins = FitOnce({*left, *right});
  if (tall && margins.span >= kSpan * extent && margins.spread >= kLeastMargins) return margins;
  return {};
}

// From the vanishing points of the two fans: the vanishing line goes to infinity, then the two directions level and
// upright.
Projection Rectifying(const Fan& level, const Fan& upright, double cx, double cy) {
  // in homogeneous coordinates from the middle: lines y = a + (f + g a) x meet where x = -1/g, y = -f/g
  std::array<double, 3> v{-1, -level.first, level.gain};
  std::array<double, 3> w{-upright.first, -1, upright.gain};
  std::array<double, 3> line{v[1] * w[2] - v[2] * w[1], v[2] * w[0] - v[0] * w[2], v[0] * w[1] - v[1] * w[0]};
  Projection flat;
  flat.m = {1, 0, 0, 0, 1, 0, line[0] / line[2], line[1] / line[2], 1};
  double a = upright.first;
  double b = level.first;
  double area = 1 - a * b;
  Projection straight;  // undoes the directions (1, b) and (a, 1)
  straight.m = {1 / area, -a / area, 0, -b / area, 1 / area, 0, 0, 0, 1};
  Projection to_middle;
  to_middle.m = {1, 0, -cx, 0, 1, -cy, 0, 0, 1};
  return Then(Then(Then(to_middle, flat), straight), to_middle.Inverse());
}

}  // namespace

std::optional<Projection> FindConvergence(Pix* ink, double pixels_per_point) {
  double scale = pixels_per_point;
  PixPtr small(pixClone(ink));
  while (scale / 2 >= kScale * 0.95 && small) {
    small.reset(pixReduceRankBinaryCascade(small.get(), 1, 0, 0, 0));
    scale /= 2;
  }
  if (small == nullptr) return {};
  std::vector<Streak> lines = Streaks(JoinedLines(small.get(), scale).get(), false, scale);
  if (lines.size() < kFewestLines) return {};
  Fan level = Fit(lines);
  bool fanned = IsFan(level, pixGetHeight(small.get()));
  std::optional<Fan> upright = UprightFan(small.get(), lines, scale);
  if (!fanned && !upright) return {};
  if (!fanned) level.gain = 0, level.first = 0;
  if (!upright) upright = Fan{};
  double by = pixels_per_point / scale;
  level.gain /= by;
  upright->gain /= by;
  return Rectifying(level, *upright, pixGetWidth(ink) / 2.0, pixGetHeight(ink) / 2.0);
}

}  // namespace vankho
