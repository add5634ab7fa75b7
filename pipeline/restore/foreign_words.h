// Words of other languages inside Vietnamese lines: "Microsoft Office", "Kahoot", "password".
//
// An engine without Vietnamese reads them well, for their letters are its own: what it may do to a marked vowel it does
// not do to them. So a reading that is itself no Vietnamese syllable is believed only where it costs little (Intemet is
// Internet; Kahoot is not Yahoo), and what lexicons/foreign_words.tsv lists stands for a low price of its own.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.h"
#include "pipeline/restore/candidates.h"
#include "pipeline/restore/syllable_trie.h"

namespace vankho {

// Words in small letters; the lookup folds case.
class ForeignWords {
 public:
  // The rows of a lexicon with the column `word`. A word that is spelled as a Vietnamese syllable once its marks are
  // gone ("chat", "form") is refused: there the context must choose. Errors carry file:line.
  static Result<ForeignWords> Load(const std::string& path);

  void Add(std::string_view word);
  bool Holds(std::string_view seen) const;

 private:
  std::set<std::string, std::less<>> words_;
};

// A name of another language by its looks: a capital, then small letters, all without marks, five or more, and no
// syllable whose marks are gone (Kubota, Dubois; not Chuong).
bool LooksLikeForeignName(std::string_view seen);

// Which forms of the trie are no Vietnamese syllables? Remembers what it was asked: one a document, used by one thread.
class ForeignForms {
 public:
  explicit ForeignForms(const SyllableTrie& trie) : trie_(trie) {}  // must outlive this

  // Would `candidate` make a word of another language of the read word `seen`, at a cost over `most`? What is in
  // capitals (abbreviations, codes: QĐ, II) and the same letters in another case are none.
  bool IsGuess(const Candidate& candidate, std::string_view seen, float most);

 private:
  bool IsForeign(std::uint32_t form);

  const SyllableTrie& trie_;
  std::vector<std::uint8_t> known_;  // of each form: 0 not asked, 1 Vietnamese, 2 foreign
};

}  // namespace vankho
