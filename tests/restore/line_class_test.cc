#include "pipeline/restore/line_class.h"

#include <gtest/gtest.h>

namespace vankho {
namespace {

TEST(LineClassTest, WhatIsLeftOfASentenceIsText) {
  EXPECT_EQ(ClassifyLine("27/8/2024).", 0), LineClass::kText);
  EXPECT_EQ(ClassifyLine("1,75/2.", 0), LineClass::kText);
  EXPECT_EQ(ClassifyLine("03/11/2024). ; ‘", 0), LineClass::kText);
  EXPECT_EQ(ClassifyLine("huyện; :", 0), LineClass::kText);
  EXPECT_EQ(ClassifyLine("- Lưu: VT, TH.", 0), LineClass::kText);
}

TEST(LineClassTest, SpecksAreNoise) {
  EXPECT_EQ(ClassifyLine("", 0), LineClass::kBlank);
  EXPECT_EQ(ClassifyLine(". , ’", 0), LineClass::kNoise);
  EXPECT_EQ(ClassifyLine(". ~2“*.&", 0), LineClass::kNoise);
  EXPECT_EQ(ClassifyLine("0)", 0), LineClass::kNoise);
  EXPECT_EQ(ClassifyLine("/ 1 ; : |.", 0), LineClass::kNoise);
  EXPECT_EQ(ClassifyLine("ẽ xq", 1), LineClass::kNoise);
}

TEST(LineClassTest, BarsNumbersAndGapsAreATable) {
  EXPECT_EQ(ClassifyLine("1.1 | Kế hoạch | 2,00", 0), LineClass::kTable);
  EXPECT_EQ(ClassifyLine("Kế hoạch năm 2,00 1,75 2,00", 0), LineClass::kTable);
}

}  // namespace
}  // namespace vankho
