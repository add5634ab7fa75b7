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

// Two readings of one word with names of their own end in the same history: what they lead to is one state.
TEST(Decoder, HistoriesThatDifferInTheNameAloneMeetAgain) {
  ToyLanguage lm({{"huyện", 0.5}, {"lấp", 0.2}, {"lập", 0.2}});
  Edge noun = WordEdge(lm, "huyện", 0.5);
  Edge name = WordEdge(lm, "huyện", 0.25);
  name.text = "Huyện";
  noun.name = 2;
  name.name = 3;
  std::vector<Choice> choices = Decode({{noun, name}, {WordEdge(lm, "lấp", 0.75), WordEdge(lm, "lập", 0.25)}}, lm, {});
  ASSERT_EQ(choices.size(), 2u);
  EXPECT_NEAR(choices[0].posterior, 2.0 / 3, 1e-4);
  EXPECT_NEAR(choices[1].posterior, 0.75, 1e-4);
}

// The same word twice at one piece, and once over two: their paths add up.
TEST(Decoder, EdgesOfOneWordMeetInOneState) {
  ToyLanguage lm({{"giải", 0.2}, {"gi", 0.2}, {"ải", 0.2}, {"pháp", 0.2}});
  Edge join{2, {lm.IdOf("giải")}, "giải", 0};
  const Edge gi = WordEdge(lm, "gi", 1);
  const Edge again = WordEdge(lm, "ải", 0.5);
  std::vector<Choice> choices = Decode({{gi, join}, {again, again}, {WordEdge(lm, "pháp", 1)}}, lm, {});
  ASSERT_EQ(choices.size(), 2u);
  EXPECT_EQ(choices[0].edge, 1u);
  EXPECT_NEAR(choices[0].posterior, 0.2 / (0.2 + 0.2 * 0.2), 1e-4);
}

TEST(Decoder, ALatticeSaysTheSameWhateverWasDecodedBefore) {
  ToyLanguage lm({{"kế", 0.5}, {"kể", 0.5}, {"hoạch", 0.1}}, {{{"kế", "hoạch"}, 0.9}});
  const Lattice lattice = {{WordEdge(lm, "kể", 0.75), WordEdge(lm, "kế", 0.25)}, {WordEdge(lm, "hoạch", 1)}};
  const double alone = Decode(lattice, lm, {})[0].posterior;
  Lattice longer;
  for (int i = 0; i < 300; ++i) longer.Add(std::make_shared<const EdgeSet>(lattice[i % 2]));
  EXPECT_EQ(Decode(longer, lm, {}).size(), 300u);
  EXPECT_EQ(Decode(lattice, lm, {})[0].posterior, alone);
}

TEST(Edges, TextsOfTheTrieAndOfTheirOwn) {
  WordForm form;
  form.lower = "ở";
  form.length = 1;
  WordForm longer;
  longer.lower = "đề";
  longer.length = 2;
  EXPECT_EQ(EdgeText(form, CaseMode::kUpper).str(), "Ở");
  EXPECT_EQ(EdgeText(form, CaseMode::kUpper), EdgeText(form, CaseMode::kCapital));
  EXPECT_NE(EdgeText(form, CaseMode::kLower), EdgeText(form, CaseMode::kCapital));
  EXPECT_NE(EdgeText(longer, CaseMode::kUpper), EdgeText(longer, CaseMode::kCapital));
  EXPECT_EQ(EdgeText(longer, CaseMode::kCapital), EdgeText("Đề"));
  EXPECT_NE(EdgeText(longer, CaseMode::kCapital), EdgeText(form, CaseMode::kCapital));
}

TEST(Edges, StandInTheOrderOfTheirWordsAndElseAsBefore) {
  std::vector<Edge> edges = {{1, {7}, "b", 1}, {1, {3}, "a", 2}, {1, {7}, "c", 3}};
  const EdgeSet set(InOrderOfWords(edges));
  EXPECT_EQ(set.firsts, (std::vector<WordId>{3, 7, 7}));
  EXPECT_EQ(set.edges[1].text, EdgeText("b"));
  EXPECT_TRUE(set.repeats);
  EXPECT_EQ(set.best, -1);
  edges[2].name = 5;
  EXPECT_FALSE(EdgeSet(InOrderOfWords(edges)).repeats);
  EXPECT_TRUE(EdgeSet(edges).repeats);  // not in order: they may
}

TEST(Decoder, EmptyLattice) {
  ToyLanguage lm({{"a", 1}});
  EXPECT_TRUE(Decode({}, lm, {}).empty());
}

}  // namespace
}  // namespace vankho
