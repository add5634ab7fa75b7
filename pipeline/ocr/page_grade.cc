#include "pipeline/ocr/page_grade.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

#include "pipeline/ocr/components.h"

namespace vankho {
namespace {

constexpr int kDarkestPaper = 100;
constexpr int kInk = 60;
constexpr int kWhite = 235;
constexpr int kNear = 30;  // levels from the commonest one that are paper still
constexpr int kRowStep = 4;
constexpr int kTiles = 8;
constexpr double kSpeckMm = 0.3;

using Histogram = std::array<long, 256>;

int PaperLevel(const Histogram& counts) {
  return static_cast<int>(std::max_element(counts.begin() + kDarkestPaper, counts.end()) - counts.begin());
}

// Mean level of the paper, tile by tile; tiles without paper left out.
std::vector<double> TileLevels(const std::vector<long>& sums, const std::vector<long>& counts, long least) {
  std::vector<double> levels;
  for (std::size_t i = 0; i < sums.size(); ++i) {
    if (counts[i] >= least) levels.push_back(static_cast<double>(sums[i]) / static_cast<double>(counts[i]));
  }
  std::sort(levels.begin(), levels.end());
  return levels;
}

}  // namespace

double SpecksOf(Pix* ink, double dpi) {
  const double mm = dpi / 25.4;
  const std::vector<PixelBox> pieces = ComponentsOf(ink);
  const auto specks = std::count_if(pieces.begin(), pieces.end(), [&](const PixelBox& piece) {
    return std::max(piece.width, piece.height) <= kSpeckMm * mm;
  });
  const double area = pixGetWidth(ink) / mm / 10 * pixGetHeight(ink) / mm / 10;
  return area > 0 ? static_cast<double>(specks) / area : 0;
}

GradeMeasures MeasurePaper(Pix* grey) {
  GradeMeasures out;
  const int width = pixGetWidth(grey);
  const int height = pixGetHeight(grey);
  Histogram counts{};
  for (int y = 0; y < height; y += kRowStep) {
    const l_uint32* row = pixGetData(grey) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(grey);
    for (int x = 0; x < width; ++x) ++counts[GET_DATA_BYTE(row, x)];
  }
  const int paper = PaperLevel(counts);
  const double all = std::max(1.0, static_cast<double>(std::accumulate(counts.begin(), counts.end(), 0L)));
  out.paper = paper;
  out.greys = static_cast<double>(std::accumulate(counts.begin() + kInk, counts.begin() + kWhite + 1, 0L)) / all;
  std::vector<long> sums(kTiles * kTiles);
  std::vector<long> pixels(kTiles * kTiles);
  long steps = 0;
  long pairs = 0;
  for (int y = 0; y < height; y += kRowStep) {
    const l_uint32* row = pixGetData(grey) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(grey);
    int before = 0;
    for (int x = 0; x < width; ++x) {
      const int level = GET_DATA_BYTE(row, x);
      const bool is_paper = level >= paper - kNear;
      if (is_paper) {
        const int down = y * kTiles / height;
        const int across = x * kTiles / width;
        const auto tile = static_cast<std::size_t>(down) * kTiles + across;
        sums[tile] += level;
        ++pixels[tile];
        if (before >= paper - kNear) {
          steps += std::abs(level - before);
          ++pairs;
        }
      }
      before = level;
    }
  }
  out.noise = pairs > 0 ? static_cast<double>(steps) / static_cast<double>(pairs) : 0;
  const std::vector<double> levels =
      TileLevels(sums, pixels, static_cast<long>(width) * height / kRowStep / kTiles / kTiles / 4);
  if (!levels.empty()) out.shade = levels[levels.size() - 1 - levels.size() / 10] - levels[levels.size() / 10];
  return out;
}

GradeMeasures MeasureGrade(Pix* grey, Pix* ink, double dpi) {
  GradeMeasures out = MeasurePaper(grey);
  out.specks = SpecksOf(ink, dpi);
  return out;
}

PageGrade GradeOf(const GradeMeasures& measures) {
  constexpr double kNoPaper = 250;  // a scanner's paper is darker or has grain
  constexpr double kGrain = 0.35;
  constexpr double kSpecked = 0.15;
  constexpr double kDarkest = 223;  // of an office's paper where it is darkest
  constexpr double kShaded = 9;
  if (measures.paper >= kNoPaper && measures.noise < kGrain && measures.shade < kShaded) {
    return measures.specks >= kSpecked ? PageGrade::kPhotocopy : PageGrade::kClean;
  }
  const bool bad = measures.shade >= kShaded || measures.paper - measures.shade < kDarkest;
  return bad ? PageGrade::kBad : PageGrade::kOffice;
}

}  // namespace vankho
