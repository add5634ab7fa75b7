// Whether a PDF page is read from its text or from its picture.
#pragma once

#include <string>
#include <vector>

#include "pipeline/page/page_reader.h"

namespace vankho {

struct LayerChoice {
  PageOrigin origin = PageOrigin::kOcr;  // kTextLayer or kOcr
  std::string reason;
};

// `text` is the page's own text; legacy encodings in it are decoded in place where that makes good Vietnamese of it.
// `picture` is a coarse rendering of the page: text that covers little of its ink is a caption on a scan.
LayerChoice ChooseLayer(std::vector<Line>& text, const PageImage& picture);

// The share of the picture's ink (long rules left out) that lies under words; 1 for a picture without ink.
double InkUnderWords(const std::vector<Line>& text, const PageImage& picture);

}  // namespace vankho
