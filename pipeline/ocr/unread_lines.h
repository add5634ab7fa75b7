// Lines of print that the engine's layout passed over.
//
// A seal, a signature across it and the name below are one picture to the engine, and the name goes with it; so do the
// post under a hand's "KT." and lines under a pen's stroke. What is left of the page's ink when everything that was
// read is taken away is searched for rows of letters, and each row is read as a line of its own.
#pragma once

#include <vector>

#include "pipeline/document/page.h"
#include "pipeline/ocr/ocr_engine.h"
#include "pipeline/ocr/pix.h"

namespace vankho {

// Rows of letter-sized components of `ink` (1 bit, deskewed) that no word of `runs` (boxes in pixels) and no box of
// `taken` covers: each with the boxes of its components, in pixels. The lowest first, and no more than a signature has.
struct UnreadRow {
  PixelBox box;
  std::vector<PixelBox> parts;
};
std::vector<UnreadRow> FindUnreadRows(Pix* ink, double pixels_per_point, const std::vector<Line>& runs,
                                      const std::vector<PixelBox>& taken);

// Reads such rows, alone on white, and adds to `runs` those that read as a person's name ("Lê Hoàng Anh"), as the
// recipients' heading ("Nơi nhận:", small italics close under the text), or as words of Vietnamese that are all
// believed
// ("PHÓ GIÁM ĐỐC"): a seal's own letters, strokes of a pen and specks do not. Words of `runs` that are specks must be
// out of it: what they cover was not read. `grey` is the page that `ink` was made of. Errors: kEngine.
Result<void> ReadUnreadRows(double pixels_per_point, Pix* grey, Pix* ink, const std::vector<PixelBox>& taken,
                            OcrEngine& engine, std::vector<Line>& runs);

// Two to five words of letters, each with a capital at its beginning and small letters behind it.
bool IsNameLine(const Line& line);

}  // namespace vankho
