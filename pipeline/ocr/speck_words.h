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

// Takes out what the size says to be no print; boxes of `runs` are in pixels. Words with a letter or a digit that are
// lower than the x-height of 6-point print (crumbs of a pen's stroke, the mark above a letter of a line that was read
// already), where the engine is not sure of them; and lines of nothing but a few letters hardly believed that are
// as large as a signature ("7" over four centimetres). Not for cells of tables.
void DropStrokes(double pixels_per_point, std::vector<Line>& runs);

}  // namespace vankho
