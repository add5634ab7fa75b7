#include "pipeline/ocr/lost_labels.h"

#include <algorithm>
#include <cmath>

#include "pipeline/base/pattern.h"

namespace vankho {
namespace {

constexpr double kReach = 2.5;      // left of the point, in heights of the word behind it
constexpr double kPoint = 4;        // points; a wider mark is no full stop
constexpr double kLeastInk = 0.03;  // of the square of that height: the ink of a digit
constexpr int kMost = 40;           // labels of a page
constexpr double kBelieved = 0.9;   // of the engine's confidence: read once, in a strange place

bool IsLonePoint(const Word& word, double pixels_per_point) {
  return (word.text == "." || word.text == ",") && word.box.width() <= kPoint * pixels_per_point;
}

int InkIn(Pix* ink, const Box& box) {
  const int left = std::max(0, static_cast<int>(box.left));
  const int top = std::max(0, static_cast<int>(box.top));
  const int width = static_cast<int>(box.right) - left;
  const int height = static_cast<int>(box.bottom) - top;
  if (width < 1 || height < 1) return 0;
  ::Box* clip = boxCreate(left, top, width, height);
  PixPtr part(clip ? pixClipRectangle(ink, clip, nullptr) : nullptr);
  boxDestroy(&clip);
  l_int32 count = 0;
  if (part != nullptr) pixCountPixels(part.get(), &count, nullptr);
  return count;
}

bool HoldsMiddle(const Box& box, const Box& word) {
  const double x = (word.left + word.right) / 2;
  const double y = (word.top + word.bottom) / 2;
  return x >= box.left && x < box.right && y >= box.top && y < box.bottom;
}

// The label that a second reading of the line's beginning gives, up to the point's place; "" for none.
Word LabelOf(const std::vector<Line>& lines, const Word& point, const Word& next) {
  static const Pattern kLabel(R"(\d{1,2}(?:\.\d{1,2}){0,3}\.?)");
  Word label;
  if (lines.size() != 1) return label;
  const std::vector<Word> words(lines[0].words.begin(), lines[0].words.end());
  std::size_t at = 0;
  for (; at < words.size() && words[at].box.left <= point.box.right; ++at) {
    label.confidence = label.text.empty() ? words[at].confidence : std::min(label.confidence, words[at].confidence);
    label.box = Cover(label.box, words[at].box);
    label.text += words[at].text;
  }
  if (at >= words.size() || words[at].text != next.text || !kLabel.MatchAll(label.text)) return {};
  if (!label.text.ends_with(".")) label.text += ".";
  label.box = Cover(label.box, point.box);
  label.confidence *= kBelieved;
  return label;
}

}  // namespace

Result<void> ReadLostLabels(double pixels_per_point, Pix* ink, OcrEngine& engine, std::vector<Line>& runs) {
  int left = kMost;
  std::vector<Box> taken;
  for (Line& run : runs) {
    if (run.words.size() < 2 || left == 0) continue;
    const Word point = run.words[0];
    const Word next = run.words[1];
    const double height = next.box.height();
    if (!IsLonePoint(point, pixels_per_point) || next.box.left < point.box.right) continue;
    const Box before{point.box.left - kReach * height, next.box.top, point.box.left - 1, point.box.bottom};
    if (InkIn(ink, before) < kLeastInk * height * height) continue;
    --left;
    const double rim = height * 0.3;
    const PixelBox region{std::max(0, static_cast<int>(before.left)), std::max(0, static_cast<int>(next.box.top - rim)),
                          static_cast<int>(next.box.right + rim - std::max(0.0, before.left)),
                          static_cast<int>(height + 2 * rim)};
    VK_ASSIGN_OR_RETURN(std::vector<Line> lines, engine.Read(region, Segmentation::kLine));
    Word label = LabelOf(lines, point, next);
    if (label.text.empty()) continue;
    taken.push_back(label.box);
    run.words.Open()[0] = std::move(label);
  }
  if (taken.empty()) return {};
  for (Line& run : runs) {
    std::erase_if(run.words.Open(), [&](const Word& word) {
      return std::any_of(taken.begin(), taken.end(),
                         [&](const Box& box) { return !(word.box == box) && HoldsMiddle(box, word.box); });
    });
  }
  std::erase_if(runs, [](const Line& run) { return run.words.empty(); });
  return {};
}

}  // namespace vankho
