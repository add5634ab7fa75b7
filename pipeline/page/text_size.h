// How large the print of a page really is, whatever resolution its file states.
#pragma once

#include "pipeline/page/page_pixels.h"

namespace vankho {

// Body text is set in 13 or 14 points (Nghị định 30/2020/NĐ-CP, Phụ lục I); its small letters are this high, in points.
inline constexpr double kBodyXHeight = 6.0;

// Height in pixels of the small letters (a, n, u, ...) that most of the print is in; 0 where there is too little of it
// to tell. `pix` is 1, 8 or 32 bits, dark on light, in any quarter turn. Heights of connected ink, weighted by its
// width so that specks and tone marks count little; what is taken is the commonest height, unless much else is over
// twice as high.
double XHeight(Pix* pix);
double XHeightOf(const PageImage& image);

// By how much a page has to be called smaller or larger so that its print has the size of body text; 1 where it is near
// (small tables and large headings are left as they are) or cannot be told. `x_height` in points of the page.
double PrintScale(double x_height);

}  // namespace vankho
