#include "pipeline/base/picture_orientation.h"

#include "pipeline/base/byte_reader.h"

namespace vankho {
namespace {

using std::string_view_literals::operator""sv;

// The payload of a JPEG's first Exif segment (APP1), which is a TIFF file without a picture; "" where there is none.
std::string_view ExifOf(std::string_view jpeg) {
  constexpr std::string_view kName = "Exif\0\0"sv;
  constexpr std::uint32_t kApp1 = 0xE1, kStartOfScan = 0xDA;
  ByteReader in(jpeg);
  for (std::size_t at = 2; at + 4 < jpeg.size() && in.U8(at) == 0xFF;) {
    std::uint32_t marker = in.U8(at + 1);
    std::size_t size = in.U16(at + 2);  // counts its own two bytes
    if (marker == kStartOfScan || size < 2) break;
    std::string_view payload = jpeg.substr(at + 4, size - 2);
    if (marker == kApp1 && payload.starts_with(kName)) return payload.substr(kName.size());
    at += 2 + size;
  }
  return {};
}

}  // namespace

PictureOrientation OrientationOfTag(unsigned tag) {
  switch (tag) {
    case 2:
      return {false, true, false};
    case 3:
      return {false, true, true};
    case 4:
      return {false, false, true};
    case 5:
      return {true, true, false};
    case 6:
      return {true, false, false};
    case 7:
      return {true, false, true};
    case 8:
      return {true, true, true};
    default:
      return {};
  }
}

PictureOrientation JpegOrientation(std::string_view jpeg) {
  constexpr std::uint32_t kTiffVersion = 42, kOrientation = 0x112, kShort = 3;
  constexpr std::size_t kEntry = 12;
  std::string_view exif = ExifOf(jpeg);
  bool little = exif.starts_with("II");
  if (!little && !exif.starts_with("MM")) return {};
  ByteReader in(exif, little);
  if (in.U16(2) != kTiffVersion) return {};
  std::size_t directory = in.U32(4);
  std::uint32_t count = in.U16(directory);
  for (std::uint32_t i = 0; i < count; ++i) {
    std::size_t entry = directory + 2 + kEntry * i;
    if (entry + kEntry > exif.size()) break;
    bool found = in.U16(entry) == kOrientation && in.U16(entry + 2) == kShort && in.U32(entry + 4) == 1;
    if (found) return OrientationOfTag(in.U16(entry + 8));
  }
  return {};
}

}  // namespace vankho
