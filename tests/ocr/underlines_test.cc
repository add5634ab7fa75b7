// Pictures made here: bars for letters, lines under them.
#include "pipeline/ocr/underlines.h"

#include <gtest/gtest.h>

namespace vankho {
namespace {

constexpr double kScale = 200.0 / 72;  // pixels a point

class UnderlinesTest : public ::testing::Test {
 protected:
  UnderlinesTest() : grey_(pixCreate(600, 200, 8)) { pixSetAll(grey_.get()); }

  void Fill(int x, int y, int width, int height) {
    for (int j = y; j < y + height; ++j) {
      for (int i = x; i < x + width; ++i) pixSetPixel(grey_.get(), i, j, 0);
    }
  }
  // Letters that stand on row 100.
  void Print() {
    for (int i = 0; i < 12; ++i) Fill(100 + i * 25, 80, 18, 20);
  }
  int Erased(const std::vector<PixelBox>& taken = {}) {
    PixPtr ink = InkOf(grey_.get());
    EraseUnderlines(kScale, taken, grey_.get(), ink.get());
    PixPtr same = InkOf(grey_.get());
    l_int32 equal = 0;
    pixEqual(ink.get(), same.get(), &equal);
    EXPECT_EQ(equal, 1) << "ink and grey are one page";
    l_int32 left = 0;
    pixCountPixels(ink.get(), &left, nullptr);
    return left;
  }

  PixPtr grey_;
};

constexpr int kPrint = 12 * 18 * 20;

TEST_F(UnderlinesTest, ALineUnderPrintGoes) {
  Print();
  Fill(100, 103, 293, 2);
  EXPECT_EQ(Erased(), kPrint);
}

TEST_F(UnderlinesTest, MarksThatTouchItAndTailsThroughItStay) {
  Print();
  Fill(100, 103, 293, 2);
  Fill(105, 105, 4, 4);   // a mark under a letter, hanging on the line
  Fill(204, 100, 3, 12);  // a tail
  EXPECT_EQ(Erased(), kPrint + 4 * 4 + 3 * 12);
}

TEST_F(UnderlinesTest, WhatIsNone) {
  Print();
  Fill(100, 150, 293, 2);  // a blank of a form, nothing above it
  EXPECT_EQ(Erased(), kPrint + 293 * 2);
  Fill(100, 103, 40, 2);  // a dash is shorter
  EXPECT_EQ(Erased(), kPrint + 293 * 2 + 40 * 2);
}

TEST_F(UnderlinesTest, BarsAndRulesOfTablesStay) {
  Print();
  Fill(100, 103, 293, 9);
  EXPECT_EQ(Erased(), kPrint + 293 * 9);
  pixSetAll(grey_.get());
  Print();
  Fill(100, 103, 293, 2);
  EXPECT_EQ(Erased({{50, 50, 500, 100}}), kPrint + 293 * 2);
}

}  // namespace
}  // namespace vankho
