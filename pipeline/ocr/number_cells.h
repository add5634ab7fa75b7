// The numbers of a table read a second time, by a model that reads digits well.
//
// A cell with a lone number gives the engine nothing to measure letters by: it guesses their size wrong, loses commas
// and takes 1.2 for letters. So the cells of a column that holds numbers are set side by side on one base line, as a
// strip (see NumberStrip), and the strip is read as a line (OcrEngine::ReadNumbers). What comes of two readings says
// number_votes.h, of their commas and dots number_marks.h.
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

}  // namespace vankho
