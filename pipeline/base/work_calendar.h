// Working days (ngày làm việc) of Vietnamese public offices: Monday to Friday, without public holidays and the days
// made up for them, with the Saturdays that were swapped for a working day (hoán đổi ngày làm việc). The days are rows
// of lexicons/holidays.tsv, which says by which law each is off.
//
// The rule of counting (Bộ luật Dân sự 2015, Điều 147, khoản 2): the day on which the term begins is not counted; "05
// ngày làm việc kể từ ngày 15/3/2024" (a Friday) ends on Friday 22/3/2024. A term of days, weeks or months whose last
// day is none ends with the next working day (Điều 148, khoản 5).
#pragma once

#include <map>
#include <optional>
#include <string>

#include "pipeline/base/date.h"
#include "pipeline/base/lexicon.h"
#include "pipeline/base/result.h"

namespace vankho {

// Built once, then only read.
class WorkCalendar {
 public:
  // lexicons/holidays.tsv of `data_folder`. Errors carry file:line.
  static Result<WorkCalendar> Load(const std::string& data_folder);
  static Result<WorkCalendar> Read(const Lexicon& rows);

  // `day` is a full date.
  bool IsWorkingDay(PartialDate day) const;
  // A day that was counted. `projected`: on the way to it lies a day that was worked out by rule, because the
  // Government's decision on it is not known here; the day may come to lie a little earlier or later.
  struct Counted {
    PartialDate day;
    bool projected = false;
    bool operator==(const Counted&) const = default;
  };
  // The last of `count` working days after `start`. Nothing where `count` is not in 1..1000, or where the way leaves
  // the years of the table.
  std::optional<Counted> After(PartialDate start, int count) const;
  // The end of a term that runs out on `day`: that day, or the next working day (Điều 148, khoản 5). Outside the years
  // of the table the day stays.
  Counted EndOfTerm(PartialDate day) const;

 private:
  struct Day {
    bool works = false;
    bool projected = false;
  };
  std::map<PartialDate, Day> days_;
};

}  // namespace vankho
