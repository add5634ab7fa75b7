// From a file to its pages: what each page offers to be read from, and which of it should be.
//
// PDF by Poppler, pictures by Leptonica, text files as they are. For each page the reader decides between the text that
// the file carries and the picture that it shows, and says why (PageInput::reason); it recognises nothing itself.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/base/diagnostics.h"
#include "pipeline/base/result.h"
#include "pipeline/document/page.h"
#include "pipeline/source/source.h"

namespace vankho {

// A raster in memory, rows top down, no padding.
struct PageImage {
  int width = 0;                     // pixels
  int height = 0;                    // pixels
  int channels = 1;                  // 1: grey, 3: red green blue; 8 bits each
  double dpi = 0;                    // pixels an inch of the page as PageInput::width_pt gives it
  std::vector<std::uint8_t> pixels;  // width * height * channels

  bool operator==(const PageImage&) const = default;
};

// One page, ready for the next stage.
struct PageInput {
  int number = 0;  // 1-based
  double width_pt = 0;
  double height_pt = 0;
  // kTextLayer, kTextLayerRepair, kPlainText: `text` is the page. kOcr: `image` is to be read. kBlank: neither.
  PageOrigin origin = PageOrigin::kBlank;
  std::string reason;  // for people: "text layer holds 4 words over a full page"
  // kOcr: what is to be read. kTextLayer, kTextLayerRepair: a coarse picture in which rules can be found.
  std::optional<PageImage> image;
  std::vector<Line> text;  // the file's own text in reading order; a bad layer is kept beside kOcr too
  Diagnostics diagnostics;
};

struct PageOptions {
  int max_pages = 20000;     // over it the file is refused (kTooLarge); memory does not depend on the page count
  double dpi = 200;          // of rendered pages: the LSTM reads letters of 20 pixels as well as of 30, and faster
  double max_pixels = 60e6;  // a page with more is read at a lower resolution; a picture file with over 10x is refused
  bool always_ocr = false;   // read the picture whatever the text layer says
};

// The pages of one file. Not safe for use from several threads at once; open one reader a thread.
class PageReader {
 public:
  virtual ~PageReader() = default;
  PageReader(const PageReader&) = delete;
  PageReader& operator=(const PageReader&) = delete;

  // The file with its page count filled in.
  const SourceFile& source() const { return source_; }
  int page_count() const { return source_.pages; }

  // What is damaged about the file as a whole, though it can be read.
  const Diagnostics& diagnostics() const { return diagnostics_; }

  // Page `number`, 1-based. An error concerns this page alone; it carries file and page. Out of range is kUsage.
  Result<PageInput> Read(int number);

 protected:
  explicit PageReader(SourceFile source) : source_(std::move(source)) {}
  virtual Result<PageInput> ReadPageAt(int number) = 0;  // number is in range

  SourceFile source_;
  Diagnostics diagnostics_;
};

// Opens the file's pages; `source` must outlive the reader: its bytes are not copied. Errors: kEncrypted (password),
// kEmpty (zero pages), kInvalidInput (truncated or damaged beyond reading), kTooLarge, kUnsupported; they carry the
// file name and say what to do.
Result<std::unique_ptr<PageReader>> OpenPages(const SourceBytes& source, const PageOptions& options = {});

}  // namespace vankho
