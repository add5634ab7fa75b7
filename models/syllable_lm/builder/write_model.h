// Lays a model out as the file that SyllableLm reads (format.h): 8-bit codes for probabilities and back-offs.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "models/syllable_lm/builder/ngram_model.h"

namespace vankho {

// 256 values, ascending, that stand for many: one for each different value where there are no more than 256, else by
// equal shares refined by Lloyd's iteration (Least squares quantization in PCM, 1982).
class CodeBook {
 public:
  explicit CodeBook(std::span<const float> values);
  std::uint8_t Code(float value) const;  // of the nearest
  const std::array<float, 256>& values() const { return values_; }

 private:
  std::array<float, 256> values_{};
};

// `tokens[id]` is the text of each word; ids from 3 on must be ordered by BareKey. The bytes of the file.
std::string WriteModel(const NgramModel& model, const std::vector<std::string>& tokens);

}  // namespace vankho
