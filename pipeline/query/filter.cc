#include "pipeline/query/filter.h"

#include <fmt/format.h>

#include <algorithm>

#include "pipeline/document/json.h"

namespace vankho {
namespace {

// Whole words of a key column.
std::string Holds(std::string_view column) {
  return fmt::format("instr(' ' || {} || ' ', ' ' || ? || ' ') > 0", column);
}

// Keys without spaces: "PARINDEX", "PAR INDEX" and "PAR-INDEX" are one.
SqlValue IndexKeys(const std::vector<std::string>& indexes) {
  std::vector<std::string> keys;
  for (const std::string& index : indexes) {
    std::string key = NameKey(index);
    std::erase(key, ' ');
    if (!key.empty()) keys.push_back(key);
  }
  return JsonList(keys);
}

std::string NamesIndex(std::string_view column) {
  return fmt::format("EXISTS (SELECT 1 FROM json_each(?) j WHERE instr(replace({}, ' ', ''), j.value) > 0)", column);
}

std::string AboutIndex() {
  return fmt::format(
      "({} OR EXISTS (SELECT 1 FROM records ri JOIN criteria ci ON ci.record_id = ri.id "
      "WHERE ri.document_id = d.id AND {}))",
      NamesIndex("d.title_key"), NamesIndex("ci.index_key"));
}

}  // namespace

void Where::And(std::string_view clause, std::vector<SqlValue> parameters) {
  sql_.append(" AND (").append(clause).append(")");
  parameters_.insert(parameters_.end(), parameters.begin(), parameters.end());
}

SqlValue JsonList(const std::vector<std::string>& values) { return Dump(Json(values)); }
SqlValue JsonList(const std::vector<std::int64_t>& values) { return Dump(Json(values)); }

Result<void> AddDocumentFilter(const Store& store, const Filter& filter, Where& where) {
  if (!filter.document.empty()) {
    VK_ASSIGN_OR_RETURN(std::vector<DocumentId> ids, store.FindDocuments(filter.document));
    if (ids.empty()) {
      return Fail(ErrorCode::kNotFound,
                  fmt::format("no document is called '{}'; `vankho query documents` lists them", filter.document));
    }
    where.And("d.id IN (SELECT value FROM json_each(?))", {JsonList(ids)});
  }
  if (!filter.issuer.empty()) where.And(Holds("d.issuer_key"), {NameKey(filter.issuer)});
  return {};
}

void AddWithoutRepeats(const Filter& filter, Where& where) {
  if (filter.document.empty()) where.And("r.repeated = 0");
}

Result<void> AddAgencyFilter(const Filter& filter, bool of_document, Where& where) {
  if (filter.agencies.empty() && filter.agency_text.empty()) return {};
  std::vector<std::string> keys;
  for (const std::string& name : filter.agencies) keys.push_back(NameKey(name));
  std::string condition = "a.name_key IN (SELECT value FROM json_each(?))";
  std::vector<SqlValue> parameters{JsonList(keys)};
  std::string text = NameKey(filter.agency_text);
  if (keys.empty() && text.empty()) return Fail(ErrorCode::kUsage, "the agency has no letters");
  if (!text.empty()) {
    condition += " OR " + Holds("a.name_key");
    parameters.emplace_back(text);
  }
  std::string from = of_document
                         ? "records ra JOIN record_agencies a ON a.record_id = ra.id WHERE ra.document_id = d.id"
                         : "record_agencies a WHERE a.record_id = r.id";
  where.And(fmt::format("EXISTS (SELECT 1 FROM {} AND ({}))", from, condition), parameters);
  return {};
}

void AddAboutIndex(const Filter& filter, Where& where) {
  if (filter.indexes.empty()) return;
  SqlValue keys = IndexKeys(filter.indexes);
  where.And(AboutIndex(), {keys, keys});
}

void AddCriterionIndex(const Filter& filter, Where& where) {
  if (filter.indexes.empty()) return;
  SqlValue keys = IndexKeys(filter.indexes);
  where.And(fmt::format("{} OR (x.index_key IS NULL AND {})", NamesIndex("x.index_key"), AboutIndex()),
            {keys, keys, keys});
}

void AddIssuedYear(const Filter& filter, Where& where) {
  if (filter.year) where.And("d.issued_year = ?", {std::int64_t{*filter.year}});
}

void AddPageGrade(const Filter& filter, Where& where) {
  if (!filter.page_grade) return;
  where.And("EXISTS (SELECT 1 FROM pages pg WHERE pg.document_id = d.id AND pg.grade = ?)",
            {std::string(Name(*filter.page_grade))});
}

Result<std::map<DocumentId, DocumentBrief>> BriefsOf(const Store& store, const std::vector<DocumentId>& ids) {
  VK_ASSIGN_OR_RETURN(std::vector<DocumentBrief> found, store.Briefs(ids));
  std::map<DocumentId, DocumentBrief> briefs;
  for (DocumentBrief& brief : found) briefs.emplace(brief.id, std::move(brief));
  return briefs;
}

}  // namespace vankho
