#include "pipeline/structure/line_facts.h"

#include <gtest/gtest.h>

#include "tests/structure/turned_document.h"

namespace vankho {
namespace {

std::vector<PlacedLine> Paragraphs() {
  return {{"Phòng Kinh tế rà soát các hộ kinh doanh", {95, 100, 540, 112}},
          {"trên địa bàn và lập danh sách.", {80, 118, 330, 130}},
          {"Phòng Y tế kiểm tra các trạm y tế xã vào", {95, 136, 540, 148}},
          {"tháng Sáu hằng năm và báo cáo kết quả về", {80, 154, 540, 166}},
          {"huyện.", {80, 172, 120, 184}},
          {"Các xã chuẩn bị đủ phòng học và bàn ghế để", {130, 190, 540, 202}},
          {"đón học sinh.", {80, 208, 160, 220}}};
}

class LineFactsOfATurnedPage : public testing::TestWithParam<int> {};

TEST_P(LineFactsOfATurnedPage, MarginsAreThoseOfTheUprightPage) {
  auto [seen, restored] = TurnedSheet(Paragraphs(), GetParam());
  std::vector<LineFacts> facts = LookAtLines(Document(std::move(seen), std::move(restored)));
  const std::vector<bool> full{true, false, true, true, false, true, false};
  ASSERT_EQ(facts.size(), full.size());
  for (std::size_t i = 0; i < full.size(); ++i) EXPECT_EQ(facts[i].full, full[i]) << "line " << i;
  EXPECT_TRUE(facts[5].indented);
  EXPECT_FALSE(facts[3].indented);
  EXPECT_FALSE(facts[4].indented);
}

INSTANTIATE_TEST_SUITE_P(Turns, LineFactsOfATurnedPage, testing::Values(0, 90, 180, 270));

}  // namespace
}  // namespace vankho
