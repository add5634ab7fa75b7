#include "pipeline/structure/score_arithmetic.h"

#include <algorithm>

namespace vankho {
namespace {

constexpr std::size_t kFewest = 4;
constexpr std::size_t kFewestUnsaid = 6;

Decimal Magnitude(Decimal value) { return value < Decimal() ? value.Negated() : value; }

// Is `difference`, whatever its sign, what lies between two scores?
bool Differs(Decimal a, Decimal b, Decimal difference) {
  auto between = Decimal::Sum(a, b.Negated());
  return between && Magnitude(*between) == Magnitude(difference);
}

}  // namespace

std::vector<ScoreRank> RanksByArithmetic(const std::vector<std::vector<Decimal>>& rows, bool aims) {
  using enum ScoreRank;
  if (rows.size() < kFewest) return {};
  auto count = [&](auto holds) { return static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), holds)); };
  const std::size_t columns = rows.front().size();
  if (columns == 4) {
    std::size_t good = count([](const auto& r) { return Differs(r[1], r[2], r[3]) && r[1] <= r[0] && r[2] <= r[0]; });
    if (good < kFewest || good * 2 < rows.size()) return {};
    return {kMost, kReached, aims ? kAimed : kReached, kDifference};
  }
  if (columns != 3) return {};
  std::size_t lost = count([](const auto& r) { return Differs(r[0], r[1], r[2]) && r[1] <= r[0]; });
  if (lost >= kFewest && lost * 2 >= rows.size()) return {kMost, kReached, kDifference};
  std::size_t aimed = count([](const auto& r) { return r[1] <= r[2] && r[2] <= r[0]; });
  if (aims && aimed * 5 >= rows.size() * 4) return {kMost, kReached, kAimed};
  // Where no word is left: goals lie over what was reached in nearly all rows whose numbers are possible.
  std::size_t possible = count([](const auto& r) { return r[1] <= r[0] && r[2] <= r[0]; });
  std::size_t over = count([](const auto& r) { return r[1] < r[2] && r[2] <= r[0]; });
  bool enough = possible >= kFewestUnsaid && possible * 4 >= rows.size() * 3;
  if (enough && aimed * 10 >= possible * 9 && over * 3 >= possible * 2) return {kMost, kReached, kAimed};
  return {};
}

}  // namespace vankho
