#include "models/syllable_lm/builder/ngram_counts.h"

#include <algorithm>

#include "pipeline/base/check.h"

namespace vankho {

SortedTrigrams::SortedTrigrams(const std::vector<WeightedText>& texts) : line_begins_(65536) {
  VK_CHECK(texts.size() <= 2);
  std::size_t total = 0;
  for (const WeightedText& text : texts) total += text.tokens.size();
  keys_.reserve(total);
  for (std::size_t t = 0; t < texts.size(); ++t) {
    weights_[t] = texts[t].weight;
    TokenId w2 = kUnknownToken;
    TokenId w1 = kBeginToken;
    for (TokenId w : texts[t].tokens) {
      if (w1 == kBeginToken) {
        ++line_begins_[w].times;
        line_begins_[w].weight += texts[t].weight;
      } else {
        keys_.push_back(TrigramKey(w2, w1, w) << 1 | t);
      }
      w2 = w1;
      w1 = w == kEndToken ? kBeginToken : w;
    }
  }
  std::sort(keys_.begin(), keys_.end());
}

}  // namespace vankho
