// Sentences and clauses of a flat text.
#pragma once

#include <vector>

#include "extractors/engine/flat_text.h"

namespace vankho {

// Sentences end at ';' and at '.', '?', '!' before white space and a capital letter, or at the text's end ("./." too).
// A point after one letter or digits at the very start (a marker: "1.", "a.") ends nothing. The mark belongs to the
// sentence.
std::vector<WordRange> Sentences(const FlatText& text);

// The part without leading list markers ("-", "+", "a)", "1.2.") and without leading and trailing marks.
WordRange Trim(const FlatText& text, WordRange range);

// Is the word inside round brackets that open in the range?
bool InBrackets(const FlatText& text, WordRange range, std::size_t word);

}  // namespace vankho
