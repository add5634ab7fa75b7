#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "models/ocr_channel/adapt.h"
#include "models/ocr_channel/ocr_channel.h"

namespace vankho {
namespace {

float CostOf(const OcrChannel& channel, std::u32string_view read, char32_t printed) {
  for (const OcrChannel::Source& source : channel.SourcesOf(read)) {
    if (source.first == printed && source.second == 0) return source.cost;
  }
  return -1;
}

TEST(OcrChannel, LearnedRowsStandOverThePrior) {
  auto channel = OcrChannel::Parse("# toy\nprinted\tread\tprobability\nố\t6\t0.5\nrn\tm\t0.25\nư\t\t0.1\n", "toy.tsv");
  ASSERT_TRUE(channel) << channel.error().message;
  EXPECT_FLOAT_EQ(CostOf(*channel, U"6", U'ố'), static_cast<float>(std::log(2)));
  EXPECT_FLOAT_EQ(CostOf(*channel, U"", U'ư'), static_cast<float>(std::log(10)));
  EXPECT_GT(CostOf(*channel, U"o", U'ố'), static_cast<float>(std::log(2)));  // from the prior
  EXPECT_THAT(channel->SourcesOf(U"m"),
              testing::Contains(OcrChannel::Source{U'r', U'n', static_cast<float>(std::log(4))}));
}

TEST(OcrChannel, SourcesComeCheapestFirst) {
  OcrChannel prior = OcrChannel::Prior();
  auto sources = prior.SourcesOf(U"6");
  ASSERT_GT(sources.size(), 3u);
  for (std::size_t i = 1; i < sources.size(); ++i) EXPECT_LE(sources[i - 1].cost, sources[i].cost);
  EXPECT_TRUE(prior.SourcesOf(U"ß").empty());
}

TEST(OcrChannel, LostDiacriticsOnlyLosesMarks) {
  OcrChannel channel = OcrChannel::LostDiacritics();
  EXPECT_EQ(CostOf(channel, U"e", U'ế'), 0);
  EXPECT_EQ(CostOf(channel, U"e", U'a'), -1);
  EXPECT_EQ(CostOf(channel, U"6", U'ố'), -1);
}

TEST(OcrChannel, BadTablesAreNamedWithTheirLine) {
  for (const char* text :
       {"", "read\tprinted\n", "printed\tread\tprobability\na\tb\n", "printed\tread\tprobability\na\tb\t0\n",
        "printed\tread\tprobability\na\tb\t2\n", "printed\tread\tprobability\nabc\tb\t0.5\n"}) {
    auto channel = OcrChannel::Parse(text, "bad.tsv");
    ASSERT_FALSE(channel) << text;
    EXPECT_THAT(channel.error().message, testing::HasSubstr("bad.tsv"));
  }
}

TEST(ChannelAdaptation, WithoutWordsNothingChanges) {
  OcrChannel channel = OcrChannel::Prior();
  OcrChannel adapted = Adapt(channel, {});
  EXPECT_EQ(adapted.unit_count(), channel.unit_count());
  EXPECT_NEAR(CostOf(adapted, U"o", U'ơ'), CostOf(channel, U"o", U'ơ'), 1e-4);
}

TEST(Channel, KeysOrderLikeTheTextAndGiveItBack) {
  const std::u32string reads[] = {U"", U"a", U"aa", U"ab", U"b", U"ứ", U"ứng"};
  for (const std::u32string& read : reads) EXPECT_EQ(OcrChannel::ReadOf(OcrChannel::KeyOf(read)), read);
  for (std::size_t i = 1; i < std::size(reads); ++i) {
    EXPECT_LT(OcrChannel::KeyOf(reads[i - 1]), OcrChannel::KeyOf(reads[i]));
  }
}

TEST(Channel, RepricedUnitsAndNewOnesStandByTheirCosts) {
  const OcrChannel channel = OcrChannel::FromUnits({{U"o", {U'o', 0, 1}}, {U"o", {U'ô', 0, 2}}, {U"6", {U'ô', 0, 3}}});
  const OcrChannel other =
      channel.Repriced([](OcrChannel::ReadKey, const OcrChannel::Source& source) { return 5 - source.cost; },
                       {{OcrChannel::KeyOf(U"o"), {U'ơ', 0, 3.5F}},
                        {OcrChannel::KeyOf(U"o"), {U'o', 0, 0.5F}},
                        {OcrChannel::KeyOf(U"0"), {U'o', 0, 1}}});
  const auto o = other.SourcesOf(U"o");
  ASSERT_EQ(o.size(), 3u);
  EXPECT_EQ(o[0], (OcrChannel::Source{U'o', 0, 0.5F}));  // the cheapest of equal ones
  EXPECT_EQ(o[1], (OcrChannel::Source{U'ô', 0, 3}));
  EXPECT_EQ(o[2], (OcrChannel::Source{U'ơ', 0, 3.5F}));
  EXPECT_EQ(CostOf(other, U"6", U'ô'), 2);
  EXPECT_EQ(CostOf(other, U"0", U'o'), 1);
  EXPECT_EQ(other.unit_count(), 5u);
}

TEST(ChannelAdaptation, HabitsOfTheDocumentBecomeCheap) {
  OcrChannel channel = OcrChannel::Prior();
  ASSERT_EQ(CostOf(channel, U"ø", U'ơ'), -1);  // nobody told it
  const ReadWord words[] = {{U"cơ", U"cø", 30}, {U"của", U"cua", 30}};
  OcrChannel adapted = Adapt(channel, words);
  EXPECT_LT(CostOf(adapted, U"ø", U'ơ'), 1);                            // 30 of 30 and the prior's 20
  EXPECT_LT(CostOf(adapted, U"ø", U'ơ'), CostOf(adapted, U"ø", U'ợ'));  // which is only lent to
  EXPECT_GT(CostOf(adapted, U"ø", U'ợ'), 0);                            //
  EXPECT_LT(CostOf(adapted, U"ø", U'ợ'), 4);                            //
  EXPECT_EQ(CostOf(adapted, U"ø", U'ê'), -1);                           // another letter
  EXPECT_GT(CostOf(adapted, U"o", U'ơ'), CostOf(channel, U"o", U'ơ'));  // what does not happen grows dear
  EXPECT_LT(CostOf(adapted, U"u", U'ủ'), CostOf(channel, U"u", U'ủ'));
}

TEST(ChannelAdaptation, WhatTheProfileDoesNotKnowIsNamed) {
  const OcrChannel channel = OcrChannel::Prior();
  const ReadWord words[] = {{U"cơ", U"cø", 30}, {U"của", U"cua", 30}};
  const OcrChannel adapted = Adapt(channel, words);
  EXPECT_THAT(NewReads(channel, adapted), testing::ElementsAre(U"ø"));
  EXPECT_THAT(NewReads(channel, channel), testing::IsEmpty());
}

TEST(ChannelAdaptation, PairsOfLettersAreLearnt) {
  auto channel = OcrChannel::Parse("printed\tread\tprobability\nrn\tm\t0.01\nr\tr\t0.9\nn\tn\t0.9\n", "toy.tsv");
  ASSERT_TRUE(channel);
  const ReadWord words[] = {{U"rn", U"m", 20}};
  OcrChannel adapted = Adapt(*channel, words);
  float cost = -1;
  for (const OcrChannel::Source& source : adapted.SourcesOf(U"m")) {
    if (source.first == U'r' && source.second == U'n') cost = source.cost;
  }
  EXPECT_NEAR(cost, -std::log((20 + 20 * 0.01) / 40), 1e-3);
}

}  // namespace
}  // namespace vankho
