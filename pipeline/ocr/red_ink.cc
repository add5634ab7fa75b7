#include "pipeline/ocr/red_ink.h"

#include <algorithm>
#include <array>

namespace vankho {
namespace {

constexpr int kRed = 50;  // levels by which the red channel is over the green one
constexpr int kRedOverBlue = 35;
constexpr int kDarkestPaper = 128;  // a paper darker than that is no paper
constexpr int kWhite = 250;
constexpr double kMost = 0.15;  // share of the page that may be red ink
constexpr double kLeast = 1e-5;

using Levels = std::array<std::uint8_t, 256>;

// What makes the paper's commonest level white, channel by channel.
std::array<Levels, 3> PaperWhitened(const PageImage& image) {
  std::array<std::array<long, 256>, 3> counts{};
  constexpr std::size_t kStep = 7;  // pixels; a seventh of them settles it
  const std::size_t pixels = static_cast<std::size_t>(image.width) * image.height;
  for (std::size_t i = 0; i < pixels; i += kStep) {
    for (std::size_t c = 0; c < 3; ++c) ++counts[c][image.pixels[3 * i + c]];
  }
  std::array<Levels, 3> out{};
  for (std::size_t c = 0; c < 3; ++c) {
    auto paper = std::max_element(counts[c].begin() + kDarkestPaper, counts[c].end()) - counts[c].begin();
    for (int level = 0; level < 256; ++level)
      out[c][level] = static_cast<std::uint8_t>(std::min(255L, level * kWhite / paper));
  }
  return out;
}

}  // namespace

PixPtr FindRedInk(const PageImage& image) {
  if (image.channels != 3) return nullptr;
  const std::array<Levels, 3> levels = PaperWhitened(image);
  PixPtr red(pixCreate(image.width, image.height, 1));
  if (!red) return nullptr;
  long count = 0;
  for (int y = 0; y < image.height; ++y) {
    l_uint32* row = pixGetData(red.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(red.get());
    const std::uint8_t* from = image.pixels.data() + static_cast<std::size_t>(y) * image.width * 3;
    for (int x = 0; x < image.width; ++x, from += 3) {
      const int r = levels[0][from[0]];
      if (r - levels[1][from[1]] < kRed || r - levels[2][from[2]] < kRedOverBlue) continue;
      SET_DATA_BIT(row, x);
      ++count;
    }
  }
  const double pixels = static_cast<double>(image.width) * image.height;
  return count > kLeast * pixels && count < kMost * pixels ? std::move(red) : nullptr;
}

}  // namespace vankho
