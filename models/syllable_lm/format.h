// The file of a SyllableLm: a header, then the sections below in this order, each beginning at a multiple of 8 bytes,
// all numbers little-endian. Shared by the reader and the builder; MODEL.md says it in prose.
//
// n-grams lie by context: the successors of a word stand together, ordered by id, and those of a pair of words too. Of
// a bigram that is the context of a trigram, a bit is set; its rank among the set bits is its row in the context
// sections.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "models/file_sections.h"

namespace vankho::lm_format {

inline constexpr std::string_view kMagic{"VKSYLM\r\n", 8};
inline constexpr std::uint32_t kVersion = 1;

struct Header {
  std::array<char, 8> magic{};
  std::uint32_t version = 0;
  std::uint32_t header_bytes = 0;
  std::uint64_t file_bytes = 0;
  std::uint64_t checksum = 0;  // SectionsChecksum of all bytes after the header
  std::uint32_t words = 0;     // at most 65,535
  std::uint32_t token_bytes = 0;
  std::uint32_t bases = 0;  // distinct base forms of the words from id 3 on
  std::uint32_t base_bytes = 0;
  std::uint32_t bigrams = 0;
  std::uint32_t contexts = 0;  // bigrams with successors
  std::uint32_t trigrams = 0;
  std::uint32_t reserved = 0;
};
static_assert(sizeof(Header) == 64);

enum Section : std::size_t {
  kTokenStart,      // u32[words + 1]: where each token begins in kTokenText
  kTokenText,       // UTF-8
  kTokenOrder,      // u16[words]: ids in the byte order of their tokens
  kBaseStart,       // u32[bases + 1]
  kBaseText,        // BareKeys, in byte order
  kBaseFirst,       // u16[bases + 1]: the first id of each base form; the last entry is `words`
  kUnigramLogProb,  // f32[words]
  kUnigramBackoff,  // f32[words]
  kCodeBooks,       // f32[3][256]: of bigram probabilities, trigram probabilities, back-offs
  kBigramStart,     // u32[words + 1]: the successors of each word
  kBigramWord,      // u16[bigrams]
  kBigramCode,      // u8[bigrams]
  kContextBits,     // u64[(bigrams + 63) / 64]: has the bigram successors?
  kContextRank,     // u32[the same]: set bits before each of these words
  kContextBackoff,  // u8[contexts]
  kTrigramStart,    // u32[contexts + 1]
  kTrigramWord,     // u16[trigrams]
  kTrigramCode,     // u8[trigrams]
  kSections
};

inline std::array<SectionPlace, kSections> Layout(const Header& h) {
  std::uint64_t words = h.words;
  std::uint64_t bigrams = h.bigrams;
  std::uint64_t contexts = h.contexts;
  std::uint64_t trigrams = h.trigrams;
  std::uint64_t bases = h.bases;
  std::uint64_t blocks = (bigrams + 63) / 64;
  const std::array<std::uint64_t, kSections> bytes{
      4 * (words + 1), h.token_bytes, 2 * words,   4 * (bases + 1),    h.base_bytes, 2 * (bases + 1),
      4 * words,       4 * words,     4 * 3 * 256, 4 * (words + 1),    2 * bigrams,  bigrams,
      8 * blocks,      4 * blocks,    contexts,    4 * (contexts + 1), 2 * trigrams, trigrams};
  return SectionPlaces(sizeof(Header), bytes);
}

inline std::uint64_t FileBytes(const Header& h) { return FileBytesUpTo(Layout(h).back()); }

}  // namespace vankho::lm_format
