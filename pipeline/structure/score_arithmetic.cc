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

// The sums of a column, from its end to its beginning.
class SumFinder {
 public:
  explicit SumFinder(const std::vector<SumNumber>& numbers)
      : numbers_(numbers), end_(numbers.size()), part_(numbers.size()) {}

  SumTree Run() {
    const std::size_t size = numbers_.size();
    SumTree tree;
    for (std::size_t i = size; i-- > 0;) {
      end_[i] = i + 1;
      const std::size_t exact = Exact(i + 1, size, numbers_[i].value);
      if (exact != 0) ++tree.sums;
      const std::size_t stop = exact != 0 ? exact : WithHelp(i);
      if (stop == 0) continue;
      end_[i] = stop;
      Cover(i, stop);
    }
    if (size > 2 && Whole()) ++tree.sums;
    for (std::size_t i = 0; i < size; ++i) {
      if (numbers_[i].loose) continue;
      ++tree.firm;
      if (part_[i]) ++tree.covered;
    }
    return tree;
  }

 private:
  static constexpr std::size_t kMostLeftOut = 2;
  static constexpr std::size_t kMostSteps = 400;  // of one search

  void Cover(std::size_t from, std::size_t to) {
    std::fill(part_.begin() + static_cast<std::ptrdiff_t>(from), part_.begin() + static_cast<std::ptrdiff_t>(to), true);
  }

  // Behind the numbers from one on that add up to what is wanted; 0: they do not.
  std::size_t Exact(std::size_t from, std::size_t limit, Decimal wanted) const {
    auto sum = std::optional(Decimal());
    std::size_t count = 0;
    for (std::size_t at = from; at < limit && sum && *sum < wanted; at = end_[at], ++count) {
      sum = Decimal::Sum(*sum, numbers_[at].value);
      if (sum && *sum == wanted && count > 0) return end_[at];
    }
    return 0;
  }

  std::size_t WithHelp(std::size_t i) const {
    std::size_t steps = 0;
    std::size_t stop = Helped(i + 1, numbers_[i].value, kMostLeftOut, 0, steps);
    if (stop == 0 && numbers_[i].otherwise) stop = Helped(i + 1, *numbers_[i].otherwise, kMostLeftOut, 0, steps);
    return stop;
  }

  // The same where a loose number may be left out and one that lost its comma be what it was; `count`: parts so far.
  std::size_t Helped(std::size_t at, Decimal wanted, std::size_t left_out, std::size_t count,
                     std::size_t& steps) const {
    if (at >= numbers_.size() || ++steps > kMostSteps) return 0;
    for (const std::optional<Decimal>& value : {std::optional(numbers_[at].value), numbers_[at].otherwise}) {
      auto rest = value ? Decimal::Sum(wanted, value->Negated()) : std::nullopt;
      if (!rest || *rest < Decimal()) continue;
      if (*rest == Decimal()) {
        if (count > 0) return end_[at];
        continue;
      }
      if (std::size_t stop = Helped(end_[at], *rest, left_out, count + 1, steps)) return stop;
    }
    return numbers_[at].loose && left_out > 0 ? Helped(at + 1, wanted, left_out - 1, count, steps) : 0;
  }

  // Is the last number the sum of all the others, or of the parts?
  bool Whole() {
    const std::size_t last = numbers_.size() - 1;
    auto all_parts = std::optional(Decimal());
    for (std::size_t i = 0; i < last && all_parts; ++i) {
      if (numbers_[i].part) all_parts = Decimal::Sum(*all_parts, numbers_[i].value);
    }
    const bool whole = Exact(0, last, numbers_[last].value) == last;
    if (!whole && !(all_parts && *all_parts > Decimal() && *all_parts == numbers_[last].value)) return false;
    for (std::size_t i = 0; i <= last; ++i) part_[i] = part_[i] || whole || i == last || numbers_[i].part;
    return true;
  }

  const std::vector<SumNumber>& numbers_;
  std::vector<std::size_t> end_;  // behind the last number that the one at an index is the sum of
  std::vector<bool> part_;        // is it a sum or a part of one?
};

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

SumTree FindSums(const std::vector<SumNumber>& numbers) { return SumFinder(numbers).Run(); }

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
