#include "models/syllable_lm/builder/prune.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vankho {
namespace {

// One context with its explicit successors and what the shorter context says about them.
struct Successors {
  double mass = 0;  // share of the text's positions
  std::vector<TokenId> words;
  std::vector<double> p;      // P(w | h)
  std::vector<double> lower;  // P(w | shorter h)
  double backoff = 1;
};

class Pricer {
 public:
  Pricer(const std::vector<TokenId>& group_first, double share) : group_first_(group_first), share_(share) {}

  // The cost of each successor, by the order of h.words. `lower_of(w)` is P(w | shorter h) of any word.
  template <class Lower>
  void Price(const Successors& h, Lower lower_of, std::vector<float>& costs) const {
    double left = 1;
    double left_lower = 1;
    for (std::size_t i = 0; i < h.words.size(); ++i) {
      left -= h.p[i];
      left_lower -= h.lower[i];
    }
    left = std::max(left, 1e-9);
    left_lower = std::max(left_lower, 1e-9);
    for (std::size_t i = 0; i < h.words.size();) {
      std::size_t end = i;
      TokenId group = group_first_[h.words[i]];
      while (end < h.words.size() && group_first_[h.words[end]] == group) ++end;
      double together = GroupMass(h, i, end, lower_of);
      for (; i < end; ++i) {
        double p = h.p[i];
        double without = (left + p) / (left_lower + h.lower[i]);  // the back-off weight then
        double entropy =
            p * (std::log(p) - std::log(h.lower[i] * without)) - left * std::log(without * left_lower / left);
        double rest = std::max(together - p + h.lower[i] * without, 1e-12);
        double choice = p * (std::log(p) - std::log(h.lower[i] * without)) + together * std::log(rest / together);
        costs.push_back(static_cast<float>(h.mass * ((1 - share_) * entropy + share_ * choice)));
      }
    }
  }

 private:
  // Probability of all look-alikes of the successors [begin, end) together.
  template <class Lower>
  double GroupMass(const Successors& h, std::size_t begin, std::size_t end, Lower lower_of) const {
    double mass = 0;
    std::size_t at = begin;
    for (TokenId w = group_first_[h.words[begin]];
         w < group_first_.size() - 1 && group_first_[w] == group_first_[h.words[begin]]; ++w) {
      if (at < end && h.words[at] == w) {
        mass += h.p[at++];
      } else {
        mass += h.backoff * lower_of(w);
      }
    }
    return mass;
  }

  const std::vector<TokenId>& group_first_;
  double share_;
};

struct Costs {
  std::vector<float> bigram;
  std::vector<float> trigram;
};

Costs PriceAll(const NgramModel& m, const Pricer& pricer) {
  Costs costs;
  costs.bigram.reserve(m.bigram.size());
  costs.trigram.reserve(m.trigram.size());
  Successors h;
  auto clear = [&](double mass, double backoff) {
    h.mass = mass;
    h.backoff = std::exp(backoff);
    h.words.clear();
    h.p.clear();
    h.lower.clear();
  };
  for (std::size_t w1 = 0; w1 < m.words(); ++w1) {
    clear(m.unigram_mass[w1], m.unigram_backoff[w1]);
    auto lower_of = [&](TokenId w) { return std::exp(static_cast<double>(m.unigram[w])); };
    for (std::size_t i = m.bigram_start[w1]; i < m.bigram_start[w1 + 1]; ++i) {
      h.words.push_back(m.bigram_word[i]);
      h.p.push_back(std::exp(static_cast<double>(m.bigram[i])));
      h.lower.push_back(lower_of(m.bigram_word[i]));
    }
    pricer.Price(h, lower_of, costs.bigram);
  }
  for (std::size_t b = 0; b < m.bigram_word.size(); ++b) {
    clear(m.bigram_mass[b], m.bigram_backoff[b]);
    auto lower_of = [&](TokenId w) { return std::exp(m.LogProb1(m.bigram_word[b], w)); };
    for (std::size_t i = m.trigram_start[b]; i < m.trigram_start[b + 1]; ++i) {
      h.words.push_back(m.trigram_word[i]);
      h.p.push_back(std::exp(static_cast<double>(m.trigram[i])));
      h.lower.push_back(lower_of(m.trigram_word[i]));
    }
    pricer.Price(h, lower_of, costs.trigram);
  }
  return costs;
}

struct Sizes {
  std::uint64_t bigrams = 0;
  std::uint64_t contexts = 0;
  std::uint64_t trigrams = 0;
};

// What stays at a threshold; kept(bigram index, is_context, first kept trigram...) is decided the same way in Thin.
Sizes SizesAt(const NgramModel& m, const Costs& costs, float threshold) {
  Sizes s;
  for (std::size_t b = 0; b < m.bigram_word.size(); ++b) {
    std::uint64_t kept = 0;
    for (std::size_t i = m.trigram_start[b]; i < m.trigram_start[b + 1]; ++i) kept += costs.trigram[i] >= threshold;
    s.trigrams += kept;
    s.contexts += kept > 0;
    s.bigrams += kept > 0 || costs.bigram[b] >= threshold;
  }
  return s;
}

NgramModel Thin(const NgramModel& m, const Costs& costs, float threshold) {
  NgramModel out;
  out.unigram = m.unigram;
  out.unigram_backoff = m.unigram_backoff;
  out.unigram_mass = m.unigram_mass;
  out.bigram_start.push_back(0);
  out.trigram_start.push_back(0);
  for (std::size_t w1 = 0; w1 < m.words(); ++w1) {
    for (std::size_t b = m.bigram_start[w1]; b < m.bigram_start[w1 + 1]; ++b) {
      std::size_t before = out.trigram_word.size();
      for (std::size_t i = m.trigram_start[b]; i < m.trigram_start[b + 1]; ++i) {
        if (costs.trigram[i] < threshold) continue;
        out.trigram_word.push_back(m.trigram_word[i]);
        out.trigram.push_back(m.trigram[i]);
      }
      if (out.trigram_word.size() == before && costs.bigram[b] < threshold) continue;
      out.bigram_word.push_back(m.bigram_word[b]);
      out.bigram.push_back(m.bigram[b]);
      out.bigram_mass.push_back(m.bigram_mass[b]);
      out.trigram_start.push_back(static_cast<std::uint32_t>(out.trigram_word.size()));
    }
    out.bigram_start.push_back(static_cast<std::uint32_t>(out.bigram_word.size()));
  }
  out.bigram_backoff.assign(out.bigram_word.size(), 0);
  Renormalise(out);
  return out;
}

}  // namespace

std::uint64_t TableBytes(std::uint64_t bigrams, std::uint64_t contexts, std::uint64_t trigrams) {
  return 3 * bigrams + (bigrams + 63) / 64 * 12 + 5 * contexts + 3 * trigrams;
}

NgramModel Prune(const NgramModel& model, const std::vector<TokenId>& group_first, PruneOptions options) {
  Costs costs = PriceAll(model, Pricer(group_first, options.look_alike_share));
  auto fits = [&](double log_threshold) {
    Sizes s = SizesAt(model, costs, static_cast<float>(std::exp(log_threshold)));
    return TableBytes(s.bigrams, s.contexts, s.trigrams) <= options.target_bytes;
  };
  double low = -60;
  double high = 0;
  if (fits(low)) return Thin(model, costs, -std::numeric_limits<float>::infinity());
  for (int i = 0; i < 40; ++i) {
    double middle = (low + high) / 2;
    (fits(middle) ? high : low) = middle;
  }
  return Thin(model, costs, static_cast<float>(std::exp(high)));
}

}  // namespace vankho
