#include <algorithm>
#include <utility>

#include "pipeline/ocr/ocr_engine.h"

namespace vankho {
namespace {

class NullEngine : public OcrEngine {
 public:
  std::string Describe() const override { return "none"; }
  Result<void> SetImage(const PageImage&) override { return {}; }
  Result<std::vector<Line>> Read(PixelBox, Segmentation) override { return std::vector<Line>{}; }
};

class ReplayEngine : public OcrEngine {
 public:
  explicit ReplayEngine(Page page) : page_(std::move(page)) {}

  std::string Describe() const override { return page_.engine; }

  Result<void> SetImage(const PageImage& image) override {
    scale_ = page_.width_pt > 0 ? image.width / page_.width_pt : 1;
    return {};
  }

  Result<std::vector<Line>> Read(PixelBox region, Segmentation) override {
    std::vector<Line> lines;
    for (const Line& recorded : page_.lines) {
      Line line;
      for (Word word : recorded.words) {
        word.box = {word.box.left * scale_, word.box.top * scale_, word.box.right * scale_, word.box.bottom * scale_};
        double x = (word.box.left + word.box.right) / 2 - region.left;
        double y = (word.box.top + word.box.bottom) / 2 - region.top;
        if (x >= 0 && y >= 0 && x < region.width && y < region.height) line.words.push_back(std::move(word));
      }
      if (!line.words.empty()) lines.push_back(std::move(line));
    }
    return lines;
  }

 private:
  Page page_;
  double scale_ = 1;  // pixels a point
};

}  // namespace

std::unique_ptr<OcrEngine> ReplayPage(Page page) { return std::make_unique<ReplayEngine>(std::move(page)); }

std::unique_ptr<OcrEngine> MakeNullEngine() { return std::make_unique<NullEngine>(); }

}  // namespace vankho
