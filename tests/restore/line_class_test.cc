#include "pipeline/restore/line_class.h"

#include <gtest/gtest.h>

namespace vankho {
namespace {

TEST(LineClassTest, WhatIsLeftOfASentenceIsText) {
  EXPECT_EQ(ClassifyLine("14/6/2024).", 0), LineClass::kText);
  EXPECT_EQ(ClassifyLine("2,95/3.", 0), LineClass::kText);
  EXPECT_EQ(ClassifyLine("14/9/2024). , ’", 0), LineClass::kText);
  EXPECT_EQ(ClassifyLine("phủ; :", 0), LineClass::kText);
  EXPECT_EQ(ClassifyLine("- Lưu: VT, NV.", 0), LineClass::kText);
}

TEST(LineClassTest, SpecksAreNoise) {
  EXPECT_EQ(ClassifyLine("", 0), LineClass::kBlank);
  EXPECT_EQ(ClassifyLine(". , ’", 0), LineClass::kNoise);
  EXPECT_EQ(ClassifyLine(". *‘—1“.&", 0), LineClass::kNoise);
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
