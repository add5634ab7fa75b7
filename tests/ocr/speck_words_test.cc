#include "pipeline/ocr/speck_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vankho {
namespace {

bool Drops(std::string_view text, double confidence) { return IsSpeck({std::string(text), {}, confidence, {}}); }

TEST(SpeckWords, MarksAloneThatTheEngineDoubtsAreSpecks) {
  EXPECT_TRUE(Drops("=", 0.52));
  EXPECT_TRUE(Drops(".", 0.87));
  EXPECT_TRUE(Drops("“=", 0.15));
  EXPECT_FALSE(Drops("+", 0.97));
  EXPECT_FALSE(Drops("&", 0.93));
}

TEST(SpeckWords, ADashOpensAnItemUnlessItIsHardlyBelieved) {
  EXPECT_FALSE(Drops("-", 0.7));
  EXPECT_TRUE(Drops("–", 0.3));
}

TEST(SpeckWords, MarksThatAreNeverPrintedAloneGoHoweverSure) {
  EXPECT_TRUE(Drops("`", 0.96));
  EXPECT_TRUE(Drops("|", 0.96));
}

TEST(SpeckWords, WordsNumbersAndBlanksOfAFormStay) {
  EXPECT_FALSE(Drops("củ", 0.01)) << "a word that was misread is still a word";
  EXPECT_FALSE(Drops("7", 0.1));
  EXPECT_FALSE(Drops("......", 0.1));
  EXPECT_FALSE(Drops("Y", 0.4));
  EXPECT_TRUE(Drops("Ï", 0.0));
}

TEST(SpeckWords, LettersAndDigitsInTurnGoOnlyWhereNothingSpeaksForThem) {
  EXPECT_TRUE(Drops("k7", 0.06));
  EXPECT_TRUE(Drops("9i1V", 0.12));
  EXPECT_FALSE(Drops("k7", 0.4));
  EXPECT_FALSE(Drops("12a", 0.1)) << "digits beside each other are a number";
  EXPECT_FALSE(Drops("14/NQ", 0.1));
}

TEST(SpeckWords, LinesOfSpecksGoWithThem) {
  Line print{1, "a", {{"Kế", {}, 0.96, {}}, {"^", {}, 0.9, {}}}, {}};
  Line dirt{2, "b", {{"_", {}, 0.2, {}}}, {}};
  std::vector<Line> runs{dirt, print};
  DropSpecks(runs);
  ASSERT_EQ(runs.size(), 1U);
  ASSERT_EQ(runs[0].words.size(), 1U);
  EXPECT_EQ(runs[0].words[0].text, "Kế");
}

}  // namespace
}  // namespace vankho
