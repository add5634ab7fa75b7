// `vankho explain`: for every dimension what was found with the words that each part took, or the nearest rule and what
// it lacked.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipeline/extract/extractor.h"
#include "tests/structure/plain_document.h"

namespace vankho {
namespace {

using testing::HasSubstr;

constexpr const char* kPaper = R"(ỦY BAN NHÂN DÂN
HUYỆN SUỐI MƠ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 63/KH-UBND
Suối Mơ, ngày 14 tháng 02 năm 2024
KẾ HOẠCH
Trồng rừng ven suối năm 2024

Căn cứ Kế hoạch số 09/KH-UBND ngày 17/01/2024 của Ủy ban nhân dân tỉnh;
I. MỤC TIÊU
1. Phấn đấu tỷ lệ cây sống đạt từ 92% trở lên.
2. Kiểm tra việc trồng cây (0,5/1,5 điểm) cần cải thiện.
II. TỔ CHỨC THỰC HIỆN
1. Giao Phòng Tư pháp chủ trì, phối hợp với Phòng Y tế kiểm tra vườn ươm, báo cáo trước ngày 20/6/2024.
2. Phòng Tư pháp ở gần chợ.
3. Việc này do Phòng Y tế lo liệu.
4. Theo công văn 88 đã nêu.
5. Xếp thứ 5/12 trong bảng.
6. Tốt: từ 80 đến dưới 90 điểm; Khá: từ 65 đến dưới 80 điểm; Yếu: dưới 65 điểm.
7. Phòng văn hóa đã sửa mái.
III. PHÂN CÔNG
| TT | Nội dung | Cơ quan chủ trì | Thời gian |
| 1 | Đào hố trồng cây | Phòng Nội vụ | 15/7/2024 |
| 2 | Tưới cây mới trồng | Phòng Y tế | 15/8/2024 |
)";

class ExplainTest : public testing::Test {
 protected:
  static const Extractor& Loaded() {
    static const Result<Extractor> extractor = Extractor::Load(VANKHO_SOURCE_DIR);
    return *extractor;
  }
  // The explanation of the first line that holds the words, as one text.
  static std::string Why(const std::string& words, const char* paper = kPaper) {
    const Document document = ReadPlain(paper);
    for (std::size_t i = 0; i < document.lines().size(); ++i) {
      if (document.lines()[i].text.find(words) == std::string::npos) continue;
      std::string out;
      const LineExplanation why = Loaded().Explain(document, i);
      for (const auto& one : why.found) {
        out += "found " + one.grammar + " by " + one.tree + "\n";
        for (const RulePart& part : one.parts) out += "  " + part.what + " = " + part.words + "\n";
      }
      for (const auto& one : why.near) {
        out += "near " + one.rules.front() + "\n";
        for (const RulePart& part : one.has) out += "  has " + part.what + " = " + part.words + "\n";
        for (const std::string& part : one.missing) out += "  lacks " + part + "\n";
      }
      return out;
    }
    return "no such line";
  }
};

TEST_F(ExplainTest, ADutyIsToldWithItsBodyItsVerbAndItsTask) {
  const std::string why = Why("1. Giao Phòng Tư pháp");
  EXPECT_THAT(why, HasSubstr("found assignment by assignment/given-with < agency/name"));
  EXPECT_THAT(why, HasSubstr("body = Phòng Tư pháp from \"Phòng Tư pháp\" by agency/name"));
  EXPECT_THAT(why, HasSubstr("role = lead from \"chủ trì\""));
  EXPECT_THAT(why, HasSubstr("task = Kiểm tra vườn ươm"));
  EXPECT_THAT(why, HasSubstr("found deadline"));
  EXPECT_THAT(why, HasSubstr("date/day-month-year"));
}

TEST_F(ExplainTest, EveryOtherDimensionTellsWhatItFound) {
  EXPECT_THAT(Why("Căn cứ Kế hoạch số 09"), HasSubstr("found reference by reference/symbol"));
  EXPECT_THAT(Why("Căn cứ Kế hoạch số 09"), HasSubstr("number = 09/KH-UBND"));
  EXPECT_THAT(Why("Số: 63/KH-UBND"), HasSubstr("found header by header/number\n  value = 63/KH-UBND"));
  EXPECT_THAT(Why("Suối Mơ, ngày 14"), HasSubstr("found header by header/date\n  value = 2024-02-14"));
  EXPECT_THAT(Why("HUYỆN SUỐI MƠ"), HasSubstr("header/issuer\n  value = Ủy ban nhân dân huyện Suối Mơ"));
  EXPECT_THAT(Why("Phấn đấu tỷ lệ"), HasSubstr("found target"));
  EXPECT_THAT(Why("Phấn đấu tỷ lệ"), HasSubstr("comparator/"));
  EXPECT_THAT(Why("Kiểm tra việc trồng cây"), HasSubstr("found criterion by criterion/score-of-maximum"));
  EXPECT_THAT(Why("Kiểm tra việc trồng cây"), HasSubstr("maximum = 1,5"));
  EXPECT_THAT(Why("6. Tốt"), HasSubstr("found band"));
  EXPECT_THAT(Why("6. Tốt"), HasSubstr("number/"));
  EXPECT_THAT(Why("Phòng Tư pháp ở gần"), HasSubstr("found agency by agency/name\n  full name = Phòng Tư pháp"));
}

TEST_F(ExplainTest, ARowOfATableIsToldByItsColumns) {
  const std::string why = Why("Đào hố trồng cây");
  EXPECT_THAT(why, HasSubstr("column 2 \"Nội dung\" (content) = Đào hố trồng cây"));
  EXPECT_THAT(why, HasSubstr("column 3 \"Cơ quan chủ trì\" (lead) = Phòng Nội vụ"));
  EXPECT_THAT(why, HasSubstr("found assignment by table/duty-row"));
}

TEST_F(ExplainTest, WhereNothingWasFoundTheNearestRuleSaysWhatItLacks) {
  EXPECT_THAT(Why("Phòng Tư pháp ở gần"), HasSubstr("near assignment/subject\n"
                                                    "  has a body that opens the sentence = Phòng Tư pháp\n"
                                                    "  lacks a verb of duty behind it"));
  EXPECT_THAT(Why("do Phòng Y tế lo liệu"), HasSubstr("near assignment/done-by\n  has \"do\" = do\n"
                                                      "  has a body behind it = Phòng Y tế\n  lacks its role"));
  EXPECT_THAT(Why("Theo công văn 88"), HasSubstr("near reference/symbol\n"));
  EXPECT_THAT(Why("Xếp thứ 5/12"),
              HasSubstr("near criterion/score-of-maximum\n  has a score over its maximum (2,5/3) = 5/12\n"));
  EXPECT_THAT(Why("Phòng văn hóa đã"), HasSubstr("near agency/name"));
}

TEST_F(ExplainTest, WhatTheNearestRuleLacksIsWhatWouldHaveMadeIt) {
  const std::string head = "KẾ HOẠCH\nTrồng rừng năm 2024\n\nI. TỔ CHỨC THỰC HIỆN\n";
  // each pair: a line that lacks one part, and the same line with it
  const std::vector<std::array<std::string, 3>> pairs{
      {"assignment/given", "1. Xin đề nghị Phòng Tư pháp.", "1. Giao Phòng Tư pháp kiểm tra mấy cây non."},
      {"assignment/subject", "1. Phòng Tư pháp ở gần chợ.", "1. Phòng Tư pháp kiểm tra mấy cây non."},
      {"assignment/done-by", "1. Mấy cây non do Phòng Tư pháp lo.", "1. Mấy cây non do Phòng Tư pháp chủ trì."},
      {"criterion/score-of-maximum", "1. Chăm cây non 5/12.", "1. Chăm cây non 5/12 điểm."},
      {"reference/symbol", "1. Theo Kế hoạch trồng cây.", "1. Theo Kế hoạch số 88/KH-UBND trồng cây."}};
  for (const auto& [rule, lacking, whole] : pairs) {
    EXPECT_THAT(Why("1. ", (head + lacking + "\n").c_str()), HasSubstr("near " + rule)) << lacking;
    EXPECT_THAT(Why("1. ", (head + whole + "\n").c_str()), HasSubstr(" by " + rule)) << whole;
  }
}

TEST_F(ExplainTest, ATableThatGivesNothingSaysWhichColumnItLacks) {
  const std::string paper = std::string("KẾ HOẠCH\nTrồng rừng năm 2024\n\nI. SỐ LIỆU\n1. Theo bảng sau\n") +
                            "| TT | Nội dung | Sản phẩm |\n| 1 | Cây thông | Báo cáo |\n| 2 | Cây keo | Báo cáo |\n";
  EXPECT_THAT(Why("Cây thông", paper.c_str()), HasSubstr("lacks a column of bodies"));
}

TEST_F(ExplainTest, APaperOfAnotherKindSaysSo) {
  EXPECT_THAT(Why("Phòng Tư pháp kiểm tra", "Chuyện làng\nPhòng Tư pháp kiểm tra mấy cây non.\n"),
              HasSubstr("near paper/administrative"));
}

}  // namespace
}  // namespace vankho
