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
  int turned = 0;      // Page::turned_degrees
  double height = 0;   // of the page, points
  double letters = 0;  // median height of words of more than one letter, across the line, points
  double em = 0;       // size of print by the median of words' widths (AdvanceOf), points
  double odds = 0;     // mean log odds of the engine's confidences
  std::vector<Box> tables;
};
PageSigns SignsOf(const Page& page);

// The signs of one line's words, a word each. `words` are those of RestoredWordsOf, with the engine's confidences.
std::vector<WordSigns> SignsOf(const RestoredLine& restored, const std::vector<PageWord>& words, const PageSigns& page);

}  // namespace vankho
