// DigitReader: digits that a hand wrote, a stamp gave or a printer printed, read from a strip with a few of them.
//
// A small convolutional network (builder/train.py has its layers, MODEL.md its data and figures) looks at a strip of 32
// rows and says for every second column what stands there: nothing, a digit, or a letter; what is read is the sum over
// all ways in which a text can lie over the columns (connectionist temporal classification: Graves and others, 2006).
// So nobody has to cut digits apart that touch. The strip shows print on both sides of the gap, which the network has
// learned to pass over.
//
// Immutable once opened; const calls are safe from any number of threads.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.h"

namespace vankho {

// 32 rows of `columns` values from 0 (paper) to 1 (ink), row by row from the top. 32 rows are 1.9 em of the print
// beside the gap; the base line lies 1.4 em under the top.
struct DigitStrip {
  static constexpr int kRows = 32;
  static constexpr double kRowsAboveBase = 1.4;  // em
  static constexpr double kHeight = 1.9;         // em
  int columns = 0;
  std::vector<float> ink;
};

// A text of digits, 'x' for a letter ("12x"), with its probability; those of all texts add up to 1.
struct DigitText {
  std::string text;
  double probability = 0;
};

class DigitReader {
 public:
  static constexpr int kClasses = 12;  // 0 nothing, 1-10 the digits 0-9, 11 a letter
  using Frame = std::array<float, kClasses>;

  // Reads the file that builder/train.py wrote. Errors: those of ReadFile, kInvalidInput for another or a damaged file.
  static Result<DigitReader> Open(const std::string& path);

  // Natural logarithms of the classes' probabilities, one frame for two columns. Empty for a strip of less than two
  // columns. `strip.ink` must hold 32 * columns values.
  std::vector<Frame> Frames(const DigitStrip& strip) const;

 private:
  struct Layer {
    int outputs = 0, inputs = 0, rows = 0, columns = 0, pool_rows = 1, pool_columns = 1;
    std::vector<float> weights;  // outputs, inputs, rows, columns
    std::vector<float> biases;
  };
  static std::optional<DigitReader> Parse(std::string_view bytes);

  std::vector<Layer> layers_;
};

// The likeliest texts of the frames, the likeliest first, at most `count` (beam search over prefixes that keeps the
// best few, so probabilities are a little low).
std::vector<DigitText> LikelyTexts(const std::vector<DigitReader::Frame>& frames, std::size_t count);

}  // namespace vankho
