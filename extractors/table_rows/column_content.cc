#include "extractors/table_rows/column_content.h"

#include <algorithm>

#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

bool Has(const std::vector<TableColumn>& columns, std::initializer_list<ColumnMeaning> meanings) {
  return std::any_of(columns.begin(), columns.end(), [&](const TableColumn& column) {
    return std::find(meanings.begin(), meanings.end(), column.meaning) != meanings.end();
  });
}

// "15/11/2025", "Quý I/2026", "Ngày 25 hằng tháng": a short cell with a time and few words before it.
bool IsTime(std::string_view cell) {
  constexpr std::size_t kLongest = 60;  // bytes
  static const Pattern kTime(
      R"((?:[a-z]+ ){0,4}(?:[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{4})?|quy [ivx0-9]+|thang [0-9]{1,2}|ngay [0-9]{1,2}|hang (?:ngay|tuan|thang|quy|nam)|thuong xuyen|dinh ky)(?:[ ,;/.-].*)?)");
  return cell.size() <= kLongest && kTime.MatchAll(BareKey(cell)).has_value();
}

bool HoldsTimes(const std::vector<std::string>& cells) {
  std::size_t filled = 0;
  std::size_t times = 0;
  for (const std::string& cell : cells) {
    if (cell.empty()) continue;
    ++filled;
    if (IsTime(cell)) ++times;
  }
  return times >= 2 && times * 3 >= filled * 2;
}

// Bytes of words, no figures.
std::size_t WordsIn(const std::vector<std::string>& cells) {
  std::size_t words = 0;
  for (const std::string& cell : cells) {
    bool letters = std::any_of(cell.begin(), cell.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (letters && !IsTime(cell)) words += cell.size();
  }
  return words;
}

}  // namespace

void ReadColumnsByContent(const std::vector<std::vector<std::string>>& cells, std::vector<TableColumn>& columns) {
  using Meaning = ColumnMeaning;
  if (Has(columns, {Meaning::kMaxScore})) return;
  for (std::size_t c = 0; c < columns.size() && !Has(columns, {Meaning::kTime}); ++c) {
    if (columns[c].meaning == Meaning::kOther && HoldsTimes(cells[c])) columns[c].meaning = Meaning::kTime;
  }
  const bool says_when = Has(columns, {Meaning::kTime});
  if (!says_when || Has(columns, {Meaning::kContent, Meaning::kCriterion, Meaning::kSolution})) return;
  std::size_t longest = 0;
  TableColumn* content = nullptr;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (columns[c].meaning != Meaning::kOther) continue;
    if (std::size_t words = WordsIn(cells[c]); words > longest) longest = words, content = &columns[c];
  }
  if (content != nullptr) content->meaning = Meaning::kContent;
}

}  // namespace vankho
