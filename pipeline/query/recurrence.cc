#include "pipeline/query/recurrence.h"

#include <fmt/format.h>
#include <libical/ical.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>

#include "pipeline/base/pattern.h"
#include "pipeline/query/ical_day.h"

namespace vankho {
namespace {

constexpr std::size_t kMaxRuleBytes = 500;
constexpr int kMidMonth = 15;
constexpr int kMaxOccurrences = 110'000;  // every day of the 300 years that PartialDate knows

using Parts = std::map<std::string, std::string, std::less<>>;

tl::unexpected<Error> Unreadable(std::string_view rule) {
  return Fail(ErrorCode::kInvalidInput, fmt::format("the recurrence rule '{}' cannot be read", rule.substr(0, 80)));
}

Result<Parts> Split(std::string_view rule) {
  static constexpr std::string_view kKnown[] = {"FREQ",  "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY",
                                                "COUNT", "UNTIL",    "WKST",    "BYSETPOS"};
  if (rule.size() > kMaxRuleBytes) return Unreadable(rule);
  Parts parts;
  for (std::string_view rest = rule; !rest.empty();) {
    std::string_view part = rest.substr(0, rest.find(';'));
    rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    std::size_t equals = part.find('=');
    if (equals == std::string_view::npos || equals + 1 == part.size()) return Unreadable(rule);
    std::string_view name = part.substr(0, equals);
    if (std::find(std::begin(kKnown), std::end(kKnown), name) == std::end(kKnown)) return Unreadable(rule);
    if (!parts.emplace(name, part.substr(equals + 1)).second) return Unreadable(rule);
  }
  static constexpr std::string_view kFrequencies[] = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"};
  auto frequency = parts.find("FREQ");
  if (frequency == parts.end()) return Unreadable(rule);
  if (std::find(std::begin(kFrequencies), std::end(kFrequencies), frequency->second) == std::end(kFrequencies)) {
    return Unreadable(rule);
  }
  return parts;
}

// Months 3, 6, 9, 12 for an interval of 3.
std::string PeriodEndMonths(int interval) {
  std::string months;
  for (int month = interval; month <= 12; month += interval)
    months += fmt::format("{}{}", months.empty() ? "" : ",", month);
  return months;
}

// Fills in what the words mean; true where no day was named.
bool NameTheDay(Parts& parts) {
  const std::string frequency = parts["FREQ"];
  bool monthly = frequency == "MONTHLY";
  if (monthly && !parts.contains("BYMONTH")) {
    for (int interval : {2, 3, 4, 6, 12}) {
      auto stated = parts.find("INTERVAL");
      if (stated == parts.end() || stated->second != std::to_string(interval)) continue;
      parts.erase(stated);
      parts["BYMONTH"] = PeriodEndMonths(interval);
      break;
    }
  }
  if (frequency == "DAILY" || parts.contains("BYMONTHDAY") || parts.contains("BYDAY")) return false;
  if (frequency == "WEEKLY") {
    parts["BYDAY"] = "SU";
    return true;
  }
  if (frequency == "YEARLY" && !parts.contains("BYMONTH")) parts["BYMONTH"] = "12";
  parts["BYMONTHDAY"] = "-1";
  return true;
}

std::string Join(const Parts& parts) {
  std::string rule = "FREQ=" + parts.find("FREQ")->second;
  for (const auto& [name, value] : parts) {
    if (name != "FREQ") rule.append(";").append(name).append("=").append(value);
  }
  return rule;
}

// "Ngày 30 hàng tháng" is the 28th or 29th in February (Bộ luật Dân sự 2015, Điều 148: the last day of the month where
// the month has no such day); RFC 5545 would leave February out. Days over 28 become rules of their own that take the
// last of 28, 29, ... that exists.
std::vector<Parts> ClipToMonthEnds(const Parts& parts) {
  auto days = parts.find("BYMONTHDAY");
  bool yearly = parts.find("FREQ")->second == "YEARLY";
  bool plain = !parts.contains("INTERVAL") || parts.find("INTERVAL")->second == "1";
  if (days == parts.end() || parts.contains("BYSETPOS") || (yearly && !(plain && parts.contains("BYMONTH"))))
    return {parts};
  std::vector<Parts> rules;
  Parts rest = parts;
  rest["BYMONTHDAY"].clear();
  for (std::string_view list = days->second; !list.empty();) {
    std::string_view day = list.substr(0, list.find(','));
    list.remove_prefix(std::min(list.size(), day.size() + 1));
    if (day == "29" || day == "30" || day == "31") {
      Parts clipped = parts;
      clipped["FREQ"] = "MONTHLY";
      clipped["BYMONTHDAY"] = day == "29" ? "28,29" : day == "30" ? "28,29,30" : "28,29,30,31";
      clipped["BYSETPOS"] = "-1";
      rules.push_back(std::move(clipped));
    } else {
      std::string& kept = rest["BYMONTHDAY"];
      kept += (kept.empty() ? "" : ",") + std::string(day);
    }
  }
  if (!rest["BYMONTHDAY"].empty()) rules.push_back(std::move(rest));
  return rules;
}

struct FreeIterator {
  void operator()(icalrecur_iterator* iterator) const { icalrecur_iterator_free(iterator); }
};

Result<void> Collect(const std::string& rule, PartialDate start, PartialDate from, PartialDate to,
                     std::vector<PartialDate>& days) {
  icalrecurrencetype parsed = icalrecurrencetype_from_string(rule.c_str());
  if (parsed.freq == ICAL_NO_RECURRENCE) return Unreadable(rule);
  std::unique_ptr<icalrecur_iterator, FreeIterator> iterator(icalrecur_iterator_new(parsed, IcalDay(start)));
  if (iterator == nullptr) return Unreadable(rule);
  for (int i = 0; i < kMaxOccurrences; ++i) {
    icaltimetype time = icalrecur_iterator_next(iterator.get());
    if (icaltime_is_null_time(time)) break;
    auto day = PartialDate::Make(time.year, time.month, time.day);
    if (!day || *day > to) break;
    if (*day >= from && *day >= start) days.push_back(*day);
  }
  return {};
}

}  // namespace

Result<std::vector<Occurrence>> Expand(std::string_view rule, PartialDate start, PartialDate from, PartialDate to) {
  VK_ASSIGN_OR_RETURN(Parts parts, Split(rule));
  bool period_end = NameTheDay(parts);
  bool every = !parts.contains("INTERVAL") || parts.find("INTERVAL")->second == "1";
  if (every && !parts.contains("COUNT") && from > start) start = from;  // nothing is counted from the start
  std::vector<PartialDate> days;
  for (const Parts& one : ClipToMonthEnds(parts)) VK_RETURN_IF_ERROR(Collect(Join(one), start, from, to, days));
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  std::vector<Occurrence> occurrences;
  for (PartialDate day : days) occurrences.push_back({day, period_end});
  return occurrences;
}

std::optional<PartialDate> LastDayOfDuty(std::string_view type, std::string_view title,
                                         const std::optional<PartialDate>& issued, std::string_view rule) {
  if ((type != "ke_hoach" && type != "chuong_trinh") || rule.find("UNTIL=") != std::string_view::npos)
    return std::nullopt;
  static const Pattern kYear(R"(20\d\d)");
  int last = 0;
  for (const PatternMatch& match : kYear.FindAll(title, Boundary::kWord)) {
    last = std::max(last, std::atoi(std::string(match.span.Of(title)).c_str()));
  }
  if (last == 0 || (issued && last < issued->year())) return std::nullopt;
  auto parts = Split(rule);
  if (!parts) return std::nullopt;
  auto day = parts->find("BYMONTHDAY");
  bool early = day != parts->end() && std::atoi(day->second.c_str()) > 0 && std::atoi(day->second.c_str()) <= kMidMonth;
  return early ? PartialDate::Make(last + 1, 1, kMidMonth) : PartialDate::Make(last, 12, 31);
}

Result<std::vector<std::string>> CalendarRules(std::string_view rule) {
  VK_ASSIGN_OR_RETURN(Parts parts, Split(rule));
  NameTheDay(parts);
  std::vector<std::string> rules;
  for (const Parts& one : ClipToMonthEnds(parts)) {
    rules.push_back(Join(one));
    if (icalrecurrencetype_from_string(rules.back().c_str()).freq == ICAL_NO_RECURRENCE) return Unreadable(rule);
  }
  return rules;
}

}  // namespace vankho
