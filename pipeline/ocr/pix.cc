#include "pipeline/ocr/pix.h"

#include <algorithm>
#include <string>

namespace vankho {

PixPtr GreyOf(const PageImage& image) {
  PixPtr pix(pixCreate(image.width, image.height, 8));
  if (pix == nullptr) return pix;
  pixSetXRes(pix.get(), static_cast<int>(image.dpi));
  pixSetYRes(pix.get(), static_cast<int>(image.dpi));
  auto step = static_cast<std::size_t>(image.channels);
  for (int y = 0; y < image.height; ++y) {
    l_uint32* row = pixGetData(pix.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(pix.get());
    const std::uint8_t* from = image.pixels.data() + static_cast<std::size_t>(y) * image.width * step;
    for (int x = 0; x < image.width; ++x, from += step) SET_DATA_BYTE(row, x, *from);
  }
  return pix;
}

PageImage ToPageImage(Pix* grey, double dpi) {
  PageImage image;
  image.width = pixGetWidth(grey);
  image.height = pixGetHeight(grey);
  image.dpi = dpi;
  image.pixels.resize(static_cast<std::size_t>(image.width) * image.height);
  for (int y = 0; y < image.height; ++y) {
    const l_uint32* row = pixGetData(grey) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(grey);
    std::uint8_t* to = image.pixels.data() + static_cast<std::size_t>(y) * image.width;
    for (int x = 0; x < image.width; ++x) to[x] = static_cast<std::uint8_t>(GET_DATA_BYTE(row, x));
  }
  return image;
}

PixPtr InkOf(Pix* grey) {
  // One threshold for the page. A quarter of the pixels settles it; Leptonica's tile of page size makes it global.
  NumaPtr histogram(pixGetGrayHistogram(grey, 4));
  l_int32 threshold = 128;
  if (histogram != nullptr)
    numaSplitDistribution(histogram.get(), 0.1F, &threshold, nullptr, nullptr, nullptr, nullptr, nullptr);
  return PixPtr(pixThresholdToBinary(grey, std::clamp(threshold, 60, 220)));
}

Result<std::string> ToJpeg(const PageImage& image) {
  constexpr l_int32 kQuality = 70;
  PixPtr pix;
  if (image.channels == 3) {
    pix.reset(pixCreate(image.width, image.height, 32));
    for (int y = 0; pix != nullptr && y < image.height; ++y) {
      l_uint32* row = pixGetData(pix.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(pix.get());
      const std::uint8_t* from = image.pixels.data() + static_cast<std::size_t>(y) * image.width * 3;
      for (int x = 0; x < image.width; ++x, from += 3) composeRGBPixel(from[0], from[1], from[2], row + x);
    }
  } else {
    pix = GreyOf(image);
  }
  l_uint8* bytes = nullptr;
  std::size_t size = 0;
  if (pix == nullptr || pixWriteMemJpeg(&bytes, &size, pix.get(), kQuality, 0) != 0 || bytes == nullptr) {
    return Fail(ErrorCode::kEngine, "the page's picture could not be written");
  }
  std::string jpeg(reinterpret_cast<const char*>(bytes), size);
  lept_free(bytes);
  return jpeg;
}

}  // namespace vankho
