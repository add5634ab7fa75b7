#include "extractors/table_rows/score_cells.h"

#include <gtest/gtest.h>

namespace vankho {
namespace {

const ScoreColumnForm kTwo{2};
const ScoreColumnForm kFree{};

std::string Read(std::string_view text, const ScoreColumnForm& form, bool is_signed = false) {
  auto cell = ReadScoreCell(text, form, is_signed);
  return cell ? cell->value.ToPlain() + (cell->repaired ? " repaired" : "") : "none";
}

TEST(ScoreColumn, FormNeedsAgreement) {
  EXPECT_EQ(FormOfColumn({"7,50", "200", "2,50", "1,00"}).decimals, 2);
  EXPECT_EQ(FormOfColumn({"1,5000", "0,7500", "2,0000", ""}).decimals, 4);
  EXPECT_FALSE(FormOfColumn({"1,5", "2,25", "3", "0,75"}).decimals);
  EXPECT_FALSE(FormOfColumn({"1,50", "2,25"}).decimals) << "two cells are too few";
  EXPECT_FALSE(FormOfColumn({"1,5", "2,5", "3,5"}).decimals) << "one decimal is no fixed form: 25 may be 25";
  EXPECT_EQ(FormOfColumn({"1,5", "20", "3,0", "2,5"}).decimals, 1) << "who prints 3,0 prints no bare 3";
  EXPECT_FALSE(FormOfColumn({"1,25", "9.5", "4,75", "7:5", "2,25"}).decimals) << "points and colons are commas too";
}

TEST(ScoreCell, CommaComesBackWhereTheColumnLeavesOnePlace) {
  EXPECT_EQ(Read("200", kTwo), "2 repaired");
  EXPECT_EQ(Read("2 50", kTwo), "2.5 repaired");
  EXPECT_EQ(Read("2/95", kTwo), "2.95 repaired");
  EXPECT_EQ(Read("2:5", kFree), "2.5 repaired") << "a comma with a speck over it";
  EXPECT_EQ(Read("2,50", kTwo), "2.5");
  EXPECT_EQ(Read("3", kTwo), "3") << "an integer that short was printed so";
  EXPECT_EQ(Read("8.125", {{}, true}), "8.125 repaired") << "no thousands among numbers with commas";
  EXPECT_EQ(Read("8.125", kFree), "8125");
  EXPECT_EQ(Read("100", {1}), "100") << "a total";
  EXPECT_EQ(Read("200", kFree), "200") << "without a form nothing is mended";
}

TEST(ScoreCell, DebrisIsNoPartOfANumber) {
  EXPECT_EQ(Read("._— 6,75", kTwo), "6.75");
  EXPECT_EQ(Read("-1,7500", kFree), "1.75") << "a score is never negative";
  EXPECT_EQ(Read("-0,5", kFree, true), "-0.5") << "a difference may be";
  EXPECT_EQ(Read("+0,25", kFree, true), "0.25");
  EXPECT_EQ(Read("Tốt", kTwo), "none");
  EXPECT_EQ(Read("", kTwo), "none");
}

TEST(DoubtfulScores, AreMarked) {
  Criterion criterion;
  criterion.confidence = 0.95;
  criterion.max_score = Decimal::FromInt(2);
  criterion.score = Decimal::FromInt(3);
  MarkDoubtfulScores(criterion, false);
  EXPECT_EQ(criterion.flags, (std::vector<std::string>{"score-over-maximum"}));
  EXPECT_LT(criterion.confidence, 0.5);
  MarkContradiction(criterion);
  EXPECT_EQ(criterion.flags.back(), "sum-mismatch");
  MarkLostComma(criterion);
  EXPECT_EQ(criterion.flags.back(), "comma-may-be-lost");
}

}  // namespace
}  // namespace vankho
