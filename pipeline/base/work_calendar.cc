#include "pipeline/base/work_calendar.h"

#include <fmt/format.h>

namespace vankho {

Result<WorkCalendar> WorkCalendar::Load(const std::string& data_folder) {
  VK_ASSIGN_OR_RETURN(Lexicon lexicon, Lexicon::Load(data_folder + "/lexicons/holidays.tsv"));
  return Read(lexicon);
}

Result<WorkCalendar> WorkCalendar::Read(const Lexicon& rows) {
  VK_ASSIGN_OR_RETURN(std::size_t day, rows.Column("day"));
  VK_ASSIGN_OR_RETURN(std::size_t kind, rows.Column("kind"));
  VK_ASSIGN_OR_RETURN(std::size_t basis, rows.Column("basis"));
  WorkCalendar calendar;
  for (const Lexicon::Row& row : rows.rows()) {
    auto wrong = [&](const std::string& what) {
      return Fail(ErrorCode::kInvalidInput, fmt::format("{}:{}: {}", rows.name(), row.line, what));
    };
    auto date = PartialDate::FromIso(row.cells[day]);
    if (!date || !date->HasDay()) return wrong("no day '" + row.cells[day] + "'");
    bool works = row.cells[kind] == "work";
    if (!works && row.cells[kind] != "off") return wrong("kind is work or off, not '" + row.cells[kind] + "'");
    if (works != (WeekdayOf(*date) > 5))
      return wrong("only a weekday can be off, only a weekend day can be swapped in");
    const std::string& why = row.cells[basis];
    if (why != "law" && why != "decided" && why != "projected") return wrong("no basis '" + why + "'");
    if (!calendar.days_.emplace(*date, Day{works, why == "projected"}).second) return wrong("the day stands twice");
  }
  return calendar;
}

bool WorkCalendar::IsWorkingDay(PartialDate day) const {
  auto known = days_.find(day);
  return known != days_.end() ? known->second.works : WeekdayOf(day) <= 5;
}

std::optional<WorkCalendar::Counted> WorkCalendar::After(PartialDate start, int count) const {
  constexpr int kMost = 1000;
  if (days_.empty() || !start.HasDay() || count < 1 || count > kMost) return std::nullopt;
  if (start.FirstDay() < days_.begin()->first || start.year() > days_.rbegin()->first.year()) return std::nullopt;
  PartialDate day = start;
  bool projected = false;
  while (count > 0) {
    day = AddDays(day, 1);
    if (day.year() > days_.rbegin()->first.year()) return std::nullopt;
    auto known = days_.find(day);
    projected |= known != days_.end() && known->second.projected;
    if (IsWorkingDay(day)) --count;
  }
  return Counted{day, projected};
}

WorkCalendar::Counted WorkCalendar::EndOfTerm(PartialDate day) const {
  constexpr int kLongest = 20;  // days off in a row, more than Tết ever has
  Counted end{day};
  for (int i = 0; i < kLongest; ++i) {
    if (days_.empty() || end.day < days_.begin()->first || end.day.year() > days_.rbegin()->first.year()) break;
    auto known = days_.find(end.day);
    end.projected |= known != days_.end() && known->second.projected;
    if (IsWorkingDay(end.day)) return end;
    end.day = AddDays(end.day, 1);
  }
  return {day};
}

}  // namespace vankho
