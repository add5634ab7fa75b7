#include "pipeline/base/byte_set.h"

#include <gtest/gtest.h>

namespace vankho {
namespace {

TEST(ByteSet, FindsTheFirstOfAny) {
  constexpr ByteSet kMarks(";.");
  EXPECT_EQ(kMarks.FindIn("một; hai."), std::string_view("một").size());
  EXPECT_EQ(kMarks.FindIn("a;b.", 2), 3U);
  EXPECT_EQ(kMarks.FindIn("ba bốn"), std::string_view::npos);
  EXPECT_EQ(kMarks.FindIn("a;", 9), std::string_view::npos);
  EXPECT_TRUE(kMarks.Has('.'));
  EXPECT_FALSE(kMarks.Has('\xE2'));
}

}  // namespace
}  // namespace vankho
