// PDF/A-2b (ISO 19005-2): may a file claim it, and the metadata with which it does.
#pragma once

#include <string>

class QPDF;

namespace vankho {

// What XMP says of the document besides what the file's own Info dictionary says.
struct XmpFacts {
  std::string title;     // where Info has none
  std::string producer;  // "vankho 0.1.0"
};

// Why the file may not claim PDF/A-2b; "" where nothing stands against it. Careful rather than complete: allowed is
// what a scan with an invisible text layer needs (pictures in device or ICC colours, our own fonts); everything else
// (fonts of others, forms to fill, annotations, scripts, attachments, JPEG 2000, LZW, patterns) is a reason to leave
// the claim out. Throws as qpdf does.
std::string AgainstPdfA(QPDF& pdf);

// Writes XMP metadata, an sRGB output intent where there is none, and, where `claim` holds, the PDF/A-2b
// identification. Dates, creator and keywords of Info are repeated in XMP. Throws as qpdf does.
void SetMetadata(QPDF& pdf, const XmpFacts& facts, bool claim);

}  // namespace vankho
