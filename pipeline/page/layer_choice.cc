#include "pipeline/page/layer_choice.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "pipeline/page/layer_lines.h"
#include "pipeline/page/legacy_text.h"
#include "pipeline/page/text_quality.h"

namespace vankho {
namespace {

constexpr double kMinCover = 0.5;  // born-digital pages: 0.8-1; a caption on a scan: under 0.1
constexpr std::uint8_t kInk = 160;

std::string TextOf(const std::vector<Line>& lines) {
  std::string text;
  for (const Line& line : lines) {
    text += line.text;
    text += '\n';
  }
  return text;
}

// Ink of one pixel, from 0 (paper) to 1.
bool IsInk(const PageImage& picture, int x, int y) {
  std::size_t at = (static_cast<std::size_t>(y) * picture.width + x) * picture.channels;
  if (picture.channels == 1) return picture.pixels[at] < kInk;
  return (picture.pixels[at] * 2 + picture.pixels[at + 1] * 5 + picture.pixels[at + 2]) / 8 < kInk;
}

// Pixels that belong to a run of ink longer than `limit` along a row or a column: rules, borders, dark pictures.
void EraseRuns(std::vector<std::uint8_t>& ink, int count, int length, std::size_t step_count, std::size_t step,
               int limit) {
  for (int i = 0; i < count; ++i) {
    int run = 0;
    for (int k = 0; k <= length; ++k) {
      bool on = k < length && ink[i * step_count + k * step] != 0;
      if (on) {
        ++run;
        continue;
      }
      if (run > limit) {
        for (int back = k - run; back < k; ++back) ink[i * step_count + back * step] = 2;  // 2: ink, but of a rule
      }
      run = 0;
    }
  }
}

bool DecodeInPlace(std::vector<Line>& lines, LegacyEncoding encoding) {
  std::vector<Line> decoded = lines;
  for (Line& line : decoded) {
    for (Word& word : line.words) word.text = DecodeLegacy(word.text, encoding);
    JoinWords(line);
  }
  if (!MeasureText(TextOf(decoded)).IsGood()) return false;
  lines = std::move(decoded);
  return true;
}

std::string DescribeBad(const TextQuality& quality) {
  if (quality.foreign_signs * 50 > quality.words) {
    return fmt::format("text layer is garbled ({} signs that are not Vietnamese in {} words)", quality.foreign_signs,
                       quality.words);
  }
  if (quality.PossibleShare() < 0.9 && quality.AccentedShare() >= 0.1) {
    return fmt::format("text layer is not good Vietnamese ({:.0f} % possible syllables)",
                       100 * quality.PossibleShare());
  }
  return fmt::format("text layer lost its diacritics ({:.0f} % of the words have any)", 100 * quality.AccentedShare());
}

}  // namespace

double InkUnderWords(const std::vector<Line>& text, const PageImage& picture) {
  auto width = static_cast<std::size_t>(picture.width);
  std::vector<std::uint8_t> ink(width * picture.height);
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) ink[y * width + x] = IsInk(picture, x, y) ? 1 : 0;
  }
  int limit = static_cast<int>(picture.dpi / 2);
  EraseRuns(ink, picture.height, picture.width, width, 1, limit);
  EraseRuns(ink, picture.width, picture.height, 1, width, limit);
  auto total = static_cast<double>(std::count(ink.begin(), ink.end(), 1));
  if (total < picture.dpi) return 1;  // less than a line's worth of dots
  double scale = picture.dpi / 72;
  for (const Line& line : text) {
    for (const Word& word : line.words) {
      double margin = word.box.height() * 0.15;
      int left = std::max(0, static_cast<int>((word.box.left - margin) * scale));
      int right = std::min(picture.width, static_cast<int>(std::ceil((word.box.right + margin) * scale)));
      int top = std::max(0, static_cast<int>((word.box.top - margin) * scale));
      int bottom = std::min(picture.height, static_cast<int>(std::ceil((word.box.bottom + margin) * scale)));
      for (int y = top; y < bottom; ++y) {
        for (int x = left; x < right; ++x) ink[y * width + x] = 0;
      }
    }
  }
  return 1 - static_cast<double>(std::count(ink.begin(), ink.end(), 1)) / total;
}

LayerChoice ChooseLayer(std::vector<Line>& text, const PageImage& picture) {
  std::size_t words = 0;
  for (const Line& line : text) words += line.words.size();
  if (words == 0) return {PageOrigin::kOcr, "no text layer"};
  double cover = InkUnderWords(text, picture);
  TextQuality quality = MeasureText(TextOf(text));
  bool thin = cover < kMinCover;
  if (thin) {
    return {PageOrigin::kOcr,
            fmt::format("text layer of {} words lies over {:.0f} % of the page's ink", words, 100 * cover)};
  }
  std::string good = "good Vietnamese text layer ({:.0f} % possible syllables, {:.0f} % with marks)";
  if (quality.IsGood()) {
    return {PageOrigin::kTextLayer,
            fmt::format(fmt::runtime(good), 100 * quality.PossibleShare(), 100 * quality.AccentedShare())};
  }
  LegacyEncoding encoding = GuessLegacy(TextOf(text));
  if (encoding != LegacyEncoding::kLatin1 && DecodeInPlace(text, encoding)) {
    return {PageOrigin::kTextLayer, fmt::format("text layer in {}, decoded", Name(encoding))};
  }
  if (quality.words == 0 && words <= 3) return {PageOrigin::kTextLayer, "text layer without words (numbers only)"};
  return {PageOrigin::kOcr, DescribeBad(quality)};
}

}  // namespace vankho
