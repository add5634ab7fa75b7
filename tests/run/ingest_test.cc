#include "pipeline/run/ingest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "tests/document/same_text.h"

namespace vankho {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Lines as they are, no records: the later stages have their own tests.
Result<Reading> Plain(SeenDocument seen) {
  RestoredText restored = SameText(seen);
  return Reading{Document(std::move(seen), std::move(restored)), Records{}};
}

class Log : public IngestObserver {
 public:
  void OnPage(const std::string&, int, PageOrigin, const std::string&) override { ++pages; }
  void OnFile(const FileReport& report) override { files.push_back(report); }
  void OnTick(const IngestProgress& progress) override { last = progress; }
  int pages = 0;
  std::vector<FileReport> files;
  IngestProgress last;
};

class IngestTest : public ::testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::path(testing::TempDir()) / ("ingest_" + std::to_string(::getpid()));
    fs::create_directories(root_ / "in");
  }
  void TearDown() override { fs::remove_all(root_); }

  void File(const std::string& name, const std::string& bytes) { std::ofstream(root_ / "in" / name) << bytes; }

  Store OpenStore(const std::string& name = "kho") {
    auto store = Store::Open((root_ / name).string(), Store::Mode::kCreate);
    EXPECT_TRUE(store) << Describe(store.error());
    return *std::move(store);
  }

  IngestSummary Run(Store& store, Log& log, int jobs = 2, int max_pages = 100) {
    IngestOptions options;
    options.jobs = jobs;
    options.max_pages = max_pages;
    options.worker.command.words = {VANKHO_FAKE_WORKER};
    options.worker.page_limit = std::chrono::seconds(20);
    return Ingest(store, Plain, options, log, stop_).Run(FindFiles({(root_ / "in").string()}, "").files);
  }

  // Outcome and last part of the path of each ledger line, oldest first.
  std::vector<std::string> Ledger(const Store& store) {
    std::vector<LedgerEntry> ledger = store.Ledger().value();
    std::vector<std::string> lines;
    for (auto entry = ledger.rbegin(); entry != ledger.rend(); ++entry) {
      lines.push_back(std::string(Name(entry->outcome)) + " " + fs::path(entry->path).filename().string());
    }
    return lines;
  }

  fs::path root_;
  std::atomic<bool> stop_{false};
};

TEST_F(IngestTest, DocumentsEnterInTheOrderOfTheListWhateverTheJobs) {
  for (int i = 10; i < 40; ++i) File(std::to_string(i) + ".txt", "trang một\ntrang hai " + std::to_string(i) + "\n");
  std::vector<std::vector<std::string>> orders;
  for (int jobs : {1, 4}) {
    Store store = OpenStore("kho" + std::to_string(jobs));
    Log log;
    IngestSummary summary = Run(store, log, jobs);
    EXPECT_EQ(summary.outcomes[Outcome::kIngested], 30u);
    EXPECT_EQ(summary.pages, 60);
    EXPECT_EQ(log.pages, 60);
    EXPECT_EQ(log.last.files_done, 30u);
    orders.push_back(Ledger(store));
  }
  EXPECT_EQ(orders[0], orders[1]);
  EXPECT_EQ(orders[0].front(), "ingested 10.txt");
}

TEST_F(IngestTest, ABadFileStopsNothingAndEveryFileHasItsLedgerLine) {
  File("1-good.txt", "một\nhai\n");
  File("2-locked.txt", "refuse");
  File("3-crash.txt", "crash on open");
  File("4-partial.txt", "một\ncrash\nba\n");
  File("5-lost.txt", "crash\nfail\n");
  File("6-blank.txt", "blank\nblank\n");
  File("7-long.txt", "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n");
  File("8-nothing.txt", "");
  File("9-good.txt", "chín\n");
  Store store = OpenStore();
  Log log;
  IngestSummary summary = Run(store, log, 2, 10);
  EXPECT_THAT(Ledger(store), ElementsAre("ingested 1-good.txt", "failed 2-locked.txt", "failed 3-crash.txt",
                                         "partial 4-partial.txt", "failed 5-lost.txt", "failed 6-blank.txt",
                                         "failed 7-long.txt", "failed 8-nothing.txt", "ingested 9-good.txt"));
  EXPECT_EQ(summary.failures[ErrorCode::kEncrypted], 1u);
  EXPECT_EQ(summary.failures[ErrorCode::kEngine], 2u);
  EXPECT_EQ(summary.failures[ErrorCode::kEmpty], 2u);
  EXPECT_EQ(summary.failures[ErrorCode::kTooLarge], 1u);
  EXPECT_EQ(summary.failed_pages, 1);
  ASSERT_EQ(log.files.size(), 9u);
  EXPECT_THAT(log.files[3].error->message, HasSubstr("1 of 3 pages could not be read (page 2: "));
  EXPECT_THAT(log.files[6].error->message, HasSubstr("11 pages"));
  EXPECT_EQ(store.Statistics()->documents, 3);
}

TEST_F(IngestTest, TheSameBytesAgainAreKnownAlsoInsideOneRun) {
  File("a.txt", "một\n");
  File("b.txt", "một\n");
  Store store = OpenStore();
  Log first;
  Run(store, first);
  EXPECT_THAT(Ledger(store), ElementsAre("ingested a.txt", "duplicate b.txt"));
  Log second;
  IngestSummary summary = Run(store, second);
  EXPECT_EQ(summary.outcomes[Outcome::kDuplicate], 2u);
  EXPECT_EQ(summary.pages, 0);
  EXPECT_EQ(store.Statistics()->documents, 1);
}

TEST_F(IngestTest, AfterAStopTheNextRunGoesOn) {
  for (int i = 0; i < 30; ++i) File("f" + std::to_string(i) + ".txt", "trang " + std::to_string(i) + "\n");
  Store store = OpenStore();
  Log log;
  stop_ = true;
  IngestSummary stopped = Run(store, log);
  EXPECT_TRUE(stopped.stopped);
  EXPECT_LT(store.Statistics()->documents, 30);
  stop_ = false;
  Log rest;
  IngestSummary summary = Run(store, rest);
  EXPECT_FALSE(summary.stopped);
  EXPECT_EQ(store.Statistics()->documents, 30);
}

TEST_F(IngestTest, AStopDoesNotWaitForAPageThatHangsNorKeepsHalfADocument) {
  File("a.txt", "một\nhai\n");
  File("b.txt", "một\nhang\n");
  Store store = OpenStore();
  Log log;
  std::jthread stopper([this] {
    std::this_thread::sleep_for(std::chrono::milliseconds(800));
    stop_ = true;
  });
  IngestSummary summary = Run(store, log);
  EXPECT_TRUE(summary.stopped);
  EXPECT_LT(summary.seconds, 10);
  EXPECT_THAT(Ledger(store), ElementsAre("ingested a.txt"));
}

// Small documents are kept many to a transaction; one that the store refuses is named and takes no other with it.
TEST_F(IngestTest, ADocumentThatTheStoreRefusesTakesNoOtherWithIt) {
  for (int i = 10; i < 60; ++i) File(std::to_string(i) + ".txt", "trang một " + std::to_string(i) + "\n");
  Store store = OpenStore();
  ASSERT_EQ(std::system(("sqlite3 '" + (root_ / "kho" / "vankho.db").string() +
                         "' \"CREATE TRIGGER injected BEFORE INSERT ON documents WHEN new.file_name = '33.txt' "
                         "BEGIN SELECT RAISE(ABORT, 'injected'); END\"")
                            .c_str()),
            0);
  Log log;
  IngestSummary summary = Run(store, log);
  EXPECT_EQ(summary.outcomes[Outcome::kIngested], 49u);
  EXPECT_EQ(summary.outcomes[Outcome::kFailed], 1u);
  EXPECT_EQ(store.Statistics()->documents, 49);
  EXPECT_EQ(store.Statistics()->ledger, 50);
  EXPECT_EQ(store.Statistics()->pages_in_hand, 0);
  EXPECT_EQ(log.pages, 50);
  ASSERT_EQ(log.files.size(), 50u);
  EXPECT_EQ(fs::path(log.files[23].path).filename(), "33.txt");
  EXPECT_THAT(Describe(*log.files[23].error), HasSubstr("injected"));
}

TEST_F(IngestTest, AFileThatCannotBeReadIsNamed) {
  Store store = OpenStore();
  Log log;
  IngestOptions options;
  options.worker.command.words = {VANKHO_FAKE_WORKER};
  std::vector<FoundFile> files = FindFiles({(root_ / "none.pdf").string()}, "").files;
  IngestSummary summary = Ingest(store, Plain, options, log, stop_).Run(files);
  EXPECT_EQ(summary.failures[ErrorCode::kNotFound], 1u);
  EXPECT_THAT(Ledger(store), ElementsAre("failed none.pdf"));
}

}  // namespace
}  // namespace vankho
