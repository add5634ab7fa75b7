// The red seal and the blue signature (Nghị định 30/2020, Điều 13 and 33): drawn over print, not under it.
#pragma once

#include <cairo.h>

#include "corpus/generator/random.h"
#include "corpus/generator/sheet.h"
#include "corpus/generator/text_setter.h"
#include "pipeline/base/result.h"

namespace vankho {

// Strokes of a pen across `at`, the blank between post and name.
void DrawSignature(cairo_t* context, const Box& at, Random& random);

// A round seal of 36 mm with `text` along its ring and a star, over the left third of `at`. Ink multiplies with what
// lies under it and is patchy as from a pad.
Result<void> DrawSeal(cairo_t* context, const Box& at, const std::string& text, const TextSetter& setter,
                      Random& random);

}  // namespace vankho
