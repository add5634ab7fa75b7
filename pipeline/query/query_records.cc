#include <fmt/format.h>

#include "pipeline/query/filter.h"
#include "pipeline/query/query.h"

namespace vankho {
namespace {

// Newest documents first, then the order of the page; the SHA-256 makes it total.
constexpr std::string_view kOrder = "d.issued_date IS NULL, d.issued_date DESC, d.sha256, r.ordinal";

// Ids of the slice, in order, and how many there are in all.
Result<std::vector<RecordId>> FindIds(const Store& store, std::string_view table, const Where& where,
                                      const Filter& filter, std::size_t& total) {
  std::vector<RecordId> ids;
  std::string sql = fmt::format(
      "SELECT r.id FROM {} x JOIN records r ON r.id = x.record_id JOIN documents d ON d.id = r.document_id WHERE "
      "r.review IS NOT 'rejected' AND {} "
      "ORDER BY {}",
      table, where.sql(), kOrder);
  VK_RETURN_IF_ERROR(store.Select(sql, where.parameters(), [&](const Row& row) { ids.push_back(row.Int(0)); }));
  total = ids.size();
  return Slice(ids, filter);
}

template <class Answer, class R>
Result<Answers<Answer>> Fill(const Store& store, std::vector<Stored<R>> records, std::size_t total) {
  Answers<Answer> answers;
  answers.total = total;
  std::vector<DocumentId> documents;
  for (Stored<R>& stored : records) {
    documents.push_back(stored.document);
    answers.items.push_back({stored.id, stored.document, std::move(stored.record)});
  }
  VK_ASSIGN_OR_RETURN(answers.documents, BriefsOf(store, documents));
  return answers;
}

// The record's own year; where it names none, the document's.
void AddRecordYear(const Filter& filter, const std::vector<std::string_view>& columns, Where& where) {
  if (!filter.year) return;
  SqlValue year = std::int64_t{*filter.year};
  std::string any;
  std::string none;
  std::vector<SqlValue> parameters;
  for (std::string_view column : columns) {
    any += fmt::format("{} = ? OR ", column);
    none += fmt::format("{} IS NULL AND ", column);
    parameters.push_back(year);
  }
  parameters.push_back(year);
  where.And(fmt::format("{} ({} d.issued_year = ?)", any, none), parameters);
}

}  // namespace

Result<Answers<CriterionAnswer>> QueryCriteria(const Store& store, const Filter& filter) {
  Where where;
  VK_RETURN_IF_ERROR(AddDocumentFilter(store, filter, where));
  AddWithoutRepeats(filter, where);
  VK_RETURN_IF_ERROR(AddAgencyFilter(filter, false, where));
  AddCriterionIndex(filter, where);
  AddRecordYear(filter, {"x.score_year", "x.target_year"}, where);
  std::size_t total = 0;
  VK_ASSIGN_OR_RETURN(auto ids, FindIds(store, "criteria", where, filter, total));
  VK_ASSIGN_OR_RETURN(auto records, store.Criteria(ids));
  return Fill<CriterionAnswer>(store, std::move(records), total);
}

Result<Answers<TargetAnswer>> QueryTargets(const Store& store, const Filter& filter) {
  if (!filter.agencies.empty() || !filter.agency_text.empty()) {
    return Fail(ErrorCode::kUsage, "targets name no agency; ask with --document, --issuer, --index or --year");
  }
  Where where;
  VK_RETURN_IF_ERROR(AddDocumentFilter(store, filter, where));
  AddWithoutRepeats(filter, where);
  AddAboutIndex(filter, where);
  AddRecordYear(filter, {"x.year"}, where);
  std::size_t total = 0;
  VK_ASSIGN_OR_RETURN(auto ids, FindIds(store, "targets", where, filter, total));
  VK_ASSIGN_OR_RETURN(auto records, store.Targets(ids));
  return Fill<TargetAnswer>(store, std::move(records), total);
}

Result<Answers<AssignmentAnswer>> QueryAssignments(const Store& store, const Filter& filter) {
  Where where;
  VK_RETURN_IF_ERROR(AddDocumentFilter(store, filter, where));
  AddWithoutRepeats(filter, where);
  VK_RETURN_IF_ERROR(AddAgencyFilter(filter, false, where));
  AddAboutIndex(filter, where);
  AddIssuedYear(filter, where);
  std::size_t total = 0;
  VK_ASSIGN_OR_RETURN(auto ids, FindIds(store, "assignments", where, filter, total));
  VK_ASSIGN_OR_RETURN(auto records, store.Assignments(ids));
  return Fill<AssignmentAnswer>(store, std::move(records), total);
}

namespace {

Result<void> CountRecords(const Store& store, const std::vector<DocumentId>& ids, std::vector<DocumentAnswer>& items) {
  std::map<DocumentId, DocumentAnswer*> by_id;
  for (DocumentAnswer& item : items) by_id[item.document] = &item;
  static const std::map<std::string, int DocumentAnswer::*> kKinds = {
      {"reference", &DocumentAnswer::references},   {"criterion", &DocumentAnswer::criteria},
      {"target", &DocumentAnswer::targets},         {"deadline", &DocumentAnswer::deadlines},
      {"assignment", &DocumentAnswer::assignments}, {"rating_band", &DocumentAnswer::rating_bands}};
  return store.Select(
      "SELECT document_id, kind, count(*) FROM records WHERE document_id IN (SELECT value FROM json_each(?)) "
      "AND review IS NOT 'rejected' "
      "GROUP BY document_id, kind",
      {JsonList(ids)}, [&](const Row& row) {
        auto kind = kKinds.find(row.Text(1));
        auto item = by_id.find(row.Int(0));
        if (kind != kKinds.end() && item != by_id.end()) (*item->second).*kind->second = static_cast<int>(row.Int(2));
      });
}

}  // namespace

Result<Answers<DocumentAnswer>> QueryDocuments(const Store& store, const Filter& filter) {
  Where where;
  VK_RETURN_IF_ERROR(AddDocumentFilter(store, filter, where));
  VK_RETURN_IF_ERROR(AddAgencyFilter(filter, true, where));
  AddAboutIndex(filter, where);
  AddIssuedYear(filter, where);
  AddPageGrade(filter, where);
  std::vector<DocumentId> all;
  VK_RETURN_IF_ERROR(store.Select("SELECT d.id FROM documents d WHERE " + where.sql() +
                                      " ORDER BY d.issued_date IS NULL, d.issued_date DESC, d.sha256",
                                  where.parameters(), [&](const Row& row) { all.push_back(row.Int(0)); }));
  Answers<DocumentAnswer> answers;
  answers.total = all.size();
  std::vector<DocumentId> ids = Slice(all, filter);
  for (DocumentId id : ids) {
    answers.items.emplace_back();
    answers.items.back().document = id;
  }
  VK_RETURN_IF_ERROR(CountRecords(store, ids, answers.items));
  VK_ASSIGN_OR_RETURN(answers.documents, BriefsOf(store, ids));
  return answers;
}

}  // namespace vankho
