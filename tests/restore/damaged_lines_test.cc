// Whole lines through the trained models: what an engine without Vietnamese does to papers of offices, each kind of
// damage in a sentence of its own. The lines around make the damage plain.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipeline/document/word_confidence.h"
#include "pipeline/restore/restorer.h"

namespace vankho {
namespace {

class DamagedLinesTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto loaded = Restorer::Load(VANKHO_SOURCE_DIR);
    ASSERT_TRUE(loaded) << Describe(loaded.error());
    restorer_ = new Restorer(*std::move(loaded));
  }
  static void TearDownTestSuite() { delete restorer_; }

  static RestoredLine Line(const std::string& line) {
    const std::string around =
        "Thuc hién Ké hoach chuyén déi s6 nam 2024 cia Uy ban nhan dan huyén, cac co quan, don vi t6 chirc thuc\n"
        "hién c4c nhiém vu duoc giao, kip thoi bao cdo két qua thuc hién.\n";
    FilteredText out = *RestorePlainText(*restorer_, around + line + "\n" + around);
    EXPECT_EQ(out.lines.damage, Damage::kLatinEngine);
    return out.lines.lines[2];
  }
  static std::string Text(const std::string& line) { return Line(line).text; }

  static Restorer* restorer_;
};

Restorer* DamagedLinesTest::restorer_ = nullptr;

TEST_F(DamagedLinesTest, AnAbbreviationOfConsonantsStays) {
  EXPECT_EQ(Text("- Chanh Van phong, cac PCVP;"), "- Chánh Văn phòng, các PCVP;");
  EXPECT_EQ(Text("do Phong Quan ly van tai (QLVT) thuc hién"), "do Phòng Quản lý vận tải (QLVT) thực hiện");
  EXPECT_EQ(Text("- Chu tich HDND va UBND huyén;"), "- Chủ tịch HĐND và UBND huyện;") << "a known one has its marks";
}

TEST_F(DamagedLinesTest, OfficesWithAnAmpersandKeepIt) {
  EXPECT_EQ(Text("- Sé GD&DT, Sé KH&DT, Phong LD-TB&XH;"), "- Sở GD&ĐT, Sở KH&ĐT, Phòng LĐ-TB&XH;");
  EXPECT_EQ(Text("do Phong TN&MT va Trung tam CNTT&TT thuc hién"), "do Phòng TN&MT và Trung tâm CNTT&TT thực hiện");
}

TEST_F(DamagedLinesTest, TallLettersAmongSmallWords) {
  EXPECT_EQ(Text("theo dé nghi cia SG Noi vu va SO Tai chinh"), "theo đề nghị của Sở Nội vụ và Sở Tài chính");
  EXPECT_EQ(Text("tiép nhan tai BO phan Mot cira cap xa"), "tiếp nhận tại Bộ phận Một cửa cấp xã");
  EXPECT_EQ(Text("SO Y TE TINH BAC GIANG"), "SỞ Y TẾ TỈNH BẮC GIANG");
  EXPECT_EQ(Text("giai quyét kip thoi cac phan Anh, kién nghi"), "giải quyết kịp thời các phản ánh, kiến nghị");
}

TEST_F(DamagedLinesTest, ASoLoneInASentenceIsAnOffice) {
  EXPECT_EQ(Text("bao cdo Gidm déc S6 xem xét, quyét dinh"), "báo cáo Giám đốc Sở xem xét, quyết định");
  EXPECT_EQ(Text("S6: 12/KH-UBND"), "Số: 12/KH-UBND");
}

TEST_F(DamagedLinesTest, SpecksInTheSpaceBetweenWords) {
  EXPECT_EQ(Text("t6 chirc thuc hién thu tuc hanh.chinh cap xa"), "tổ chức thực hiện thủ tục hành chính cấp xã");
  EXPECT_EQ(Text("theo Quyét dinh-s6 52/QD-UBND"), "theo Quyết định số 52/QĐ-UBND");
  EXPECT_EQ(Text("phat trién kinh té - xa hoi"), "phát triển kinh tế - xã hội");
}

TEST_F(DamagedLinesTest, AnApostropheIsTheMarkOfItsLetter) {
  EXPECT_EQ(Text("tru’c 24 gid’ hang ngay"), "trực 24 giờ hàng ngày");
}

TEST_F(DamagedLinesTest, ANumberThatMayBeAWordIsOneOnlyWhereNoNumberFits) {
  const RestoredLine clear = Line("xir ly cac co so gay 6 nhiém mdi trudng");
  EXPECT_EQ(clear.text, "xử lý các cơ sở gây ô nhiễm môi trường");
  EXPECT_TRUE(
      std::any_of(clear.edits.begin(), clear.edits.end(), [](const Edit& e) { return e.reason == "digit-word"; }));
  EXPECT_EQ(Text("kiém tra viéc thuc hién tai 6 xa, 14 thon"), "kiểm tra việc thực hiện tại 6 xã, 14 thôn");
  const RestoredLine doubtful = Line("cap phép xay dung nha 6 cho hd ngheo");
  EXPECT_THAT(doubtful.text, testing::HasSubstr("nhà 6 cho")) << "nothing but the context speaks for ở";
  const auto doubt =
      std::find_if(doubtful.edits.begin(), doubtful.edits.end(), [](const Edit& e) { return e.reason == kDoubt; });
  ASSERT_NE(doubt, doubtful.edits.end());
  EXPECT_LT(doubt->confidence, 0.5);
  EXPECT_EQ(doubt->rivals.at(0).text, "ở");
}

TEST_F(DamagedLinesTest, DigitsOfCodesStay) {
  EXPECT_EQ(Text("- Luu: VT, NC2, KSTT(2b)."), "- Lưu: VT, NC2, KSTT(2b).");
  EXPECT_EQ(Text("trong O1 ngay lam viéc"), "trong 01 ngày làm việc");
}

}  // namespace
}  // namespace vankho
