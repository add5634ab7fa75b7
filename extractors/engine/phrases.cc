#include "extractors/engine/phrases.h"

#include <algorithm>

#include "pipeline/base/check.h"

namespace vankho {

int WordNumbering::Add(std::string_view key) {
  const std::size_t hash = std::hash<std::string_view>{}(key);
  const auto [found, fresh] = by_hash_.try_emplace(hash, static_cast<int>(words_.size()));
  if (fresh) words_.emplace_back(key);
  VK_CHECK(words_[static_cast<std::size_t>(found->second)] == key);  // two words of our lexicons under one hash
  return found->second;
}

void WordNumbering::Number(const FlatText& text, std::vector<int>& numbers) const {
  numbers.resize(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto found = by_hash_.find(text.words()[i].hash);
    const bool same = found != by_hash_.end() && words_[static_cast<std::size_t>(found->second)] == text.KeyOf(i);
    numbers[i] = same ? found->second : -1;
  }
}

std::uint32_t PhraseTable::ChildOf(std::uint32_t node, int word) const {
  if (word < 0) return 0;
  if (node == 0) return static_cast<std::size_t>(word) < first_.size() ? first_[static_cast<std::size_t>(word)] : 0;
  const auto& next = nodes_[node].next;
  const auto at = std::lower_bound(next.begin(), next.end(), std::pair{word, std::uint32_t{0}});
  return at != next.end() && at->first == word ? at->second : 0;
}

void PhraseTable::Add(std::string_view phrase, int id, WordNumbering& words) {
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

void PhraseTable::FindAt(const std::vector<int>& numbers, std::size_t at, std::vector<Match>& matches) const {
  std::uint32_t node = 0;
  for (std::size_t i = at; i < numbers.size(); ++i) {
    node = ChildOf(node, numbers[i]);
    if (node == 0) return;
    for (const int id : nodes_[node].ids) matches.push_back({i + 1, id});
  }
}

}  // namespace vankho
