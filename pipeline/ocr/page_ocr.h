// From what a page offers (PageInput) to what was seen on it (Page).
#pragma once

#include "pipeline/base/result.h"
#include "pipeline/document/page.h"
#include "pipeline/ocr/ocr_engine.h"
#include "pipeline/page/page_reader.h"

namespace vankho {

struct PageOcrOptions {
  double reading_dpi = 200;   // rasters under it are enlarged to it after deskewing
  bool find_tables = true;    // ruled grids found and read column by column
  bool turn_sideways = true;  // look for pages that lie on their side or on their head
};

// Which layout is whose. Own: the two pages of a spread (spread.h), ruled grids and tables without rules, read by
// column strips and numbers by strips of their own (grid_finder.h, table_reading.h, number_cells.h), the gaps of a
// letterhead (letterhead_gaps.h), rows of print that the engine passed over (unread_lines.h), letters read twice
// between two pieces of a line (double_words.h), and the order of all lines, letterhead row by row and foot column by
// column (page/layer_lines.h). The engine's: which ink makes a line of running text. Lines found on the deskewed ink
// (letters of one height, joined over gaps of 2 x-heights) and read one by one were tried on pages without ruled
// tables: 269 wrong syllables instead of 164 of 5,710 on nine typeset papers (0.87 instead of 1.00 seconds of the
// processor a page), 343 instead of 196 of 4,779 on seven real scans (1.13 instead of 1.21): dashes that open items and
// marks at the ends of lines are lost, seals read as text.

// Stateless and thread-safe; the engine is not.
class PageOcr {
 public:
  explicit PageOcr(PageOcrOptions options = {}) : options_(options) {}

  // Pages with good text come out as they are; kOcr pages are turned upright, deskewed, searched for ruled grids and
  // read; of two pages side by side on one sheet first the left one, then the right one, as lines of one page. Boxes
  // are in points of the original page whatever was done for reading. A page that its PDF calls larger than a poster is
  // read as the A4 sheet that it was. A page without ink is kBlank. Errors: kEngine
  // when the engine stops working.
  Result<Page> Run(const PageInput& input, OcrEngine& engine) const;

 private:
  Result<Page> RunSized(const PageInput& input, OcrEngine& engine) const;
  PageOcrOptions options_;
};

// The first digits of the SHA-256 of the sources that find, prepare and read pages (pipeline/page, pipeline/ocr,
// models/handwritten_digits): pages that were read by other sources may read otherwise.
std::string_view ReadingSources();

// Everything from an open file and a page number to the page. A page that cannot be read is an error here; to keep the
// document going use FailedPage.
Result<Page> ReadPage(PageReader& reader, int number, OcrEngine& engine, const PageOcrOptions& options = {});

// The page that stands for one that could not be read: origin kFailed, the error as its diagnostic.
Page FailedPage(int number, const Error& error);

}  // namespace vankho
