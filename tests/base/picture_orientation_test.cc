#include "pipeline/base/picture_orientation.h"

#include <gtest/gtest.h>

#include <string>

namespace vankho {
namespace {

std::string Number(std::size_t value, int bytes, bool little) {
  std::string out;
  for (int i = 0; i < bytes; ++i) {
    int shift = 8 * (little ? i : bytes - 1 - i);
    out += static_cast<char>(value >> shift & 0xFF);
  }
  return out;
}

// A directory of two entries, the second of them the orientation.
std::string Exif(int orientation, bool little) {
  auto n = [&](std::size_t value, int bytes) { return Number(value, bytes, little); };
  return (little ? "II" : "MM") + n(42, 2) + n(8, 4) + n(2, 2) + n(0x100, 2) + n(4, 2) + n(1, 4) + n(640, 4) +
         n(0x112, 2) + n(3, 2) + n(1, 4) + n(orientation, 2) + n(0, 2) + n(0, 4);
}

std::string Segment(char marker, const std::string& payload) {
  return std::string("\xFF") + marker + Number(payload.size() + 2, 2, false) + payload;
}

std::string Jpeg(const std::string& exif) {
  return "\xFF\xD8" + Segment('\xE0', std::string("JFIF\0\1\1\0\0\1\0\1\0\0", 14)) +
         Segment('\xE1', std::string("Exif\0\0", 6) + exif) + Segment('\xDA', "data");
}

TEST(JpegOrientation, EightValuesInBothByteOrders) {
  const PictureOrientation expected[] = {{false, false, false}, {false, true, false}, {false, true, true},
                                         {false, false, true},  {true, true, false},  {true, false, false},
                                         {true, false, true},   {true, true, true}};
  for (bool little : {false, true}) {
    for (int value = 1; value <= 8; ++value)
      EXPECT_EQ(JpegOrientation(Jpeg(Exif(value, little))), expected[value - 1]) << value;
  }
}

TEST(JpegOrientation, OtherValuesAndNoExifAreUpright) {
  for (int value : {0, 9, 65535}) EXPECT_TRUE(JpegOrientation(Jpeg(Exif(value, true))).upright()) << value;
  EXPECT_TRUE(JpegOrientation("").upright());
  EXPECT_TRUE(JpegOrientation("\xFF\xD8").upright());
  EXPECT_TRUE(JpegOrientation("\xFF\xD8" + Segment('\xDA', "data") + Jpeg(Exif(6, true)).substr(2)).upright());
}

TEST(JpegOrientation, AnotherKindOfApp1MayStandBefore) {
  std::string jpeg = Jpeg(Exif(6, true));
  jpeg.insert(2, Segment('\xE1', "http://ns.adobe.com/xap/1.0/"));
  EXPECT_TRUE(JpegOrientation(jpeg).turned);
}

TEST(JpegOrientation, EveryCutAndEveryWrongByteIsSurvived) {
  std::string whole = Jpeg(Exif(6, false));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    std::string cut(whole, 0, size);  // its own memory, for the sanitizers to see what is read beyond it
    cut.shrink_to_fit();
    JpegOrientation(cut);
  }
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (char byte : {'\0', '\1', '\x7F', '\x80', '\xFF'}) {
      std::string wrong = whole;
      wrong[at] = byte;
      JpegOrientation(wrong);
    }
  }
  std::string far = Jpeg(Exif(6, false));
  far.replace(far.find("MM") + 4, 4, "\xFF\xFF\xFF\xFE");  // the directory lies beyond the end
  EXPECT_TRUE(JpegOrientation(far).upright());
}

}  // namespace
}  // namespace vankho
