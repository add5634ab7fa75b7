// How a camera or telephone held the picture that it stored: the Orientation tag of JPEG files (Exif 2.3, 4.6.4 A).
#pragma once

#include <string_view>

namespace vankho {

// What makes the stored pixels upright, in this order. The default is a picture that is stored upright.
struct PictureOrientation {
  bool turned = false;    // by 90 degrees clockwise: width and height change places
  bool mirrored = false;  // then left and right exchanged
  bool flipped = false;   // then top and bottom exchanged

  bool operator==(const PictureOrientation&) const = default;
  bool upright() const { return !turned && !mirrored && !flipped; }
};

// The tag's value, 1 to 8; any other value is upright, as viewers take it.
PictureOrientation OrientationOfTag(unsigned tag);

// Reads the tag in the first directory of the first Exif segment that stands before the picture's data. Damaged,
// missing or strange data are upright; never fails, reads nothing outside `jpeg`. Any thread.
PictureOrientation JpegOrientation(std::string_view jpeg);

}  // namespace vankho
