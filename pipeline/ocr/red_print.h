// Red print told from red seals and stamps.
//
// A seal is a disc, an incoming stamp a frame round several lines; print has the size of letters and stands in rows.
// What is left of the red ink without discs and frames is searched for such rows; a frame round one row ("HỎA TỐC")
// holds print.
#pragma once

#include <vector>

#include "pipeline/ocr/pix.h"
#include "pipeline/ocr/seals.h"

namespace vankho {

// The parts of a page's red ink that are print, 1 bit each; null where there is none.
struct RedPrint {
  PixPtr in_line;  // to be read with the page's black print: headings, numbers of a table
  PixPtr apart;  // rows at a seal or in a frame, stamped: a signer's name and post, "HỎA TỐC". They lie across the
                 // lines of the page, whose order they would disturb
};

// Rows may run across the page or down it. `red`: 1 bit.
RedPrint FindRedPrint(Pix* red, const std::vector<SealDisc>& seals, double dpi);

}  // namespace vankho
