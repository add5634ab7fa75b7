// What known candidates cost under another channel: the same sums as a search makes (candidates.h), for a few words
// instead of all. A document's own channel makes the engine's units dearer or cheaper; what a word may have been is
// found once, with the engine profile.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "pipeline/restore/candidates.h"
#include "pipeline/restore/channel_units.h"

namespace vankho {

class CandidatePricer {
 public:
  // Both must outlive the pricer. One thread uses it.
  CandidatePricer(const SyllableTrie& trie, const OcrChannel& channel);

  // Those of `known` that a search with these limits would find, at the channel's prices, cheapest first.
  std::vector<Candidate> Price(std::u32string_view read, const std::vector<Candidate>& known,
                               const SearchLimits& limits);

 private:
  // costs[n]: of the cheapest way in which the letters so far were read as the first n of the read word.
  using Row = std::array<float, 16>;
  // [n][to]: of one letter that was read as the n characters before `to`.
  using LetterCosts = std::array<Row, OcrChannel::kMaxRead + 1>;
  struct Column {
    std::uint32_t word = 0;  // whose costs they are
    LetterCosts costs;
  };
  struct PairWay {
    ReadUnits::Pair pair;
    std::uint8_t from = 0;
    std::uint8_t to = 0;
  };
  struct Pairs {
    std::vector<PairWay> all;  // by their first letter
    std::array<std::uint16_t, SyllableTrie::kMaxLetters + 1> begin{};
    bool known = false;  // for the word that is priced now
  };
  // Where a letter stands that is priced: which units may be its.
  enum Place : std::uint8_t {
    kSmall,
    kTall,
    kFirstTall
  };  // in small letters, in capitals, a capital before small ones
  static Place PlaceOf(CaseMode mode, bool first) {
    return mode == CaseMode::kUpper ? kTall : mode == CaseMode::kCapital && first ? kFirstTall : kSmall;
  }

  void Begin(std::u32string_view read, bool wide);
  void SetCosts(std::vector<Candidate>& candidates);
  // The row after the first `letters` letters, from those before it.
  template <std::size_t kCosts>
  void SetRow(const WordForm& form, CaseMode mode, std::size_t letters);
  const LetterCosts& CostsOf(SyllableTrie::Letter letter, Place place);
  const Pairs& PairsOf(Place place);
  void TakeGained(Row& row) const;

  const SyllableTrie& trie_;
  ChannelUnits units_;
  std::vector<bool> marked_vowel_;              // of the trie's letters
  std::array<std::vector<Column>, 3> columns_;  // by place and letter
  std::uint32_t word_ = 0;                      // that is priced now, counted from 1
  // Of that word:
  ChannelUnits::OfWord word_units_;
  std::array<Pairs, 3> pairs_;  // by place
  std::vector<PairWay> unordered_;
  std::size_t length_ = 0;
  bool wide_ = false;
  std::size_t read_letters_ = 0;
  Row gained_{};
  LetterCosts none_;                                  // of a letter that no unit knows
  LetterCosts vowel_;                                 // of such a marked vowel
  std::array<Row, WordForm::kMostLetters + 1> rows_;  // of the candidate that is priced
  std::vector<std::uint32_t> order_;                  // in which candidates are priced
};

}  // namespace vankho
