#include "corpus/generator/paper.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace vankho {
namespace {

constexpr double kMmPerInch = 25.4;
constexpr int kCopierThreshold = 140;
constexpr int kInkBlack = 28;  // toner is not quite black

struct KernelDeleter {
  void operator()(L_KERNEL* kernel) const { kernelDestroy(&kernel); }
};
using Kernel = std::unique_ptr<L_KERNEL, KernelDeleter>;

// One 8-bit plane: grey, or one colour of three.
struct Plane {
  Pix pix;
  int paper = 255;  // the blank sheet's level in this colour
};

l_uint32* Row(PIX* pix, int y) { return pixGetData(pix) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(pix); }

Pix Blur(Pix pix, double sigma_px) {
  if (sigma_px < 0.1) return pix;
  const int half = std::max(1, static_cast<int>(std::ceil(2.5 * sigma_px)));
  L_KERNEL* x = nullptr;
  L_KERNEL* y = nullptr;
  makeGaussianKernelSep(half, half, static_cast<float>(sigma_px), 1, &x, &y);
  const Kernel kernel_x(x);
  const Kernel kernel_y(y);
  return Pix(pixConvolveSep(pix.get(), x, y, 8, 1));
}

// Light that falls off along both axes: how many levels darker each column and each row is.
struct Shading {
  std::vector<double> columns;
  std::vector<double> rows;
};

std::vector<double> Ramp(int length, double depth, Random& random) {
  std::vector<double> ramp(static_cast<std::size_t>(length));
  const double from = random.Between(0, depth);
  const double to = random.Between(0, depth);
  const double bend = random.Between(-depth, depth) * 0.4;
  for (std::size_t i = 0; i < ramp.size(); ++i) {
    const double t = static_cast<double>(i) / static_cast<double>(length);
    ramp[i] = std::max(0.0, from + (to - from) * t + bend * 4 * t * (1 - t));
  }
  return ramp;
}

struct Stain {
  double x, y, radius, depth;
};

std::vector<Stain> MakeStains(int width, int height, Random& random) {
  std::vector<Stain> stains(static_cast<std::size_t>(2 + random.Index(3)));
  for (Stain& stain : stains) {
    stain = {random.Between(0, width), random.Between(0, height), width * random.Between(0.04, 0.12),
             random.Between(8, 26)};
  }
  return stains;
}

// Darkest at its rim, as a dried drop is.
double StainDepth(const std::vector<Stain>& stains, int x, int y) {
  double depth = 0;
  for (const Stain& stain : stains) {
    if (std::abs(x - stain.x) > stain.radius || std::abs(y - stain.y) > stain.radius) continue;
    const double r = std::hypot(x - stain.x, y - stain.y) / stain.radius;
    if (r < 1) depth += stain.depth * (0.45 + 0.55 * r * r * r);
  }
  return depth;
}

// Ink keeps its share of the light, whatever the paper: level = paper * ink, then noise.
void LayOnPaper(Plane& plane, const GradeRecipe& recipe, const Shading& shading, const std::vector<Stain>& stains,
                Random& random) {
  const int width = pixGetWidth(plane.pix.get());
  const int height = pixGetHeight(plane.pix.get());
  for (int y = 0; y < height; ++y) {
    l_uint32* row = Row(plane.pix.get(), y);
    const double shade = plane.paper - shading.rows[static_cast<std::size_t>(y)];
    for (int x = 0; x < width; ++x) {
      double paper = shade - shading.columns[static_cast<std::size_t>(x)];
      if (!stains.empty()) paper -= StainDepth(stains, x, y) * (256 - plane.paper) / 20;
      const double ink = GET_DATA_BYTE(row, x);
      double level = kInkBlack + ink * (paper - kInkBlack) / 255;
      if (recipe.noise > 0) level += recipe.noise * random.Normal();
      SET_DATA_BYTE(row, x, static_cast<int>(std::clamp(level + 0.5, 0.0, 255.0)));
    }
  }
}

void Dot(PIX* pix, int x, int y, int radius, Random& random) {
  for (int dy = -radius; dy <= radius; ++dy) {
    for (int dx = -radius; dx <= radius; ++dx) {
      const int px = x + dx;
      const int py = y + dy;
      if (dx * dx + dy * dy > radius * radius || px < 0 || py < 0 || px >= pixGetWidth(pix) || py >= pixGetHeight(pix))
        continue;
      if (radius > 0 && random.Uniform() < 0.25) continue;
      l_uint32* row = Row(pix, py);
      if (pixGetDepth(pix) == 1) {
        SET_DATA_BIT(row, px);
      } else {
        SET_DATA_BYTE(row, px, kInkBlack + random.Index(60));
      }
    }
  }
}

void Speckle(PIX* pix, double per_cm2, int dpi, Random& random) {
  const double cm_per_px = kMmPerInch / 10 / dpi;
  const double area = pixGetWidth(pix) * cm_per_px * pixGetHeight(pix) * cm_per_px;
  const int count = static_cast<int>(area * per_cm2);
  for (int i = 0; i < count; ++i) {
    const int radius = random.Uniform() < 0.7 ? 0 : static_cast<int>(random.Between(0.05, 0.16) / kMmPerInch * dpi);
    Dot(pix, random.Index(pixGetWidth(pix)), random.Index(pixGetHeight(pix)), radius, random);
  }
}

// The shadow of the lid along one long edge, its border wandering.
void BlackenEdge(PIX* pix, double widest_mm, int dpi, Random& random) {
  const double widest = widest_mm / kMmPerInch * dpi;
  const bool left = random.Uniform() < 0.5;
  double edge = random.Between(0, widest);
  for (int y = 0; y < pixGetHeight(pix); ++y) {
    edge = std::clamp(edge + random.Between(-0.6, 0.6), 0.0, widest);
    for (int x = 0; x < static_cast<int>(edge); ++x) {
      if (random.Uniform() < 0.03) continue;
      SET_DATA_BIT(Row(pix, y), left ? x : pixGetWidth(pix) - 1 - x);
    }
  }
}

std::vector<Plane> Split(const Pix& page, const GradeRecipe& recipe) {
  std::vector<Plane> planes;
  if (recipe.depth == PixelDepth::kColour) {
    for (const auto& [colour, paper] :
         {std::pair{COLOR_RED, 244}, std::pair{COLOR_GREEN, 236}, std::pair{COLOR_BLUE, 208}}) {
      planes.push_back({Pix(pixGetRGBComponent(page.get(), colour)), recipe.old_paper ? paper : 250});
    }
  } else {
    planes.push_back({Pix(pixConvertRGBToGray(page.get(), 0, 0, 0)), 250});
  }
  return planes;
}

}  // namespace

Pix AgePaper(Pix page, const GradeRecipe& recipe, int dpi, Random& random) {
  std::vector<Plane> planes = Split(page, recipe);
  page.reset();
  if (recipe.depth == PixelDepth::kGrey16) return Pix(pixThresholdTo4bpp(planes.front().pix.get(), 16, 0));
  const int width = pixGetWidth(planes.front().pix.get());
  const int height = pixGetHeight(planes.front().pix.get());
  const Shading shading{Ramp(width, recipe.shading, random), Ramp(height, recipe.shading, random)};
  const std::vector<Stain> stains = recipe.old_paper ? MakeStains(width, height, random) : std::vector<Stain>();
  for (Plane& plane : planes) {
    plane.pix = Blur(std::move(plane.pix), recipe.blur_mm / kMmPerInch * dpi);
    LayOnPaper(plane, recipe, shading, stains, random);
  }
  if (recipe.depth == PixelDepth::kColour) {
    for (Plane& plane : planes) {
      Random same = random;  // the specks lie in the same places in every colour
      Speckle(plane.pix.get(), recipe.specks_per_cm2, dpi, same);
    }
    return Pix(pixCreateRGBImage(planes[0].pix.get(), planes[1].pix.get(), planes[2].pix.get()));
  }
  if (recipe.depth == PixelDepth::kBilevel)
    planes.front().pix.reset(pixThresholdToBinary(planes.front().pix.get(), kCopierThreshold));
  Speckle(planes.front().pix.get(), recipe.specks_per_cm2, dpi, random);
  if (recipe.depth == PixelDepth::kBilevel && recipe.black_edge_mm > 0)
    BlackenEdge(planes.front().pix.get(), recipe.black_edge_mm, dpi, random);
  return std::move(planes.front().pix);
}

}  // namespace vankho
