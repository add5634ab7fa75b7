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

// Everything from an open file and a page number to the page. A page that cannot be read is an error here; to keep the
// document going use FailedPage.
Result<Page> ReadPage(PageReader& reader, int number, OcrEngine& engine, const PageOcrOptions& options = {});

// The page that stands for one that could not be read: origin kFailed, the error as its diagnostic.
Page FailedPage(int number, const Error& error);

}  // namespace vankho
