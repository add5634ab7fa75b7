#include "pipeline/restore/candidates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "pipeline/base/unicode.h"
#include "tests/restore/toy_language.h"

namespace vankho {
namespace {

class CandidatesTest : public testing::Test {
 protected:
  std::vector<std::string> Words(std::string_view read, CaseMode mode) {
    std::vector<std::string> words;
    for (const Candidate& candidate : search_.Find(ToUtf32(read))) {
      if (candidate.mode == mode) words.push_back(trie_.form(candidate.form).lower);
    }
    return words;
  }
  ToyLanguage lm_ = PlanLanguage();
  SyllableTrie trie_{lm_};
  OcrChannel channel_ = OcrChannel::Prior();
  CandidateSearch search_{trie_, channel_};
};

TEST_F(CandidatesTest, FindsLookAlikes) {
  EXPECT_THAT(Words("ke", CaseMode::kLower), testing::UnorderedElementsAre("kế", "kể", "kẻ"));
  EXPECT_THAT(Words("c6ng", CaseMode::kLower), testing::Contains("công"));
  EXPECT_THAT(Words("chirc", CaseMode::kLower), testing::Contains("chức"));
}

TEST_F(CandidatesTest, CaseComesFromTheShape) {
  EXPECT_THAT(Words("S6", CaseMode::kCapital), testing::Contains("số"));
  EXPECT_THAT(Words("HOACH", CaseMode::kUpper), testing::ElementsAre("hoạch"));
  EXPECT_THAT(Words("HOACH", CaseMode::kLower), testing::IsEmpty());
}

TEST_F(CandidatesTest, PricesAddUp) {
  auto channel = OcrChannel::Parse("printed\tread\tprobability\nk\tk\t1\nế\te\t0.5\n", "toy");
  CandidateSearch search(trie_, *channel);
  auto found = search.Find(U"ke");
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(trie_.form(found[0].form).lower, "kế");
  EXPECT_NEAR(found[0].cost, 0.6931, 1e-3);  // -ln 1 - ln 1/2
}

// What small letters cost to be read so, by looking at every way: no tree, no limits.
float CostByHand(const OcrChannel& channel, std::u32string_view printed, std::u32string_view read) {
  if (printed.empty()) return read.empty() ? 0 : std::numeric_limits<float>::infinity();
  float best = std::numeric_limits<float>::infinity();
  for (std::size_t n = 0; n <= std::min(OcrChannel::kMaxRead, read.size()); ++n) {
    for (const OcrChannel::Source& source : channel.SourcesOf(read.substr(0, n))) {
      const std::size_t letters = source.second == 0 ? 1 : 2;
      if (printed.size() < letters || source.first != printed[0] || (letters == 2 && source.second != printed[1])) {
        continue;
      }
      best = std::min(best, source.cost + CostByHand(channel, printed.substr(letters), read.substr(n)));
    }
  }
  return best;
}

TEST_F(CandidatesTest, TheLimitsLoseNoWord) {
  const SearchLimits limits;
  for (const std::u32string read : {U"ke", U"hoach", U"chirc", U"vi", U"t6", U"huyen", U"nam", U"cai"}) {
    const float most = 7 + limits.most_a_letter * static_cast<float>(read.size());
    std::map<std::string, float> costs;
    float cheapest = std::numeric_limits<float>::infinity();
    for (std::uint32_t node = 0; node < trie_.node_count(); ++node) {
      if (trie_.FormAt(node) == SyllableTrie::kNone) continue;
      const std::string& lower = trie_.form(trie_.FormAt(node)).lower;
      const float cost = CostByHand(channel_, ToUtf32(lower), read);
      if (cost <= most) costs[lower] = cost;
      cheapest = std::min(cheapest, cost);
    }
    std::erase_if(costs, [&](const auto& word) { return word.second > cheapest + limits.margin; });
    std::map<std::string, float> found;
    for (const Candidate& c : search_.Find(read)) {
      if (c.mode == CaseMode::kLower) found[trie_.form(c.form).lower] = c.cost;
    }
    ASSERT_EQ(found.size(), costs.size()) << EncodeUtf8(read);
    for (const auto& [word, cost] : costs) EXPECT_NEAR(found[word], cost, 1e-3) << EncodeUtf8(read) << " " << word;
  }
}

TEST_F(CandidatesTest, WhereTheCheapestIsTooDearThereIsNone) {
  SearchLimits limits;
  const std::vector<Candidate> all = search_.Find(U"hoacb", limits);
  ASSERT_FALSE(all.empty());
  limits.enough = all[0].cost + 0.1F;
  EXPECT_EQ(search_.Find(U"hoacb", limits).size(), all.size());
  limits.enough = all[0].cost - 0.1F;
  EXPECT_TRUE(search_.Find(U"hoacb", limits).empty());
}

TEST_F(CandidatesTest, TheWideSearchFindsWhatNoUnitExplains) {
  EXPECT_TRUE(search_.Find(U"xhqxc").empty());
  SearchLimits wide;
  wide.wide = true;
  std::vector<std::string> words;
  for (const Candidate& candidate : search_.Find(U"ho(qch", wide)) words.push_back(trie_.form(candidate.form).lower);
  EXPECT_THAT(words, testing::Contains("hoạch"));
}

// Two printed letters may be one unit, so a word may be reached past a letter of it that nothing else reaches.
TEST_F(CandidatesTest, UnitsOfTwoLettersSkipANode) {
  auto channel = OcrChannel::Parse("printed\tread\tprobability\nho\tz\t0.5\nạc\tw\t0.25\n", "toy");
  ASSERT_TRUE(channel);
  CandidateSearch search(trie_, *channel);
  auto found = search.Find(U"zwh");
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(trie_.form(found[0].form).lower, "hoạch");
  EXPECT_NEAR(found[0].cost, std::log(8) + 0.15 + 2, 1e-3);  // h as h: the prior, unlearned
}

TEST_F(CandidatesTest, AWordDoesNotGainLettersByTheHandful) {
  SearchLimits wide;
  wide.wide = true;
  wide.most_wide = 40;
  auto may_be = [&](std::u32string_view read) {
    const std::vector<Candidate> found = search_.Find(read, wide);
    return std::any_of(found.begin(), found.end(),
                       [&](const Candidate& candidate) { return trie_.form(candidate.form).lower == "vị"; });
  };
  EXPECT_TRUE(may_be(U"vixxx"));
  EXPECT_FALSE(may_be(U"vixxxx"));
}

TEST_F(CandidatesTest, NothingForEmptyLongOrStrange) {
  EXPECT_TRUE(search_.Find(U"").empty());
  EXPECT_TRUE(search_.Find(std::u32string(500, U'a')).empty());
  EXPECT_TRUE(search_.Find(U"漢字").empty());
}

TEST_F(CandidatesTest, TrieKnowsItsForms) {
  EXPECT_NE(trie_.FindForm("hoạch"), SyllableTrie::kNone);
  EXPECT_EQ(trie_.FindForm("hoach"), SyllableTrie::kNone);
  EXPECT_TRUE(trie_.HasBare("hoach"));
  const WordForm& form = trie_.form(trie_.FindForm("kế"));
  EXPECT_EQ(lm_.Token(form.lower_id), "kế");
  EXPECT_EQ(lm_.Token(form.capital_id), "Kế");
}

}  // namespace
}  // namespace vankho
