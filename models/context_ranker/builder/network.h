// The ranker's network while it learns: floating-point weights, and steps of gradient descent on -ln P of the truth.
//
// Each row of a table has a step of its own, the smaller the more it was moved (AdaGrad: Duchi, Hazan and Singer 2011).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "models/context_ranker/builder/ranker_ids.h"

namespace vankho {

class RankerNetwork {
 public:
  // One reading of a position, in and out of `Scores` and `Learn`.
  struct Reading {
    std::uint16_t output = 0;
    float score = 0;
  };
  struct Table {
    std::vector<float> weights;
    std::vector<float> moved;  // by row: sum of the mean squares of its gradients
  };

  RankerNetwork(std::size_t rows, std::size_t outputs, std::size_t width);  // small weights, the same in every run

  // Fills the scores in.
  void Scores(const RankerContext& context, std::span<Reading> readings);
  // One step, after `Scores` for the same context: `slopes[i]` is what -ln P grows by with the score of readings[i].
  void Learn(const RankerContext& context, std::span<const Reading> readings, std::span<const float> slopes,
             float rate);

  std::size_t width() const { return width_; }
  const Table& places() const { return places_; }    // kPlaces * rows rows
  const Table& cases() const { return cases_; }      // 2
  const Table& outputs() const { return outputs_; }  // a row an output
  const Table& biases() const { return biases_; }    // of width 1

 private:
  std::size_t RowAt(const RankerContext& context, std::size_t place) const {
    return place * rows_ + context.rows[place];
  }
  void Move(Table& table, std::size_t row, const std::vector<float>& slope, float rate) const;

  std::size_t rows_;
  std::size_t width_;
  Table places_;
  Table cases_;
  Table outputs_;
  Table biases_;
  std::vector<float> sums_;    // of the last `Scores`
  std::vector<float> hidden_;  // the same, folded
  std::vector<float> back_;    // what `Learn` brings back to the sums
  std::vector<float> slope_;
};

}  // namespace vankho
