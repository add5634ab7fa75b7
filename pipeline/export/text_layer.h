// Restored words as a PDF content stream of invisible text (text rendering mode 3), placed word by word.
#pragma once

#include <set>
#include <string>

#include "pipeline/document/page_words.h"
#include "pipeline/export/glyphless_font.h"

namespace vankho {

// Where a PDF page lies in its own coordinates: the visible box (CropBox within MediaBox) in user units, y upwards, and
// its /Rotate. UserUnit does not matter: boxes are kept in the page's own units too.
struct PdfPlace {
  double left = 0, bottom = 0, right = 612, top = 792;
  int rotate = 0;  // 0, 90, 180, 270, clockwise
};

// A face: the same empty font, of which viewers believe that its letters reach so high and so low (tenths of an em).
// Words of one line share size and baseline, so that they are read as a line, and each is as high as its ink.
struct Face {
  int ascent = 7;
  int descent = 2;
  auto operator<=>(const Face&) const = default;
};
std::string FaceName(Face face);  // "VkA7D2": of the resource

// What the pages of one file share; filled by TextLayer.
struct LayerFonts {
  LetterCodes codes;
  std::set<Face> faces;
};

// The content stream, complete with q and Q. "" where there is nothing to place. A line's baseline and size are
// estimated from its words: letters without descender stand on it; height is told by what reaches up. Baselines are
// level whatever the skew, so that programs that read text keep lines apart; the faces' reach makes up for it. `page`
// gives size, turn and skew.
std::string TextLayer(const Page& page, const PageWords& words, const PdfPlace& place, LayerFonts& fonts);

}  // namespace vankho
