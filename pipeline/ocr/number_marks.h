// The comma or the dot of a number, told by its ink and by the other numbers of its column.
//
// A recogniser sees a mark of three or four pixels and guesses. Its tail does not lie: of 2,400 commas and 450 dots of
// office scans, photocopies and bad scans (papers of corpus/other_hands/looked_at and tables of our own making) 94 %
// of the commas and 2 % of the dots have grey below the base line. And a column holds numbers of one kind.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "pipeline/ocr/ocr_engine.h"
#include "pipeline/ocr/pix.h"

namespace vankho {

// Pieces that stand over each other joined, since thin bows break in the ink. `letters`: boxes of one printed line,
// from left to right.
std::vector<PixelBox> Glyphs(const std::vector<PixelBox>& letters);

// y of the line that the tall ones of `glyphs` stand on (the middle one's foot); `height` of the digits, pixels.
int BaseOf(const std::vector<PixelBox>& glyphs, int height);

// How many digits the tall glyphs may be: a nought breaks into two halves.
struct TallCount {
  int least = 0;
  int most = 0;  // 0: unknown, some touch
};
TallCount CountTall(const std::vector<PixelBox>& letters, int height);

enum class MarkInk {
  kNone,     // no mark, more than one, or one that touches a digit
  kUnclear,  // a mark of either shape
  kDot,
  kComma,
};

// The shape of the only small mark on the base line between two digits. `grey`: 8 bits, dark on white; `letters` in its
// pixels, from left to right; `height` of the digits.
MarkInk MarkBetweenDigits(Pix* grey, const std::vector<PixelBox>& letters, int height);

// One cell's number: what was read, how sure that is, and the ink of its mark.
struct MarkedNumber {
  std::string text;
  double confidence = 0;
  MarkInk ink = MarkInk::kNone;
};

// Sets the marks of a column's numbers that have one mark ("2,50", "1.2", "98.5%"): by their ink where it is clear;
// where it is not, by what three times as many of the column have. Three digits behind a dot may be thousands: they
// change by ink alone. A mark that the column decides costs confidence.
void SettleMarks(std::span<MarkedNumber> column);

}  // namespace vankho
