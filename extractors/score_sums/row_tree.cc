#include "extractors/score_sums/row_tree.h"

#include <algorithm>
#include <charconv>
#include <map>

namespace vankho {
namespace {

constexpr int kLetterRank = 0, kRomanRank = 1, kNumberRank = 2, kSmallLetterRank = 12;
constexpr int kMostDots = 8;

int FromRoman(std::string_view text) {
  static constexpr std::string_view kSigns = "IVX";
  static constexpr int kValues[] = {1, 5, 10};
  int total = 0, last = 10;
  for (char c : text) {
    std::size_t sign = kSigns.find(c);
    if (sign == std::string_view::npos) return 0;
    int value = kValues[sign];
    total += value > last ? value - 2 * last : value;
    last = value;
  }
  return total;
}

std::optional<RowCode> ReadNumbers(std::string_view code) {
  RowCode read{kNumberRank, 0, std::string(code)};
  int dots = 0;
  for (std::string_view rest = code;;) {
    auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), read.ordinal);
    if (error != std::errc() || read.ordinal > 999) return std::nullopt;
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    if (rest.empty()) break;
    if (rest.front() != '.' || ++dots > kMostDots) return std::nullopt;
    rest.remove_prefix(1);
  }
  read.rank += dots;
  return read;
}

}  // namespace

std::optional<RowCode> ReadRowCode(std::string_view code) {
  while (!code.empty() && (code.back() == ')' || code.back() == '.' || code.back() == ' ')) code.remove_suffix(1);
  while (!code.empty() && (code.front() == '(' || code.front() == ' ')) code.remove_prefix(1);
  if (code.empty() || code.size() > 24) return std::nullopt;
  if (code.front() >= '0' && code.front() <= '9') return ReadNumbers(code);
  if (int roman = FromRoman(code); roman > 0) return RowCode{kRomanRank, roman, std::string(code)};
  if (code == "đ") return RowCode{kSmallLetterRank, 5, std::string(code)};
  if (code.size() != 1) return std::nullopt;
  char c = code.front();
  // đ stands after d in lists of Vietnamese papers: a b c d đ e g h i.
  static constexpr std::string_view kSmall = "abcd?eghiklmnopq";
  if (std::size_t at = kSmall.find(c); c != '?' && at != std::string_view::npos)
    return RowCode{kSmallLetterRank, static_cast<int>(at) + 1, std::string(code)};
  if (c >= 'A' && c <= 'H') return RowCode{kLetterRank, c - 'A' + 1, std::string(code)};
  return std::nullopt;
}

std::vector<TreeRow> ReadRowTree(const std::vector<std::string>& codes) {
  std::vector<TreeRow> rows(codes.size());
  std::vector<std::size_t> open;                    // the rows above the place, outermost first
  std::map<std::pair<int, std::string>, int> last;  // ordinal of the last code of a rank (and of a dotted stem)
  for (std::size_t i = 0; i < codes.size(); ++i) {
    TreeRow& row = rows[i];
    row.code = ReadRowCode(codes[i]);
    if (!row.code) continue;
    while (!open.empty() && rows[open.back()].code->rank >= row.code->rank) open.pop_back();
    bool dotted = row.code->rank > kNumberRank && row.code->rank < kSmallLetterRank;
    std::string stem = dotted ? row.code->text.substr(0, row.code->text.rfind('.')) : "";
    bool first = true;
    if (!open.empty()) {
      TreeRow& above = rows[open.back()];
      if (!dotted || above.code->text == stem) {
        row.parent = open.back();
        first = above.children.empty();
        above.children.push_back(i);
      }
    }
    // Under Roman parts Arabic numbers often run on: I: 1, 2, 3; II: 4, 5.
    int& before = last[{row.code->rank, stem}];
    bool runs_on = row.code->ordinal == before + 1;
    bool begins = first && row.code->ordinal == 1;
    if (row.parent && !runs_on && !begins) rows[*row.parent].gap_free = false;
    before = row.code->ordinal;
    open.push_back(i);
  }
  return rows;
}

}  // namespace vankho
