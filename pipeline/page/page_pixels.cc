#include "pipeline/page/page_pixels.h"

#include <cmath>
#include <mutex>

namespace vankho {

void QuietLeptonica() {
  static std::once_flag once;
  std::call_once(once, [] { setMsgSeverity(L_SEVERITY_NONE); });
}

PixPtr Plain(PixPtr pix) {
  if (pix && pixGetDepth(pix.get()) == 32 && pixGetSpp(pix.get()) == 4) {
    pix.reset(pixAlphaBlendUniform(pix.get(), 0xffffff00));
  }
  if (pix && pixGetColormap(pix.get()) != nullptr) pix.reset(pixRemoveColormap(pix.get(), REMOVE_CMAP_BASED_ON_SRC));
  if (pix && pixGetDepth(pix.get()) != 32 && pixGetDepth(pix.get()) != 1) pix.reset(pixConvertTo8(pix.get(), 0));
  return pix;
}

PixPtr Upright(PixPtr pix, PictureOrientation orientation) {
  if (pix && orientation.turned) pix.reset(pixRotateOrth(pix.get(), 1));
  if (pix && orientation.mirrored) pixFlipLR(pix.get(), pix.get());
  if (pix && orientation.flipped) pixFlipTB(pix.get(), pix.get());
  return pix;
}

PixPtr Scaled(PixPtr pix, double factor_x, double factor_y) {
  constexpr double kNothing = 0.002;  // moves no point of A4 by more than a pixel and a half at 200 dpi
  if (pix && pixGetDepth(pix.get()) == 1) pix.reset(pixConvertTo8(pix.get(), 0));
  bool as_it_is = std::abs(factor_x - 1) <= kNothing && std::abs(factor_y - 1) <= kNothing;
  if (!pix || as_it_is) return pix;
  constexpr float kNoSharpening = 0;
  return PixPtr(
      pixScaleGeneral(pix.get(), static_cast<float>(factor_x), static_cast<float>(factor_y), kNoSharpening, 0));
}

PageImage RasterOf(Pix* pix, double dpi) {
  PageImage image;
  image.width = pixGetWidth(pix);
  image.height = pixGetHeight(pix);
  image.channels = pixGetDepth(pix) == 32 ? 3 : 1;
  image.dpi = dpi;
  image.pixels.resize(static_cast<std::size_t>(image.width) * image.height * image.channels);
  std::uint8_t* to = image.pixels.data();
  for (int y = 0; y < image.height; ++y) {
    const l_uint32* row = pixGetData(pix) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(pix);
    for (int x = 0; x < image.width; ++x) {
      if (image.channels == 1) {
        *to++ = static_cast<std::uint8_t>(GET_DATA_BYTE(row, x));
        continue;
      }
      *to++ = static_cast<std::uint8_t>(row[x] >> L_RED_SHIFT);
      *to++ = static_cast<std::uint8_t>(row[x] >> L_GREEN_SHIFT);
      *to++ = static_cast<std::uint8_t>(row[x] >> L_BLUE_SHIFT);
    }
  }
  return image;
}

}  // namespace vankho
