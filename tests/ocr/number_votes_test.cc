#include "pipeline/ocr/number_votes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vankho {
namespace {

TEST(HasNumberForm, CellsOfNumbers) {
  for (const char* text :
       {"0", "12", "1.2", "1.2.3.", "7,50", "+0,25", "-3", "13,46/15", "87%", "2)", "IV.", "15/3/2024"})
    EXPECT_TRUE(HasNumberForm(text)) << text;
  for (const char* text : {"", "-", "l.I", "2,50,", "§,5", "H", "a)", "Tốt", "12x", "1..2", "12345"})
    EXPECT_FALSE(HasNumberForm(text)) << text;
}

TEST(Reconcile, AgreementIsSurer) {
  Word word = Reconcile({"7,50", 0.8}, {"7,50", 0.9});
  EXPECT_EQ(word.text, "7,50");
  EXPECT_NEAR(word.confidence, 0.98, 1e-9);
  EXPECT_TRUE(word.alternatives.empty());
}

TEST(Reconcile, ANumberBeatsWhatIsNone) {
  Word word = Reconcile({"lẾy", 0.5}, {"1.2", 0.9});
  EXPECT_EQ(word.text, "1.2");
  EXPECT_LT(word.confidence, 0.9);
  ASSERT_EQ(word.alternatives.size(), 1);
  EXPECT_EQ(word.alternatives[0].text, "lẾy");
  EXPECT_EQ(Reconcile({"1.2", 0.9}, {"Tze", 0.9}).text, "1.2");
  EXPECT_EQ(Reconcile({"Tốt", 0.9}, {"Tét", 0.9}).text, "Tốt");
}

TEST(Reconcile, TwoNumbersLeaveDoubt) {
  Word word = Reconcile({"2/25", 0.9}, {"2,25", 0.95});
  EXPECT_EQ(word.text, "2,25");
  EXPECT_LT(word.confidence, 0.6);
  EXPECT_EQ(Reconcile({"2,25", 0.7}, {"2.25", 0.95}).text, "2,25");
  EXPECT_EQ(Reconcile({"1.2", 0.7}, {"1,2", 0.95}).text, "1,2");
}

TEST(Reconcile, ASureFirstNumberStands) {
  Word word = Reconcile({"2", 0.96}, {"5", 0.97});
  EXPECT_EQ(word.text, "2");
  EXPECT_LT(word.confidence, 0.75);
  ASSERT_EQ(word.alternatives.size(), 1);
  EXPECT_EQ(word.alternatives[0].text, "5");
  EXPECT_EQ(Reconcile({"2", 0.7}, {"5", 0.8}).text, "5");
}

TEST(Reconcile, MarksAreLostSoonerThanGained) {
  EXPECT_EQ(Reconcile({"+0,61", 0.6}, {"+061", 0.9}).text, "+0,61");
  EXPECT_EQ(Reconcile({"14", 0.8}, {"1.4", 0.7}).text, "1.4");
  EXPECT_EQ(Reconcile({"1.4.", 0.7}, {"1.4", 0.9}).text, "1.4");
}

TEST(Reconcile, LettersForDigitsGiveTheFirstItsMarks) {
  EXPECT_EQ(Reconcile({"(0,5", 0.6}, {"05", 0.9}).text, "0,5");
  EXPECT_EQ(Reconcile({"-0,l7", 0.8}, {"-017", 0.9}).text, "-0,17");
  EXPECT_EQ(Reconcile({"+().09", 0.5}, {"+009", 0.9}).text, "+0.09");
  EXPECT_EQ(Reconcile({"(0,5", 0.6}, {"08", 0.9}).text, "08");
}

TEST(ReconcileInText, OnlyTheNumberIsPutRight) {
  EXPECT_EQ(ReconcileInText({"§1,27%,", 0.6}, {"81,27%", 0.9}).text, "81,27%,");
  EXPECT_EQ(ReconcileInText({"(84.5%;", 0.6}, {"(84,5%;", 0.9}).text, "(84,5%;");
  EXPECT_EQ(ReconcileInText({"I18/KH-UBND", 0.8}, {"118/KH-UBND", 0.9}).text, "118/KH-UBND");
  EXPECT_EQ(ReconcileInText({"412/QĐ-UBND", 0.8}, {"412/QD-UBND", 0.9}).text, "412/QĐ-UBND");
  EXPECT_EQ(ReconcileInText({"quý1", 0.5}, {"quyt", 0.9}).text, "quý1");
  EXPECT_EQ(ReconcileInText({"...", 0.5}, {"", 0}).text, "...");
}

TEST(Reconcile, APlusIsNoFour) {
  EXPECT_EQ(Reconcile({"+0,25", 0.6}, {"40,25", 0.9}).text, "+0,25");
  EXPECT_EQ(Reconcile({"+(0,25", 0.6}, {"40,25", 0.9}).text, "+0,25");
  EXPECT_EQ(Reconcile({"(,47", 0.4}, {"047", 0.7}).text, "0,47");
  EXPECT_EQ(Reconcile({"(0,4510", 0.4}, {"04510", 0.9}).text, "0,4510");
}

TEST(Reconcile, TheCountOfTheInkPartsTwoLengths) {
  EXPECT_EQ(Reconcile({"1", 0.7}, {"17", 0.8}, {1, 1}).text, "1");
  EXPECT_EQ(Reconcile({"1", 0.95}, {"17", 0.8}, {2, 2}).text, "17");
  EXPECT_EQ(Reconcile({"1,5", 0.8}, {"11,5", 0.9}, {1, 2}).text, "1,5");
  EXPECT_EQ(Reconcile({"1", 0.7}, {"17", 0.8}).text, "17");
}

TEST(Reconcile, ALabelInCapitalsBeatsAGuess) {
  EXPECT_EQ(Reconcile({"{blh", 0.2}, {"TT", 0.96}).text, "TT");
  EXPECT_EQ(Reconcile({"Tổ", 0.8}, {"TO", 0.96}).text, "Tổ");
  EXPECT_EQ(Reconcile({"lbí", 0.2}, {"TT", 0.6}).text, "lbí");
}

TEST(Reconcile, ALoneStrokeIsAOne) {
  EXPECT_EQ(Reconcile({"|", 0.7}, {"", 0}, {1, 1}).text, "1");
  EXPECT_EQ(Reconcile({"|", 0.7}, {"", 0}).text, "|");
}

}  // namespace
}  // namespace vankho
