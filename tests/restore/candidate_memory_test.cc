#include "pipeline/restore/candidate_memory.h"

#include <gtest/gtest.h>

namespace vankho {
namespace {

CandidateMemory::Candidates Some(std::size_t count) {
  return std::make_shared<const FoundCandidates>(
      FoundCandidates{std::vector<Candidate>(count, Candidate{7, CaseMode::kCapital, 1.5F}), false});
}

TEST(CandidateMemoryTest, GivesBackWhatItWasTold) {
  CandidateMemory memory;
  EXPECT_EQ(memory.Find("ké"), nullptr);
  memory.Add("ké", Some(3));
  ASSERT_NE(memory.Find("ké"), nullptr);
  EXPECT_EQ(memory.Find("ké")->candidates.size(), 3U);
  memory.Add("xyz", Some(0));  // no word may be read so: that is known too
  ASSERT_NE(memory.Find("xyz"), nullptr);
  EXPECT_TRUE(memory.Find("xyz")->candidates.empty());
}

TEST(CandidateMemoryTest, StaysWithinItsBytesAndKeepsWhatIsAskedFor) {
  constexpr std::size_t kMost = 100'000;
  CandidateMemory memory(kMost);
  memory.Add("often", Some(20));
  for (int i = 0; i < 5'000; ++i) {
    memory.Add("word" + std::to_string(i), Some(20));
    ASSERT_LE(memory.bytes(), kMost);
    ASSERT_NE(memory.Find("often"), nullptr) << i;
  }
  EXPECT_EQ(memory.Find("word0"), nullptr);
  EXPECT_NE(memory.Find("word4999"), nullptr);
}

}  // namespace
}  // namespace vankho
