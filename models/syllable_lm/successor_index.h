// Where the successors of a word stand, found in one step. A common word has thousands of successors, and thirty
// candidates spread over the vocabulary are looked up among them at once: a search takes a dozen steps for each, of
// which the processor guesses two or three wrong.
//
// 48 ids share a machine word: a bit for each that is a successor, and how many successors come before. An index takes
// a sixth of a byte for each word of the vocabulary; it is made when its word is first asked for, and lives with the
// model.
#pragma once

#include <atomic>
#include <bit>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace vankho {

// Of one word.
class SuccessorIndex {
 public:
  static constexpr std::uint32_t kNone = 0xffffffff;

  // `successors`: ids below `words`, ascending, none twice.
  SuccessorIndex(std::span<const std::uint16_t> successors, std::size_t words);

  // The place of `word` (below `words`) among the successors; kNone if it is none.
  std::uint32_t Find(std::uint32_t word) const {
    const std::uint64_t block = blocks_[word / kIds];
    const std::uint64_t bit = std::uint64_t{1} << word % kIds;
    if ((block & bit) == 0) return kNone;
    return static_cast<std::uint32_t>(block >> kIds) + static_cast<std::uint32_t>(std::popcount(block & (bit - 1)));
  }

 private:
  static constexpr std::uint32_t kIds = 48;
  std::vector<std::uint64_t> blocks_;
};

// Of the words that have many successors, as they are asked for. Any number of threads.
class SuccessorIndexes {
 public:
  SuccessorIndexes() = default;
  explicit SuccessorIndexes(std::size_t words) : indexes_(words) {}
  SuccessorIndexes(const SuccessorIndexes&) = delete;
  SuccessorIndexes& operator=(const SuccessorIndexes&) = delete;
  ~SuccessorIndexes();

  // Null where the word has too few for an index. Always called with the same successors for a word.
  const SuccessorIndex* Of(std::uint32_t word, std::span<const std::uint16_t> successors) const {
    if (successors.size() < kFewest) return nullptr;
    const SuccessorIndex* index = indexes_[word].load(std::memory_order_acquire);
    return index != nullptr ? index : Make(word, successors);
  }

 private:
  static constexpr std::size_t kFewest = 128;
  const SuccessorIndex* Make(std::uint32_t word, std::span<const std::uint16_t> successors) const;
  mutable std::vector<std::atomic<const SuccessorIndex*>> indexes_;  // by word
};

}  // namespace vankho
