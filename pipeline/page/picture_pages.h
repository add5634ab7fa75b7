// Picture files (TIFF of one or many pages, PNG, JPEG) as pages, by Leptonica.
#pragma once

#include "pipeline/page/page_reader.h"

namespace vankho {

// Pages have the size and the boxes of the picture as viewers show it: the Orientation tags of JPEG (Exif) and TIFF are
// obeyed.
Result<std::unique_ptr<PageReader>> OpenPicturePages(const SourceBytes& source, const PageOptions& options);

// The resolution to believe of a picture `width` x `height` pixels large whose header says `stated` (0: nothing).
// Cameras, screens and careless programs write 72 or 96; a statement that gives no sheet of paper is replaced by what
// A4 would have.
double BelievableDpi(int width, int height, int stated);

}  // namespace vankho
