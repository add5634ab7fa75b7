#include "pipeline/restore/torn_dates.h"

#include <gtest/gtest.h>

namespace vankho {
namespace {

std::string Mended(std::string line) {
  const std::vector<Repair> repairs = FindTornDates(line);
  for (auto repair = repairs.rbegin(); repair != repairs.rend(); ++repair) {
    line.replace(repair->seen.begin, repair->seen.end - repair->seen.begin, repair->text);
  }
  return line;
}

TEST(TornDates, ADayBehindAWordThatDaysFollow) {
  EXPECT_EQ(Mended("gửi báo cáo trước ngày 1 7/03/2024."), "gửi báo cáo trước ngày 17/03/2024.");
  EXPECT_EQ(Mended("từ 0 giờ đến 3 1/10/2022 còn"), "từ 0 giờ đến 31/10/2022 còn");
  EXPECT_EQ(Mended("02/5/2019-1 2/5/2019"), "02/5/2019-12/5/2019");
}

TEST(TornDates, AYear) {
  EXPECT_EQ(Mended("kế hoạch năm 201 3 của xã"), "kế hoạch năm 2013 của xã");
  EXPECT_EQ(Mended("hết năm 20 19."), "hết năm 2019.");
}

TEST(TornDates, AnHour) { EXPECT_EQ(Mended("họp từ 1 3h15 đến 1 6 giờ"), "họp từ 13h15 đến 16 giờ"); }

TEST(TornDates, WhatMayBeTwoNumbersStays) {
  for (const char* line :
       {"đợt 1 5/02/2024", "1 5/6/2024", "ngày 3 2/12/2023", "ngày 3 1/11/2023", "trước ngày 7 1/02/2022",
        "mỗi năm 20 171 người", "năm 201 1/2 số xã", "năm 20 15,5 tỷ", "năm 20 15%", "từ 1 3h15a", "đến 2 7h00",
        "ngày 1 5/13/2024", "năm 2024 1 lần", "từ 1 5 đơn vị", ""}) {
    EXPECT_EQ(Mended(line), line);
  }
}

}  // namespace
}  // namespace vankho
