// The picture of a scanned PDF page, taken out of the file instead of being drawn.
//
// Where the picture has more pixels than reading wants (300 dpi for 200), the mean of its own pixels puts words nearer
// to their places than drawing does, is misread a little less and takes half of the time. Pictures of 200 dpi or less
// are drawn: taken as they are they would save a tenth of a second a page and put words nearer to their places, but
// more is misread, since the drawing's half-pixel softening is missing (eighteen scans of the corpus: 76 wrong
// syllables of 758 and 3 wrong numbers of 99 for 67 and none; a softening of our own, three pixels wide: 82 and 2).
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "pipeline/page/page_reader.h"

namespace vankho {

// The images of one PDF. Not safe for use from several threads at once.
class EmbeddedPictures {
 public:
  // `bytes` must live as long.
  explicit EmbeddedPictures(std::string_view bytes);
  ~EmbeddedPictures();
  EmbeddedPictures(const EmbeddedPictures&) = delete;
  EmbeddedPictures& operator=(const EmbeddedPictures&) = delete;

  // Draws the whole page at so many dots an inch; empty where it cannot.
  using DrawPage = std::function<std::optional<PageImage>(double dpi)>;

  // Page `number` (1-based; `width` x `height` points as readers show it) as a raster of `dpi`. Taken are CCITT group
  // 4, JBIG2, JPEG, JPEG 2000, and Flate and its like, of 1 bit or of 8 bits grey or RGB (profiles are not applied).
  // Empty, and to be drawn, wherever anything is unusual: the page is more than one image (strips too), the image has a
  // mask, a palette, CMYK, over `max_pixels` or hardly more than `dpi`, covers less than half of the page, the file is
  // damaged or encrypted. Never fails, throws nothing.
  //
  // JBIG2 is decoded by `draw`, asked for a dot a pixel: the drawing library then copies the picture's own bits (a test
  // compares them). Without `draw` it is left to the drawing.
  std::optional<PageImage> Take(int number, double width, double height, double dpi, double max_pixels,
                                const DrawPage& draw = {});

 private:
  struct File;
  std::unique_ptr<File> file_;  // null until asked, and where the file is damaged
  std::string_view bytes_;
  bool opened_ = false;
};

}  // namespace vankho
