// Calendar, workbook, scores: read back by other readers than the writer where there is one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libical/ical.h>

#include <cstdlib>
#include <regex>
#include <sstream>

#include "pipeline/base/file.h"
#include "pipeline/export/export.h"
#include "pipeline/query/recurrence.h"
#include "tests/store/sample.h"

namespace vankho {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class OutsideFormatsTest : public ::testing::Test {
 protected:
  void Add(Records records) {
    auto added = store_.Add(sample::FromLines("kh.txt", {"Kế hoạch", "Nội dung"}, std::move(records)).Ingest());
    ASSERT_TRUE(added) << added.error().message;
  }
  sample::Folder folder_;
  Store store_ = std::move(Store::Open(folder_.Path("kho"), Store::Mode::kCreate).value());
};

struct FreeComponent {
  void operator()(icalcomponent* c) const { icalcomponent_free(c); }
};
using Parsed = std::unique_ptr<icalcomponent, FreeComponent>;

Records With(std::vector<Deadline> deadlines) {
  Records records = sample::FullRecords();
  records.deadlines = std::move(deadlines);
  return records;
}

Deadline Recurring(const std::string& rule) {
  Deadline d;
  d.kind = DeadlineKind::kRecurring;
  d.rrule = rule;
  d.text = "hàng tháng";
  d.action = "Báo cáo; gửi, nộp\\ngay";
  d.agencies = {"Phòng Nội vụ"};
  return sample::WithEvidence(d, 3, "hàng tháng báo cáo");
}

TEST_F(OutsideFormatsTest, CalendarIsReadBackByAParser) {
  Add(sample::FullRecords());
  Calendar calendar = WriteCalendar(*QueryDeadlines(store_, {}), "Thời hạn");
  EXPECT_EQ(calendar.events, 2U);
  EXPECT_EQ(calendar.left_out, 1U);  // "trong 5 ngày làm việc" of nothing that is dated
  Parsed parsed(icalparser_parse_string(calendar.text.c_str()));
  ASSERT_NE(parsed, nullptr);
  EXPECT_EQ(icalcomponent_count_errors(parsed.get()), 0);
  EXPECT_TRUE(icalrestriction_check(parsed.get()));
  icalcomponent* event = icalcomponent_get_first_component(parsed.get(), ICAL_VEVENT_COMPONENT);
  EXPECT_STREQ(icaltime_as_ical_string(icalcomponent_get_dtstart(event)), "20240731");
  EXPECT_THAT(icalcomponent_get_description(event), HasSubstr("57/KH-UBND ngày 22/03/2024"));
  EXPECT_THAT(icalcomponent_get_description(event), HasSubstr("trang 2"));
  event = icalcomponent_get_next_component(parsed.get(), ICAL_VEVENT_COMPONENT);
  EXPECT_STREQ(icaltime_as_ical_string(icalcomponent_get_dtstart(event)), "20240402");
  EXPECT_STREQ(icalcomponent_get_summary(event), "Phòng Nội vụ: Báo cáo tháng");
  EXPECT_THAT(calendar.text, HasSubstr("RRULE:FREQ=MONTHLY;BYMONTHDAY=2"));
}

TEST_F(OutsideFormatsTest, CalendarLinesAreFoldedBetweenLettersAndEndInCrLf) {
  Deadline d = Recurring("FREQ=MONTHLY");
  for (int i = 0; i < 60; ++i) d.action += " Ủy ban nhân dân huyện";
  Add(With({d}));
  std::string text = WriteCalendar(*QueryDeadlines(store_, {}), "x").text;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    ASSERT_TRUE(line.ends_with('\r')) << line;
    EXPECT_LE(line.size(), 76U);
    EXPECT_EQ(static_cast<unsigned char>(line[line[0] == ' ' ? 1 : 0]) & 0xC0U,
              line.size() > 1 ? static_cast<unsigned char>(line[line[0] == ' ' ? 1 : 0]) & 0x40U : 0U)
        << "cut inside a letter";
  }
}

TEST_F(OutsideFormatsTest, CalendarComesToTheSameDaysAsTheQuery) {
  for (const auto& [type, rule] :
       std::initializer_list<std::pair<const char*, const char*>>{{"cong_van", "FREQ=MONTHLY"},
                                                                  {"cong_van", "FREQ=MONTHLY;INTERVAL=3"},
                                                                  {"cong_van", "FREQ=MONTHLY;BYMONTHDAY=30"},
                                                                  {"cong_van", "FREQ=YEARLY"},
                                                                  {"cong_van", "FREQ=WEEKLY;BYDAY=FR"},
                                                                  {"cong_van", "FREQ=MONTHLY;BYMONTHDAY=15,31"},
                                                                  {"ke_hoach", "FREQ=MONTHLY"},
                                                                  {"ke_hoach", "FREQ=MONTHLY;BYMONTHDAY=2"}}) {
    PartialDate from = sample::Date("2024-03-22");
    PartialDate to = sample::Date("2026-03-22");
    std::set<std::string> expected, found;
    Records records = With({Recurring(rule)});
    records.header.type = type;
    auto last = LastDayOfDuty(type, records.header.title, from, rule);
    EXPECT_EQ(last.has_value(), std::string_view(type) == "ke_hoach");
    auto days = Expand(rule, from, from, last ? std::min(to, *last) : to);
    ASSERT_TRUE(days);
    for (const Occurrence& o : *days) expected.insert(o.day.ToIso());
    sample::Folder folder;
    Store store = std::move(Store::Open(folder.Path("kho"), Store::Mode::kCreate).value());
    ASSERT_TRUE(store.Add(sample::FromLines("a.txt", {"x"}, records).Ingest()));
    Parsed parsed(icalparser_parse_string(WriteCalendar(*QueryDeadlines(store, {}), "x").text.c_str()));
    for (auto* e = icalcomponent_get_first_component(parsed.get(), ICAL_VEVENT_COMPONENT); e != nullptr;
         e = icalcomponent_get_next_component(parsed.get(), ICAL_VEVENT_COMPONENT)) {
      auto* property = icalcomponent_get_first_property(e, ICAL_RRULE_PROPERTY);
      auto* iterator = icalrecur_iterator_new(icalproperty_get_rrule(property), icalcomponent_get_dtstart(e));
      for (auto day = icalrecur_iterator_next(iterator); !icaltime_is_null_time(day);
           day = icalrecur_iterator_next(iterator)) {
        auto date = PartialDate::Make(day.year, day.month, day.day);
        if (*date > to) break;
        found.insert(date->ToIso());
      }
      icalrecur_iterator_free(iterator);
    }
    EXPECT_EQ(found, expected) << rule;
  }
}

TEST_F(OutsideFormatsTest, UidStaysWhenWordsAreCorrectedAndDiffersWithinOneSentence) {
  auto uids = [](const Records& records) {
    sample::Folder folder;
    Store store = std::move(Store::Open(folder.Path("kho"), Store::Mode::kCreate).value());
    EXPECT_TRUE(store.Add(sample::FromLines("a.txt", {"x"}, records).Ingest()));
    std::set<std::string> all;
    Parsed parsed(icalparser_parse_string(WriteCalendar(*QueryDeadlines(store, {}), "x").text.c_str()));
    for (auto* e = icalcomponent_get_first_component(parsed.get(), ICAL_VEVENT_COMPONENT); e != nullptr;
         e = icalcomponent_get_next_component(parsed.get(), ICAL_VEVENT_COMPONENT))
      all.insert(icalcomponent_get_uid(e));
    return all;
  };
  Deadline corrected = Recurring("FREQ=MONTHLY;BYMONTHDAY=5");
  corrected.action = "Nộp báo cáo tháng";
  EXPECT_EQ(uids(With({Recurring("FREQ=MONTHLY;BYMONTHDAY=6")})), uids(With({corrected})));
  EXPECT_EQ(uids(With({Recurring("FREQ=MONTHLY"), corrected})).size(), 2U);
}

TEST_F(OutsideFormatsTest, HostileWordsStayWordsInACalendar) {
  Deadline d = Recurring("FREQ=MONTHLY;BYMONTHDAY=5");
  d.action = "x\r\nEND:VEVENT\r\nATTACH:file:///etc/passwd\x1b[31m";
  Deadline bad = Recurring("FREQ=SECONDLY");
  Add(With({d, bad}));
  Calendar calendar = WriteCalendar(*QueryDeadlines(store_, {}), "a\nATTACH:b");
  EXPECT_EQ(calendar.events, 1U);
  EXPECT_EQ(calendar.left_out, 1U);
  EXPECT_THAT(calendar.text, Not(HasSubstr("\nATTACH")));
  EXPECT_THAT(calendar.text, Not(HasSubstr("\x1b")));
}

TEST_F(OutsideFormatsTest, ScoresTellPointsLostExactly) {
  Add(sample::FullRecords());
  std::vector<Json> scores = ToScores(*QueryCriteria(store_, {}));
  ASSERT_EQ(scores.size(), 2U);
  std::string file = folder_.Path("scores.jsonl");
  ASSERT_TRUE(WriteFileAtomically(file, WriteJsonLines(scores)));
  EXPECT_EQ(std::system(("/usr/bin/python3 " VANKHO_SOURCE_DIR "/tests/export/validate.py --scores " + file).c_str()),
            0);
  EXPECT_EQ(scores[0]["criterion"], "Công tác kiểm tra");
  EXPECT_EQ(scores[0]["agency"], "Phòng Nội vụ");
  EXPECT_EQ(Dump(scores[0]["gap"]), "2.187");
  EXPECT_EQ(Dump(scores[0]["to_target"]), "2.137");
  EXPECT_EQ(scores[0]["evidence"]["page"], 2);
  EXPECT_TRUE(scores[1]["gap"].is_null());
  EXPECT_TRUE(scores[1]["agency"].is_null());
}

TEST(Xlsx, SameAnswersGiveTheSameBytes) {
  Grid grid;
  grid.columns = {{"a", true}, {"b"}};
  grid.rows = {{"1.5", "=1+1"}, {"", "x"}};
  auto first = WriteXlsx({{"one", grid}}, 1'700'000'000);
  ASSERT_TRUE(first);
  EXPECT_TRUE(first->starts_with("PK"));
  EXPECT_EQ(*first, *WriteXlsx({{"one", grid}}, 1'700'000'000));
}

TEST(BriefTime, SaysWhenInAFewWords) {
  Deadline deadline;
  EXPECT_EQ(BriefTime(deadline, false), "chưa rõ ngày");
  deadline.relative = RelativeTime{5, "working_day", "ngày nhận được văn bản"};
  EXPECT_EQ(BriefTime(deadline, false), "trong 5 ngày làm việc");
  EXPECT_EQ(BriefTime(deadline, true), "within 5 working days");
  deadline.rrule = "FREQ=MONTHLY;INTERVAL=3";
  EXPECT_EQ(BriefTime(deadline, false), "hàng quý");
  deadline.rrule = "FREQ=MONTHLY;BYMONTHDAY=15;UNTIL=20241231";
  EXPECT_EQ(BriefTime(deadline, false), "ngày 15 hàng tháng");
  deadline.rrule = "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30";
  EXPECT_EQ(BriefTime(deadline, false), "30/6 hàng năm");
  deadline.rrule = "FREQ=MONTHLY;BYMONTHDAY=15,30";
  EXPECT_EQ(BriefTime(deadline, false), "ngày 15, 30 hàng tháng");
  deadline.rrule = "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=15";
  EXPECT_EQ(BriefTime(deadline, false), "ngày 15 tháng 3, 6, 9, 12 hàng năm");
  EXPECT_EQ(BriefTime(deadline, true), "yearly, day 15 month 3, 6, 9, 12");
  deadline.rrule = "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=-1";
  EXPECT_EQ(BriefTime(deadline, false), "ngày cuối tháng 11 hàng năm");
  deadline.rrule = "FREQ=MONTHLY;BYMONTHDAY=-1";
  EXPECT_EQ(BriefTime(deadline, false), "ngày cuối hàng tháng");
  deadline.rrule = "FREQ=WEEKLY;INTERVAL=2";
  EXPECT_EQ(BriefTime(deadline, true), "every 2 weeks");
  deadline.due = sample::Date("2024-06-30");
  EXPECT_EQ(BriefTime(deadline, false), "30/06/2024");
}

TEST_F(OutsideFormatsTest, TheListToPrintIsTheSameFileAndTurnsPages) {
  Add(sample::FullRecords());
  Answers<DeadlineAnswer> answers = *QueryDeadlines(store_, {});
  ASSERT_EQ(answers.items.size(), 3U);
  DeadlineSheet sheet{"Thời hạn của Phòng Nội vụ", sample::Date("2024-04-01")};
  std::string pdf = *WriteDeadlineSheet(answers, sheet);
  EXPECT_EQ(pdf.substr(0, 5), "%PDF-");
  EXPECT_EQ(pdf, *WriteDeadlineSheet(answers, sheet));
  auto pages = [](const std::string& bytes) {
    static const std::regex kPage("/Type /Page[^s]");
    return std::distance(std::sregex_iterator(bytes.begin(), bytes.end(), kPage), std::sregex_iterator());
  };
  EXPECT_EQ(pages(pdf), 1);
  EXPECT_EQ(pages(*WriteDeadlineSheet({}, sheet)), 1);
  DeadlineAnswer one = answers.items.front();
  one.record.action = std::string(3000, 'x') + "\x01\xff";  // longer than a page is wide, and no text
  answers.items.assign(60, one);
  std::string many = *WriteDeadlineSheet(answers, sheet);
  EXPECT_GT(pages(many), 5);
}

}  // namespace
}  // namespace vankho
