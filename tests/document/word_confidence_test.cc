#include "pipeline/document/word_confidence.h"

#include <gtest/gtest.h>

namespace vankho {
namespace {

// A word in the middle of a line of good print.
WordSigns Word(std::string text, double engine = 0.96) {
  WordSigns word;
  word.seen = word.text = std::move(text);
  word.before = "một";
  word.after = "hai";
  word.engine = engine;
  return word;
}

double Probability(std::string text, double engine = 0.96) { return WordProbability(Word(std::move(text), engine)); }

double SignalOf(const WordSigns& word, Signal signal) { return SignalsOf(word)[static_cast<std::size_t>(signal)]; }

TEST(WordConfidence, AWordThatAllSidesBelieveIsAlmostCertain) {
  EXPECT_GT(Probability("hoạch"), 0.99);
  EXPECT_GT(Probability("2024"), 0.97);
  EXPECT_GT(Probability("118/KH-UBND"), 0.97);
}

TEST(WordConfidence, ADoubtOfTheContextWeighsThoughTheEngineIsSure) {
  WordSigns word = Word("thâu");
  const double certain = WordProbability(word);
  word.posterior = 0.5;
  const double half = WordProbability(word);
  word.posterior = 0.05;
  EXPECT_LT(half, certain);
  EXPECT_LT(WordProbability(word), half);
  EXPECT_LT(WordProbability(word), 0.95);
}

TEST(WordConfidence, NumbersHaveNothingFromTheDecoder) {
  WordSigns word = Word("12,5");
  word.posterior = 0.01;
  EXPECT_EQ(WordProbability(word), Probability("12,5"));
}

TEST(WordConfidence, StaysBetweenNothingAndCertainty) {
  for (double engine : {0.0, 0.5, 1.0}) {
    for (double posterior : {0.0, 1.0}) {
      WordSigns word = Word("xã", engine);
      word.posterior = posterior;
      EXPECT_GT(WordProbability(word), 0);
      EXPECT_LT(WordProbability(word), 1);
    }
  }
  EXPECT_LT(Probability("xã", 0.3), Probability("xã", 0.5));
}

TEST(WordConfidence, AWordAmongDoubtfulOnesIsDoubtful) {
  WordSigns word = Word("sông");
  const double among_sure = WordProbability(word);
  word.neighbours = -1;
  EXPECT_LT(WordProbability(word), among_sure);
}

TEST(WordConfidence, PrintOfAnotherSizeIsDoubtful) {
  WordSigns word = Word("sông");
  const double usual = WordProbability(word);
  word.height = 0.5;
  EXPECT_LT(WordProbability(word), usual);
  word.height = 0;
  word.width = 0.5;
  EXPECT_LT(WordProbability(word), usual);
}

TEST(WordConfidence, WhatIsSpeltLikeNoWordOfPrintIsDoubtful) {
  EXPECT_LT(Probability("sôngr"), Probability("sông"));
  EXPECT_EQ(SignalOf(Word("KHĐT"), Signal::kOdd), 0) << "an abbreviation";
  EXPECT_EQ(SignalOf(Word("sông."), Signal::kOdd), 0);
  const double wrong = 1 - Probability("sông");
  EXPECT_GT(1 - Probability(",sông"), 5 * wrong);
  EXPECT_GT(1 - Probability("bờ.sông"), 5 * wrong);
  EXPECT_EQ(SignalOf(Word("TS.BS."), Signal::kStray), 0);
}

TEST(WordConfidence, AFullStopIsNotFollowedByASmallLetter) {
  EXPECT_LT(Probability("sông."), 0.9);
  WordSigns word = Word("sông.");
  word.after = "Bờ";
  EXPECT_GT(WordProbability(word), 0.98);
  EXPECT_EQ(SignalOf(Word("sông,..."), Signal::kStop), 0);
}

TEST(WordConfidence, AnItemOfAListDoesNotEndWithAColon) {
  WordSigns word = Word("tỉnh:");
  word.after = "";
  EXPECT_EQ(SignalOf(word, Signal::kColon), 0);
  word.item = true;
  EXPECT_EQ(SignalOf(word, Signal::kColon), 1);
}

TEST(WordConfidence, NumbersWithDecimalPointsAreDoubtful) {
  for (const char* text : {"2.50", "1.2107", "+0.27", "12.75%"}) {
    EXPECT_EQ(SignalOf(Word(text), Signal::kDotted), 1) << text;
    EXPECT_LT(Probability(text), 0.8) << text;
  }
  for (const char* text : {"2,50", "1.250", "12.500.000", "1.2", "2.1.", "20.11.2024"}) {
    EXPECT_EQ(SignalOf(Word(text), Signal::kDotted), 0) << text;
  }
}

TEST(WordConfidence, DigitsThatMakeNoNumberAreDoubtful) {
  for (const char* text : {"2:50", "4#6", "Ø3", "số:4"}) EXPECT_EQ(SignalOf(Word(text), Signal::kForm), 1) << text;
  for (const char* text : {"12", "(0/2),", "30/11/2024;", "41/2021/QĐ-BXD", "7%", "3.", "20-"}) {
    EXPECT_EQ(SignalOf(Word(text), Signal::kForm), 0) << text;
  }
}

TEST(WordConfidence, ANumberTornInTwoIsDoubtful) {
  WordSigns word = Word("1/2024");
  const double whole = WordProbability(word);
  word.before = "1";
  EXPECT_LT(WordProbability(word), whole);
  EXPECT_EQ(SignalOf(word, Signal::kRun), 1);
  word.in_table = true;
  EXPECT_EQ(SignalOf(word, Signal::kRun), 0) << "columns of numbers";
  WordSigns piece = Word("74");
  piece.gap = 0;
  EXPECT_LT(WordProbability(piece), Probability("74"));
}

TEST(WordConfidence, ThePensNumbersStandAtTheHeadOfAPaper) {
  WordSigns word = Word("9");
  word.before = "ngày";
  word.digits = 0.4;
  const double below = WordProbability(word);
  word.depth = 0.15;
  EXPECT_LT(WordProbability(word), below);
  EXPECT_EQ(SignalOf(word, Signal::kPen), 0.4);
}

TEST(WordConfidence, MarksAloneAreDoubtfulButForDashes) {
  EXPECT_LT(Probability("."), Probability("-"));
  WordSigns bullet = Word("-");
  bullet.before = "";
  EXPECT_EQ(SignalOf(bullet, Signal::kBullet), 1);
  EXPECT_EQ(SignalOf(Word("..."), Signal::kLone), 1);
}

TEST(WordConfidence, AChangeOfAWordThatIsOneIsDoubtful) {
  WordSigns word = Word("chống");
  word.change = 0.92;
  word.seen = "chôngw";
  EXPECT_EQ(KindOf(word), WordKind::kChange);
  const double longer = WordProbability(word);
  word.seen = "chông";
  EXPECT_GT(WordProbability(word), longer) << "only marks were put right";
  word.change = 0.5;
  EXPECT_LT(WordProbability(word), 0.95);
}

}  // namespace
}  // namespace vankho
