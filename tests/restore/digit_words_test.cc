#include "pipeline/restore/digit_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vankho {
namespace {

TEST(DigitWords, ThreeNumbersMayBeWords) {
  EXPECT_THAT(WordsFor("6"), testing::ElementsAre("ở", "ô"));
  EXPECT_THAT(WordsFor("14"), testing::ElementsAre("là", "lá"));
  EXPECT_THAT(WordsFor("16"), testing::ElementsAre("lệ", "lộ", "lỗ"));
  EXPECT_THAT(WordsFor("86"), testing::ElementsAre("số"));
  for (const char* number : {"5", "06", "60", "146", "6,5", ""}) EXPECT_TRUE(WordsFor(number).empty()) << number;
}

TEST(DigitWords, WhereNoNumberCanStand) {
  EXPECT_TRUE(OnlyWordFits("gây", "ô", "nhiễm", "nguồn"));
  EXPECT_TRUE(OnlyWordFits("xe", "ô", "tô", "của"));
  EXPECT_TRUE(OnlyWordFits("chủ", "ở", "cơ", "sở"));
  EXPECT_TRUE(OnlyWordFits("dân", "ở", "cấp", "cơ"));
  EXPECT_TRUE(OnlyWordFits("dân", "ở", "24", "thôn"));
  EXPECT_TRUE(OnlyWordFits("ngành", "ở", "các", "huyện"));
  EXPECT_TRUE(OnlyWordFits("yếu", "là", "một", "số"));
  EXPECT_TRUE(OnlyWordFits("tỷ", "lệ", "hồ", "sơ"));
  EXPECT_TRUE(OnlyWordFits("chỉ", "số", "cải", "cách"));
  EXPECT_TRUE(OnlyWordFits("đây", "là", "kế", "hoạch"));
}

TEST(DigitWords, WhereANumberCan) {
  EXPECT_FALSE(OnlyWordFits("tại", "ở", "cơ", "sở")) << "tại 6 cơ sở";
  EXPECT_FALSE(OnlyWordFits("cho", "ở", "cấp", "học"));
  EXPECT_FALSE(OnlyWordFits("thứ", "ở", "các", "tuần")) << "thứ 6 các tuần";
  EXPECT_FALSE(OnlyWordFits("tháng", "ở", "các", "năm"));
  EXPECT_FALSE(OnlyWordFits("vụ", "là", "11,8", "điểm")) << "a row of numbers";
  EXPECT_FALSE(OnlyWordFits("vụ", "là", "11", "12"));
  EXPECT_FALSE(OnlyWordFits("vụ", "là", "11", ""));
  EXPECT_FALSE(OnlyWordFits("tỷ", "lệ", "triệu", "đồng")) << "2 tỷ 16 triệu đồng";
  EXPECT_FALSE(OnlyWordFits("chỉ", "số", "hộ", "nghèo")) << "chỉ 86 hộ nghèo";
  EXPECT_FALSE(OnlyWordFits("", "ở", "các", "xã")) << "what stands before is unknown";
  EXPECT_FALSE(OnlyWordFits("xây", "ô", "tô", "đẹp"));
  EXPECT_FALSE(OnlyWordFits("hối", "lộ", "các", "bên"));
}

}  // namespace
}  // namespace vankho
