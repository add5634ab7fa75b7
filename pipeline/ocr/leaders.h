// Dotted leaders: the dots of a table of contents and the blanks of a form.
//
// The engine takes a long run of dots for letters ("ssscss+x+eeeekeers") and what stands on the same line with them:
// the print before a blank, the page's number behind it. So leaders are found by their dots, the page is read without
// them, and each comes back as one word of so many dots.
#pragma once

#include <vector>

#include "pipeline/document/page.h"
#include "pipeline/ocr/ocr_engine.h"
#include "pipeline/ocr/pix.h"

namespace vankho {

struct Leader {
  PixelBox box;
  std::vector<PixelBox> dots;  // from left to right
};

// Runs of eight dots and more, of one size, at one height, in even steps of up to 6 points; specks may stand among them
// and a few may be lost. `ink`: 1 bit, upright, deskewed. `taken`: where none are looked for: tables, whose rules may
// be dotted.
std::vector<Leader> FindLeaders(Pix* ink, double pixels_per_point, const std::vector<PixelBox>& taken);

// Their dots made white; `picture` of 1 or 8 bits.
void EraseLeaders(const std::vector<Leader>& leaders, double pixels_per_point, Pix* picture);

// Reads the numbers behind leaders that the engine's layout passed over, since nothing stands beside them any more, by
// the model that reads digits well, and adds them to `runs` (boxes in pixels). `grey` and `ink` are the page without
// leaders. Errors: kEngine.
Result<void> ReadBehindLeaders(const std::vector<Leader>& leaders, double pixels_per_point, Pix* grey, Pix* ink,
                               OcrEngine& engine, std::vector<Line>& runs);

// Puts each leader as a word of dots, as high as small letters, into the run of `runs` that stands next to it, or into
// one of its own, and takes out what was read of dots in its place.
void AddLeaders(const std::vector<Leader>& leaders, double pixels_per_point, std::vector<Line>& runs);

}  // namespace vankho
