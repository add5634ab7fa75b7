// How a ranker numbers words: rows for the words of the context, outputs for those that have look-alikes.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "models/context_ranker/format.h"
#include "models/syllable_lm/builder/ngram_counts.h"

namespace vankho {

struct RankerIds {
  // By word of the vocabulary, as the file has them (format.h).
  std::vector<std::uint16_t> row;
  std::vector<std::uint16_t> output;
  std::vector<std::uint8_t> capital;
  std::vector<std::uint16_t> group;      // by output
  std::vector<std::uint16_t> group_end;  // by output: behind the last one of its base form
  std::size_t rows = 0;
};

// `uses[id]`: how often each word stands in the text. The most frequent ones have a row of their own, the others share
// one; <unk>, <s> and </s> have the first three.
RankerIds NumberWords(const std::vector<std::string>& tokens, std::span<const std::uint64_t> uses, std::size_t rows);

// What a position's hidden layer is made of.
struct RankerContext {
  std::array<std::uint16_t, ranker_format::kPlaces> rows{};
  bool is_capital = false;
};

}  // namespace vankho
