// Channel adaptation: a channel re-estimated on the document that it reads, for an engine, a face or a damage of
// unknown habits.
//
// Words that the decoder is sure of are pairs (printed, read). Their cheapest units are counted (Viterbi EM, one round
// a call), and each letter's readings become
//
//   P'(read | printed) = (count(printed, read) + prior * P(read | printed) + lent(read)) / (count(printed) + prior +
//   ..)
//
// so the channel given is a Dirichlet prior worth `prior` readings a letter. What a letter is read as is lent to those
// that differ from it by tone alone, and a little to all of its base letter: ỡ is rare, ơ is not.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "models/ocr_channel/ocr_channel.h"

namespace vankho {

// A word that was printed and read so, `weight` (0 to 1 a time, summed over times) being how sure that is.
struct ReadWord {
  std::u32string printed;
  std::u32string read;
  double weight = 0;
};

struct AdaptOptions {
  double prior = 20;  // readings that the given channel is worth
  double tone = 10;   // readings that letters of another tone lend
  double base = 4;    // readings that letters of the same base lend
};

// Deterministic: depends on the words' order only by rounding. Linear in the words' letters.
OcrChannel Adapt(const OcrChannel& channel, std::span<const ReadWord> words, const AdaptOptions& options = {});

// Read strings with a unit that `profile` lacks.
std::vector<std::u32string> NewReads(const OcrChannel& profile, const OcrChannel& adapted);

}  // namespace vankho
