// Which way up a page lies.
#pragma once

#include "pipeline/ocr/pix.h"

namespace vankho {

// Clockwise degrees (0, 90, 180, 270) by which the page must be turned to stand upright. `text`: its ink, 1 bit at
// `dpi`, without specks and rules, skewed or not.
//
// Whether it lies on its side is told by bands of lines; on pages of little print (a cover, a last page with a
// signature, a table of numbers, whose columns are bands too) by the letters' nearest neighbours, which stand beside
// them in their word and not above or below. Which end is up is told by ascenders and marks (Leptonica's orientation
// detector; D. Bloomberg, "Document Image Analysis"); digits and capitals have none, and pages of little print
// that lie on no side are taken for upright: whether they stand on their head is seen when they are read (PageOcr).
int UprightTurn(Pix* text, double dpi);

// How many letters have their nearest neighbour beside them, and how many above or below.
struct NeighbourVotes {
  int beside = 0;
  int above = 0;  // or below
};
NeighbourVotes VotesOfNeighbours(Pix* text, double dpi);

}  // namespace vankho
