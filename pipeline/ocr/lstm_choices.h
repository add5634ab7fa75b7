// What else the recogniser saw in a word.
//
// Tesseract's network gives for each step along a line (a few pixels) a probability to every sign and to "nothing
// here"; the beam search picks one path through them. With `lstm_choice_mode` 1 and no further iterations the steps of
// each letter of a word can be asked for (ResultIterator::GetRawLSTMTimesteps) for 0.3 % more instructions: text, boxes
// and confidences are the same to the bit. Where a letter had a rival, the word with the rival in its place is an
// alternative.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/document/words.h"

namespace vankho {

// The signs of a step that are not hopeless (from 0.01 on), with their probabilities; "" is nothing.
using LstmStep = std::vector<std::pair<const char*, float>>;

// The alternatives of a word, likeliest first, three at most; `letters`: the steps of each of its letters, those of
// the space before it included. An alternative differs in one letter: another one, one less, or one more (a comma that
// the path passed over), or in the two of which the engine was least sure. Its confidence is the rival's share of what
// the two have where the rival is strongest; under a twentieth it is none. Empty where `letters` does not fit the word.
std::vector<Alternative> AlternativesOf(std::string_view word, const std::vector<std::vector<LstmStep>>& letters);

}  // namespace vankho
