// Files to take along: the answers of a page as CSV and JSON Lines.
#include "pipeline/export/export.h"
#include "pipeline/web/pages.h"

namespace vankho {
namespace {

template <class A>
Reply FileOf(const A& answers, const std::string& name, const std::string& format) {
  Reply reply;
  bool csv = format == "csv";
  reply.type = csv ? "text/csv; charset=utf-8" : "application/jsonl";
  reply.body = csv ? WriteCsv(ToGrid(answers), {.byte_order_mark = true}) : WriteJsonLines(ToJson(answers));
  reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + name + "." + format + "\"");
  return reply;
}

}  // namespace

Result<Reply> ExportFile(Visit& visit) {
  std::string name = visit.request.matches[1].str();
  std::string format = visit.request.matches[2].str();
  VK_ASSIGN_OR_RETURN(Filter filter, FilterOf(visit));
  auto answer = [&](auto ask) -> Result<Reply> {
    VK_ASSIGN_OR_RETURN(auto answers, ask(visit.store, filter));
    return FileOf(answers, name, format);
  };
  if (name == "deadlines") return answer(QueryDeadlines);
  if (name == "criteria") return answer(QueryCriteria);
  if (name == "targets") return answer(QueryTargets);
  if (name == "assignments") return answer(QueryAssignments);
  return answer(QueryDocuments);
}

}  // namespace vankho
