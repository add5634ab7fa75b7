// Restored text with its places on the page: plain text, hOCR and ALTO.
//
// All three give the words as restored, pages in order; hOCR and ALTO with the box on the page as it came (never turned
// or deskewed), the confidence, and what was seen where it was another word. The same document gives the same bytes.
#pragma once

#include <string>

#include "pipeline/base/result.h"
#include "pipeline/document/document.h"

namespace vankho {

// The restored lines; a form feed parts pages: n pages, n - 1 form feeds.
std::string WritePageText(const Document& document);

// hOCR 1.2 (https://kba.github.io/hocr-spec/1.2/): ocr_page, ocr_carea, ocr_line, ocrx_word. Coordinates are pixels at
// 300 to the inch of the page as it came (scan_res); x_wconf is the confidence in percent, x_seen (our own property)
// what the reader saw. kUnsupported for plain text, which has no places.
Result<std::string> WriteHocr(const Document& document, const std::string& program);

// ALTO 4.2 (https://www.loc.gov/standards/alto/v4/), in 1/1200 inch. WC is the confidence; ALTERNATIVE with
// PURPOSE="seen" is what the reader saw. kUnsupported for plain text.
Result<std::string> WriteAlto(const Document& document, const std::string& program);

}  // namespace vankho
