// Specks, strokes of a pen and the rim of a seal, which the engine reads as marks that stand alone.
#pragma once

#include <vector>

#include "pipeline/document/page.h"

namespace vankho {

// Is what was read no print? Marks alone (no letter, no digit) of which the engine is not sure, dashes less easily,
// since they open items; marks that Vietnamese print does not set ("`", "^", "|"); a single letter, or a few letters
// and digits in turn ("k7"), that are hardly believed. Numbers stay, and so do runs of dots, the blanks of a form.
bool IsSpeck(const Word& word);

// Takes such words out; lines without words go too.
void DropSpecks(std::vector<Line>& runs);

}  // namespace vankho
