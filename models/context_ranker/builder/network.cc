#include "models/context_ranker/builder/network.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace vankho {
namespace {

constexpr float kBelow = 0.125F;  // the slope of the hidden layer below zero
constexpr float kBegin = 1e-4F;   // a row's first step is not without bound
constexpr float kBiasBegin = 0.1F;
constexpr float kLeastSlope = 1e-3F;

// Eight sums side by side, in an order that is the same on every machine.
float Dot(const float* a, const float* b, std::size_t size) {
  constexpr std::size_t kLanes = 8;
  std::array<float, kLanes> sums{};
  for (std::size_t i = 0; i < size; i += kLanes) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) sums[lane] += a[i + lane] * b[i + lane];
  }
  return ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
}

void Add(float* to, float factor, const float* values, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) to[i] += factor * values[i];
}

// Even over -0.1 to 0.1, from a generator of 64 bits (Knuth's MMIX).
RankerNetwork::Table Begin(std::size_t rows, std::size_t width, std::uint64_t& seed) {
  RankerNetwork::Table table;
  table.moved.assign(rows, 0);
  table.weights.resize(rows * width);
  for (float& weight : table.weights) {
    seed = seed * 6364136223846793005U + 1442695040888963407U;
    weight = 0.2F * (static_cast<float>(seed >> 40) / static_cast<float>(1U << 24) - 0.5F);
  }
  return table;
}

}  // namespace

RankerNetwork::RankerNetwork(std::size_t rows, std::size_t outputs, std::size_t width)
    : rows_(rows), width_(width), sums_(width), hidden_(width), back_(width), slope_(width) {
  std::uint64_t seed = 1;
  places_ = Begin(ranker_format::kPlaces * rows, width, seed);
  cases_ = Begin(2, width, seed);
  outputs_ = Begin(outputs, width, seed);
  biases_.weights.assign(outputs, 0);
  biases_.moved.assign(outputs, 0);
}

void RankerNetwork::Scores(const RankerContext& context, std::span<Reading> readings) {
  const float* by_case = cases_.weights.data() + (context.is_capital ? width_ : 0);
  std::copy_n(by_case, width_, sums_.begin());
  for (std::size_t p = 0; p < ranker_format::kPlaces; ++p)
    Add(sums_.data(), 1, places_.weights.data() + RowAt(context, p) * width_, width_);
  for (std::size_t i = 0; i < width_; ++i) hidden_[i] = sums_[i] > 0 ? sums_[i] : kBelow * sums_[i];
  for (Reading& reading : readings) {
    const float* weights = outputs_.weights.data() + reading.output * width_;
    reading.score = Dot(hidden_.data(), weights, width_) + biases_.weights[reading.output];
  }
}

void RankerNetwork::Move(Table& table, std::size_t row, const std::vector<float>& slope, float rate) const {
  table.moved[row] += Dot(slope.data(), slope.data(), width_) / static_cast<float>(width_);
  Add(table.weights.data() + row * width_, -rate / std::sqrt(table.moved[row] + kBegin), slope.data(), width_);
}

void RankerNetwork::Learn(const RankerContext& context, std::span<const Reading> readings,
                          std::span<const float> slopes, float rate) {
  std::fill(back_.begin(), back_.end(), 0.0F);
  for (std::size_t k = 0; k < readings.size(); ++k) {
    if (std::abs(slopes[k]) < kLeastSlope) continue;
    const std::uint16_t output = readings[k].output;
    Add(back_.data(), slopes[k], outputs_.weights.data() + output * width_, width_);
    for (std::size_t i = 0; i < width_; ++i) slope_[i] = slopes[k] * hidden_[i];
    Move(outputs_, output, slope_, rate);
    biases_.moved[output] += slopes[k] * slopes[k];
    biases_.weights[output] -= rate * slopes[k] / std::sqrt(biases_.moved[output] + kBiasBegin);
  }
  for (std::size_t i = 0; i < width_; ++i) back_[i] *= sums_[i] > 0 ? 1.0F : kBelow;
  for (std::size_t p = 0; p < ranker_format::kPlaces; ++p) Move(places_, RowAt(context, p), back_, rate);
  Move(cases_, context.is_capital ? 1 : 0, back_, rate / 10);
}

}  // namespace vankho
