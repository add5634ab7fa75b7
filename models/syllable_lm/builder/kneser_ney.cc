#include "models/syllable_lm/builder/kneser_ney.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "pipeline/base/check.h"

namespace vankho {
namespace {

// The bigrams with what the lower order counts: the different words before them; for <s> the plain count.
struct BigramTable {
  std::vector<std::uint32_t> keys;  // first << 16 | second, ascending
  std::vector<std::uint32_t> counts;
};

BigramTable CountBigrams(const SortedTrigrams& trigrams) {
  std::vector<std::uint32_t> pairs;
  trigrams.Each([&](const TrigramCount& t) { pairs.push_back(static_cast<std::uint32_t>(t.key & 0xffffffff)); });
  std::sort(pairs.begin(), pairs.end());
  BigramTable table;
  auto add = [&](std::uint32_t key, std::uint32_t count) {
    table.keys.push_back(key);
    table.counts.push_back(count);
  };
  const std::vector<SeenCount>& begins = trigrams.line_begins();
  bool begins_added = false;
  auto add_begins = [&] {
    for (std::uint32_t w = 0; w < begins.size(); ++w) {
      if (begins[w].times > 0) add(static_cast<std::uint32_t>(kBeginToken) << 16 | w, begins[w].times);
    }
    begins_added = true;
  };
  for (std::size_t i = 0; i < pairs.size();) {
    std::size_t end = i;
    while (end < pairs.size() && pairs[end] == pairs[i]) ++end;
    if (!begins_added && pairs[i] >> 16 > kBeginToken) add_begins();
    add(pairs[i], static_cast<std::uint32_t>(end - i));
    i = end;
  }
  if (!begins_added) add_begins();
  return table;
}

class Estimator {
 public:
  Estimator(const SortedTrigrams& trigrams, std::size_t words, KneserNeyOptions options)
      : trigrams_(trigrams), options_(options), bigrams_(CountBigrams(trigrams)) {
    model_.unigram.assign(words, -std::numeric_limits<float>::infinity());
    model_.unigram_backoff.assign(words, 0);
    model_.unigram_mass.assign(words, 0);
  }

  NgramModel Run() {
    IndexBigrams();
    EstimateUnigrams();
    EstimateBigrams();
    EstimateTrigrams();
    Renormalise(model_);
    return std::move(model_);
  }

 private:
  void IndexBigrams() {
    model_.bigram_start.assign(model_.words() + 1, 0);
    for (std::uint32_t key : bigrams_.keys) {
      VK_CHECK(key >> 16 < model_.words() && (key & 0xffff) < model_.words());
      ++model_.bigram_start[(key >> 16) + 1];
      model_.bigram_word.push_back(static_cast<TokenId>(key & 0xffff));
    }
    for (std::size_t w = 1; w <= model_.words(); ++w) model_.bigram_start[w] += model_.bigram_start[w - 1];
    model_.bigram.resize(bigrams_.keys.size());
    model_.bigram_backoff.assign(bigrams_.keys.size(), 0);
    model_.bigram_mass.assign(bigrams_.keys.size(), 0);
  }

  void EstimateUnigrams() {
    std::vector<std::uint32_t> before(model_.words());
    for (TokenId w : model_.bigram_word) ++before[w];
    std::uint64_t seen[5] = {};
    for (std::uint32_t count : before) ++seen[std::min<std::uint32_t>(count, 4)];
    for (std::uint32_t count : before) seen[4] -= count > 4;
    Discounts discount = DiscountsFrom(seen);
    auto total = static_cast<double>(model_.bigram_word.size());
    double freed = 0;
    for (std::uint32_t count : before) freed += std::min<double>(discount(count), count);
    double uniform = freed / total / static_cast<double>(model_.words() - 1);
    for (std::size_t w = 0; w < model_.words(); ++w) {
      if (w == kBeginToken) continue;
      double kept = std::max(0.0, before[w] - discount(before[w])) / total;
      model_.unigram[w] = static_cast<float>(std::log(kept + uniform));
    }
  }

  void EstimateBigrams() {
    std::uint64_t seen[5] = {};
    for (std::uint32_t count : bigrams_.counts) {
      if (count <= 4) ++seen[count];
    }
    Discounts discount = DiscountsFrom(seen);
    for (std::size_t w1 = 0; w1 < model_.words(); ++w1) {
      double total = 0;
      double freed = 0;
      for (std::size_t i = model_.bigram_start[w1]; i < model_.bigram_start[w1 + 1]; ++i) {
        total += bigrams_.counts[i];
        freed += discount(bigrams_.counts[i]);
      }
      for (std::size_t i = model_.bigram_start[w1]; i < model_.bigram_start[w1 + 1]; ++i) {
        double lower = std::exp(static_cast<double>(model_.unigram[model_.bigram_word[i]]));
        double p = (bigrams_.counts[i] - discount(bigrams_.counts[i]) + freed * lower) / total;
        model_.bigram[i] = static_cast<float>(std::log(p));
      }
    }
  }

  // The trigrams of one context w2 w1, which is the bigram `at`.
  void EstimateContext(std::size_t at, const std::vector<TrigramCount>& trigrams, const Discounts& discount) {
    double total = 0;
    double freed = 0;
    for (const TrigramCount& t : trigrams) {
      total += t.count.weight;
      freed += discount(t.count.times) * t.count.weight / t.count.times;
    }
    model_.bigram_mass[at] = total;
    model_.unigram_mass[model_.bigram_word[at]] += total;
    for (const TrigramCount& t : trigrams) {
      if (t.count.times < options_.least_trigram) continue;
      auto w = static_cast<TokenId>(t.key & 0xffff);
      double lower = model_.bigram[*model_.FindBigram(model_.bigram_word[at], w)];
      double kept = t.count.weight * (1 - discount(t.count.times) / t.count.times);
      model_.trigram_word.push_back(w);
      model_.trigram.push_back(static_cast<float>(std::log((kept + freed * std::exp(lower)) / total)));
    }
  }

  void EstimateTrigrams() {
    std::uint64_t seen[5] = {};
    trigrams_.Each([&](const TrigramCount& t) {
      if (t.count.times <= 4) ++seen[t.count.times];
    });
    Discounts discount = DiscountsFrom(seen);
    std::vector<TrigramCount> context;
    std::size_t next = 0;  // the next bigram to get its trigrams
    auto finish = [&] {
      if (context.empty()) return;
      auto first = static_cast<TokenId>(context[0].key >> 32);
      auto second = static_cast<TokenId>(context[0].key >> 16 & 0xffff);
      std::size_t at = *model_.FindBigram(first, second);
      for (; next <= at; ++next) model_.trigram_start.push_back(static_cast<std::uint32_t>(model_.trigram_word.size()));
      EstimateContext(at, context, discount);
      context.clear();
    };
    trigrams_.Each([&](const TrigramCount& t) {
      if (!context.empty() && context[0].key >> 16 != t.key >> 16) finish();
      context.push_back(t);
    });
    finish();
    while (model_.trigram_start.size() <= model_.bigram_word.size()) {
      model_.trigram_start.push_back(static_cast<std::uint32_t>(model_.trigram_word.size()));
    }
    FinishMass();
  }

  void FinishMass() {
    for (const SeenCount& begin : trigrams_.line_begins()) model_.unigram_mass[kBeginToken] += begin.weight;
    double total = 0;
    for (double mass : model_.unigram_mass) total += mass;
    for (double& mass : model_.unigram_mass) mass /= total;
    for (double& mass : model_.bigram_mass) mass /= total;
  }

  const SortedTrigrams& trigrams_;
  KneserNeyOptions options_;
  BigramTable bigrams_;
  NgramModel model_;
};

}  // namespace

Discounts DiscountsFrom(const std::uint64_t (&seen)[5]) {
  Discounts d;
  if (std::any_of(seen + 1, seen + 5, [](std::uint64_t n) { return n == 0; })) return d;
  double n[5] = {};
  for (int i = 1; i <= 4; ++i) n[i] = static_cast<double>(seen[i]);
  double y = n[1] / (n[1] + 2 * n[2]);
  for (int i = 1; i <= 3; ++i) d.of[i] = std::clamp(i - (i + 1) * y * n[i + 1] / n[i], 0.0, static_cast<double>(i));
  return d;
}

NgramModel EstimateKneserNey(const SortedTrigrams& trigrams, std::size_t words, KneserNeyOptions options) {
  return Estimator(trigrams, words, options).Run();
}

}  // namespace vankho
