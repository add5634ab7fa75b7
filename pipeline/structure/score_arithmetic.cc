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

std::vector<ScoreRank> RanksByArithmetic(const std::vector<std::vector<Decimal>>& rows, bool aims,
                                         std::optional<std::size_t> signed_column) {
  using enum ScoreRank;
  if (rows.size() < kFewest) return {};
  auto count = [&](auto holds) { return static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), holds)); };
  const std::size_t columns = rows.front().size();
  if (columns == 4) {
    std::size_t good = count([](const auto& r) { return Differs(r[1], r[2], r[3]) && r[1] <= r[0] && r[2] <= r[0]; });
    if (good >= kFewest && good * 2 >= rows.size()) return {kMost, kReached, aims ? kAimed : kReached, kDifference};
    auto between = [](const auto& r) { return r[1] <= r[3] && r[3] <= r[0]; };
    std::size_t lost = count([&](const auto& r) { return Differs(r[0], r[1], r[2]) && between(r); });
    if (lost >= kFewest && lost * 2 >= rows.size()) return {kMost, kReached, kLost, kAimed};
    std::size_t aimed = count(between);
    bool apart = signed_column == 2 && aimed >= kFewest && aimed * 5 >= rows.size() * 4;
    return apart ? std::vector{kMost, kReached, kDifference, kAimed} : std::vector<ScoreRank>();
  }
  if (columns != 3) return {};
  std::size_t lost = count([](const auto& r) { return Differs(r[0], r[1], r[2]) && r[1] <= r[0]; });
  if (lost >= kFewest && lost * 2 >= rows.size()) return {kMost, kReached, kLost};
  std::size_t aimed = count([](const auto& r) { return r[1] <= r[2] && r[2] <= r[0]; });
  if (aims && aimed * 5 >= rows.size() * 4) return {kMost, kReached, kAimed};
  // Where no word is left: goals lie over what was reached in nearly all rows whose numbers are possible.
  std::size_t possible = count([](const auto& r) { return r[1] <= r[0] && r[2] <= r[0]; });
  std::size_t over = count([](const auto& r) { return r[1] < r[2] && r[2] <= r[0]; });
  bool enough = possible >= kFewestUnsaid && possible * 4 >= rows.size() * 3;
  if (enough && aimed * 10 >= possible * 9 && over * 3 >= possible * 2) return {kMost, kReached, kAimed};
  return {};
}

SumTree FindSums(const std::vector<Decimal>& numbers, const std::vector<bool>& parts) {
  const std::size_t size = numbers.size();
  SumTree tree;
  std::vector<std::size_t> end(size);  // behind the last number that the one at an index is the sum of
  auto sum_from = [&](std::size_t from, std::size_t limit, Decimal wanted) -> std::size_t {
    auto sum = std::optional(Decimal());
    std::size_t count = 0;
    for (std::size_t at = from; at < limit && sum && *sum < wanted; at = end[at], ++count) {
      sum = Decimal::Sum(*sum, numbers[at]);
      if (sum && *sum == wanted && count > 0) return end[at];
    }
    return 0;
  };
  std::vector<bool> part(size, false);
  for (std::size_t i = size; i-- > 0;) {
    end[i] = i + 1;
    std::size_t stop = sum_from(i + 1, size, numbers[i]);
    if (stop == 0) continue;
    end[i] = stop;
    ++tree.sums;
    std::fill(part.begin() + static_cast<std::ptrdiff_t>(i), part.begin() + static_cast<std::ptrdiff_t>(stop), true);
  }
  auto all_parts = std::optional(Decimal());
  for (std::size_t i = 0; i + 1 < size && !parts.empty() && all_parts; ++i) {
    if (parts[i]) all_parts = Decimal::Sum(*all_parts, numbers[i]);
  }
  bool whole = size > 2 && sum_from(0, size - 1, numbers[size - 1]) == size - 1;
  if (whole || (size > 2 && all_parts && *all_parts > Decimal() && *all_parts == numbers[size - 1])) {
    ++tree.sums;
    for (std::size_t i = 0; i < size; ++i) part[i] = part[i] || whole || i + 1 == size || parts[i];
  }
  tree.covered = static_cast<std::size_t>(std::count(part.begin(), part.end(), true));
  return tree;
}

bool IsScale(const std::vector<Decimal>& numbers) {
  auto quarters = [](Decimal number) {
    auto twice = Decimal::Sum(number, number);
    auto four = twice ? Decimal::Sum(*twice, *twice) : std::nullopt;
    return four && four->IsInteger() && number <= Decimal::FromInt(100);
  };
  auto good = std::count_if(numbers.begin(), numbers.end(), quarters);
  return static_cast<std::size_t>(good) * 10 >= numbers.size() * 9;
}

}  // namespace vankho
