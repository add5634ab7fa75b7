// The code points of a line in half the room that DecodeUtf8 needs: a line may have many megabytes, though files are
// smaller than 4 GiB.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "pipeline/base/unicode.h"

namespace vankho {

// A code point and the bytes that it stands in.
struct LineChar {
  char32_t value = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

inline std::vector<LineChar> CharsOf(std::string_view line) {
  std::vector<LineChar> chars;
  chars.reserve(line.size());
  for (std::size_t at = 0; at < line.size();) {
    const auto begin = static_cast<std::uint32_t>(at);
    const char32_t value = NextPoint(line, at);
    chars.push_back({value, begin, static_cast<std::uint32_t>(at)});
  }
  return chars;
}

}  // namespace vankho
