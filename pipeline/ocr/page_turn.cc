#include "pipeline/ocr/page_turn.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "pipeline/ocr/components.h"

namespace vankho {
namespace {

constexpr std::size_t kMany = 600;  // letters; where there are more, bands tell

// How sharply the ink of a strip gathers in bands across it: the sum of squared differences of its profile over `lag`
// pixels.
double Banding(Pix* text, ::Box* strip, bool by_row, int lag) {
  PixPtr part(pixClipRectangle(text, strip, nullptr));
  if (part == nullptr) return 0;
  NumaPtr profile(by_row ? pixCountPixelsByRow(part.get(), nullptr) : pixCountPixelsByColumn(part.get()));
  if (profile == nullptr) return 0;
  double sum = 0;
  for (int i = lag; i < numaGetCount(profile.get()); ++i) {
    l_float32 before = 0;
    l_float32 value = 0;
    numaGetFValue(profile.get(), i - lag, &before);
    numaGetFValue(profile.get(), i, &value);
    sum += static_cast<double>(value - before) * (value - before);
  }
  return sum;
}

// Lines of text make bands. Narrow strips see them on a skewed page too; the margins, where copies have black edges,
// are left out.
bool BandsRunDown(Pix* text, double dpi) {
  int width = pixGetWidth(text);
  int height = pixGetHeight(text);
  int margin = std::min(width, height) / 14;
  int step = std::max(8, static_cast<int>(dpi * 0.8));
  int lag = std::max(2, static_cast<int>(dpi * 0.05));
  double across = 0;
  double down = 0;
  for (int x = margin; x + step < width - margin; x += step) {
    ::Box* strip = boxCreate(x, margin, step, height - 2 * margin);
    across += Banding(text, strip, true, lag);
    boxDestroy(&strip);
  }
  for (int y = margin; y + step < height - margin; y += step) {
    ::Box* strip = boxCreate(margin, y, width - 2 * margin, step);
    down += Banding(text, strip, false, lag);
    boxDestroy(&strip);
  }
  return down > 1.3 * across;
}

int Longer(const PixelBox& box) { return std::max(box.width, box.height); }

// Pieces of the size of letters; marks over letters, which are their neighbours above, left out.
std::vector<PixelBox> LettersOf(Pix* text, double dpi) {
  constexpr double kSmallest = 3.5, kLargest = 30;  // points
  constexpr double kMark = 0.6;                     // of the middle letter
  std::vector<PixelBox> letters = ComponentsOf(text);
  std::erase_if(letters, [&](const PixelBox& box) {
    const double size = Longer(box) * 72 / dpi;
    return size < kSmallest || size > kLargest;
  });
  if (letters.empty()) return letters;
  std::vector<int> sizes;
  sizes.reserve(letters.size());
  for (const PixelBox& box : letters) sizes.push_back(Longer(box));
  auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
  std::nth_element(sizes.begin(), middle, sizes.end());
  std::erase_if(letters, [&](const PixelBox& box) { return Longer(box) < kMark * *middle; });
  return letters;
}

// How far apart the boxes stand along one axis; below zero: how much of it they share.
int Apart(int begin, int length, int other, int other_length) {
  return std::max(begin, other) - std::min(begin + length, other + other_length);
}

void Vote(const std::vector<PixelBox>& letters, const PixelBox& letter, NeighbourVotes& votes) {
  int best = Longer(letter) + 1;  // farther than a letter's size is no neighbour
  std::optional<bool> is_beside;
  for (const PixelBox& other : letters) {
    if (&other == &letter) continue;
    const int across = Apart(letter.left, letter.width, other.left, other.width);
    const int down = Apart(letter.top, letter.height, other.top, other.height);
    const bool beside = -2 * down >= std::min(letter.height, other.height);
    const bool above = -2 * across >= std::min(letter.width, other.width);
    if (beside == above) continue;
    const int away = std::max(0, beside ? across : down);
    if (away >= best) continue;
    best = away;
    is_beside = beside;
  }
  if (is_beside) ++(*is_beside ? votes.beside : votes.above);
}

bool LiesOnItsSide(Pix* text, double dpi, NeighbourVotes votes) {
  constexpr int kFewest = 4;
  constexpr double kClear = 1.5;
  if (votes.above >= kFewest && votes.above > kClear * votes.beside) return true;
  if (votes.beside >= kFewest && votes.beside > kClear * votes.above) return false;
  return BandsRunDown(text, dpi);
}

}  // namespace

NeighbourVotes VotesOfNeighbours(Pix* text, double dpi) {
  NeighbourVotes votes;
  const std::vector<PixelBox> letters = LettersOf(text, dpi);
  if (letters.size() > kMany) return votes;
  for (const PixelBox& letter : letters) Vote(letters, letter, votes);
  return votes;
}

int UprightTurn(Pix* text, double dpi) {
  const NeighbourVotes votes = VotesOfNeighbours(text, dpi);
  const bool side = LiesOnItsSide(text, dpi, votes);
  l_float32 up = 0;
  l_float32 left = 0;
  if (pixOrientDetect(text, &up, &left, 0, 0) != 0) return side ? 90 : 0;
  if (side) return left > 0 ? 90 : 270;
  // Of an upright page the direction is asked for only where it is certain, and not where commas below digits are many
  // among few letters.
  if (votes.beside > 0) return 0;
  return up < -8.0F && std::abs(up) > std::abs(left) ? 180 : 0;
}

}  // namespace vankho
