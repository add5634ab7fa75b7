// The vocabulary: about 20,000 token types, ordered by base letters so that look-alikes are neighbours.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.h"

namespace vankho {

struct VocabularyEntry {
  std::string token;
  std::string base;  // BareKey of the token
  std::uint64_t legal = 0;
  std::uint64_t general = 0;
};

struct VocabularyOptions {
  std::size_t size = 20000;
  std::uint64_t legal_weight = 2;    // a token of the law counts as so many of the news
  std::uint64_t least_syllable = 5;  // weighted count for a lower-case syllable that no dictionary knows
  std::uint64_t least_other = 20;    // for marks, abbreviations, foreign words, capital twins
};

// Lower-case syllables that stand in a dictionary, from lexicon/syllables.tsv (columns syllable, sources); canonical
// tone placement. They enter the vocabulary if they occur at all.
Result<std::set<std::string>> LoadKnownSyllables(const std::string& path);

// Chooses among `forms` (counts as in TextSource): the marks and number classes, the lower-case Vietnamese syllables,
// then by weighted count whatever else there is, up to the size. The result begins with <unk>, <s>, </s>; the rest is
// ordered by (base, weighted count from high to low, token), which makes its index the WordId.
std::vector<VocabularyEntry> ChooseVocabulary(const std::vector<std::string>& forms,
                                              const std::vector<std::uint64_t>& legal,
                                              const std::vector<std::uint64_t>& general,
                                              const std::set<std::string>& known, const VocabularyOptions& options);

}  // namespace vankho
