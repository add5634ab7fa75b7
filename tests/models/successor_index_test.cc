#include "models/syllable_lm/successor_index.h"

#include <gtest/gtest.h>

#include <set>
#include <thread>

namespace vankho {
namespace {

constexpr std::size_t kWords = 1000;

// Each `step`th word.
std::vector<std::uint16_t> Every(std::uint16_t step) {
  std::vector<std::uint16_t> words;
  for (std::uint16_t word = 0; word < kWords; word = static_cast<std::uint16_t>(word + step)) words.push_back(word);
  return words;
}

TEST(SuccessorIndexTest, KnowsThePlaceOfEachAndOfNoOther) {
  for (const std::uint16_t step : {1, 3, 47, 48, 49, 999}) {
    const SuccessorIndex index(Every(step), kWords);
    for (std::uint32_t word = 0; word < kWords; ++word) {
      EXPECT_EQ(index.Find(word), word % step == 0 ? word / step : SuccessorIndex::kNone) << word << " of " << step;
    }
  }
}

TEST(SuccessorIndexTest, HoldsAsManyAsIdsAllow) {
  std::vector<std::uint16_t> all;
  for (std::uint32_t word = 0; word < 65535; ++word) all.push_back(static_cast<std::uint16_t>(word));
  const SuccessorIndex index(all, 65535);
  EXPECT_EQ(index.Find(65534), 65534U);
}

TEST(SuccessorIndexTest, NoSuccessorsNoPlaces) {
  const SuccessorIndex index({}, kWords);
  EXPECT_EQ(index.Find(0), SuccessorIndex::kNone);
  EXPECT_EQ(index.Find(kWords - 1), SuccessorIndex::kNone);
}

TEST(SuccessorIndexTest, WordsWithFewSuccessorsHaveNoIndex) {
  const SuccessorIndexes indexes(kWords);
  EXPECT_EQ(indexes.Of(7, Every(48)), nullptr);
  ASSERT_NE(indexes.Of(7, Every(2)), nullptr);
  EXPECT_EQ(indexes.Of(7, Every(2))->Find(8), 4U);
}

TEST(SuccessorIndexTest, ThreadsShareOneIndex) {
  const SuccessorIndexes indexes(kWords);
  const std::vector<std::uint16_t> successors = Every(1);
  std::vector<const SuccessorIndex*> got(8);
  std::vector<std::thread> threads;
  for (const SuccessorIndex*& index : got) threads.emplace_back([&] { index = indexes.Of(3, successors); });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(std::set(got.begin(), got.end()).size(), 1U);
  EXPECT_EQ(got[0]->Find(999), 999U);
}

}  // namespace
}  // namespace vankho
