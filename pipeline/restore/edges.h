// The lattice that the decoder searches: edges, each one way to read a piece or a few of them, and the sets of edges
// that begin at each piece.
//
// There are some thirty edges for each word of a document, and few of them are ever printed: an edge of a known word
// holds no text but its form of the trie, and allocates nothing.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/restore/language.h"
#include "pipeline/restore/syllable_trie.h"

namespace vankho {

using NameKey = std::uint32_t;  // of a word that may be part of a name: name_memory.h; 0 for none

// A few words: most edges have one, and then there is nothing to allocate.
class EdgeWords {
 public:
  EdgeWords() = default;
  EdgeWords(std::initializer_list<WordId> words) {
    for (const WordId word : words) push_back(word);
  }
  void push_back(WordId word);
  std::uint32_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  WordId operator[](std::size_t i) const { return size_ <= few_.size() ? few_[i] : (*many_)[i]; }
  bool operator==(const EdgeWords& other) const;

 private:
  std::array<WordId, 2> few_{};
  std::uint32_t size_ = 0;
  std::shared_ptr<const std::vector<WordId>> many_;  // all of them, where they are more than few
};

// What would be printed: a form of the trie, which must outlive the text, or a text of its own.
class EdgeText {
 public:
  EdgeText() = default;
  // Implicit, for a text is one.
  EdgeText(std::string own)  // NOLINT(google-explicit-constructor)
      : own_(std::make_shared<const std::string>(std::move(own))) {}
  EdgeText(const char* own) : EdgeText(std::string(own)) {}  // NOLINT(google-explicit-constructor)
  EdgeText(const WordForm& form, CaseMode mode) : form_(&form), mode_(mode) {}
  std::string str() const;
  // Do both print the same? Forms differ in their letters, whatever their case.
  bool operator==(const EdgeText& other) const;

 private:
  const WordForm* form_ = nullptr;
  CaseMode mode_ = CaseMode::kLower;
  std::shared_ptr<const std::string> own_;  // where there is no form
};

// One way to read one or more neighbouring pieces.
struct Edge {
  std::uint32_t pieces = 1;  // how many it covers
  EdgeWords words;           // what the language model sees, at least one
  EdgeText text;             // what would be printed
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
  float best = -1e30F;                // the largest of them
  bool named = false;                 // has an edge a name?
  bool repeats = false;               // have two edges the same first word and the same name?
};

// The edges in the order of their first words' ids, in which a language model looks words up; equal ones as they stood.
// Moves from each of them.
std::vector<Edge> InOrderOfWords(std::span<Edge> edges);

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

}  // namespace vankho
