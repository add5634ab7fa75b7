// Hạn: what is due, whose duty, and where it is printed; as a list and as a month.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <map>
#include <set>

#include "pipeline/export/export.h"
#include "pipeline/query/desk.h"
#include "pipeline/web/layout.h"
#include "pipeline/web/pages.h"
#include "pipeline/web/site.h"

namespace vankho {
namespace {

constexpr std::size_t kRows = 100;

struct Tab {
  const char* name;  // of the parameter `when`
  const char* words;
};
constexpr std::array<Tab, 8> kTabs{{{"overdue", "when.overdue"},
                                    {"7", "when.7"},
                                    {"30", "when.30"},
                                    {"90", "when.90"},
                                    {"all", "when.all"},
                                    {"undated", "when.undated"},
                                    {"unowned", "when.unowned"},
                                    {"done", "when.done"}}};

// The filter of a tab, on top of what else was asked for.
Filter FilterOfTab(Filter filter, std::string_view tab, PartialDate today) {
  filter.done = Filter::Done::kOpen;
  if (tab == "overdue") filter.overdue = true;
  for (int days : {7, 30, 90}) {
    if (tab != std::to_string(days)) continue;
    filter.due_from = today;
    filter.due_to = AddDays(today, days);
  }
  if (tab == "undated") filter.without_day = true;
  if (tab == "unowned") filter.without_agency = true;
  if (tab == "done") filter.done = Filter::Done::kDone;
  return filter;
}

using Counts = std::map<std::string, std::size_t>;

// In a store of more deadlines only the tabs with days are counted: the others would mean to read all of it.
constexpr std::int64_t kCountedWhole = 20'000;

// How many stand under each tab, as far as they are counted.
Result<Counts> CountTabs(const Visit& visit, const Filter& filter) {
  Counts counts;
  auto days_of = [&](std::string_view tab) { return QueryDueDays(visit.store, FilterOfTab(filter, tab, visit.today)); };
  VK_ASSIGN_OR_RETURN(auto near, days_of("90"));
  for (int days : {7, 30, 90}) {
    PartialDate last = AddDays(visit.today, days);
    counts[std::to_string(days)] = static_cast<std::size_t>(
        std::count_if(near.begin(), near.end(), [&](const DueDay& day) { return day.due && *day.due <= last; }));
  }
  VK_ASSIGN_OR_RETURN(std::int64_t in_store, CountDeadlines(visit.store));
  if (in_store > kCountedWhole) return counts;
  VK_ASSIGN_OR_RETURN(auto all, days_of("all"));
  counts["all"] = all.size();
  counts["overdue"] = static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [&](const DueDay& day) { return day.due && *day.due < visit.today; }));
  counts["undated"] = static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [](const DueDay& day) { return !day.due && !day.recurring; }));
  for (const char* tab : {"unowned", "done"}) {
    VK_ASSIGN_OR_RETURN(auto days, days_of(tab));
    counts[tab] = days.size();
  }
  return counts;
}

// The same for half a minute, unless somebody wrote through the desk meanwhile: an ingest beside us may be that late.
Result<Counts> KnownCounts(const Visit& visit, const Filter& filter) {
  std::string key = visit.today.ToIso();
  for (const char* name : {"agency", "document", "issuer", "index", "year", "due_from", "due_to", "overdue"}) {
    for (const std::string& value : visit.Params(name)) key.append("\n").append(name).append("=").append(value);
  }
  if (auto known = visit.site.counts.Find(key)) return *known;
  std::int64_t generation = visit.site.counts.generation();
  VK_ASSIGN_OR_RETURN(Counts counts, CountTabs(visit, filter));
  visit.site.counts.Keep(key, generation, counts);
  return counts;
}

Html FilterForm(const Visit& visit, std::string_view when) {
  auto field = [&](const char* name, std::string_view words, const char* type) {
    return H("<label>{}<input type=\"{}\" name=\"{}\" value=\"{}\"></label>", words, type, name, visit.Param(name));
  };
  return H(
      "<form class=\"filter\" method=\"get\" action=\"/\" role=\"search\"><input type=\"hidden\" name=\"when\" "
      "value=\"{}\">{}{}{}{}<button>{}</button></form>",
      when, field("agency", visit.T("filter.agency"), "search"),
      field("document", visit.T("filter.document"), "search"), field("index", visit.T("filter.index"), "search"),
      field("year", visit.T("filter.year"), "number"), visit.T("filter.go"));
}

std::string_view Mark(const Visit& visit, const DeadlineAnswer& answer) {
  if (answer.done) return visit.T("state.done");
  if (!answer.due) return visit.T("state.undated");
  if (answer.overdue.value_or(false)) return visit.T("state.overdue");
  return "";
}

int DaysBetween(PartialDate from, PartialDate to) {
  auto count = [](PartialDate day) {
    return std::chrono::sys_days(std::chrono::year(day.year()) / static_cast<unsigned>(day.month()) /
                                 static_cast<unsigned>(day.day()));
  };
  return static_cast<int>((count(to) - count(from)).count());
}

// "Quá hạn 12 ngày", "còn 3 ngày".
std::string Distance(const Visit& visit, const DeadlineAnswer& answer) {
  if (!answer.due || answer.done) return "";
  int days = std::abs(DaysBetween(visit.today, *answer.due));
  constexpr int kMost = 400;
  if (days >= kMost) return "";
  if (days == 0) return std::string(visit.T("due.today"));
  return Say(*answer.due < visit.today ? "due.ago" : "due.left", visit.language, days);
}

Html DoneCell(const Visit& visit, const DeadlineAnswer& answer) {
  if (answer.done) {
    Html undo;
    if (visit.May(UserRole::kReviewer)) {
      undo = H("<form method=\"post\" action=\"/judgements/{}/undo\">{}<button class=\"quiet\">{}</button></form>",
               answer.done->judgement, HiddenCsrf(visit), visit.T("undo"));
    }
    return H("<span class=\"who\">{} · {}</span><br>{}{}", answer.done->who, answer.done->at.substr(0, 10),
             answer.done->note, undo);
  }
  if (!visit.May(UserRole::kReviewer)) return {};
  return H(
      "<details class=\"mark\"><summary>{}</summary><form method=\"post\" action=\"/records/{}/done\">{}"
      "<input type=\"hidden\" name=\"day\" value=\"{}\"><label>{}<input name=\"note\" maxlength=\"300\"></label>"
      "<button>{}</button></form></details>",
      visit.T("done.mark"), answer.id, HiddenCsrf(visit), answer.due ? answer.due->ToIso() : std::string(),
      visit.T("done.note"), visit.T("done.save"));
}

Html AgencyLinks(const Visit& visit, const std::vector<std::string>& names) {
  if (names.empty()) return H("<span class=\"missing\">{}</span>", visit.T("owner.none"));
  Html links;
  for (const std::string& name : names) {
    links += H("<a class=\"agency\" href=\"/agencies?name={}\">{}</a> ", EscapeUrl(name), name);
  }
  return links;
}

class DeadlineTable {
 public:
  DeadlineTable(const Visit& visit, const Answers<DeadlineAnswer>& answers) : visit_(visit), answers_(answers) {}

  Result<void> FindConflicts() {
    std::vector<RecordId> ids;
    std::vector<DocumentId> documents;
    for (const DeadlineAnswer& answer : answers_.items) ids.push_back(answer.id);
    VK_ASSIGN_OR_RETURN(auto conflicts, QueryConflicts(visit_.store, ids));
    for (const Conflict& conflict : conflicts) {
      conflicts_[conflict.record].push_back(conflict);
      documents.push_back(conflict.other_document);
    }
    VK_ASSIGN_OR_RETURN(auto briefs, visit_.store.Briefs(documents));
    for (DocumentBrief& brief : briefs) others_.emplace(brief.id, std::move(brief));
    return {};
  }

  Html Render() const {
    Html rows;
    for (const DeadlineAnswer& answer : answers_.items) rows += Row(answer);
    return H(
        "<table class=\"list deadlines\"><thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th "
        "scope=\"col\">{}</th>"
        "<th scope=\"col\">{}</th><th scope=\"col\"><span "
        "class=\"visually-hidden\">{}</span></th></tr></thead><tbody>{}</tbody></table>",
        visit_.T("col.due"), visit_.T("col.duty"), visit_.T("col.agency"), visit_.T("col.document"),
        visit_.T("col.state"), rows);
  }

 private:
  Html Row(const DeadlineAnswer& answer) const {
    const DocumentBrief& document = answers_.DocumentOf(answer);
    std::string_view mark = Mark(visit_, answer);
    std::string kind = answer.done ? "is-done" : answer.overdue.value_or(false) ? "is-overdue" : "";
    Html notes;
    if (!mark.empty()) notes += H("<span class=\"badge\">{}</span> ", mark);
    if (!answer.record.rrule.empty()) notes += H("<span class=\"badge plain\">{}</span> ", visit_.T("state.recurring"));
    if (auto found = conflicts_.find(answer.id); found != conflicts_.end()) notes += Conflicts(found->second);
    std::string duty = answer.record.action.empty() ? answer.record.printed.text : answer.record.action;
    bool english = visit_.language == Language::kEnglish;
    std::string day = answer.due ? DayText(answer.due) : BriefTime(answer.record, english);
    return H(
        "<tr class=\"{}\"><td class=\"day\"><b>{}</b><br><span class=\"soft\">{}</span></td>"
        "<td><a class=\"words\" href=\"{}\">{}</a><br><span class=\"soft\">“{}”</span> {}</td><td>{}</td>"
        "<td><a href=\"{}\">{}</a><br><span class=\"soft\">{}</span></td><td class=\"act\">{}</td></tr>\n",
        kind, day, Distance(visit_, answer), DocumentUrl(document, answer.record.printed.page, answer.id), duty,
        answer.record.text, notes, AgencyLinks(visit_, answer.record.agencies), DocumentUrl(document), NameOf(document),
        Say("page.of", visit_.language, answer.record.printed.page), DoneCell(visit_, answer));
  }

  Html Conflicts(const std::vector<Conflict>& conflicts) const {
    Html links;
    for (const Conflict& conflict : conflicts) {
      auto other = others_.find(conflict.other_document);
      if (other == others_.end()) continue;
      links += H("<a href=\"{}\">{}: {}</a> ", DocumentUrl(other->second, 0, conflict.other), NameOf(other->second),
                 DayText(PartialDate::FromIso(conflict.other_due)));
    }
    return H("<span class=\"badge warn\">{}</span> {}", visit_.T("state.conflict"), links);
  }

  const Visit& visit_;
  const Answers<DeadlineAnswer>& answers_;
  std::map<RecordId, std::vector<Conflict>> conflicts_;
  std::map<DocumentId, DocumentBrief> others_;
};

Result<Html> ListView(const Visit& visit, const Filter& filter, const std::string& when) {
  VK_ASSIGN_OR_RETURN(auto slice, SliceOf(visit, kRows, 500));
  Filter wanted = FilterOfTab(filter, when, visit.today);
  wanted.limit = slice.limit;
  wanted.offset = slice.offset;
  VK_ASSIGN_OR_RETURN(auto known, DeadlinesOf(visit, wanted));
  const Answers<DeadlineAnswer>& answers = *known;
  if (answers.items.empty()) return H("<p class=\"empty\">{}</p>", visit.T("deadlines.empty"));
  DeadlineTable table(visit, answers);
  VK_RETURN_IF_ERROR(table.FindConflicts());
  Html body = Pager(visit, slice, answers.items.size(), answers.total);
  body += table.Render();
  if (answers.items.size() < answers.total) body += Pager(visit, slice, answers.items.size(), answers.total);
  return body;
}

// "2024-06" of the request; the month of today where there is none.
PartialDate MonthOf(const Visit& visit) {
  auto month = PartialDate::FromIso(visit.Param("month"));
  PartialDate wanted = month && month->month() != 0 ? *month : visit.today;
  return wanted.FirstDay().day() == 1 ? *PartialDate::Make(wanted.year(), wanted.month(), 1) : wanted;
}

Result<Html> MonthView(const Visit& visit, Filter filter) {
  PartialDate first = MonthOf(visit);
  filter.year.reset();
  filter.due_from = first;
  filter.due_to = PartialDate::Make(first.year(), first.month())->LastDay();
  filter.limit = 2000;
  VK_ASSIGN_OR_RETURN(auto known, DeadlinesOf(visit, filter));
  const Answers<DeadlineAnswer>& answers = *known;
  std::map<int, std::vector<const DeadlineAnswer*>> days;
  for (const DeadlineAnswer& answer : answers.items) days[answer.due->day()].push_back(&answer);
  Html heads;
  for (int i = 1; i <= 7; ++i) heads += H("<th scope=\"col\">{}</th>", visit.T(fmt::format("weekday.{}", i)));
  Html weeks("<tr>");
  for (int i = 1; i < WeekdayOf(first); ++i) weeks += Html("<td class=\"other\"></td>");
  for (int day = 1; day <= filter.due_to->day(); ++day) {
    PartialDate date = *PartialDate::Make(first.year(), first.month(), day);
    if (WeekdayOf(date) == 1 && day > 1) weeks += Html("</tr>\n<tr>");
    Html items;
    constexpr std::size_t kShown = 6;
    for (std::size_t i = 0; i < std::min(days[day].size(), kShown); ++i) {
      const DeadlineAnswer& answer = *days[day][i];
      std::string duty = answer.record.action.empty() ? answer.record.text : answer.record.action;
      items += H("<li class=\"{}\"><a href=\"{}\" title=\"{}\">{}</a></li>", answer.done ? "is-done" : "",
                 DocumentUrl(answers.DocumentOf(answer), answer.record.printed.page, answer.id), duty, duty);
    }
    if (days[day].size() > kShown) {
      items += H("<li><a href=\"/?when=all&amp;due_from={}&amp;due_to={}\">{}</a></li>", date.ToIso(), date.ToIso(),
                 Say("month.more", visit.language, days[day].size() - kShown));
    }
    weeks += H("<td class=\"{}{}\"><span class=\"num\">{}</span><ul>{}</ul></td>", date == visit.today ? "today " : "",
               days[day].empty() ? "free" : "busy", day, items);
  }
  weeks += Html("</tr>");
  auto month_url = [&](int step) {
    return UrlWith(visit, {{"month", AddMonths(first, step).ToIso().substr(0, 7)}, {"view", "month"}});
  };
  return H(
      "<p class=\"pager\"><a rel=\"prev\" href=\"{}\">←</a> <b>{}</b> <a rel=\"next\" href=\"{}\">→</a> "
      "<span>{}</span></p>"
      "<table class=\"month\"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>",
      month_url(-1), Say("month.title", visit.language, first.month(), first.year()), month_url(1),
      Say("month.count", visit.language, answers.total), heads, weeks);
}

}  // namespace

Result<Filter> DeadlineFilterOf(const Visit& visit) {
  VK_ASSIGN_OR_RETURN(Filter filter, FilterOf(visit));
  std::string when = visit.Param("when");
  bool known = std::any_of(kTabs.begin(), kTabs.end(), [&](const Tab& tab) { return when == tab.name; });
  return known ? FilterOfTab(filter, when, visit.today) : filter;
}

Result<Reply> DeadlinesPage(Visit& visit) {
  VK_ASSIGN_OR_RETURN(Filter filter, FilterOf(visit));
  std::string when = visit.Param("when");
  VK_ASSIGN_OR_RETURN(Counts counts, KnownCounts(visit, filter));
  bool counted = counts.count("all") != 0;
  bool known = std::any_of(kTabs.begin(), kTabs.end(), [&](const Tab& tab) { return when == tab.name; });
  if (!known) {
    bool late = !counted || counts["overdue"] > 0;
    when = counts["30"] > 0 ? "30" : counts["90"] > 0 ? "90" : late ? "overdue" : "all";
  }
  bool month = visit.Param("view") == "month";
  Html tabs;
  for (const Tab& tab : kTabs) {
    tabs += H("<li><a href=\"{}\"{}>{} <span class=\"count\">{}</span></a></li>",
              UrlWith(visit, {{"when", tab.name}, {"view", ""}, {"month", ""}, {"after", ""}}),
              Html(!month && when == tab.name ? " aria-current=\"true\"" : ""), visit.T(tab.words),
              counts.count(tab.name) != 0 ? std::to_string(counts[tab.name]) : "");
  }
  tabs += H("<li class=\"apart\"><a href=\"{}\"{}>{}</a></li>", UrlWith(visit, {{"view", "month"}, {"after", ""}}),
            Html(month ? " aria-current=\"true\"" : ""), visit.T("view.month"));
  std::vector<std::pair<std::string, std::string>> shown{{"when", when}};
  if (month) {
    PartialDate first = MonthOf(visit);
    PartialDate last = PartialDate::Make(first.year(), first.month())->LastDay();
    shown = {{"when", ""}, {"due_from", first.ToIso()}, {"due_to", last.ToIso()}};
  }
  Html view;
  if (month) {
    VK_ASSIGN_OR_RETURN(view, MonthView(visit, filter));
  } else {
    VK_ASSIGN_OR_RETURN(view, ListView(visit, filter, when));
  }
  Html body = H("{}<ul class=\"tabs\" aria-label=\"{}\">{}</ul>{}{}", FilterForm(visit, when), visit.T("when.label"),
                tabs, view, ExportLinks(visit, "deadlines", {"csv", "xlsx", "ics", "pdf", "jsonl"}, shown));
  if (counted && counts["all"] + counts["done"] == 0) {
    VK_ASSIGN_OR_RETURN(auto statistics, visit.store.Statistics());
    if (statistics.documents == 0) {
      body = H("<p class=\"lead\">{}</p><p><a class=\"button\" href=\"/import\">{}</a></p>", visit.T("store.empty"),
               visit.T("nav.import"));
    }
  }
  return HtmlReply(Layout(visit, {std::string(visit.T("nav.deadlines")), "nav.deadlines", {}, true}, body));
}

}  // namespace vankho
