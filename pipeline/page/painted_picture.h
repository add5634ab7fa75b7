// Whether a PDF page is one picture and nothing else: what its content stream paints.
#pragma once

#include <optional>

#include "pipeline/base/picture_orientation.h"
#include "pipeline/base/qpdf.h"
#include "pipeline/document/page.h"

namespace vankho {

// The only thing that a page paints.
struct PaintedPicture {
  QPDFObjectHandle image;  // the image XObject's stream
  Box place;               // points of the page as readers show it (cropped, after /Rotate), origin top left
  PictureOrientation orientation;
};

// `width` and `height`: of the page as the drawing library shows it, in points; a page that qpdf measures otherwise is
// strange. Invisible text (PDF 32000-1, 9.3.6, mode 3), as text recognition adds it, paints nothing; links neither.
// Empty where the page paints text, lines, patterns, several images, annotations, an image through a clip, a form or a
// transparency, or askew; and where its content is over a few megabytes. Throws what qpdf throws on damaged files
// (std::exception).
std::optional<PaintedPicture> FindPaintedPicture(QPDF& pdf, QPDFPageObjectHelper page, double width, double height);

// The stream's data without its filters; empty where they fail, or give over `limit` bytes. Bombs cost `limit` bytes.
std::optional<std::string> Unpacked(QPDFObjectHandle stream, std::size_t limit);

}  // namespace vankho
