#include "extractors/score_sums/score_sums.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "extractors/score_sums/row_tree.h"
#include "pipeline/base/check.h"

namespace vankho {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Verdict = ScoreSum::Verdict;

const ScoreSums& Sums() {
  static const Result<ScoreSums> loaded = ScoreSums::Load(VANKHO_SOURCE_DIR);
  VK_CHECK(loaded.has_value());
  return *loaded;
}

std::optional<Decimal> Number(const char* text) { return Decimal::FromVietnamese(text); }

Criterion Row(const char* code, const char* maximum, const char* score = "", const char* delta = "",
              const char* name = "Nội dung") {
  Criterion row;
  row.index = "PAR INDEX";
  row.code = code;
  row.name = name;
  row.max_score = Number(maximum);
  row.score = Number(score);
  row.delta = Number(delta);
  row.evidence.rule = "table/criterion-row";
  row.confidence = 0.9;
  return row;
}

int Count(const std::vector<ScoreSum>& sums, Verdict verdict) {
  return static_cast<int>(
      std::count_if(sums.begin(), sums.end(), [verdict](const ScoreSum& sum) { return sum.verdict == verdict; }));
}

std::vector<ScoreSum> Failing(const std::vector<Criterion>& rows) {
  std::vector<ScoreSum> sums = Sums().Check(rows);
  std::erase_if(sums, [](const ScoreSum& sum) { return sum.verdict != Verdict::kFails; });
  return sums;
}

std::vector<Criterion> WholeTable() {
  return {Row("1", "5", "4,25"),
          Row("1.1", "2", "1,75"),
          Row("1.2", "3", "2,5"),
          Row("2", "4,5", "3,95"),
          Row("2.1", "1,5", "1"),
          Row("2.2", "3", "2,95"),
          Row("", "9,5", "8,2", "", "Tổng cộng")};
}

TEST(RowTree, CodesOfPapers) {
  auto rank = [](const char* code) { return ReadRowCode(code) ? ReadRowCode(code)->rank : -1; };
  EXPECT_LT(rank("A"), rank("II"));
  EXPECT_LT(rank("II"), rank("3."));
  EXPECT_LT(rank("3."), rank("3.1"));
  EXPECT_LT(rank("3.1.2"), rank("a)"));
  EXPECT_EQ(ReadRowCode("IX")->ordinal, 9);
  EXPECT_EQ(ReadRowCode("đ)")->ordinal, 5);
  EXPECT_EQ(ReadRowCode("e)")->ordinal, 6);
  for (const char* none : {"", "-", "+", "Tổng cộng", "1.x", "12345", "..", "1..2"})
    EXPECT_FALSE(ReadRowCode(none)) << none;
}

TEST(RowTree, DottedCodesHangFromTheirStem) {
  auto rows = ReadRowTree({"I", "1", "1.1", "1.2", "2", "3.1", "II", "3"});
  EXPECT_THAT(rows[1].children, ElementsAre(2, 3));
  EXPECT_EQ(rows[5].parent, std::nullopt) << "3.1 is no child of 2";
  EXPECT_THAT(rows[0].children, ElementsAre(1, 4));
  EXPECT_TRUE(rows[6].gap_free) << "numbers run on under the next part";
}

TEST(ScoreSums, AWholeTableHoldsAndGainsConfidence) {
  auto rows = WholeTable();
  auto sums = Sums().Check(rows);
  EXPECT_EQ(Count(sums, Verdict::kHolds), 6);
  EXPECT_EQ(Count(sums, Verdict::kFails), 0);
  MarkSums(sums, rows);
  for (const Criterion& row : rows) {
    EXPECT_GT(row.confidence, 0.9) << row.code;
    EXPECT_THAT(row.flags, IsEmpty());
  }
}

TEST(ScoreSums, OneMisreadDigitIsNamedAndNotChanged) {
  auto rows = WholeTable();
  rows[1].score = Number("1,15");  // 1,75 was printed
  auto failing = Failing(rows);
  ASSERT_EQ(failing.size(), 1U);
  EXPECT_EQ(failing[0].parent, 0U);
  EXPECT_EQ(failing[0].field, ScoreField::kScore);
  EXPECT_THAT(failing[0].repairs, Contains(DigitRepair{1, *Number("1,15"), *Number("1,75")}));
  EXPECT_THAT(Describe(failing[0], rows), HasSubstr("1,75 for 1,15"));
  const auto before = rows;
  MarkSums(Sums().Check(rows), rows);
  EXPECT_EQ(rows[1].score, before[1].score) << "never applied in silence";
  EXPECT_THAT(rows[1].flags, ElementsAre("sum-mismatch"));
  EXPECT_LT(rows[1].confidence, 0.6);
  EXPECT_THAT(rows[4].flags, IsEmpty()) << "the other part holds";
  EXPECT_GT(rows[4].confidence, 0.9);
}

TEST(ScoreSums, NumbersThatOtherSumsConfirmAreNotOffered) {
  auto rows = WholeTable();
  rows[0].score = Number("4,26");  // the total and the rows below speak against it
  for (const ScoreSum& sum : Failing(rows)) {
    for (const DigitRepair& repair : sum.repairs) {
      EXPECT_EQ(repair, (DigitRepair{0, *Number("4,26"), *Number("4,25")})) << Describe(sum, rows);
    }
  }
  EXPECT_EQ(Failing(rows).size(), 2U);
}

TEST(ScoreSums, AMistakeOfTwoDigitsMarksTheSumAlone) {
  auto rows = WholeTable();
  rows[3].score = Number("1,23");
  MarkSums(Sums().Check(rows), rows);
  EXPECT_THAT(rows[3].flags, ElementsAre("sum-mismatch"));
  EXPECT_THAT(rows[5].flags, IsEmpty());
}

TEST(ScoreSums, APartialTreeIsNoFailure) {
  auto rows = WholeTable();
  rows.erase(rows.begin() + 2);  // 1.2 was not read
  EXPECT_THAT(Failing(rows), IsEmpty());
  rows = WholeTable();
  rows[5].score.reset();
  EXPECT_THAT(Failing(rows), IsEmpty()) << "a cell that was not read";
  rows = WholeTable();
  rows.erase(rows.begin() + 3);  // row 2
  EXPECT_THAT(Failing(rows), IsEmpty()) << "the total lacks a part";
  rows = {Row("1", "5"), Row("1.1", "2"), Row("1.3", "2")};
  EXPECT_THAT(Failing(rows), IsEmpty());
}

TEST(ScoreSums, ChoicesUnderARowAreNoAddends) {
  // "a) từ 90%: 2 điểm; b) từ 70%: 1 điểm": one of them counts.
  std::vector<Criterion> rows{Row("1", "2"), Row("a)", "2"), Row("b)", "1"),
                              Row("2", "3"), Row("a)", "3"), Row("b)", "1,5")};
  EXPECT_THAT(Failing(rows), IsEmpty());
}

TEST(ScoreSums, ChildrenOverTheirParentFail) {
  std::vector<Criterion> rows{Row("1", "3"), Row("1.1", "2"), Row("1.2", "7")};
  auto failing = Failing(rows);
  ASSERT_EQ(failing.size(), 1U);
  EXPECT_THAT(failing[0].repairs, Contains(DigitRepair{2, *Number("7"), *Number("1")}));
}

TEST(ScoreSums, APartThatIsMoreThanTheWholeIsMarked) {
  std::vector<Criterion> rows{Row("1", "4"), Row("1.1", "15"), Row("1.2", "25"),  // 1,5 and 2,5
                              Row("2", "3"), Row("2.1", "1"),  Row("2.2", "2")};
  MarkSums(Sums().Check(rows), rows);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_THAT(rows[i].flags, Contains("sum-mismatch"));
}

TEST(ScoreSums, ASumThatHoldsSaysNothingOfANumberThatAnotherColumnMarked) {
  std::vector<Criterion> rows{Row("1", "5", "4"), Row("1.1", "2", "30"), Row("1.2", "3", "1")};
  rows[1].flags = {"score-over-maximum"};
  rows[1].confidence = 0.2;
  MarkSums(Sums().Check(rows), rows);
  EXPECT_LE(rows[1].confidence, 0.2);
}

TEST(ScoreSums, DifferencesByTheCustomOfTheTable) {
  std::vector<Criterion> rows{Row("1", "3", "2,5", "0,5"), Row("2", "2", "1,25", "0,75"), Row("3", "4", "3,9", "0,1"),
                              Row("4", "1", "0,5", "0,3")};
  auto failing = Failing(rows);
  ASSERT_EQ(failing.size(), 1U);
  EXPECT_EQ(failing[0].parent, 3U);
  EXPECT_EQ(failing[0].kind, ScoreSum::Kind::kDifference);
  EXPECT_THAT(failing[0].repairs, Contains(DigitRepair{3, *Number("0,3"), *Number("0,5")}));
  // A column of something else (a change since last year) says nothing.
  rows = {Row("1", "3", "2,5", "0,2"), Row("2", "2", "1,25", "-0,1"), Row("3", "4", "3,9", "0,1"),
          Row("4", "1", "0,5", "0,5")};
  EXPECT_THAT(Failing(rows), IsEmpty());
}

TEST(ScoreSums, BodyTextAndOddTablesAreLeftAlone) {
  EXPECT_THAT(Sums().Check({}), IsEmpty());
  auto rows = WholeTable();
  for (Criterion& row : rows) row.evidence.rule = "criterion/score-of-maximum";
  EXPECT_THAT(Sums().Check(rows), IsEmpty());
  EXPECT_THAT(Failing(std::vector<Criterion>(50, Row("", "1", "", "", "Tổng cộng"))), IsEmpty());
}

TEST(ScoreSums, TwoTablesAreToldApart) {
  auto rows = WholeTable();
  auto second = WholeTable();
  second[1].score = Number("1,15");
  rows.insert(rows.end(), second.begin(), second.end());
  auto failing = Failing(rows);
  ASSERT_EQ(failing.size(), 1U);
  EXPECT_EQ(failing[0].parent, 7U);
}

TEST(ScoreSums, TenThousandRowsAreQuick) {
  std::vector<Criterion> rows;
  for (int part = 1; part <= 500; ++part) {
    rows.push_back(Row(std::to_string(part).c_str(), "20"));
    for (int i = 1; i <= 20; ++i) rows.push_back(Row((std::to_string(part) + "." + std::to_string(i)).c_str(), "1"));
  }
  auto sums = Sums().Check(rows);
  EXPECT_EQ(Count(sums, Verdict::kHolds), 500);
}

}  // namespace
}  // namespace vankho
