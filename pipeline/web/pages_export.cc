// Files to take along: the answers of a page as CSV, XLSX, JSON Lines, and deadlines as a calendar.
#include <chrono>

#include "pipeline/export/export.h"
#include "pipeline/web/pages.h"
#include "pipeline/web/site.h"

namespace vankho {
namespace {

// Midnight of the day, in seconds since 1970: the same day gives the same file.
std::int64_t SecondsOf(PartialDate day) {
  std::chrono::year_month_day date{std::chrono::year(day.year()),
                                   std::chrono::month(static_cast<unsigned>(day.month())),
                                   std::chrono::day(static_cast<unsigned>(day.day()))};
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::sys_days(date).time_since_epoch()).count();
}

constexpr std::size_t kMostPrinted = 5000;  // rows of a list to print

template <class A>
Result<Reply> FileOf(const Visit& visit, const A& answers, const std::string& name, const std::string& format) {
  Reply reply;
  if constexpr (std::is_same_v<A, Answers<DeadlineAnswer>>) {
    if (format == "pdf") {
      std::string agency = visit.Param("agency");
      Filter asked;
      if (!agency.empty()) visit.site.AddAgency(agency, asked);
      if (asked.agencies.size() == 1) agency = asked.agencies.front();
      std::string title = agency.empty() ? "Thời hạn" : "Thời hạn của " + agency;
      reply.type = "application/pdf";
      VK_ASSIGN_OR_RETURN(reply.body, WriteDeadlineSheet(answers, {title, visit.today}));
      reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + name + ".pdf\"");
      return reply;
    }
  }
  if (format == "csv") {
    reply.type = "text/csv; charset=utf-8";
    reply.body = WriteCsv(ToGrid(answers), {.byte_order_mark = true});
  } else if (format == "xlsx") {
    reply.type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    VK_ASSIGN_OR_RETURN(reply.body, WriteXlsx({{name, ToGrid(answers)}}, SecondsOf(visit.today)));
  } else {
    reply.type = "application/jsonl";
    reply.body = WriteJsonLines(ToJson(answers));
  }
  reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + name + "." + format + "\"");
  return reply;
}

}  // namespace

Result<Reply> CalendarFile(Visit& visit) {
  VK_ASSIGN_OR_RETURN(Filter filter, FilterOf(visit));
  VK_ASSIGN_OR_RETURN(auto answers, QueryDeadlines(visit.store, filter));
  std::string agency = visit.Param("agency");
  Reply reply;
  reply.type = "text/calendar; charset=utf-8";
  reply.body = WriteCalendar(answers, agency.empty() ? "Văn khố" : agency).text;
  reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"deadlines.ics\"");
  return reply;
}

Result<Reply> ExportFile(Visit& visit) {
  std::string name = visit.request.matches[1].str();
  std::string format = visit.request.matches[2].str();
  VK_ASSIGN_OR_RETURN(Filter filter, name == "deadlines" ? DeadlineFilterOf(visit) : FilterOf(visit));
  auto answer = [&](auto ask) -> Result<Reply> {
    if (format == "pdf") filter.limit = kMostPrinted;
    VK_ASSIGN_OR_RETURN(auto answers, ask(visit.store, filter));
    return FileOf(visit, answers, name, format);
  };
  if (name == "deadlines") return answer(QueryDeadlines);
  if (name == "criteria") return answer(QueryCriteria);
  if (name == "targets") return answer(QueryTargets);
  if (name == "assignments") return answer(QueryAssignments);
  if (name == "text") {
    std::string words = visit.Param("q");
    return answer([&](const Store& store, const Filter& wanted) { return QueryText(store, words, wanted); });
  }
  return answer(QueryDocuments);
}

}  // namespace vankho
