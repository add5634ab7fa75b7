// Leptonica's pictures, owned; and the way between them and PageImage.
#pragma once

#include <leptonica/allheaders.h>

#include <memory>

#include "pipeline/page/page_pixels.h"

namespace vankho {

struct NumaDeleter {
  void operator()(Numa* numa) const { numaDestroy(&numa); }
};
using NumaPtr = std::unique_ptr<Numa, NumaDeleter>;

struct BoxaDeleter {
  void operator()(Boxa* boxes) const { boxaDestroy(&boxes); }
};
using BoxaPtr = std::unique_ptr<Boxa, BoxaDeleter>;

// Grey, 8 bits. Of a colour picture the red channel: it whitens all red ink and yellowed paper and keeps black and blue
// ink.
PixPtr GreyOf(const PageImage& image);
// A grey picture as a raster.
PageImage ToPageImage(Pix* grey, double dpi);

// Black where the grey picture is darker than its own (Otsu) threshold; 1 bit. Never null for a picture of 8 bits.
PixPtr InkOf(Pix* grey);

// The raster as a JPEG file, for people to look at.
Result<std::string> ToJpeg(const PageImage& image);

}  // namespace vankho
