#include "models/syllable_lm/builder/ngram_model.h"

#include <algorithm>
#include <cmath>

namespace vankho {
namespace {

// ln(left / left_lower), where what is left is no rounding error.
float BackoffOf(double kept, double kept_lower) {
  double left = std::max(1 - kept, 1e-9);
  double left_lower = 1 - kept_lower;
  return left_lower < 1e-9 ? 0.0F : static_cast<float>(std::log(left / left_lower));
}

}  // namespace

std::optional<std::size_t> NgramModel::FindBigram(TokenId first, TokenId second) const {
  auto begin = bigram_word.begin() + bigram_start[first];
  auto end = bigram_word.begin() + bigram_start[first + std::size_t{1}];
  auto found = std::lower_bound(begin, end, second);
  if (found == end || *found != second) return std::nullopt;
  return static_cast<std::size_t>(found - bigram_word.begin());
}

double NgramModel::LogProb1(TokenId w1, TokenId w) const {
  if (auto at = FindBigram(w1, w)) return bigram[*at];
  return static_cast<double>(unigram_backoff[w1]) + unigram[w];
}

double NgramModel::LogProb(TokenId w2, TokenId w1, TokenId w) const {
  auto context = FindBigram(w2, w1);
  if (!context) return LogProb1(w1, w);
  auto begin = trigram_word.begin() + trigram_start[*context];
  auto end = trigram_word.begin() + trigram_start[*context + 1];
  auto found = std::lower_bound(begin, end, w);
  if (found != end && *found == w) return trigram[static_cast<std::size_t>(found - trigram_word.begin())];
  return bigram_backoff[*context] + LogProb1(w1, w);
}

void Renormalise(NgramModel& model) {
  for (std::size_t w1 = 0; w1 < model.words(); ++w1) {
    double kept = 0;
    double kept_lower = 0;
    for (std::size_t i = model.bigram_start[w1]; i < model.bigram_start[w1 + 1]; ++i) {
      kept += std::exp(static_cast<double>(model.bigram[i]));
      kept_lower += std::exp(static_cast<double>(model.unigram[model.bigram_word[i]]));
    }
    model.unigram_backoff[w1] = BackoffOf(kept, kept_lower);
  }
  for (std::size_t b = 0; b < model.bigram_word.size(); ++b) {
    double kept = 0;
    double kept_lower = 0;
    for (std::size_t i = model.trigram_start[b]; i < model.trigram_start[b + 1]; ++i) {
      kept += std::exp(static_cast<double>(model.trigram[i]));
      kept_lower += std::exp(model.LogProb1(model.bigram_word[b], model.trigram_word[i]));
    }
    model.bigram_backoff[b] = model.trigram_start[b] == model.trigram_start[b + 1] ? 0 : BackoffOf(kept, kept_lower);
  }
}

}  // namespace vankho
