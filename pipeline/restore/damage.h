// The damage detector: what happened to a text before it came to us?
//
// It counts words: how many are Vietnamese syllables as they stand, how many carry marks, how many would be syllables
// if marks were added, how many mix letters with digits. A legacy encoding is tried by decoding it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
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
  double shaped = 0;    // spelled as a Vietnamese syllable without its marks, or abbreviations
  double foreign_marks = 0;  // letters with marks, not valid
  double other_script = 0;   // runs in Greek, Cyrillic, Chinese, ... letters; they count nowhere else

  WordCounts& operator+=(const WordCounts& other);
  double Share(double part) const { return words > 0 ? part / words : 0; }
};

// Counts words. Remembers what it found of each: one a document, used by one thread.
class WordCounter {
 public:
  explicit WordCounter(const SyllableTrie& trie) : trie_(trie) {}  // must outlive the counter
  WordCounts Count(std::string_view text);
  // The same where the signs of Latin-1 (¶, ¸, ®) may be letters of a legacy encoding: they cut no word.
  WordCounts CountLegacy(std::string_view text);

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  template <typename InWord>
  WordCounts CountRuns(std::string_view text, const InWord& in_word);
  WordCounts OfWord(std::string_view word);

  const SyllableTrie& trie_;
  std::unordered_map<std::string, WordCounts, Hash, std::equal_to<>> words_;
};

// A line and the counts of its words.
struct CountedLine {
  std::string_view text;
  WordCounts counts;
};

// Of a whole document. `own_ocr`: the words were read by our engine with its Vietnamese model.
Damage DetectDamage(std::span<const CountedLine> lines, WordCounter& counter, bool own_ocr);

// Of one line, given what the document suffers from: a clean line in a damaged document needs nothing, a line that is
// far worse than its clean document is repaired.
Damage DetectLineDamage(const CountedLine& line, Damage document, WordCounter& counter);

}  // namespace vankho
