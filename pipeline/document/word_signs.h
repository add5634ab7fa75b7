// What a line and its page say of the words in it: the signs of word_confidence.h.
#pragma once

#include <vector>

#include "pipeline/document/page_words.h"
#include "pipeline/document/word_confidence.h"

namespace vankho {

// What a page's words are measured by. For pages that our own engine read; of others `read` is false and nothing else
// is said.
struct PageSigns {
  bool read = false;
  Page sheet;               // its size, turn and skew; no lines
  double height = 0;        // of the page turned upright, points
  double letters = 0;       // median height of words of more than one letter, points
  double em = 0;            // size of print by the median of words' widths (AdvanceOf), points
  double odds = 0;          // mean log odds of the engine's confidences
  std::vector<Box> tables;  // on the page turned upright and deskewed

  Box Upright(const Box& box) const;  // of the page as it came: where it stands there
};
PageSigns SignsOf(const Page& page);

// The signs of one line's words, a word each. `words` are those of RestoredWordsOf, with the engine's confidences.
std::vector<WordSigns> SignsOf(const RestoredLine& restored, const std::vector<PageWord>& words, const PageSigns& page);

}  // namespace vankho
