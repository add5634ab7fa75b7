#include "pipeline/base/date.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>

#include "pipeline/base/check.h"

namespace vankho {
namespace {

namespace chrono = std::chrono;

chrono::year_month_day AsCalendar(PartialDate d) { return chrono::year(d.year()) / d.month() / d.day(); }

PartialDate FromCalendar(chrono::year_month_day d) {
  auto date = PartialDate::Make(static_cast<int>(d.year()), static_cast<int>(static_cast<unsigned>(d.month())),
                                static_cast<int>(static_cast<unsigned>(d.day())));
  VK_CHECK(date);
  return *date;
}

std::optional<int> ReadInt(std::string_view text) {
  int value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

std::optional<PartialDate> PartialDate::Make(int year, int month, int day) {
  if (year < 1900 || year > 2200 || month < 0 || month > 12 || day < 0) return std::nullopt;
  if (day > 0 && (month == 0 || day > DaysInMonth(year, month))) return std::nullopt;
  return PartialDate(year, month, day);
}

std::optional<PartialDate> PartialDate::FromIso(std::string_view text) {
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return std::nullopt;
  if ((text.size() > 4 && text[4] != '-') || (text.size() > 7 && text[7] != '-')) return std::nullopt;
  auto year = ReadInt(text.substr(0, 4));
  auto month = text.size() > 4 ? ReadInt(text.substr(5, 2)) : 0;
  auto day = text.size() > 7 ? ReadInt(text.substr(8, 2)) : 0;
  if (!year || !month || !day || (text.size() > 4 && *month == 0) || (text.size() > 7 && *day == 0))
    return std::nullopt;
  return Make(*year, *month, *day);
}

std::string PartialDate::ToIso() const {
  if (month_ == 0) return fmt::format("{:04}", year_);
  if (day_ == 0) return fmt::format("{:04}-{:02}", year_, month_);
  return fmt::format("{:04}-{:02}-{:02}", year_, month_, day_);
}

std::string PartialDate::ToVietnamese() const {
  if (month_ == 0) return fmt::format("{}", year_);
  if (day_ == 0) return fmt::format("{}/{}", month_, year_);
  return fmt::format("{:02}/{:02}/{}", day_, month_, year_);
}

PartialDate PartialDate::FirstDay() const { return PartialDate(year_, month_ == 0 ? 1 : month_, day_ == 0 ? 1 : day_); }

PartialDate PartialDate::LastDay() const {
  int month = month_ == 0 ? 12 : month_;
  return PartialDate(year_, month, day_ == 0 ? DaysInMonth(year_, month) : day_);
}

int DaysInMonth(int year, int month) {
  VK_CHECK(month >= 1 && month <= 12);
  auto last = chrono::year(year) / chrono::month(static_cast<unsigned>(month)) / chrono::last;
  return static_cast<int>(static_cast<unsigned>(chrono::year_month_day(last).day()));
}

PartialDate AddDays(PartialDate day, int days) {
  return FromCalendar(chrono::year_month_day(chrono::sys_days(AsCalendar(day)) + chrono::days(days)));
}

PartialDate AddMonths(PartialDate day, int months) {
  int index = day.year() * 12 + day.month() - 1 + months;
  int year = index / 12;
  int month = index % 12 + 1;
  auto date = PartialDate::Make(year, month, std::min(day.day(), DaysInMonth(year, month)));
  VK_CHECK(date);
  return *date;
}

PartialDate QuarterEnd(int year, int quarter) {
  auto month = PartialDate::Make(year, quarter * 3);
  VK_CHECK(month && quarter >= 1);
  return month->LastDay();
}

int WeekdayOf(PartialDate day) {
  return static_cast<int>(chrono::weekday(chrono::sys_days(AsCalendar(day))).iso_encoding());
}

PartialDate Today() {
  auto hanoi = chrono::system_clock::now() + chrono::hours(7);  // no daylight saving time since 1975
  return FromCalendar(chrono::year_month_day(chrono::floor<chrono::days>(hanoi)));
}

}  // namespace vankho
