// What the columns of numbers of a score table are, where nobody can read its header: told by their sums.
#pragma once

#include <vector>

#include "pipeline/base/decimal.h"

namespace vankho {

// What a column of a score table holds, in the order in which these tables print it.
enum class ScoreRank { kMost, kReached, kAimed, kDifference };

// `rows`: the numbers of each row, as many as columns, all of one size. `aims`: the header speaks of goals. Four
// columns are the most, two years' scores (or a score and its goal) and their difference, where that holds in half of
// the rows; three are the most, what was reached and what was lost, or the goal between them: where `aims`, or where it
// lies between them in nearly all of six rows. Empty: nothing can be said, also of less than four rows.
std::vector<ScoreRank> RanksByArithmetic(const std::vector<std::vector<Decimal>>& rows, bool aims);

}  // namespace vankho
