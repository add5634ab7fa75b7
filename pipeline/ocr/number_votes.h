// One number out of two readings of the same print.
//
// The first reading is that of the engine that reads the page, the second one that of a model for numbers, which sees
// the number in a strip. Of 6,291 numbers of tables (typeset clean, office, photocopy and bad scans) that the first
// reading was 0.95 sure of, three had a wrong character: one a digit, two a colon for a dot. Where two numbers differ
// and it is 0.9 sure, it is right in 429 of 464, the second one in 24. Marks are lost sooner than gained; a digit has
// ink of its own, so that the count of the tall letters parts two readings of different lengths. What one reading says
// against the other is never sure.
#pragma once

#include <string>
#include <string_view>

#include "pipeline/document/words.h"
#include "pipeline/ocr/number_marks.h"

namespace vankho {

// "12", "1.2.", "+0,25", "13,46/15", "87%", "2)", "IV.": what a cell with a number may hold.
bool HasNumberForm(std::string_view text);

// One word out of two readings of the same print. `second` holds no word: `first` is less sure.
struct NumberReading {
  std::string text;
  double confidence = 0;
};
// `ink`: how many digits the print may have; of no count: unknown.
Word Reconcile(const NumberReading& first, const NumberReading& second, const TallCount& ink = {});
// The same for a word of text: what stands around the number ("(31,5%;") stays as it was read first, and of a
// document's number ("118/KH-UBND") only the digits before the stroke are put right.
Word ReconcileInText(const NumberReading& first, const NumberReading& second, const TallCount& ink = {});

}  // namespace vankho
