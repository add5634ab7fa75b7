#include "extractors/table_rows/lost_commas.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vankho {
namespace {

using enum ColumnMeaning;

// A row from its code and its cells: {"1.1", "20", "1,5"}.
NumberGrid::Row Row(std::initializer_list<const char*> texts) {
  NumberGrid::Row row;
  row.code = *texts.begin();
  for (const char* const* text = texts.begin() + 1; text != texts.end(); ++text) {
    row.cells.push_back({*text, ReadScoreCell(*text, {}, true)});
  }
  return row;
}

std::string Value(const NumberGrid& grid, std::size_t row, std::size_t column) {
  const auto& read = grid.rows[row].cells[column].read;
  return read ? read->value.ToPlain() + (read->repaired ? " repaired" : "") : "none";
}

TEST(LostCommas, DifferencesOfTheOtherRowsLeaveOnePlace) {
  NumberGrid grid{{kMaxScore, kScore, kDelta},
                  {Row({"1.1", "3,5", "3", "0,5"}), Row({"1.2", "4", "2,75", "1,25"}), Row({"1.3", "30", "25", "0,5"}),
                   Row({"1.4", "6", "5,5", "0,5"}), Row({"1.5", "2", "1", "0,25"})}};
  PutBackCommas(grid);
  EXPECT_EQ(Value(grid, 2, 0), "3 repaired");
  EXPECT_EQ(Value(grid, 2, 1), "2.5 repaired");
  EXPECT_EQ(Value(grid, 3, 0), "6");
  EXPECT_FALSE(grid.rows[2].contradicts);
  EXPECT_TRUE(grid.rows[4].contradicts);  // no comma mends it
  EXPECT_EQ(Value(grid, 4, 1), "1");
}

TEST(LostCommas, PartsSumToTheirWhole) {
  NumberGrid grid{{kMaxScore}, {Row({"2", "4"}), Row({"2.1", "15"}), Row({"2.2", "25"}), Row({"3", "20"})}};
  PutBackCommas(grid);
  EXPECT_EQ(Value(grid, 1, 0), "1.5 repaired");
  EXPECT_EQ(Value(grid, 2, 0), "2.5 repaired");
  EXPECT_EQ(Value(grid, 3, 0), "20");
}

TEST(LostCommas, TheTotalTellsWhichOfTwoPlaces) {
  NumberGrid grid{{kMaxScore, kScore},
                  {Row({"1", "13", "11,25"}), Row({"2", "12", "117"}), Row({"3", "5", "4"}), Row({"", "30", "26,95"})}};
  PutBackCommas(grid);
  EXPECT_EQ(Value(grid, 1, 1), "11.7 repaired");
}

TEST(LostCommas, NothingReachedIsOverTheMost) {
  NumberGrid grid{{kMaxScore, kScore, kTarget}, {Row({"1", "7", "65", "7"}), Row({"2", "20", "14875", "16"})}};
  PutBackCommas(grid);
  EXPECT_EQ(Value(grid, 0, 1), "6.5 repaired");
  EXPECT_EQ(Value(grid, 1, 1), "14.875 repaired");  // 1,4875 would be next to nothing
}

TEST(LostCommas, WhatIsPossibleStays) {
  NumberGrid grid{{kMaxScore, kScore}, {Row({"1", "30", "25"}), Row({"2", "15", "0"}), Row({"3", "5,5", "05"})}};
  PutBackCommas(grid);
  EXPECT_EQ(Value(grid, 0, 1), "25");
  EXPECT_EQ(Value(grid, 1, 0), "15");
  EXPECT_EQ(Value(grid, 2, 1), "0.5 repaired");  // no whole number begins with 0
}

}  // namespace
}  // namespace vankho
