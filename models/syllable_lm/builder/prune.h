// Makes a model small: drops the n-grams whose loss changes least.
#pragma once

#include <cstdint>

#include "models/syllable_lm/builder/ngram_model.h"

namespace vankho {

struct PruneOptions {
  std::uint64_t target_bytes = 18 << 20;  // of the file's n-gram tables
  // How much a change of the choice among look-alikes weighs against any change of probability, 0 to 1.
  double look_alike_share = 0.7;
};

// Two costs of dropping an n-gram, both in nats a token of the training text:
//  - the relative entropy between the model with and without it (Stolcke, Entropy-based pruning of backoff language
//    models, 1998, equation 6), with the text's own shares of contexts in place of the model's;
//  - the same restricted to the look-alikes of its last word: what restoring diacritics can notice.
// Their weighted sum is compared with one threshold, found by bisection so that the tables fill `target_bytes`. A
// bigram that is the context of a kept trigram stays. `group_first[i]` is the first id of the look-alikes of word i,
// `group_first.size() == words + 1`. Back-off weights are set anew.
NgramModel Prune(const NgramModel& model, const std::vector<TokenId>& group_first, PruneOptions options);

// Bytes of the n-gram sections (format.h).
std::uint64_t TableBytes(std::uint64_t bigrams, std::uint64_t contexts, std::uint64_t trigrams);

}  // namespace vankho
