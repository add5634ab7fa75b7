#include "pipeline/query/recurrence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace vankho {
namespace {

PartialDate Day(const char* iso) { return PartialDate::FromIso(iso).value(); }

std::string Days(std::string_view rule, const char* start, const char* from, const char* to) {
  auto occurrences = Expand(rule, Day(start), Day(from), Day(to));
  if (!occurrences) return "error";
  std::string out;
  for (const Occurrence& o : *occurrences) out += (out.empty() ? "" : " ") + o.day.ToIso() + (o.period_end ? "*" : "");
  return out;
}

struct Case {
  const char *rule, *start, *from, *to, *expected;
};

class RecurrenceTest : public ::testing::TestWithParam<Case> {};

TEST_P(RecurrenceTest, Expands) {
  const Case& c = GetParam();
  EXPECT_EQ(Days(c.rule, c.start, c.from, c.to), c.expected) << c.rule;
}

INSTANTIATE_TEST_SUITE_P(
    Rules, RecurrenceTest,
    ::testing::Values(
        // a day of the month
        Case{"FREQ=MONTHLY;BYMONTHDAY=2", "2024-01-15", "2024-01-01", "2024-04-30", "2024-02-02 2024-03-02 2024-04-02"},
        Case{"FREQ=MONTHLY;BYMONTHDAY=2", "2020-01-15", "2024-03-02", "2024-04-02", "2024-03-02 2024-04-02"},
        Case{"FREQ=MONTHLY;BYMONTHDAY=5,20", "2024-01-01", "2024-01-01", "2024-02-10",
             "2024-01-05 2024-01-20 2024-02-05"},
        // the last day, and days that a month lacks
        Case{"FREQ=MONTHLY;BYMONTHDAY=-1", "2024-01-01", "2024-01-01", "2024-04-30",
             "2024-01-31 2024-02-29 2024-03-31 2024-04-30"},
        Case{"FREQ=MONTHLY;BYMONTHDAY=30", "2023-01-01", "2023-01-01", "2023-04-30",
             "2023-01-30 2023-02-28 2023-03-30 2023-04-30"},
        Case{"FREQ=MONTHLY;BYMONTHDAY=15,31", "2023-01-01", "2023-02-01", "2023-03-31",
             "2023-02-15 2023-02-28 2023-03-15 2023-03-31"},
        Case{"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2023-01-01", "2023-01-01", "2024-12-31", "2023-02-28 2024-02-29"},
        // no day named: the end of the period
        Case{"FREQ=MONTHLY", "2024-01-10", "2024-01-01", "2024-03-31", "2024-01-31* 2024-02-29* 2024-03-31*"},
        Case{"FREQ=MONTHLY;INTERVAL=3", "2024-02-10", "2024-01-01", "2024-12-31",
             "2024-03-31* 2024-06-30* 2024-09-30* 2024-12-31*"},
        Case{"FREQ=MONTHLY;INTERVAL=6", "2024-02-10", "2024-01-01", "2024-12-31", "2024-06-30* 2024-12-31*"},
        Case{"FREQ=YEARLY", "2024-02-10", "2024-01-01", "2025-12-31", "2024-12-31* 2025-12-31*"},
        Case{"FREQ=YEARLY;BYMONTH=6", "2024-02-10", "2024-01-01", "2025-12-31", "2024-06-30* 2025-06-30*"},
        Case{"FREQ=WEEKLY", "2024-03-01", "2024-03-01", "2024-03-14", "2024-03-03* 2024-03-10*"},
        // days of the month in the last month of each quarter
        Case{"FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15", "2024-02-10", "2024-01-01", "2024-12-31",
             "2024-03-15 2024-06-15 2024-09-15 2024-12-15"},
        Case{"FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=10", "2024-04-01", "2024-01-01", "2024-12-31",
             "2024-06-10 2024-09-10 2024-12-10"},
        Case{"FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=5", "2019-04-01", "2020-01-01", "2022-12-31",
             "2020-12-05 2021-12-05 2022-12-05"},
        // days of the week
        Case{"FREQ=WEEKLY;BYDAY=FR", "2024-03-01", "2024-03-01", "2024-03-15", "2024-03-01 2024-03-08 2024-03-15"},
        Case{"FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "2024-03-04", "2024-03-04", "2024-04-07",
             "2024-03-04 2024-03-18 2024-04-01"},
        Case{"FREQ=MONTHLY;BYDAY=-1FR", "2024-01-01", "2024-01-01", "2024-02-29", "2024-01-26 2024-02-23"},
        Case{"FREQ=DAILY", "2024-02-28", "2024-02-01", "2024-03-01", "2024-02-28 2024-02-29 2024-03-01"},
        Case{"FREQ=DAILY;INTERVAL=10", "2024-01-01", "2024-01-05", "2024-01-31", "2024-01-11 2024-01-21 2024-01-31"},
        // ends
        Case{"FREQ=MONTHLY;BYMONTHDAY=2;UNTIL=20240315", "2024-01-01", "2024-01-01", "2024-12-31",
             "2024-01-02 2024-02-02 2024-03-02"},
        Case{"FREQ=MONTHLY;BYMONTHDAY=2;COUNT=2", "2024-01-01", "2024-01-01", "2024-12-31", "2024-01-02 2024-02-02"},
        Case{"FREQ=MONTHLY;BYMONTHDAY=2", "2024-01-01", "2024-05-03", "2024-05-04", ""},
        Case{"FREQ=MONTHLY;BYMONTHDAY=2", "2024-01-01", "2024-05-03", "2023-05-04", ""}));

TEST(RecurrenceErrorTest, RulesThatCannotBeReadAreErrors) {
  for (const char* rule : {"", "monthly", "FREQ=", "FREQ=HOURLY", "FREQ=SECONDLY", "BYMONTHDAY=2",
                           "FREQ=MONTHLY;BYMONTHDAY=99", "FREQ=MONTHLY;X=1", "FREQ=MONTHLY;FREQ=DAILY",
                           "FREQ=MONTHLY;INTERVAL=0x", "FREQ=MONTHLY;BYDAY=XX", "FREQ=MONTHLY;BYMONTHDAY=a"}) {
    EXPECT_EQ(Days(rule, "2024-01-01", "2024-01-01", "2024-12-31"), "error") << rule;
  }
  EXPECT_EQ(Days(std::string("FREQ=MONTHLY;BYMONTHDAY=") + std::string(100000, '1'), "2024-01-01", "2024-01-01",
                 "2024-12-31"),
            "error");
}

TEST(RecurrenceErrorTest, HostileRulesEnd) {
  EXPECT_TRUE(
      Expand("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31;BYDAY=MO", Day("1900-01-01"), Day("1900-01-01"), Day("2200-12-31")));
  EXPECT_EQ(Expand("FREQ=DAILY", Day("1900-01-01"), Day("1900-01-01"), Day("2200-12-31")).value().size(), 109938U);
}

TEST(LastDayOfDuty, ThePlansYearBinds) {
  auto last = [](std::string_view type, std::string_view title, std::string_view rule) {
    auto day = LastDayOfDuty(type, title, Day("2024-03-22"), rule);
    return day ? day->ToIso() : "open";
  };
  EXPECT_EQ(last("ke_hoach", "Cải thiện chỉ số năm 2024", "FREQ=MONTHLY"), "2024-12-31");
  EXPECT_EQ(last("ke_hoach", "Cải thiện chỉ số năm 2024", "FREQ=MONTHLY;BYMONTHDAY=5"), "2025-01-15");
  EXPECT_EQ(last("ke_hoach", "Cải thiện chỉ số năm 2024", "FREQ=MONTHLY;BYMONTHDAY=25"), "2024-12-31");
  EXPECT_EQ(last("chuong_trinh", "Giai đoạn 2021-2025", "FREQ=YEARLY"), "2025-12-31");
  EXPECT_EQ(last("cong_van", "Báo cáo năm 2024", "FREQ=MONTHLY"), "open") << "a letter goes on";
  EXPECT_EQ(last("ke_hoach", "Khắc phục tồn tại năm 2023", "FREQ=MONTHLY"), "open") << "that year is over";
  EXPECT_EQ(last("ke_hoach", "Triển khai chữ ký số", "FREQ=MONTHLY"), "open");
  EXPECT_EQ(last("ke_hoach", "Năm 2024", "FREQ=MONTHLY;UNTIL=20240630"), "open") << "the rule ends by itself";
}

}  // namespace
}  // namespace vankho
