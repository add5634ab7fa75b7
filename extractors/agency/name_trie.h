// Names as paths of word keys. Joining marks inside a name ("-", ",", "và", "&", "/", ".") stand in no path: "Văn hóa -
// Thông tin", "Văn hóa và Thông tin" and "Văn hóa, Thông tin" are one.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "extractors/agency/words.h"

namespace vankho {

class NameTrie {
 public:
  struct Hit {
    int entry = -1;
    std::size_t end = 0;  // index behind the last token
  };

  // The words by number. `caps`: only where the text prints the first word in capitals ("PNV", "TU").
  void Add(const std::vector<int>& words, int entry, bool caps);

  // Does a name begin with this word?
  bool Begins(int word) const { return ChildOf(0, word) >= 0; }
  // The longest name that begins at token `begin`; the tokens are numbered.
  std::optional<Hit> Longest(std::span<const WordToken> tokens, std::size_t begin, bool mind_caps = true) const;
  // The longest name whose first word is `head` (not in the text) and whose others begin at token `begin`.
  std::optional<Hit> LongestAfter(int head, std::span<const WordToken> tokens, std::size_t begin) const;

 private:
  struct Node {
    std::vector<std::pair<int, int>> next;  // word, node; by word
    int entry = -1;
    bool caps = false;
  };
  int ChildOf(int node, int word) const;  // -1: none
  std::optional<Hit> Walk(int node, std::span<const WordToken> tokens, std::size_t begin, bool mind_caps) const;

  std::vector<Node> nodes_ = std::vector<Node>(1);
  std::vector<int> first_;  // nodes of first words, by word; -1: none
};

// Is the token one that joins words inside a name?
bool JoinsNames(const WordToken& token);

// The spellings of a full name as paths: whole words, usual abbreviations of its parts ("VH-TT", "HĐND"), and all
// letters in one ("SGDĐT").
struct NameVariant {
  std::vector<std::string> keys;
  bool caps = false;
};
std::vector<NameVariant> NameVariants(std::string_view name);

}  // namespace vankho
