#include "models/text_data/typos.h"

#include <algorithm>

#include "pipeline/base/unicode.h"

namespace vankho {

BigramCounts::BigramCounts(const std::vector<std::span<const TokenId>>& streams) {
  std::vector<std::uint32_t> pairs;
  std::size_t tokens = 0;
  for (auto stream : streams) tokens += stream.size();
  pairs.reserve(tokens);
  for (auto stream : streams) {
    TokenId before = kBeginToken;
    for (TokenId token : stream) {
      pairs.push_back(static_cast<std::uint32_t>(before) << 16 | token);
      before = token == kEndToken ? kBeginToken : token;
    }
  }
  std::sort(pairs.begin(), pairs.end());
  starts_.assign(65537, 0);
  for (std::size_t i = 0; i < pairs.size();) {
    std::size_t end = i;
    while (end < pairs.size() && pairs[end] == pairs[i]) ++end;
    seconds_.push_back(static_cast<TokenId>(pairs[i] & 0xffff));
    counts_.push_back(static_cast<std::uint32_t>(end - i));
    ++starts_[(pairs[i] >> 16) + 1];
    i = end;
  }
  for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
}

std::uint32_t BigramCounts::Count(TokenId first, TokenId second) const {
  auto begin = seconds_.begin() + starts_[first];
  auto end = seconds_.begin() + starts_[first + std::size_t{1}];
  auto found = std::lower_bound(begin, end, second);
  return found == end || *found != second ? 0 : counts_[static_cast<std::size_t>(found - seconds_.begin())];
}

TypoFixer::TypoFixer(const BigramCounts& counts, const std::vector<VocabularyEntry>& vocabulary, TypoOptions options)
    : counts_(counts), options_(options), rivals_(vocabulary.size()) {
  auto is_syllable = [&](std::size_t i) { return i > kEndToken && IsPossibleSyllable(vocabulary[i].token); };
  for (std::size_t begin = 3; begin < vocabulary.size();) {
    std::size_t end = begin;
    std::vector<TokenId> group;
    for (; end < vocabulary.size() && vocabulary[end].base == vocabulary[begin].base; ++end) {
      // one-letter syllables are list labels as often as words: đ) is not à)
      if (is_syllable(end) && vocabulary[end].base.size() > 1) group.push_back(static_cast<TokenId>(end));
    }
    for (TokenId id : group) rivals_[id] = group;
    begin = end;
  }
}

TokenId TypoFixer::Better(TokenId before, TokenId seen, TokenId after) const {
  double left = std::max(1U, counts_.Count(before, seen));
  if (left > options_.most_seen) return seen;
  double right = std::max(1U, counts_.Count(seen, after));
  if (right > options_.most_seen) return seen;
  TokenId best = seen;
  double best_product = options_.least_both;
  for (TokenId rival : rivals_[seen]) {
    if (rival == seen) continue;
    double gain_left = counts_.Count(before, rival) / left;
    double gain_right = counts_.Count(rival, after) / right;
    if (gain_left < options_.least_side || gain_right < options_.least_side) continue;
    if (gain_left * gain_right <= best_product) continue;
    best_product = gain_left * gain_right;
    best = rival;
  }
  return best;
}

std::vector<std::size_t> TypoFixer::Fix(std::span<TokenId> line) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (rivals_[line[i]].size() < 2) continue;
    TokenId before = i > 0 ? line[i - 1] : kBeginToken;
    TokenId after = i + 1 < line.size() ? line[i + 1] : kEndToken;
    TokenId better = Better(before, line[i], after);
    if (better == line[i]) continue;
    ++log_[{line[i], better}];
    line[i] = better;
    places.push_back(i);
  }
  return places;
}

}  // namespace vankho
