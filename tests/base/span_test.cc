#include "pipeline/base/span.h"

#include <gtest/gtest.h>

namespace vankho {
namespace {

TEST(Alignment, EmptyIsIdentity) {
  Alignment none;
  EXPECT_TRUE(none.IsIdentity());
  EXPECT_EQ(none.ToOld({3, 7}), (TextSpan{3, 7}));
}

// "S6: 1833IKH" -> "Số: 1833/KH": a replaced word, bytes as they are, an inserted slash for an I, bytes as they are.
TEST(Alignment, LeadsBackThroughReplacements) {
  Alignment a;
  a.Append(4, 2);  // "Số" (4 bytes) from "S6"
  a.Append(6, 6);  // ": 1833"
  a.Append(1, 1);  // "/" from "I"
  a.Append(2, 2);  // "KH"
  EXPECT_EQ(a.new_size(), 13U);
  EXPECT_EQ(a.old_size(), 11U);
  EXPECT_EQ(a.ToOld({0, 4}), (TextSpan{0, 2}));
  EXPECT_EQ(a.ToOld({1, 2}), (TextSpan{0, 2})) << "part of a replaced word is the whole word";
  EXPECT_EQ(a.ToOld({6, 10}), (TextSpan{4, 8}));
  EXPECT_EQ(a.ToOld({0, 13}), (TextSpan{0, 11}));
  EXPECT_EQ(a.ToOld({10, 11}), (TextSpan{8, 9}));
}

TEST(Alignment, SplitAndJoin) {
  Alignment a;
  a.Append(5, 5);
  a.Append(7, 6);  // one seen word that became two
  a.Append(3, 3);
  EXPECT_EQ(a.ToOld({5, 8}), (TextSpan{5, 11}));
  EXPECT_EQ(a.ToOld({12, 15}), (TextSpan{11, 14}));
  EXPECT_EQ(a.ToOld({99, 120}), (TextSpan{14, 14})) << "outside spans are cut";
}

TEST(Alignment, NeighbouringEqualPiecesMelt) {
  Alignment a;
  a.Append(3, 3);
  a.Append(4, 4);
  EXPECT_EQ(a.segments().size(), 1U);
  EXPECT_TRUE(a.IsIdentity());
}

}  // namespace
}  // namespace vankho
