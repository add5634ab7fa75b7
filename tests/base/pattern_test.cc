#include "pipeline/base/pattern.h"

#include <gtest/gtest.h>

#include <algorithm>

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

TEST(Pattern, MoreGroupsThanFitAreAnError) {
  std::string groups;
  for (int i = 0; i < 16; ++i) groups += "(a)";
  EXPECT_FALSE(Pattern::Compile(groups));
}

TEST(PatternSetTest, SaysWhichMatchThere) {
  PatternSet set({Pattern(R"(\d+)"), Pattern(R"((\d+)/(\d+))"), Pattern(R"(\d+%)")});
  std::vector<int> which{7};
  set.MatchAt("đạt 15/20", 7, which);
  std::sort(which.begin(), which.end());
  EXPECT_EQ(which, (std::vector<int>{0, 1}));
  set.MatchAt("đạt 15/20", 0, which);
  EXPECT_TRUE(which.empty());
}

TEST(Pattern, HostileLineIsLinear) {
  std::string line(200'000, 'a');
  EXPECT_FALSE(Pattern("(a|aa)+b").Find(line));
}

TEST(Pattern, SaysWhereAMatchBegins) {
  const Pattern kWith(R"((?i:phối hợp)( với)?)");
  EXPECT_EQ(kWith.FindBegin("A phối hợp với B"), std::optional<std::size_t>(2));
  EXPECT_EQ(kWith.FindBegin("A phối hợp với B", 3), std::nullopt);
  EXPECT_EQ(kWith.FindBegin("A", 5), std::nullopt);
}

}  // namespace
}  // namespace vankho
