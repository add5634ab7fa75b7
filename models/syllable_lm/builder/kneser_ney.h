// Interpolated modified Kneser-Ney estimation (Chen and Goodman 1999, equations 24-26), of a text in weighted parts.
//
//   P(w | w2 w1) = (c(w2 w1 w) - D(c)) / c(w2 w1 .) + gamma(w2 w1) P(w | w1)
//
// and so on down, with continuation counts (how many different words come before) below the highest order; a bigram
// that begins with <s> has its plain count, for nothing comes before it. The unigrams are interpolated with the uniform
// distribution over all words but <s>. Where parts of the text weigh differently, an n-gram's count is its weighted
// count, and its discount is scaled by weighted/plain count; with equal weights this is the original.
#pragma once

#include "models/syllable_lm/builder/ngram_model.h"

namespace vankho {

// D1, D2, D3+ of one order.
struct Discounts {
  double of[4] = {0, 0.5, 1, 1.5};
  double operator()(std::uint64_t count) const { return of[count < 3 ? count : 3]; }
};

// From how many n-grams were seen once, twice, three and four times; the values above where one of them is zero.
Discounts DiscountsFrom(const std::uint64_t (&seen)[5]);

struct KneserNeyOptions {
  std::uint32_t least_trigram =
      2;  // trigrams seen less often are left out (after estimation, with their mass backed off)
};

NgramModel EstimateKneserNey(const SortedTrigrams& trigrams, std::size_t words, KneserNeyOptions options);

}  // namespace vankho
