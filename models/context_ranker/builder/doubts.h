// Positions in doubt: where the decoder, all marks taken away, is not sure of a word of the training text. What the
// ranker learns from at last.
//
// The text is parted in ten by blocks of 40 lines, as the held-out lines are. Each part is decoded with a language
// model of the nine others: so the posteriors are what they are on text that the model has never seen.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "models/syllable_lm/builder/ngram_counts.h"
#include "pipeline/base/result.h"
#include "pipeline/restore/rerank.h"

namespace vankho {

inline constexpr std::size_t kFolds = 10;
// The part that a line (from 0 on) of a source (0 law, 1 general) belongs to.
std::size_t FoldOf(std::size_t source, std::size_t line);

// As it lies in a file.
struct StoredDoubt {
  std::array<float, Doubt::kMost> posteriors{};
  std::array<TokenId, WordsAround::kSide> left{};
  std::array<TokenId, WordsAround::kSide> right{};
  std::array<TokenId, Doubt::kMost> words{};
  std::uint8_t size = 0;   // 2 to Doubt::kMost
  std::uint8_t truth = 0;  // index of the right one; `size` where none of them is
  std::uint16_t reserved = 0;
};
static_assert(sizeof(StoredDoubt) == 40);

Result<std::vector<StoredDoubt>> ReadDoubts(const std::string& path);
Result<void> WriteDoubts(const std::string& path, std::span<const StoredDoubt> doubts);

// Decodes lines whose marks are taken away.
class DoubtFinder {
 public:
  explicit DoubtFinder(const LanguageModel& lm);
  ~DoubtFinder();
  // The line's ids, without kEndToken; calls use(doubt) for each doubt.
  void Find(std::span<const TokenId> line, const std::function<void(const StoredDoubt&)>& use);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace vankho
