// How sure a word is in the end: what the engine says of its print and what restoration says of it in its context.
#pragma once

#include <optional>
#include <string_view>

namespace vankho {

// The reason of an Edit that changes nothing: a word of our own OCR stands, though its context would rather have
// another one. Its confidence is the decoder's posterior of the word as it stands, its rivals are the others.
inline constexpr const char* kDoubt = "doubt";

// The probability that a word which our own engine read, and which restoration let stand, is what was printed:
//
//   ln P/(1-P) = a + b ln e/(1-e) + c ln p/(1-p)
//
// e is the engine's confidence, p the posterior where there was a doubt (nothing: as good as 1). Restoration has no say
// in numbers, marks and single letters. The numbers a, b, c of the three kinds of words were fitted on papers typeset
// for it: tests/ocr/fit_word_confidence.py. Monotone in both; never 0 or 1.
double WordProbability(std::string_view text, double engine, std::optional<double> posterior);

}  // namespace vankho
