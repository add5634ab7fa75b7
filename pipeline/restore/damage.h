// The damage detector: what happened to a text before it came to us?
//
// It counts words: how many are Vietnamese syllables as they stand, how many carry marks, how many would be syllables if
// marks were added, how many mix letters with digits. A legacy encoding is tried by decoding it.
#pragma once

#include <string_view>
#include <vector>

#include "pipeline/document/restored.h"
#include "pipeline/restore/syllable_trie.h"

namespace vankho {

struct WordCounts {
  double words = 0;     // runs of letters and digits that hold a letter
  double valid = 0;     // Vietnamese words as they stand (vocabulary or possible syllables), abbreviations included
  double accented = 0;  // with a letter that only Vietnamese text has, and valid
  double bare = 0;      // would be Vietnamese with marks added
  double mixed = 0;     // letters and digits in one run
  double foreign_marks = 0;  // letters with marks, not valid

  WordCounts& operator+=(const WordCounts& other);
  double Share(double part) const { return words > 0 ? part / words : 0; }
};

WordCounts CountWords(std::string_view text, const SyllableTrie& trie);

// Of a whole document. `own_ocr`: the words were read by our engine with its Vietnamese model.
Damage DetectDamage(const std::vector<std::string_view>& lines, const SyllableTrie& trie, bool own_ocr);

// Of one line, given what the document suffers from: a clean line in a damaged document needs nothing, a line that is far
// worse than its clean document is repaired.
Damage DetectLineDamage(std::string_view line, Damage document, const SyllableTrie& trie);

}  // namespace vankho
