#include "pipeline/page/text_size.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace vankho {
namespace {

constexpr double kSmallest = 4.3;  // points, of the small letters of 9-point print
constexpr double kLargest = 10.5;  // the ink of bold print on copies joins its marks, and measures up to 9.5
constexpr double kHighest = 8.5;   // what larger print is brought to: too high is only slow, too low is misread
constexpr double kMostTimesLarger = 4;
constexpr int kFewestLetters = 60;    // of the commonest height
constexpr double kTooMuchInk = 0.25;  // share of a page; more is shade

struct NumaDeleter {
  void operator()(Numa* numa) const { numaDestroy(&numa); }
};
struct BoxaDeleter {
  void operator()(Boxa* boxes) const { boxaDestroy(&boxes); }
};

PixPtr Threshold(Pix* grey) {
  std::unique_ptr<Numa, NumaDeleter> histogram(pixGetGrayHistogram(grey, 4));
  l_int32 threshold = 128;
  if (histogram) numaSplitDistribution(histogram.get(), 0.1F, &threshold, nullptr, nullptr, nullptr, nullptr, nullptr);
  return PixPtr(pixThresholdToBinary(grey, std::clamp(threshold, 60, 220)));
}

double InkShare(Pix* ink) {
  l_float32 share = 0;
  pixForegroundFraction(ink, &share);
  return share;
}

PixPtr InkOfPicture(Pix* pix) {
  if (pixGetDepth(pix) == 1) return PixPtr(pixClone(pix));
  PixPtr grey(pixConvertTo8(pix, 0));
  PixPtr ink = grey ? Threshold(grey.get()) : nullptr;
  if (!ink || InkShare(ink.get()) < kTooMuchInk) return ink;
  PixPtr even(pixBackgroundNormSimple(grey.get(), nullptr, nullptr));
  return even ? Threshold(even.get()) : std::move(ink);
}

// Grey, or the red of colours.
PixPtr FirstChannel(const PageImage& image) {
  PixPtr pix(pixCreate(image.width, image.height, 8));
  const std::uint8_t* from = image.pixels.data();
  for (int y = 0; pix && y < image.height; ++y) {
    l_uint32* row = pixGetData(pix.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(pix.get());
    for (int x = 0; x < image.width; ++x, from += image.channels) SET_DATA_BYTE(row, x, *from);
  }
  return pix;
}

// The widths of letter-like ink, summed for each height, and how many there are.
struct Heights {
  std::map<int, double> widths;
  std::map<int, int> counts;
};

Heights LetterHeights(Pix* ink) {
  Heights heights;
  std::unique_ptr<Boxa, BoxaDeleter> boxes(pixConnCompBB(ink, 8));
  if (!boxes) return heights;
  int most = std::max(pixGetWidth(ink), pixGetHeight(ink)) / 12;
  for (int i = 0; i < boxaGetCount(boxes.get()); ++i) {
    l_int32 width = 0;
    l_int32 height = 0;
    boxaGetBoxGeometry(boxes.get(), i, nullptr, nullptr, &width, &height);
    bool letter = height >= 4 && width >= 3 && height <= most && width * 4 >= height && width <= height * 3;
    if (!letter) continue;
    heights.widths[height] += width;
    ++heights.counts[height];
  }
  return heights;
}

// Is there much ink of more than twice the height beside what is `height` pixels high and `width` wide in all? Small
// letters have no such company, specks on a nearly empty copy have the page's few letters.
bool IsSpeck(double height, double width, const Heights& heights) {
  double larger = 0;
  for (auto at = heights.widths.upper_bound(static_cast<int>(2 * height)); at != heights.widths.end(); ++at)
    larger += at->second * at->first;
  return larger > height * width / 2;
}

}  // namespace

double XHeight(Pix* pix) {
  PixPtr ink = InkOfPicture(pix);
  if (!ink) return 0;
  Heights heights = LetterHeights(ink.get());
  double best = 0;
  double found = 0;
  for (const auto& [height, own] : heights.widths) {
    double reach = std::max(1.0, height * 0.07);
    double sum = 0;
    double weighted = 0;
    int letters = 0;
    auto end = heights.widths.upper_bound(static_cast<int>(height + reach));
    for (auto at = heights.widths.lower_bound(static_cast<int>(std::ceil(height - reach))); at != end; ++at) {
      sum += at->second;
      weighted += at->second * at->first;
      letters += heights.counts[at->first];
    }
    if (letters < kFewestLetters || sum <= best) continue;
    best = sum;
    found = weighted / sum;
  }
  return IsSpeck(found, best, heights) ? 0 : found;
}

double XHeightOf(const PageImage& image) {
  PixPtr grey = FirstChannel(image);
  return grey ? XHeight(grey.get()) : 0;
}

double PrintScale(double x_height) {
  if (x_height <= 0 || (x_height >= kSmallest && x_height <= kLargest)) return 1;
  double wanted = x_height < kSmallest ? kBodyXHeight : kHighest;
  return std::clamp(wanted / x_height, 0.1, kMostTimesLarger);
}

}  // namespace vankho
