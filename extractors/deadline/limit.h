// Inside the deadline dimension: what the grammar makes of time words, before the sentence is asked whether they bind.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "extractors/date/date.h"

namespace vankho {

// How much the words themselves say that this is a time limit.
enum class Cue {
  kStrong,  // "trước ngày", "chậm nhất": wherever they stand
  kOn,      // "vào ngày", "đến ngày", "trong tháng 7": with a duty in the sentence
  kBare,    // a date or a length of time alone: in a time column, or after "thời gian thực hiện:"
};

struct Limit {
  std::variant<TimeValue, TimePeriod, Recurrence, Duration> time;
  std::vector<TimeValue> further;  // of "tháng 3, 6, 9/2024" those after the first
  std::string_view flag;           // of words that name no day; `time` is then only near it
  bool strict = false;             // "trước": the day before
  bool until = false;              // "đến ...", "từ ... đến"
  bool immediately = false;        // "ngay sau khi": a Duration without amount, the anchor follows
  bool anchored = false;           // the last word is one that an anchor follows ("kể từ")
  bool no_limit = false;           // time words that only say how long at least, or from when
  Cue cue = Cue::kStrong;
};

void AddLimitRules(Grammar& grammar);

}  // namespace vankho
