#include "pipeline/base/work_calendar.h"

#include <gtest/gtest.h>

#include <array>
#include <map>

namespace vankho {
namespace {

PartialDate Day(std::string_view iso) { return *PartialDate::FromIso(iso); }

const WorkCalendar& Calendar() {
  static const Result<WorkCalendar> loaded = WorkCalendar::Load(VANKHO_SOURCE_DIR);
  if (!loaded) ADD_FAILURE() << Describe(loaded.error());
  return *loaded;
}

std::string After(std::string_view start, int count) {
  auto day = Calendar().After(Day(start), count);
  return day ? day->day.ToIso() + (day->projected ? " projected" : "") : "open";
}

std::string End(std::string_view day) {
  auto end = Calendar().EndOfTerm(Day(day));
  return end.day.ToIso() + (end.projected ? " projected" : "");
}

TEST(WorkCalendar, CountsFromTheDayAfter) {
  EXPECT_EQ(After("2024-03-15", 5), "2024-03-22");
  EXPECT_EQ(After("2024-03-16", 1), "2024-03-18") << "from a Saturday";
  EXPECT_EQ(After("2024-03-15", 0), "open");
}

TEST(WorkCalendar, StepsOverTetAndHolidays) {
  EXPECT_EQ(After("2024-02-07", 1), "2024-02-15") << "Tết Giáp Thìn, 8 to 14 February";
  EXPECT_EQ(After("2023-04-28", 1), "2023-05-04") << "Giỗ Tổ on a Saturday, 30/4 on a Sunday, both made up for";
  EXPECT_EQ(After("2020-09-01", 1), "2020-09-03") << "one day of Quốc khánh until 2020";
  EXPECT_EQ(After("2024-08-30", 1), "2024-09-04") << "two days since 2021";
}

TEST(WorkCalendar, SwappedDaysAreWorkedAndRested) {
  EXPECT_FALSE(Calendar().IsWorkingDay(Day("2024-04-29")));
  EXPECT_TRUE(Calendar().IsWorkingDay(Day("2024-05-04"))) << "a Saturday";
  EXPECT_EQ(After("2024-04-26", 1), "2024-05-02");
  EXPECT_EQ(After("2024-05-03", 1), "2024-05-04");
  EXPECT_EQ(After("2018-12-28", 2), "2019-01-03");
}

TEST(WorkCalendar, ATermThatEndsOnADayOffEndsWithTheNextWorkingDay) {
  EXPECT_EQ(End("2024-03-22"), "2024-03-22");
  EXPECT_EQ(End("2024-03-23"), "2024-03-25") << "a Saturday";
  EXPECT_EQ(End("2023-01-21"), "2023-01-27") << "in Tết Quý Mão";
  EXPECT_EQ(End("2024-05-04"), "2024-05-04") << "a Saturday that is worked";
  EXPECT_EQ(End("2027-02-06"), "2027-02-12 projected");
  EXPECT_EQ(End("2012-01-01"), "2012-01-01") << "before the table";
  EXPECT_EQ(End("2031-01-04"), "2031-01-04") << "past it";
}

TEST(WorkCalendar, WhatIsNotDecidedIsMarked) {
  EXPECT_EQ(After("2029-02-09", 1), "2029-02-19 projected") << "Tết of a year to come";
  EXPECT_EQ(After("2026-06-01", 5), "2026-06-08") << "no such day on the way";
  EXPECT_EQ(After("2029-03-01", 3), "2029-03-06") << "no such day on the way";
  EXPECT_EQ(After("2030-12-30", 5), "open") << "past the table";
  EXPECT_EQ(After("2013-03-01", 5), "open") << "before it";
}

// What the law fixes, worked out apart from the rows: each year has its days, and each off day is a weekday.
TEST(WorkCalendar, EveryYearHasTheDaysOfTheLaw) {
  for (int year = 2015; year <= 2030; ++year) {
    int off = 0, swapped = 0;
    for (PartialDate day = *PartialDate::Make(year, 1, 1); day.year() == year; day = AddDays(day, 1)) {
      bool weekday = WeekdayOf(day) <= 5;
      off += weekday && !Calendar().IsWorkingDay(day);
      swapped += !weekday && Calendar().IsWorkingDay(day);
    }
    // 1 + 5 + 1 + 1 + 1 + 1, and one more day of Quốc khánh since 2021; swaps over New Year's Eve fall in two years.
    int across = year == 2015 || year == 2018 ? 1 : year == 2019 ? -1 : 0;
    EXPECT_EQ(off - swapped, (year >= 2021 ? 11 : 10) + across) << year;
    for (auto [month, date] : {std::pair(1, 1), std::pair(4, 30), std::pair(5, 1), std::pair(9, 2)}) {
      EXPECT_FALSE(Calendar().IsWorkingDay(*PartialDate::Make(year, month, date))) << year << "-" << month;
    }
  }
}

TEST(WorkCalendar, AWrongRowIsNamed) {
  auto read = [](const std::string& row) {
    auto lexicon = Lexicon::Parse("day\tkind\tbasis\tsource\n" + row, "days.tsv");
    auto calendar = WorkCalendar::Read(*lexicon);
    return calendar ? std::string("read") : calendar.error().message;
  };
  EXPECT_EQ(read("2024-01-01\toff\tlaw\tx\n"), "read");
  EXPECT_EQ(read("2024-01-06\toff\tlaw\tx\n"),
            "days.tsv:2: only a weekday can be off, only a weekend day can be swapped in");
  EXPECT_EQ(read("2024-13-01\toff\tlaw\tx\n"), "days.tsv:2: no day '2024-13-01'");
  EXPECT_EQ(read("2024-01-01\tfree\tlaw\tx\n"), "days.tsv:2: kind is work or off, not 'free'");
  EXPECT_EQ(read("2024-01-01\toff\tlaw\tx\n2024-01-01\toff\tlaw\tx\n"), "days.tsv:3: the day stands twice");
}

}  // namespace
}  // namespace vankho
