// Whatever happens, a document is in the store wholly or not at all, and the message says what to do.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <thread>

#include "pipeline/base/file.h"
#include "pipeline/store/connection.h"
#include "pipeline/store/store.h"
#include "tests/store/sample.h"

namespace vankho {
namespace {

using ::testing::HasSubstr;

class StoreFailureTest : public ::testing::Test {
 protected:
  std::string Path() const { return folder_.Path("kho"); }
  Store Open(Store::Mode mode = Store::Mode::kCreate) { return std::move(Store::Open(Path(), mode).value()); }
  // By a connection of its own, as an outside program would.
  void Execute(const std::string& sql) {
    SQLite::Database(Path() + "/vankho.db", SQLite::OPEN_READWRITE, 1000).exec(sql);
  }
  static void ExpectEmpty(const Store& store) {
    StoreStatistics s = store.Statistics().value();
    EXPECT_EQ(s.documents + s.pages + s.lines + s.records + s.ledger, 0);
  }
  static std::size_t FilesUnder(const std::string& path) {
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) files += entry.is_regular_file();
    return files;
  }
  sample::Folder folder_;
};

// Enough text to make the database grow by megabytes.
sample::Sample Big(const std::string& name) {
  std::vector<std::string> lines;
  for (int i = 0; i < 20000; ++i) lines.push_back(name + " dòng số " + std::to_string(i) + " của kế hoạch");
  return sample::FromLines(name + ".txt", lines, sample::FullRecords());
}

TEST_F(StoreFailureTest, AFailureOnTheLastRowLeavesNothing) {
  Store store = Open();
  Execute(
      "CREATE TRIGGER injected BEFORE INSERT ON rating_bands WHEN new.label = 'Yếu' "
      "BEGIN SELECT RAISE(ABORT, 'injected'); END");
  sample::Sample sample = sample::Full();
  auto added = store.Add(sample.Ingest());
  ASSERT_FALSE(added);
  EXPECT_THAT(added.error().message, HasSubstr("injected"));
  ExpectEmpty(store);
  EXPECT_EQ(FilesUnder(Path() + "/originals"), 0U);
  Execute("DROP TRIGGER injected");
  EXPECT_TRUE(store.Add(sample.Ingest()));
}

TEST_F(StoreFailureTest, WhatIsKeptTogetherIsThereTogether) {
  Store store = Open();
  Execute(
      "CREATE TRIGGER injected BEFORE INSERT ON documents WHEN new.file_name = 'hai.txt' "
      "BEGIN SELECT RAISE(ABORT, 'injected'); END");
  std::vector<bool> added;
  auto done = store.Together([&] {
    for (const char* name : {"một.txt", "hai.txt", "ba.txt"}) {
      auto sample = sample::FromLines(name, {name}, sample::FullRecords());
      added.push_back(store.Add(sample.Ingest()).has_value());
      Store reader = Open(Store::Mode::kReadOnly);
      EXPECT_EQ(reader.Statistics().value().documents, 0) << "nobody else sees the half of it";
    }
    LedgerEntry entry;
    entry.path = "hai.txt";
    entry.error_code = ErrorCode::kInvalidInput;
    entry.message = "could not be kept";
    EXPECT_TRUE(store.Record(entry));
  });
  ASSERT_TRUE(done) << Describe(done.error());
  EXPECT_EQ(added, (std::vector<bool>{true, false, true})) << "one that fails leaves the others alone";
  EXPECT_EQ(store.Statistics().value().documents, 2);
  EXPECT_EQ(store.Statistics().value().ledger, 3);
  EXPECT_EQ(FilesUnder(Path() + "/originals"), 2U);
  std::vector<DocumentId> ids = store.AllDocuments().value();
  for (DocumentId id : ids) EXPECT_TRUE(store.Original(id));
}

TEST_F(StoreFailureTest, WhatCannotBeCommittedTogetherLeavesNothing) {
  Store store = Open();
  // A foreign key that is looked at when the transaction ends: all calls succeed, the commit does not.
  Execute(
      "CREATE TABLE injected (id INTEGER REFERENCES ledger(id) DEFERRABLE INITIALLY DEFERRED) STRICT;"
      "CREATE TRIGGER injecting AFTER INSERT ON documents BEGIN INSERT INTO injected VALUES (-1); END");
  auto done = store.Together([&] {
    for (const char* name : {"một.txt", "hai.txt"}) {
      auto sample = sample::FromLines(name, {name}, sample::FullRecords());
      EXPECT_TRUE(store.Add(sample.Ingest()));
    }
  });
  EXPECT_FALSE(done);
  ExpectEmpty(store);
  EXPECT_EQ(FilesUnder(Path() + "/originals"), 0U);
  Execute("DROP TRIGGER injecting");
  EXPECT_TRUE(store.Add(sample::Full().Ingest())) << "the store goes on";
}

// A child process may write only files of 1 MiB: what a full disk does to SQLite, without one.
TEST_F(StoreFailureTest, ADiskThatTakesNoMoreLeavesTheStoreWhole) {
  {
    Store store = Open();
    ASSERT_TRUE(store.Add(sample::Full().Ingest()));
  }
  pid_t child = ::fork();
  if (child == 0) {
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{1 << 20, 1 << 20};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    auto store = Store::Open(Path(), Store::Mode::kReadWrite);
    if (!store) ::_exit(10);
    auto added = store->Add(Big("to").Ingest());
    ::_exit(added ? 11 : added.error().code == ErrorCode::kIo ? 0 : 12);
  }
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
  Store store = Open();
  EXPECT_EQ(store.Statistics().value().documents, 1);
  EXPECT_EQ(FilesUnder(Path() + "/originals"), 1U);
  std::string check;
  ASSERT_TRUE(store.Select("PRAGMA integrity_check", {}, [&](const Row& row) { check += row.Text(0); }));
  EXPECT_EQ(check, "ok");
  EXPECT_TRUE(store.Add(Big("to").Ingest()));
}

// The same inside Together: the file system's "no" ends the whole transaction, and no part of it stands alone.
TEST_F(StoreFailureTest, ADiskThatTakesNoMoreEndsAllThatIsKeptTogether) {
  { Open(); }
  pid_t child = ::fork();
  if (child == 0) {
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{1 << 20, 1 << 20};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    auto store = Store::Open(Path(), Store::Mode::kReadWrite);
    if (!store) ::_exit(10);
    int added = 0;
    auto done = store->Together([&] {
      added += store->Add(sample::Full().Ingest()).has_value() ? 1 : 0;
      added += store->Add(Big("to").Ingest()).has_value() ? 2 : 0;
      added += store->Add(sample::FromLines("sau.txt", {"sau"}, {}).Ingest()).has_value() ? 4 : 0;
    });
    ::_exit(done ? 11 + added : 0);
  }
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status));
  int code = WEXITSTATUS(status);
  Store store = Open();
  if (code == 0) {
    ExpectEmpty(store);
  } else {  // SQLite took back the big document alone: the others stand, with their originals
    EXPECT_EQ(code, 11 + 1 + 4);
  }
  EXPECT_EQ(FilesUnder(Path() + "/originals"), static_cast<std::size_t>(store.Statistics().value().documents));
  std::vector<DocumentId> ids = store.AllDocuments().value();
  for (DocumentId id : ids) EXPECT_TRUE(store.Original(id));
}

TEST_F(StoreFailureTest, KillingTheWriterLosesOnlyWhatWasNotCommitted) {
  { ASSERT_TRUE(Open().Add(sample::Full().Ingest())); }
  pid_t child = ::fork();
  if (child == 0) {
    Store store = std::move(Store::Open(Path(), Store::Mode::kReadWrite).value());
    for (int i = 0;; ++i) {
      if (!store.Add(Big("tệp " + std::to_string(i)).Ingest())) ::_exit(1);
    }
  }
  ::usleep(400'000);
  ::kill(child, SIGKILL);
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFSIGNALED(status));
  Store store = Open();
  StoreStatistics s = store.Statistics().value();
  EXPECT_EQ(s.ledger, s.documents);
  EXPECT_EQ(s.lines, (s.documents - 1) * 20000 + 4);
  std::vector<DocumentId> ids = store.AllDocuments().value();
  for (DocumentId id : ids) EXPECT_TRUE(store.Original(id));
}

TEST_F(StoreFailureTest, AWriterThatWaitedTooLongIsToldSo) {
  Store store = Open();
  SQLite::Database other(Path() + "/vankho.db", SQLite::OPEN_READWRITE);
  SQLite::Transaction lock(other, SQLite::TransactionBehavior::IMMEDIATE);
  ASSERT_TRUE(store.Select("PRAGMA busy_timeout = 50", {}, [](const Row&) {}));
  auto added = store.Add(sample::Full().Ingest());
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().code, ErrorCode::kConflict);
  EXPECT_THAT(Describe(added.error()), HasSubstr("another vankho is writing"));
  EXPECT_EQ(FilesUnder(Path() + "/originals"), 0U);
}

TEST_F(StoreFailureTest, TwoWritersAtOnceBothGetThrough) {
  { Open(); }
  constexpr int kEach = 25;
  auto work = [this](const std::string& name) {
    Store store = std::move(Store::Open(Path(), Store::Mode::kReadWrite).value());
    for (int i = 0; i < kEach; ++i) {
      std::string line = i % 5 == 0 ? "chung" : name;  // every fifth file is the same for both
      auto sample = sample::FromLines("a.txt", {line + std::to_string(i)}, sample::FullRecords());
      auto added = store.Add(sample.Ingest());
      ASSERT_TRUE(added) << Describe(added.error());
    }
  };
  std::thread one(work, "một ");
  std::thread two(work, "hai ");
  one.join();
  two.join();
  Store store = Open();
  EXPECT_EQ(store.Statistics().value().documents, 2 * 20 + 5);
  EXPECT_EQ(store.Ledger(Outcome::kDuplicate).value().size(), 5U);
  EXPECT_EQ(store.Statistics().value().ledger, 2 * kEach);
}

TEST_F(StoreFailureTest, NoStoreHere) {
  auto store = Store::Open(folder_.Path("nowhere"), Store::Mode::kReadOnly);
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(Describe(store.error()), HasSubstr("--store"));
}

TEST_F(StoreFailureTest, AFileThatIsNoDatabaseIsNamed) {
  { Open(); }
  ASSERT_TRUE(WriteFileAtomically(Path() + "/vankho.db", std::string(5000, 'x')));
  for (Store::Mode mode : {Store::Mode::kReadOnly, Store::Mode::kCreate}) {
    auto store = Store::Open(Path(), mode);
    ASSERT_FALSE(store);
    EXPECT_EQ(store.error().code, ErrorCode::kInvalidInput);
  }
}

TEST_F(StoreFailureTest, AFileInTheFoldersPlaceIsNamed) {
  ASSERT_TRUE(WriteFileAtomically(Path(), "not a folder"));
  EXPECT_FALSE(Store::Open(Path(), Store::Mode::kCreate));
}

TEST_F(StoreFailureTest, TamperedRowsAreErrorsNotCrashes) {
  Store store = Open();
  DocumentId id = store.Add(sample::Full().Ingest()).value().id;
  for (const char* sql : {"UPDATE lines SET words = '[1]'", "UPDATE lines SET words = '[]', class = 'odd'",
                          "UPDATE pages SET origin = ''", "UPDATE pages SET origin = 'ocr', grids = '{'"}) {
    Execute(sql);
    auto document = store.LoadDocument(id);
    ASSERT_FALSE(document) << sql;
    EXPECT_EQ(document.error().code, ErrorCode::kInvalidInput);
  }
  Execute("UPDATE records SET boxes = '[[1]]'");
  EXPECT_EQ(store.LoadRecords(id).error().code, ErrorCode::kInvalidInput);
}

}  // namespace
}  // namespace vankho
