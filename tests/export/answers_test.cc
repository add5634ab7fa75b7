#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipeline/export/export.h"
#include "tests/store/sample.h"

namespace vankho {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class AnswersTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(store_.Add(sample::Full().Ingest())); }
  sample::Folder folder_;
  Store store_ = std::move(Store::Open(folder_.Path("kho"), Store::Mode::kCreate).value());
};

TEST_F(AnswersTest, DeadlineObjectsHaveTheContractsFieldsAndTheirDay) {
  Filter filter;
  filter.today = sample::Date("2024-08-01");
  auto answers = QueryDeadlines(store_, filter);
  std::vector<Json> items = ToJson(*answers);
  ASSERT_EQ(items.size(), 3U);
  const Json& first = items[0];
  EXPECT_EQ(first["document"]["number"], "57/KH-UBND");
  EXPECT_EQ(first["due_day"], "2024-07-31");
  EXPECT_EQ(first["due_basis"], "stated");
  EXPECT_EQ(first["overdue"], true);
  EXPECT_EQ(first["kind"], "month");
  EXPECT_EQ(first["evidence"]["page"], 2);
  EXPECT_TRUE(items[1]["due_day"].is_null());
  EXPECT_TRUE(items[1]["overdue"].is_null());
  std::vector<std::string> keys;
  for (const auto& [key, value] : first.items()) keys.push_back(key);
  EXPECT_THAT(keys, ElementsAre("document", "due_day", "due_basis", "overdue", "text", "kind", "due", "rrule",
                                "relative", "action", "agencies", "covers", "evidence", "confidence", "flags"));
  EXPECT_EQ(first["document"]["flags"], (Json{"number-hard-to-read", "issued-date-left-out"}));
}

TEST_F(AnswersTest, EveryKindHasGridAndObjectsOfOneSize) {
  auto check = [](const auto& answers, std::size_t size) {
    ASSERT_TRUE(answers);
    Grid grid = ToGrid(*answers);
    EXPECT_EQ(grid.rows.size(), size);
    for (const auto& row : grid.rows) EXPECT_EQ(row.size(), grid.columns.size());
    EXPECT_EQ(ToJson(*answers).size(), size);
    EXPECT_FALSE(WriteTable(grid, {}).empty());
  };
  check(QueryDeadlines(store_, {}), 3);
  check(QueryCriteria(store_, {}), 2);
  check(QueryTargets(store_, {}), 3);
  check(QueryAssignments(store_, {}), 2);
  check(QueryDocuments(store_, {}), 1);
  check(QueryText(store_, "noi vu", {}), 1);
  check(store_.Ledger(), 1);
}

TEST_F(AnswersTest, CsvCarriesTheWordsBehindARecord) {
  std::string csv = WriteCsv(ToGrid(*QueryCriteria(store_, {})), {});
  EXPECT_THAT(csv, HasSubstr("\r\nPAR INDEX,1.2,Công tác kiểm tra,3,0.813,2023,2.95,2024,-0.1,"
                             "\"Phòng Nội vụ (lead); Văn phòng HĐND và UBND (coordinate)\",annex,57/KH-UBND,2,10 11,"));
  EXPECT_THAT(csv, HasSubstr(",0.938,1.2 Công tác kiểm tra,Truóc ngày,rule/outer,"));
}

TEST_F(AnswersTest, JsonAndJsonLines) {
  std::vector<Json> items = ToJson(*QueryAssignments(store_, {}));
  std::string lines = WriteJsonLines(items);
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 2);
  auto parsed = ParseJson(WriteJson(items));
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->size(), 2U);
  EXPECT_EQ(WriteJson({}), "[]\n");
  EXPECT_EQ(WriteJsonLines({}), "");
}

TEST_F(AnswersTest, TextObjectsShowWhatWasFound) {
  std::vector<Json> items = ToJson(*QueryText(store_, "noi vu", {}));
  EXPECT_EQ(items[0]["snippet"], "Trước ngày 20/02 «Nội vụ»");
  EXPECT_EQ(items[0]["found"][0], "Nội vụ");
  EXPECT_EQ(items[0]["match"], "bare-phrase");
  EXPECT_EQ(items[0]["page"], 1);
}

}  // namespace
}  // namespace vankho
