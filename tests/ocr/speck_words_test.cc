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

// Boxes in points; two pixels a point.
std::string Left(const std::vector<std::pair<Word, Box>>& words) {
  std::vector<Line> runs(1);
  for (auto [word, box] : words) {
    word.box = {2 * box.left, 2 * box.top, 2 * box.right, 2 * box.bottom};
    runs[0].words.push_back(word);
  }
  DropStrokes(2, runs);
  std::string text;
  for (const Line& run : runs) {
    for (const Word& word : run.words) text += (text.empty() ? "" : " ") + word.text;
  }
  return text;
}

Word Read(const char* text, double confidence) {
  Word word;
  word.text = text;
  word.confidence = confidence;
  return word;
}

TEST(DropStrokes, LettersLowerThanAnyPrintAreCrumbs) {
  EXPECT_EQ(Left({{Read("F", 0.7), {100, 100, 102, 101}}}), "");
  EXPECT_EQ(Left({{Read("Kho", 0.6), {100, 100, 120, 109}}, {Read("x", 0.6), {130, 100, 134, 102}}}), "Kho");
  EXPECT_EQ(Left({{Read("x", 0.9), {100, 100, 104, 102}}}), "x");
  EXPECT_EQ(Left({{Read("Kho", 0.6), {100, 100, 120, 109}}, {Read("-", 0.6), {130, 104, 134, 105}}}), "Kho -");
}

TEST(DropStrokes, AFewHugeLettersAloneAreAPen) {
  EXPECT_EQ(Left({{Read("7", 0.4), {100, 100, 210, 116}}}), "");
  EXPECT_EQ(Left({{Read("lú", 0.4), {100, 100, 119, 120}}, {Read("T", 0.2), {125, 100, 131, 108}}}), "");
  EXPECT_EQ(Left({{Read("7", 0.6), {100, 100, 210, 116}}}), "7");
  EXPECT_EQ(Left({{Read("7", 0.4), {100, 100, 210, 116}}, {Read("năm", 0.9), {215, 104, 230, 112}}}), "7 năm");
  EXPECT_EQ(Left({{Read("12", 0.2), {100, 100, 109, 108}}}), "12");  // a number of the size of print
  EXPECT_EQ(Left({{Read("Phòng", 0.2), {100, 100, 210, 116}}}), "Phòng");
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
