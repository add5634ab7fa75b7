#include <fmt/format.h>

#include <charconv>
#include <map>

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
  int day = NumberIn(Part(rule, "BYMONTHDAY"), 0);
  int month = NumberIn(Part(rule, "BYMONTH"), 0);
  if (day > 0 && month > 0 && period->first == "YEARLY") {
    return english ? fmt::format("{}, on {}/{}", text, day, month) : fmt::format("{}/{} {}", day, month, text);
  }
  if (day > 0) return english ? fmt::format("{}, day {}", text, day) : fmt::format("ngày {} {}", day, text);
  return text;
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
