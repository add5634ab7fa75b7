#include "extractors/table_rows/header_cells.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "pipeline/base/lexicon.h"
#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"
#include "pipeline/document/joined_text.h"

namespace vankho {
namespace {

constexpr std::array<std::pair<std::string_view, ColumnMeaning>, 20> kNames{
    {{"number", ColumnMeaning::kNumber},
     {"criterion", ColumnMeaning::kCriterion},
     {"content", ColumnMeaning::kContent},
     {"solution", ColumnMeaning::kSolution},
     {"max_score", ColumnMeaning::kMaxScore},
     {"score", ColumnMeaning::kScore},
     {"target", ColumnMeaning::kTarget},
     {"rank", ColumnMeaning::kRank},
     {"rank_target", ColumnMeaning::kRankTarget},
     {"delta", ColumnMeaning::kDelta},
     {"lost", ColumnMeaning::kDelta},
     {"lead", ColumnMeaning::kLead},
     {"coordinate", ColumnMeaning::kCoordinate},
     {"advise", ColumnMeaning::kAdvise},
     {"implement", ColumnMeaning::kImplement},
     {"receive", ColumnMeaning::kReceive},
     {"time", ColumnMeaning::kTime},
     {"product", ColumnMeaning::kProduct},
     {"note", ColumnMeaning::kNote},
     {"unit", ColumnMeaning::kUnit}}};

ColumnMeaning MeaningOf(std::string_view name) {
  auto found = std::find_if(kNames.begin(), kNames.end(), [&](const auto& known) { return known.first == name; });
  return found == kNames.end() ? ColumnMeaning::kOther : found->second;
}

// Does the key begin with these words, or hold them `inside`?
bool HoldsWords(std::string_view key, std::string_view words, bool inside) {
  for (std::size_t at = 0; at + words.size() <= key.size(); ++at) {
    at = inside ? key.find(words, at) : at;
    if (at == std::string_view::npos) return false;
    const std::size_t end = at + words.size();
    const bool whole = (at == 0 || key[at - 1] == ' ') && (end == key.size() || key[end] == ' ');
    if (whole && key.substr(at, words.size()) == words) return true;
    if (!inside) return false;
  }
  return false;
}

// "Tối đa | Năm 2023 | Năm 2024": beside a maximum, a column named by its year alone holds what was reached in it.
void ReadYearsAsScores(std::vector<TableColumn>& columns) {
  static const Pattern kYearAlone(R"(\(?(?:nam )?(?:19|20)\d\d\)?)");
  bool scores = std::any_of(columns.begin(), columns.end(),
                            [](const TableColumn& column) { return column.meaning == ColumnMeaning::kMaxScore; });
  for (TableColumn& column : columns) {
    bool alone = column.meaning == ColumnMeaning::kOther && kYearAlone.MatchAll(BareWords(column.words));
    if (scores && alone) column.meaning = ColumnMeaning::kScore;
  }
}

}  // namespace

std::string_view Name(ColumnMeaning meaning) {
  auto found = std::find_if(kNames.begin(), kNames.end(), [&](const auto& known) { return known.second == meaning; });
  return found == kNames.end() ? std::string_view() : found->first;
}

std::string CellText(const Document& document, const Cell& cell) {
  return JoinedText(document.text(), cell.pieces).text();
}

Result<HeaderCells> HeaderCells::Load(const std::string& data_folder) {
  VK_ASSIGN_OR_RETURN(Lexicon lexicon, Lexicon::Load(data_folder + "/lexicons/header_cells.tsv"));
  VK_ASSIGN_OR_RETURN(std::size_t meaning, lexicon.Column("meaning"));
  VK_ASSIGN_OR_RETURN(std::size_t words, lexicon.Column("words"));
  HeaderCells cells;
  for (const Lexicon::Row& row : lexicon.rows()) {
    ColumnMeaning value = MeaningOf(row.cells[meaning]);
    if (value == ColumnMeaning::kOther) {
      return Fail(ErrorCode::kInvalidInput,
                  lexicon.name() + ":" + std::to_string(row.line) + ": unknown meaning '" + row.cells[meaning] + "'");
    }
    cells.meanings_.try_emplace(BareWords(row.cells[words]), value);
  }
  return cells;
}

TableColumn HeaderCells::Read(std::string_view words) const {
  static const Pattern kYear(R"((?:^|[^\d])((?:19|20)\d\d)(?:[^\d]|$))");
  TableColumn column;
  column.words = std::string(words);
  std::string key = BareWords(words);
  if (auto year = kYear.Find(key)) {
    int value = 0;
    std::string_view digits = year->Group(1, key);
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    column.year = value;
  }
  // The longest row that the words begin with, then the longest that they hold.
  std::size_t best = 0;
  for (bool inside : {false, true}) {
    if (best > 0) break;
    for (const auto& [known, meaning] : meanings_) {
      if (known.size() > best && HoldsWords(key, known, inside)) best = known.size(), column.meaning = meaning;
    }
  }
  return column;
}

std::vector<TableColumn> HeaderCells::Columns(const Document& document, const Table& table) const {
  std::vector<std::string> words(static_cast<std::size_t>(table.columns));
  for (const Cell& cell : table.cells) {
    if (cell.row >= table.header_rows) break;
    std::string text = CellText(document, cell);
    if (text.empty() || text.find_first_not_of("()0123456789 ") == std::string::npos) continue;
    for (int c = cell.column; c < std::min(table.columns, cell.column + cell.column_count); ++c) {
      std::string& own = words[static_cast<std::size_t>(c)];
      // The cell below is the nearer one: it is read first.
      own.insert(0, own.empty() ? text : fmt::format("{} ", text));
    }
  }
  std::vector<TableColumn> columns;
  for (const std::string& text : words) columns.push_back(Read(text));
  for (std::size_t c = 0; c < std::min(columns.size(), table.meanings.size()); ++c) {
    if (ColumnMeaning known = MeaningOf(table.meanings[c]); known != ColumnMeaning::kOther) columns[c].meaning = known;
    columns[c].lost = columns[c].lost || table.meanings[c] == "lost";
  }
  ReadYearsAsScores(columns);
  return columns;
}

}  // namespace vankho
