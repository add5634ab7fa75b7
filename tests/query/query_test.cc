#include "pipeline/query/query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipeline/query/desk.h"
#include "tests/store/sample.h"

namespace vankho {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

Deadline DatedFor(const char* due, const char* action, std::vector<std::string> agencies) {
  Deadline d;
  d.text = due;
  d.due = sample::Date(due);
  d.action = action;
  d.agencies = std::move(agencies);
  return sample::WithEvidence(d, 3, action);
}

Deadline Monthly(const char* action) {
  Deadline d;
  d.kind = DeadlineKind::kRecurring;
  d.rrule = "FREQ=MONTHLY;BYMONTHDAY=2";
  d.action = action;
  d.agencies = {"Phòng Nội vụ"};
  return sample::WithEvidence(d, 4, action);
}

Deadline After(int amount, const char* unit, const char* anchor, const char* action) {
  Deadline d;
  d.kind = DeadlineKind::kRelative;
  d.relative = RelativeTime{amount, unit, anchor};
  d.action = action;
  return sample::WithEvidence(d, 5, action);
}

Records Plan2024() {
  Records r;
  r.header.type = "ke_hoach";
  r.header.number = "57/KH-UBND";
  r.header.issuer = "Ủy ban nhân dân huyện Sông Đào";
  r.header.issued_date = sample::Date("2024-03-22");
  r.header.title = "Nâng cao Chỉ số PAR INDEX năm 2024";
  r.deadlines = {DatedFor("2024-06-30", "rà soát", {"Phòng Nội vụ"}),
                 DatedFor("2024-05-10", "niêm yết", {"Phòng Tư pháp", "Ủy ban nhân dân các xã, thị trấn"}),
                 DatedFor("2024-07", "kiểm tra", {}),
                 Monthly("báo cáo tháng"),
                 After(10, "day", "kể từ ngày ký", "triển khai"),
                 After(5, "working_day", "kể từ ngày ký", "gửi kế hoạch"),
                 After(5, "day", "ngày ký hợp đồng", "nghiệm thu")};
  Criterion in_annex;
  in_annex.index = "PAR INDEX";
  in_annex.code = "1.2";
  in_annex.score_year = 2023;
  in_annex.agencies = {{"Phòng Nội vụ", Role::kLead}};
  Criterion unnamed;
  unnamed.code = "2.1";
  Criterion other;
  other.index = "SIPAS";
  other.code = "3";
  other.target_year = 2025;
  r.criteria = {sample::WithEvidence(in_annex, 6, "a"), sample::WithEvidence(unnamed, 7, "b"),
                sample::WithEvidence(other, 8, "c")};
  Target target;
  target.subject = "Chỉ số hài lòng";
  target.year = 2025;
  r.targets = {sample::WithEvidence(target, 9, "d")};
  r.assignments = {sample::WithEvidence(Assignment{{}, "Phòng Nội vụ", Role::kLead, "chủ trì"}, 9, "e"),
                   sample::WithEvidence(Assignment{{}, "Trưởng Phòng Nội vụ", Role::kLead, "đôn đốc"}, 9, "f")};
  return r;
}

Records Report2023() {
  Records r;
  r.header.type = "bao_cao";
  r.header.number = "9/BC-SNV";
  r.header.issuer = "Sở Nội vụ";
  r.header.issued_date = sample::Date("2023-01");
  r.header.title = "Kết quả PAPI";
  r.deadlines = {DatedFor("2023-12-31", "tổng kết", {"Sở Tài chính"})};
  return r;
}

class QueryTest : public ::testing::Test {
 protected:
  void SetUp() override {
    Add("a.txt", Plan2024());
    Add("b.txt", Report2023());
  }
  void Add(const std::string& name, const Records& records) {
    ASSERT_TRUE(store_.Add(sample::FromLines(name, {name}, records).Ingest()));
  }
  // "due basis action", one a deadline.
  std::vector<std::string> Ask(const Filter& filter) {
    auto answers = QueryDeadlines(store_, filter);
    if (!answers) return {"error: " + answers.error().message};
    std::vector<std::string> out;
    for (const DeadlineAnswer& a : answers->items) {
      std::string basis = a.basis == DueBasis::kStated ? "" : std::string(Name(a.basis)) + " ";
      out.push_back((a.due ? a.due->ToIso() + " " : "") + basis + a.record.action);
    }
    return out;
  }
  sample::Folder folder_;
  Store store_ = std::move(Store::Open(folder_.Path("kho"), Store::Mode::kCreate).value());
};

TEST_F(QueryTest, AllDeadlinesDatedOnesFirst) {
  std::vector<std::string> all = Ask({});
  ASSERT_THAT(all, SizeIs(8));
  EXPECT_THAT(std::vector(all.begin(), all.begin() + 5),
              ElementsAre("2023-12-31 tổng kết", "2024-04-01 issue-date triển khai", "2024-05-10 niêm yết",
                          "2024-06-30 rà soát", "2024-07-31 kiểm tra"));
  EXPECT_THAT(std::vector(all.begin() + 5, all.end()),
              ElementsAre("none báo cáo tháng", "none gửi kế hoạch", "none nghiệm thu"));
}

TEST_F(QueryTest, ARangeUnrollsRecurringDuties) {
  Filter filter;
  filter.due_from = sample::Date("2024-05-01");
  filter.due_to = sample::Date("2024-06-30");
  EXPECT_THAT(Ask(filter), ElementsAre("2024-05-02 occurrence báo cáo tháng", "2024-05-10 niêm yết",
                                       "2024-06-02 occurrence báo cáo tháng", "2024-06-30 rà soát"));
  filter.due_from.reset();
  filter.due_to = sample::Date("2024-05-02");
  EXPECT_THAT(Ask(filter), ElementsAre("2023-12-31 tổng kết", "2024-04-01 issue-date triển khai",
                                       "2024-04-02 occurrence báo cáo tháng", "2024-05-02 occurrence báo cáo tháng"));
}

TEST_F(QueryTest, APlansRecurringDutiesEndWithItsYear) {
  Filter filter;
  filter.due_from = sample::Date("2024-07-31");
  filter.today = sample::Date("2024-03-01");
  std::vector<std::string> found = Ask(filter);
  ASSERT_THAT(found, SizeIs(7));
  EXPECT_EQ(found[0], "2024-07-31 kiểm tra");
  EXPECT_EQ(found[6], "2025-01-02 occurrence báo cáo tháng") << "the report on December";
}

TEST_F(QueryTest, AnOpenRangeEndsAYearOn) {
  Records letter = Plan2024();
  letter.header.number = "12/UBND-NV";
  letter.header.type = "cong_van";
  letter.deadlines = {Monthly("báo cáo nhanh")};
  Add("c.txt", letter);
  Filter filter;
  filter.document = "12/UBND-NV";
  filter.due_from = sample::Date("2024-07-31");
  filter.today = sample::Date("2024-03-01");
  std::vector<std::string> found = Ask(filter);
  ASSERT_THAT(found, SizeIs(12));
  EXPECT_EQ(found[11], "2025-07-02 occurrence báo cáo nhanh");
  filter.due_from = sample::Date("2199-12-31");  // the end of the calendar is no accident
  EXPECT_THAT(Ask(filter), IsEmpty());
}

TEST_F(QueryTest, WorkingDaysAreCountedWhereTheAnchorIsKnown) {
  Records plan = Plan2024();
  plan.header.number = "58/KH-UBND";
  plan.deadlines = {After(5, "working_day", "ngày ký", "từ ngày ký"),
                    After(3, "working_day", "ngày 26/4/2024", "qua kỳ nghỉ"),
                    After(30, "day", "từ ngày 15 tháng 5 năm 2024", "ba mươi ngày"),
                    After(3, "working_day", "ngày nhận được văn bản", "không rõ ngày")};
  Add("c.txt", plan);
  Filter filter;
  filter.document = "58/KH-UBND";
  EXPECT_THAT(Ask(filter), ElementsAre("2024-06-14 anchor-date ba mươi ngày", "none từ ngày ký", "none qua kỳ nghỉ",
                                       "none không rõ ngày"))
      << "without a calendar nothing is guessed";
  auto calendar = WorkCalendar::Load(VANKHO_SOURCE_DIR);
  ASSERT_TRUE(calendar.has_value());
  filter.calendar = std::make_shared<const WorkCalendar>(*calendar);
  EXPECT_THAT(Ask(filter), ElementsAre("2024-03-29 issue-date từ ngày ký", "2024-05-04 anchor-date qua kỳ nghỉ",
                                       "2024-06-14 anchor-date ba mươi ngày", "none không rõ ngày"));
  filter.due_from = sample::Date("2024-05-01");
  filter.due_to = sample::Date("2024-05-31");
  EXPECT_THAT(Ask(filter), ElementsAre("2024-05-04 anchor-date qua kỳ nghỉ"));
}

TEST_F(QueryTest, ATermEndsOnAWorkingDay) {
  Records plan = Plan2024();
  plan.header.number = "59/KH-UBND";
  plan.deadlines = {After(10, "day", "ngày 29/01/2024", "trong Tết"), After(1, "month", "ngày 23/5/2024", "Chủ nhật"),
                    After(2, "working_day", "ngày 13/02/2026", "Tết chưa quyết định")};
  Add("c.txt", plan);
  Filter filter;
  filter.document = "59/KH-UBND";
  EXPECT_THAT(Ask(filter), ElementsAre("2024-02-08 anchor-date trong Tết", "2024-06-23 anchor-date Chủ nhật",
                                       "none Tết chưa quyết định"))
      << "without a calendar";
  auto calendar = WorkCalendar::Load(VANKHO_SOURCE_DIR);
  ASSERT_TRUE(calendar.has_value());
  filter.calendar = std::make_shared<const WorkCalendar>(*calendar);
  EXPECT_THAT(Ask(filter), ElementsAre("2024-02-15 anchor-date trong Tết", "2024-06-24 anchor-date Chủ nhật",
                                       "2026-02-24 anchor-date Tết chưa quyết định"));
  auto answers = QueryDeadlines(store_, filter);
  ASSERT_TRUE(answers.has_value());
  EXPECT_FALSE(answers->items[0].projected);
  EXPECT_TRUE(answers->items[2].projected);
  EXPECT_THAT(answers->items[2].record.flags, testing::Contains("calendar-projected"));
}

TEST_F(QueryTest, OverdueIsRelativeToTheDayThatIsGiven) {
  Filter filter;
  filter.overdue = true;
  EXPECT_EQ(QueryDeadlines(store_, filter).error().code, ErrorCode::kUsage);
  filter.today = sample::Date("2024-05-10");
  EXPECT_THAT(Ask(filter), ElementsAre("2023-12-31 tổng kết", "2024-04-01 issue-date triển khai"));
  filter.today = sample::Date("2024-05-11");
  EXPECT_THAT(Ask(filter),
              ElementsAre("2023-12-31 tổng kết", "2024-04-01 issue-date triển khai", "2024-05-10 niêm yết"));
  filter.due_from = sample::Date("2024-05-01");
  EXPECT_THAT(Ask(filter), ElementsAre("2024-05-02 occurrence báo cáo tháng", "2024-05-10 niêm yết"));
  auto answers = QueryDeadlines(store_, filter);
  for (const DeadlineAnswer& a : answers->items) EXPECT_EQ(a.overdue, true);
}

TEST_F(QueryTest, YearTakesItsDaysAndTheUndatedOfItsDocuments) {
  Filter filter;
  filter.year = 2023;
  EXPECT_THAT(Ask(filter), ElementsAre("2023-12-31 tổng kết"));
  filter.year = 2024;
  EXPECT_THAT(Ask(filter), SizeIs(4 + 9 + 2));  // four days, April to December, two that cannot be dated
}

TEST_F(QueryTest, AgenciesByNameOrByWords) {
  Filter filter;
  filter.agencies = {"Phòng Nội vụ", "Phòng Tư pháp"};
  EXPECT_THAT(Ask(filter), ElementsAre("2024-05-10 niêm yết", "2024-06-30 rà soát", "none báo cáo tháng"));
  filter.agencies.clear();
  filter.agency_text = "tu phap";
  EXPECT_THAT(Ask(filter), ElementsAre("2024-05-10 niêm yết"));
  filter.agency_text = "phap";
  EXPECT_THAT(Ask(filter), ElementsAre("2024-05-10 niêm yết"));
  filter.agency_text = "pha";  // not a whole word
  EXPECT_THAT(Ask(filter), IsEmpty());
  filter.agency_text = "...";
  EXPECT_EQ(QueryDeadlines(store_, filter).error().code, ErrorCode::kUsage);
  filter.agency_text = "%' OR 1=1 --";
  EXPECT_THAT(Ask(filter), IsEmpty());
}

TEST_F(QueryTest, DocumentIssuerAndIndex) {
  Filter filter;
  filter.document = "9/BC-SNV";
  EXPECT_THAT(Ask(filter), ElementsAre("2023-12-31 tổng kết"));
  filter.document = "404/KH-UBND";
  EXPECT_EQ(QueryDeadlines(store_, filter).error().code, ErrorCode::kNotFound);
  filter.document.clear();
  filter.issuer = "so noi vu";
  EXPECT_THAT(Ask(filter), ElementsAre("2023-12-31 tổng kết"));
  filter.issuer.clear();
  filter.indexes = {"papi"};
  EXPECT_THAT(Ask(filter), ElementsAre("2023-12-31 tổng kết"));
  filter.indexes = {"parindex"};
  EXPECT_THAT(Ask(filter), SizeIs(7));
}

TEST_F(QueryTest, LimitAndOffsetKeepTheTotal) {
  Filter filter;
  filter.limit = 2;
  filter.offset = 1;
  auto answers = QueryDeadlines(store_, filter);
  ASSERT_TRUE(answers);
  EXPECT_EQ(answers->total, 8U);
  EXPECT_THAT(Ask(filter), ElementsAre("2024-04-01 issue-date triển khai", "2024-05-10 niêm yết"));
  filter.offset = 100;
  EXPECT_THAT(Ask(filter), IsEmpty());
}

TEST_F(QueryTest, AnswersCarryTheirDocumentAndEvidence) {
  Filter filter;
  filter.document = "9/BC-SNV";
  auto answers = QueryDeadlines(store_, filter);
  ASSERT_TRUE(answers);
  const DeadlineAnswer& answer = answers->items.at(0);
  EXPECT_EQ(answers->DocumentOf(answer).header.number, "9/BC-SNV");
  EXPECT_EQ(answer.record, Report2023().deadlines[0]);
}

std::vector<std::string> Codes(const Result<Answers<CriterionAnswer>>& answers) {
  std::vector<std::string> codes;
  for (const CriterionAnswer& a : answers->items) codes.push_back(a.record.code);
  return codes;
}

TEST_F(QueryTest, Criteria) {
  EXPECT_THAT(Codes(QueryCriteria(store_, {})), ElementsAre("1.2", "2.1", "3"));
  Filter filter;
  filter.indexes = {"Par-Index"};
  EXPECT_THAT(Codes(QueryCriteria(store_, filter)), ElementsAre("1.2", "2.1"));
  filter.indexes = {"SIPAS"};
  EXPECT_THAT(Codes(QueryCriteria(store_, filter)), UnorderedElementsAre("2.1", "3"));
  filter.indexes.clear();
  filter.year = 2023;
  EXPECT_THAT(Codes(QueryCriteria(store_, filter)), ElementsAre("1.2"));
  filter.year = 2024;
  EXPECT_THAT(Codes(QueryCriteria(store_, filter)), ElementsAre("2.1"));
  filter.year.reset();
  filter.agencies = {"phong noi vu"};
  EXPECT_THAT(Codes(QueryCriteria(store_, filter)), ElementsAre("1.2"));
}

TEST_F(QueryTest, TargetsAndAssignments) {
  Filter filter;
  filter.year = 2025;
  EXPECT_THAT(QueryTargets(store_, filter)->items, SizeIs(1));
  filter.year = 2024;
  EXPECT_THAT(QueryTargets(store_, filter)->items, IsEmpty());
  filter.agencies = {"Phòng Nội vụ"};
  EXPECT_THAT(QueryAssignments(store_, filter)->items, SizeIs(1));
  EXPECT_EQ(QueryTargets(store_, filter).error().code, ErrorCode::kUsage);
  filter.agency_text = "Phòng Nội vụ";
  EXPECT_THAT(QueryAssignments(store_, filter)->items, SizeIs(2));
}

TEST_F(QueryTest, DocumentsNewestFirstWithCounts) {
  auto answers = QueryDocuments(store_, {});
  ASSERT_TRUE(answers);
  ASSERT_THAT(answers->items, SizeIs(2));
  const DocumentAnswer& plan = answers->items[0];
  EXPECT_EQ(answers->DocumentOf(plan).header.number, "57/KH-UBND");
  EXPECT_EQ(plan.deadlines, 7);
  EXPECT_EQ(plan.criteria, 3);
  EXPECT_EQ(plan.targets, 1);
  EXPECT_EQ(plan.assignments, 2);
  EXPECT_EQ(plan.references + plan.rating_bands, 0);
  Filter filter;
  filter.agencies = {"Sở Tài chính"};
  EXPECT_THAT(QueryDocuments(store_, filter)->items, SizeIs(1));
}

TEST_F(QueryTest, DocumentsWithAPageOfAGrade) {
  ASSERT_TRUE(store_.Add(sample::Full().Ingest()));  // its pages: bad, unknown, text
  Filter filter;
  for (PageGrade grade : {PageGrade::kBad, PageGrade::kText}) {
    filter.page_grade = grade;
    EXPECT_THAT(QueryDocuments(store_, filter)->items, SizeIs(1)) << Name(grade);
  }
  filter.page_grade = PageGrade::kClean;
  EXPECT_THAT(QueryDocuments(store_, filter)->items, IsEmpty());
}

TEST_F(QueryTest, OrderDoesNotDependOnTheOrderOfIngest) {
  sample::Folder folder;
  Store other = std::move(Store::Open(folder.Path("kho"), Store::Mode::kCreate).value());
  ASSERT_TRUE(other.Add(sample::FromLines("b.txt", {"b.txt"}, Report2023()).Ingest()));
  ASSERT_TRUE(other.Add(sample::FromLines("a.txt", {"a.txt"}, Plan2024()).Ingest()));
  auto here = QueryDeadlines(store_, {});
  auto there = QueryDeadlines(other, {});
  ASSERT_EQ(here->items.size(), there->items.size());
  for (std::size_t i = 0; i < here->items.size(); ++i) EXPECT_EQ(here->items[i].record, there->items[i].record);
}

TEST_F(QueryTest, ARuleThatCannotBeReadDoesNotLoseTheDuty) {
  Records records = Report2023();
  Deadline odd = Monthly("kỳ lạ");
  odd.rrule = "FREQ=FORTNIGHTLY";
  records.deadlines = {odd};
  Add("c.txt", records);
  Filter filter;
  filter.due_from = sample::Date("2024-05-01");
  filter.due_to = sample::Date("2024-05-01");
  EXPECT_THAT(Ask(filter), ElementsAre("none kỳ lạ"));
}

// Pages of an archive are read by another way than the whole list; they hold the same.
TEST_F(QueryTest, PagesOfAllAndOfWhatIsOverdueAreSlicesOfTheWhole) {
  Deadline open;
  open.kind = DeadlineKind::kRelative;
  open.relative = RelativeTime{10, "working_day", ""};
  Records more = Plan2024();
  more.header.number = "99/KH-UBND";
  more.deadlines.push_back(sample::WithEvidence(open, 3, "trong 10 ngày"));
  Add("c.txt", more);
  Filter marked;
  RecordId done = QueryDeadlines(store_, marked)->items.front().id;
  std::string day = QueryDeadlines(store_, marked)->items.front().due->ToIso();
  ASSERT_TRUE(store_.Judge({{done, "", Verb::kDone, day, "", ""}}, {"lan", ""}));
  for (bool overdue : {false, true}) {
    for (Filter::Done state : {Filter::Done::kAny, Filter::Done::kOpen}) {
      Filter filter;
      filter.overdue = overdue;
      filter.done = state;
      filter.today = sample::Date("2024-06-01");
      auto whole = QueryDeadlines(store_, filter);
      ASSERT_TRUE(whole);
      ASSERT_GT(whole->items.size(), 1U);
      filter.limit = 2;
      for (; filter.offset <= whole->items.size(); ++filter.offset) {
        auto page = QueryDeadlines(store_, filter);
        ASSERT_TRUE(page);
        EXPECT_EQ(page->total, whole->total);
        for (std::size_t i = 0; i < page->items.size(); ++i) {
          const DeadlineAnswer& expected = whole->items[filter.offset + i];
          EXPECT_EQ(page->items[i].id, expected.id);
          EXPECT_EQ(page->items[i].due, expected.due);
          EXPECT_EQ(page->items[i].basis, expected.basis);
          EXPECT_EQ(page->items[i].done.has_value(), expected.done.has_value());
        }
        EXPECT_EQ(page->items.size(), std::min<std::size_t>(2, whole->items.size() - filter.offset));
      }
    }
  }
}

// Two scans of one paper, the second with a record that the first does not show.
TEST(QueryCopies, WhatOnlyACopySaysIsStillAnswered) {
  sample::Folder folder;
  Store store = std::move(Store::Open(folder.Path("kho"), Store::Mode::kCreate).value());
  const std::vector<std::string> plan = {
      "Ủy ban nhân dân huyện giao Phòng Nội vụ chủ trì, phối hợp với các phòng, ban tham mưu kế hoạch kiểm tra",
      "Các xã, thị trấn báo cáo kết quả thực hiện cải cách hành chính về Phòng Nội vụ để tổng hợp",
      "Văn phòng niêm yết công khai thủ tục hành chính thuộc thẩm quyền giải quyết tại bộ phận một cửa"};
  auto deadline = [](const char* due, const char* action) {
    Deadline d;
    d.due = sample::Date(due);
    d.action = action;
    d.agencies = {"Phòng Nội vụ"};
    return sample::WithEvidence(d, 1, action);
  };
  auto add = [&](const std::string& last, const std::vector<Deadline>& deadlines) {
    Records records;
    records.header.number = "57/KH-UBND";
    records.header.issuer = "Ủy ban nhân dân huyện Sông Đào";
    records.header.issued_date = sample::Date("2024-03-22");
    records.deadlines = deadlines;
    std::vector<std::string> lines = plan;
    lines.push_back(last);
    return store.Add(sample::FromLines(last, lines, records).Ingest())->id;
  };
  DocumentId first =
      add("Lưu: VT", {deadline("2024-06-30", "báo cáo kết quả kiểm tra"), deadline("2024-07-15", "niêm yết")});
  DocumentId second = add(
      "Lưu: VT, NV", {deadline("2024-06-30", "báo cáo kêt quả kiểm tra"), deadline("2024-09-15", "tổng hợp báo cáo")});
  ASSERT_EQ(store.Statistics()->copies, 1);
  auto days = [&](const Filter& filter) {
    std::vector<std::string> found;
    auto answers = QueryDeadlines(store, filter);
    for (const DeadlineAnswer& answer : answers->items) found.push_back(answer.due->ToIso());
    return found;
  };
  EXPECT_THAT(days({}), ElementsAre("2024-06-30", "2024-07-15", "2024-09-15"));
  auto loads = QueryAgencies(store, sample::Date("2024-06-01"), "", 10, 0);
  ASSERT_EQ(loads->items.size(), 1U);
  EXPECT_EQ(loads->items[0].deadlines, 3);
  EXPECT_EQ(loads->items[0].upcoming, 2);
  Filter phrase;
  EXPECT_EQ(QueryText(store, "niêm yết công khai", phrase)->items.size(), 1U);
  EXPECT_EQ(QueryText(store, "\"VT, NV\"", phrase)->items.size(), 1U);
  ASSERT_TRUE(store.Remove(first));
  EXPECT_THAT(days({}), ElementsAre("2024-06-30", "2024-09-15"));
  static_cast<void>(second);
}

}  // namespace
}  // namespace vankho
