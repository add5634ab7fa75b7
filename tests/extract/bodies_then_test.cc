// Bodies and the day of the paper: what did not exist then is kept with a mark, and of two namesakes the one of the day
// is meant.
#include "pipeline/extract/bodies_then.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipeline/extract/extractor.h"
#include "tests/structure/plain_document.h"

namespace vankho {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

class BodiesThenTest : public testing::Test {
 protected:
  static Records Read(const std::string& issuer, const std::string& day, const std::string& duty) {
    static const Result<Extractor> extractor = Extractor::Load(VANKHO_SOURCE_DIR);
    return extractor->Run(ReadPlain("ỦY BAN NHÂN DÂN\n" + issuer +
                                    "\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
                                    "Số: 63/KH-UBND\nLam Khê, ngày " +
                                    day +
                                    "\nKẾ HOẠCH\nTrồng rừng\n\n"
                                    "I. TỔ CHỨC THỰC HIỆN\n1. " +
                                    duty + "\n"));
  }
  const AgencyGazetteer gazetteer_ = *AgencyGazetteer::Load(VANKHO_SOURCE_DIR);
  bool Existed(std::string_view name, int year, int month = 0, int day = 0) const {
    return gazetteer_.Existed(name, *PartialDate::Make(year, month, day));
  }
};

TEST_F(BodiesThenTest, BodiesEndWhereTheirRowsSay) {
  EXPECT_TRUE(Existed("Sở Giao thông vận tải", 2025, 2, 28));
  EXPECT_FALSE(Existed("Sở Giao thông vận tải", 2025, 3, 1));
  EXPECT_FALSE(Existed("Giám đốc Sở Giao thông vận tải", 2025, 3, 1));
  EXPECT_TRUE(Existed("Sở Giao thông vận tải", 2025));  // which day of that year?
  EXPECT_FALSE(Existed("Sở Giao thông vận tải", 2026));
  EXPECT_FALSE(Existed("Sở Nông nghiệp và Môi trường", 2024, 5));
  EXPECT_TRUE(Existed("Sở Tư pháp", 2030));
  EXPECT_TRUE(Existed("Hợp tác xã Dâu Tằm", 2030));
}

TEST_F(BodiesThenTest, TheDistrictLevelEnded) {
  EXPECT_TRUE(Existed("Ủy ban nhân dân huyện Suối Mơ", 2025, 6, 30));
  EXPECT_FALSE(Existed("Ủy ban nhân dân huyện Suối Mơ", 2025, 7, 1));
  EXPECT_FALSE(Existed("Ủy ban nhân dân cấp huyện", 2025, 9));
  EXPECT_TRUE(Existed("Ủy ban nhân dân các xã, phường", 2025, 9));
}

TEST_F(BodiesThenTest, ProvincesThatWereJoinedEnded) {
  EXPECT_TRUE(Existed("Ủy ban nhân dân tỉnh Nam Định", 2025, 6, 30));
  EXPECT_FALSE(Existed("Ủy ban nhân dân tỉnh Nam Định", 2025, 7, 1));
  EXPECT_TRUE(Existed("Ủy ban nhân dân tỉnh Ninh Bình", 2025, 7, 1));
}

TEST_F(BodiesThenTest, ARecordOfABodyThatWasGoneIsKeptAndMarked) {
  const Records gone = Read("TỈNH LAM KHÊ", "05 tháng 9 năm 2025", "Giao Sở Giao thông vận tải kiểm tra cầu treo.");
  ASSERT_EQ(gone.assignments.size(), 1U);
  EXPECT_EQ(gone.assignments[0].agency, "Sở Giao thông vận tải");
  EXPECT_THAT(gone.assignments[0].flags, Contains("agency-not-then"));
  const Records there = Read("TỈNH LAM KHÊ", "05 tháng 9 năm 2024", "Giao Sở Giao thông vận tải kiểm tra cầu treo.");
  ASSERT_EQ(there.assignments.size(), 1U);
  EXPECT_THAT(there.assignments[0].flags, IsEmpty());
}

TEST_F(BodiesThenTest, OfTwoBodiesThatShareASpellingTheOneOfTheDayIsMeant) {
  const std::string duty = "Giao Sở Nông nghiệp kiểm tra đê bao.";
  EXPECT_EQ(Read("TỈNH LAM KHÊ", "05 tháng 9 năm 2024", duty).assignments.at(0).agency,
            "Sở Nông nghiệp và Phát triển nông thôn");
  const Records later = Read("TỈNH LAM KHÊ", "05 tháng 9 năm 2025", duty);
  EXPECT_EQ(later.assignments.at(0).agency, "Sở Nông nghiệp và Môi trường");
  EXPECT_THAT(later.assignments.at(0).flags, IsEmpty());
  const Records full =
      Read("TỈNH LAM KHÊ", "05 tháng 9 năm 2025", "Giao Sở Nông nghiệp và Phát triển nông thôn kiểm tra đê bao.");
  EXPECT_EQ(full.assignments.at(0).agency, "Sở Nông nghiệp và Phát triển nông thôn");
  EXPECT_THAT(full.assignments.at(0).flags, Contains("agency-not-then"));
}

TEST_F(BodiesThenTest, AnIssuerThatWasGoneGetsARemark) {
  const std::string duty = "Giao Sở Tư pháp kiểm tra sổ cũ.";
  const Records gone = Read("HUYỆN SUỐI MƠ", "05 tháng 9 năm 2025", duty);
  ASSERT_EQ(gone.diagnostics.size(), 1U);
  EXPECT_THAT(gone.diagnostics[0].message, HasSubstr("\"Ủy ban nhân dân huyện Suối Mơ\" did not exist on 2025-09-05"));
  EXPECT_THAT(Read("HUYỆN SUỐI MƠ", "05 tháng 5 năm 2025", duty).diagnostics, IsEmpty());
}

}  // namespace
}  // namespace vankho
