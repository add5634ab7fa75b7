// The restored words where they are printed: what a searchable PDF, hOCR and ALTO are made of.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "pipeline/document/document.h"

namespace vankho {

// A restored word with its place on the page as it came (the space of Box) and what was seen there.
struct PageWord {
  std::string text;       // NFC, no white space
  std::string seen;       // the seen word or words it came from, joined by spaces; "" where there was none
  Box box;                // empty where the page gave no boxes (plain text)
  double confidence = 1;  // 0-1: where our engine read the page the probability that it is right (word_confidence.h),
                          // else the posterior of a change, else what the page says
  double rival = 0;       // probability of the likeliest alternative of the seen word that it came from; 0 for none

  bool operator==(const PageWord&) const = default;
};

struct PageLine {
  std::size_t index = 0;  // of Document::lines()
  int number = 0;         // Line::number
  Box box;                // covers the words
  std::vector<PageWord> words;
};

struct PageWords {
  std::size_t page = 0;         // index of Document::pages()
  std::vector<PageLine> lines;  // with words only, in reading order
};

// The words of one restored line. `turned_degrees` is the page's: it says in which direction the line runs on the page
// as it came. Where words correspond one to one each has its own box; a word made of several seen ones has their cover;
// several words made of one, or of another number, share the cover by the width of their letters (a word that was put
// in shares the box of the word before it). All white space parts words, column gaps too. Confidences are the engine's;
// RestoredWords has those that hold in the end.
std::vector<PageWord> RestoredWordsOf(const RestoredLine& restored, const Line& seen, int turned_degrees);

// One entry a page, in order.
std::vector<PageWords> RestoredWords(const Document& document);

// About how wide a letter is set in a book face, in ems. For sharing a box among letters, not for setting type.
double AdvanceOf(char32_t letter);
double AdvanceOf(std::string_view text);

}  // namespace vankho
