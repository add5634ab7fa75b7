#include "pipeline/web/routes.h"

#include "pipeline/web/pages.h"

namespace vankho {

std::vector<Route> PageRoutes() {
  constexpr auto kReader = UserRole::kReader;
  constexpr auto kReviewer = UserRole::kReviewer;
  return {{Method::kGet, "/", kReader, DeadlinesPage},
          {Method::kGet, "/agencies", kReader, AgenciesPage},
          {Method::kGet, "/criteria", kReader, CriteriaPage},
          {Method::kGet, "/criteria/years", kReader, CriteriaYearsPage},
          {Method::kGet, "/documents", kReader, DocumentsPage},
          {Method::kGet, "/documents/([0-9a-f]{8,64})", kReader, DocumentPage},
          {Method::kGet, R"(/documents/([0-9a-f]{8,64})/pages/([0-9]{1,6})\.jpg)", kReader, PagePicture},
          {Method::kGet, "/documents/([0-9a-f]{8,64})/original", kReader, OriginalFile},
          {Method::kGet, R"(/documents/([0-9a-f]{8,64})/(?:searchable\.(pdf)|text\.(?:txt)))", kReader, GivenBackFile},
          {Method::kGet, "/search", kReader, SearchPage},
          {Method::kGet, "/review", kReader, ReviewPage},
          {Method::kGet, "/import", kReader, ImportPage},
          {Method::kGet, R"(/export/deadlines\.ics)", kReader, CalendarFile},
          {Method::kGet, R"(/export/(deadlines|criteria|targets|assignments|documents|text)\.(csv|jsonl|xlsx))",
           kReader, ExportFile},
          {Method::kGet, R"(/export/(deadlines)\.(pdf))", kReader, ExportFile},
          {Method::kPost, "/documents/([0-9a-f]{8,64})/lines", kReviewer, CorrectLineWords},
          {Method::kPost, "/import/retry", kReviewer, RetryFailed},
          {Method::kGet, "/login", {}, LoginPage},
          {Method::kPost, "/login", {}, Login},
          {Method::kPost, "/logout", {}, Logout},
          {Method::kPost, "/records/([0-9]{1,18})/judge", kReviewer, JudgeRecord},
          {Method::kPost, "/records/([0-9]{1,18})/done", kReviewer, MarkDone},
          {Method::kPost, "/judgements/([0-9]{1,18})/undo", kReviewer, UndoJudgement},
          {Method::kPost, "/judgements/([0-9]{1,18})/alike", kReviewer, CorrectAlike}};
}

}  // namespace vankho
