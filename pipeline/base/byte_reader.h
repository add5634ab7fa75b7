// Whole numbers out of bytes that nobody vouches for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace vankho {

// Unsigned numbers of 1, 2 and 4 bytes at a place counted from 0, big-endian unless `little`. What lies beyond the end
// reads as 0, so that no place needs a check. The bytes must outlive the reader.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes, bool little = false) : bytes_(bytes), little_(little) {}
  std::uint32_t U8(std::size_t at) const { return at < bytes_.size() ? static_cast<unsigned char>(bytes_[at]) : 0; }
  std::uint32_t U16(std::size_t at) const { return little_ ? U8(at + 1) << 8 | U8(at) : U8(at) << 8 | U8(at + 1); }
  std::uint32_t U32(std::size_t at) const {
    return little_ ? U16(at + 2) << 16 | U16(at) : U16(at) << 16 | U16(at + 2);
  }

 private:
  std::string_view bytes_;
  bool little_;
};

}  // namespace vankho
