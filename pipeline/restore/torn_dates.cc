#include "pipeline/restore/torn_dates.h"

#include <algorithm>

#include "pipeline/base/date.h"
#include "pipeline/base/pattern.h"

namespace vankho {
namespace {

constexpr double kConfidence = 0.95;

int Number(std::string_view digits) {
  int number = 0;
  for (char c : digits) number = number * 10 + (c - '0');
  return number;
}

// The text of a group without its spaces, as a repair.
void Join(std::string_view line, TextSpan span, std::vector<Repair>& out) {
  std::string text(span.Of(line));
  std::erase(text, ' ');
  out.push_back({span, std::move(text), "date-space", kConfidence});
}

void FindDays(std::string_view line, std::vector<Repair>& out) {
  static const Pattern kDay(
      R"((?i:(?:ngày|ngay|đến|den|từ|trước|truoc|là) |\d{4} ?[-–] ?)(([1-3]) (\d))/(\d{1,2})/((?:19|20)\d\d)(?:\D|$))");
  for (const PatternMatch& match : kDay.FindAll(line)) {
    const int day = Number(match.Group(2, line)) * 10 + Number(match.Group(3, line));
    if (PartialDate::Make(Number(match.Group(5, line)), Number(match.Group(4, line)), day))
      Join(line, *match.groups[0], out);
  }
}

void FindYears(std::string_view line, std::vector<Repair>& out) {
  static const Pattern kYear(R"((?i:năm|nam) ((?:19|20)(?: \d\d|\d \d))(?:[^\d/,%.]|[.,](?:\D|$)|$))");
  for (const PatternMatch& match : kYear.FindAll(line)) Join(line, *match.groups[0], out);
}

void FindHours(std::string_view line, std::vector<Repair>& out) {
  static const Pattern kHour(
      R"((?i:từ|đến|den|lúc|luc|hồi|hoi|trước|truoc) ((1 \d|2 [0-4])(?:h\d\d| ?giờ| ?gio))(?:[^\p{L}\d]|$))");
  for (const PatternMatch& match : kHour.FindAll(line)) {
    const TextSpan hour = *match.groups[1];
    Join(line, hour, out);
  }
}

}  // namespace

std::vector<Repair> FindTornDates(std::string_view line) {
  std::vector<Repair> repairs;
  FindDays(line, repairs);
  FindYears(line, repairs);
  FindHours(line, repairs);
  std::stable_sort(repairs.begin(), repairs.end(), [](const Repair& a, const Repair& b) { return a.seen < b.seen; });
  return repairs;
}

}  // namespace vankho
