#include "pipeline/base/date.h"

#include <gtest/gtest.h>

namespace vankho {
namespace {

PartialDate Day(const char* iso) { return PartialDate::FromIso(iso).value(); }

TEST(PartialDate, AsPreciseAsThePage) {
  EXPECT_EQ(PartialDate::Make(2019)->ToIso(), "2019");
  EXPECT_EQ(PartialDate::Make(2022, 2)->ToIso(), "2022-02");
  EXPECT_EQ(PartialDate::Make(2022, 2)->LastDay().ToIso(), "2022-02-28");
  EXPECT_EQ(PartialDate::Make(2024, 2)->LastDay().ToIso(), "2024-02-29");
  EXPECT_EQ(PartialDate::Make(2019)->LastDay().ToIso(), "2019-12-31");
  EXPECT_EQ(Day("2024-03-22").ToVietnamese(), "22/03/2024");
}

TEST(PartialDate, OnlyRealDates) {
  EXPECT_FALSE(PartialDate::Make(2023, 2, 29));
  EXPECT_FALSE(PartialDate::Make(2023, 13));
  EXPECT_FALSE(PartialDate::Make(2023, 0, 5));
  EXPECT_FALSE(PartialDate::Make(23));
  for (const char* bad : {"2024-3-2", "2024-03-", "2024/03/22", "2024-00", "abcd", ""})
    EXPECT_FALSE(PartialDate::FromIso(bad)) << bad;
}

TEST(Calendar, Arithmetic) {
  EXPECT_EQ(AddDays(Day("2020-02-20"), -1).ToIso(), "2020-02-19");
  EXPECT_EQ(AddDays(Day("2024-03-01"), -1).ToIso(), "2024-02-29");
  EXPECT_EQ(AddMonths(Day("2024-01-31"), 1).ToIso(), "2024-02-29");
  EXPECT_EQ(AddMonths(Day("2024-01-31"), -2).ToIso(), "2023-11-30");
  EXPECT_EQ(QuarterEnd(2019, 3).ToIso(), "2019-09-30");
  EXPECT_EQ(WeekdayOf(Day("2026-11-21")), 6);
}

}  // namespace
}  // namespace vankho
