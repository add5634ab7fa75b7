// Scans as files, and the truth beside them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "corpus/generator/scan.h"
#include "pipeline/base/result.h"

namespace vankho {

// One page in the coding that its grade calls for: bilevel as TIFF G4, lossy grades as JPEG, others as PNG.
struct EncodedPage {
  std::string bytes;
  std::string extension;  // "tif", "jpg", "png"
};
Result<EncodedPage> EncodePage(const Scan& scan);

// Image-only PDF (G4, JPEG or Flate by grade), multi-page TIFF, PNG or JPEG by the ending of `path`. PNG and JPEG hold
// one page: of several, page N goes to "name-N.png".
Result<void> WriteScans(const std::vector<Scan>& scans, const std::string& path);

// The sheets with their text, as an office suite exports them. No dates inside: the same sheets give the same bytes.
Result<void> WriteBornDigitalPdf(const std::vector<Sheet>& sheets, const std::string& path);

// DIR/pages.txt (true lines, a form feed between pages) and DIR/boxes.tsv (page, line, word, left, top, right, bottom,
// text; word 0 is the whole line; points, origin top left).
Result<void> WriteTruth(const std::vector<std::vector<TrueLine>>& pages, const std::string& folder);

}  // namespace vankho
