#include "pipeline/restore/rerank.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/restore/toy_language.h"
#include "tests/restore/toy_ranker.h"

namespace vankho {
namespace {

class RerankTest : public testing::Test {
 protected:
  std::unique_ptr<const ContextRanker> Open() const {
    const std::string bytes = ranker_.File();
    std::ofstream(path_, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    auto opened = OpenContextRanker(path_, lm_);
    EXPECT_TRUE(opened) << Describe(opened.error());
    return *std::move(opened);
  }
  void TearDown() override { std::filesystem::remove(path_); }

  static ToyRanker RankerOf(const LanguageModel& lm) {
    ToyRanker ranker;
    for (WordId id = 0; id < lm.size(); ++id) ranker.tokens.emplace_back(lm.Token(id));
    ranker.look_alikes = {{"số", "sổ"}, {"kế", "kể"}};
    ranker.doublings = {{{"điểm", "số"}, 3}, {{"hoạch", "kế"}, 1}};
    return ranker;
  }
  Edge WordEdge(const std::string& word, double channel_probability) const {
    return {1, {lm_.IdOf(word)}, word, static_cast<float>(-std::log(channel_probability))};
  }

  const ToyLanguage lm_ = PlanLanguage();
  const ToyRanker ranker_ = RankerOf(lm_);
  const std::string path_ =
      testing::TempDir() + "/" + testing::UnitTest::GetInstance()->current_test_info()->name() + ".ranker.bin";
};

// sổ 0.6, số 0.4; before "điểm" the odds of số double three times: 3.2 to 0.6.
TEST_F(RerankTest, TheWordToTheRightTurnsAChoice) {
  const Lattice lattice = {{WordEdge("sổ", 0.6), WordEdge("số", 0.4)}, {WordEdge("điểm", 1)}};
  std::vector<Choice> choices = Decode(lattice, lm_, {});
  ASSERT_EQ(choices[0].edge, 0U);
  ASSERT_NEAR(choices[0].posterior, 0.6, 1e-4);
  Rerank(lattice, *Open(), choices);
  EXPECT_EQ(choices[0].edge, 1U);
  EXPECT_NEAR(choices[0].posterior, 3.2 / 3.8, 1e-4);
  EXPECT_TRUE(choices[0].both_sides);
  ASSERT_EQ(choices[0].rivals.size(), 1U);
  EXPECT_EQ(choices[0].rivals[0].first, 0U);
  EXPECT_NEAR(choices[0].rivals[0].second, 0.6 / 3.8, 1e-4);
  EXPECT_FALSE(choices[1].both_sides);
}

TEST_F(RerankTest, WhatIsSureIsNotAsked) {
  const Lattice lattice = {{WordEdge("sổ", 0.985), WordEdge("số", 0.015)}, {WordEdge("điểm", 1)}};
  std::vector<Choice> choices = Decode(lattice, lm_, {});
  const double before = choices[0].posterior;
  Rerank(lattice, *Open(), choices);
  EXPECT_EQ(choices[0].edge, 0U);
  EXPECT_EQ(choices[0].posterior, before);
}

// What the letters say (sở or số) is the channel's matter: only look-alikes share anew.
TEST_F(RerankTest, OtherBaseFormsKeepTheirShare) {
  const Lattice lattice = {{WordEdge("năm", 0.5), WordEdge("sổ", 0.3), WordEdge("số", 0.2)}, {WordEdge("điểm", 1)}};
  std::vector<Choice> choices = Decode(lattice, lm_, {});
  Rerank(lattice, *Open(), choices);
  EXPECT_EQ(choices[0].edge, 0U);
  EXPECT_NEAR(choices[0].posterior, 0.5, 1e-4);
  ASSERT_EQ(choices[0].rivals.size(), 2U);
  EXPECT_EQ(choices[0].rivals[0].first, 2U);
  EXPECT_NEAR(choices[0].rivals[0].second, 0.5 * 1.6 / 1.9, 1e-4);
}

TEST_F(RerankTest, NumbersUnknownAndPartedWordsAreNoDoubts) {
  Edge parted{1, {lm_.IdOf("số"), lm_.IdOf("điểm")}, "số điểm", 0.5};
  Edge number{1, {lm_.IdOf("<num>")}, "50", 1};
  Edge unknown{1, {SyllableLm::kUnknown}, "so", 1};
  const Lattice lattice = {{parted, WordEdge("sổ", 0.01)}, {unknown, WordEdge("số", 0.01)}, {number}};
  const std::vector<Choice> choices{{0, 0, 0.6, {{1, 0.4}}}, {1, 0, 0.6, {{1, 0.4}}}, {2, 0, 0.6, {}}};
  ForEachDoubt(lattice, choices, [](const Doubt& doubt) { ADD_FAILURE() << doubt.choice; });
}

TEST_F(RerankTest, ADoubtSeesWhatWasChosenOnBothSides) {
  Edge day{1, {lm_.IdOf("ngày"), lm_.IdOf("<num>")}, "ngày 14", 1};
  const Lattice lattice = {{day}, {WordEdge("sổ", 0.6), WordEdge("số", 0.4)}, {WordEdge("điểm", 1)}};
  const std::vector<Choice> choices{{0, 0, 1, {}}, {1, 0, 0.6, {{1, 0.4}}}, {2, 0, 1, {}}};
  int doubts = 0;
  ForEachDoubt(lattice, choices, [&](const Doubt& doubt) {
    ++doubts;
    EXPECT_EQ(doubt.choice, 1U);
    EXPECT_EQ(doubt.size, 2U);
    const WordsAround around{{lm_.IdOf("<num>"), lm_.IdOf("ngày"), SyllableLm::kBegin},
                             {lm_.IdOf("điểm"), SyllableLm::kEnd, SyllableLm::kEnd}};
    EXPECT_EQ(doubt.around, around);
  });
  EXPECT_EQ(doubts, 1);
}

TEST_F(RerankTest, AnotherVocabularyIsRefused) {
  static_cast<void>(Open());
  const ToyLanguage other({{"kế", 0.5}});
  const auto opened = OpenContextRanker(path_, other);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kInvalidInput);
}

}  // namespace
}  // namespace vankho
