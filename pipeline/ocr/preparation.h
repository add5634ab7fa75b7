// A page's raster made ready for reading, and the way back from its pixels to the page.
#pragma once

#include <optional>

#include "pipeline/document/page.h"
#include "pipeline/document/projection.h"
#include "pipeline/ocr/pix.h"

namespace vankho {

// How pixels of the prepared picture lie on the upright, deskewed page (reading space) and on the page as it came.
// Reading space: points, origin top left, the page seen from above (`flat`), turned by `turned` degrees clockwise and
// without its skew.
struct PageTransform {
  double page_width = 0;  // of the original page, points
  double page_height = 0;
  int turned = 0;               // 0, 90, 180, 270: clockwise, to stand upright
  double skew = 0;              // degrees clockwise by which the upright page was turned to be straight
  double pixels_per_point = 1;  // of the prepared picture
  // Points of the page as it came -> points of the page as if the camera had stood straight above it; done before
  // turning. Empty for everything but evident perspective.
  std::optional<Projection> flat{};

  double ReadingWidth() const { return turned % 180 == 0 ? page_width : page_height; }
  double ReadingHeight() const { return turned % 180 == 0 ? page_height : page_width; }
  Box ToReading(const Box& pixels) const;  // pixels -> points of reading space
  Box ToPage(const Box& reading) const;    // reading space -> original page; the smallest upright box around it
};

struct PreparedPage {
  PixPtr grey;   // upright, deskewed, at the reading resolution or above
  PixPtr ink;    // the same, 1 bit
  PixPtr apart;  // red print at seals and in frames, alone on white, as it lies on `grey`; null where there is none
  PageTransform transform;
  bool blank = false;
  PageGrade grade = PageGrade::kNone;  // of the picture as it came
};

struct PreparationOptions {
  double reading_dpi = 200;
  bool turn_sideways = true;
};

// `page_width` and `page_height` in points. A null `grey` in the answer means that memory ran out.
PreparedPage Prepare(const PageImage& image, double page_width, double page_height, const PreparationOptions& options);

// The prepared page turned further by 180 degrees.
void TurnOver(PreparedPage& page);

}  // namespace vankho
