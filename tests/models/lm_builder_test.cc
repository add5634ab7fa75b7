#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "models/syllable_lm/builder/kneser_ney.h"
#include "models/syllable_lm/builder/prune.h"
#include "models/syllable_lm/builder/write_model.h"

namespace vankho {
namespace {

constexpr TokenId kA = 3;
constexpr TokenId kB = 4;

NgramModel Estimate(const std::vector<TokenId>& text, std::size_t words, std::uint32_t least = 1) {
  return EstimateKneserNey(SortedTrigrams({{text, 1.0}}), words, {least});
}

double Sum(const NgramModel& m, TokenId w2, TokenId w1) {
  double sum = 0;
  for (std::size_t w = 0; w < m.words(); ++w) sum += std::exp(m.LogProb(w2, w1, static_cast<TokenId>(w)));
  return sum;
}

// The toy of MODEL.md, worked out by hand: three lines, "a b", "a b", "b".
//   trigrams  <s> a b: 2   a b </s>: 2   <s> b </s>: 1
//   bigrams   <s> a: 2 and <s> b: 1 (plain); a b: 1 (after <s>); b </s>: 2 (after a and <s>)
//   unigrams  a: 1 (after <s>)   b: 2 (after <s>, a)   </s>: 1 (after b)
// No order has all of n1..n4, so D1, D2 = 0.5, 1.
class Toy : public testing::Test {
 protected:
  const std::vector<TokenId> text_{kA, kB, kEndToken, kA, kB, kEndToken, kB, kEndToken};
  const NgramModel model_ = Estimate(text_, 5);
  double P(TokenId w2, TokenId w1, TokenId w) const { return std::exp(model_.LogProb(w2, w1, w)); }
};

TEST_F(Toy, Unigrams) {
  // 4 bigram types, 0.5 + 1 + 0.5 discounted, shared by four words: 2 / 4 / 4
  EXPECT_NEAR(std::exp(model_.unigram[kA]), 0.5 / 4 + 0.125, 1e-6);
  EXPECT_NEAR(std::exp(model_.unigram[kB]), 1.0 / 4 + 0.125, 1e-6);
  EXPECT_NEAR(std::exp(model_.unigram[kEndToken]), 0.5 / 4 + 0.125, 1e-6);
  EXPECT_NEAR(std::exp(model_.unigram[kUnknownToken]), 0.125, 1e-6);
  EXPECT_EQ(std::exp(model_.unigram[kBeginToken]), 0);
}

TEST_F(Toy, Bigrams) {
  // after <s>: 3 in all, 1 + 0.5 discounted, so half of the mass goes to the unigrams
  EXPECT_NEAR(P(0, kBeginToken, kA), 1.0 / 3 + 0.5 * 0.25, 1e-6);
  EXPECT_NEAR(P(0, kBeginToken, kB), 0.5 / 3 + 0.5 * 0.375, 1e-6);
  EXPECT_NEAR(P(0, kBeginToken, kEndToken), 0.5 * 0.25, 1e-6);
  EXPECT_NEAR(P(0, kBeginToken, kUnknownToken), 0.5 * 0.125, 1e-6);
  EXPECT_NEAR(P(kB, kA, kB), 0.5 + 0.5 * 0.375, 1e-6);  // "b a" was never seen: its back-off weight is 1
}

TEST_F(Toy, Trigrams) {
  EXPECT_NEAR(P(kBeginToken, kA, kB), 0.5 + 0.5 * 0.6875, 1e-6);
  EXPECT_NEAR(P(kBeginToken, kA, kA), 0.5 * 0.5 * 0.25, 1e-6);
  EXPECT_NEAR(P(kA, kB, kEndToken), 0.5 + 0.5 * 0.625, 1e-6);
  EXPECT_NEAR(P(kBeginToken, kB, kEndToken), 0.5 + 0.5 * 0.625, 1e-6);
}

TEST_F(Toy, EveryContextSumsToOne) {
  for (TokenId w2 = 0; w2 < 5; ++w2) {
    for (TokenId w1 : {TokenId{0}, kBeginToken, kA, kB}) EXPECT_NEAR(Sum(model_, w2, w1), 1, 1e-6) << w2 << " " << w1;
  }
}

TEST_F(Toy, RareTrigramsBackOff) {
  NgramModel model = Estimate(text_, 5, 2);
  EXPECT_NEAR(std::exp(model.LogProb(kBeginToken, kB, kEndToken)), 0.625, 1e-6);
  EXPECT_NEAR(Sum(model, kBeginToken, kB), 1, 1e-6);
}

TEST_F(Toy, OneWeightForAllChangesNothing) {
  NgramModel model = EstimateKneserNey(SortedTrigrams({{text_, 3.0}}), 5, {1});
  EXPECT_EQ(model.trigram, model_.trigram);
  EXPECT_EQ(model.bigram, model_.bigram);
}

TEST(KneserNey, WeightsFavourOnePart) {
  // "a b" weighs 3 and "a a" 1; each discounted by half: (1.5 + 2 P(b|a)) / 4 against (0.5 + 2 P(a|a)) / 4
  std::vector<TokenId> heavy{kA, kB, kEndToken};
  std::vector<TokenId> light{kA, kA, kEndToken};
  NgramModel m = EstimateKneserNey(SortedTrigrams({{heavy, 3.0}, {light, 1.0}}), 5, {1});
  double lower_b = std::exp(m.LogProb1(kA, kB));
  double lower_a = std::exp(m.LogProb1(kA, kA));
  EXPECT_NEAR(std::exp(m.LogProb(kBeginToken, kA, kB)), (1.5 + 2 * lower_b) / 4, 1e-6);
  EXPECT_NEAR(std::exp(m.LogProb(kBeginToken, kA, kA)), (0.5 + 2 * lower_a) / 4, 1e-6);
}

TEST(KneserNey, DiscountsByTheFormula) {
  Discounts d = DiscountsFrom({0, 100, 40, 20, 10});  // Y = 100 / 180
  EXPECT_NEAR(d(1), 1 - 2 * (100.0 / 180) * 40 / 100, 1e-12);
  EXPECT_NEAR(d(2), 2 - 3 * (100.0 / 180) * 20 / 40, 1e-12);
  EXPECT_NEAR(d(3), 3 - 4 * (100.0 / 180) * 10 / 20, 1e-12);
  EXPECT_EQ(d(9), d(3));
  EXPECT_EQ(d(0), 0);
}

// A text with a shape: each word leads to a few others. Seeded, so the same everywhere.
std::vector<TokenId> MadeUpText(std::size_t words, std::size_t tokens) {
  std::mt19937 random(7);
  std::vector<TokenId> text;
  std::uint32_t last = 0;
  for (std::size_t i = 0; i < tokens; ++i) {
    std::uint32_t r = random();
    last = r % 11 == 0 ? kEndToken
                       : 3 + (last * 5 + (r >> 8) % (1 + (r >> 16) % 9)) % static_cast<std::uint32_t>(words - 3);
    text.push_back(static_cast<TokenId>(last));
  }
  text.push_back(kEndToken);
  return text;
}

class MadeUp : public testing::Test {
 protected:
  static constexpr std::size_t kWords = 60;
  const NgramModel model_ = Estimate(MadeUpText(kWords, 20000), kWords, 2);
  std::vector<TokenId> group_first_;
  void SetUp() override {
    for (std::size_t i = 0; i <= kWords; ++i)
      group_first_.push_back(static_cast<TokenId>(i < 3 || i == kWords ? i : i - i % 3));
  }
  std::uint64_t Bytes(const NgramModel& m) const {
    std::uint64_t contexts = 0;
    for (std::size_t b = 0; b < m.bigram_word.size(); ++b) contexts += m.trigram_start[b] < m.trigram_start[b + 1];
    return TableBytes(m.bigram_word.size(), contexts, m.trigram_word.size());
  }
};

TEST_F(MadeUp, SumsToOne) {
  for (TokenId w2 = 0; w2 < kWords; w2 = static_cast<TokenId>(w2 + 7)) {
    for (TokenId w1 = 3; w1 < kWords; ++w1) ASSERT_NEAR(Sum(model_, w2, w1), 1, 2e-5) << w2 << " " << w1;
  }
}

TEST_F(MadeUp, PrunedToSizeItStillSumsToOne) {
  for (std::uint64_t divisor : {2, 4, 10}) {
    std::uint64_t target = Bytes(model_) / divisor;
    NgramModel pruned = Prune(model_, group_first_, {target, 0.5});
    EXPECT_LE(Bytes(pruned), target);
    EXPECT_GT(Bytes(pruned), target * 9 / 10);
    for (TokenId w1 = 3; w1 < kWords; ++w1) ASSERT_NEAR(Sum(pruned, 5, w1), 1, 2e-5) << w1;
  }
}

TEST_F(MadeUp, PruningKeepsWhatMattersMost) {
  // mean ln P of the text under each model: a good choice of what to drop beats dropping at random
  std::vector<TokenId> text = MadeUpText(kWords, 20000);
  auto fit = [&](const NgramModel& m) {
    double sum = 0;
    for (std::size_t i = 2; i < text.size(); ++i) {
      if (text[i - 1] != kEndToken && text[i - 2] != kEndToken) sum += m.LogProb(text[i - 2], text[i - 1], text[i]);
    }
    return sum / static_cast<double>(text.size());
  };
  double half = fit(Prune(model_, group_first_, {Bytes(model_) / 2, 0}));
  double tenth = fit(Prune(model_, group_first_, {Bytes(model_) / 10, 0}));
  EXPECT_GT(fit(model_), half);
  EXPECT_GT(half, tenth);
  EXPECT_GT(half - tenth, (fit(model_) - half) * 2);  // the first half of the bytes costs least
}

TEST_F(MadeUp, RoomForAllDropsNothing) {
  NgramModel same = Prune(model_, group_first_, {Bytes(model_) + 1000, 0.5});
  EXPECT_EQ(same.trigram, model_.trigram);
  EXPECT_EQ(same.bigram_word, model_.bigram_word);
}

TEST(CodeBook, FewValuesAreExact) {
  std::vector<float> values{-1.5F, -0.25F, -7, -1.5F};
  CodeBook book(values);
  for (float v : values) EXPECT_EQ(book.values()[book.Code(v)], v);
}

TEST(CodeBook, ManyValuesAreClose) {
  std::vector<float> values;
  for (int i = 0; i < 100000; ++i) values.push_back(-12.0F * static_cast<float>(i) / 100000);
  CodeBook book(values);
  for (float v : values) ASSERT_NEAR(book.values()[book.Code(v)], v, 12.0 / 256);
}

}  // namespace
}  // namespace vankho
