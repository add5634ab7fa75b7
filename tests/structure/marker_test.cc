#include "pipeline/structure/marker.h"

#include <gtest/gtest.h>

namespace vankho {
namespace {

MarkerRank RankOf(std::string_view line) {
  auto marker = ParseMarker(line);
  EXPECT_TRUE(marker.has_value()) << line;
  return marker ? marker->rank : MarkerRank::kStar;
}

TEST(MarkerTest, ReadsEachLevel) {
  EXPECT_EQ(RankOf("Phần II"), MarkerRank::kPart);
  EXPECT_EQ(RankOf("IV. KINH PHÍ"), MarkerRank::kRoman);
  EXPECT_EQ(RankOf("3. Cải cách thể chế"), MarkerRank::kArabic);
  EXPECT_EQ(RankOf("2.1 Ban hành quyết định"), MarkerRank::kDecimal2);
  EXPECT_EQ(RankOf("1.2.3. Phòng Y tế"), MarkerRank::kDecimal3);
  EXPECT_EQ(RankOf("đ) Kiểm tra"), MarkerRank::kLetter);
  EXPECT_EQ(RankOf("– Rà soát"), MarkerRank::kDash);
  EXPECT_EQ(RankOf("- + Nội dung"), MarkerRank::kPlus);
}

TEST(MarkerTest, LettersFollowTheVietnameseAlphabet) {
  EXPECT_EQ(ParseMarker("d) Một việc")->number + 1, ParseMarker("đ) Việc sau")->number);
  EXPECT_FALSE(ParseMarker("f) Không có điểm này"));
}

TEST(MarkerTest, DamagedRomanNumbersAreMarkedAsSuch) {
  auto marker = ParseMarker("I1. NỘI DUNG");
  ASSERT_TRUE(marker);
  EXPECT_EQ(marker->label, "II");
  EXPECT_TRUE(marker->damaged);
  EXPECT_FALSE(ParseMarker("II. NỘI DUNG")->damaged);
}

TEST(MarkerTest, DamagedNumbersAreMarkedAsSuch) {
  auto marker = ParseDamagedNumber("l. Phòng Y tế");
  ASSERT_TRUE(marker.has_value());
  EXPECT_EQ(marker->rank, MarkerRank::kArabic);
  EXPECT_EQ(marker->label, "1");
  EXPECT_EQ(marker->size, 3u);
  EXPECT_TRUE(marker->damaged);
  EXPECT_EQ(ParseDamagedNumber("3.l. Trồng cây").value().label, "3.1");
  EXPECT_FALSE(ParseDamagedNumber("1. Phòng Y tế").has_value());
  EXPECT_FALSE(ParseDamagedNumber("le. Lời").has_value());
  EXPECT_FALSE(ParseDamagedNumber("l.").has_value());
}

TEST(MarkerTest, CapitalsOpenPartsOverTitlesInCapitals) {
  EXPECT_EQ(RankOf("B. PHƯƠNG HƯỚNG, NHIỆM VỤ"), MarkerRank::kChapter);
  EXPECT_EQ(ParseMarker("Đ. CHẾ ĐỘ BÁO CÁO")->number, ParseMarker("D. PHÂN CÔNG")->number + 1);
  EXPECT_FALSE(ParseMarker("B. Nguyễn Thị Lan"));
  EXPECT_EQ(RankOf("V. TỔ CHỨC THỰC HIỆN"), MarkerRank::kRoman);
}

TEST(MarkerTest, NumbersInTextAreNoMarkers) {
  EXPECT_FALSE(ParseMarker("1,5 điểm"));
  EXPECT_FALSE(ParseMarker("15/3/2024 là hạn"));
  EXPECT_FALSE(ParseMarker("2024 là năm"));
  EXPECT_FALSE(ParseMarker("-5 điểm"));
  EXPECT_FALSE(ParseMarker("Điều 5 của Luật"));
}

}  // namespace
}  // namespace vankho
