// Corrections: apart from the machine's reading, over it in every answer, undone, and still there after a new reading.
#include "pipeline/store/judgement.h"

#include <gtest/gtest.h>

#include "pipeline/store/store.h"
#include "tests/store/sample.h"

namespace vankho {
namespace {

const Actor kActor{"lan", "127.0.0.1"};

class JudgementTest : public testing::Test {
 protected:
  void SetUp() override {
    auto opened = Store::Open(folder_.Path("kho"), Store::Mode::kCreate);
    ASSERT_TRUE(opened);
    store_ = std::make_unique<Store>(std::move(*opened));
    document_ = store_->Add(full_.Ingest())->id;
  }
  // Ids of records of a kind, in order.
  std::vector<RecordId> Ids(const std::string& kind) {
    std::vector<RecordId> ids;
    EXPECT_TRUE(store_->Select("SELECT id FROM records WHERE kind = ? ORDER BY ordinal", {kind},
                               [&](const Row& row) { ids.push_back(row.Int(0)); }));
    return ids;
  }
  std::int64_t Correct(RecordId record, const std::string& field, const std::string& value) {
    auto ids = store_->Judge({{record, "", Verb::kCorrect, field, value, ""}}, kActor);
    EXPECT_TRUE(ids) << (ids ? "" : ids.error().message);
    return ids ? ids->front() : 0;
  }
  int Count(const std::string& sql) {
    int count = -1;
    EXPECT_TRUE(store_->Select(sql, {}, [&](const Row& row) { count = static_cast<int>(row.Int(0)); }));
    return count;
  }
  Deadline DeadlineAt(std::size_t i) { return store_->LoadRecords(document_)->deadlines.at(i); }

  sample::Folder folder_;
  sample::Sample full_ = sample::Full();
  std::unique_ptr<Store> store_;
  DocumentId document_ = 0;
};

TEST_F(JudgementTest, CorrectionWinsAndKeepsTheMachinesValue) {
  RecordId record = Ids("deadline")[2];
  std::int64_t id = Correct(record, "due", "30/6/2024");
  EXPECT_EQ(DeadlineAt(2).due->ToIso(), "2024-06-30");
  EXPECT_EQ(Count("SELECT count(*) FROM v_deadlines WHERE due_day = '2024-06-30'"), 1);
  Judgement judgement = store_->Judgements()->front();
  EXPECT_EQ(judgement.id, id);
  EXPECT_EQ(judgement.who, "lan");
  EXPECT_EQ(judgement.machine_value, "2024-07-31");
  EXPECT_EQ(judgement.value, "2024-06-30");
}

TEST_F(JudgementTest, UndoBringsBackWhatStoodBefore) {
  RecordId record = Ids("deadline")[2];
  std::int64_t first = Correct(record, "due", "30/6/2024");
  std::int64_t second = Correct(record, "due", "5/2024");
  EXPECT_EQ(DeadlineAt(2).due->ToIso(), "2024-05");
  ASSERT_TRUE(store_->UndoJudgement(second, kActor));
  EXPECT_EQ(DeadlineAt(2).due->ToIso(), "2024-06-30");
  ASSERT_TRUE(store_->UndoJudgement(first, kActor));
  EXPECT_EQ(store_->LoadRecords(document_), full_.records);
  auto again = store_->UndoJudgement(first, kActor);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::kConflict);
}

TEST_F(JudgementTest, UndoOfAnOlderCorrectionLeavesTheNewer) {
  RecordId record = Ids("criterion")[0];
  std::int64_t first = Correct(record, "score", "0,9");
  std::int64_t second = Correct(record, "score", "1,25");
  ASSERT_TRUE(store_->UndoJudgement(first, kActor));
  EXPECT_EQ(*store_->FieldValue(record, "score"), "1,25");
  ASSERT_TRUE(store_->UndoJudgement(second, kActor));
  EXPECT_EQ(*store_->FieldValue(record, "score"), "0,813");
}

TEST_F(JudgementTest, CorrectionsOfEveryFieldAreReadBack) {
  int checked = 0;
  for (const CorrectableField& field : CorrectableFields()) {
    if (field.kind == "document") continue;
    RecordId record = Ids(std::string(field.kind))[0];
    std::string value = field.type == FieldType::kNumber ? "7,25"
                        : field.type == FieldType::kYear ? "2031"
                        : field.type == FieldType::kDate ? "19/11/2031"
                        : field.type == FieldType::kText ? "Chữ \"mới\""
                                                         : "Sở Tư pháp; Sở Y tế";
    std::string before = *store_->FieldValue(record, field.name);
    std::int64_t id = Correct(record, std::string(field.name), value);
    EXPECT_EQ(*store_->FieldValue(record, field.name), value) << field.kind << "." << field.name;
    ASSERT_TRUE(store_->UndoJudgement(id, kActor));
    EXPECT_EQ(*store_->FieldValue(record, field.name), before) << field.kind << "." << field.name;
    ++checked;
  }
  EXPECT_GE(checked, 20);
  EXPECT_EQ(store_->LoadRecords(document_), full_.records);
}

TEST_F(JudgementTest, RolesStayWithTheirAgencies) {
  RecordId record = Ids("criterion")[0];
  Correct(record, "agencies", "Phòng Nội vụ; Văn phòng Huyện ủy");
  Criterion criterion = store_->LoadRecords(document_)->criteria[0];
  ASSERT_EQ(criterion.agencies.size(), 2U);
  EXPECT_EQ(criterion.agencies[0], (AgencyRole{"Phòng Nội vụ", Role::kLead}));
  EXPECT_EQ(criterion.agencies[1], (AgencyRole{"Văn phòng Huyện ủy", Role::kCoordinate}));
}

TEST_F(JudgementTest, RejectedRecordsLeaveEveryAnswer) {
  std::int64_t id = store_->Judge({{Ids("deadline")[0], "", Verb::kReject, "", "", "tiêu đề"}}, kActor)->front();
  EXPECT_EQ(store_->LoadRecords(document_)->deadlines.size(), 2U);
  EXPECT_EQ(Count("SELECT count(*) FROM v_deadlines"), 2);
  EXPECT_EQ(store_->Deadlines(Ids("deadline"))->size(), 2U);
  ASSERT_TRUE(store_->UndoJudgement(id, kActor));
  EXPECT_EQ(store_->LoadRecords(document_), full_.records);
}

TEST_F(JudgementTest, SurvivesANewReading) {
  Correct(Ids("deadline")[2], "due", "30/6/2024");
  ASSERT_TRUE(store_->Judge({{Ids("deadline")[0], "", Verb::kReject, "", "", ""}}, kActor));
  ASSERT_TRUE(store_->Judge({{0, full_.document.source().sha256, Verb::kCorrect, "number", "58/KH-UBND", ""}}, kActor));
  ASSERT_TRUE(store_->Remove(document_));
  // The new reading sees one record more before it, and another month.
  sample::Sample again = sample::Full();
  again.records.deadlines[2].due = sample::Date("2024-08-31");
  Deadline extra = again.records.deadlines[1];
  extra.printed.lines = {12};
  again.records.deadlines.insert(again.records.deadlines.begin(), extra);
  document_ = store_->Add(again.Ingest())->id;
  Records records = *store_->LoadRecords(document_);
  ASSERT_EQ(records.deadlines.size(), 3U);  // one of four is rejected
  EXPECT_EQ(records.deadlines[2].due->ToIso(), "2024-06-30");
  EXPECT_EQ(records.header.number, "58/KH-UBND");
  std::vector<Judgement> judgements = *store_->Judgements();
  for (const Judgement& judgement : judgements) {
    if (judgement.field == "due") {
      EXPECT_EQ(judgement.machine_value, "2024-08-31");
    }
    ASSERT_TRUE(store_->UndoJudgement(judgement.id, kActor));
  }
  EXPECT_EQ(store_->LoadRecords(document_), again.records);
}

TEST_F(JudgementTest, CorrectedWordsAreFound) {
  sample::Sample plain = sample::FromLines("a.txt", {"Phong Noi vu nop bao cao"}, [] {
    Records records;
    Assignment assignment;
    assignment.agency = "Phong Noi vu";
    assignment.task = "nop bao cao";
    assignment.printed.lines = {1};
    records.assignments = {assignment};
    return records;
  }());
  ASSERT_TRUE(store_->Add(plain.Ingest()));
  RecordId record = Ids("assignment").back();
  auto hits = [&] { return Count("SELECT count(*) FROM passages_tones WHERE passages_tones MATCH '\"kiểm định\"'"); };
  EXPECT_EQ(hits(), 0);
  std::int64_t id = 0;
  for (RecordId candidate : Ids("assignment")) {
    if (*store_->FieldValue(candidate, "task") == "nop bao cao") record = candidate;
  }
  id = Correct(record, "task", "nộp báo cáo kiểm định");
  EXPECT_EQ(hits(), 1);
  ASSERT_TRUE(store_->UndoJudgement(id, kActor));
  EXPECT_EQ(hits(), 0);
}

TEST_F(JudgementTest, RefusesWhatAFieldCannotHold) {
  auto refused = [&](const std::string& kind, const std::string& field, const std::string& value) {
    auto done = store_->Judge({{Ids(kind)[0], "", Verb::kCorrect, field, value, ""}}, kActor);
    return !done && done.error().code == ErrorCode::kUsage;
  };
  EXPECT_TRUE(refused("deadline", "due", "31/6/2024"));
  EXPECT_TRUE(refused("deadline", "due", "mai"));
  EXPECT_TRUE(refused("deadline", "id", "1"));
  EXPECT_TRUE(refused("criterion", "score", "hai"));
  EXPECT_TRUE(refused("criterion", "score_year", "12/2024"));
  EXPECT_EQ(store_->Judgements()->size(), 0U);
  EXPECT_EQ(store_->Judge({{999, "", Verb::kConfirm, "", "", ""}}, kActor).error().code, ErrorCode::kNotFound);
}

TEST_F(JudgementTest, ABatchIsWholeOrNot) {
  auto done = store_->Judge({{Ids("deadline")[2], "", Verb::kCorrect, "due", "30/6/2024", ""},
                             {Ids("deadline")[2], "", Verb::kCorrect, "due", "31/6/2024", ""}},
                            kActor);
  EXPECT_FALSE(done);
  EXPECT_EQ(store_->LoadRecords(document_), full_.records);
  EXPECT_EQ(store_->Judgements()->size(), 0U);
}

TEST_F(JudgementTest, EveryWriteIsLoggedAndInTheChangeFeed) {
  std::int64_t id = Correct(Ids("deadline")[2], "due", "30/6/2024");
  ASSERT_TRUE(store_->UndoJudgement(id, kActor));
  ASSERT_TRUE(store_->PutUser({"lan", "reviewer", "x", ""}, kActor));
  ASSERT_TRUE(store_->RemoveUser("lan", kActor));
  std::vector<std::string> actions;
  std::vector<AuditEntry> entries = *store_->Audit();
  for (const AuditEntry& entry : entries) actions.push_back(entry.action);
  EXPECT_EQ(actions, (std::vector<std::string>{"user-remove", "user-put", "undo", "correct"}));
  EXPECT_EQ(Count("SELECT count(*) FROM changes WHERE what = 'judged'"), 1);
  EXPECT_EQ(Count("SELECT count(*) FROM changes WHERE what = 'judgement-undone'"), 1);
  EXPECT_EQ(Count("SELECT count(*) FROM changes WHERE what = 'document-added'"), 1);
}

}  // namespace
}  // namespace vankho
