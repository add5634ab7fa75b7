// What the columns of a table mean, by the words of their header cells (lexicons/header_cells.tsv).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.h"
#include "pipeline/document/document.h"

namespace vankho {

enum class ColumnMeaning {
  kOther,
  kNumber,
  kCriterion,
  kContent,
  kSolution,
  kMaxScore,
  kScore,
  kTarget,
  kRank,        // where it stands among others: "Thứ hạng năm 2023"
  kRankTarget,  // where it shall stand: "Hạng phấn đấu"
  kDelta,
  kLead,
  kCoordinate,
  kAdvise,
  kImplement,
  kReceive,
  kTime,
  kProduct,
  kNote,
  kUnit,
};

std::string_view Name(ColumnMeaning meaning);  // of lexicons/header_cells.tsv; "" for kOther

struct TableColumn {
  ColumnMeaning meaning = ColumnMeaning::kOther;
  std::optional<int> year;  // "Điểm năm 2022"
  std::string words;        // as printed
  bool lost = false;        // of points: what was reached and they make the most, whatever the words say
};

// Immutable once loaded; safe to use from several threads.
class HeaderCells {
 public:
  static Result<HeaderCells> Load(const std::string& data_folder);
  TableColumn Read(std::string_view words) const;
  // One a column of the table; header cells over each other are read together, then alone.
  std::vector<TableColumn> Columns(const Document& document, const Table& table) const;

 private:
  std::map<std::string, ColumnMeaning> meanings_;  // by BareKey without marks
};

// The printed words of a cell.
std::string CellText(const Document& document, const Cell& cell);

}  // namespace vankho
