// The no-overlap rule of the held-out lines: a line that shares a fifth or more of its word 12-grams with the training
// text is not measured on, for it has been seen. A line of fewer than 12 words is one n-gram by itself, with its ends.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace vankho {

class OverlapFilter {
 public:
  static constexpr std::size_t kOrder = 12;

  // Adds a held-out line, given by one hash a word, before any training line.
  void AddHeldOut(std::span<const std::uint64_t> words);
  // Marks what of the held-out lines stands in this training line too.
  void SeeTraining(std::span<const std::uint64_t> words);
  // May the held-out line, by the order of its adding, be measured on?
  bool IsFresh(std::size_t line) const;

 private:
  static std::vector<std::uint64_t> Grams(std::span<const std::uint64_t> words);

  std::vector<std::vector<std::uint64_t>> lines_;
  std::unordered_map<std::uint64_t, bool> seen_;
  std::vector<bool> filter_ = std::vector<bool>(std::size_t{1} << 26);  // hashed: may the n-gram be in `seen_`?
};

}  // namespace vankho
