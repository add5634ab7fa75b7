#include "extractors/engine/phrases.h"

namespace vankho {

void PhraseTable::Add(std::string_view phrase, int id) {
  const FlatText words(phrase, TextSpan{0, phrase.size()});
  if (words.size() == 0) return;
  std::uint32_t node = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string word(words.KeyOf(i));
    auto found = nodes_[node].next.find(word);
    if (found == nodes_[node].next.end()) {
      const auto fresh = static_cast<std::uint32_t>(nodes_.size());
      nodes_[node].next.emplace(word, fresh);
      nodes_.emplace_back();
      node = fresh;
    } else {
      node = found->second;
    }
  }
  nodes_[node].ids.push_back(id);
}

void PhraseTable::FindAt(const FlatText& text, std::size_t at, std::vector<Match>& matches) const {
  std::uint32_t node = 0;
  for (std::size_t i = at; i < text.size(); ++i) {
    const auto found = nodes_[node].next.find(text.KeyOf(i));
    if (found == nodes_[node].next.end()) return;
    node = found->second;
    for (const int id : nodes_[node].ids) matches.push_back({i + 1, id});
  }
}

}  // namespace vankho
