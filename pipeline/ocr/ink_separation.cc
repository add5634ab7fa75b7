#include "pipeline/ocr/ink_separation.h"

#include <algorithm>

#include "pipeline/ocr/red_ink.h"
#include "pipeline/ocr/red_print.h"
#include "pipeline/ocr/seals.h"

namespace vankho {
namespace {

// Where `print` is set and next to it, the darker of the red and the green channel: red letters come out as dark as
// they are printed.
void Paint(Pix* print, const PageImage& image, Pix* grey) {
  PixPtr mask(pixDilateBrick(nullptr, print, 3, 3));
  if (!mask) return;
  for (int y = 0; y < image.height; ++y) {
    const l_uint32* set = pixGetData(mask.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(mask.get());
    l_uint32* row = pixGetData(grey) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(grey);
    const std::uint8_t* from = image.pixels.data() + static_cast<std::size_t>(y) * image.width * 3;
    for (int x = 0; x < image.width; ++x, from += 3) {
      if (GET_DATA_BIT(set, x) != 0) SET_DATA_BYTE(row, x, std::min(from[0], from[1]));
    }
  }
}

}  // namespace

ReadableInk SeparateInk(const PageImage& image) {
  ReadableInk out{GreyOf(image), nullptr};
  if (!out.grey || image.channels != 3) return out;
  const PixPtr red = FindRedInk(image);
  if (!red) return out;
  const RedPrint print = FindRedPrint(red.get(), FindSeals(red.get(), image.dpi), image.dpi);
  if (print.in_line) Paint(print.in_line.get(), image, out.grey.get());
  if (print.apart) {
    out.apart.reset(pixCreateTemplate(out.grey.get()));
    if (out.apart) {
      pixSetAll(out.apart.get());
      Paint(print.apart.get(), image, out.apart.get());
    }
  }
  return out;
}

}  // namespace vankho
