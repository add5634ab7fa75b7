#include "pipeline/eval/text_match.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "pipeline/base/unicode.h"
#include "pipeline/eval/score.h"

namespace vankho {
namespace {

template <class S>
long Distance(const S& a, const S& b) {
  std::size_t begin = 0;
  while (begin < a.size() && begin < b.size() && a[begin] == b[begin]) ++begin;
  std::size_t a_end = a.size();
  std::size_t b_end = b.size();
  while (a_end > begin && b_end > begin && a[a_end - 1] == b[b_end - 1]) --a_end, --b_end;
  std::size_t columns = b_end - begin;
  if (a_end == begin || columns == 0) return static_cast<long>(a_end - begin + columns);
  std::vector<long> previous(columns + 1);
  std::iota(previous.begin(), previous.end(), 0L);
  std::vector<long> current(columns + 1);
  for (std::size_t i = begin; i < a_end; ++i) {
    current[0] = static_cast<long>(i - begin) + 1;
    for (std::size_t j = 0; j < columns; ++j) {
      long replaced = previous[j] + (a[i] == b[begin + j] ? 0 : 1);
      current[j + 1] = std::min({previous[j + 1] + 1, current[j] + 1, replaced});
    }
    std::swap(previous, current);
  }
  return previous.back();
}

struct Run {
  std::size_t a = 0, b = 0, size = 0;
};

Run LongestRun(const Tokens& a, const Tokens& b, Run within_begin, Run within_end) {
  Run best{within_begin.a, within_begin.b, 0};
  std::vector<std::size_t> ending(within_end.b - within_begin.b + 1, 0);  // run that ends at b[j], of the row above
  for (std::size_t i = within_begin.a; i < within_end.a; ++i) {
    std::vector<std::size_t> row(ending.size(), 0);
    for (std::size_t j = within_begin.b; j < within_end.b; ++j) {
      if (a[i] != b[j]) continue;
      std::size_t size = ending[j - within_begin.b] + 1;
      row[j - within_begin.b + 1] = size;
      if (size > best.size) best = {i + 1 - size, j + 1 - size, size};
    }
    ending = std::move(row);
  }
  return best;
}

}  // namespace

long EditDistance(const Tokens& a, const Tokens& b) { return Distance(a, b); }
long EditDistance(std::u32string_view a, std::u32string_view b) { return Distance(a, b); }

long MatchingTokens(const Tokens& a, const Tokens& b) {
  long total = 0;
  std::vector<std::pair<Run, Run>> open{{Run{0, 0, 0}, Run{a.size(), b.size(), 0}}};
  while (!open.empty()) {
    auto [begin, end] = open.back();
    open.pop_back();
    if (begin.a >= end.a || begin.b >= end.b) continue;
    Run run = LongestRun(a, b, begin, end);
    if (run.size == 0) continue;
    total += static_cast<long>(run.size);
    open.push_back({begin, Run{run.a, run.b, 0}});
    open.push_back({Run{run.a + run.size, run.b + run.size, 0}, end});
  }
  return total;
}

double Similarity(std::string_view a, std::string_view b) {
  Tokens x = Syllables(ToLower(a));
  Tokens y = Syllables(ToLower(b));
  if (x.empty() || y.empty()) return 0;
  return 2.0 * static_cast<double>(MatchingTokens(x, y)) / static_cast<double>(x.size() + y.size());
}

double Containment(std::string_view a, std::string_view b) {
  Tokens x = Syllables(ToLower(a));
  Tokens y = Syllables(ToLower(b));
  if (x.empty() || y.empty()) return 0;
  return static_cast<double>(MatchingTokens(x, y)) / static_cast<double>(std::min(x.size(), y.size()));
}

}  // namespace vankho
