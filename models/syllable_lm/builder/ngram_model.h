// A trigram model in memory, exact and not yet quantised: what estimation makes, pruning thins out and the writer lays
// out.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "models/syllable_lm/builder/ngram_counts.h"

namespace vankho {

// All logarithms are natural. Successors of a context stand together in ascending order.
struct NgramModel {
  std::vector<float> unigram;          // ln P(w), of every word of the vocabulary
  std::vector<float> unigram_backoff;  // ln of the back-off weight of the context w
  std::vector<double> unigram_mass;    // share of the text's positions whose last word is w

  std::vector<std::uint32_t> bigram_start;  // [words + 1]
  std::vector<TokenId> bigram_word;
  std::vector<float> bigram;          // ln P(w | w1)
  std::vector<float> bigram_backoff;  // of the context w2 w1; 0 without trigrams
  std::vector<double> bigram_mass;    // share of the positions whose last two words are w2 w1

  std::vector<std::uint32_t> trigram_start;  // [bigrams + 1]
  std::vector<TokenId> trigram_word;
  std::vector<float> trigram;  // ln P(w | w2 w1)

  std::size_t words() const { return unigram.size(); }
  std::optional<std::size_t> FindBigram(TokenId first, TokenId second) const;
  double LogProb1(TokenId w1, TokenId w) const;             // ln P(w | w1)
  double LogProb(TokenId w2, TokenId w1, TokenId w) const;  // ln P(w | w2 w1)
};

// Sets every back-off weight so that each context's probabilities sum to one:
// (1 - sum of the kept P(w | h)) / (1 - sum of P(w | shorter h) over the same w).
void Renormalise(NgramModel& model);

}  // namespace vankho
