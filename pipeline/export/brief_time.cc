#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <string_view>
#include <vector>

#include "pipeline/export/export.h"

namespace vankho {
namespace {

using Pair = std::pair<const char*, const char*>;  // Vietnamese, English

std::string Say(const Pair& words, bool english) { return english ? words.second : words.first; }

// "BYMONTHDAY" of "FREQ=MONTHLY;BYMONTHDAY=15"; "" where it is not there.
std::string Part(std::string_view rule, std::string_view name) {
  while (!rule.empty()) {
    std::string_view part = rule.substr(0, rule.find(';'));
    rule.remove_prefix(std::min(rule.size(), part.size() + 1));
    if (part.size() > name.size() && part.substr(0, name.size()) == name && part[name.size()] == '=') {
      return std::string(part.substr(name.size() + 1));
    }
  }
  return {};
}

int NumberIn(const std::string& text, int otherwise) {
  int value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// "15,30" -> {15, 30}; "" -> {}.
std::vector<int> NumbersIn(std::string_view text) {
  std::vector<int> numbers;
  while (!text.empty()) {
    const std::string one(text.substr(0, text.find(',')));
    text.remove_prefix(std::min(text.size(), one.size() + 1));
    numbers.push_back(NumberIn(one, 0));
  }
  return numbers;
}

// Days of a month, and months: "ngày 15, 30", "ngày cuối tháng 3, 6".
std::string Days(const std::vector<int>& days, const std::vector<int>& months, bool english) {
  std::string text;
  const bool last = days.size() == 1 && days.front() < 0;
  if (last) {
    text = english ? (months.empty() ? "last day" : "last day of month")
                   : (months.empty() ? "ngày cuối" : "ngày cuối tháng");
  } else if (!days.empty()) {
    text = fmt::format("{} {}", english ? (days.size() > 1 ? "days" : "day") : "ngày", fmt::join(days, ", "));
  }
  if (months.empty()) return text;
  const std::string of = fmt::format("{}{}", last ? "" : english ? "month " : "tháng ", fmt::join(months, ", "));
  return text.empty() ? of : fmt::format("{} {}", text, of);
}

std::string Every(const std::string& rule, bool english) {
  static const std::map<std::string, std::pair<Pair, Pair>> kPeriods = {
      {"DAILY", {{"hàng ngày", "daily"}, {"ngày", "days"}}},
      {"WEEKLY", {{"hàng tuần", "weekly"}, {"tuần", "weeks"}}},
      {"MONTHLY", {{"hàng tháng", "monthly"}, {"tháng", "months"}}},
      {"YEARLY", {{"hàng năm", "yearly"}, {"năm", "years"}}}};
  auto period = kPeriods.find(Part(rule, "FREQ"));
  if (period == kPeriods.end()) return Say({"định kỳ", "recurring"}, english);
  int interval = NumberIn(Part(rule, "INTERVAL"), 1);
  std::string text = Say(period->second.first, english);
  if (period->first == "MONTHLY" && interval == 3) {
    text = Say({"hàng quý", "quarterly"}, english);
  } else if (period->first == "MONTHLY" && interval == 6) {
    text = Say({"6 tháng một lần", "half-yearly"}, english);
  } else if (interval > 1) {
    text = fmt::format("{} {} {}", english ? "every" : "mỗi", interval, Say(period->second.second, english));
  }
  const std::vector<int> days = NumbersIn(Part(rule, "BYMONTHDAY"));
  const std::vector<int> months = NumbersIn(Part(rule, "BYMONTH"));
  if (days.size() == 1 && months.size() == 1 && days.front() > 0 && period->first == "YEARLY") {
    return english ? fmt::format("{}, on {}/{}", text, days.front(), months.front())
                   : fmt::format("{}/{} {}", days.front(), months.front(), text);
  }
  if (days.empty() && months.empty()) return text;
  const std::string when = Days(days, months, english);
  return english ? fmt::format("{}, {}", text, when) : fmt::format("{} {}", when, text);
}

}  // namespace

std::string BriefTime(const Deadline& deadline, bool english) {
  static const std::map<std::string, Pair> kUnits = {
      {"hour", {"giờ", "hours"}},  {"day", {"ngày", "days"}},      {"working_day", {"ngày làm việc", "working days"}},
      {"week", {"tuần", "weeks"}}, {"month", {"tháng", "months"}}, {"year", {"năm", "years"}}};
  if (deadline.due) return deadline.due->ToVietnamese();
  if (!deadline.rrule.empty()) return Every(deadline.rrule, english);
  if (deadline.relative) {
    auto unit = kUnits.find(deadline.relative->unit);
    std::string of = unit == kUnits.end() ? deadline.relative->unit : Say(unit->second, english);
    return fmt::format("{} {} {}", english ? "within" : "trong", deadline.relative->amount, of);
  }
  return Say({"chưa rõ ngày", "no date"}, english);
}

}  // namespace vankho
