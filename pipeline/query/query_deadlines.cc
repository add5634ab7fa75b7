#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <span>
#include <tuple>
#include <unordered_map>

#include "pipeline/base/pattern.h"
#include "pipeline/query/filter.h"
#include "pipeline/query/query.h"
#include "pipeline/query/recurrence.h"

namespace vankho {
namespace {

// What decides the day and the place of a deadline; the record itself is loaded for the slice alone.
struct Light {
  RecordId id = 0;
  DocumentId document = 0;
  std::string sha256;
  std::int64_t ordinal = 0;
  std::optional<PartialDate> due_day, issued;
  std::string rrule;
  std::optional<PartialDate> last;  // of the recurring duty: the plan's end
  std::optional<RelativeTime> relative;
  // The answer.
  std::optional<PartialDate> due;
  DueBasis basis = DueBasis::kNone;
  bool projected = false;
  std::optional<DoneMark> done;
};

// The days that were asked for.
struct Range {
  std::optional<PartialDate> from, to;
  bool any() const { return from || to; }
  bool Holds(PartialDate day) const { return (!from || day >= *from) && (!to || day <= *to); }
};

// A day so many days and months later (or earlier), inside the calendar that PartialDate knows.
std::optional<PartialDate> Shifted(PartialDate day, int days, int months) {
  constexpr int kMost = 100;  // years
  if (std::abs(days) > kMost * 365 || std::abs(months) > kMost * 12) return std::nullopt;
  int reach = std::abs(days) / 365 + std::abs(months) / 12 + 1;
  if (day.year() - reach < 1900 || day.year() + reach > 2200) return std::nullopt;
  return AddDays(AddMonths(day, months), days);
}

Result<Range> RangeOf(const Filter& filter) {
  Range range{filter.due_from, filter.due_to};
  auto later = [&](PartialDate day) { range.from = range.from ? std::max(*range.from, day) : day; };
  auto earlier = [&](PartialDate day) { range.to = range.to ? std::min(*range.to, day) : day; };
  for (const auto& day : {filter.due_from, filter.due_to, filter.today}) {
    if (day && !day->HasDay()) return Fail(ErrorCode::kUsage, "a range of days needs full dates");
  }
  if (filter.year) {
    auto year = PartialDate::Make(*filter.year);
    if (!year) return Fail(ErrorCode::kUsage, "no such year");
    later(year->FirstDay());
    earlier(year->LastDay());
  }
  if (filter.overdue) {
    if (!filter.today) return Fail(ErrorCode::kUsage, "overdue needs to know the day of today");
    auto yesterday = Shifted(*filter.today, -1, 0);
    if (!yesterday) return Fail(ErrorCode::kUsage, "today is outside the calendar");
    earlier(*yesterday);
  }
  return range;
}

// "kể từ ngày ký", "ngày ban hành Kế hoạch này": the document's own date. Keys as NameKey makes them; the date of any
// other act (a contract, a decision of somebody else) is not on this page.
bool IsOwnDate(const std::string& anchor) {
  static const Pattern kOwn(
      "(?:(?:ke )?tu )?(?:ngay )?(?:ky|ban hanh|ky ban hanh)"
      "(?: (?:ke hoach|bao cao|cong van|quyet dinh|thong bao|chi thi|van ban|chuong trinh|huong dan))?(?: nay)?");
  static const Pattern kOther("(?:ban hanh|ky) (?:quyet dinh|cong van|thong bao|chi thi|huong dan)$");
  std::string key = NameKey(anchor);
  return kOwn.MatchAll(key) && !kOther.Find(key);
}

// "kể từ ngày 15/3/2024", "ngày 15 tháng 3 năm 2024": a full date and nothing else.
std::optional<PartialDate> PrintedDate(const std::string& anchor) {
  static const Pattern kDate(
      R"((?i:(?:kể )?(?:từ )?(?:ngày )?)(\d{1,2})\s*(?:[/.-]|tháng)\s*(\d{1,2})\s*(?:[/.-]|năm)\s*(\d{4})\.?)");
  auto match = kDate.MatchAll(anchor);
  if (!match) return std::nullopt;
  auto number = [&](std::size_t group) { return std::atoi(std::string(match->Group(group, anchor)).c_str()); };
  return PartialDate::Make(number(3), number(2), number(1));
}

// The day that a duty counts from: printed in its words, or the document's own; memory of the words, which an archive
// repeats. Safe from several threads.
struct Start {
  bool own_date = false;
  std::optional<PartialDate> printed;
  bool known() const { return own_date || printed.has_value(); }
};

Start StartOf(const std::string& anchor) {
  constexpr std::size_t kMost = 50'000;
  static std::shared_mutex mutex;
  static std::unordered_map<std::string, Start> known;
  {
    std::shared_lock lock(mutex);
    if (auto found = known.find(anchor); found != known.end()) return found->second;
  }
  Start start;
  start.printed = PrintedDate(anchor);
  start.own_date = !start.printed && IsOwnDate(anchor);
  std::unique_lock lock(mutex);
  if (known.size() >= kMost) known.clear();
  known.emplace(anchor, start);
  return start;
}

// Days count from the day after (Bộ luật Dân sự 2015, Điều 147); an end on a day off moves to the next working day
// (Điều 148, khoản 5), where there is a calendar to tell.
std::optional<WorkCalendar::Counted> CountFrom(PartialDate start, const RelativeTime& relative,
                                               const WorkCalendar* calendar) {
  if (!start.HasDay() || relative.amount < 0) return std::nullopt;
  constexpr int kMaxAmount = 10'000;
  int amount = std::min(relative.amount, kMaxAmount);
  if (relative.unit == "working_day" && calendar != nullptr) return calendar->After(start, amount);
  std::optional<PartialDate> end;
  if (relative.unit == "day") end = Shifted(start, amount, 0);
  if (relative.unit == "week") end = Shifted(start, 7 * amount, 0);
  if (relative.unit == "month") end = Shifted(start, 0, amount);
  if (relative.unit == "year") end = Shifted(start, 0, 12 * amount);
  if (!end) return std::nullopt;
  return calendar != nullptr ? calendar->EndOfTerm(*end) : WorkCalendar::Counted{*end};
}

Light LightOf(const Row& row) {
  Light light;
  light.id = row.Int(0);
  light.document = row.Int(1);
  light.sha256 = row.Text(2);
  light.ordinal = row.Int(3);
  light.due_day = row.Date(4);
  light.issued = row.Date(5);
  light.rrule = row.Text(6);
  if (!light.rrule.empty()) light.last = LastDayOfDuty(row.Text(10), row.Text(11), light.issued, light.rrule);
  if (auto amount = row.OptionalInt(7)) light.relative = RelativeTime{*amount, row.Text(8), row.Text(9)};
  return light;
}

// Expand, remembered: duties of an archive share their rules, and everybody asks for the same weeks. Safe from several
// threads.
Result<std::vector<Occurrence>> KnownOccurrences(const std::string& rule, PartialDate start, PartialDate from,
                                                 PartialDate to) {
  constexpr std::size_t kMost = 50'000;
  static std::shared_mutex mutex;
  static std::unordered_map<std::string, std::vector<Occurrence>> known;
  std::string key = rule;
  for (PartialDate day : {start, from, to}) {
    key += ' ';
    key += std::to_string((day.year() * 12 + day.month()) * 31 + day.day());
  }
  {
    std::shared_lock lock(mutex);
    if (auto found = known.find(key); found != known.end()) return found->second;
  }
  auto days = Expand(rule, start, from, to);
  if (!days) return days;
  std::unique_lock lock(mutex);
  if (known.size() >= kMost) known.clear();
  known.emplace(key, *days);
  return days;
}

class Unroller {
 public:
  Unroller(const Filter& filter, const Range& range) : filter_(filter), range_(range) {}

  void Put(Light light, std::vector<Light>& out) {
    if (light.due_day) return PutDay(std::move(light), out);
    if (!light.rrule.empty() && UnrollsIn(light)) return PutOccurrences(light, out);
    if (light.relative) {
      Start start = StartOf(light.relative->anchor);
      auto day = start.own_date ? light.issued : start.printed;
      if (auto end = day ? CountFrom(*day, *light.relative, filter_.calendar.get()) : std::nullopt) {
        light.due_day = end->day;
        light.projected = end->projected;
      }
      if (light.due_day) {
        return PutDay(std::move(light), out, start.own_date ? DueBasis::kIssueDate : DueBasis::kAnchorDate);
      }
    }
    if (PassesWithoutDay(light)) out.push_back(std::move(light));
  }

 private:
  void PutDay(Light light, std::vector<Light>& out, DueBasis basis = DueBasis::kStated) const {
    if (!range_.Holds(*light.due_day)) return;
    light.due = light.due_day;
    light.basis = basis;
    out.push_back(std::move(light));
  }

  // Without a range a duty stays whole; overdue alone is no range.
  bool UnrollsIn(const Light&) const { return range_.from || (range_.to && !filter_.overdue); }

  void PutOccurrences(const Light& light, std::vector<Light>& out) {
    auto issued = light.issued ? std::optional(light.issued->FirstDay()) : std::nullopt;
    PartialDate from = range_.from ? *range_.from : issued ? *issued : Shifted(*range_.to, 0, -12).value_or(*range_.to);
    PartialDate present = filter_.today ? std::max(*filter_.today, from) : from;
    PartialDate to = range_.to ? *range_.to : Shifted(present, 0, 12).value_or(present);
    if (light.last) to = std::min(to, *light.last);
    if (to < from) return;
    auto days = KnownOccurrences(light.rrule, issued.value_or(from), from, to);
    if (!days) {  // a rule that cannot be read must not lose the duty
      if (!filter_.overdue) out.push_back(light);
      return;
    }
    for (const Occurrence& occurrence : *days) {
      out.push_back(light);
      out.back().due = occurrence.day;
      out.back().basis = occurrence.period_end ? DueBasis::kPeriodEnd : DueBasis::kOccurrence;
    }
  }

  // With a range nothing undated passes, but for a year: then the document's year decides.
  bool PassesWithoutDay(const Light& light) const {
    if (!range_.any()) return true;
    bool only_year = filter_.year && !filter_.due_from && !filter_.due_to && !filter_.overdue;
    return only_year && light.issued && light.issued->year() == *filter_.year;
  }

  const Filter& filter_;
  const Range& range_;
};

bool Before(const Light& a, const Light& b) {
  if (a.due.has_value() != b.due.has_value()) return a.due.has_value();
  if (a.due && *a.due != *b.due) return *a.due < *b.due;
  return std::tie(a.sha256, a.ordinal) < std::tie(b.sha256, b.ordinal);
}

// Who marked what as done: by record and day ("" where no day is known).
using DoneMarks = std::map<std::pair<RecordId, std::string>, DoneMark>;

Result<DoneMarks> ReadDoneMarks(const Store& store) {
  DoneMarks marks;
  VK_RETURN_IF_ERROR(store.Select(
      "SELECT record_id, field, id, at, who, note FROM judgements WHERE verb = 'done' AND undone_at IS NULL AND "
      "record_id IS NOT NULL ORDER BY id",
      {}, [&](const Row& row) {
        marks[{row.Int(0), row.Text(1)}] = {row.Int(2), row.Text(3), row.Text(4), row.Text(5)};
      }));
  return marks;
}

// The days of a recurring duty that were marked: it may stand here as one answer without a day.
void PutMarkedDays(const Light& light, const DoneMarks& marks, std::vector<Light>& out) {
  for (auto at = marks.lower_bound({light.id, ""}); at != marks.end() && at->first.first == light.id; ++at) {
    auto day = PartialDate::FromIso(at->first.second);
    if (!day || !day->HasDay()) continue;
    out.push_back(light);
    out.back().due = day;
    out.back().basis = DueBasis::kOccurrence;
    out.back().done = at->second;
  }
}

// Marks what is done and leaves out what the filter does not want.
Result<void> ApplyDone(const Store& store, const Filter& filter, std::vector<Light>& lights) {
  VK_ASSIGN_OR_RETURN(DoneMarks marks, ReadDoneMarks(store));
  bool only_done = filter.done == Filter::Done::kDone;
  std::vector<Light> marked_days;
  for (Light& light : lights) {
    if (marks.empty()) break;
    auto mark = marks.find({light.id, light.due ? light.due->ToIso() : std::string()});
    if (mark != marks.end()) light.done = mark->second;
    if (only_done && !light.due && !light.rrule.empty()) PutMarkedDays(light, marks, marked_days);
  }
  if (filter.done == Filter::Done::kAny) return {};
  std::erase_if(lights, [&](const Light& light) { return light.done.has_value() != only_done; });
  lights.insert(lights.end(), marked_days.begin(), marked_days.end());
  return {};
}

// The words of all deadlines that count from a day which can be told.
Result<std::vector<std::string>> KnownStarts(const Store& store) {
  std::vector<std::string> anchors;
  VK_RETURN_IF_ERROR(
      store.Select("SELECT DISTINCT relative_anchor FROM deadlines WHERE due_day IS NULL AND rrule IS NULL AND "
                   "relative_unit IN ('day', 'working_day', 'week', 'month', 'year')",
                   {}, [&](const Row& row) {
                     if (StartOf(row.Text(0)).known()) anchors.push_back(row.Text(0));
                   }));
  return anchors;
}

// Which deadlines x can fall into the range, as three questions that an index answers each: those with a day, those
// with a rule, those with neither.
Result<std::vector<Where>> PartsOf(const Store& store, const Filter& filter, const Range& range) {
  Where dated;
  dated.And("x.due_day IS NOT NULL");
  if (range.from) dated.And("x.due_day >= ?", {range.from->ToIso()});
  if (range.to) dated.And("x.due_day <= ?", {range.to->ToIso()});
  Where recurring;
  recurring.And("x.due_day IS NULL AND x.rrule IS NOT NULL");
  if (range.from) recurring.And("x.rule_end >= ?", {range.from->ToIso()});
  Where open;
  open.And("x.due_day IS NULL AND x.rrule IS NULL");
  // What no day can be told for is in no range of days.
  if (filter.due_from) {
    VK_ASSIGN_OR_RETURN(std::vector<std::string> anchors, KnownStarts(store));
    open.And("x.relative_unit IN ('day', 'working_day', 'week', 'month', 'year')");
    open.And("x.relative_anchor IN (SELECT value FROM json_each(?))", {JsonList(anchors)});
  }
  if (filter.without_day) return std::vector<Where>{open};
  return std::vector<Where>{dated, recurring, open};
}

Result<std::vector<Light>> FindLights(const Store& store, const Filter& filter, const Range& range) {
  Where where;
  VK_RETURN_IF_ERROR(AddDocumentFilter(store, filter, where));
  AddWithoutRepeats(filter, where);
  VK_RETURN_IF_ERROR(AddAgencyFilter(filter, false, where));
  AddAboutIndex(filter, where);
  if (filter.without_agency) where.And("NOT EXISTS (SELECT 1 FROM record_agencies a WHERE a.record_id = r.id)");
  std::vector<Light> lights;
  Unroller unroller(filter, range);
  VK_ASSIGN_OR_RETURN(std::vector<Where> parts, PartsOf(store, filter, range));
  for (const Where& part : parts) {
    std::vector<SqlValue> parameters = part.parameters();
    parameters.insert(parameters.end(), where.parameters().begin(), where.parameters().end());
    VK_RETURN_IF_ERROR(store.Select(
        "SELECT r.id, r.document_id, d.sha256, r.ordinal, x.due_day, d.issued_date, x.rrule, x.relative_amount, "
        "x.relative_unit, x.relative_anchor, d.type, d.title FROM deadlines x CROSS JOIN records r ON r.id = "
        "x.record_id "
        "CROSS JOIN documents d ON d.id = r.document_id WHERE r.review IS NOT 'rejected' AND " +
            part.sql() + " AND " + where.sql(),
        parameters, [&](const Row& row) { unroller.Put(LightOf(row), lights); }));
  }
  if (filter.without_day) std::erase_if(lights, [](const Light& light) { return light.due.has_value(); });
  VK_RETURN_IF_ERROR(ApplyDone(store, filter, lights));
  std::sort(lights.begin(), lights.end(), Before);
  return lights;
}

}  // namespace

Result<std::vector<DueDay>> QueryDueDays(const Store& store, const Filter& filter) {
  VK_ASSIGN_OR_RETURN(Range range, RangeOf(filter));
  VK_ASSIGN_OR_RETURN(std::vector<Light> all, FindLights(store, filter, range));
  std::vector<DueDay> days;
  days.reserve(all.size());
  for (const Light& light : all) days.push_back({light.due, !light.rrule.empty()});
  return days;
}

Result<std::int64_t> CountDeadlines(const Store& store) {
  std::int64_t count = 0;
  VK_RETURN_IF_ERROR(store.Select("SELECT count(*) FROM deadlines", {}, [&](const Row& row) { count = row.Int(0); }));
  return count;
}

std::string_view Name(DueBasis basis) {
  static constexpr std::string_view kNames[] = {"stated",     "occurrence",  "period-end",
                                                "issue-date", "anchor-date", "none"};
  return kNames[static_cast<std::size_t>(basis)];
}

namespace {

// A page of all that is open, or overdue, without any other filter: of an archive these are nearly all deadlines, so
// that only what decides their order is read, and the rest for the page alone.
bool IsWholeArchive(const Filter& filter, const Range& range) {
  bool filtered = !filter.document.empty() || !filter.issuer.empty() || !filter.agencies.empty() ||
                  !filter.agency_text.empty() || !filter.indexes.empty() || filter.without_agency || filter.without_day;
  bool unrolls = range.from || (range.to && !filter.overdue);
  return filter.limit > 0 && !filtered && !unrolls && filter.done != Filter::Done::kDone;
}

// Records and days, without document and place; those that are hidden from every answer are left out.
Result<std::vector<Light>> FindBareLights(const Store& store, const Filter& filter, const Range& range) {
  std::set<RecordId> hidden;
  VK_RETURN_IF_ERROR(
      store.Select("SELECT id FROM records WHERE review = 'rejected' UNION SELECT id FROM records WHERE repeated = 1",
                   {}, [&](const Row& row) { hidden.insert(row.Int(0)); }));
  std::vector<Light> lights;
  auto add = [&](const Row& row) {
    if (!hidden.empty() && hidden.count(row.Int(0)) != 0) return;
    Light light;
    light.id = row.Int(0);
    light.due = row.Date(1);
    if (light.due) light.basis = DueBasis::kStated;
    lights.push_back(std::move(light));
  };
  SqlValue to = range.to ? SqlValue(range.to->ToIso()) : SqlValue();
  VK_RETURN_IF_ERROR(store.Select(
      "SELECT record_id, due_day FROM deadlines WHERE due_day IS NOT NULL AND due_day <= coalesce(?, '9999')", {to},
      add));
  if (!range.any()) {
    VK_RETURN_IF_ERROR(store.Select(
        "SELECT record_id, NULL FROM deadlines WHERE due_day IS NULL AND rrule IS NOT NULL UNION ALL SELECT record_id, "
        "NULL FROM deadlines WHERE due_day IS NULL AND rrule IS NULL AND (relative_unit IS NULL OR relative_unit NOT "
        "IN ('day', 'working_day', 'week', 'month', 'year'))",
        {}, add));
  }
  // Those that are counted from the document's date need it.
  Unroller unroller(filter, range);
  VK_RETURN_IF_ERROR(store.Select(
      "SELECT r.id, r.document_id, d.sha256, r.ordinal, x.due_day, d.issued_date, x.rrule, x.relative_amount, "
      "x.relative_unit, x.relative_anchor FROM deadlines x CROSS JOIN records r ON r.id = x.record_id CROSS JOIN "
      "documents d ON d.id = r.document_id WHERE x.due_day IS NULL AND x.rrule IS NULL AND x.relative_unit IN ('day', "
      "'working_day', 'week', 'month', 'year') AND r.review IS NOT 'rejected' AND r.repeated = 0",
      {}, [&](const Row& row) { unroller.Put(LightOf(row), lights); }));
  return lights;
}

// Document and place of some.
Result<void> Complete(const Store& store, std::span<Light> lights) {
  std::vector<RecordId> ids;
  for (const Light& light : lights) ids.push_back(light.id);
  std::unordered_map<RecordId, std::tuple<DocumentId, std::string, std::int64_t>> places;
  VK_RETURN_IF_ERROR(
      store.Select("SELECT r.id, r.document_id, d.sha256, r.ordinal FROM records r JOIN documents d ON d.id = "
                   "r.document_id WHERE r.id IN (SELECT value FROM json_each(?))",
                   {JsonList(ids)}, [&](const Row& row) {
                     places[row.Int(0)] = {row.Int(1), row.Text(2), row.Int(3)};
                   }));
  for (Light& light : lights) {
    auto place = places.find(light.id);
    if (place != places.end()) std::tie(light.document, light.sha256, light.ordinal) = place->second;
  }
  return {};
}

struct LightPage {
  std::vector<Light> lights;
  std::size_t total = 0;
};

Result<LightPage> FindPage(const Store& store, const Filter& filter, const Range& range) {
  if (!IsWholeArchive(filter, range)) {
    VK_ASSIGN_OR_RETURN(std::vector<Light> all, FindLights(store, filter, range));
    return LightPage{Slice(all, filter), all.size()};
  }
  VK_ASSIGN_OR_RETURN(std::vector<Light> all, FindBareLights(store, filter, range));
  VK_RETURN_IF_ERROR(ApplyDone(store, filter, all));
  auto by_day = [](const Light& a, const Light& b) {
    return a.due.has_value() != b.due.has_value() ? a.due.has_value() : a.due && *a.due < *b.due;
  };
  std::sort(all.begin(), all.end(), by_day);
  std::size_t first = std::min(filter.offset, all.size());
  std::size_t last = std::min(first + filter.limit, all.size());
  if (first == last) return LightPage{{}, all.size()};
  // Days that the page shows in part are put in order whole.
  auto begin = std::lower_bound(all.begin(), all.end(), all[first], by_day);
  auto end = std::upper_bound(begin, all.end(), all[last - 1], by_day);
  VK_RETURN_IF_ERROR(Complete(store, {begin, end}));
  std::sort(begin, end, Before);
  auto at = [&](std::size_t place) { return all.begin() + static_cast<std::ptrdiff_t>(place); };
  return LightPage{{at(first), at(last)}, all.size()};
}

}  // namespace

Result<Answers<DeadlineAnswer>> QueryDeadlines(const Store& store, const Filter& filter) {
  VK_ASSIGN_OR_RETURN(Range range, RangeOf(filter));
  VK_ASSIGN_OR_RETURN(LightPage page, FindPage(store, filter, range));
  const std::vector<Light>& lights = page.lights;
  std::vector<RecordId> ids;
  std::vector<DocumentId> documents;
  for (const Light& light : lights) {
    ids.push_back(light.id);
    documents.push_back(light.document);
  }
  VK_ASSIGN_OR_RETURN(auto records, store.Deadlines(ids));
  std::map<RecordId, const Deadline*> by_id;
  for (const auto& stored : records) by_id[stored.id] = &stored.record;
  Answers<DeadlineAnswer> answers;
  answers.total = page.total;
  for (const Light& light : lights) {
    auto record = by_id.find(light.id);
    if (record == by_id.end()) continue;  // taken out between two reads
    DeadlineAnswer answer{light.id, light.document, *record->second, light.due, light.basis, false, {}, light.done};
    answer.projected = light.projected;
    if (light.projected) answer.record.flags.emplace_back("calendar-projected");
    if (light.due && filter.today) answer.overdue = *light.due < *filter.today;
    answers.items.push_back(std::move(answer));
  }
  VK_ASSIGN_OR_RETURN(answers.documents, BriefsOf(store, documents));
  return answers;
}

}  // namespace vankho
