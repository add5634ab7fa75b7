// Candidates: which words of the vocabulary may have been printed where this was read, and at what price.
//
// A* search over (trie node, position in the read word). A step takes one channel unit: it moves down the trie by the
// unit's printed letters and forward by its read ones, at the price -ln P(read | printed). The bound of what remains is
// the cheapest way to explain the rest of the read word by any letters at all, so words come out in order of price.
//
// The wide search also lets any letter be read as any other, be lost, or gain a letter, each at a high price: for words
// that no unit explains (`od(f)ng`, `tmg`).
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "models/ocr_channel/ocr_channel.h"
#include "pipeline/restore/syllable_trie.h"

namespace vankho {

enum class CaseMode : std::uint8_t { kLower, kCapital, kUpper };

struct Candidate {
  std::uint32_t form = 0;  // of the trie
  CaseMode mode = CaseMode::kLower;
  float cost = 0;
};

struct SearchLimits {
  std::size_t most = 100;      // words a case mode that are looked at
  std::size_t keep = 30;       // of all: those with the best price together with their unigram probability
  float margin = 9;            // nats above the best one
  float most_a_letter = 3.0F;  // give up over kBase + this a read letter
  std::size_t expansions = 1500;
  bool wide = false;
};

class CandidateSearch {
 public:
  // The trie must outlive the search.
  CandidateSearch(const SyllableTrie& trie, const OcrChannel& channel);

  // The words that `read` may stand for, cheapest first, in all case modes that its letters allow. Of up to 12 letters;
  // longer ones have none. Thread-safe.
  std::vector<Candidate> Find(std::u32string_view read, const SearchLimits& limits = {}) const;

 private:
  struct Emission {  // a unit of two letters of the trie, or one
    SyllableTrie::Letter first = 0;
    SyllableTrie::Letter second = SyllableTrie::kNoLetter;
    float cost = 0;
  };
  // What a read string may have been printed as: one letter, by letter, or two of them, the cheapest first.
  struct Units {
    std::vector<float> one;  // by letter of the trie, infinite where it cannot be; empty where no letter can
    float least = std::numeric_limits<float>::infinity();  // of all
    std::vector<Emission> two;
  };
  // In small letters, a capital with a small one, in capitals. By CaseMode.
  using Emissions = std::array<Units, 3>;
  using EmissionsAt = std::vector<const Emissions*>;  // [position * 4 + length]; never null

  class Walk;

  EmissionsAt EmissionsOf(std::u32string_view read) const;

  const SyllableTrie& trie_;
  std::map<std::u32string, Emissions, std::less<>> emissions_;  // by what is read
  Emissions none_;
  std::vector<bool> marked_vowel_;  // of the trie's letters
};

}  // namespace vankho
