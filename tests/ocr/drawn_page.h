// Pages drawn by hand, an A4 sheet in grey.
#pragma once

#include <cstdint>

#include "pipeline/ocr/page_ocr.h"

namespace vankho {

inline PageImage WhitePage(double dpi = 150) {
  PageImage image;
  image.width = static_cast<int>(595 * dpi / 72);
  image.height = static_cast<int>(842 * dpi / 72);
  image.dpi = dpi;
  image.pixels.assign(static_cast<std::size_t>(image.width) * image.height, 255);
  return image;
}

// Points.
inline void Fill(PageImage& image, double left, double top, double right, double bottom, std::uint8_t grey = 0) {
  double scale = image.dpi / 72;
  for (int y = static_cast<int>(top * scale); y < static_cast<int>(bottom * scale); ++y) {
    for (int x = static_cast<int>(left * scale); x < static_cast<int>(right * scale); ++x) {
      image.pixels[static_cast<std::size_t>(y) * image.width + x] = grey;
    }
  }
}

// Something with the shape of print: rows of small blocks.
inline void FakePrint(PageImage& image, double left, double top, double right, int rows) {
  for (int row = 0; row < rows; ++row) {
    for (double x = left + row * 37 % 8; x + 5 < right; x += 7 + row % 5)
      Fill(image, x, top + row * 18, x + 5, top + row * 18 + 8);
  }
}

// Three columns and three rows; the two right cells of the first row are one.
inline PageImage PageWithTable() {
  PageImage image = WhitePage();
  for (double y : {200.0, 230.0, 270.0, 300.0}) Fill(image, 80, y, 501, y + 1);
  Fill(image, 80, 200, 81, 301);
  Fill(image, 200, 200, 201, 301);
  Fill(image, 350, 230, 351, 301);
  Fill(image, 500, 200, 501, 301);
  return image;
}

}  // namespace vankho
