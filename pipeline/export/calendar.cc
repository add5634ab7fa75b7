#include <fmt/format.h>
#include <fmt/ranges.h>
#include <libical/ical.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "pipeline/base/sha256.h"
#include "pipeline/base/unicode.h"
#include "pipeline/export/export.h"
#include "pipeline/query/ical_day.h"
#include "pipeline/query/recurrence.h"

namespace vankho {
namespace {

constexpr std::size_t kSummaryCharacters = 120;
constexpr std::size_t kUidDigits = 32;

struct FreeComponent {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};

// Words of a paper as one property value: no control characters (RFC 5545, 3.1), one line.
std::string Words(std::string_view raw) {
  std::string text = Flatten(CleanUtf8(raw));
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\t' || c == '\f' || c == '\n'; }, ' ');
  return text;
}

std::string Cut(const std::string& text, std::size_t characters) {
  std::u32string wide = ToUtf32(text);
  return wide.size() <= characters ? text : EncodeUtf8(wide.substr(0, characters - 1)) + "…";
}

std::string Summary(const Deadline& d) {
  std::string duty = Words(d.action.empty() ? d.text : d.action);
  if (d.agencies.empty()) return Cut(duty, kSummaryCharacters);
  return Cut(fmt::format("{}: {}", Words(d.agencies.front()), duty), kSummaryCharacters);
}

std::string DocumentLine(const DocumentBrief& d, const PrintedEvidence& p) {
  std::string line = "Văn bản: " + Words(d.header.number.empty() ? d.source.file_name : d.header.number);
  if (d.header.issued_date) line += " ngày " + d.header.issued_date->ToVietnamese();
  if (!d.header.issuer.empty()) line += " của " + Words(d.header.issuer);
  return fmt::format("{}, trang {}", line, p.page);
}

std::string Description(const DocumentBrief& document, const Deadline& d) {
  std::vector<std::string> agencies;
  for (const std::string& name : d.agencies) agencies.push_back(Words(name));
  std::string text;
  if (!agencies.empty()) text += fmt::format("Cơ quan: {}\n", fmt::join(agencies, "; "));
  if (!d.action.empty()) text += "Việc: " + Words(d.action) + "\n";
  text += "Thời hạn: " + Words(d.text) + "\n" + DocumentLine(document, d.printed);
  if (!d.printed.text.empty()) text += "\nNguyên văn: " + Words(d.printed.text);
  return text;
}

// The place on the paper, not the words as corrected; see export.h.
std::string Place(const DocumentBrief& document, const PrintedEvidence& p) {
  std::string place =
      fmt::format("{}\n{}\n{}\n{}", document.source.sha256, p.page, fmt::join(p.lines, " "), p.ocr_text);
  return Sha256Hex(place).substr(0, kUidDigits);
}

// "2024-03-22T05:07:04Z"
icaltimetype Stamp(std::string iso) {
  std::erase_if(iso, [](char c) { return c == '-' || c == ':'; });
  icaltimetype time = icaltime_from_string(iso.c_str());
  return icaltime_is_null_time(time) ? icaltime_from_string("19700101T000000Z") : time;
}

// A day on which the event begins, and its rule ("" for a single one).
struct Series {
  PartialDate first;
  std::string rule;
};

// First days of a recurring duty; empty where the rule cannot be read or never comes.
std::vector<Series> SeriesOf(const Deadline& d, const DocumentBrief& document) {
  auto start = document.header.issued_date;
  if (start) start = start->FirstDay();
  if (!start) start = PartialDate::FromIso(document.added_at.substr(0, std::string_view("2024-03-22").size()));
  auto rules = CalendarRules(d.rrule);
  std::vector<Series> series;
  if (!start || !rules) return series;
  auto last = LastDayOfDuty(document.header.type, document.header.title, document.header.issued_date, d.rrule);
  for (const std::string& rule : *rules) {
    constexpr int kMonthsToLook = 60;
    PartialDate to = AddMonths(*start, kMonthsToLook);
    if (last) to = std::min(to, *last);
    auto days = Expand(rule, *start, *start, to);
    if (!days || days->empty()) continue;
    std::string until = last ? ";UNTIL=" + last->ToIso() : "";
    std::erase(until, '-');
    series.push_back({days->front().day, rule + until});
  }
  return series;
}

icalcomponent* Event(const DocumentBrief& document, const Deadline& d, const Series& series, const std::string& uid) {
  icalcomponent* event = icalcomponent_new(ICAL_VEVENT_COMPONENT);
  icalcomponent_add_property(event, icalproperty_new_uid(uid.c_str()));
  icalcomponent_add_property(event, icalproperty_new_dtstamp(Stamp(document.added_at)));
  icalcomponent_add_property(event, icalproperty_new_dtstart(IcalDay(series.first)));
  icalcomponent_add_property(event, icalproperty_new_dtend(IcalDay(AddDays(series.first, 1))));
  icalcomponent_add_property(event, icalproperty_new_summary(Summary(d).c_str()));
  icalcomponent_add_property(event, icalproperty_new_description(Description(document, d).c_str()));
  icalcomponent_add_property(event, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
  if (!series.rule.empty()) {
    icalcomponent_add_property(event, icalproperty_new_rrule(icalrecurrencetype_from_string(series.rule.c_str())));
    icalproperty* extracted = icalproperty_new_x(Words(d.rrule).c_str());
    icalproperty_set_x_name(extracted, "X-VANKHO-RRULE");
    icalcomponent_add_property(event, extracted);
  }
  if (!d.flags.empty()) {
    icalproperty* flags = icalproperty_new_x(Words(fmt::format("{}", fmt::join(d.flags, " "))).c_str());
    icalproperty_set_x_name(flags, "X-VANKHO-FLAGS");
    icalcomponent_add_property(event, flags);
  }
  return event;
}

icalcomponent* EmptyCalendar(std::string_view name) {
  icalcomponent* calendar = icalcomponent_new(ICAL_VCALENDAR_COMPONENT);
  icalcomponent_add_property(calendar, icalproperty_new_prodid("-//vankho//vankho//VI"));
  icalcomponent_add_property(calendar, icalproperty_new_version("2.0"));
  icalcomponent_add_property(calendar, icalproperty_new_calscale("GREGORIAN"));
  icalproperty* title = icalproperty_new_x(Words(name).c_str());
  icalproperty_set_x_name(title, "X-WR-CALNAME");
  icalcomponent_add_property(calendar, title);
  return calendar;
}

}  // namespace

Calendar WriteCalendar(const Answers<DeadlineAnswer>& answers, std::string_view name) {
  std::unique_ptr<icalcomponent, FreeComponent> calendar(EmptyCalendar(name));
  Calendar out;
  std::set<RecordId> done;  // a recurring duty may stand in the answers once a day
  std::map<std::string, int> places;
  for (const DeadlineAnswer& a : answers.items) {
    if (!done.insert(a.id).second) continue;
    const DocumentBrief& document = answers.DocumentOf(a);
    std::vector<Series> series;
    if (!a.record.rrule.empty()) series = SeriesOf(a.record, document);
    if (a.record.rrule.empty() && a.due) series = {{*a.due, ""}};
    if (series.empty()) ++out.left_out;
    std::string place = Place(document, a.record.printed);
    for (const Series& one : series) {
      int turn = ++places[place];  // several deadlines of one sentence
      std::string uid = turn == 1 ? place + "@vankho" : fmt::format("{}-{}@vankho", place, turn);
      icalcomponent_add_component(calendar.get(), Event(document, a.record, one, uid));
      ++out.events;
    }
  }
  std::unique_ptr<char, decltype(&std::free)> text(icalcomponent_as_ical_string_r(calendar.get()), &std::free);
  out.text = text.get();
  return out;
}

}  // namespace vankho
