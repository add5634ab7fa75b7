// What the columns of a table were taken for, and what it lacks for criteria and duties: for people.
#include <algorithm>

#include "extractors/table_rows/cell_map.h"
#include "extractors/table_rows/column_content.h"
#include "extractors/table_rows/table_rows.h"

namespace vankho {

std::vector<TableColumn> TableRowsExtractor::Columns(const Document& document, const Table& table) const {
  std::vector<TableColumn> columns = cells_.Columns(document, table);
  CellMap cells(table);
  std::vector<std::vector<std::string>> texts(columns.size());
  for (std::size_t c = 0; c < texts.size(); ++c) {
    for (int row = table.header_rows; row < table.rows; ++row) {
      if (const Cell* cell = cells.At(row, c); cell != nullptr) texts[c].push_back(CellText(document, *cell));
    }
  }
  ReadColumnsByContent(texts, columns);
  return columns;
}

std::vector<NearRule> TableRowsExtractor::NearestRules(const Document& document, const Table& table) const {
  const std::vector<TableColumn> columns = Columns(document, table);
  auto column = [&](std::initializer_list<ColumnMeaning> meanings) -> std::optional<std::string> {
    auto found = std::find_if(columns.begin(), columns.end(), [&](const TableColumn& one) {
      return std::find(meanings.begin(), meanings.end(), one.meaning) != meanings.end();
    });
    return found == columns.end() ? std::nullopt : std::optional(found->words);
  };
  using enum ColumnMeaning;
  std::vector<NearRule> rules;
  rules.push_back(NearRule{"table/criterion-row", {}, {}}
                      .Part("a column of criteria or contents", column({kCriterion, kContent}))
                      .Part("a column of maximum scores", column({kMaxScore})));
  rules.push_back(NearRule{"table/duty-row", {}, {}}
                      .Part("a column of tasks", column({kContent, kCriterion, kSolution}))
                      .Part("a column of bodies", column({kLead, kCoordinate, kAdvise, kImplement, kReceive})));
  return Nearest(std::move(rules));
}

}  // namespace vankho
