#include "pipeline/restore/word_choices.h"

#include <gtest/gtest.h>

namespace vankho {
namespace {

Line LineOf(std::vector<Word> words) {
  Line line;
  for (const Word& word : words) line.text += (line.text.empty() ? "" : " ") + word.text;
  line.words = std::move(words);
  return line;
}

std::vector<std::vector<Alternative>> Choices(const Line& line) { return ChoicesOf(line, CutPieces(line.text)); }

TEST(WordChoices, AreThoseOfTheWordThatAPieceStandsIn) {
  const Line line = LineOf({{"(huyên", {}, 0.7, {{"(huyện", 0.4}}}, {"Hòa,", {}, 0.8, {{"Hóa,", 0.3}, {"Hòa.", 0.2}}}});
  const auto choices = Choices(line);
  ASSERT_EQ(choices.size(), 4u);  // ( huyên Hòa ,
  EXPECT_TRUE(choices[0].empty());
  EXPECT_EQ(choices[1], (std::vector<Alternative>{{"huyện", 0.4}}));
  EXPECT_EQ(choices[2], (std::vector<Alternative>{{"Hóa", 0.3}}));
  EXPECT_TRUE(choices[3].empty());
}

TEST(WordChoices, NoDigitIsChanged) {
  const Line line = LineOf({{"t6", {}, 0.7, {{"tổ", 0.4}, {"t8", 0.3}, {"l6", 0.2}}}, {"27", {}, 0.7, {{"21", 0.4}}}});
  const auto choices = Choices(line);
  ASSERT_EQ(choices.size(), 2u);
  EXPECT_EQ(choices[0], (std::vector<Alternative>{{"l6", 0.2}}));
  EXPECT_TRUE(choices[1].empty());
}

TEST(WordChoices, NothingWhereTheEngineWasSure) { EXPECT_TRUE(Choices(LineOf({{"huyện", {}, 0.9, {}}})).empty()); }

}  // namespace
}  // namespace vankho
