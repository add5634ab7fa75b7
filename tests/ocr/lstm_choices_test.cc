#include "pipeline/ocr/lstm_choices.h"

#include <gtest/gtest.h>

namespace vankho {
namespace {

using Letter = std::vector<LstmStep>;

Letter Sure(const char* sign) { return {{{"", 1.0F}}, {{sign, 0.98F}, {"", 0.02F}}, {{"", 1.0F}}}; }

TEST(LstmChoices, ARivalStandsInTheLettersPlace) {
  const std::vector<Letter> letters{Sure("t"), {{{"", 0.9F}}, {{"ổ", 0.6F}, {"ố", 0.3F}}, {{"", 1.0F}}}};
  const std::vector<Alternative> found = AlternativesOf("tổ", letters);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].text, "tố");
  EXPECT_NEAR(found[0].confidence, 0.3 / 0.9, 1e-6);
}

TEST(LstmChoices, TheSpaceBeforeTheWordIsNoLetterOfIt) {
  const std::vector<Letter> letters{Sure(" "), Sure("t"), {{{"ổ", 0.6F}, {"ố", 0.3F}}}};
  EXPECT_EQ(AlternativesOf("tổ", letters).size(), 1u);
}

TEST(LstmChoices, ASureLetterLosesItsPlaceToNoneButMayGainANeighbour) {
  const std::vector<Letter> letters{Sure("1"), {{{"", 0.7F}, {",", 0.3F}}, {{"", 1.0F}}, {{"5", 0.99F}}}};
  const std::vector<Alternative> found = AlternativesOf("15", letters);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].text, "1,5");
  EXPECT_NEAR(found[0].confidence, 0.3, 1e-6);
}

TEST(LstmChoices, ALetterThatIsHardlyThereMayBeNone) {
  const std::vector<Letter> letters{Sure("a"), {{{"", 0.4F}, {".", 0.6F}}}};
  const std::vector<Alternative> found = AlternativesOf("a.", letters);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].text, "a");
  EXPECT_NEAR(found[0].confidence, 0.4, 1e-6);
}

TEST(LstmChoices, TwoDoubtfulLettersGiveBothAndNoMoreThanThree) {
  const Letter o{{{"o", 0.5F}, {"ô", 0.4F}, {"ơ", 0.1F}}};
  const Letter u{{{"u", 0.5F}, {"ư", 0.5F}}};
  const std::vector<Alternative> found = AlternativesOf("ou", {o, u});
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].text, "oư");
  EXPECT_EQ(found[1].text, "ôu");
  EXPECT_EQ(found[2].text, "ôư");
}

TEST(LstmChoices, OfASureWordOrOfOtherLettersThereAreNone) {
  EXPECT_TRUE(AlternativesOf("ta", {Sure("t"), Sure("a")}).empty());
  EXPECT_TRUE(AlternativesOf("tan", {Sure("t"), {{{"a", 0.5F}, {"o", 0.5F}}}}).empty());
  EXPECT_TRUE(AlternativesOf("", {}).empty());
  EXPECT_TRUE(AlternativesOf("t", {{{{"", 1.0F}}}}).empty());
}

}  // namespace
}  // namespace vankho
