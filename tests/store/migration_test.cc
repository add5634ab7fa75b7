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
