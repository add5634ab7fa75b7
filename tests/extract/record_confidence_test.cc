#include "pipeline/extract/record_confidence.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "pipeline/base/file.h"
#include "tests/structure/plain_document.h"

namespace vankho {
namespace {

class RecordConfidenceTest : public testing::Test {
 protected:
  // Of a table with these rows.
  Result<RecordConfidence> With(const std::string& rows) {
    std::filesystem::create_directories(folder_ + "/models/record_confidence");
    EXPECT_TRUE(WriteFileAtomically(folder_ + "/models/record_confidence/rules.tsv",
                                    "kind\trule\tfound\tright\tsaid\n" + rows));
    return RecordConfidence::Load(folder_);
  }
  static double Of(const RecordConfidence& confidence, const std::string& rule, double said) {
    Records records;
    records.assignments.resize(1);
    records.assignments[0].evidence.rule = rule;
    records.assignments[0].confidence = said;
    confidence.Apply(ReadPlain("Một dòng."), records);
    return records.assignments[0].confidence;
  }
  void SetUp() override {
    folder_ = testing::TempDir() + "/vankho_" + testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::remove_all(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string folder_;
};

TEST_F(RecordConfidenceTest, ShareOfTheRuleLeansOnItsKind) {
  auto table = With("assignments\t*\t99\t89\t0.9\nassignments\tassignment/given\t10\t5\t0.8\n");
  ASSERT_TRUE(table);
  // kind: 89.5 / 100; rule: (5 + 10 * 0.895) / 20
  EXPECT_NEAR(Of(*table, "assignment/given", 0.8), 0.6975, 1e-9);
  EXPECT_NEAR(Of(*table, "assignment/given", 0.4), 0.34875, 1e-9);  // it doubted this one
  EXPECT_NEAR(Of(*table, "assignment/unknown", 0.9), 0.895, 1e-9);  // as its kind
  EXPECT_NEAR(Of(*table, "assignment/given", 1.0), 0.6975, 1e-9);   // surer than usual is no surer
}

TEST_F(RecordConfidenceTest, WithoutATableNothingChanges) {
  auto none = RecordConfidence::Load(folder_);
  ASSERT_TRUE(none);
  EXPECT_EQ(Of(*none, "assignment/given", 0.8), 0.8);
}

TEST_F(RecordConfidenceTest, ANumberThatIsHardToReadIsFlagged) {
  auto none = RecordConfidence::Load(folder_);
  ASSERT_TRUE(none);
  auto flags = [&](double read) {
    SeenDocument seen;
    Page& page = seen.pages.emplace_back();
    page.number = 1;
    page.origin = PageOrigin::kOcr;
    page.lines = {{1, "trong 15 ngày", {{"trong", {}, 0.5, {}}, {"15", {}, read, {}}, {"ngày", {}, 0.5, {}}}, {}}};
    RestoredText restored;
    restored.lines = {{1, 1, LineClass::kText, "trong 15 ngày", {}, {}, 1}};
    Document document(std::move(seen), std::move(restored));
    Records records;
    records.deadlines.resize(1);
    records.deadlines[0].evidence.spans = {document.LineSpan(0)};
    none->Apply(document, records);
    return records.deadlines[0].flags;
  };
  EXPECT_EQ(flags(0.7), std::vector<std::string>{"number-hard-to-read"});
  EXPECT_TRUE(flags(0.95).empty());
}

TEST_F(RecordConfidenceTest, CountsThatCannotBeAreRefused) {
  EXPECT_FALSE(With("assignments\t*\t3\t5\t0.9\n"));
  EXPECT_FALSE(With("assignments\t*\t0\t0\t0.9\n"));
  EXPECT_FALSE(With("assignments\t*\t5\t5\t1.9\n"));
}

TEST(RuleKeyTest, DutiesAreKeyedWithTheRuleOfTheirBody) {
  EXPECT_EQ(RuleKey("deadline/before < date/day-month-year"), "deadline/before");
  EXPECT_EQ(RuleKey("assignment/subject < agency/titled < agency/name"), "assignment/subject < agency/titled");
  EXPECT_EQ(RuleKey("assignment/inherited"), "assignment/inherited");
}

}  // namespace
}  // namespace vankho
