// What the model files share: a header, then sections that begin at multiples of 8 bytes, and a checksum of them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace vankho {

struct SectionPlace {
  std::uint64_t begin = 0;  // in the file, bytes
  std::uint64_t bytes = 0;
};

// The places of sections of so many bytes, one behind the other.
template <std::size_t N>
std::array<SectionPlace, N> SectionPlaces(std::uint64_t header_bytes, const std::array<std::uint64_t, N>& bytes) {
  std::array<SectionPlace, N> places;
  std::uint64_t at = header_bytes;
  for (std::size_t i = 0; i < N; ++i) {
    places[i] = {at, bytes[i]};
    at = (at + bytes[i] + 7) / 8 * 8;
  }
  return places;
}

// The bytes of a file with that last section.
inline std::uint64_t FileBytesUpTo(SectionPlace last) { return (last.begin + last.bytes + 7) / 8 * 8; }

// Multiply and mix over 8-byte words, four lanes at once. Guards against damage, not against malice.
inline std::uint64_t SectionsChecksum(std::span<const std::uint64_t> words) {
  constexpr std::uint64_t kPrime = 0x9e3779b97f4a7c15;
  std::array<std::uint64_t, 4> lanes{1, 2, 3, 4};
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::uint64_t& lane = lanes[i % 4];
    lane = (lane ^ words[i]) * kPrime;
    lane ^= lane >> 29;
  }
  std::uint64_t sum = words.size();
  for (std::uint64_t lane : lanes) sum = ((sum ^ lane) * kPrime) ^ (sum >> 31);
  return sum;
}

}  // namespace vankho
