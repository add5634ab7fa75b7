#include "pipeline/restore/pricing.h"

#include <gtest/gtest.h>

#include <map>

#include "models/ocr_channel/adapt.h"
#include "pipeline/base/unicode.h"
#include "tests/restore/toy_language.h"

namespace vankho {
namespace {

class PricingTest : public testing::Test {
 protected:
  static std::map<std::pair<std::uint32_t, CaseMode>, float> ByWord(const std::vector<Candidate>& candidates) {
    std::map<std::pair<std::uint32_t, CaseMode>, float> costs;
    for (const Candidate& candidate : candidates) costs[{candidate.form, candidate.mode}] = candidate.cost;
    return costs;
  }
  static SearchLimits Wide() {
    SearchLimits limits;
    limits.wide = true;
    return limits;
  }
  ToyLanguage lm_ = PlanLanguage();
  SyllableTrie trie_{lm_};
  OcrChannel channel_ = OcrChannel::Prior();
};

TEST_F(PricingTest, UnderTheSameChannelItSaysWhatTheSearchSaid) {
  CandidateSearch search(trie_, channel_);
  CandidatePricer pricer(trie_, channel_);
  for (const SearchLimits& limits : {SearchLimits(), Wide()}) {
    for (const std::u32string read : {U"ke", U"S6", U"HOACH", U"chirc", U"ho(qch", U"vixx", U"chiih", U"Ủy", U"tmh"}) {
      const auto found = ByWord(search.Find(read, limits));
      const auto priced = ByWord(pricer.Price(read, search.Find(read, limits), limits));
      ASSERT_EQ(priced.size(), found.size()) << EncodeUtf8(read);
      for (const auto& [word, cost] : found) EXPECT_NEAR(priced.at(word), cost, 1e-3) << EncodeUtf8(read);
    }
  }
}

TEST_F(PricingTest, UnderAnotherChannelItSaysWhatASearchWithThatOneWouldSay) {
  const ReadWord words[] = {{U"cơ", U"cø", 30}, {U"của", U"cua", 30}, {U"số", U"s6", 30}};
  const OcrChannel own = Adapt(channel_, words);
  CandidateSearch search(trie_, channel_);
  CandidateSearch own_search(trie_, own);
  CandidatePricer pricer(trie_, own);
  int explained = 0;
  for (const SearchLimits& limits : {SearchLimits(), Wide()}) {
    for (const std::u32string read : {U"ke", U"S6", U"cua", U"chirc", U"ho(qch"}) {
      const auto wanted = ByWord(own_search.Find(read, limits));
      const std::vector<Candidate> priced = pricer.Price(read, search.Find(read, limits), limits);
      if (priced.empty()) continue;  // no unit explains it
      ++explained;
      for (const Candidate& candidate : priced) {
        const auto same = wanted.find({candidate.form, candidate.mode});
        if (same == wanted.end()) continue;
        EXPECT_NEAR(candidate.cost, same->second, 1e-3) << EncodeUtf8(read);
      }
      EXPECT_TRUE(wanted.contains({priced[0].form, priced[0].mode})) << EncodeUtf8(read);
    }
  }
  EXPECT_GE(explained, 8);
}

TEST_F(PricingTest, UnitsOfTwoLetters) {
  auto channel = OcrChannel::Parse("printed\tread\tprobability\nho\tz\t0.5\nạc\tw\t0.25\n", "toy");
  ASSERT_TRUE(channel);
  CandidatePricer pricer(trie_, *channel);
  const Candidate hoach{trie_.FindForm("hoạch"), CaseMode::kLower, 0};
  const std::vector<Candidate> priced = pricer.Price(U"zwh", {hoach}, {});
  ASSERT_EQ(priced.size(), 1U);
  EXPECT_NEAR(priced[0].cost, std::log(8) + 0.15 + 2, 1e-3);
}

TEST_F(PricingTest, WhatTheChannelCannotExplainIsLeftOut) {
  CandidatePricer pricer(trie_, channel_);
  EXPECT_TRUE(pricer.Price(U"xhqxc", {{trie_.FindForm("hoạch"), CaseMode::kLower, 0}}, {}).empty());
  EXPECT_TRUE(pricer.Price(U"", {{trie_.FindForm("kế"), CaseMode::kLower, 0}}, {}).empty());
  EXPECT_TRUE(pricer.Price(U"ke", {}, {}).empty());
}

}  // namespace
}  // namespace vankho
