// A set of phrases, found in one walk over the words: a trie whose edges are words.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "extractors/engine/flat_text.h"
#include "pipeline/base/word_numbers.h"

namespace vankho {

class PhraseTable {
 public:
  // The phrase's words, read as FlatText reads them. Several ids may share one phrase.
  void Add(std::string_view phrase, int id, WordNumbers& words);

  struct Match {
    std::size_t end = 0;  // word after the phrase
    int id = 0;
  };
  // Calls `take(Match)` for all phrases that begin at word `at` of a numbered text, shorter first. Time: the longest
  // phrase.
  template <class Take>
  void FindAt(std::span<const int> numbers, std::size_t at, Take take) const {
    std::uint32_t node = 0;
    for (std::size_t i = at; i < numbers.size(); ++i) {
      node = ChildOf(node, numbers[i]);
      if (node == 0) return;
      for (const int id : nodes_[node].ids) take(Match{i + 1, id});
    }
  }

 private:
  struct Node {
    std::vector<std::pair<int, std::uint32_t>> next;  // word, node; by word
    std::vector<int> ids;
  };
  std::uint32_t ChildOf(std::uint32_t node, int word) const {  // 0: none
    if (word < 0) return 0;
    if (node == 0) return static_cast<std::size_t>(word) < first_.size() ? first_[static_cast<std::size_t>(word)] : 0;
    const auto& next = nodes_[node].next;
    if (next.empty()) return 0;
    const auto at = std::lower_bound(next.begin(), next.end(), std::pair{word, std::uint32_t{0}});
    return at != next.end() && at->first == word ? at->second : 0;
  }

  std::vector<Node> nodes_ = std::vector<Node>(1);
  std::vector<std::uint32_t> first_;  // nodes of first words, by word
};

}  // namespace vankho
