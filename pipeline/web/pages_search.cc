// Tìm, Cơ quan, Tiêu chí.
#include <algorithm>
#include <map>
#include <set>

#include "pipeline/export/export.h"
#include "pipeline/query/desk.h"
#include "pipeline/web/layout.h"
#include "pipeline/web/pages.h"
#include "pipeline/web/site.h"

namespace vankho {
namespace {

// A snippet with its found words marked. The marks are characters of Unicode's private use: no page prints them.
Html Marked(const std::string& snippet) {
  std::string html = EscapeHtml(snippet);
  auto replace = [&](std::string_view from, std::string_view to) {
    for (std::size_t at = html.find(from); at != std::string::npos; at = html.find(from, at + to.size()))
      html.replace(at, from.size(), to);
  };
  replace("\uE000", "<mark>");
  replace("\uE001", "</mark>");
  return Html(html);
}

std::string WithoutMarks(std::string text) {
  for (std::string_view mark : {"\uE000", "\uE001"}) {
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark)) text.erase(at, mark.size());
  }
  return text;
}

Html SearchForm(const Visit& visit) {
  auto field = [&](const char* name, std::string_view key, const char* type) {
    return H("<label>{}<input type=\"{}\" name=\"{}\" value=\"{}\"></label>", visit.T(key), type, name,
             visit.Param(name));
  };
  return H(
      "<form class=\"filter\" method=\"get\" role=\"search\"><label class=\"grow\">{}<input type=\"search\" name=\"q\" "
      "value=\"{}\" autofocus></label>{}{}{}<button>{}</button></form>",
      visit.T("search.words"), visit.Param("q"), field("issuer", "doc.issuer", "search"),
      field("agency", "filter.agency", "search"), field("year", "filter.year", "number"), visit.T("nav.search"));
}

Result<Html> Hits(const Visit& visit) {
  VK_ASSIGN_OR_RETURN(Filter filter, FilterOf(visit));
  VK_ASSIGN_OR_RETURN(Slice slice, SliceOf(visit, 30, 200));
  filter.limit = slice.limit;
  filter.offset = slice.offset;
  VK_ASSIGN_OR_RETURN(auto answers, QueryText(visit.store, visit.Param("q"), filter));
  if (answers.items.empty()) return H("<p class=\"empty\">{}</p>", visit.T("search.empty"));
  Html items;
  for (TextAnswer& answer : answers.items) {
    const DocumentBrief& d = answers.DocumentOf(answer);
    bool bare = answer.match == TextAnswer::Match::kBare || answer.match == TextAnswer::Match::kBarePhrase;
    if (answer.text.find("\uE000") != std::string::npos || answer.text.find("\uE001") != std::string::npos) {
      answer.text = WithoutMarks(answer.text);
      answer.highlights.clear();
    }
    std::string line = answer.lines.empty() ? "" : fmt::format("#l{}", answer.lines.front());
    items += H("<li><a href=\"{}{}\">{} · {}</a>{}<p>{}</p></li>\n", DocumentUrl(d, answer.page), line, NameOf(d),
               Say("page.of", visit.language, answer.page),
               bare ? H(" <span class=\"badge plain\">{}</span>", visit.T("search.bare")) : Html(),
               Marked(answer.Snippet(240, "\uE000", "\uE001")));
  }
  return H("{}<ol class=\"hits\">{}</ol>{}", Pager(visit, slice, answers.items.size(), answers.total), items,
           ExportLinks(visit, "text", {"csv", "xlsx", "jsonl"}));
}

Html Number(const std::optional<Decimal>& value) {
  return value ? H("{}", value->ToVietnamese()) : Html("<span class=\"soft\">–</span>");
}

double AsDouble(const Decimal& value) { return std::strtod(value.ToPlain().c_str(), nullptr); }

// A bar: what was reached of the maximum, and the target as a line. One SVG, no styles.
Html Bar(const Criterion& c) {
  if (!c.max_score || !c.score || AsDouble(*c.max_score) <= 0) return {};
  constexpr double kWidth = 120;
  double most = AsDouble(*c.max_score);
  double reached = std::clamp(AsDouble(*c.score) / most, 0.0, 1.0) * kWidth;
  Html target;
  if (c.target_score) {
    double at = std::clamp(AsDouble(*c.target_score) / most, 0.0, 1.0) * kWidth;
    target = Html(fmt::format("<line class=\"goal\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"0\" y2=\"12\"/>", at));
  }
  return Html(
      fmt::format("<svg class=\"bar\" viewBox=\"0 0 120 12\" aria-hidden=\"true\"><rect class=\"lost\" width=\"120\" "
                  "height=\"12\"/>"
                  "<rect class=\"got\" width=\"{:.1f}\" height=\"12\"/>{}</svg>",
                  reached, target.markup()));
}

Html CriterionRow(const Visit& visit, const CriterionAnswer& answer, const DocumentBrief& document) {
  const Criterion& c = answer.record;
  std::optional<Decimal> lost;
  if (c.max_score && c.score) lost = Decimal::Sum(*c.max_score, c.score->Negated());
  Html owners;
  for (const AgencyRole& agency : c.agencies) {
    owners += H("<a class=\"agency\" href=\"/agencies?name={}\">{}</a> ", EscapeUrl(agency.name), agency.name);
  }
  Html flags;
  for (const std::string& flag : c.flags) flags += H(" <span class=\"badge warn\">{}</span>", visit.T("flag." + flag));
  auto depth = static_cast<int>(std::count(c.code.begin(), c.code.end(), '.'));
  std::string years = c.score_year ? std::to_string(*c.score_year) : "";
  return H(
      "<tr><td class=\"code\">{}</td><td class=\"level{}\"><a href=\"{}\">{}</a>{}</td><td class=\"n\">{}</td><td "
      "class=\"n\">{}</td><td class=\"soft\">{}</td><td class=\"n\">{}</td><td "
      "class=\"n\">{}</td><td>{}</td><td>{}</td></tr>\n",
      c.code, std::min(depth + 1, 4), DocumentUrl(document, c.printed.page, answer.id),
      c.name.empty() ? c.printed.text : c.name, flags, Number(c.max_score), Number(c.score), years,
      Number(c.target_score), Number(lost), Bar(c), owners);
}

Html CriteriaTable(const Visit& visit, const Html& rows) {
  Html heads;
  for (const char* key : {"criteria.code", "criteria.name", "criteria.max", "criteria.score", "filter.year",
                          "criteria.target", "criteria.lost", "criteria.chart", "col.agency"}) {
    heads += H("<th scope=\"col\">{}</th>", visit.T(key));
  }
  return H("<table class=\"list criteria\"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>", heads, rows);
}

// Where the most points are lost: the ten widest gaps of what is shown.
Html LossChart(const Visit& visit, const Answers<CriterionAnswer>& answers) {
  std::set<std::string> parents;
  for (const CriterionAnswer& answer : answers.items) {
    const std::string& code = answer.record.code;
    if (std::size_t dot = code.find_last_of('.'); dot != std::string::npos) parents.insert(code.substr(0, dot));
  }
  std::vector<std::pair<double, const CriterionAnswer*>> losses;
  for (const CriterionAnswer& answer : answers.items) {
    const Criterion& c = answer.record;
    // Sums and what the reading itself doubts would hide where points are really lost.
    if (c.code.empty() || !c.flags.empty() || parents.count(c.code) != 0) continue;
    if (c.max_score && c.score && *c.score < *c.max_score)
      losses.emplace_back(AsDouble(*c.max_score) - AsDouble(*c.score), &answer);
  }
  std::stable_sort(losses.begin(), losses.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  constexpr std::size_t kShown = 10;
  losses.resize(std::min(losses.size(), kShown));
  if (losses.size() < 2) return {};
  Html rows;
  for (const auto& [lost, answer] : losses) {
    const Criterion& c = answer->record;
    auto value = Decimal::Sum(*c.max_score, c.score->Negated());
    rows +=
        H("<tr><th scope=\"row\"><a href=\"{}\">{} {}</a></th><td><svg class=\"bar\" viewBox=\"0 0 120 12\" "
          "aria-hidden=\"true\"><rect class=\"minus\" width=\"{}\" height=\"12\"/></svg></td><td "
          "class=\"n\">−{}</td></tr>",
          DocumentUrl(answers.DocumentOf(*answer), c.printed.page, answer->id), c.code,
          c.name.empty() ? c.printed.text : c.name, Html(fmt::format("{:.1f}", 120 * lost / losses.front().first)),
          value ? value->ToVietnamese() : "");
  }
  return H("<section class=\"chart\"><h2>{}</h2><table><tbody>{}</tbody></table></section>", visit.T("criteria.losses"),
           rows);
}

Html FilesOf(const Visit& visit, const char* kind, const std::string& agency) {
  Html links;
  for (const char* format : {"csv", "xlsx"}) {
    links += H("<a href=\"/export/{}.{}?agency={}\">{}</a> ", kind, format, EscapeUrl(agency),
               visit.T(std::string("export.") + format));
  }
  return H("<p class=\"out\">{} {}</p>", visit.T("export.label"), links);
}

Result<Html> OneAgency(Visit& visit, const std::string& name) {
  Filter filter;
  filter.agencies = {name};
  filter.today = visit.today;
  filter.limit = 200;
  VK_ASSIGN_OR_RETURN(auto duties, QueryAssignments(visit.store, filter));
  VK_ASSIGN_OR_RETURN(auto criteria, QueryCriteria(visit.store, filter));
  VK_ASSIGN_OR_RETURN(auto deadlines, QueryDeadlines(visit.store, filter));
  Html out =
      H("<p class=\"out\"><a href=\"/?when=all&amp;agency={0}\">{1}</a><a "
        "href=\"/export/deadlines.pdf?when=all&amp;agency={0}\">{2}</a><a "
        "href=\"/api/v1/deadlines.ics?agency={0}\">{3}</a></p>",
        EscapeUrl(name), Say("agency.deadlines", visit.language, deadlines.total), visit.T("export.pdf"),
        visit.T("agency.feed"));
  Html dues;
  for (const DeadlineAnswer& answer : deadlines.items) {
    dues += H("<tr><td class=\"day\">{}</td><td><a href=\"{}\">{}</a></td><td class=\"kept\">{}</td></tr>",
              answer.due ? DayText(answer.due) : BriefTime(answer.record, visit.language == Language::kEnglish),
              DocumentUrl(deadlines.DocumentOf(answer), answer.record.printed.page, answer.id),
              answer.record.action.empty() ? answer.record.text : answer.record.action,
              NameOf(deadlines.DocumentOf(answer)));
  }
  Html tasks;
  for (const AssignmentAnswer& answer : duties.items) {
    tasks += H("<tr><td class=\"kept\">{}</td><td><a href=\"{}\">{}</a></td><td class=\"kept\">{}</td></tr>",
               visit.T("role." + std::string(Name(answer.record.role))),
               DocumentUrl(duties.DocumentOf(answer), answer.record.printed.page, answer.id),
               answer.record.task.empty() ? answer.record.printed.text : answer.record.task,
               NameOf(duties.DocumentOf(answer)));
  }
  Html points;
  for (const CriterionAnswer& answer : criteria.items)
    points += CriterionRow(visit, answer, criteria.DocumentOf(answer));
  if (!dues.empty())
    out += H("<h2>{} ({})</h2>{}<table class=\"list\"><tbody>{}</tbody></table>", visit.T("nav.deadlines"),
             deadlines.total, FilesOf(visit, "deadlines", name), dues);
  if (!tasks.empty())
    out += H("<h2>{} ({})</h2>{}<table class=\"list\"><tbody>{}</tbody></table>", visit.T("col.duties"), duties.total,
             FilesOf(visit, "assignments", name), tasks);
  if (!points.empty())
    out += H("<h2>{} ({})</h2>{}{}", visit.T("nav.criteria"), criteria.total, FilesOf(visit, "criteria", name),
             CriteriaTable(visit, points));
  if (deadlines.total + duties.total + criteria.total == 0)
    out = H("<p class=\"empty\">{}</p>", visit.T("agency.empty"));
  return out;
}

}  // namespace

Result<Reply> SearchPage(Visit& visit) {
  Html hits;
  if (!visit.Param("q").empty()) {
    VK_ASSIGN_OR_RETURN(hits, Hits(visit));
  } else {
    hits = H("<p class=\"soft\">{}</p>", visit.T("search.help"));
  }
  return HtmlReply(
      Layout(visit, {std::string(visit.T("nav.search")), "nav.search", {}, false}, H("{}{}", SearchForm(visit), hits)));
}

namespace {

// Counted over the whole archive, and kept as the counts of Hạn are.
Result<AgencyLoads> KnownLoads(const Visit& visit, const Slice& slice) {
  std::string key = fmt::format("{}\n{}\n{}\n{}", visit.today.ToIso(), visit.Param("q"), slice.limit, slice.offset);
  if (auto known = visit.site.loads.Find(key)) return *known;
  std::int64_t generation = visit.site.loads.generation();
  VK_ASSIGN_OR_RETURN(AgencyLoads loads,
                      QueryAgencies(visit.store, visit.today, visit.Param("q"), slice.limit, slice.offset));
  visit.site.loads.Keep(key, generation, loads);
  return loads;
}

}  // namespace

Result<Reply> AgenciesPage(Visit& visit) {
  if (std::string name = visit.Param("name"); !name.empty()) {
    VK_ASSIGN_OR_RETURN(Html one, OneAgency(visit, name));
    return HtmlReply(Layout(visit, {name, "nav.agencies", {}, true}, one));
  }
  VK_ASSIGN_OR_RETURN(Slice slice, SliceOf(visit, 100, 1000));
  VK_ASSIGN_OR_RETURN(auto loads, KnownLoads(visit, slice));
  Html rows;
  for (const AgencyLoad& load : loads.items) {
    rows +=
        H("<tr><td><a href=\"/agencies?name={}\">{}</a></td><td class=\"n\">{}</td><td class=\"n{}\">{}</td><td "
          "class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>\n",
          EscapeUrl(load.name), load.name, load.deadlines, load.overdue > 0 ? " late" : "", load.overdue, load.upcoming,
          load.assignments, load.criteria);
  }
  Html form =
      H("<form class=\"filter\" method=\"get\" role=\"search\"><label>{}<input type=\"search\" name=\"q\" "
        "value=\"{}\"></label><button>{}</button></form>",
        visit.T("filter.agency"), visit.Param("q"), visit.T("filter.go"));
  Html table =
      H("<table class=\"list\"><thead><tr><th scope=\"col\">{}</th><th scope=\"col\" class=\"n\">{}</th><th "
        "scope=\"col\" class=\"n\">{}</th><th scope=\"col\" class=\"n\">{}</th><th scope=\"col\" "
        "class=\"n\">{}</th><th scope=\"col\" class=\"n\">{}</th></tr></thead><tbody>{}</tbody></table>",
        visit.T("col.agency"), visit.T("nav.deadlines"), visit.T("when.overdue"), visit.T("when.90"),
        visit.T("col.duties"), visit.T("nav.criteria"), rows);
  if (loads.items.empty()) table = H("<p class=\"empty\">{}</p>", visit.T("agency.empty"));
  return HtmlReply(Layout(visit, {std::string(visit.T("nav.agencies")), "nav.agencies", {}, false},
                          H("{}{}{}", form, Pager(visit, slice, loads.items.size(), loads.total), table)));
}

namespace {

std::string YearsUrl(const Visit& visit) {
  std::string index = visit.Param("index");
  return "/criteria/years" + (index.empty() ? std::string() : "?index=" + EscapeUrl(index));
}

}  // namespace

Result<Reply> CriteriaPage(Visit& visit) {
  VK_ASSIGN_OR_RETURN(Filter filter, FilterOf(visit));
  VK_ASSIGN_OR_RETURN(Slice slice, SliceOf(visit, 200, 1000));
  filter.limit = slice.limit;
  filter.offset = slice.offset;
  VK_ASSIGN_OR_RETURN(auto answers, QueryCriteria(visit.store, filter));
  Html tables;
  Html rows;
  DocumentId now = 0;
  auto close = [&](DocumentId next) {
    if (!rows.empty()) {
      const DocumentBrief& d = answers.documents.at(now);
      tables += H("<h2><a href=\"{}\">{}</a> <span class=\"soft\">{}</span></h2>{}", DocumentUrl(d), NameOf(d),
                  d.header.title, CriteriaTable(visit, rows));
    }
    rows = Html();
    now = next;
  };
  for (const CriterionAnswer& answer : answers.items) {
    if (answer.document != now) close(answer.document);
    rows += CriterionRow(visit, answer, answers.DocumentOf(answer));
  }
  close(0);
  Html form =
      H("<form class=\"filter\" method=\"get\" role=\"search\"><label>{}<input type=\"search\" name=\"index\" "
        "value=\"{}\"></label><label>{}<input type=\"search\" name=\"document\" value=\"{}\"></label>"
        "<label>{}<input type=\"number\" name=\"year\" value=\"{}\"></label><label>{}<input type=\"search\" "
        "name=\"agency\" value=\"{}\"></label><button>{}</button></form>",
        visit.T("filter.index"), visit.Param("index"), visit.T("filter.document"), visit.Param("document"),
        visit.T("filter.year"), visit.Param("year"), visit.T("filter.agency"), visit.Param("agency"),
        visit.T("filter.go"));
  if (answers.items.empty()) tables = H("<p class=\"empty\">{}</p>", visit.T("criteria.empty"));
  if (!answers.items.empty()) tables += ExportLinks(visit, "criteria", {"csv", "xlsx", "jsonl"});
  return HtmlReply(
      Layout(visit, {std::string(visit.T("nav.criteria")), "nav.criteria", {}, true},
             H("{}<p class=\"out\"><a href=\"{}\">{}</a></p>{}{}{}", form, YearsUrl(visit), visit.T("criteria.years"),
               LossChart(visit, answers), Pager(visit, slice, answers.items.size(), answers.total), tables)));
}

}  // namespace vankho
