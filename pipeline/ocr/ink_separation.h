// The grey picture that is read, made of a coloured one.
#pragma once

#include "pipeline/ocr/pix.h"

namespace vankho {

struct ReadableInk {
  PixPtr grey;   // 8 bits: print of any colour dark, red seals and stamps white. Null where memory runs out
  PixPtr apart;  // 8 bits, of the same size: red print that is to be read by itself (RedPrint::apart), alone on white;
                 // null where there is none
};

// Of a raster without colour its own levels.
ReadableInk SeparateInk(const PageImage& image);

}  // namespace vankho
