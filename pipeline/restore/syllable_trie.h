// All lower-cased word forms of the language model in one compact trie: a node is a bit mask of its children's letters
// and the index of the first child, so that a step is one population count.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/restore/language.h"
#include "pipeline/restore/word_index.h"

namespace vankho {

enum class CaseMode : std::uint8_t { kLower, kCapital, kUpper };
std::string Cased(std::string_view lower, CaseMode mode);  // kế, Kế, KẾ

// A lower-cased form and its cased twins in the language model (kUnknown where there is none).
struct WordForm {
  static constexpr std::size_t kMostLetters = 12;
  std::string lower;
  std::uint32_t length = 0;                          // letters
  std::array<std::uint8_t, kMostLetters> letters{};  // of the trie
  WordId lower_id = 0;                               // kế
  WordId capital_id = 0;                             // Kế
  WordId upper_id = 0;                               // KẾ, HĐND
  float log_unigram = -99;                           // of its most frequent twin
};

class SyllableTrie {
 public:
  using Letter = std::uint8_t;
  static constexpr Letter kNoLetter = 255;
  static constexpr std::size_t kMaxLetters = 192;
  static constexpr std::uint32_t kNone = 0xffffffff;
  static constexpr char32_t kLetterCodes = 0x2000;  // beyond the letters of Latin scripts

  explicit SyllableTrie(const LanguageModel& lm);

  Letter LetterOf(char32_t lower) const {  // kNoLetter if no form has it
    return lower < kLetterCodes ? letters_[lower] : kNoLetter;
  }
  std::uint32_t root() const { return 0; }
  std::uint32_t Child(std::uint32_t node, Letter letter) const {
    const Node& n = nodes_[node];
    const std::size_t word = letter / 64;
    const std::uint64_t bit = std::uint64_t{1} << (letter % 64);
    if ((n.mask[word] & bit) == 0) return kNone;
    return n.first_child + n.before[word] + static_cast<std::uint32_t>(std::popcount(n.mask[word] & (bit - 1)));
  }
  bool IsLeaf(std::uint32_t node) const {
    return (nodes_[node].mask[0] | nodes_[node].mask[1] | nodes_[node].mask[2]) == 0;
  }
  // Calls use(letter, child) for each child of a node.
  template <typename Use>
  void ForEachChild(std::uint32_t node, const Use& use) const {
    std::uint32_t child = nodes_[node].first_child;
    for (std::size_t word = 0; word < nodes_[node].mask.size(); ++word) {
      for (std::uint64_t bits = nodes_[node].mask[word]; bits != 0; bits &= bits - 1) {
        use(static_cast<Letter>(word * 64 + static_cast<std::size_t>(std::countr_zero(bits))), child++);
      }
    }
  }
  std::size_t letter_count() const { return letter_count_; }
  std::uint32_t FormAt(std::uint32_t node) const { return nodes_[node].form; }  // kNone inside a word
  // The largest ln P of a word that the node's letters begin.
  float ReachOf(std::uint32_t node) const { return reach_[node]; }
  const WordForm& form(std::uint32_t index) const { return forms_[index]; }
  std::size_t node_count() const { return nodes_.size(); }
  std::uint32_t FindForm(std::string_view lower) const;  // kNone if absent
  // Is it some form without its marks?
  bool HasBare(std::string_view bare) const { return bare_.Find(bare) != WordIndex::kNone; }

 private:
  struct Node {
    std::array<std::uint64_t, 3> mask{};   // of its children's letters, a bit each
    std::array<std::uint8_t, 3> before{};  // children in the words of the mask before
    std::uint32_t first_child = 0;
    std::uint32_t form = kNone;
  };
  void AddForms(const LanguageModel& lm);
  void AddNodes();
  void SetReach();

  std::vector<Node> nodes_;
  std::vector<float> reach_;  // by node; searches ask it of all children of a node
  std::vector<WordForm> forms_;
  std::vector<Letter> letters_ = std::vector<Letter>(kLetterCodes, kNoLetter);  // by code point
  std::size_t letter_count_ = 0;
  WordIndex index_;  // of forms_
  WordIndex bare_;
};

}  // namespace vankho
