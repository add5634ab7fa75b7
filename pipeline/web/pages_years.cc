// Tiêu chí, several years of one unit side by side: maximum, score, target and what was lost, year by year.
#include <algorithm>
#include <map>
#include <set>

#include "pipeline/query/desk.h"
#include "pipeline/web/layout.h"
#include "pipeline/web/pages.h"

namespace vankho {
namespace {

constexpr std::size_t kYears = 5;  // the newest

struct Cell {
  std::optional<Decimal> max, score, target;
  const CriterionAnswer* from = nullptr;  // where it is printed
};

// "1.10" after "1.9".
struct CodeOrder {
  bool operator()(const std::string& a, const std::string& b) const { return Parts(a) < Parts(b); }
  static std::vector<std::pair<int, std::string>> Parts(const std::string& code) {
    std::vector<std::pair<int, std::string>> parts;
    for (std::size_t begin = 0; begin <= code.size();) {
      std::size_t end = std::min(code.find('.', begin), code.size());
      std::string part = code.substr(begin, end - begin);
      bool digits = !part.empty() && part.size() < 9 && part.find_first_not_of("0123456789") == std::string::npos;
      parts.emplace_back(digits ? std::stoi(part) : -1, digits ? "" : part);
      begin = end + 1;
    }
    return parts;
  }
};

// One index: its criteria by code (or name where it has none), then by year.
struct Line {
  std::string name;
  std::map<int, Cell> years;
};
using Table = std::map<std::string, Line, CodeOrder>;

class Years {
 public:
  explicit Years(const Answers<CriterionAnswer>& answers) : answers_(answers) {
    std::vector<const CriterionAnswer*> items;
    for (const CriterionAnswer& answer : answers.items) items.push_back(&answer);
    // A later paper knows better.
    auto issued = [&](const CriterionAnswer* a) { return answers_.DocumentOf(*a).header.issued_date; };
    std::stable_sort(items.begin(), items.end(),
                     [&](const CriterionAnswer* a, const CriterionAnswer* b) { return issued(a) < issued(b); });
    for (const CriterionAnswer* answer : items) Add(*answer);
  }

  std::vector<int> ShownYears() const {
    std::vector<int> years(years_.begin(), years_.end());
    if (years.size() > kYears) years.erase(years.begin(), years.end() - kYears);
    return years;
  }

  const std::map<std::string, Table>& tables() const { return tables_; }
  const Answers<CriterionAnswer>& answers() const { return answers_; }

 private:
  void Add(const CriterionAnswer& answer) {
    const Criterion& c = answer.record;
    auto issued = answers_.DocumentOf(answer).header.issued_date;
    std::optional<int> scored = c.score_year;
    if (!scored && c.score && issued) scored = issued->year();
    std::optional<int> aimed = c.target_year ? c.target_year : scored;
    if (!aimed && c.target_score && issued) aimed = issued->year();
    std::string key = c.code.empty() ? NameKey(c.name) : c.code;
    if (key.empty() || (!scored && !aimed)) return;
    Line& line = tables_[c.index][key];
    if (!c.name.empty()) line.name = c.name;
    if (scored) {
      Cell& cell = At(line, *scored, answer);
      if (c.max_score) cell.max = c.max_score;
      if (c.score) cell.score = c.score;
    }
    if (aimed && c.target_score) At(line, *aimed, answer).target = c.target_score;
  }

  Cell& At(Line& line, int year, const CriterionAnswer& answer) {
    years_.insert(year);
    Cell& cell = line.years[year];
    cell.from = &answer;
    return cell;
  }

  const Answers<CriterionAnswer>& answers_;
  std::set<int> years_;
  std::map<std::string, Table> tables_;  // by index
};

Html Number(const std::optional<Decimal>& value) {
  return value ? H("{}", value->ToVietnamese()) : Html("<span class=\"soft\">–</span>");
}

Html CellsOf(const Visit& visit, const Years& years, const Line& line, int year) {
  auto found = line.years.find(year);
  if (found == line.years.end()) return Html("<td class=\"n first\"></td><td></td><td></td><td></td>");
  const Cell& cell = found->second;
  std::optional<Decimal> lost;
  if (cell.max && cell.score) lost = Decimal::Sum(*cell.max, cell.score->Negated());
  // The way to the paper, on the first number that is there.
  std::string url = DocumentUrl(years.answers().DocumentOf(*cell.from), cell.from->record.printed.page, cell.from->id);
  auto linked = [&](const std::optional<Decimal>& value, bool link) {
    return value && link ? H("<a href=\"{}\">{}</a>", url, value->ToVietnamese()) : Number(value);
  };
  return H(
      "<td class=\"n first\" data-name=\"{} {}\">{}</td><td class=\"n\" data-name=\"{}\">{}</td><td "
      "class=\"n\" data-name=\"{}\">{}</td><td class=\"n\" data-name=\"{}\">{}</td>",
      year, visit.T("criteria.max"), Number(cell.max), visit.T("criteria.score"), linked(cell.score, true),
      visit.T("criteria.target"), linked(cell.target, !cell.score), visit.T("criteria.lost"), Number(lost));
}

Html TableOf(const Visit& visit, const Years& years, const std::string& index, const Table& table) {
  std::vector<int> shown = years.ShownYears();
  Html heads;
  Html subheads;
  for (int year : shown) {
    heads += H("<th scope=\"colgroup\" colspan=\"4\" class=\"first\">{}</th>", year);
    bool first = true;
    for (const char* key : {"criteria.max", "criteria.score", "criteria.target", "criteria.lost"}) {
      subheads += H("<th scope=\"col\" class=\"n{}\">{}</th>", first ? " first" : "", visit.T(key));
      first = false;
    }
  }
  Html rows;
  for (const auto& [key, line] : table) {
    bool any = std::any_of(shown.begin(), shown.end(), [&](int year) { return line.years.count(year) != 0; });
    if (!any) continue;
    bool code = !key.empty() && key[0] >= '0' && key[0] <= '9';
    Html cells;
    for (int year : shown) cells += CellsOf(visit, years, line, year);
    rows += H("<tr><td class=\"code\">{}</td><th scope=\"row\">{}</th>{}</tr>\n", code ? key : "", line.name, cells);
  }
  return H(
      "{}<div class=\"scroll\"><table class=\"list years\"><thead><tr><th rowspan=\"2\" "
      "scope=\"col\">{}</th><th "
      "rowspan=\"2\" scope=\"col\">{}</th>{}</tr><tr>{}</tr></thead><tbody>{}</tbody></table></div>",
      index.empty() ? Html() : H("<h2>{}</h2>", index), visit.T("criteria.code"), visit.T("criteria.name"), heads,
      subheads, rows);
}

Html UnitForm(const Visit& visit, const std::vector<CriteriaUnit>& units, const std::string& chosen) {
  Html options;
  for (const CriteriaUnit& unit : units) {
    options += H("<option value=\"{}\"{}>{} ({})</option>", unit.issuer, Html(unit.issuer == chosen ? " selected" : ""),
                 unit.issuer, unit.documents);
  }
  return H(
      "<form class=\"filter\" method=\"get\" action=\"/criteria/years\" role=\"search\"><label>"
      "{}<select "
      "name=\"issuer\">{}</select></label><label>{}<input type=\"search\" name=\"index\" value=\"{}\"></label>"
      "<button>{}</button></form>",
      visit.T("doc.issuer"), options, visit.T("filter.index"), visit.Param("index"), visit.T("filter.go"));
}

}  // namespace

Result<Reply> CriteriaYearsPage(Visit& visit) {
  VK_ASSIGN_OR_RETURN(auto units, QueryCriteriaUnits(visit.store));
  std::string chosen = visit.Param("issuer");
  if (chosen.empty() && !units.empty()) chosen = units.front().issuer;
  Html body = UnitForm(visit, units, chosen);
  VK_ASSIGN_OR_RETURN(Filter filter, FilterOf(visit));
  filter.issuer = chosen;
  filter.limit = 5000;
  Answers<CriterionAnswer> answers;
  if (!chosen.empty()) {
    VK_ASSIGN_OR_RETURN(answers, QueryCriteria(visit.store, filter));
  }
  // Whole words of a name find longer names too.
  std::erase_if(answers.items, [&](const CriterionAnswer& answer) {
    return NameKey(answers.DocumentOf(answer).header.issuer) != NameKey(chosen);
  });
  Years years(answers);
  for (const auto& [index, table] : years.tables()) body += TableOf(visit, years, index, table);
  if (years.tables().empty()) body += H("<p class=\"empty\">{}</p>", visit.T("criteria.empty"));
  return HtmlReply(Layout(visit, {std::string(visit.T("criteria.years")), "nav.criteria", {}, true}, body));
}

}  // namespace vankho
