#include "models/context_ranker/context_ranker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <numeric>

#include "models/context_ranker/builder/write_ranker.h"
#include "tests/restore/toy_ranker.h"

namespace vankho {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::uint32_t kCach = 3, kHoach = 4, kKe = 5, kKeTell = 6, kKeCapital = 7, kSo = 8, kSoBook = 9;

ToyRanker Toy() {
  ToyRanker toy;
  toy.tokens = {"<unk>", "<s>", "</s>", "cách", "hoạch", "kế", "kể", "Kế", "số", "sổ"};
  toy.look_alikes = {{"kế", "kể"}, {"số", "sổ"}};
  toy.capitals = {{"Kế", "kế"}};
  toy.doublings = {{{"hoạch", "kế"}, 2}, {{"cách", "kế"}, -1}, {{"cách", "sổ"}, 3}};
  return toy;
}

WordsAround Before(std::uint32_t right) { return {{1, 1, 1}, {right, 2, 2}}; }

class ContextRankerFile : public testing::Test {
 protected:
  Result<ContextRanker> Open(const std::string& bytes) const {
    std::ofstream(path_, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return ContextRanker::Open(path_, toy_.vocabulary());
  }
  Error OpenError(const std::string& bytes) const {
    auto ranker = Open(bytes);
    EXPECT_FALSE(ranker);
    return ranker ? Error{} : ranker.error();
  }
  std::vector<double> Weigh(const WordsAround& around, std::vector<std::uint32_t> words,
                            std::vector<double> posteriors) const {
    auto ranker = Open(toy_.File());
    EXPECT_TRUE(ranker) << Describe(ranker.error());
    ranker->Weigh(around, words, posteriors);
    return posteriors;
  }
  void TearDown() override { std::filesystem::remove(path_); }

  ToyRanker toy_ = Toy();
  const std::string path_ =
      testing::TempDir() + "/" + testing::UnitTest::GetInstance()->current_test_info()->name() + ".context_ranker.bin";
};

// Before "hoạch" the odds of kế double twice: 0.2 * 4 against 0.6 is 0.8 to 0.6, of 0.8 in all.
TEST_F(ContextRankerFile, PosteriorsByHand) {
  EXPECT_THAT(Weigh(Before(kHoach), {kKeTell, kKe}, {0.6, 0.2}),
              ElementsAre(DoubleNear(0.8 * 0.6 / 1.4, 1e-6), DoubleNear(0.8 * 0.8 / 1.4, 1e-6)));
  EXPECT_THAT(Weigh(Before(kCach), {kKeTell, kKe}, {0.6, 0.2}),
              ElementsAre(DoubleNear(0.8 * 0.6 / 0.7, 1e-6), DoubleNear(0.8 * 0.1 / 0.7, 1e-6)));
}

TEST_F(ContextRankerFile, APowerOfThePosterior) {
  toy_.posterior_power = 0.5;  // 0.64 and 0.16 are 0.8 and 0.4 then, and before "hoạch" 0.8 and 1.6
  EXPECT_THAT(Weigh(Before(kHoach), {kKeTell, kKe}, {0.64, 0.16}),
              ElementsAre(DoubleNear(0.8 * 0.8 / 2.4, 1e-6), DoubleNear(0.8 * 1.6 / 2.4, 1e-6)));
}

TEST_F(ContextRankerFile, SmallAndCapitalLettersAreOneWord) {
  EXPECT_THAT(Weigh(Before(kHoach), {kKeTell, kKeCapital}, {0.4, 0.1}),
              ElementsAre(DoubleNear(0.25, 1e-6), DoubleNear(0.25, 1e-6)));
}

TEST_F(ContextRankerFile, FormsInSmallAndCapitalLettersShareAsBefore) {
  // kế and Kế together 0.4 * 4 against 0.4: 0.64 and 0.16 of 0.8
  EXPECT_THAT(Weigh(Before(kHoach), {kKe, kKeTell, kKeCapital}, {0.3, 0.4, 0.1}),
              ElementsAre(DoubleNear(0.48, 1e-6), DoubleNear(0.16, 1e-6), DoubleNear(0.16, 1e-6)));
}

TEST_F(ContextRankerFile, EachBaseFormKeepsItsSum) {
  EXPECT_THAT(
      Weigh(Before(kCach), {kKe, kSo, kKeTell, kSoBook}, {0.4, 0.2, 0.2, 0.1}),
      ElementsAre(DoubleNear(0.3, 1e-6), DoubleNear(0.06, 1e-6), DoubleNear(0.3, 1e-6), DoubleNear(0.24, 1e-6)));
}

TEST_F(ContextRankerFile, WhatHasNoLookAlikeStays) {
  EXPECT_THAT(Weigh(Before(kHoach), {kKe, kSo, kCach, 99999}, {0.4, 0.3, 0.2, 0.1}), ElementsAre(0.4, 0.3, 0.2, 0.1));
  EXPECT_THAT(Weigh(Before(99999), {kKe, kKeTell}, {0.5, 0.25}),
              ElementsAre(DoubleNear(0.5, 1e-6), DoubleNear(0.25, 1e-6)));
}

TEST_F(ContextRankerFile, OtherFilesAreRefused) {
  const std::string whole = toy_.File();
  EXPECT_EQ(ContextRanker::Open(path_ + ".none", 0).error().code, ErrorCode::kNotFound);
  EXPECT_THAT(OpenError("").message, HasSubstr("empty"));
  EXPECT_THAT(OpenError("VKSYLM\r\n" + whole.substr(8)).message, HasSubstr("not a vankho context ranker"));
  EXPECT_THAT(OpenError(whole.substr(0, 40)).message, HasSubstr("not a vankho context ranker"));
  EXPECT_THAT(OpenError(whole.substr(0, whole.size() - 8)).message, HasSubstr("truncated"));
  std::string changed = whole;
  changed[8] = 2;
  EXPECT_EQ(OpenError(changed).code, ErrorCode::kVersion);
  changed = whole;
  changed.back() ^= 1;
  EXPECT_THAT(OpenError(changed).message, HasSubstr("checksum"));
  changed = whole;
  changed[sizeof(ranker_format::Header)] = 99;  // the row of <unk>
  Seal(changed);
  EXPECT_THAT(OpenError(changed).message, HasSubstr("do not fit together"));
  toy_.tokens.back() = "sỗ";
  EXPECT_THAT(OpenError(whole).message, HasSubstr("another language model"));
}

// The builder's float network and the reader's whole numbers say nearly the same.
TEST_F(ContextRankerFile, TheFileSaysWhatTheNetworkSays) {
  const std::vector<std::uint64_t> uses(toy_.tokens.size(), 1);
  const RankerIds ids = NumberWords(toy_.tokens, uses, toy_.tokens.size());
  EXPECT_EQ(ids.group.size(), 4U);
  EXPECT_EQ(ids.output[kKeCapital], ids.output[kKe]);
  EXPECT_EQ(ids.output[kCach], ranker_format::kNoOutput);
  RankerNetwork network(ids.rows, ids.group.size(), 16);
  StoredDoubt doubt;
  doubt.left = {kSo, 1, 1};
  doubt.right = {kHoach, kCach, 2};
  doubt.words = {kKeTell, kKe};
  doubt.posteriors = {0.6F, 0.3F};
  doubt.size = 2;
  doubt.truth = 1;
  std::vector<StoredDoubt> doubts(200, doubt);
  const RankerPowers powers = LearnFromDoubts(doubts, ids, {}, network);
  OpenDoubt open(doubt, ids);
  network.Scores(open.context, open.readings());
  const double wrong = std::exp(powers.posterior * open.logs[0] + powers.score * open.reading[0].score);
  const double right = std::exp(powers.posterior * open.logs[1] + powers.score * open.reading[1].score);
  EXPECT_GT(right, wrong) << "it has learned nothing";

  auto ranker = Open(WriteRanker(network, ids, powers, toy_.vocabulary()));
  ASSERT_TRUE(ranker) << Describe(ranker.error());
  std::vector<double> posteriors{0.6, 0.3};
  ranker->Weigh({{kSo, 1, 1}, {kHoach, kCach, 2}}, std::vector<std::uint32_t>{kKeTell, kKe}, posteriors);
  EXPECT_NEAR(posteriors[1], 0.9 * right / (wrong + right), 0.01);
  EXPECT_NEAR(posteriors[0] + posteriors[1], 0.9, 1e-9);
}

}  // namespace
}  // namespace vankho
