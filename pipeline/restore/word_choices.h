// Where the engine itself was not sure of a word: what else it saw there, piece by piece.
#pragma once

#include <vector>

#include "pipeline/document/page.h"
#include "pipeline/restore/pieces.h"

namespace vankho {

// For each piece of a line the alternatives of the word that it stands in (Word::alternatives), what stands around the
// piece in that word taken off: of "Giang," and "Gíang," the piece Giang has Gíang. Alternatives that differ in their
// digits are none: no number is changed because of them. Empty where no word of the line has alternatives.
std::vector<std::vector<Alternative>> ChoicesOf(const Line& line, const std::vector<Piece>& pieces);

}  // namespace vankho
