// Dates as precise as the page: a year, a month of a year, or a day.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace vankho {

// 2019, 2022-02 or 2024-03-22. month 0 and day 0 mean "not stated". Only real dates exist (Make refuses 31/4).
class PartialDate {
 public:
  static std::optional<PartialDate> Make(int year, int month = 0, int day = 0);
  // ISO 8601: "2019", "2022-02", "2024-03-22".
  static std::optional<PartialDate> FromIso(std::string_view text);

  int year() const { return year_; }
  int month() const { return month_; }
  int day() const { return day_; }
  bool HasDay() const { return day_ != 0; }
  std::string ToIso() const;
  std::string ToVietnamese() const;  // 22/3/2024, 2/2022, 2019

  PartialDate FirstDay() const;
  PartialDate LastDay() const;

  bool operator==(const PartialDate&) const = default;
  std::strong_ordering operator<=>(const PartialDate&) const = default;  // for full dates

 private:
  PartialDate(int year, int month, int day) : year_(year), month_(month), day_(day) {}
  int year_;
  int month_;
  int day_;
};

int DaysInMonth(int year, int month);
PartialDate AddDays(PartialDate day, int days);  // of a full date
PartialDate AddMonths(PartialDate day, int months);  // clips to the month's last day (Bộ luật Dân sự 2015, Điều 147)
PartialDate QuarterEnd(int year, int quarter);  // quarter 1-4
int WeekdayOf(PartialDate day);                 // 1 Monday .. 7 Sunday (ISO 8601)
PartialDate Today();                            // local time Asia/Ho_Chi_Minh

}  // namespace vankho
