#include "extractors/table_rows/goal_rows.h"

namespace vankho {
namespace {

using Pieces = std::vector<TextSpan>;

// One table whose columns are known.
class GoalTable {
 public:
  GoalTable(const Document& document, const Table& table, const CellMap& cells, const std::vector<TableColumn>& columns)
      : document_(document), table_(table), cells_(cells), columns_(columns) {}

  // Of a table without points: what its column of goals holds.
  void AddFigures(std::vector<GoalRow>& goals) const {
    const std::size_t goal = Find(ColumnMeaning::kTarget);
    const std::size_t name = Find(ColumnMeaning::kContent);
    const std::size_t unit = Find(ColumnMeaning::kUnit);
    if (goal == columns_.size() || name >= goal) return;
    const std::size_t base = goal - 1;  // the last period's figure, where a column stands between
    const bool stood = base != name && base != unit && columns_[base].meaning != ColumnMeaning::kNumber;
    for (int row = table_.header_rows; row < table_.rows; ++row) {
      std::optional<GoalRow> one = Open(row, name, goal);
      if (!one) continue;
      const Pieces of_unit = PiecesOf(row, unit);
      one->goal.insert(one->goal.end(), of_unit.begin(), of_unit.end());
      if (stood) {
        one->base = PiecesOf(row, base);
        one->base.insert(one->base.end(), of_unit.begin(), of_unit.end());
        one->base_year = columns_[base].year;
      }
      goals.push_back(std::move(*one));
    }
  }

  // "Hạng phấn đấu": where each row's index or part of it shall stand.
  void AddRanks(std::vector<GoalRow>& goals) const {
    const std::size_t goal = Find(ColumnMeaning::kRankTarget);
    const std::size_t name = std::min(Find(ColumnMeaning::kCriterion), Find(ColumnMeaning::kContent));
    const std::size_t score = Find(ColumnMeaning::kScore);
    const std::size_t rank = Find(ColumnMeaning::kRank);
    if (goal == columns_.size() || name >= goal) return;
    for (int row = table_.header_rows; row < table_.rows; ++row) {
      std::optional<GoalRow> one = Open(row, name, goal);
      if (!one) continue;
      one->is_rank = true;
      one->base = PiecesOf(row, score);
      one->base_rank = PiecesOf(row, rank);
      const std::size_t stood = rank < columns_.size() ? rank : score;
      if (stood < columns_.size()) one->base_year = columns_[stood].year;
      goals.push_back(std::move(*one));
    }
  }

 private:
  std::size_t Find(ColumnMeaning meaning) const {
    std::size_t at = 0;
    while (at < columns_.size() && columns_[at].meaning != meaning) ++at;
    return at;
  }

  Pieces PiecesOf(int row, std::size_t column) const {
    const Cell* cell = column < columns_.size() ? cells_.At(row, column) : nullptr;
    return cell == nullptr ? Pieces() : cell->pieces;
  }

  // The row's goal with its subject; nothing for a row without one, or one cell over both.
  std::optional<GoalRow> Open(int row, std::size_t name, std::size_t goal) const {
    const Cell* cell = cells_.At(row, name);
    GoalRow one;
    one.goal = PiecesOf(row, goal);
    if (cell == nullptr || one.goal.empty() || cell == cells_.At(row, goal)) return std::nullopt;
    one.subject = TrimCell(CellText(document_, *cell));
    one.year = columns_[goal].year;
    return one;
  }

  const Document& document_;
  const Table& table_;
  const CellMap& cells_;
  const std::vector<TableColumn>& columns_;
};

}  // namespace

std::string TrimCell(std::string text) {
  while (!text.empty() && (text.back() == '.' || text.back() == ';' || text.back() == ' ')) text.pop_back();
  std::size_t begin = 0;
  while (begin < text.size() && (text[begin] == '-' || text[begin] == ' ' || text[begin] == '+')) ++begin;
  return text.substr(begin);
}

std::vector<GoalRow> GoalsOf(const Document& document, const Table& table, const CellMap& cells,
                             const std::vector<TableColumn>& columns, bool criteria) {
  std::vector<GoalRow> goals;
  const GoalTable of(document, table, cells, columns);
  if (!criteria) of.AddFigures(goals);
  of.AddRanks(goals);
  return goals;
}

}  // namespace vankho
