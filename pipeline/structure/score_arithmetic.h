// What the columns of numbers of a score table are, where nobody can read its header: told by their sums.
#pragma once

#include <optional>
#include <vector>

#include "pipeline/base/decimal.h"

namespace vankho {

// What a column of a score table holds, in the order in which these tables print it.
enum class ScoreRank { kMost, kReached, kAimed, kDifference, kLost };

// `rows`: the numbers of each row, as many as columns, all of one size. `aims`: the header speaks of goals. Four
// columns are the most, two years' scores (or a score and its goal) and their difference, where that holds in half of
// the rows, or the most, what was reached, what was lost and the goal; where the third alone prints signs
// (`signed_column`, from 0), a difference that other rows do not hold and the goal. Three are the most, what was
// reached and what was lost, or the goal between them: where `aims`, or where it lies between them in nearly all of six
// rows. Empty: nothing can be said, also of less than four rows.
std::vector<ScoreRank> RanksByArithmetic(const std::vector<std::vector<Decimal>>& rows, bool aims,
                                         std::optional<std::size_t> signed_column = std::nullopt);

// A number of a column that may add up.
struct SumNumber {
  Decimal value = {};
  std::optional<Decimal> otherwise = {};  // what it is if the reading lost its comma: 6.5 of "65"
  bool part = false;                      // its row is one of a part, or none can tell
  bool loose = false;                     // nothing says that its line is a row: a sum may leave it out
};

// Numbers of which some are the sum of those that follow: 5; 2; 3 or 9; 5; 2; 3; 4.
struct SumTree {
  std::size_t sums = 0;     // numbers that are the sum of two or more as they are read, none left out
  std::size_t covered = 0;  // numbers, not loose, that are a sum or a part of one, also with what may be otherwise
  std::size_t firm = 0;     // numbers that are not loose
};
// The last number may be the sum of those that no other holds (5; 2; 3; 7; 3; 4; 12), or of those that are parts. A sum
// leaves out two loose numbers at most. Time: the square of their number.
SumTree FindSums(const std::vector<SumNumber>& numbers);

// Are they what a scale of points prints: quarters of a point, none over a hundred?
bool IsScale(const std::vector<Decimal>& numbers);

}  // namespace vankho
