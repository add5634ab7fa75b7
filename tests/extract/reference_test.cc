#include "extractors/reference/reference.h"

#include <gtest/gtest.h>

namespace vankho {
namespace {

class ReferenceTest : public testing::Test {
 protected:
  std::vector<Reference> Find(std::string_view text) const { return extractor_.Find(text); }
  Result<AgencyGazetteer> gazetteer_ = AgencyGazetteer::Load(VANKHO_SOURCE_DIR);
  ReferenceExtractor extractor_{*gazetteer_, *DocumentTypes::Load(VANKHO_SOURCE_DIR)};
};

TEST_F(ReferenceTest, ReadsTypeNumberDateAndIssuer) {
  auto found = Find("theo Quyết định số 918/QĐ-UBND ngày 20 tháng 11 năm 2023 của Chủ tịch UBND tỉnh về");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].type, "quyet_dinh");
  EXPECT_EQ(found[0].number, "918/QĐ-UBND");
  EXPECT_EQ(found[0].date->ToIso(), "2023-11-20");
  EXPECT_EQ(found[0].issuer, "Chủ tịch Ủy ban nhân dân tỉnh");
}

TEST_F(ReferenceTest, ReadsEveryKindOfSymbol) {
  EXPECT_EQ(Find("Nghị định số 61/2018/NĐ-CP;")[0].issuer, "Chính phủ");
  EXPECT_EQ(Find("Luật Lưu trữ số 33/2024/QH 15")[0].number, "33/2024/QH15");
  EXPECT_EQ(Find("Kế hoạch số 12-KH/HU ngày 3/4/2023 của Ban Thường vụ Huyện ủy")[0].number, "12-KH/HU");
  EXPECT_EQ(Find("Công văn số 77/SNV-CCHC ngày 3/4/2023")[0].type, "cong_van");
  EXPECT_EQ(Find("CV số 5120 ngày 26/10/2022 về việc")[0].number, "5120");
  EXPECT_EQ(Find("tiêu chuẩn TCVN ISO 9001:2015 vào")[0].type, "tieu_chuan");
  EXPECT_EQ(Find("Quyết định số 3158/QĐ-§NV ngày 05/10/2023")[0].number, "3158/QĐ-NV");
}

TEST_F(ReferenceTest, ADamagedNumberStaysWholeAndIsMarked) {
  auto found = Find("Nghị quyết số 28-2018/NQ-CP ngày 07/3/2018 của Chính phủ");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].number, "28-2018/NQ-CP");
  EXPECT_EQ(found[0].type, "nghi_quyet");
  EXPECT_EQ(found[0].flags, std::vector<std::string>{"number-damaged"});
  EXPECT_LT(found[0].confidence, 0.5);
  EXPECT_TRUE(Find("Nghị quyết số 28/2018/NQ-CP ngày 07/3/2018 của Chính phủ")[0].flags.empty());
}

TEST_F(ReferenceTest, ANoticeOfAConclusionIsANotice) {
  EXPECT_EQ(Find("Thông báo kết luận số 71-TB/HU ngày 04/3/2024")[0].type, "thong_bao");
  EXPECT_EQ(Find("Kết luận số 71-KL/HU ngày 04/3/2024")[0].type, "ket_luan");
}

TEST_F(ReferenceTest, FractionsAndDatesAreNoReferences) {
  EXPECT_TRUE(Find("đạt 8/10 huyện, thành phố, 2,5/3 điểm vào ngày 15/3/2024").empty());
  EXPECT_TRUE(Find("theo Kế hoạch số    /KH-UBND ngày   tháng   năm").empty());
}

TEST_F(ReferenceTest, AnotherDateBehindIsNotItsOwn) {
  auto found = Find("sửa Quyết định số 12/2019/QĐ-UBND, trình UBND xã trong tháng 6 năm 2024");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_FALSE(found[0].date.has_value());
}

TEST_F(ReferenceTest, TheDateMayStandBefore) {
  auto found = Find("Ngày 31/12/2022, UBND tỉnh ban hành Quyết định số 46/QĐ-UBND về việc");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].date->ToIso(), "2022-12-31");
  EXPECT_EQ(found[0].issuer, "Ủy ban nhân dân tỉnh");
}

}  // namespace
}  // namespace vankho
