// Numbers that touch letters: times and sizes with their units, and numbers in which an engine read a digit as a letter
// of the same shape (O, o for 0; l, I for 1; S for 5; B for 8).
//
// A number is no matter of context: what has one of these shapes is kept from the decoder, and what merely holds a
// number may be parted from it (`thang12`) but never lose a digit. A letter becomes its digit only where the shape fits
// nothing else: a date of the calendar, a percentage, a year of the 20th or 21st century, a score before `điểm`, a time
// with minutes, thousands in groups of three. All else stays as it was read: `l23` may be 123 or 23 with a speck.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/restore/protected.h"

namespace vankho {

// Is the word, without the marks around it, a time or a number with its unit: 7h30, 17h, 5kg, 30m2, 2x5m, km12?
bool IsMeasure(std::string_view word);

// Does the word hold a number: three digits in a row, two where a word begins or ends, digits with a unit? The digits
// that engines write for letters (x4, th0c, 16i for lỗi) are none.
bool HoldsNumber(std::string_view word);

// The digits of a text, without what stands between them.
std::string DigitsOf(std::string_view text);

// Left to right, not overlapping; "number" for what is right as it stands, "look-alike" for what changes. Linear time.
std::vector<Repair> FindNumbers(std::string_view line);

}  // namespace vankho
