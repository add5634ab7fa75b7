// Which changes to a word that our own OCR read are accepted.
//
// It is right far more often than not: a word that stands is only changed when hardly anything speaks for it, and never
// to lose a digit, never to a word that is not Vietnamese (`iOffice`), and never where it is no word that the decoder
// could know: an abbreviation, a name with an apostrophe (H'Bia), a sign.
#pragma once

#include <string_view>

#include "pipeline/base/span.h"
#include "pipeline/document/page.h"

namespace vankho {

bool HasLetter(std::string_view text);

// May `seen`, a word of `line`, become `text`, if its posterior suffices?
bool OwnOcrMayChange(std::string_view line, std::string_view seen, std::string_view text);

// The posterior that a change must have: the less sure the engine is of what it read, the less. `known`: what it read
// is a word. `engine`: its confidence, 1 where it says nothing.
double OwnOcrLeastPosterior(bool known, double engine);

// How sure the engine is of the words that touch these bytes of its line; 1 where it says nothing.
double EngineConfidence(const Line& line, TextSpan span);

}  // namespace vankho
