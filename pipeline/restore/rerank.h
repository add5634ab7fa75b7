// The positions in doubt once more, with the words on both sides in view.
//
// The decoder's language model sees two words to the left; what stands to the right it knows only by what comes out
// dearer there. Where it is not sure of a word, the posteriors of look-alikes (words of one base form) are weighed anew
// by a ContextRanker. How likely the base form is stays as the decoder has it: what an engine makes of letters is the
// channel's matter. Numbers, codes, joined and parted words and words that the vocabulary lacks are not touched.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "models/context_ranker/context_ranker.h"
#include "pipeline/base/result.h"
#include "pipeline/restore/decoder.h"

namespace vankho {

// A word that is in doubt: the choice and its rivals that are one known word, and what was chosen around.
struct Doubt {
  static constexpr double kSure = 0.98;  // a posterior that is no doubt
  static constexpr std::size_t kMost = ContextRanker::kMost;
  std::size_t choice = 0;  // index into the choices
  WordsAround around;
  std::size_t size = 0;  // of what follows: 2 to kMost
  std::array<std::uint32_t, kMost> words{};
  std::array<std::uint32_t, kMost> edges{};  // of the choice's piece
  std::array<double, kMost> posteriors{};
};

// Calls use(doubt) for each of them, from left to right.
void ForEachDoubt(const Lattice& lattice, std::span<const Choice> choices,
                  const std::function<void(const Doubt&)>& use);

// Posteriors, rivals and, where another look-alike comes out best, choices with both sides in view.
void Rerank(const Lattice& lattice, const ContextRanker& ranker, std::vector<Choice>& choices);

// kInvalidInput also where the ranker was made for another vocabulary.
Result<std::unique_ptr<const ContextRanker>> OpenContextRanker(const std::string& path, const LanguageModel& lm);

}  // namespace vankho
