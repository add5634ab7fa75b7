#include "pipeline/page/text_quality.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "pipeline/page/legacy_text.h"
#include "pipeline/page/text_pages.h"

namespace vankho {
namespace {

constexpr std::string_view kGood =
    "Ủy ban nhân dân huyện ban hành kế hoạch cải cách hành chính năm 2024; UBND các xã báo cáo trước ngày 15/11.";

TEST(MeasureText, GoodVietnamese) {
  TextQuality quality = MeasureText(kGood);
  EXPECT_TRUE(quality.IsGood());
  EXPECT_EQ(quality.foreign_signs, 0);
  EXPECT_EQ(quality.possible, quality.words);
  EXPECT_GT(quality.AccentedShare(), 0.6);
}

TEST(MeasureText, CapitalsCountAsTheyArePrinted) {
  EXPECT_TRUE(MeasureText("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").IsGood());
}

TEST(MeasureText, LostMarks) {
  TextQuality quality = MeasureText("Uy ban nhan dan huyen ban hanh ke hoach cai cach hanh chinh nam 2024");
  EXPECT_FALSE(quality.IsGood());
  EXPECT_EQ(quality.accented, 0);
}

TEST(MeasureText, WrongEngine) {
  EXPECT_FALSE(MeasureText("CQNG HOA XA HQI CHU NGHiA VIVI' NAM Dec Igp - Tv do - Hanh phfic").IsGood());
}

TEST(MeasureText, AddressesSayNothingOfTheLanguage) {
  TextQuality quality = MeasureText(
      "Nộp hồ sơ tại https://dichvu.example.vn/portal/apply-online/index hoặc gửi về phong-tiep-nhan@example.vn");
  EXPECT_EQ(quality.words, 7);
  EXPECT_TRUE(quality.IsGood());
}

TEST(MeasureText, EmptyAndNumbersAreNotGood) {
  EXPECT_FALSE(MeasureText("").IsGood());
  EXPECT_EQ(MeasureText("12/3 4,5 A1 B2").words, 0);
}

TEST(Legacy, Tcvn3) {
  std::string_view seen = "Uû ban nh©n d©n tØnh ban hµnh kÕ ho¹ch c¶i c¸ch hµnh chÝnh n¨m 2005";
  EXPECT_FALSE(MeasureText(seen).IsGood());
  ASSERT_EQ(GuessLegacy(seen), LegacyEncoding::kTcvn3);
  EXPECT_EQ(DecodeLegacy(seen, LegacyEncoding::kTcvn3),
            "Uỷ ban nhân dân tỉnh ban hành kế hoạch cải cách hành chính năm 2005");
}

TEST(Legacy, Vni) {
  std::string_view seen = "UÛy ban nhaân daân tænh ban haønh keá hoaïch caûi caùch haønh chính, ñöôøng phoá";
  ASSERT_EQ(GuessLegacy(seen), LegacyEncoding::kVni);
  EXPECT_EQ(DecodeLegacy(seen, LegacyEncoding::kVni),
            "Ủy ban nhân dân tỉnh ban hành kế hoạch cải cách hành chính, đường phố");
}

TEST(Legacy, GoodTextIsLeftAlone) { EXPECT_EQ(GuessLegacy(kGood), LegacyEncoding::kLatin1); }

TEST(DecodeTextBytes, LineEndsStayAndSlipsAreCounted) {
  std::string bare;
  for (int i = 0; i < 20; ++i) bare += "Ke hoach cai cach hanh chinh cua huyen\r\n";
  std::string slips = bare;
  slips[4] = '\xe1';
  slips[50] = '\xc3';
  const TextBytes decoded = DecodeTextBytes(slips);
  EXPECT_EQ(decoded.encoding, "UTF-8");
  EXPECT_EQ(decoded.bad_bytes, 2U);
  EXPECT_EQ(std::count(decoded.text.begin(), decoded.text.end(), '\r'), 20);
  const TextBytes legacy =
      DecodeTextBytes(std::string("K\xd5 ho\xb9") + "ch c\xb6i c\xb8" + "ch h\xb5nh ch\xdd" + "nh\rn\xa8m\r\n");
  EXPECT_EQ(legacy.encoding, "TCVN3");
  EXPECT_EQ(std::count(legacy.text.begin(), legacy.text.end(), '\r'), 2);
  EXPECT_EQ(DecodeTextBytes("d\xe9"
                            "cid\xe9 les \xe9"
                            "lections en \xe9t\xe9")
                .encoding,
            "Latin-1");
}

TEST(DecodeTextFile, Encodings) {
  using namespace std::string_literals;
  EXPECT_EQ(DecodeTextFile("Kế hoạch\r\n"), "Kế hoạch\n");
  EXPECT_EQ(DecodeTextFile("\xEF\xBB\xBFSố"), "Số");
  EXPECT_EQ(DecodeTextFile("\xFF\xFEK\0\xBF\x1E"s), "Kế");
  EXPECT_EQ(DecodeTextFile("\xFE\xFF\0K\x1E\xBF"s), "Kế");
  EXPECT_EQ(DecodeTextFile("k\xD5 ho\xB9"
                           "ch n\xA8m, c\xB6i c\xB8"
                           "ch h\xB5nh ch\xDDnh"),
            "kế hoạch năm, cải cách hành chính");
  // One broken byte in a UTF-8 file does not make it a legacy file.
  EXPECT_EQ(DecodeTextFile("Ủy ban nhân dân huyện \xC3 kế hoạch"), "Ủy ban nhân dân huyện \xEF\xBF\xBD kế hoạch");
}

}  // namespace
}  // namespace vankho
