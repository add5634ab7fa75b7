#include "pipeline/document/word_confidence.h"

#include <algorithm>
#include <cmath>

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

struct Weights {
  double a = 0;
  double engine = 0;
  double posterior = 0;
};
constexpr Weights kWord{-2.74, 1.63, 0.40};
constexpr Weights kNumber{0.28, 1.18, 0};
constexpr Weights kMark{-3.16, 2.49, 0};
constexpr double kNoDoubt = 0.9999;

double LogOdds(double p, double least, double most) {
  const double clamped = std::clamp(p, least, most);
  return std::log(clamped / (1 - clamped));
}

const Weights& WeightsOf(std::string_view text) {
  std::size_t letters = 0;
  const auto chars = DecodeUtf8(text);
  for (const CodePoint& c : chars) {
    if (IsDigit(c.value)) return kNumber;
    letters += IsLetter(c.value) ? 1 : 0;
  }
  return letters == 0 || chars.size() == 1 ? kMark : kWord;
}

}  // namespace

double WordProbability(std::string_view text, double engine, std::optional<double> posterior) {
  const Weights& weights = WeightsOf(text);
  const double odds = weights.a + weights.engine * LogOdds(engine, 0.01, 0.99) +
                      weights.posterior * LogOdds(posterior.value_or(kNoDoubt), 0.001, kNoDoubt);
  return 1 / (1 + std::exp(-odds));
}

}  // namespace vankho
