// Filters as SQL conditions with bound parameters. Only this folder includes it.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/query/query.h"

namespace vankho {

// Conditions that must all hold. They speak of r (records), d (documents) and the tables that a question joins.
class Where {
 public:
  // `?` in the clause are parameters, in order.
  void And(std::string_view clause, std::vector<SqlValue> parameters = {});
  const std::string& sql() const { return sql_; }
  const std::vector<SqlValue>& parameters() const { return parameters_; }

 private:
  std::string sql_ = "1";
  std::vector<SqlValue> parameters_;
};

SqlValue JsonList(const std::vector<std::string>& values);
SqlValue JsonList(const std::vector<std::int64_t>& values);

// document, issuer: of d.
Result<void> AddDocumentFilter(const Store& store, const Filter& filter, Where& where);
// Of a paper that was scanned twice the leading copy answers; of the others, the records r that it does not hold. A
// document that is named answers as it is.
void AddWithoutRepeats(const Filter& filter, Where& where);
// agencies, agency_text: of the record r, or of any record of the document d.
Result<void> AddAgencyFilter(const Filter& filter, bool of_document, Where& where);
// indexes: d is about one of them by its title or by its criteria.
void AddAboutIndex(const Filter& filter, Where& where);
// indexes: of the criterion c, or of its document where the criterion names none.
void AddCriterionIndex(const Filter& filter, Where& where);
// year: d was issued in it.
void AddIssuedYear(const Filter& filter, Where& where);

// page_grade: a page of d is of it.
void AddPageGrade(const Filter& filter, Where& where);

// Documents that answers name, once each.
Result<std::map<DocumentId, DocumentBrief>> BriefsOf(const Store& store, const std::vector<DocumentId>& ids);

// The slice of `ids` that limit and offset leave.
template <class T>
std::vector<T> Slice(const std::vector<T>& items, const Filter& filter) {
  std::size_t begin = std::min(filter.offset, items.size());
  std::size_t size = filter.limit == 0 ? items.size() - begin : std::min(filter.limit, items.size() - begin);
  return {items.begin() + static_cast<std::ptrdiff_t>(begin),
          items.begin() + static_cast<std::ptrdiff_t>(begin + size)};
}

}  // namespace vankho
