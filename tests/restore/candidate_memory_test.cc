#include "pipeline/restore/candidate_memory.h"

#include <gtest/gtest.h>

#include "pipeline/restore/reader.h"
#include "tests/restore/toy_language.h"

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

// A reader that finds its edges in the memory has the ones that it would have made.
TEST(EdgeMemoryTest, ChangesNoEdge) {
  const ToyLanguage lm = PlanLanguage();
  const SyllableTrie trie(lm);
  const OcrChannel channel = OcrChannel::Prior();
  CandidateMemory candidates;
  EdgeMemory edges(1U << 20);
  const std::vector<PieceText> pieces{{"Ké"}, {"hoach"}, {"t6"}, {"chirc"}, {"hoach"}, {"Kubota"}};
  std::vector<Lattice> lattices;
  for (EdgeMemory* memory : {static_cast<EdgeMemory*>(nullptr), &edges, &edges}) {
    PieceReader reader(trie, channel, lm, {}, candidates, memory);
    lattices.push_back(reader.Read(pieces));
  }
  EXPECT_GT(edges.bytes(), 0U);
  ASSERT_NE(edges.Find("hoach"), nullptr);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    EXPECT_EQ(lattices[0][i], lattices[1][i]) << pieces[i].seen;
    EXPECT_EQ(&lattices[1].SetAt(i), &lattices[2].SetAt(i)) << pieces[i].seen;  // the very same
  }
}

// Words cost otherwise under a document's own channel: what is made of them then is no other document's.
TEST(EdgeMemoryTest, HoldsNothingOfADocumentsOwnChannel) {
  const ToyLanguage lm = PlanLanguage();
  const SyllableTrie trie(lm);
  const OcrChannel channel = OcrChannel::Prior();
  const OcrChannel own = OcrChannel::LostDiacritics();
  CandidateMemory candidates;
  EdgeMemory edges(1U << 20);
  PieceReader reader(trie, channel, lm, {}, candidates, &edges);
  reader.Adjust(own, {}, {});
  const std::vector<PieceText> pieces{{"hoach"}};
  EXPECT_FALSE(reader.Read(pieces)[0].empty());
  EXPECT_EQ(edges.bytes(), 0U);
}

}  // namespace
}  // namespace vankho
