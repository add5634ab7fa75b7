#include "pipeline/ocr/number_marks.h"

#include <gtest/gtest.h>

namespace vankho {
namespace {

constexpr int kHeight = 20;
constexpr int kBase = 40;

// Two digits as black bars on one base line, a mark of four by four pixels between them.
struct Number {
  Number() : grey(pixCreate(80, 80, 8)) {
    pixSetAll(grey.get());
    Fill(10, kBase - kHeight, 10, kHeight, 0);
    Fill(40, kBase - kHeight, 10, kHeight, 0);
    Fill(28, kBase - 4, 4, 4, 0);
    letters = {{10, kBase - kHeight, 10, kHeight}, {28, kBase - 4, 4, 4}, {40, kBase - kHeight, 10, kHeight}};
  }
  void Fill(int left, int top, int width, int height, l_uint32 value) const {
    for (int y = top; y < top + height; ++y) {
      for (int x = left; x < left + width; ++x) pixSetPixel(grey.get(), x, y, value);
    }
  }
  MarkInk Mark() const { return MarkBetweenDigits(grey.get(), letters, kHeight); }
  PixPtr grey;
  std::vector<PixelBox> letters;
};

TEST(MarkBetweenDigits, WhatIsRoundIsADot) { EXPECT_EQ(Number().Mark(), MarkInk::kDot); }

TEST(MarkBetweenDigits, APaleTailMakesAComma) {
  Number number;
  number.Fill(28, kBase + 2, 2, 3, 190);
  EXPECT_EQ(number.Mark(), MarkInk::kComma);
}

TEST(MarkBetweenDigits, ATallMarkWithoutATailIsUnclear) {
  Number number;
  number.Fill(28, kBase - 7, 4, 7, 0);
  number.letters[1] = {28, kBase - 7, 4, 7};
  EXPECT_EQ(number.Mark(), MarkInk::kUnclear);
}

TEST(MarkBetweenDigits, OnlyOneAndOnlyBetween) {
  Number none;
  none.letters.erase(none.letters.begin() + 1);
  EXPECT_EQ(none.Mark(), MarkInk::kNone);
  Number two;
  two.letters.insert(two.letters.begin() + 2, {34, kBase - 4, 4, 4});
  EXPECT_EQ(two.Mark(), MarkInk::kNone);
  Number behind;
  behind.letters.pop_back();
  EXPECT_EQ(behind.Mark(), MarkInk::kNone);
}

TEST(BaseOf, TheMiddleFootOfTheTall) {
  EXPECT_EQ(BaseOf({{0, 0, 8, 20}, {9, 16, 3, 8}, {14, 0, 8, 21}, {24, 0, 8, 20}}, 20), 20);
  EXPECT_EQ(BaseOf({}, 20), 0);
}

TEST(CountTall, HalvesOfANoughtMayBeOne) {
  auto count = [](const std::vector<PixelBox>& letters) {
    TallCount found = CountTall(letters, 20);
    return std::pair(found.least, found.most);
  };
  EXPECT_EQ(count({{0, 0, 6, 20}}), std::pair(1, 1));
  EXPECT_EQ(count({{0, 0, 5, 20}, {7, 0, 5, 20}, {20, 0, 10, 20}}), std::pair(2, 3));
  EXPECT_EQ(count({{0, 4, 12, 12}, {14, 0, 10, 20}, {26, 16, 3, 7}, {31, 0, 10, 20}}), std::pair(2, 2));
  EXPECT_EQ(count({{0, 0, 22, 20}}), std::pair(0, 0));
}

TEST(Glyphs, PiecesOverEachOtherAreOne) {
  EXPECT_EQ(Glyphs({{0, 0, 10, 12}, {1, 15, 10, 5}, {14, 0, 10, 20}}),
            (std::vector<PixelBox>{{0, 0, 11, 20}, {14, 0, 10, 20}}));
}

std::vector<std::string> Settled(std::vector<MarkedNumber> column) {
  SettleMarks(column);
  std::vector<std::string> texts;
  for (const MarkedNumber& number : column) texts.push_back(number.text);
  return texts;
}

TEST(SettleMarks, InkDecides) {
  EXPECT_EQ(Settled({{"4.5", 0.9, MarkInk::kComma}, {"7.2", 0.9, MarkInk::kDot}, {"3,1", 0.9, MarkInk::kDot}}),
            (std::vector<std::string>{"4,5", "7.2", "3,1"}));
}

TEST(SettleMarks, TheColumnDecidesWhereInkIsUnclear) {
  const std::vector<MarkedNumber> scores{{"4,5", 0.9, MarkInk::kComma},
                                         {"7,25", 0.9, MarkInk::kUnclear},
                                         {"+3,1", 0.9, MarkInk::kComma},
                                         {"6.5", 0.9, MarkInk::kUnclear}};
  EXPECT_EQ(Settled(scores).back(), "6,5");
  std::vector<MarkedNumber> column = scores;
  SettleMarks(column);
  EXPECT_LT(column.back().confidence, 0.8);
  EXPECT_EQ(column.front().confidence, 0.9);
  EXPECT_EQ(Settled({{"2.1", 0.9, MarkInk::kDot},
                     {"2.2", 0.9, MarkInk::kDot},
                     {"2,3", 0.9, MarkInk::kNone},
                     {"2.4", 0.9, MarkInk::kComma},
                     {"2.5", 0.9, MarkInk::kDot}}),
            (std::vector<std::string>{"2.1", "2.2", "2.3", "2.4", "2.5"}));
}

TEST(SettleMarks, ThousandsAndMixedColumnsStay) {
  EXPECT_EQ(Settled({{"4,5", 0.9, MarkInk::kComma},
                     {"7,2", 0.9, MarkInk::kComma},
                     {"3,1", 0.9, MarkInk::kComma},
                     {"1.250", 0.9, MarkInk::kUnclear},
                     {"1.2.3", 0.9, MarkInk::kUnclear},
                     {"12/15", 0.9, MarkInk::kUnclear}}),
            (std::vector<std::string>{"4,5", "7,2", "3,1", "1.250", "1.2.3", "12/15"}));
  EXPECT_EQ(
      Settled({{"4,5", 0.9, MarkInk::kComma}, {"7,2", 0.9, MarkInk::kComma}, {"3.1", 0.9, MarkInk::kUnclear}}).back(),
      "3.1");
  EXPECT_EQ(Settled({{"4,5", 0.9, MarkInk::kComma},
                     {"7,2", 0.9, MarkInk::kComma},
                     {"8,2", 0.9, MarkInk::kComma},
                     {"1.7", 0.9, MarkInk::kDot},
                     {"1.8", 0.9, MarkInk::kDot},
                     {"3.1", 0.9, MarkInk::kUnclear}})
                .back(),
            "3.1");
}

}  // namespace
}  // namespace vankho
