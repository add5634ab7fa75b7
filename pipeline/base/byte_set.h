// Which of some bytes comes first in a text. std::string_view::find_first_of asks all of them about every byte.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace vankho {

class ByteSet {
 public:
  constexpr explicit ByteSet(std::string_view bytes) {
    for (char c : bytes) has_[static_cast<unsigned char>(c)] = true;
  }

  constexpr bool Has(char c) const { return has_[static_cast<unsigned char>(c)]; }

  // Where the first of them stands at or behind `from`; npos where none does.
  constexpr std::size_t FindIn(std::string_view text, std::size_t from = 0) const {
    while (from < text.size() && !Has(text[from])) ++from;
    return from < text.size() ? from : std::string_view::npos;
  }

 private:
  std::array<bool, 256> has_{};
};

inline constexpr ByteSet kAsciiDigits("0123456789");

}  // namespace vankho
