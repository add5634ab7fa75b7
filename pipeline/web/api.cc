// /api/v1: the store for other programs (assets/openapi.json).
#include <charconv>

#include "pipeline/document/json.h"
#include "pipeline/export/export.h"
#include "pipeline/web/assets.h"
#include "pipeline/web/routes.h"
#include "pipeline/web/site.h"

namespace vankho {
namespace {

constexpr std::size_t kUsualLimit = 100;
constexpr std::size_t kMostLimit = 1000;

template <class A>
Reply ListReply(const Visit& visit, const Slice& slice, const Answers<A>& answers, std::vector<Json> items) {
  Json list = Json::array();
  for (std::size_t i = 0; i < items.size(); ++i) {
    Json item = Json::object();
    if constexpr (requires(A a) { a.id; }) item["id"] = answers.items[i].id;
    for (auto& [key, value] : items[i].items()) item[key] = std::move(value);
    list.push_back(std::move(item));
  }
  std::size_t end = slice.offset + items.size();
  Json next = nullptr;
  if (end < answers.total && !items.empty()) next = UrlWith(visit, {{"after", std::to_string(end)}});
  return JsonReply({{"items", std::move(list)}, {"total", answers.total}, {"next", std::move(next)}});
}

template <class Ask>
Result<Reply> List(Visit& visit, Ask ask) {
  VK_ASSIGN_OR_RETURN(Filter filter, FilterOf(visit));
  VK_ASSIGN_OR_RETURN(Slice slice, SliceOf(visit, kUsualLimit, kMostLimit));
  filter.limit = slice.limit;
  filter.offset = slice.offset;
  VK_ASSIGN_OR_RETURN(auto answers, ask(visit.store, filter));
  return ListReply(visit, slice, answers, ToJson(answers));
}

Result<Reply> ListDeadlines(Visit& visit) {
  return List(visit, [&](const Store&, const Filter& filter) -> Result<Answers<DeadlineAnswer>> {
    VK_ASSIGN_OR_RETURN(auto known, DeadlinesOf(visit, filter));
    return *known;
  });
}
Result<Reply> ListAssignments(Visit& visit) { return List(visit, QueryAssignments); }
Result<Reply> ListCriteria(Visit& visit) { return List(visit, QueryCriteria); }
Result<Reply> ListTargets(Visit& visit) { return List(visit, QueryTargets); }
Result<Reply> ListDocuments(Visit& visit) { return List(visit, QueryDocuments); }

Result<Reply> Search(Visit& visit) {
  std::string words = visit.Param("q");
  return List(visit, [&](const Store& store, const Filter& filter) { return QueryText(store, words, filter); });
}

// As `vankho export --format scores`, with the record's number (docs/scores.schema.json).
Result<Reply> ListScores(Visit& visit) {
  VK_ASSIGN_OR_RETURN(Filter filter, FilterOf(visit));
  VK_ASSIGN_OR_RETURN(Slice slice, SliceOf(visit, kUsualLimit, kMostLimit));
  filter.limit = slice.limit;
  filter.offset = slice.offset;
  VK_ASSIGN_OR_RETURN(auto answers, QueryCriteria(visit.store, filter));
  return ListReply(visit, slice, answers, ToScores(answers));
}

Result<DocumentId> DocumentInPath(const Visit& visit) {
  VK_ASSIGN_OR_RETURN(auto ids, visit.store.FindDocuments(visit.request.matches[1].str()));
  if (ids.empty()) return Fail(ErrorCode::kNotFound, "no document with this SHA-256");
  if (ids.size() > 1)
    return Fail(ErrorCode::kUsage, "several documents begin like this; give more digits of the SHA-256");
  return ids.front();
}

// The record contract of one document.
Result<Reply> ShowDocument(Visit& visit) {
  VK_ASSIGN_OR_RETURN(DocumentId id, DocumentInPath(visit));
  VK_ASSIGN_OR_RETURN(DocumentBrief brief, visit.store.Brief(id));
  VK_ASSIGN_OR_RETURN(Records records, visit.store.LoadRecords(id));
  return JsonReply(ToJson(brief.source, records));
}

// A page as it was seen, with what each line was restored to.
Result<Reply> ShowPage(Visit& visit) {
  VK_ASSIGN_OR_RETURN(DocumentId id, DocumentInPath(visit));
  int number = 0;
  std::string digits = visit.request.matches[2].str();
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  VK_ASSIGN_OR_RETURN(Document document, visit.store.LoadDocument(id));
  for (const Page& page : document.pages()) {
    if (page.number != number) continue;
    Json restored = Json::array();
    for (const RestoredLine& line : document.lines()) {
      if (line.page == number) restored.push_back(ToJson(line));
    }
    return JsonReply({{"seen", ToJson(page)}, {"restored", std::move(restored)}});
  }
  return Fail(ErrorCode::kNotFound, "the document has no such page");
}

Result<Reply> ListImports(Visit& visit) {
  VK_ASSIGN_OR_RETURN(Slice slice, SliceOf(visit, kUsualLimit, kMostLimit));
  std::optional<Outcome> outcome;
  if (std::string name = visit.Param("outcome"); !name.empty()) {
    outcome = OutcomeFromName(name);
    if (!outcome) return Fail(ErrorCode::kUsage, "outcome is ingested, partial, duplicate or failed");
  }
  VK_ASSIGN_OR_RETURN(auto ledger, visit.store.Ledger(outcome, slice.offset + slice.limit + 1));
  bool more = ledger.size() > slice.offset + slice.limit;
  if (more) ledger.pop_back();
  ledger.erase(ledger.begin(), ledger.begin() + static_cast<std::ptrdiff_t>(std::min(slice.offset, ledger.size())));
  Json next = nullptr;
  if (more) next = UrlWith(visit, {{"after", std::to_string(slice.offset + slice.limit)}});
  return JsonReply({{"items", ToJson(ledger)}, {"next", std::move(next)}});
}

Result<Reply> ShowOpenApi(Visit&) {
  const Asset* asset = FindAsset("openapi.json");
  if (asset == nullptr) return Fail(ErrorCode::kNotFound, "no description");
  Reply reply;
  reply.type = "application/json";
  reply.body = asset->bytes;
  return reply;
}

Result<Reply> ShowAsset(Visit& visit) {
  const Asset* asset = FindAsset(visit.request.matches[1].str());
  if (asset == nullptr || asset->name == "words.tsv") return Fail(ErrorCode::kNotFound, "no such file");
  Reply reply;
  reply.type = ContentTypeOf(asset->name);
  reply.body = asset->bytes;
  reply.headers.emplace_back("Cache-Control", "public, max-age=31536000, immutable");
  return reply;
}

}  // namespace

std::vector<Route> ApiRoutes() {
  constexpr auto kReader = UserRole::kReader;
  return {{Method::kGet, R"(/assets/([a-z0-9._-]+))", {}, ShowAsset},
          {Method::kGet, R"(/api/v1/openapi\.json)", {}, ShowOpenApi},
          {Method::kGet, R"(/api/v1/deadlines)", kReader, ListDeadlines},
          {Method::kGet, R"(/api/v1/assignments)", kReader, ListAssignments},
          {Method::kGet, R"(/api/v1/criteria)", kReader, ListCriteria},
          {Method::kGet, R"(/api/v1/targets)", kReader, ListTargets},
          {Method::kGet, R"(/api/v1/scores)", kReader, ListScores},
          {Method::kGet, R"(/api/v1/search)", kReader, Search},
          {Method::kGet, R"(/api/v1/imports)", kReader, ListImports},
          {Method::kGet, R"(/api/v1/documents)", kReader, ListDocuments},
          {Method::kGet, R"(/api/v1/documents/([0-9a-f]{8,64}))", kReader, ShowDocument},
          {Method::kGet, R"(/api/v1/documents/([0-9a-f]{8,64})/pages/([0-9]{1,6}))", kReader, ShowPage}};
}

}  // namespace vankho
