#include "pipeline/restore/specks.h"

#include <gtest/gtest.h>

#include <string>

namespace vankho {
namespace {

std::string Swept(std::string_view line) {
  std::string text;
  std::size_t at = 0;
  for (const Repair& repair : FindSpecks(line)) {
    text += line.substr(at, repair.seen.begin - at);
    text += repair.text;
    at = repair.seen.end;
  }
  return text + std::string(line.substr(at));
}

TEST(SpecksTest, MarksThatStandAloneAreLeftOut) {
  EXPECT_EQ(Swept("trước ngày 02/5/2031). , ’"), "trước ngày 02/5/2031).");
  EXPECT_EQ(Swept("_ ' Lập danh sách : : : Quý II"), "Lập danh sách Quý II");
  EXPECT_EQ(Swept("Trạm Thú y; ° ^"), "Trạm Thú y;");
  EXPECT_EQ(Swept("nộp bản sao )"), "nộp bản sao");
}

TEST(SpecksTest, ARuleBetweenColumnsIsATab) {
  EXPECT_EQ(Swept("4 | Trồng cây | Trạm Thú y"), "4\tTrồng cây\tTrạm Thú y");
  EXPECT_EQ(Swept("| 4 |Trồng cây_| 2,5 |"), "4\tTrồng cây\t2,5");
  EXPECT_EQ(Swept("2,00 | 0 [Trạm Thú y"), "2,00\t0\tTrạm Thú y");
  EXPECT_EQ(FindSpecks("4 | Trồng cây").front().reason, "border");
}

TEST(SpecksTest, CrumbsOfATornRowAreLeftOut) {
  EXPECT_EQ(Swept("A . e . . N Trồng cây ven đường"), "Trồng cây ven đường");
  EXPECT_EQ(Swept("Trồng cây z. e A ., | Trạm Thú y"), "Trồng cây\tTrạm Thú y");
  EXPECT_EQ(Swept("theo mục a , b , c của phụ lục"), "theo mục a , b , c của phụ lục");
}

TEST(SpecksTest, WhatPrintHasStays) {
  for (std::string_view line :
       {"- Trồng cây - chăm sóc ;", "+ Từ 5 đến < 10 cây: 0,5", "~ Trồng cây", "Số cây ( kèm danh sách ) nộp lại",
        "Họ tên: ........ Năm sinh: …", "“ Trồng cây ” và “Chăm sóc”", "|ập danh sách l| cây", "||. TRỒNG CÂY",
        "[1] Trồng cây [2]", "giao & nhận 5 % số cây = 10", "thực hiện ./.", "Phần II| và III|", "’ , .", ""}) {
    EXPECT_EQ(Swept(line), line);
  }
}

}  // namespace
}  // namespace vankho
