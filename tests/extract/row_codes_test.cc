#include "extractors/table_rows/row_codes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vankho {
namespace {

using Codes = std::vector<std::string>;
using testing::ElementsAre;
using testing::ElementsAreArray;

TEST(RowCodes, CodesGetTheirPointsBack) {
  Codes codes{"3", "31", "3.2", "33", "4", "5", "51", "511", "6", "62"};
  PutBackPoints(codes);
  EXPECT_THAT(codes, ElementsAre("3", "3.1", "3.2", "3.3", "4", "5", "5.1", "5.1.1", "6", "6.2"));
  Codes running{"9", "10", "11", "12"};
  PutBackPoints(running);
  EXPECT_THAT(running, ElementsAre("9", "10", "11", "12"));
  Codes both{"10", "10.1", "11", "12", "12.1"};
  PutBackPoints(both);
  EXPECT_THAT(both, ElementsAre("10", "10.1", "11", "12", "12.1"));
}

TEST(RowCodes, RomanCodesGetTheirStrokesBack) {
  Codes last{"I", "1", "2", "II", "3", "II", "4"};
  PutBackStrokes(last);
  EXPECT_THAT(last, ElementsAre("I", "1", "2", "II", "3", "III", "4"));
  Codes between{"I", "I", "III", "V", "V", "VI"};
  PutBackStrokes(between);
  EXPECT_THAT(between, ElementsAre("I", "II", "III", "IV", "V", "VI"));
}

TEST(RowCodes, ANumberBetweenItsNeighboursIsPutRight) {
  Codes codes{"I", "1", "9", "3", "II", "4", "4.1", "8", "6", "15"};
  PutRightNumbers(codes);
  EXPECT_THAT(codes, ElementsAre("I", "1", "2", "3", "II", "4", "4.1", "5", "6", "15"));
  Codes again{"1", "2", "1", "2", "1", "5", "7"};  // counted anew in each part; a gap
  Codes kept = again;
  PutRightNumbers(again);
  EXPECT_EQ(again, kept);
}

TEST(RowCodes, WhatTheNeighboursDoNotProveStays) {
  for (const Codes& codes : {Codes{"I", "II", "I", "II"}, Codes{"I", "III", "IV"}, Codes{"I", "II", "II", "III"},
                             Codes{"I", "II", "V", "VI"}, Codes{"II", "II", "III"}, Codes{"I", "II", "IV"}}) {
    Codes mended = codes;
    PutBackStrokes(mended);
    EXPECT_THAT(mended, ElementsAreArray(codes));
  }
}

}  // namespace
}  // namespace vankho
