#include "pipeline/store/store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "pipeline/base/file.h"
#include "pipeline/document/json.h"
#include "tests/store/sample.h"

namespace vankho {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class StoreTest : public ::testing::Test {
 protected:
  Store Open(Store::Mode mode = Store::Mode::kCreate) {
    auto store = Store::Open(folder_.Path("kho"), mode);
    EXPECT_TRUE(store) << Describe(store.error());
    return std::move(*store);
  }
  static Added AddOrDie(Store& store, const sample::Sample& sample) {
    auto added = store.Add(sample.Ingest());
    EXPECT_TRUE(added) << Describe(added.error());
    return *added;
  }
  static std::int64_t Count(const Store& store, const std::string& table) {
    std::int64_t count = -1;
    EXPECT_TRUE(store.Select("SELECT count(*) FROM " + table, {}, [&](const Row& row) { count = row.Int(0); }));
    return count;
  }
  sample::Folder folder_;
};

TEST_F(StoreTest, RecordsComeBackEqual) {
  Store store = Open();
  sample::Sample sample = sample::Full();
  DocumentId id = AddOrDie(store, sample).id;
  auto records = store.LoadRecords(id);
  ASSERT_TRUE(records) << Describe(records.error());
  EXPECT_EQ(records->header, sample.records.header);
  EXPECT_EQ(records->references, sample.records.references);
  EXPECT_EQ(records->criteria, sample.records.criteria);
  EXPECT_EQ(records->targets, sample.records.targets);
  EXPECT_EQ(records->deadlines, sample.records.deadlines);
  EXPECT_EQ(records->assignments, sample.records.assignments);
  EXPECT_EQ(records->rating_bands, sample.records.rating_bands);
  EXPECT_EQ(*records, sample.records);
}

TEST_F(StoreTest, DocumentComesBackEqual) {
  Store store = Open();
  sample::Sample sample = sample::Full();
  DocumentId id = AddOrDie(store, sample).id;
  auto document = store.LoadDocument(id);
  ASSERT_TRUE(document) << Describe(document.error());
  EXPECT_EQ(document->source(), sample.document.source());
  EXPECT_EQ(document->pages(), sample.document.pages());
  EXPECT_EQ(document->lines(), sample.document.lines());
  EXPECT_EQ(document->damage(), sample.document.damage());
  EXPECT_EQ(document->text(), sample.document.text());
  EXPECT_EQ(document->zones, sample.document.zones);
  EXPECT_EQ(document->paragraphs, sample.document.paragraphs);
  EXPECT_EQ(document->sections, sample.document.sections);
  EXPECT_EQ(document->tables, sample.document.tables);
  EXPECT_EQ(document->abbreviations, sample.document.abbreviations);
  EXPECT_EQ(document->diagnostics, sample.document.diagnostics);
}

TEST_F(StoreTest, BriefAndProvenance) {
  Store store = Open();
  sample::Sample sample = sample::Full();
  DocumentId id = AddOrDie(store, sample).id;
  auto brief = store.Brief(id);
  ASSERT_TRUE(brief);
  Header header = sample.records.header;
  header.recipients.clear();
  EXPECT_EQ(brief->header, header);
  EXPECT_EQ(brief->source, sample.document.source());
  EXPECT_FALSE(brief->partial);
  EXPECT_EQ(store.LoadProvenance(id).value(), sample.Ingest().provenance);
  EXPECT_EQ(store.Brief(99).error().code, ErrorCode::kNotFound);
}

TEST_F(StoreTest, OriginalIsKeptByteForByteAndPrivate) {
  Store store = Open();
  sample::Sample sample = sample::Full();
  DocumentId id = AddOrDie(store, sample).id;
  EXPECT_EQ(store.Original(id).value(), sample.bytes);
  struct stat info {};
  for (const std::string& file : {store.OriginalPath(sample.document.source().sha256), folder_.Path("kho/vankho.db")}) {
    ASSERT_EQ(::stat(file.c_str(), &info), 0) << file;
    EXPECT_EQ(info.st_mode & 0777, 0600U) << file;
  }
  ASSERT_EQ(::stat(folder_.Path("kho").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0700U);
}

TEST_F(StoreTest, OriginalIsReadFromAPath) {
  Store store = Open();
  sample::Sample sample = sample::Full();
  std::string path = folder_.Path("offered.pdf");
  ASSERT_TRUE(WriteFileAtomically(path, sample.bytes));
  IngestedDocument ingested = sample.Ingest();
  ingested.bytes = {};
  ingested.path = path;
  auto added = store.Add(ingested);
  ASSERT_TRUE(added) << Describe(added.error());
  EXPECT_EQ(store.Original(added->id).value(), sample.bytes);
}

TEST_F(StoreTest, DamagedOriginalIsNoticedAndMended) {
  Store store = Open();
  sample::Sample sample = sample::Full();
  DocumentId id = AddOrDie(store, sample).id;
  ASSERT_TRUE(WriteFileAtomically(store.OriginalPath(sample.document.source().sha256), "rotten"));
  EXPECT_EQ(store.Original(id).error().code, ErrorCode::kInvalidInput);
  ASSERT_TRUE(store.Remove(id));
  ASSERT_TRUE(WriteFileAtomically(store.OriginalPath(sample.document.source().sha256), "rotten"));
  id = AddOrDie(store, sample).id;
  EXPECT_EQ(store.Original(id).value(), sample.bytes);
}

TEST_F(StoreTest, BytesThatAreNotTheDocumentAreRefused) {
  Store store = Open();
  sample::Sample sample = sample::Full();
  IngestedDocument ingested = sample.Ingest();
  ingested.bytes = "other bytes";
  EXPECT_EQ(store.Add(ingested).error().code, ErrorCode::kInvalidInput);
  EXPECT_THAT(store.AllDocuments().value(), IsEmpty());
}

TEST_F(StoreTest, SameBytesAgainChangeNothingButTheLedger) {
  Store store = Open();
  sample::Sample sample = sample::Full();
  Added first = AddOrDie(store, sample);
  StoreStatistics before = store.Statistics().value();
  Added second = AddOrDie(store, sample);
  EXPECT_FALSE(first.was_there);
  EXPECT_TRUE(second.was_there);
  EXPECT_EQ(first.id, second.id);
  StoreStatistics after = store.Statistics().value();
  EXPECT_EQ(after.documents, 1);
  EXPECT_EQ(after.lines, before.lines);
  EXPECT_EQ(after.records, before.records);
  EXPECT_EQ(after.ledger, before.ledger + 1);
  EXPECT_EQ(store.FindBySha256(sample.document.source().sha256).value(), first.id);
  EXPECT_EQ(store.FindBySha256(std::string(64, '0')).value(), std::nullopt);
}

TEST_F(StoreTest, LedgerKeepsWhatBecameOfEveryFile) {
  Store store = Open();
  sample::Sample sample = sample::Full();
  IngestedDocument partial = sample.Ingest("/scans/a\nb.pdf");
  partial.partial = true;
  partial.message = "1 of 3 pages could not be read";
  DocumentId id = store.Add(partial).value().id;
  ASSERT_TRUE(store.Add(partial));
  LedgerEntry failed{
      0, "", "/scans/\xff\xfe.pdf", "", 0, Outcome::kFailed, ErrorCode::kEmpty, "the file holds no bytes", {}};
  ASSERT_TRUE(store.Record(failed));
  auto ledger = store.Ledger();
  ASSERT_TRUE(ledger) << Describe(ledger.error());
  ASSERT_EQ(ledger->size(), 3U);
  const LedgerEntry& newest = (*ledger)[0];
  EXPECT_EQ(newest.path, "/scans/\\xff\\xfe.pdf");
  EXPECT_EQ(newest.error_code, ErrorCode::kEmpty);
  EXPECT_EQ(newest.message, failed.message);
  EXPECT_EQ(newest.document, std::nullopt);
  EXPECT_EQ(newest.at.size(), std::string("2024-03-22T05:07:04Z").size());
  EXPECT_EQ((*ledger)[1].outcome, Outcome::kDuplicate);
  EXPECT_EQ((*ledger)[1].document, id);
  EXPECT_EQ((*ledger)[2].outcome, Outcome::kPartial);
  EXPECT_EQ((*ledger)[2].path, "/scans/a\nb.pdf");
  EXPECT_EQ((*ledger)[2].size, sample.bytes.size());
  EXPECT_EQ((*ledger)[2].message, partial.message);
  EXPECT_EQ(store.Ledger(Outcome::kFailed).value().size(), 1U);
  EXPECT_EQ(store.Ledger({}, 2).value().size(), 2U);
  EXPECT_TRUE(store.Brief(id).value().partial);
}

TEST_F(StoreTest, RemoveTakesEverythingButTheLedger) {
  Store store = Open();
  sample::Sample sample = sample::Full();
  DocumentId id = AddOrDie(store, sample).id;
  ASSERT_TRUE(store.Remove(id));
  for (const char* table :
       {"documents", "pages", "lines", "passages", "records", "record_agencies", "criteria", "deadlines", "zones",
        "sections", "tables", "diagnostics", "provenance", "recipients", "abbreviations"}) {
    EXPECT_EQ(Count(store, table), 0) << table;
  }
  EXPECT_EQ(Count(store, "passages_bare WHERE passages_bare MATCH 'ngay'"), 0);
  EXPECT_EQ(store.Ledger().value().size(), 1U);
  EXPECT_EQ(store.Ledger().value()[0].document, std::nullopt);
  EXPECT_FALSE(std::filesystem::exists(store.OriginalPath(sample.document.source().sha256)));
  EXPECT_FALSE(AddOrDie(store, sample).was_there);
}

TEST_F(StoreTest, DocumentsAreFoundByWhatPeopleCallThem) {
  Store store = Open();
  sample::Sample sample = sample::Full();
  DocumentId id = AddOrDie(store, sample).id;
  std::string sha = sample.document.source().sha256;
  for (const std::string& name : {std::string("57/KH-UBND"), std::string("57/kh-ubnd"), std::string("57"),
                                  std::string("57/KH"), sha, sha.substr(0, 6), std::string("kế hoạch.pdf")}) {
    EXPECT_THAT(store.FindDocuments(name).value(), ElementsAre(id)) << name;
  }
  for (const char* name : {"5", "57/K", "58/KH-UBND", "", "*", "%", "abc"}) {
    EXPECT_THAT(store.FindDocuments(name).value(), IsEmpty()) << name;
  }
}

TEST_F(StoreTest, ReadsAreServedReadOnlyAndWhileAnotherWrites) {
  sample::Sample sample = sample::Full();
  Store writer = Open();
  AddOrDie(writer, sample);
  Store reader = Open(Store::Mode::kReadOnly);
  EXPECT_EQ(reader.AllDocuments().value().size(), 1U);
  EXPECT_EQ(reader.Record(LedgerEntry{}).error().code, ErrorCode::kPermission);
}

TEST_F(StoreTest, ViewsShowWhatOutsideToolsNeed) {
  Store store = Open();
  AddOrDie(store, sample::Full());
  for (const auto& [view, rows] : std::map<std::string, int>{{"v_documents", 1},
                                                             {"v_deadlines", 3},
                                                             {"v_criteria", 2},
                                                             {"v_targets", 3},
                                                             {"v_assignments", 2},
                                                             {"v_references", 2},
                                                             {"v_rating_bands", 2},
                                                             {"v_ledger", 1}}) {
    EXPECT_EQ(Count(store, view), rows) << view;
  }
  std::string agencies;
  double score = 0;
  ASSERT_TRUE(store.Select("SELECT agencies, score_real FROM v_criteria WHERE code = '1.2'", {}, [&](const Row& row) {
    agencies = row.Text(0);
    score = row.Real(1);
  }));
  EXPECT_EQ(agencies, "Phòng Nội vụ; Văn phòng HĐND và UBND");
  EXPECT_DOUBLE_EQ(score, 0.813);
}

TEST(NameKeyTest, KeepsLettersAndDigitsOnly) {
  EXPECT_EQ(NameKey("PAR-INDEX"), "par index");
  EXPECT_EQ(NameKey("Par  Index "), "par index");
  EXPECT_EQ(NameKey("P. Nội vụ"), "p noi vu");
  EXPECT_EQ(NameKey("104/KH-UBND"), "104 kh ubnd");
  EXPECT_EQ(NameKey("Đồng Đăng"), "dong dang");
  EXPECT_EQ(NameKey("..."), "");
}

}  // namespace
}  // namespace vankho
