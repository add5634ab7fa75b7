// From a piece to its edges: every way in which a seen piece may be read, priced.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pipeline/document/page.h"
#include "pipeline/restore/candidates.h"
#include "pipeline/restore/decoder.h"
#include "pipeline/restore/pieces.h"

namespace vankho {

// How an engine profile is decoded.
struct ReaderOptions {
  SearchLimits limits;
  float lower_twin = 1.0F;       // price of the common-noun reading of a capitalised word
  bool splits = true;            // words may have lost the space between them
  float split_over = 3.0F;       // offer splits where the best single reading costs more than this, a letter
  float unknown_word = 6.0F;     // price of an unknown word ...
  float unknown_letter = 3.5F;   // ... and of each of its letters
  float unknown_capital = 2.0F;  // ... of each letter of an abbreviation
};

// Remembers the edges of each distinct piece: one reader a document, used by one thread.
class PieceReader {
 public:
  // All must outlive the reader.
  PieceReader(const SyllableTrie& trie, const OcrChannel& channel, const LanguageModel& lm, ReaderOptions options);

  // The edges of the lattice for a paragraph's pieces, given by their seen texts.
  Lattice Read(const std::vector<std::pair<std::string_view, PieceKind>>& pieces);

 private:
  const std::vector<Edge>& WordEdges(std::string_view seen);
  std::vector<Edge> MakeWordEdges(std::string_view seen);
  std::vector<Edge> SingleEdges(std::string_view seen);
  void AddCandidate(const Candidate& candidate, std::vector<Edge>& edges) const;
  void AddKeep(std::string_view seen, std::vector<Edge>& edges) const;
  void AddSplits(std::string_view seen, std::vector<Edge>& edges);
  Edge PlainEdge(std::string_view seen, PieceKind kind) const;

  const SyllableTrie& trie_;
  const LanguageModel& lm_;
  CandidateSearch search_;
  ReaderOptions options_;
  std::unordered_map<std::string, std::vector<Edge>> cache_;
};

}  // namespace vankho
