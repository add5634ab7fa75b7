// Deadlines: every time limit for doing or delivering something.
//
//   trước ngày 20/02/2020           due 2020-02-19: strictly before
//   chậm nhất ngày 15/11/2023       due 2023-11-15; so are đến hết ngày, vào ngày, hạn chót
//   trong Quý III năm 2019          due 2019-09-30: the last day
//   ngày 02 hằng tháng              FREQ=MONTHLY;BYMONTHDAY=2 (RFC 5545)
//   05 ngày làm việc kể từ ngày ký  relative: 5 working_day, anchor "ngày ký"
//
// Not deadlines: dates of cited documents, of what has happened, of the data of a report ("số liệu tính từ ... đến
// ...": the report's `covers`), stages and horizons ("giai đoạn 2021-2025, định hướng đến năm 2030"), bare dates
// without a cue. A year that is not printed comes from the context and is flagged "year-inferred"; a due day before the
// document's own date is flagged "past-when-issued". Words that name no day ("ngày 31/4", "tuần 2 tháng 5") are kept
// without one, flagged "no-such-day" or "week-of-month", with little confidence. Readings of the law: Bộ luật Dân sự
// 2015, Điều 144-148.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "extractors/date/date.h"
#include "extractors/engine/context.h"
#include "extractors/engine/grammar.h"
#include "pipeline/document/record.h"

namespace vankho {

// due:2024-03-14 kind:date ; rrule:FREQ=MONTHLY kind:recurring ; relative:5 working_day anchor:[ngày ký] kind:relative
std::string PrintDeadline(const Deadline& deadline);

// Safe from several threads.
class DeadlineFinder {
 public:
  static Result<DeadlineFinder> Load(const std::string& lexicon_folder);
  // Over a finished grammar that has the rules of numbers and dates and AddLimitRules, perhaps more.
  explicit DeadlineFinder(std::shared_ptr<const Grammar> grammar);

  // The mentions in a paragraph, in order: asked for once, and only where a time limit binds.
  using MentionSource = std::function<std::vector<AgencyMention>()>;

  // Of one paragraph of running text. `agencies` may be empty: nobody is named. Evidence, flags and confidence are
  // filled; action is the clause around the time words, or what the context says the section is about.
  std::vector<Deadline> Find(const ExtractionContext& context, const FlatText& text,
                             const MentionSource& agencies) const {
    return Find(context, text, agencies, grammar_->Parse(text, {wanted()}));
  }
  // The same with the grammar's chart of the text: one may serve several finders.
  std::vector<Deadline> Find(const ExtractionContext& context, const FlatText& text, const MentionSource& agencies,
                             const Chart& chart) const;
  int wanted() const { return symbols_.limit; }  // without such a token there is no deadline

  // Of a cell in a time column ("Thời gian hoàn thành"), where a date or a length of time needs no cue. `action` and
  // `agencies` come from the row's other cells.
  std::vector<Deadline> FindInCell(const ExtractionContext& context, const FlatText& cell, const std::string& action,
                                   const std::vector<std::string>& agencies) const;

  const Grammar& grammar() const { return *grammar_; }

 private:
  struct Symbols {
    int limit = 0, covers = 0, duty = 0, time_label = 0, horizon = 0, open_end = 0, comparison = 0, past = 0, basis = 0;
    int data_from = 0, data_on = 0, noun_of_cycle = 0, cycle_cue = 0, anchor = 0, validity = 0, join = 0, date = 0;
    int day_month = 0, anchor_from = 0, anchor_before = 0, cycle = 0, duration = 0, half_year = 0;
  };
  friend class DeadlineReader;
  std::shared_ptr<const Grammar> grammar_;
  Symbols symbols_;
};

}  // namespace vankho
