#include "pipeline/restore/decoder.h"

#include <gtest/gtest.h>

#include "tests/restore/toy_language.h"

namespace vankho {
namespace {

Edge WordEdge(const ToyLanguage& lm, const std::string& word, double channel_probability) {
  return {1, {lm.IdOf(word)}, word, static_cast<float>(-std::log(channel_probability))};
}

// P(kế) = 0.5, P(kể) = 0.5, P(hoạch | kế) = 0.9, else P(hoạch) = 0.1; P(</s>) is the same after all. By hand:
//   kế hoạch: 0.25 * 0.5 * 0.9 = 0.1125     kể hoạch: 0.75 * 0.5 * 0.1 = 0.0375    posterior of kế 0.75
TEST(Decoder, PosteriorsByHand) {
  ToyLanguage lm({{"kế", 0.5}, {"kể", 0.5}, {"hoạch", 0.1}}, {{{"kế", "hoạch"}, 0.9}});
  Lattice lattice = {{WordEdge(lm, "kể", 0.75), WordEdge(lm, "kế", 0.25)}, {WordEdge(lm, "hoạch", 1)}};
  std::vector<Choice> choices = Decode(lattice, lm, {});
  ASSERT_EQ(choices.size(), 2u);
  EXPECT_EQ(choices[0].edge, 1u);
  EXPECT_NEAR(choices[0].posterior, 0.75, 1e-4);
  ASSERT_EQ(choices[0].rivals.size(), 1u);
  EXPECT_NEAR(choices[0].rivals[0].second, 0.25, 1e-4);
  EXPECT_NEAR(choices[1].posterior, 1, 1e-4);
}

TEST(Decoder, EdgesOfTheSameTextAddUp) {
  ToyLanguage lm({{"Kế", 0.2}, {"kế", 0.2}, {"Kể", 0.6}});
  Edge common = WordEdge(lm, "kế", 0.5);
  common.text = "Kế";
  std::vector<Choice> choices = Decode({{WordEdge(lm, "Kế", 0.5), common, WordEdge(lm, "Kể", 0.1)}}, lm, {});
  ASSERT_EQ(choices.size(), 1u);
  EXPECT_NEAR(choices[0].posterior, 0.2 / 0.26, 1e-4);
}

TEST(Decoder, OneEdgeOfTwoWordsOrOverTwoPieces) {
  ToyLanguage lm({{"ngày", 0.1}, {"<num>", 0.1}, {"giải", 0.1}, {"gi", 0.001}, {"ải", 0.001}});
  Edge split{1, {lm.IdOf("ngày"), lm.IdOf("<num>")}, "ngày 14", 1};
  Edge join{2, {lm.IdOf("giải")}, "giải", 1};
  Lattice lattice = {{split}, {WordEdge(lm, "gi", 1), join}, {WordEdge(lm, "ải", 1)}};
  std::vector<Choice> choices = Decode(lattice, lm, {});
  ASSERT_EQ(choices.size(), 2u);
  EXPECT_EQ(choices[1].edge, 1u);
}

TEST(Decoder, AnEdgeOfManyWordsHoldsThemAll) {
  EdgeWords words;
  EXPECT_TRUE(words.empty());
  for (WordId word = 5; word < 10; ++word) {
    words.push_back(word);
    for (std::size_t i = 0; i < words.size(); ++i) EXPECT_EQ(words[i], 5 + i);
  }
  EXPECT_EQ(words, EdgeWords({5, 6, 7, 8, 9}));
  EXPECT_NE(words, EdgeWords({5, 6}));
}

TEST(Decoder, EmptyLattice) {
  ToyLanguage lm({{"a", 1}});
  EXPECT_TRUE(Decode({}, lm, {}).empty());
}

}  // namespace
}  // namespace vankho
