// Criteria and duties in tables, from columns whose header cells tell what they hold.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "extractors/agency/gazetteer.h"
#include "extractors/table_rows/goal_rows.h"
#include "extractors/table_rows/header_cells.h"
#include "pipeline/document/record.h"

namespace vankho {

// One row below the header, its cells by meaning. Texts are flattened; spans are of Document::text.
struct TableRowFacts {
  std::string code;
  std::string name;  // of the criterion or task
  std::string task;  // solution, else name
  std::vector<TextSpan> task_pieces;
  std::string time;  // the time column as printed
  std::vector<TextSpan> time_pieces;
  std::vector<AgencyRole> agencies;
  std::vector<TextSpan> spans;  // all pieces of the row
};

// The row's task as a duty of each of its bodies; none where the task is too short to be one.
std::vector<Assignment> DutiesOf(const TableRowFacts& facts, const char* rule, double confidence);

struct TableRecords {
  std::vector<Criterion> criteria;
  std::vector<Assignment> assignments;
  std::vector<TableRowFacts> timed_rows;     // rows with a time cell: the deadline dimension reads them
  std::vector<GoalRow> goals;                // the target dimension reads them
  std::vector<std::vector<TextSpan>> tasks;  // cells that say what a body must do: goals may stand in them
};

// Immutable; safe to use from several threads. The gazetteer must outlive it.
class TableRowsExtractor {
 public:
  TableRowsExtractor(const AgencyGazetteer& gazetteer, HeaderCells cells);
  // `index` is that of the part that the table stands in; `in_annex` where it stands in an annex.
  TableRecords Find(const Document& document, const Table& table, const std::string& index, bool in_annex) const;

  // What the columns are taken for, one a column of the table.
  std::vector<TableColumn> Columns(const Document& document, const Table& table) const;
  // The rules that came nearest in a table that gives no records.
  std::vector<NearRule> NearestRules(const Document& document, const Table& table) const;

 private:
  TableRecords FindByColumns(const Document& document, const Table& table, const std::string& index,
                             bool in_annex) const;

  const AgencyGazetteer* gazetteer_;
  HeaderCells cells_;
};

}  // namespace vankho
