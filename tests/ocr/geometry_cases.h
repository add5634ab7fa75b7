// Pictures of pages as they should not come: wrong resolutions, cameras, frames, spreads, turned sheets. Made from the
// scans of the generator, with their truth moved along.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "corpus/generator/scan.h"

namespace vankho {

// One picture and what is true about it.
struct Shot {
  Pix image;                    // 8 bits a pixel
  int stated_dpi = 0;           // what the file says; 0: nothing
  int turned = 0;               // clockwise degrees that make it upright
  bool as_pdf = false;          // offered as a PDF page of the size that `stated_dpi` gives
  std::vector<TrueLine> lines;  // boxes in pixels of `image`
};

// The undamaged shot of a scan.
Shot ShotOf(const Scan& scan);

// A way to spoil a page; `next` is the page after it, for spreads. An empty picture: the case does not apply.
struct ShotCase {
  std::string name;
  std::function<Shot(const Scan& page, const Scan& next)> make;
};
const std::vector<ShotCase>& ShotCases();

// `degrees` clockwise: 90, 180 or 270.
Shot Turned(Shot shot, int degrees);

}  // namespace vankho
