// Trigram counts by sorting: each trigram of the text is one 64-bit number.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace vankho {

using TokenId = std::uint16_t;
inline constexpr TokenId kUnknownToken = 0;
inline constexpr TokenId kBeginToken = 1;
inline constexpr TokenId kEndToken = 2;

// One part of the training text: lines of token ids, kEndToken after each, and how much one of its tokens weighs.
struct WeightedText {
  std::span<const TokenId> tokens;
  double weight = 1;
};

// How often something was seen, and that weighted by where.
struct SeenCount {
  std::uint32_t times = 0;
  double weight = 0;
};

struct TrigramCount {
  std::uint64_t key = 0;  // first << 32 | second << 16 | third
  SeenCount count;
};

inline std::uint64_t TrigramKey(TokenId first, TokenId second, TokenId third) {
  return static_cast<std::uint64_t>(first) << 32 | static_cast<std::uint64_t>(second) << 16 | third;
}

// All trigrams of the text in a flat, sorted form; a line "a b" gives (<s> a b) (a b </s>). Two texts at most. Memory:
// 8 bytes a token.
class SortedTrigrams {
 public:
  explicit SortedTrigrams(const std::vector<WeightedText>& texts);

  // Every different trigram once, in ascending order: visit(const TrigramCount&).
  template <class Visit>
  void Each(Visit visit) const {
    for (std::size_t i = 0; i < keys_.size();) {
      TrigramCount c{keys_[i] >> 1, {}};
      for (; i < keys_.size() && keys_[i] >> 1 == c.key; ++i) {
        ++c.count.times;
        c.count.weight += weights_[keys_[i] & 1];
      }
      visit(c);
    }
  }

  // What begins the lines: how often each word follows <s>.
  const std::vector<SeenCount>& line_begins() const { return line_begins_; }

 private:
  std::vector<std::uint64_t> keys_;  // TrigramKey << 1 | index of the text
  double weights_[2] = {1, 1};
  std::vector<SeenCount> line_begins_;
};

}  // namespace vankho
