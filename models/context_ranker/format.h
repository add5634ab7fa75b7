// The file of a ContextRanker: a header, then the sections below in this order, each beginning at a multiple of 8
// bytes, all numbers little-endian. Shared by the reader and the builder; MODEL.md says it in prose.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "models/file_sections.h"

namespace vankho::ranker_format {

inline constexpr std::string_view kMagic{"VKRANK\r\n", 8};
inline constexpr std::uint32_t kVersion = 1;
inline constexpr std::uint32_t kPlaces = 6;  // three words to the left, then three to the right, the nearest first
inline constexpr std::uint16_t kNoOutput = 0xffff;

struct Header {
  std::array<char, 8> magic{};
  std::uint32_t version = 0;
  std::uint32_t header_bytes = 0;
  std::uint64_t file_bytes = 0;
  std::uint64_t checksum = 0;    // SectionsChecksum of all bytes after the header
  std::uint64_t vocabulary = 0;  // VocabularySum of the language model whose ids these are
  std::uint32_t words = 0;       // of the vocabulary
  std::uint32_t rows = 0;        // words that the context tells apart
  std::uint32_t outputs = 0;     // words that have look-alikes, small and capital letters being one
  std::uint32_t width = 0;       // of the hidden layer, a multiple of 8
  float posterior_power = 1;     // a: of the decoder's posterior
  float score_unit = 0;          // what one step of the whole-number score is worth
};
static_assert(sizeof(Header) == 64);

enum Section : std::size_t {
  kRow,      // u16[words]: each word's row in the tables of places
  kOutput,   // u16[words]: its row in the table of outputs; kNoOutput where it has no look-alikes
  kCapital,  // u8[words]: is it a form in capitals?
  kGroup,    // u16[outputs]: the first output of its base form
  kBias,     // f32[outputs]
  kPlace,    // i8[kPlaces][rows][width]
  kCase,     // i8[2][width]: of a position in small letters, and of one in capitals
  kWeight,   // i8[outputs][width]
  kSections
};

inline std::array<SectionPlace, kSections> Layout(const Header& h) {
  const std::uint64_t words = h.words;
  const std::uint64_t outputs = h.outputs;
  const std::uint64_t width = h.width;
  const std::array<std::uint64_t, kSections> bytes{
      2 * words, 2 * words, words, 2 * outputs, 4 * outputs, kPlaces * h.rows * width, 2 * width, outputs * width};
  return SectionPlaces(sizeof(Header), bytes);
}

inline std::uint64_t FileBytes(const Header& h) { return FileBytesUpTo(Layout(h).back()); }

}  // namespace vankho::ranker_format
