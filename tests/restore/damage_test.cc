#include "pipeline/restore/damage.h"

#include <gtest/gtest.h>

#include "tests/restore/toy_language.h"

namespace vankho {
namespace {

class DamageTest : public testing::Test {
 protected:
  Damage Of(std::string_view text, bool own_ocr = false) const { return DetectDamage({text}, trie_, own_ocr); }
  ToyLanguage lm_ = PlanLanguage();
  SyllableTrie trie_{lm_};
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
  EXPECT_EQ(DetectLineDamage("Kế hoạch cải cách hành chính của tỉnh", Damage::kLatinEngine, trie_), Damage::kClean);
  EXPECT_EQ(DetectLineDamage("Ke hoach c4i cach h4nh chinh", Damage::kLatinEngine, trie_), Damage::kLatinEngine);
}

}  // namespace
}  // namespace vankho
