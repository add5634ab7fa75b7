#include "extractors/criterion/criterion.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ctime>

namespace vankho {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// "1.2 Tên: 1.5/2" and " -0.5" where a deduction is printed.
std::vector<std::string> Find(std::string_view text) {
  std::vector<std::string> printed;
  for (const Criterion& c : CriterionExtractor().Find(text, {"PAR INDEX", 2022, ""})) {
    if (!c.max_score) continue;
    printed.push_back(fmt::format("{}{}{}: {}/{}{}", c.code, c.code.empty() ? "" : " ", c.name, c.score->ToPlain(),
                                  c.max_score->ToPlain(), c.delta ? " " + c.delta->ToPlain() : ""));
  }
  return printed;
}

TEST(CriterionTest, ScoreInBracketsBehindTheName) {
  EXPECT_THAT(Find("Cải thiện tiêu chí công tác lưu trữ (đạt 0,4/0,5 điểm, trừ 0,1 điểm)"),
              ElementsAre("Công tác lưu trữ: 0.4/0.5 -0.1"));
}

TEST(CriterionTest, ScoreBehindAColon) {
  EXPECT_THAT(Find("Công tác chỉ đạo, điều hành: đạt 12,5/14 điểm."),
              ElementsAre("Công tác chỉ đạo, điều hành: 12.5/14"));
  EXPECT_THAT(Find("Tiêu chí thành phần 1.3.1 Tuyên truyền trên đài xã: 0/0,5 điểm."),
              ElementsAre("1.3.1 Tuyên truyền trên đài xã: 0/0.5"));
}

TEST(CriterionTest, WhoseScoreItIsAndByWhatGround) {
  EXPECT_THAT(Find("Tại Quyết định số 7/QĐ-UBND của Chủ tịch UBND tỉnh, huyện đạt 80,5/100 điểm."),
              ElementsAre("Chỉ số cải cách hành chính huyện: 80.5/100"));
}

TEST(CriterionTest, CodeInFrontOfTheName) {
  EXPECT_THAT(Find("Tiêu chí 2.1. Công tác rà soát văn bản: đạt 1,5 điểm/2 điểm, bị trừ 0,5 điểm."),
              ElementsAre("2.1 Công tác rà soát văn bản: 1.5/2 -0.5"));
}

TEST(CriterionTest, MaximumInWords) {
  EXPECT_THAT(Find("Tiêu chí 1.2 \"Chế độ thông tin\" (điểm tối đa: 2,0 điểm; điểm đạt: 1,5 điểm)."),
              ElementsAre("1.2 Chế độ thông tin: 1.5/2"));
  EXPECT_THAT(Find("Công tác kiểm tra đạt 1,5 điểm trên tổng số 2 điểm."), ElementsAre("Công tác kiểm tra: 1.5/2"));
}

TEST(CriterionTest, LostPointsAreNoPartOfTheName) {
  EXPECT_THAT(Find("Theo dõi thi hành pháp luật mất 0,25 điểm (đạt 0,75/1,0 điểm)."),
              ElementsAre("Theo dõi thi hành pháp luật: 0.75/1 -0.25"));
}

TEST(CriterionTest, QuotesInsideANameStay) {
  EXPECT_THAT(Find("Trục nội dung \"Cung ứng dịch vụ công\" (năm 2022 đạt 7,1/10 điểm)"),
              ElementsAre("Trục nội dung \"Cung ứng dịch vụ công\": 7.1/10"));
  EXPECT_THAT(Find("Cải thiện tiêu chí “Một cửa” cấp xã (đạt 1,5/2 điểm)"), ElementsAre("“Một cửa” cấp xã: 1.5/2"));
}

TEST(CriterionTest, RanksDatesAndRatiosAreNoScores) {
  EXPECT_THAT(Find("Chỉ số của tỉnh xếp hạng 48/63 tỉnh, thành phố."), IsEmpty());
  EXPECT_THAT(Find("Báo cáo kết quả trước ngày 15/3 để tổng hợp."), IsEmpty());
  EXPECT_THAT(Find("Đã tiếp nhận 1.250/1.300 hồ sơ trực tuyến (đạt 96%)."), IsEmpty());
  EXPECT_THAT(Find("Quyết định số 12/QĐ-UBND về thang điểm."), IsEmpty());
}

TEST(CriterionTest, WhatIsAimedAtIsNoScore) {
  EXPECT_THAT(Find("Chỉ số PAPI của tỉnh đạt trên 41/80 điểm."), IsEmpty());
  EXPECT_THAT(Find("Chỉ số PAPI của tỉnh đạt từ 41/80 điểm trở lên."), IsEmpty());
  EXPECT_THAT(Find("Chỉ số PAPI của tỉnh đạt 41,5/80 điểm."), ElementsAre("Chỉ số PAPI của tỉnh: 41.5/80"));
}

TEST(CriterionTest, WordsAboutAScoreAreNoName) {
  EXPECT_THAT(Find("Công tác tự kiểm tra: không có điểm (0/1,5 điểm)."), ElementsAre("Công tác tự kiểm tra: 0/1.5"));
  auto found = CriterionExtractor().Find("Điểm lĩnh vực: 9,5/14,5 điểm.", {"PAR INDEX", 2022, "Chính quyền số"});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].name, "Chính quyền số");
}

TEST(CriterionTest, RowOfSlashesIsReadInLinearTime) {
  std::string text = "Rà soát văn bản (";
  for (int i = 0; i < 400'000; ++i) text += "1/";
  const std::clock_t begin = std::clock();
  EXPECT_THAT(Find(text + " điểm)"), IsEmpty());
  EXPECT_LT(static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC, 5);  // a fraction of it; squared it is minutes
}

}  // namespace
}  // namespace vankho
