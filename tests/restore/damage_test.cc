#include "pipeline/restore/damage.h"

#include <gtest/gtest.h>

#include "tests/restore/toy_language.h"

namespace vankho {
namespace {

class DamageTest : public testing::Test {
 protected:
  CountedLine Counted(std::string_view text) { return {text, counter_.Count(text)}; }
  Damage Of(std::string_view text, bool own_ocr = false) {
    const CountedLine line = Counted(text);
    return DetectDamage({&line, 1}, counter_, own_ocr);
  }
  Damage OfLine(std::string_view text, Damage document) { return DetectLineDamage(Counted(text), document, counter_); }
  ToyLanguage lm_ = PlanLanguage();
  SyllableTrie trie_{lm_};
  WordCounter counter_{trie_};
};

TEST_F(DamageTest, TellsTheStatesApart) {
  EXPECT_EQ(Of("Kế hoạch cải cách hành chính của tỉnh năm 2024, các đơn vị thực hiện"), Damage::kClean);
  EXPECT_EQ(Of("Ke hoach cai cach hanh chinh cua tinh nam 2024, cac don vi thuc hien"), Damage::kNoDiacritics);
  EXPECT_EQ(Of("Ké hoach cai cach hanh chinh ctia tinh nam 2024, c4c don vi thurc hién t6 chirc"),
            Damage::kLatinEngine);
  EXPECT_EQ(Of("K6 ho4ch c8i cach h4nh ch8nh cua t9nh nam 2024, c4c don v8 th0c hi6n"), Damage::kLatinEngine);
  EXPECT_EQ(Of("Kế hoạch cải cách hành chính của tinh năm 2024, các đơn vị thực hién", true), Damage::kOwnOcr);
  EXPECT_EQ(Of("KÕ ho¹ch c¶i c¸ch hµnh chÝnh cña tØnh n¨m, c¸c ®¬n vÞ thùc hiÖn"), Damage::kTcvn3);
  EXPECT_EQ(Of("Keá hoaïch caûi caùch haønh chính cuûa tænh naêm, caùc ñôn vò thöïc hieän"), Damage::kVni);
  EXPECT_EQ(Of("The quick brown fox jumps over every lazy dog between Monday and Sunday"), Damage::kNotVietnamese);
  EXPECT_EQ(Of("She had been to the town and could not find the house of her aunt again"), Damage::kNotVietnamese);
  EXPECT_EQ(Of("KẾ HOẠCH hai ba, giao cho anh Hai, năm 2024"), Damage::kClean) << "plain words are right words";
  EXPECT_EQ(Of("hai"), Damage::kClean);
  EXPECT_EQ(Of(""), Damage::kClean);
  EXPECT_EQ(Of("12 / 34 - 56"), Damage::kClean);
}

TEST_F(DamageTest, LinesCanDiffer) {
  EXPECT_EQ(OfLine("Kế hoạch cải cách hành chính của tỉnh", Damage::kLatinEngine), Damage::kClean);
  EXPECT_EQ(OfLine("Ke hoach c4i cach h4nh chinh", Damage::kLatinEngine), Damage::kLatinEngine);
}

TEST_F(DamageTest, NumbersWithUnitsSayNothing) {
  EXPECT_EQ(Of("Kế hoạch cải cách từ 7h30 đến 11h30 và từ 13h30 đến 17h của tỉnh"), Damage::kClean);
  EXPECT_EQ(Of("Ke hoach cai cach hanh chinh 7h30 17h00 30m2 cua tinh"), Damage::kNoDiacritics);
}

TEST_F(DamageTest, AForeignLineInADamagedDocument) {
  const char* english = "please send every signed report before friday";
  EXPECT_EQ(OfLine(english, Damage::kLatinEngine), Damage::kNotVietnamese);
  EXPECT_EQ(OfLine(english, Damage::kOwnOcr), Damage::kNotVietnamese);
  EXPECT_EQ(OfLine("This is an English report about the work of the district", Damage::kLatinEngine),
            Damage::kNotVietnamese);
  EXPECT_EQ(OfLine("Ke hoach cai cach ctia tinh thurc hien", Damage::kLatinEngine), Damage::kLatinEngine);
  EXPECT_EQ(OfLine("please send", Damage::kLatinEngine), Damage::kLatinEngine) << "too little to tell";
  EXPECT_EQ(OfLine("План работы", Damage::kLatinEngine), Damage::kNotVietnamese);
}

TEST_F(DamageTest, LegacyLettersThatAreSignsElsewhereCutNoWord) {
  EXPECT_EQ(Of("C¶i c¸ch hµnh chÝnh"), Damage::kTcvn3);
  EXPECT_EQ(Of("C¶i c¸ch"), Damage::kTcvn3) << "the crumbs between the signs are no words of another encoding";
  EXPECT_EQ(OfLine("C¶i c¸ch thÓ chÕ", Damage::kTcvn3), Damage::kTcvn3);
}

TEST_F(DamageTest, WordsCountTheSameEachTime) {
  for (int time = 0; time < 2; ++time) {
    const WordCounts counts = counter_.Count("Kế hoach c4i 12 UBND xyz");
    EXPECT_EQ(counts.words, 5);
    EXPECT_EQ(counts.valid, 2);  // Kế, UBND
    EXPECT_EQ(counts.accented, 1);
    EXPECT_EQ(counts.bare, 3);  // hoach too
    EXPECT_EQ(counts.mixed, 1);
  }
}

}  // namespace
}  // namespace vankho
