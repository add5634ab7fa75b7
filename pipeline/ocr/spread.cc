#include "pipeline/ocr/spread.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <vector>

namespace vankho {
namespace {

constexpr double kNarrowest = 1.2;  // width by height; two sheets of A4 are 1.41
constexpr double kWidest = 1.7;
constexpr double kSpeck = 3;        // points; what is smaller both ways is none of the print
constexpr double kWordGap = 11;     // points; words nearer than this are one line
constexpr double kSmallRun = 18;    // points; narrower runs are page numbers, cells of a number
constexpr double kLowest = 5;       // points; a number is higher
constexpr double kTallest = 40;     // points; a number is lower, a fold line is not
constexpr double kPitch = 14;       // points from line to line
constexpr double kEdge = 0.03;      // of the height: black borders of copies
constexpr double kGutter = 0.05;    // of the width: two inner margins
constexpr double kOffMiddle = 0.1;  // of the width: how far from the middle the gutter's middle may be
constexpr double kFullLine = 0.5;   // of a page's width
constexpr int kFullLines = 2;       // on either page: above a signature
constexpr int kFullLinesTogether = 12;
constexpr int kColumnRuns = 3;  // in a column at least

struct Run {
  int left = 0, right = 0, height = 0;
  bool small = false;
};

// Words that stand near each other in a row, as runs, by their left ends. Empty where memory runs out, too.
std::vector<Run> RunsOf(Pix* ink, double scale) {
  auto pixels = [&](double points) { return std::max(1, static_cast<int>(std::lround(points * scale))); };
  int speck = pixels(kSpeck);
  PixPtr print(pixSelectBySize(ink, speck, speck, 8, L_SELECT_IF_EITHER, L_SELECT_IF_GTE, nullptr));
  PixPtr joined(print ? pixCloseSafeBrick(nullptr, print.get(), pixels(kWordGap), 1) : nullptr);
  BoxaPtr boxes(joined ? pixConnCompBB(joined.get(), 8) : nullptr);
  std::vector<Run> runs;
  if (boxes == nullptr) return runs;
  double edge = pixGetHeight(ink) * kEdge;
  for (int i = 0; i < boxaGetCount(boxes.get()); ++i) {
    l_int32 x = 0, y = 0, width = 0, height = 0;
    boxaGetBoxGeometry(boxes.get(), i, &x, &y, &width, &height);
    bool at_edge = y + height < edge || y > pixGetHeight(ink) - edge;
    bool small = width < pixels(kSmallRun);
    bool mark = small && (height < pixels(kLowest) || height > pixels(kTallest));
    if (!at_edge && !mark) runs.push_back({x, x + width, height, small});
  }
  std::sort(runs.begin(), runs.end(), [](const Run& a, const Run& b) { return a.left < b.left; });
  return runs;
}

// The widest strip without runs whose middle lies near the page's; its middle, or 0 where none is wide enough.
int WidestGap(const std::vector<Run>& runs, int width) {
  double widest = width * kGutter;
  int middle = 0;
  int end = 0;  // of the runs before
  for (const Run& run : runs) {
    if (run.small) continue;
    int gap_middle = (end + run.left) / 2;
    bool central = std::abs(gap_middle - width / 2) <= width * kOffMiddle;
    if (central && run.left - end > widest) {
      widest = run.left - end;
      middle = gap_middle;
    }
    end = std::max(end, run.right);
  }
  return middle;
}

// The runs that stand wholly within one of the pages.
std::vector<Run> Between(const std::vector<Run>& runs, int left, int right) {
  std::vector<Run> inside;
  std::copy_if(runs.begin(), runs.end(), std::back_inserter(inside),
               [&](const Run& run) { return run.left >= left && run.right <= right; });
  return inside;
}

// Is there a strip that nothing crosses, though print stands on both its sides? Lines of a page's text cover it all.
bool HasColumns(const std::vector<Run>& runs) {
  if (runs.empty()) return false;
  int end = runs.front().right;
  for (std::size_t i = 1; i < runs.size(); ++i) {
    if (runs[i].left > end && i >= kColumnRuns && runs.size() - i >= kColumnRuns) return true;
    end = std::max(end, runs[i].right);
  }
  return false;
}

// Lines over most of a page's `width`. A ruled table is one run, and as good as the lines that have room in it.
int FullLines(const std::vector<Run>& runs, int width, double scale) {
  int count = 0;
  for (const Run& run : runs) {
    if (run.right - run.left >= width * kFullLine)
      count += std::max(1, static_cast<int>(run.height / (kPitch * scale)));
  }
  return count;
}

}  // namespace

std::optional<int> FindGutter(Pix* ink, double pixels_per_point) {
  int width = pixGetWidth(ink);
  double shape = static_cast<double>(width) / pixGetHeight(ink);
  if (shape < kNarrowest || shape > kWidest) return {};
  std::vector<Run> runs = RunsOf(ink, pixels_per_point);
  int gutter = WidestGap(runs, width);
  if (gutter == 0) return {};
  std::vector<Run> left = Between(runs, 0, gutter);
  std::vector<Run> right = Between(runs, gutter, width);
  if (HasColumns(left) || HasColumns(right)) return {};
  int left_lines = FullLines(left, gutter, pixels_per_point);
  int right_lines = FullLines(right, width - gutter, pixels_per_point);
  if (std::min(left_lines, right_lines) < kFullLines || left_lines + right_lines < kFullLinesTogether) return {};
  return gutter;
}

}  // namespace vankho
