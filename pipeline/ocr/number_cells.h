// The numbers of a table read a second time, by a model that reads digits well.
//
// A cell with a lone number gives the engine nothing to measure letters by: it guesses their size wrong, loses commas
// and takes 1.2 for letters. So the cells of a column that holds numbers are set side by side on one base line, as a
// strip (see NumberStrip), and the strip is read as a line (OcrEngine::ReadNumbers). Two readings that agree make a
// sure number; two that differ leave the one that has a number's form, unsure, with the other as its alternative.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/document/page.h"
#include "pipeline/ocr/ocr_engine.h"
#include "pipeline/ocr/pix.h"

namespace vankho {

// Goes over the first reading `runs` of `grid` (boxes in pixels, one printed line of a cell each) and changes the words
// of cells that hold one number; a comma that stands in the ink and in neither reading is put back. `clean` (8 bits)
// and `ink` (1 bit) are the deskewed page without rules. Errors: kEngine.
Result<void> ReadNumbersAgain(const TableGrid& grid, double pixels_per_point, Pix* clean, Pix* ink, OcrEngine& engine,
                              std::vector<Line>& runs);

// The same for text: the words of `runs` with digits of which the first reading is unsure (their share is small, so is
// the time). `grey` and `ink` are the deskewed page. Errors: kEngine.
Result<void> ReadDoubtfulNumbers(double pixels_per_point, Pix* grey, Pix* ink, OcrEngine& engine,
                                 std::vector<Line>& runs);

// Adds the page's number where it stands alone at the head or the foot and the first reading passed over it: one to
// three digits with a row to themselves, read as those of tables are. `grey` and `ink` are the deskewed page. Errors:
// kEngine.
Result<void> ReadPageNumber(double pixels_per_point, Pix* grey, Pix* ink, OcrEngine& engine, std::vector<Line>& runs);

// "12", "1.2.", "+0,25", "13,46/15", "87%", "2)", "IV.": what a cell with a number may hold.
bool HasNumberForm(std::string_view text);

// One word out of two readings of the same print. `second` holds no word: `first` is less sure.
struct NumberReading {
  std::string text;
  double confidence = 0;
};
Word Reconcile(const NumberReading& first, const NumberReading& second);
// The same for a word of text: what stands around the number ("(31,5%;") stays as it was read first, and of a
// document's number ("118/KH-UBND") only the digits before the stroke are put right.
Word ReconcileInText(const NumberReading& first, const NumberReading& second);

}  // namespace vankho
