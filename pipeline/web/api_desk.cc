// /api/v1, the part of it that people's work makes: decisions, the review queue, uploads, the change feed.
#include <algorithm>
#include <charconv>

#include "pipeline/query/desk.h"
#include "pipeline/web/pages.h"
#include "pipeline/web/routes.h"
#include "pipeline/web/site.h"

namespace vankho {
namespace {

constexpr std::size_t kUsual = 100;
constexpr std::size_t kMost = 1000;

Json Stated(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }
Json Stated(const std::optional<std::string>& text) { return text ? Json(*text) : Json(nullptr); }
template <class T>
Json Stated(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

std::int64_t NumberIn(const std::string& text, std::int64_t otherwise) {
  std::int64_t value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

Json NextOf(const Visit& visit, const Slice& slice, std::size_t shown, bool more) {
  return more ? Json(UrlWith(visit, {{"after", std::to_string(slice.offset + shown)}})) : Json(nullptr);
}

Json DocumentJson(const DocumentBrief& d) {
  const Header& h = d.header;
  return {{"sha256", d.source.sha256},  {"file_name", d.source.file_name},
          {"type", Stated(h.type)},     {"number", Stated(h.number)},
          {"issuer", Stated(h.issuer)}, {"issued_date", h.issued_date ? Json(h.issued_date->ToIso()) : Json(nullptr)},
          {"title", Stated(h.title)}};
}

Json EvidenceJson(const RecordBrief& r) {
  Json boxes = Json::array();
  for (const Box& box : r.boxes) boxes.push_back({box.left, box.top, box.right, box.bottom});
  return {
      {"page", r.page}, {"lines", r.lines}, {"boxes", std::move(boxes)}, {"text", r.text}, {"ocr_text", r.ocr_text}};
}

Json JudgementJson(const Judgement& j) {
  return {{"id", j.id},
          {"at", j.at},
          {"who", j.who},
          {"verb", Name(j.verb)},
          {"sha256", j.sha256},
          {"kind", j.kind},
          {"record", Stated(j.record)},
          {"page", j.page},
          {"field", j.field},
          {"machine_value", Stated(j.machine_value)},
          {"value", Stated(j.value)},
          {"note", j.note},
          {"undone_at", Stated(j.undone_at)},
          {"undone_by", Stated(j.undone_by)}};
}

Result<Reply> ShowSession(Visit& visit) {
  Reply reply = JsonReply({{"name", visit.visitor ? Json(visit.visitor->name) : Json(nullptr)},
                           {"role", visit.visitor ? Json(Name(visit.visitor->role)) : Json(nullptr)},
                           {"csrf", visit.csrf}});
  return reply;
}

Result<Reply> ListChanges(Visit& visit) {
  VK_ASSIGN_OR_RETURN(Slice slice, SliceOf(visit, kUsual, kMost));
  std::int64_t since = NumberIn(visit.Param("since"), 0);
  VK_ASSIGN_OR_RETURN(auto changes, QueryChanges(visit.store, since, slice.limit + 1));
  bool more = changes.size() > slice.limit;
  if (more) changes.pop_back();
  Json items = Json::array();
  for (const Change& c : changes) {
    items.push_back({{"seq", c.seq},
                     {"at", c.at},
                     {"what", c.what},
                     {"sha256", c.sha256},
                     {"kind", Stated(c.kind)},
                     {"record", Stated(c.record)}});
  }
  std::int64_t last = changes.empty() ? since : changes.back().seq;
  Json next = more ? Json(UrlWith(visit, {{"since", std::to_string(last)}})) : Json(nullptr);
  return JsonReply({{"items", std::move(items)}, {"last", last}, {"next", std::move(next)}});
}

Result<Reply> ListReview(Visit& visit) {
  VK_ASSIGN_OR_RETURN(Slice slice, SliceOf(visit, 20, 200));
  VK_ASSIGN_OR_RETURN(auto queue, QueryReview(visit.store, visit.Param("kind"), slice.limit, slice.offset));
  std::vector<DocumentId> ids;
  for (const ReviewItem& item : queue.items) ids.push_back(item.record.document);
  VK_ASSIGN_OR_RETURN(auto briefs, visit.store.Briefs(ids));
  Json items = Json::array();
  for (const ReviewItem& item : queue.items) {
    auto brief = std::find_if(briefs.begin(), briefs.end(),
                              [&](const DocumentBrief& b) { return b.id == item.record.document; });
    if (brief == briefs.end()) continue;  // taken out between two reads
    items.push_back({{"record", item.record.id},
                     {"kind", item.record.kind},
                     {"document", DocumentJson(*brief)},
                     {"summary", item.record.summary},
                     {"confidence", item.record.confidence},
                     {"reasons", item.record.flags},
                     {"weight", item.weight},
                     {"evidence", EvidenceJson(item.record)}});
  }
  bool more = static_cast<std::int64_t>(slice.offset + items.size()) < queue.waiting && !items.empty();
  Json next = NextOf(visit, slice, items.size(), more);
  return JsonReply({{"items", std::move(items)}, {"total", queue.waiting}, {"next", std::move(next)}});
}

Result<Reply> ListAgencies(Visit& visit) {
  VK_ASSIGN_OR_RETURN(Slice slice, SliceOf(visit, kUsual, kMost));
  VK_ASSIGN_OR_RETURN(auto loads, QueryAgencies(visit.store, visit.today, visit.Param("q"), slice.limit, slice.offset));
  Json items = Json::array();
  for (const AgencyLoad& a : loads.items) {
    items.push_back({{"name", a.name},
                     {"deadlines", a.deadlines},
                     {"overdue", a.overdue},
                     {"upcoming", a.upcoming},
                     {"assignments", a.assignments},
                     {"criteria", a.criteria}});
  }
  Json next = NextOf(visit, slice, items.size(), slice.offset + items.size() < loads.total);
  return JsonReply({{"items", std::move(items)}, {"total", loads.total}, {"next", std::move(next)}});
}

Result<Reply> ListJudgements(Visit& visit) {
  VK_ASSIGN_OR_RETURN(Slice slice, SliceOf(visit, kUsual, kMost));
  VK_ASSIGN_OR_RETURN(auto judgements, visit.store.Judgements(visit.Param("sha256"), slice.offset + slice.limit + 1));
  bool more = judgements.size() > slice.offset + slice.limit;
  if (more) judgements.pop_back();
  Json items = Json::array();
  for (std::size_t i = slice.offset; i < judgements.size(); ++i) items.push_back(JudgementJson(judgements[i]));
  Json next = NextOf(visit, slice, items.size(), more);
  return JsonReply({{"items", std::move(items)}, {"next", std::move(next)}});
}

// Training pairs: what the scanner saw, what the machine made of it, what a person says it is. One object a line.
Result<Reply> ListCorrections(Visit& visit) {
  VK_ASSIGN_OR_RETURN(auto judgements, visit.store.Judgements());
  Reply reply;
  reply.type = "application/jsonl";
  for (auto j = judgements.rbegin(); j != judgements.rend(); ++j) {
    if (j->verb != Verb::kCorrect || !j->undone_at.empty()) continue;
    reply.body += Dump({{"sha256", j->sha256},
                        {"page", j->page},
                        {"kind", j->kind},
                        {"field", j->field},
                        {"seen", j->ocr_text},
                        {"machine", Stated(j->machine_value)},
                        {"right", Stated(j->value)},
                        {"at", j->at}}) +
                  "\n";
  }
  return reply;
}

Result<Reply> ListUploads(Visit& visit) {
  Json items = Json::array();
  for (const UploadState& u : visit.site.importer.States()) {
    items.push_back({{"id", u.id},
                     {"name", u.name},
                     {"state", u.state},
                     {"words", visit.T("outcome." + u.state)},
                     {"message", Stated(u.message)},
                     {"pages", u.pages}});
  }
  Reply reply = JsonReply({{"items", std::move(items)}, {"next", nullptr}});
  return reply;
}

Result<Json> BodyOf(const Visit& visit) {
  auto json = ParseJson(visit.request.body);
  if (!json || !json->is_object()) return Fail(ErrorCode::kUsage, "the body wants a JSON object");
  return *json;
}

std::string TextIn(const Json& json, const char* key) {
  auto found = json.find(key);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Result<Reply> KeepJudgement(Visit& visit, const NewJudgement& judgement) {
  VK_ASSIGN_OR_RETURN(auto ids,
                      visit.site.stores.Write([&](Store& store) { return store.Judge({judgement}, visit.actor()); }));
  return JsonReply({{"id", ids.front()}}, 201);
}

Result<Reply> PostJudgement(Visit& visit) {
  VK_ASSIGN_OR_RETURN(Json body, BodyOf(visit));
  auto verb = VerbFromName(TextIn(body, "verb"));
  if (!verb) return Fail(ErrorCode::kUsage, "verb is confirm, correct, reject or done");
  return KeepJudgement(visit, {NumberIn(visit.request.matches[1].str(), 0), "", *verb, TextIn(body, "field"),
                               TextIn(body, "value"), TextIn(body, "note")});
}

Result<Reply> PostDocumentCorrection(Visit& visit) {
  VK_ASSIGN_OR_RETURN(Json body, BodyOf(visit));
  return KeepJudgement(visit, {0, visit.request.matches[1].str(), Verb::kCorrect, TextIn(body, "field"),
                               TextIn(body, "value"), TextIn(body, "note")});
}

Result<Reply> PostUndo(Visit& visit) {
  std::int64_t id = NumberIn(visit.request.matches[1].str(), 0);
  VK_RETURN_IF_ERROR(Undo(visit, id));
  return JsonReply({{"id", id}});
}

}  // namespace

std::vector<Route> DeskApiRoutes() {
  constexpr auto kReader = UserRole::kReader;
  constexpr auto kReviewer = UserRole::kReviewer;
  return {{Method::kGet, "/api/v1/session", kReader, ShowSession},
          {Method::kGet, "/api/v1/changes", kReader, ListChanges},
          {Method::kGet, "/api/v1/review", kReader, ListReview},
          {Method::kGet, "/api/v1/agencies", kReader, ListAgencies},
          {Method::kGet, "/api/v1/judgements", kReader, ListJudgements},
          {Method::kGet, "/api/v1/corrections", kReader, ListCorrections},
          {Method::kGet, "/api/v1/uploads", kReader, ListUploads},
          {Method::kGet, R"(/api/v1/deadlines\.ics)", kReader, CalendarFile},
          {Method::kGet, "/api/v1/documents/([0-9a-f]{8,64})/pages/([0-9]{1,6})/image", kReader, PagePicture},
          {Method::kPost, "/api/v1/records/([0-9]{1,18})/judgements", kReviewer, PostJudgement},
          {Method::kPost, "/api/v1/documents/([0-9a-f]{64})/corrections", kReviewer, PostDocumentCorrection},
          {Method::kPost, "/api/v1/judgements/([0-9]{1,18})/undo", kReviewer, PostUndo}};
}

}  // namespace vankho
