#include "extractors/table_rows/row_codes.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <numeric>
#include <string_view>

#include "extractors/score_sums/row_tree.h"

namespace vankho {
namespace {

// "3.2" as {3, 2}; nothing for other codes.
std::vector<int> NumbersOf(std::string_view code) {
  std::vector<int> numbers;
  while (!code.empty() && code.back() == '.') code.remove_suffix(1);
  while (!code.empty()) {
    int number = 0;
    auto [end, error] = std::from_chars(code.data(), code.data() + code.size(), number);
    if (error != std::errc()) return {};
    numbers.push_back(number);
    code.remove_prefix(static_cast<std::size_t>(end - code.data()));
    if (code.empty()) break;
    if (code.front() != '.') return {};
    code.remove_prefix(1);
  }
  return numbers;
}

bool HasStrokeMore(std::string_view longer, std::string_view shorter) {
  if (longer.size() != shorter.size() + 1) return false;
  auto [at, other] = std::mismatch(shorter.begin(), shorter.end(), longer.begin());
  return *other == 'I' && std::equal(at, shorter.end(), other + 1);
}

bool OneDigitApart(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::inner_product(a.begin(), a.end(), b.begin(), 0, std::plus<>(), std::not_equal_to<>()) == 1;
}

}  // namespace

void PutBackPoints(std::vector<std::string>& codes) {
  bool dotted =
      std::any_of(codes.begin(), codes.end(), [](const std::string& code) { return NumbersOf(code).size() > 1; });
  if (!dotted) return;
  std::vector<int> above;
  for (std::string& code : codes) {
    std::vector<int> numbers = NumbersOf(code);
    bool next = !above.empty() && !numbers.empty() && numbers.front() == above.front() + 1;
    bool long_enough = numbers.size() == 1 && code.size() > 1 && code.size() < 4 && code.find('0') == std::string::npos;
    if (long_enough && !above.empty() && !next) {
      std::vector<int> digits;
      std::string with;
      for (char c : code) {
        if (c == '.') continue;
        digits.push_back(c - '0');
        if (!with.empty()) with += '.';
        with += c;
      }
      if (digits.size() > 1 && digits.front() == above.front() && digits > above) code = with, numbers = digits;
    }
    if (!numbers.empty()) above = numbers;
  }
}

void PutBackStrokes(std::vector<std::string>& codes) {
  constexpr int kRomanRank = 1;  // of RowCode
  static constexpr std::string_view kRoman[] = {"I",  "II", "III", "IV",  "V",    "VI",  "VII", "VIII",
                                                "IX", "X",  "XI",  "XII", "XIII", "XIV", "XV",  "XVI"};
  struct Place {
    std::size_t row;
    int value;
  };
  std::vector<Place> places;
  for (std::size_t row = 0; row < codes.size(); ++row) {
    auto code = ReadRowCode(codes[row]);
    if (code && code->rank == kRomanRank) places.push_back({row, code->ordinal});
  }
  for (std::size_t i = 1; i < places.size(); ++i) {
    int expected = places[i - 1].value + 1;
    if (places[i].value == expected || expected > static_cast<int>(std::size(kRoman))) continue;
    bool fits_behind = i + 1 == places.size() ? places[i].value == expected - 1 : places[i + 1].value == expected + 1;
    std::string_view whole = kRoman[expected - 1];
    if (!fits_behind || !HasStrokeMore(whole, ReadRowCode(codes[places[i].row])->text)) continue;
    codes[places[i].row] = whole;
    places[i].value = expected;
  }
}

void PutRightNumbers(std::vector<std::string>& codes) {
  constexpr int kNumberRank = 2;  // of RowCode, without points
  std::vector<std::pair<std::size_t, RowCode>> places;
  for (std::size_t row = 0; row < codes.size(); ++row) {
    if (auto code = ReadRowCode(codes[row]); code && code->rank == kNumberRank) places.emplace_back(row, *code);
  }
  for (std::size_t i = 1; i + 1 < places.size(); ++i) {
    auto& [row, code] = places[i];
    int expected = places[i - 1].second.ordinal + 1;
    if (code.ordinal == expected || places[i + 1].second.ordinal != expected + 1) continue;
    if (!OneDigitApart(code.text, std::to_string(expected))) continue;
    codes[row] = std::to_string(expected);
    code.ordinal = expected;
  }
}

}  // namespace vankho
