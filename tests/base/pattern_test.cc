#include "pipeline/base/pattern.h"

#include <gtest/gtest.h>

namespace vankho {
namespace {

TEST(Pattern, WordBoundariesKnowVietnamese) {
  Pattern den("đến");
  EXPECT_TRUE(den.Find("đi đến nơi", 0, Boundary::kWord));
  EXPECT_TRUE(den.Find("(đến", 0, Boundary::kWord));
  EXPECT_FALSE(den.Find("ađến đếnn", 0, Boundary::kWord));
  EXPECT_TRUE(den.Find("ađến"));
}

TEST(Pattern, GroupsAreSpansOfTheText) {
  std::string text = "ngày 22/3/2024";
  auto match = Pattern(R"((\d{1,2})/(\d{1,2})(?:/(\d{4}))?)").Find(text);
  ASSERT_TRUE(match);
  EXPECT_EQ(match->Group(1, text), "22");
  EXPECT_EQ(match->Group(3, text), "2024");
  EXPECT_EQ(match->Group(9, text), "");
  EXPECT_EQ(match->span.Of(text), "22/3/2024");
}

TEST(Pattern, FindAllAndEmptyMatches) {
  EXPECT_EQ(Pattern("a+").FindAll("aa b a").size(), 2U);
  EXPECT_EQ(Pattern("x*").FindAll("ab").size(), 3U) << "an empty match moves on";
}

TEST(Pattern, BadPatternFromDataIsAnError) {
  auto bad = Pattern::Compile("(");
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().code, ErrorCode::kInvalidInput);
}

TEST(Pattern, HostileLineIsLinear) {
  std::string line(200'000, 'a');
  EXPECT_FALSE(Pattern("(a|aa)+b").Find(line));
}

}  // namespace
}  // namespace vankho
