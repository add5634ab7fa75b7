// Names: which words follow one another in the names of places and bodies, and which names and phrases this document
// prints.
//
// The language model has seen few district names; the gazetteer has them all, and a document repeats the names of its
// letterhead on every page. A name's pair of words is at least as likely as the memory says, whatever the language
// model thinks of it: P(w | v) = max(P_lm, floor), which is near a mixture with a cache (Kuhn and De Mori, A
// cache-based natural language model for speech recognition, 1990).
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pipeline/restore/decoder.h"
#include "pipeline/restore/syllable_trie.h"

namespace vankho {

class NameMemory {
 public:
  // A form of the trie and whether it begins with a capital: never 0.
  static NameKey KeyOf(std::uint32_t form, bool capital) { return (form + 1) * 2 + (capital ? 1 : 0); }

  // A name as it is printed in running text, and the noun that says what it is ("huyện", may be empty): after the noun
  // the name is one of many, inside the name each word calls for the next. Words that the trie lacks break the name.
  void AddName(const SyllableTrie& trie, std::string_view noun, std::string_view name);

  // The names of one document as it was read: the capitals of `choices` in `lattice` that are surer than not. True if
  // one of them is in doubt, so that reading again may pay after `Settle`.
  bool Hear(const Lattice& lattice, const std::vector<Choice>& choices);
  // The phrases of a document that is read a first time: pairs of words, of any case, that are both surer than 0.9.
  void Listen(const Lattice& lattice, const std::vector<Choice>& choices);
  // Makes floors of the pairs that were listened to twice.
  void SettlePhrases();
  // Makes floors of what was heard often enough.
  void Settle();

  bool empty() const { return pairs_.empty() && words_.empty(); }
  // May `Floor` say anything of words after this one?
  bool MayFollow(NameKey before) const { return !words_.empty() || Has(before_, before); }
  // The least ln P of `word` after `before`; very small where the memory holds nothing.
  float Floor(NameKey before, NameKey word) const;

 private:
  void Raise(NameKey before, NameKey word, float floor);
  static bool Has(const std::vector<bool>& keys, NameKey key) { return key < keys.size() && keys[key]; }
  static void Set(std::vector<bool>& keys, NameKey key) {
    if (keys.size() <= key) keys.resize(key + 1);
    keys[key] = true;
  }

  std::vector<bool> held_;    // is there any floor for the word?
  std::vector<bool> before_;  // is there any pair that begins with it?
  std::unordered_map<std::uint64_t, float> pairs_;
  std::unordered_map<NameKey, float> words_;
  std::unordered_map<std::uint64_t, double> heard_pairs_;  // sums of posteriors
  std::unordered_map<NameKey, double> heard_words_;
  double heard_ = 0;
  std::unordered_map<std::uint64_t, int> phrases_;  // of sure words: how often
  std::unordered_map<NameKey, int> phrase_words_;
};

}  // namespace vankho
