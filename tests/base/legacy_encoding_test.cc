#include "pipeline/base/legacy_encoding.h"

#include <gtest/gtest.h>

namespace vankho {
namespace {

TEST(Tcvn3, DecodesSmallLettersExactly) {
  EXPECT_EQ(DecodeTcvn3("Uû ban nh©n d©n tØnh").text, "Uỷ ban nhân dân tỉnh");
  EXPECT_EQ(DecodeTcvn3("§iÒu 5. KÕ ho¹ch c¶i c¸ch hµnh chÝnh n¨m 2004").text,
            "Điều 5. Kế hoạch cải cách hành chính năm 2004");
  EXPECT_EQ(DecodeTcvn3("®­îc giao, sö dông").text, "được giao, sử dụng");  // ư is the soft hyphen
}

TEST(Tcvn3, CapitalsAreToldByTheirNeighbours) {
  EXPECT_EQ(DecodeTcvn3("VÒ viÖc KÕ HO¹CH").text, "Về việc Kế HOẠCH");  // one capital alone may begin a sentence
  EXPECT_EQ(DecodeTcvn3("VÒ KÕ HO¹CH ®Çu n¨m").text, "Về Kế HOẠCH đầu năm");
  EXPECT_EQ(DecodeTcvn3("KÕ HO¹CH §ÇU T­\nKÕ ho¹ch").text, "KẾ HOẠCH ĐẦU TƯ\nKế hoạch");  // unless all are
  EXPECT_EQ(DecodeTcvn3("TØNH").text, "TỈNH");
}

TEST(Vni, DecodesLettersAndMarks) {
  EXPECT_EQ(DecodeVni("Uûy ban nhaân daân tænh").text, "Ủy ban nhân dân tỉnh");
  EXPECT_EQ(DecodeVni("Keá hoaïch caûi caùch haønh chính").text, "Kế hoạch cải cách hành chính");
  EXPECT_EQ(DecodeVni("ñöôïc söû duïng, Ñieàu 5").text, "được sử dụng, Điều 5");
  EXPECT_EQ(DecodeVni("naêm, baèng, laëng").text, "năm, bằng, lặng");
}

TEST(Legacy, PlainTextAndBadBytesPass) {
  EXPECT_EQ(DecodeTcvn3("Phong 12, 3/4").text, "Phong 12, 3/4");
  EXPECT_EQ(DecodeVni("Phong 12, 3/4").text, "Phong 12, 3/4");
  EXPECT_EQ(DecodeVni("").text, "");
  DecodeTcvn3("\xff\xfe\x80");
  DecodeVni("a\xc3");
}

TEST(Legacy, AlignmentLeadsBack) {
  const std::string seen = "tænh Haø Giang";
  Decoded decoded = DecodeVni(seen);
  ASSERT_EQ(decoded.text, "tỉnh Hà Giang");
  std::size_t at = decoded.text.find("Hà");
  EXPECT_EQ(decoded.alignment.ToOld({at, at + std::string("Hà").size()}).Of(seen), "Haø");
  EXPECT_EQ(decoded.alignment.old_size(), seen.size());
}

}  // namespace
}  // namespace vankho
