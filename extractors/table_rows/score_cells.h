// Score cells of scanned tables: what a column's other cells say about a damaged one.
//
// A score column prints all its numbers with the same decimals ("2,00", "7,50"). Where one cell lost its comma ("200")
// or had it read as a slash ("2/9500"), the column's form fits only one place for it: that reading is taken and
// reported. Debris of the table's rules around a number ("_— 1,25", "-1,7500" where nothing can be negative) is no part
// of it. No digit is ever changed, and a row whose score is over its maximum is marked.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "pipeline/base/decimal.h"
#include "pipeline/document/record.h"

namespace vankho {

// How a column prints its numbers.
struct ScoreColumnForm {
  std::optional<int> decimals;  // empty where the cells do not agree
  bool has_commas = false;      // some cell prints one
};

// From the texts of the column's cells. Needs three cells with a comma and three quarters of them alike.
ScoreColumnForm FormOfColumn(const std::vector<std::string>& cells);

struct ScoreCell {
  Decimal value;
  bool repaired = false;  // the comma was put in or mended
};

// Nothing where the cell holds no number. `is_signed` for columns of differences.
std::optional<ScoreCell> ReadScoreCell(std::string_view text, const ScoreColumnForm& form, bool is_signed);

// Lowers confidence and sets flags: "score-over-maximum", "number-repaired".
void MarkDoubtfulScores(Criterion& criterion, bool repaired);
// "sum-mismatch": the differences of the other rows do not hold in this one.
void MarkContradiction(Criterion& criterion);
// "code-repaired": the row's code is not as it was read (row_codes.h).
void MarkRepairedCode(Criterion& criterion);
// "comma-may-be-lost": in a table that a reading tore, a whole number may be one with decimals.
void MarkLostComma(Criterion& criterion);

}  // namespace vankho
