// The noisy-channel decoder: of all ways to read a paragraph the one that was most probably printed.
//
//   argmax over paths of  sum of  ln P(read | printed)  +  weight * ln P(printed | the two words before)
//
// The lattice has a node before each piece; an edge spans one piece (or more, for a join) and carries one or two words.
// Beam search with recombination on the last two words and the last name's word; then forward-backward over what the
// beam kept gives each edge's posterior, which is the confidence (Jurafsky and Martin, Speech and Language Processing,
// ch. on noisy channels; Wessel et al., Confidence measures for large vocabulary continuous speech recognition, 2001).
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "pipeline/restore/edges.h"
#include "pipeline/restore/language.h"

namespace vankho {

struct Choice {
  std::uint32_t piece = 0;                               // where the chosen edge begins
  std::uint32_t edge = 0;                                // index into lattice[piece]
  double posterior = 1;                                  // of its text, all edges that say the same added up
  std::vector<std::pair<std::uint32_t, double>> rivals;  // other texts over the same pieces, best first, at most 3
  bool both_sides = false;                               // the decoder's was another one (rerank.h)
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
