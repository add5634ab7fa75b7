// Pictures as PDF image streams, their pixels as they are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/picture_orientation.h"
#include "pipeline/base/result.h"
#include "pipeline/document/page.h"

namespace vankho {

// One page's picture. The dictionary's values are in PDF syntax, ready to be parsed.
struct PictureStream {
  int width = 0;  // pixels, as stored
  int height = 0;
  int bits = 8;
  std::string color_space;         // "/DeviceGray", "[/Indexed /DeviceRGB 255 <...>]"
  std::string filter;              // "/DCTDecode", "/CCITTFaxDecode", "/FlateDecode"
  std::string parms;               // DecodeParms; "" for none
  std::string decode;              // "[1 0 1 0 1 0 1 0]" for inverted CMYK; "" for none
  PictureOrientation orientation;  // what the page must do to show it upright; PDF viewers read no Exif
  std::string data;
};

// JPEG: its bytes unchanged, its orientation beside them. PNG without transparency or interlacing: its compressed bytes
// unchanged. TIFF of one strip in CCITT group 4: the strip unchanged. All others are decoded (by Leptonica) and packed
// again without loss: two colours as CCITT group 4, the rest as PNG packs them. One stream a page. kInvalidInput where
// a picture is damaged.
Result<std::vector<PictureStream>> PictureStreams(MediaType type, const std::string& bytes);

}  // namespace vankho
