// A set of phrases, found in one walk over the words: a trie whose edges are words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "extractors/engine/flat_text.h"

namespace vankho {

// For look-ups by a view, without a copy of it.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

class PhraseTable {
 public:
  // The phrase's words, read as FlatText reads them. Several ids may share one phrase.
  void Add(std::string_view phrase, int id);

  struct Match {
    std::size_t end = 0;  // word after the phrase
    int id = 0;
  };
  // All phrases that begin at word `at`, shorter first. Time: the longest phrase.
  void FindAt(const FlatText& text, std::size_t at, std::vector<Match>& matches) const;
  bool empty() const { return nodes_.size() == 1 && nodes_[0].next.empty(); }

 private:
  struct Node {
    std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>> next;
    std::vector<int> ids;
  };
  std::vector<Node> nodes_ = std::vector<Node>(1);
};

}  // namespace vankho
