// Obvious slips of the source texts ("thẩm quyển", "đơn vi"), mended by what the rest of the text says.
//
// Nearly half of what a good model gets "wrong" on law are such slips, so they spoil training and measuring alike. A
// lower-case syllable is replaced by a look-alike if with both its neighbours the look-alike is far more frequent: the
// evidence of the two sides multiplies. Names and anything capitalised are left alone.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "models/text_data/vocabulary.h"

namespace vankho {

using TokenId = std::uint16_t;  // index into the vocabulary
inline constexpr TokenId kUnknownToken = 0;
inline constexpr TokenId kBeginToken = 1;
inline constexpr TokenId kEndToken = 2;

// How often each pair of neighbours stands in the text.
class BigramCounts {
 public:
  // Streams of lines, each line ended by kEndToken.
  explicit BigramCounts(const std::vector<std::span<const TokenId>>& streams);
  std::uint32_t Count(TokenId first, TokenId second) const;

 private:
  std::vector<std::uint32_t> starts_;  // of each first token's pairs
  std::vector<TokenId> seconds_;
  std::vector<std::uint32_t> counts_;
};

struct TypoOptions {
  double least_side = 8;           // at least so many times as frequent on either side
  double least_both = 20000;       // and so many times for both sides together
  std::uint32_t most_seen = 2000;  // a pair seen more often is no slip
};

class TypoFixer {
 public:
  TypoFixer(const BigramCounts& counts, const std::vector<VocabularyEntry>& vocabulary, TypoOptions options);

  // The line, kEndToken not included, is mended in place; returns the places that changed.
  std::vector<std::size_t> Fix(std::span<TokenId> line);

  // How often what was replaced by what.
  const std::map<std::pair<TokenId, TokenId>, std::uint64_t>& log() const { return log_; }

 private:
  TokenId Better(TokenId before, TokenId seen, TokenId after) const;

  const BigramCounts& counts_;
  TypoOptions options_;
  std::vector<std::vector<TokenId>> rivals_;  // lower-case look-alikes of each lower-case syllable
  std::map<std::pair<TokenId, TokenId>, std::uint64_t> log_;
};

}  // namespace vankho
