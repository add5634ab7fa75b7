// The red ink of a page: where its colour says that ink is red and not black.
#pragma once

#include "pipeline/ocr/pix.h"
#include "pipeline/page/page_reader.h"

namespace vankho {

// 1 bit, of the raster's size, red ink set. Null for a raster without colour, for one that holds no red ink, and where
// so much of the page is red that it is the paper or the lamp. Colours are taken against the paper's own (its commonest
// level in each channel), so that yellowed paper is white.
PixPtr FindRedInk(const PageImage& image);

}  // namespace vankho
