// How good a page's picture is, by cheap measures of its paper and its ink.
#pragma once

#include "pipeline/document/page.h"
#include "pipeline/ocr/pix.h"

namespace vankho {

struct GradeMeasures {
  double paper = 255;  // commonest level of the lighter half
  double greys = 0;    // share of pixels that are neither ink (under 60) nor white (over 235)
  double noise = 0;    // mean difference of two pixels of paper side by side, levels
  double shade = 0;    // how far the paper's darkest and lightest tile are apart, levels (a tenth of the tiles off at
                       // either end)
  double specks = 0;   // pieces of ink up to 0.3 mm, to a square centimetre
};

// `grey`: 8 bits, as it came; `ink`: the same, 1 bit. All of them, and those of the paper (all but the specks) and of
// the ink (the specks) alone.
GradeMeasures MeasureGrade(Pix* grey, Pix* ink, double dpi);
GradeMeasures MeasurePaper(Pix* grey);
double SpecksOf(Pix* ink, double dpi);

// The thresholds were chosen on 88 typeset pages; of 119 pages of other papers, seeds and faces 107 are graded as they
// were made, the other 12 are office and bad taken for each other (`grade_bench FILE...` prints measures and grades). A
// one-bit scan without specks is clean.
PageGrade GradeOf(const GradeMeasures& measures);

}  // namespace vankho
