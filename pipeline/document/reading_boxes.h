// Where text stands on its page turned upright and deskewed (ToReadingSpace): to be asked for what is left, right,
// above or below. Empty for plain text.
#pragma once

#include "pipeline/document/document.h"

namespace vankho {

// Of the first of a span's lines, what the span holds of it.
Box ReadingBoxOf(const Document& document, TextSpan span);
// Of a whole line (0-based, of Document::lines()).
Box ReadingBoxOfLine(const Document& document, std::size_t index);

}  // namespace vankho
