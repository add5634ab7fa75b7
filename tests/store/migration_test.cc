#include <gtest/gtest.h>

#include <algorithm>

#include "pipeline/base/file.h"
#include "pipeline/store/connection.h"
#include "pipeline/store/store.h"
#include "tests/store/sample.h"

namespace vankho {
namespace {

constexpr Migration kTwoSteps[] = {{1, "CREATE TABLE a (x INTEGER) STRICT; INSERT INTO a VALUES (7);"},
                                   {2, "ALTER TABLE a ADD COLUMN y INTEGER NOT NULL DEFAULT 3;"}};
constexpr Migration kBrokenStep[] = {{1, kTwoSteps[0].sql},
                                     {2, "CREATE TABLE b (x INTEGER) STRICT; CREATE TABLE a (x);"}};

int Ask(SQLite::Database& database, const char* sql) { return database.execAndGet(sql).getInt(); }

SQLite::Database Memory() { return SQLite::Database(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE); }

TEST(MigrationTest, StepsRunInOrderAndOnce) {
  auto database = Memory();
  ASSERT_TRUE(Migrate(database, std::span(kTwoSteps, 1)));
  EXPECT_EQ(Ask(database, "PRAGMA user_version"), 1);
  ASSERT_TRUE(Migrate(database, kTwoSteps));
  ASSERT_TRUE(Migrate(database, kTwoSteps));
  EXPECT_EQ(Ask(database, "PRAGMA user_version"), 2);
  EXPECT_EQ(Ask(database, "SELECT x + y FROM a"), 10);
}

TEST(MigrationTest, AStepThatFailsLeavesTheVersionBefore) {
  auto database = Memory();
  EXPECT_FALSE(Migrate(database, kBrokenStep));
  EXPECT_EQ(Ask(database, "PRAGMA user_version"), 1);
  EXPECT_EQ(Ask(database, "SELECT count(*) FROM sqlite_schema WHERE name = 'b'"), 0);
}

TEST(MigrationTest, NewerStoreIsRefused) {
  auto database = Memory();
  ASSERT_TRUE(Migrate(database, kTwoSteps));
  auto older = Migrate(database, std::span(kTwoSteps, 1));
  ASSERT_FALSE(older);
  EXPECT_EQ(older.error().code, ErrorCode::kVersion);
}

TEST(MigrationTest, DatabasesOfOtherProgramsAreRefused) {
  auto database = Memory();
  database.exec("CREATE TABLE notes (x)");
  auto other = Migrate(database, kTwoSteps);
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, ErrorCode::kInvalidInput);
}

TEST(MigrationTest, FilesAreNumberedFromOneWithoutGaps) {
  int expected = 1;
  for (const Migration& migration : AllMigrations()) EXPECT_EQ(migration.version, expected++);
  EXPECT_GT(expected, 1);
}

TEST(MigrationTest, FourMakesOneAuditAndFillsWhatItAdds) {
  auto database = Memory();
  ASSERT_TRUE(Migrate(database, AllMigrations().first(3)));
  database.exec(
      "INSERT INTO documents (id, sha256, file_name, media_type, size, page_count, added_at, state, damage, "
      "header_confidence) VALUES (1, printf('%064d', 1), 'a', 'text/plain', 1, 1, '', 'complete', 'clean', 1), "
      "(2, printf('%064d', 2), 'b', 'text/plain', 1, 1, '', 'complete', 'clean', 1);"
      "UPDATE documents SET same_as = 1 WHERE id = 2;"
      "INSERT INTO records (id, document_id, kind, ordinal, confidence, flags, page, line_numbers, boxes, text, "
      "ocr_text, "
      "rule, spans, derivation) VALUES (7, 1, 'deadline', 0, 1, '[]', 1, '[]', '[]', '', '', '', '[]', ''), "
      "(8, 2, 'deadline', 0, 1, '[]', 1, '[]', '[]', '', '', '', '[]', '');"
      "INSERT INTO deadlines (record_id, kind, rrule) VALUES (7, 'recurring', 'FREQ=MONTHLY;UNTIL=20241231'), "
      "(8, 'recurring', 'FREQ=MONTHLY');"
      "INSERT INTO record_agencies (record_id, ordinal, name, name_key) VALUES (7, 0, 'X', 'x');"
      "INSERT INTO audit (at, action, sha256, file_name, detail, user) VALUES ('2024-02-01', 'forget', 'ab', 'a.pdf', "
      "'why', 'lan');"
      "INSERT INTO desk_log (at, who, address, action, object, detail) VALUES ('2024-01-01', 'hoa', '127.0.0.1', "
      "'upload', 'b.pdf', '');");
  ASSERT_TRUE(Migrate(database, AllMigrations()));
  EXPECT_EQ(Ask(database, "SELECT count(*) FROM audit"), 2);
  EXPECT_EQ(Ask(database,
                "SELECT count(*) FROM audit WHERE id = 1 AND who = 'hoa' AND address = '127.0.0.1' AND "
                "object = 'b.pdf' AND sha256 = ''"),
            1);
  EXPECT_EQ(Ask(database,
                "SELECT count(*) FROM audit WHERE id = 2 AND who = 'lan' AND address = '' AND sha256 = 'ab' "
                "AND object = 'a.pdf' AND detail = 'why'"),
            1);
  EXPECT_EQ(Ask(database, "SELECT count(*) FROM records WHERE repeated = (id = 8)"), 2);
  EXPECT_EQ(Ask(database, "SELECT count(*) FROM record_agencies WHERE kind = 'deadline'"), 1);
  EXPECT_EQ(Ask(database,
                "SELECT count(*) FROM deadlines WHERE rule_end = CASE record_id WHEN 7 THEN '2024-12-31' ELSE "
                "'9999-12-31' END"),
            2);
}

TEST(MigrationTest, PagesOfBeforeSevenHaveNoGrade) {
  auto database = Memory();
  ASSERT_TRUE(Migrate(database, AllMigrations().first(6)));
  database.exec(
      "INSERT INTO documents (id, sha256, file_name, media_type, size, page_count, added_at, state, damage, "
      "header_confidence) VALUES (1, printf('%064d', 1), 'a', 'application/pdf', 1, 1, '', 'complete', 'clean', 1);"
      "INSERT INTO pages VALUES (1, 1, 595, 842, 'ocr', '', 'engine', 0, 0, 0.9, '[]');");
  ASSERT_TRUE(Migrate(database, AllMigrations()));
  EXPECT_EQ(Ask(database, "SELECT count(*) FROM pages WHERE grade = '' AND confidence = 0.9 AND grids = '[]'"), 1);
}

TEST(MigrationTest, StoreOfANewerVankhoIsRefusedByEveryMode) {
  sample::Folder folder;
  std::string path = folder.Path("kho");
  ASSERT_TRUE(Store::Open(path, Store::Mode::kCreate));
  SQLite::Database(path + "/vankho.db", SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 999");
  for (Store::Mode mode : {Store::Mode::kReadOnly, Store::Mode::kReadWrite, Store::Mode::kCreate}) {
    auto store = Store::Open(path, mode);
    ASSERT_FALSE(store);
    EXPECT_EQ(store.error().code, ErrorCode::kVersion);
    EXPECT_NE(Describe(store.error()).find("install a newer vankho"), std::string::npos);
  }
}

TEST(MigrationTest, AllTablesAreStrict) {
  auto database = Memory();
  ASSERT_TRUE(Migrate(database, AllMigrations()));
  EXPECT_EQ(Ask(database,
                "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 "
                "AND name NOT LIKE 'sqlite_%'"),
            0);
}

}  // namespace
}  // namespace vankho
