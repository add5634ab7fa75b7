// Pictures as cameras and scanners store them that were held otherwise than upright.
#pragma once

#include <leptonica/allheaders.h>

#include <string>

namespace vankho {

// Where the pixel of the stored row and column belongs on the upright picture of `width` x `height`. Orientation tag by
// the words of the Exif standard: on which side the stored row 0 and column 0 lie.
struct UprightPlace {
  int x = 0, y = 0;
};
inline UprightPlace PlaceOfStored(int tag, int row, int column, int width, int height) {
  auto from_left = [&](bool left, int i) { return left ? i : width - 1 - i; };
  auto from_top = [&](bool top, int i) { return top ? i : height - 1 - i; };
  if (tag <= 4) return {from_left(tag == 1 || tag == 4, column), from_top(tag <= 2, row)};
  return {from_left(tag == 5 || tag == 8, row), from_top(tag == 5 || tag == 6, column)};
}

// White, 8 bits, with a black quarter at the top left and a grey one at the top right. The caller destroys it.
inline Pix* UprightQuarters(int width, int height) {
  Pix* pix = pixCreate(width, height, 8);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) pixSetPixel(pix, x, y, y >= height / 2 ? 255 : x < width / 2 ? 0 : 128);
  }
  return pix;
}

// The quarters as a file (IFF_JFIF_JPEG or IFF_TIFF) whose pixels lie as its orientation tag, 1 to 8, says.
inline std::string HeldPicture(int tag, int format, int width, int height) {
  Pix* upright = UprightQuarters(width, height);
  Pix* stored = tag <= 4 ? pixCreate(width, height, 8) : pixCreate(height, width, 8);
  for (int row = 0; row < pixGetHeight(stored); ++row) {
    for (int column = 0; column < pixGetWidth(stored); ++column) {
      UprightPlace place = PlaceOfStored(tag, row, column, width, height);
      l_uint32 value = 0;
      pixGetPixel(upright, place.x, place.y, &value);
      pixSetPixel(stored, column, row, value);
    }
  }
  l_uint8* data = nullptr;
  size_t size = 0;
  pixWriteMem(&data, &size, stored, format);
  std::string bytes(reinterpret_cast<char*>(data), size);
  lept_free(data);
  pixDestroy(&upright);
  pixDestroy(&stored);
  if (format == IFF_TIFF) {  // Leptonica writes the tag (274, a SHORT, once) as 1
    bytes[bytes.find(std::string("\x12\x01\3\0\1\0\0\0", 8)) + 8] = static_cast<char>(tag);
    return bytes;
  }
  std::string exif(
      "\xFF\xE1\0\x22"
      "Exif\0\0II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0?\0\0\0\0\0\0\0",
      36);
  exif[28] = static_cast<char>(tag);
  return bytes.insert(2, exif);
}

}  // namespace vankho
