#include "extractors/engine/phrases.h"

namespace vankho {

void PhraseTable::Add(std::string_view phrase, int id, WordNumbers& words) {
  const FlatText flat(phrase, TextSpan{0, phrase.size()});
  if (flat.size() == 0) return;
  std::uint32_t node = 0;
  for (std::size_t i = 0; i < flat.size(); ++i) {
    const int word = words.Add(flat.KeyOf(i));
    std::uint32_t child = ChildOf(node, word);
    if (child == 0) {
      child = static_cast<std::uint32_t>(nodes_.size());
      if (node == 0) {
        first_.resize(std::max(first_.size(), static_cast<std::size_t>(word) + 1));
        first_[static_cast<std::size_t>(word)] = child;
      } else {
        auto& next = nodes_[node].next;
        next.insert(std::lower_bound(next.begin(), next.end(), std::pair{word, std::uint32_t{0}}), {word, child});
      }
      nodes_.emplace_back();
    }
    node = child;
  }
  nodes_[node].ids.push_back(id);
}

}  // namespace vankho
