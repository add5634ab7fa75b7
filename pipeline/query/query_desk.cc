#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "pipeline/base/unicode.h"
#include "pipeline/document/json.h"
#include "pipeline/query/desk.h"
#include "pipeline/query/filter.h"

namespace vankho {
namespace {

// How much a mistake costs, by kind; in the order of the queue.
constexpr std::array<std::pair<std::string_view, double>, 6> kConsequences{{{"deadline", 1.0},
                                                                            {"criterion", 0.9},
                                                                            {"target", 0.8},
                                                                            {"assignment", 0.7},
                                                                            {"rating_band", 0.5},
                                                                            {"reference", 0.3}}};
constexpr double kFlagged = 0.3;  // the extractor itself gave a reason to look

// One line that says what a record holds.
constexpr std::string_view kSummary =
    "CASE r.kind "
    "WHEN 'deadline' THEN (SELECT coalesce(x.due, x.words, '') || coalesce(' · ' || x.action, '') FROM deadlines x "
    "WHERE "
    "x.record_id = r.id) "
    "WHEN 'criterion' THEN (SELECT coalesce(x.code || ' ', '') || coalesce(x.name, '') || coalesce(' · ' || x.score, "
    "'') || "
    "coalesce(' / ' || x.max_score, '') FROM criteria x WHERE x.record_id = r.id) "
    "WHEN 'target' THEN (SELECT coalesce(x.subject, '') || coalesce(' · ' || x.value, '') || coalesce(' ' || x.unit, "
    "'') "
    "FROM targets x WHERE x.record_id = r.id) "
    "WHEN 'assignment' THEN (SELECT coalesce((SELECT a.name || ' · ' FROM record_agencies a WHERE a.record_id = r.id "
    "LIMIT 1), '') || coalesce(x.task, '') FROM assignments x WHERE x.record_id = r.id) "
    "WHEN 'reference' THEN (SELECT coalesce(x.number, x.issuer, '') || coalesce(' · ' || x.date, '') FROM "
    "document_references x WHERE x.record_id = r.id) "
    "ELSE (SELECT coalesce(x.label, '') || ' · ' || coalesce(x.from_value, '') || ' - ' || coalesce(x.to_value, '') "
    "FROM "
    "rating_bands x WHERE x.record_id = r.id) END";

std::string BriefColumns() {
  return fmt::format(
      "r.id, r.document_id, r.kind, {}, r.page, r.line_numbers, r.boxes, r.text, r.ocr_text, r.confidence, r.flags, "
      "r.review",
      kSummary);
}

// Lists of a column; what is damaged reads as empty.
Json ListIn(const std::string& text) {
  auto json = ParseJson(text);
  return json && json->is_array() ? *json : Json::array();
}

RecordBrief BriefOf(const Row& row) {
  RecordBrief brief;
  brief.id = row.Int(0);
  brief.document = row.Int(1);
  brief.kind = row.Text(2);
  brief.summary = row.Text(3);
  brief.page = static_cast<int>(row.Int(4));
  for (const Json& line : ListIn(row.Text(5))) {
    if (line.is_number_integer()) brief.lines.push_back(line.get<int>());
  }
  for (const Json& box : ListIn(row.Text(6))) {
    bool good = box.is_array() && box.size() == 4 &&
                std::all_of(box.begin(), box.end(), [](const Json& n) { return n.is_number(); });
    if (good)
      brief.boxes.push_back({box[0].get<double>(), box[1].get<double>(), box[2].get<double>(), box[3].get<double>()});
  }
  brief.text = row.Text(7);
  brief.ocr_text = row.Text(8);
  brief.confidence = row.Real(9);
  for (const Json& flag : ListIn(row.Text(10))) {
    if (flag.is_string()) brief.flags.push_back(flag.get<std::string>());
  }
  brief.review = row.Text(11);
  return brief;
}

// Of one kind: flagged first, then the least sure; the index records_waiting has this order.
Result<void> AddWaiting(const Store& store, std::string_view kind, double consequence, std::size_t most,
                        std::vector<ReviewItem>& items) {
  return store.Select(
      fmt::format(
          "SELECT {} FROM records r WHERE r.review IS NULL AND r.kind = ? ORDER BY (r.flags = '[]'), r.confidence, "
          "r.id LIMIT ?",
          BriefColumns()),
      {std::string(kind), static_cast<std::int64_t>(most)}, [&](const Row& row) {
        ReviewItem item{BriefOf(row), 0};
        item.weight = consequence * (1 - item.record.confidence + (item.record.flags.empty() ? 0 : kFlagged));
        items.push_back(std::move(item));
      });
}

}  // namespace

Result<std::vector<RecordBrief>> QueryRecordsOf(const Store& store, DocumentId document) {
  std::vector<RecordBrief> records;
  VK_RETURN_IF_ERROR(store.Select(
      fmt::format("SELECT {} FROM records r WHERE r.document_id = ? AND r.review IS NOT 'rejected' ORDER BY r.page, "
                  "CAST(substr(r.line_numbers, 2) AS INTEGER), r.id",
                  BriefColumns()),
      {document}, [&](const Row& row) { records.push_back(BriefOf(row)); }));
  return records;
}

Result<std::optional<RecordBrief>> QueryRecord(const Store& store, RecordId id) {
  std::optional<RecordBrief> record;
  VK_RETURN_IF_ERROR(store.Select(fmt::format("SELECT {} FROM records r WHERE r.id = ?", BriefColumns()), {id},
                                  [&](const Row& row) { record = BriefOf(row); }));
  return record;
}

Result<ReviewQueue> QueryReview(const Store& store, const std::string& kind, std::size_t limit, std::size_t offset) {
  ReviewQueue queue;
  for (const auto& [known, consequence] : kConsequences) {
    if (!kind.empty() && kind != known) continue;
    VK_RETURN_IF_ERROR(AddWaiting(store, known, consequence, limit + offset, queue.items));
  }
  VK_RETURN_IF_ERROR(store.Select("SELECT count(*) FROM records WHERE review IS NULL AND (?1 = '' OR kind = ?1)",
                                  {kind}, [&](const Row& row) { queue.waiting = row.Int(0); }));
  std::stable_sort(queue.items.begin(), queue.items.end(), [](const ReviewItem& a, const ReviewItem& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.record.id < b.record.id;
  });
  Filter page;
  page.limit = limit;
  page.offset = offset;
  queue.items = Slice(queue.items, page);
  return queue;
}

Result<std::vector<RecordId>> QueryAlike(const Store& store, RecordId record, const std::string& field,
                                         const std::optional<std::string>& machine_value) {
  std::vector<RecordId> alike;
  VK_ASSIGN_OR_RETURN(auto self, QueryRecord(store, record));
  if (!self || !machine_value) return alike;
  std::vector<std::pair<RecordId, std::string>> candidates;
  constexpr std::int64_t kMost = 500;
  if (field == "agencies") {
    auto list = ParseJson(*machine_value);
    if (!list || list->size() != 1) return alike;
    VK_RETURN_IF_ERROR(store.Select(
        "SELECT r.id FROM record_agencies a JOIN records r ON r.id = a.record_id WHERE a.name_key = ? AND a.name = ? "
        "AND "
        "r.kind = ? AND r.review IS NULL AND r.id <> ? AND (SELECT count(*) FROM record_agencies o WHERE o.record_id = "
        "r.id) = 1 ORDER BY r.id LIMIT ?",
        {NameKey((*list)[0][0].get<std::string>()), (*list)[0][0].get<std::string>(), self->kind, record, kMost},
        [&](const Row& row) { alike.push_back(row.Int(0)); }));
    return alike;
  }
  for (const CorrectableField& known : CorrectableFields()) {
    if (known.kind != self->kind || known.name != field) continue;
    bool words = known.type == FieldType::kText;
    std::string sql = fmt::format(
        "SELECT r.id FROM {} x JOIN records r ON r.id = x.record_id WHERE x.{} = ? AND {} r.review IS NULL AND r.id <> "
        "? "
        "ORDER BY r.id LIMIT ?",
        known.table, known.column, words ? "" : "r.ocr_text = ? AND");
    std::vector<SqlValue> parameters{*machine_value};
    if (!words) parameters.emplace_back(self->ocr_text);
    parameters.emplace_back(record);
    parameters.emplace_back(kMost);
    VK_RETURN_IF_ERROR(store.Select(sql, parameters, [&](const Row& row) { alike.push_back(row.Int(0)); }));
  }
  return alike;
}

namespace {

using Loads = std::map<std::string, AgencyLoad>;

// "name, kind, how many" rows: added, or taken away again.
Result<void> CountInto(const Store& store, const char* sql, int sign, Loads& loads) {
  return store.Select(sql, {}, [&](const Row& row) {
    AgencyLoad& load = loads[row.Text(0)];
    std::string kind = row.Text(1);
    std::int64_t count = sign * row.Int(2);
    if (kind == "deadline") load.deadlines += count;
    if (kind == "assignment") load.assignments += count;
    if (kind == "criterion") load.criteria += count;
  });
}

// Deadlines with a day, up to `to`: `sql` gives name, day and how many.
Result<void> CountDays(const Store& store, const char* sql, PartialDate today, PartialDate to, int sign, Loads& loads) {
  std::string first = today.ToIso();
  return store.Select(sql, {to.ToIso()}, [&](const Row& row) {
    AgencyLoad& load = loads[row.Text(0)];
    (row.Text(1) < first ? load.overdue : load.upcoming) += sign * row.Int(2);
  });
}

}  // namespace

// All of the archive is counted from indexes; the few records that count nowhere (rejected, repeated by a copy, done)
// are taken away after it.
Result<AgencyLoads> QueryAgencies(const Store& store, PartialDate today, std::string_view words, std::size_t limit,
                                  std::size_t offset) {
  constexpr int kNear = 90;
  PartialDate to = AddDays(today, kNear);
  Loads by_name;
  VK_RETURN_IF_ERROR(
      CountInto(store, "SELECT name, kind, count(*) FROM record_agencies GROUP BY name, kind", 1, by_name));
  VK_RETURN_IF_ERROR(CountInto(store,
                               "SELECT a.name, a.kind, 1 FROM records r JOIN record_agencies a ON a.record_id = r.id "
                               "WHERE r.review = 'rejected' UNION ALL "
                               "SELECT a.name, a.kind, 1 FROM records r JOIN record_agencies a ON a.record_id = r.id "
                               "WHERE r.repeated = 1 AND r.review IS NOT 'rejected'",
                               -1, by_name));
  VK_RETURN_IF_ERROR(CountDays(store,
                               "SELECT a.name, x.due_day, 1 FROM deadlines x JOIN record_agencies a ON a.record_id = "
                               "x.record_id WHERE x.due_day <= ?",
                               today, to, 1, by_name));
  VK_RETURN_IF_ERROR(CountDays(
      store,
      "SELECT a.name, x.due_day, 1 FROM (SELECT id FROM records WHERE review = 'rejected' UNION SELECT id FROM records "
      "WHERE repeated = 1 UNION SELECT j.record_id FROM judgements j JOIN deadlines y ON y.record_id = j.record_id AND "
      "y.due_day = j.field WHERE j.verb = 'done' AND j.undone_at IS NULL) hidden JOIN deadlines x ON x.record_id = "
      "hidden.id JOIN record_agencies a ON a.record_id = x.record_id WHERE x.due_day <= ?",
      today, to, -1, by_name));
  std::string key = NameKey(words);
  AgencyLoads loads;
  for (auto& [name, load] : by_name) {
    if (load.deadlines + load.assignments + load.criteria == 0) continue;
    if (!key.empty() && (" " + NameKey(name)).find(" " + key) == std::string::npos) continue;
    load.name = name;
    loads.items.push_back(std::move(load));
  }
  auto all = [](const AgencyLoad& load) { return load.deadlines + load.assignments + load.criteria; };
  std::stable_sort(loads.items.begin(), loads.items.end(),
                   [&](const AgencyLoad& a, const AgencyLoad& b) { return all(a) > all(b); });
  loads.total = loads.items.size();
  Filter page;
  page.limit = limit;
  page.offset = offset;
  loads.items = Slice(loads.items, page);
  return loads;
}

Result<std::vector<CriteriaUnit>> QueryCriteriaUnits(const Store& store) {
  std::vector<CriteriaUnit> units;
  VK_RETURN_IF_ERROR(store.Select(
      "SELECT issuer, count(*), sum(criteria) FROM (SELECT d.issuer, d.issuer_key, (SELECT count(*) FROM records r "
      "WHERE "
      "r.document_id = d.id AND r.kind = 'criterion') AS criteria FROM documents d WHERE d.issuer IS NOT NULL) WHERE "
      "criteria > 0 GROUP BY issuer_key ORDER BY 2 DESC, 3 DESC, issuer_key LIMIT 300",
      {}, [&](const Row& row) {
        units.push_back({row.Text(0), row.Int(1)});
      }));
  return units;
}

Result<std::vector<Conflict>> QueryConflicts(const Store& store, const std::vector<RecordId>& deadlines) {
  std::vector<Conflict> conflicts;
  VK_RETURN_IF_ERROR(store.Select(
      "SELECT x.record_id, y.record_id, s.document_id, y.due_day FROM deadlines x JOIN records r ON r.id = x.record_id "
      "JOIN deadlines y ON y.action = x.action AND y.due_day <> x.due_day AND substr(y.due_day, 1, 4) = "
      "substr(x.due_day, "
      "1, 4) JOIN records s ON s.id = y.record_id AND s.document_id <> r.document_id AND s.review IS NOT 'rejected' "
      "WHERE x.record_id IN (SELECT value FROM json_each(?)) AND EXISTS (SELECT 1 FROM record_agencies a JOIN "
      "record_agencies b ON b.name_key = a.name_key WHERE a.record_id = r.id AND b.record_id = s.id) "
      "ORDER BY x.record_id, y.due_day, y.record_id LIMIT 500",
      {JsonList(deadlines)}, [&](const Row& row) {
        conflicts.push_back({row.Int(0), row.Int(1), row.Int(2), row.Text(3)});
      }));
  return conflicts;
}

Result<std::vector<Citation>> QueryCitations(const Store& store, DocumentId document) {
  std::vector<Citation> citations;
  VK_RETURN_IF_ERROR(
      store.Select("SELECT number, cited_document_id FROM v_references WHERE document_id = ? AND number IS NOT NULL "
                   "GROUP BY number ORDER BY min(position)",
                   {document}, [&](const Row& row) {
                     Citation citation{row.Text(0), {}, true};
                     if (!row.IsNull(1) && row.Int(1) != document) citation.document = row.Int(1);
                     citations.push_back(std::move(citation));
                   }));
  VK_RETURN_IF_ERROR(store.Select(
      "SELECT DISTINCT r.document_id FROM documents d JOIN document_references x ON x.number_key = d.number_key JOIN "
      "records r ON r.id = x.record_id WHERE d.id = ?1 AND r.document_id <> ?1 ORDER BY r.document_id LIMIT 100",
      {document}, [&](const Row& row) {
        citations.push_back({"", row.Int(0), false});
      }));
  return citations;
}

Result<std::optional<PageShape>> QueryPageShape(const Store& store, DocumentId document, int page) {
  std::optional<PageShape> shape;
  VK_RETURN_IF_ERROR(
      store.Select("SELECT width_pt, height_pt, turned_degrees FROM pages WHERE document_id = ? AND number = ?",
                   {document, std::int64_t{page}}, [&](const Row& row) {
                     shape = PageShape{row.Real(0), row.Real(1), static_cast<int>(row.Int(2))};
                   }));
  return shape;
}

Result<std::vector<Change>> QueryChanges(const Store& store, std::int64_t since, std::size_t limit) {
  std::vector<Change> changes;
  VK_RETURN_IF_ERROR(
      store.Select("SELECT seq, at, what, sha256, kind, record_id FROM changes WHERE seq > ? ORDER BY seq LIMIT ?",
                   {since, static_cast<std::int64_t>(limit)}, [&](const Row& row) {
                     Change change{row.Int(0), row.Text(1), row.Text(2), row.Text(3), row.Text(4), {}};
                     if (!row.IsNull(5)) change.record = row.Int(5);
                     changes.push_back(std::move(change));
                   }));
  return changes;
}

}  // namespace vankho
