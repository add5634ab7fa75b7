// Pages in hand, copies of one paper, changes with their audit, verification and backup.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "pipeline/base/file.h"
#include "pipeline/store/connection.h"
#include "pipeline/store/copies.h"
#include "pipeline/store/store.h"
#include "tests/store/sample.h"

namespace vankho {
namespace {

using ::testing::IsEmpty;

const std::vector<std::string> kPlan = {
    "Thực hiện chương trình công tác, Ủy ban nhân dân huyện ban hành kế hoạch khắc phục các tiêu chí còn thấp",
    "Phòng Nội vụ chủ trì tham mưu, theo dõi, đôn đốc các phòng, ban chuyên môn và xã, thị trấn thực hiện kế hoạch",
    "Văn phòng tổng hợp kết quả giải quyết hồ sơ trước hạn và đúng hạn của các đơn vị trong quý, báo cáo lãnh đạo"};

class UpkeepTest : public ::testing::Test {
 protected:
  Store Open() { return Store::Open(folder_.Path("kho"), Store::Mode::kCreate).value(); }

  static sample::Sample Plan(const std::string& name, const std::string& number, const std::string& last_line,
                             double confidence = 1) {
    Records records;
    records.header.number = number;
    records.header.issuer = "Ủy ban nhân dân huyện Sông Đào";
    records.header.issued_date = sample::Date("2024-03-22");
    std::vector<std::string> lines = kPlan;
    lines.push_back(last_line);
    sample::Sample made = sample::FromLines(name, lines, records);
    SeenDocument seen = made.document.seen();
    seen.pages[0].confidence = confidence;
    made.document = Document(std::move(seen), made.document.restored());
    return made;
  }

  std::vector<std::string> Kinds(const Store& store) {
    std::vector<std::string> kinds;
    auto defects = store.Check();
    EXPECT_TRUE(defects);
    for (const Defect& defect : *defects) kinds.push_back(defect.kind);
    return kinds;
  }

  sample::Folder folder_;
};

PageInHand InHand(const std::string& sha256, int number, const std::string& reader = "r1") {
  Page page = sample::FullDocument("x").pages().front();
  page.number = number;
  for (Diagnostic& diagnostic : page.diagnostics) diagnostic.page = number;
  return {sha256, reader, page};
}

TEST_F(UpkeepTest, PagesInHandComeBackAsTheyWere) {
  Store store = Open();
  std::string sha256(64, 'a');
  ASSERT_TRUE(store.KeepPages({InHand(sha256, 3), InHand(sha256, 1), InHand(sha256, 2, "other")}));
  ASSERT_TRUE(store.KeepPages({InHand(sha256, 3)}));
  std::vector<Page> pages = store.PagesInHand(sha256, "r1").value();
  ASSERT_EQ(pages.size(), 2U);
  EXPECT_EQ(pages[0], InHand(sha256, 1).page);
  EXPECT_EQ(pages[1], InHand(sha256, 3).page);
  EXPECT_EQ(store.Statistics()->pages_in_hand, 3);
  EXPECT_EQ(store.Statistics()->files_in_hand, 1);
  ASSERT_TRUE(store.DropPages(sha256));
  EXPECT_EQ(store.Statistics()->pages_in_hand, 0);
}

TEST_F(UpkeepTest, ADocumentThatIsCompleteHasNoPagesInHand) {
  Store store = Open();
  sample::Sample full = sample::Full();
  const std::string& sha256 = full.document.source().sha256;
  ASSERT_TRUE(store.KeepPages({InHand(sha256, 1)}));
  ASSERT_TRUE(store.Add(full.Ingest()));
  ASSERT_TRUE(store.KeepPages({InHand(sha256, 1)}));  // a second reader was later
  EXPECT_EQ(store.Statistics()->pages_in_hand, 0);
}

TEST_F(UpkeepTest, SketchesOfOneTextInTwoReadingsAreNear) {
  std::string text = kPlan[0] + " " + kPlan[1] + " " + kPlan[2];
  std::string noisy = text;
  noisy.replace(noisy.find("trước hạn"), std::string("trước hạn").size(), "truóc hqn");
  EXPECT_EQ(Similarity(SketchOf(text), SketchOf(text)), 1);
  EXPECT_GT(Similarity(SketchOf(text), SketchOf(noisy)), kSameText);
  EXPECT_LT(Similarity(SketchOf(text), SketchOf(kPlan[0])), kSameText);
  Sketch back{};
  ASSERT_TRUE(FromHex(ToHex(SketchOf(text)), back));
  EXPECT_EQ(back, SketchOf(text));
  EXPECT_FALSE(FromHex("12", back));
}

TEST_F(UpkeepTest, CopiesOfOnePaperAreLinkedWhateverTheOrder) {
  std::vector<sample::Sample> scans = {Plan("faint.txt", "57/KH-UBND", "Noi nhan nhu tren", 0.7),
                                       Plan("good.txt", "57/KH-UBND", "Nơi nhận: như trên", 0.95),
                                       Plan("third.txt", "57/KH-UBND", "Nơi nhận: như trên; lưu", 0.8),
                                       Plan("other-number.txt", "58/KH-UBND", "Nơi nhận: như trên; số 58", 0.99),
                                       Plan("no-number.txt", "", "Nơi nhận: như trên; không số", 0.99)};
  for (std::vector<std::size_t> order : {std::vector<std::size_t>{0, 1, 2, 3, 4}, {4, 3, 2, 1, 0}, {2, 0, 3, 4, 1}}) {
    Store store = Store::Open(folder_.Path("kho" + std::to_string(order[0])), Store::Mode::kCreate).value();
    std::vector<DocumentId> ids(scans.size());
    for (std::size_t i : order) ids[i] = store.Add(scans[i].Ingest()).value().id;
    auto copy_of = [&](std::size_t i) { return store.Brief(ids[i])->copy_of; };
    auto name = [&](std::size_t i) { return scans[i].document.source().sha256; };
    EXPECT_EQ(copy_of(0), name(1));
    EXPECT_EQ(copy_of(1), "");
    EXPECT_EQ(copy_of(2), name(1));
    EXPECT_EQ(copy_of(3), "");
    EXPECT_EQ(copy_of(4), "");
    EXPECT_EQ(store.Statistics()->copies, 2);
    ASSERT_TRUE(store.Remove(ids[1], "asked for"));  // the next best leads
    EXPECT_EQ(copy_of(2), "");
    EXPECT_EQ(copy_of(0), name(2));
    EXPECT_THAT(Kinds(store), IsEmpty());
  }
}

TEST_F(UpkeepTest, APaperThatCameManyTimesCostsNoMoreEachTime) {
  Store store = Open();
  for (int i = 0; i < 60; ++i) {
    ASSERT_TRUE(store.Add(Plan("a.txt", "", "Bản sao số " + std::to_string(i), 0.5 + i * 0.005).Ingest()));
    ASSERT_TRUE(store.Add(Plan("b.txt", std::to_string(i) + "/KH-UBND", "Bản số " + std::to_string(i)).Ingest()));
  }
  int bands = 0;
  ASSERT_TRUE(
      store.Select("SELECT count(*) FROM sketch_bands b JOIN documents d ON d.id = b.document_id WHERE "
                   "d.same_as IS NOT NULL",
                   {}, [&](const Row& row) { bands = static_cast<int>(row.Int(0)); }));
  EXPECT_EQ(bands, 0);
  EXPECT_GE(store.Statistics()->copies, 59);
  EXPECT_THAT(Kinds(store), IsEmpty());
}

TEST_F(UpkeepTest, ForgettingLeavesALineInTheAudit) {
  Store store = Open();
  sample::Sample full = sample::Full();
  DocumentId id = store.Add(full.Ingest()).value().id;
  ASSERT_TRUE(store.Remove(id, "asked for by the office"));
  std::vector<AuditEntry> audit = store.Audit().value();
  ASSERT_EQ(audit.size(), 1U);
  EXPECT_EQ(audit[0].action, "forget");
  EXPECT_EQ(audit[0].sha256, full.document.source().sha256);
  EXPECT_EQ(audit[0].detail, "asked for by the office");
  EXPECT_FALSE(audit[0].who.empty());
}

TEST_F(UpkeepTest, ReplacingKeepsTheIdTheLedgerAndTheDay) {
  Store store = Open();
  sample::Sample full = sample::Full();
  DocumentId id = store.Add(full.Ingest()).value().id;
  DocumentBrief before = store.Brief(id).value();
  full.records.deadlines.clear();
  ASSERT_TRUE(store.Replace(full.Ingest(), {.at = {},
                                            .who = {},
                                            .address = {},
                                            .action = "reprocess",
                                            .sha256 = {},
                                            .object = {},
                                            .detail = "3 records fewer"}));
  EXPECT_EQ(store.FindBySha256(before.source.sha256).value(), id);
  EXPECT_EQ(store.Brief(id)->added_at, before.added_at);
  EXPECT_EQ(store.LoadRecords(id).value(), full.records);
  EXPECT_EQ(store.LoadDocument(id)->text(), full.document.text());
  EXPECT_EQ(store.Ledger().value()[0].document, id);
  EXPECT_EQ(store.Audit().value()[0].detail, "3 records fewer");
  EXPECT_EQ(store.Original(id).value(), full.bytes);
  ASSERT_TRUE(store.Remove(id));
  EXPECT_EQ(store.Replace(full.Ingest(), {}).error().code, ErrorCode::kNotFound);
}

class CheckTest : public UpkeepTest {
 protected:
  void SetUp() override {
    Store store = Open();
    std::string line = "Báo cáo kết quả trước ngày 15/12/2024";
    Records records;
    Deadline deadline;
    deadline.text = "trước ngày 15/12/2024";
    std::size_t at = line.find(deadline.text);
    deadline.evidence.spans = {{at, at + deadline.text.size()}};
    deadline.printed = {1, {1}, {}, deadline.text, deadline.text, "rule"};
    records.deadlines = {deadline};
    sample_ = sample::FromLines("a.txt", {line, "Hết"}, records);
    ASSERT_TRUE(store.Add(sample_->Ingest()));
    ASSERT_THAT(Kinds(store), IsEmpty());
  }
  void Tamper(const std::string& sql) {
    SQLite::Database(folder_.Path("kho/vankho.db"), SQLite::OPEN_READWRITE).exec(sql);
  }
  std::optional<sample::Sample> sample_;
};

TEST_F(CheckTest, OriginalsMissingDamagedAndTooMany) {
  Store store = Open();
  std::string path = store.OriginalPath(sample_->document.source().sha256);
  ASSERT_TRUE(WriteFileAtomically(path, "rotten"));
  EXPECT_THAT(Kinds(store), testing::ElementsAre("original-damaged"));
  std::filesystem::remove(path);
  EXPECT_THAT(Kinds(store), testing::ElementsAre("original-missing"));
  ASSERT_TRUE(WriteFileAtomically(path, sample_->bytes));
  ASSERT_TRUE(WriteFileAtomically(path + ".more", "x"));
  EXPECT_THAT(Kinds(store), testing::ElementsAre("original-orphan"));
}

TEST_F(CheckTest, WhatAKilledProcessLeftIsSweptAway) {
  Store store = Open();
  std::string path = store.OriginalPath(sample_->document.source().sha256);
  ASSERT_TRUE(WriteFileAtomically(path + ".tmp", "half"));
  std::string orphan = store.OriginalPath(std::string(64, 'a'));
  std::filesystem::create_directories(std::filesystem::path(orphan).parent_path());
  ASSERT_TRUE(WriteFileAtomically(orphan, "whole"));
  EXPECT_THAT(Kinds(store), testing::ElementsAre("original-orphan", "original-orphan"));
  EXPECT_EQ(store.SweepOriginals().value(), 2);
  EXPECT_THAT(Kinds(store), IsEmpty());
}

TEST_F(CheckTest, EvidenceThatLeadsElsewhere) {
  Tamper("UPDATE records SET spans = '[[0,3]]'");
  EXPECT_THAT(Kinds(Open()), testing::ElementsAre("evidence"));
  Tamper("UPDATE records SET spans = '[[0,300]]'");
  EXPECT_THAT(Kinds(Open()), testing::ElementsAre("evidence"));
  Tamper("UPDATE records SET spans = '[]', text = '', page = 4");
  EXPECT_THAT(Kinds(Open()), testing::ElementsAre("evidence"));
  Tamper("UPDATE records SET page = 1, line_numbers = '[9]'");
  EXPECT_THAT(Kinds(Open()), testing::ElementsAre("evidence"));
}

TEST_F(CheckTest, RowsThatPointNowhereAndPagesThatAreMissing) {
  Tamper("INSERT INTO recipients VALUES (99, 0, 'x')");
  EXPECT_THAT(Kinds(Open()), testing::ElementsAre("foreign-key"));
  Tamper("DELETE FROM recipients; UPDATE documents SET page_count = 2");
  EXPECT_THAT(Kinds(Open()), testing::ElementsAre("pages"));
}

TEST_F(CheckTest, ABackupIsAStoreAndPrivate) {
  Store store = Open();
  std::string copy = folder_.Path("copy");
  ASSERT_TRUE(store.Backup(copy));
  EXPECT_EQ(store.Backup(copy).error().code, ErrorCode::kConflict);
  Store backup = Store::Open(copy, Store::Mode::kReadWrite).value();
  EXPECT_THAT(Kinds(backup), IsEmpty());
  EXPECT_EQ(backup.AllDocuments()->size(), 1U);
  EXPECT_EQ(backup.OriginalBytes(sample_->document.source().sha256).value(), sample_->bytes);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(copy)) {
    struct stat info {};
    ASSERT_EQ(::stat(entry.path().c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 077, 0U) << entry.path();
  }
}

}  // namespace
}  // namespace vankho
