// What paper, glass and toner do to a page: blur, shading, stains, noise, specks, the black edge, the threshold of a
// copier.
#pragma once

#include "corpus/generator/random.h"
#include "corpus/generator/scan.h"

namespace vankho {

// Takes a 32-bit page and gives it the grade's depth and damage.
Pix AgePaper(Pix page, const GradeRecipe& recipe, int dpi, Random& random);

}  // namespace vankho
