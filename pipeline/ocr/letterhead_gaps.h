// What a hand fills in on a letterhead: the number of "Số: ____/KH-UBND", day and month of "ngày __ tháng __ năm 2024".
//
// The print around a gap is printed and well read, what stands in it is written by a pen or stamped, often over the
// print's edges, and the engine makes rubbish of it or a word with the print beside it. So a gap is found by the print:
// its words' places, and where the engine glued one to the gap, how wide the word is in the type of letterheads. The
// strip of ink between is read by the model of handwritten digits (models/handwritten_digits).
#pragma once

#include <string>
#include <vector>

#include "models/handwritten_digits/digit_reader.h"
#include "pipeline/document/page.h"
#include "pipeline/ocr/pix.h"

namespace vankho {

// A gap on one line that was read. All places in pixels.
struct HeadGap {
  enum class Kind { kNumber, kDay, kMonth };
  Kind kind = Kind::kNumber;
  std::size_t before = 0;  // the words printed on its sides, as places in the line; one word where all was glued
  std::size_t behind = 0;
  double left = 0;  // where the print before it ends
  double right = 0;
  double base = 0;        // base line of the print
  double em = 0;          // size of its type
  std::string text{};     // what the engine read there, "" for nothing
  double confidence = 0;  // of that
  std::string tail{};     // of a number whose symbol is glued to it: the symbol, "/KH-UBND"
};

// The gaps of a line of a page's upper part, from left to right: the number at the line's beginning, the date behind it
// or on a line in the right half. `ink`: the deskewed page, 1 bit.
std::vector<HeadGap> FindHeadGaps(const Line& line, double pixels_per_point, Pix* ink);

// The ink of a gap with a little of the print on its sides, as the model wants it.
DigitStrip StripOf(Pix* ink, const HeadGap& gap);

// What stands in a gap, out of the engine's reading and the model's texts. A number has one to five digits, a day is 1
// to 31, a month 1 to 12; zeros in front do not matter. Where the engine read such a text, both are witnesses: it reads
// what stands there as often as its confidence says, else one of ten others. So two that agree make a sure word, two
// that differ a doubtful one, and the model alone is never sure (under 0.8, which a header takes with a remark only).
// `text` is "" where there is no such text.
Word FilledIn(const HeadGap& gap, const std::vector<DigitText>& texts);

// Reads the gaps of a page's letterhead and puts what they hold into `runs` (boxes in pixels) as words of their own,
// with their probability as confidence. Where that is under 0.6 the engine's words stay, as doubtful as that.
void ReadHeadGaps(double pixels_per_point, Pix* ink, const DigitReader& digits, std::vector<Line>& runs);

}  // namespace vankho
