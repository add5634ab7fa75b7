// What a parse that wants one symbol may leave out, and what it may not.
#include "extractors/engine/grammar.h"

#include <gtest/gtest.h>

#include <array>
#include <random>

#include "pipeline/base/pattern.h"

namespace vankho {
namespace {

FlatText Flat(std::string_view text) { return FlatText(text, TextSpan{0, text.size()}); }

// <goal> of "đạt 85 %", "đạt cao" and "85/100"; <note> of "ghi 5".
class GrammarTest : public testing::Test {
 protected:
  void Build(bool finish) {
    auto lexicon = Lexicon::Parse("surface\tclass\tvalue\nđạt\treach\t\ncao\tdegree\thigh\nmức độ cao\tdegree\thigh\n",
                                  "words.tsv");
    ASSERT_TRUE(lexicon);
    ASSERT_TRUE(grammar_.AddLexicon(*lexicon));
    auto any = [](const Match&) -> std::optional<Value> { return 1; };
    grammar_.AddRule("test/percent", "share", R"(/(\d{1,3})/ '%')", any);
    grammar_.AddRule("test/reach", "goal", "<reach> <share>", any);
    grammar_.AddRule("test/degree", "goal", "<reach> <degree>", any);
    grammar_.AddRule("test/over", "goal", R"(/(\d+)\/(\d+)/)", any);
    grammar_.AddRule("test/note", "note", "'ghi' <int>", any);
    goal_ = grammar_.Symbol("goal");
    if (finish) grammar_.Finish();
  }

  Grammar grammar_;
  int goal_ = 0;
};

TEST_F(GrammarTest, FindsTheSameWhetherFinishedAndWantedOrNot) {
  for (bool finish : {false, true}) {
    grammar_ = Grammar();
    Build(finish);
    for (std::string_view text : {"Tỷ lệ đạt 85 % và điểm 85/100", "ĐẠT mức độ cao", "85/100", "đạt 7 %"}) {
      std::size_t all = grammar_.Parse(Flat(text)).Cover(goal_).size();
      auto chart = grammar_.Parse(Flat(text), {goal_});
      auto wanted = chart.Cover(goal_);
      EXPECT_EQ(wanted.size(), all) << text;
      EXPECT_FALSE(wanted.empty()) << text;
    }
  }
}

TEST_F(GrammarTest, LeavesOutTextsThatLackAWord) {
  Build(true);
  for (std::string_view text : {"đạt kết quả", "mức độ cao", "độ cao", "ghi năm", ""}) {
    EXPECT_TRUE(grammar_.Parse(Flat(text), {goal_}).tokens().empty()) << text;
  }
  EXPECT_FALSE(grammar_.Parse(Flat("ghi 5")).Cover(grammar_.Symbol("note")).empty()) << "who wants nothing gets all";
  EXPECT_EQ(grammar_.Parse(Flat("đạt rồi ghi 5"), {grammar_.Symbol("note")}).Cover(grammar_.Symbol("note")).size(), 1u);
}

// What numbers, dates and shares are made of, in any order.
std::string RandomNumbers(std::mt19937& random) {
  static constexpr std::array<std::string_view, 16> kParts{"1", "12",   "3",      "1 2", "0 5", "/", "/", ".",
                                                           "-", "2024", "20 2 4", " ",   ",",   "%", "a", "\t"};
  std::string text;
  const std::size_t size = random() % 8;
  for (std::size_t i = 0; i < size; ++i) text += kParts[random() % kParts.size()];
  return text;
}

TEST(NumericShapeTest, FindsWhatTheGeneralEngineFinds) {
  std::mt19937 random(7);
  for (const char* source : {R"((\d{1,2})\s?[\/.\-]\s?(1\s[012]|0\s\d)\s?[\/.\-]\s?((?:20|2\s0|19)\s?\d\s?\d))",
                             R"((\d+(?:[,.]\d+)?)\s?\/\s?(\d+(?:[,.]\d+)?))", R"((\d{1,2})\.(\d{1,2}))",
                             R"((\d{4})\s?-\s?(\d{4}))", R"((?:(\d)(\d)?)*,?(\d+))", R"((1|12)(2|23)?(3*))"}) {
    const NumericShape shape(source);
    const Pattern pattern(source);
    int matches = 0;
    for (int i = 0; i < 40'000; ++i) {
      const std::string text = RandomNumbers(random);
      const auto found = shape.MatchBegin(text);
      const auto expected = pattern.MatchAt(text, 0);
      ASSERT_EQ(found.has_value(), expected.has_value()) << source << " on '" << text << "'";
      if (!found) continue;
      ++matches;
      EXPECT_EQ(found->size, expected->span.size()) << source << " on '" << text << "'";
      for (std::size_t group = 1; group <= NumericShape::kMostGroups; ++group) {
        EXPECT_EQ(found->groups[group - 1], expected->Group(group, text)) << source << " on '" << text << "'";
      }
    }
    EXPECT_GT(matches, 3) << source;
  }
}

TEST(NumericShapeTest, HostileTextEnds) {
  EXPECT_FALSE(NumericShape(R"((\d+)*(\d+)*(\d+)*x)").MatchBegin(std::string(1000, '1')));
}

TEST(NumericShapeDeathTest, RefusesWhatItDoesNotKnow) {
  for (const char* source : {R"(\w+)", "a.+?b", "[0-9", "(1", "1{2,", "{1}"})
    EXPECT_DEATH(NumericShape{source}, "") << source;
}

}  // namespace
}  // namespace vankho
