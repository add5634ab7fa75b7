// Decoded pictures as pages' rasters, by Leptonica.
#pragma once

#include <leptonica/allheaders.h>

#include <memory>

#include "pipeline/base/picture_orientation.h"
#include "pipeline/page/page_reader.h"

namespace vankho {

struct PixDeleter {
  void operator()(Pix* pix) const { pixDestroy(&pix); }
};
using PixPtr = std::unique_ptr<Pix, PixDeleter>;

// Leptonica prints what it thinks of damaged files; from the first call on it does not.
void QuietLeptonica();

// One bit, grey or colour of 8 bits a channel; nothing transparent, no colour map. Null where memory runs out.
PixPtr Plain(PixPtr pix);

// The picture as viewers show it. Null where memory runs out.
PixPtr Upright(PixPtr pix, PictureOrientation orientation);

// What Plain gives, scaled (by the mean of the pixels that go into one, which keeps thin strokes of one-bit pictures as
// grey ones) and with one bit a pixel made grey. Factors near 1 leave the pixels as they are. Null where memory runs
// out.
PixPtr Scaled(PixPtr pix, double factor_x, double factor_y);

// A picture of 8 or 32 bits as a raster.
PageImage RasterOf(Pix* pix, double dpi);

}  // namespace vankho
