// A channel by what is read, in the letters of the trie: what a stretch of a read word may have been printed as.
// Searches for candidates and prices of known ones both ask it.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "models/ocr_channel/ocr_channel.h"
#include "pipeline/restore/syllable_trie.h"

namespace vankho {

// What a read string may have been printed as: one letter, by letter, or two of them, the cheapest first.
struct ReadUnits {
  struct Pair {  // two letters of the trie
    SyllableTrie::Letter first = 0;
    SyllableTrie::Letter second = 0;
    float cost = 0;
  };
  std::vector<float> one;  // by letter of the trie, infinite where it cannot be; empty where no letter can
  float least_one = std::numeric_limits<float>::infinity();
  std::vector<Pair> two;
  float least_two = std::numeric_limits<float>::infinity();
  float least() const { return least_one < least_two ? least_one : least_two; }
};

// Looks each read string up once. The trie and the channel must outlive it. One thread uses it.
class ChannelUnits {
 public:
  // In small letters, a capital with a small one, in capitals. By CaseMode.
  using ByMode = std::array<ReadUnits, 3>;
  // Of a read word: [position * 4 + length]; null where nothing is read so.
  using OfWord = std::vector<const ByMode*>;

  ChannelUnits(const SyllableTrie& trie, const OcrChannel& channel) : trie_(trie), channel_(channel) {}

  OfWord Of(std::u32string_view read);

 private:
  const ByMode* Find(std::u32string_view read);
  ByMode Make(std::span<const OcrChannel::Source> sources) const;

  const SyllableTrie& trie_;
  const OcrChannel& channel_;
  std::unordered_map<std::uint64_t, ByMode> units_;  // by what is read, 21 bits a character
};

// The units that fit the case mode, of a word's first letter (`first`) or of its others; null where there are none.
inline const ReadUnits* UnitsAt(const ChannelUnits::OfWord& units, std::size_t at, std::size_t length, CaseMode mode,
                                bool first) {
  const ChannelUnits::ByMode* here = units[at * 4 + length];
  if (here == nullptr) return nullptr;
  const CaseMode own = mode == CaseMode::kCapital && !first ? CaseMode::kLower : mode;
  return &(*here)[static_cast<std::size_t>(own)];
}

}  // namespace vankho
