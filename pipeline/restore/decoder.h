// The noisy-channel decoder: of all ways to read a paragraph the one that was most probably printed.
//
//   argmax over paths of  sum of  ln P(read | printed)  +  weight * ln P(printed | the two words before)
//
// The lattice has a node before each piece; an edge spans one piece (or more, for a join) and carries one or two words.
// Beam search with recombination on the last two words and the last name's word; then forward-backward over what the
// beam kept gives each edge's posterior, which is the confidence (Jurafsky and Martin, Speech and Language Processing,
// ch. on noisy channels; Wessel et al., Confidence measures for large vocabulary continuous speech recognition, 2001).
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/restore/language.h"

namespace vankho {

using NameKey = std::uint32_t;  // of a word that may be part of a name: name_memory.h; 0 for none

// A few words: most edges have one, and then there is nothing to allocate.
class EdgeWords {
 public:
  EdgeWords() = default;
  EdgeWords(std::initializer_list<WordId> words) {
    for (const WordId word : words) push_back(word);
  }
  void push_back(WordId word) {
    if (size_ == few_.size()) many_.assign(few_.begin(), few_.end());
    if (size_ < few_.size()) {
      few_[size_] = word;
    } else {
      many_.push_back(word);
    }
    ++size_;
  }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  WordId operator[](std::size_t i) const { return size_ <= few_.size() ? few_[i] : many_[i]; }
  bool operator==(const EdgeWords&) const = default;

 private:
  std::array<WordId, 2> few_{};
  std::size_t size_ = 0;
  std::vector<WordId> many_;  // all of them, where they are more than few
};

// One way to read one or more neighbouring pieces.
struct Edge {
  std::uint32_t pieces = 1;  // how many it covers
  EdgeWords words;           // what the language model sees, at least one
  std::string text;          // what would be printed
  float cost = 0;            // -ln P(read | printed)
  NameKey name = 0;          // of its last word
  bool operator==(const Edge&) const = default;
};

// The edges that begin at one piece, and what the search asks of each of them side by side.
struct EdgeSet {
  explicit EdgeSet(std::vector<Edge> of);
  std::vector<Edge> edges;
  std::vector<WordId> firsts;         // the first word of each edge
  std::vector<std::uint32_t> others;  // edges of several words or pieces
  std::vector<float> scores;          // -cost of each edge; very small for those of `others`
  bool named = false;                 // has an edge a name?
};

// The edges that begin at each piece; pieces that read alike share theirs. Each piece must have an edge that covers it
// alone.
class Lattice {
 public:
  using Edges = std::vector<Edge>;
  Lattice() = default;
  Lattice(std::initializer_list<Edges> pieces) {
    for (const Edges& edges : pieces) Add(std::make_shared<const EdgeSet>(edges));
  }
  void Add(std::shared_ptr<const EdgeSet> edges) { pieces_.push_back(std::move(edges)); }  // not null
  const Edges& operator[](std::size_t piece) const { return pieces_[piece]->edges; }
  const EdgeSet& SetAt(std::size_t piece) const { return *pieces_[piece]; }
  std::size_t size() const { return pieces_.size(); }

 private:
  std::vector<std::shared_ptr<const EdgeSet>> pieces_;
};

struct Choice {
  std::uint32_t piece = 0;                               // where the chosen edge begins
  std::uint32_t edge = 0;                                // index into lattice[piece]
  double posterior = 1;                                  // of its text, all edges that say the same added up
  std::vector<std::pair<std::uint32_t, double>> rivals;  // other texts over the same pieces, best first, at most 3
};

class NameMemory;

struct DecoderOptions {
  std::size_t beam = 12;
  float lm_weight = 1.0F;
  const NameMemory* names = nullptr;  // may be null; outlives the call
};

// Left to right over the whole lattice. Thread-safe.
std::vector<Choice> Decode(const Lattice& lattice, const LanguageModel& lm, const DecoderOptions& options);

}  // namespace vankho
