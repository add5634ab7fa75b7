// An engine for tests of what comes before reading.
#pragma once

#include <vector>

#include "pipeline/ocr/ocr_engine.h"

namespace vankho {

// Reads one word on every picture that it is given to read, and believes it.
class OneWord : public OcrEngine {
 public:
  std::string Describe() const override { return "one word"; }
  Result<void> SetImage(const PageImage&) override { return {}; }
  Result<std::vector<Line>> Read(PixelBox, Segmentation) override {
    Line line;
    line.words.resize(1);
    line.words[0].text = "chữ";
    line.words[0].box = {300, 300, 340, 320};
    line.words[0].confidence = 0.9;
    return std::vector<Line>{line};
  }
};

}  // namespace vankho
