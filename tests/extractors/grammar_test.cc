// What a parse that wants one symbol may leave out, and what it may not.
#include "extractors/engine/grammar.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace vankho
