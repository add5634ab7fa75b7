// Questions that the pages of the desk ask beside those of query.h: what waits for a reviewer, what stands on a page,
// who carries how much, what changed. Same rules: fixed order, no clock, no SQL above this folder.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/query/query.h"

namespace vankho {

// A record as one line of a list: its kind, its words, where it stands.
struct RecordBrief {
  RecordId id = 0;
  DocumentId document = 0;
  std::string kind;
  std::string summary;  // what it says: the date, the points, the agency; "" where it says nothing
  int page = 1;
  std::vector<int> lines;
  std::vector<Box> boxes;
  std::string text, ocr_text;
  double confidence = 1;
  std::vector<std::string> flags;
  std::string review;  // "confirmed", "corrected" or ""
};

// All records of a document in order of page and line, without rejected ones.
Result<std::vector<RecordBrief>> QueryRecordsOf(const Store& store, DocumentId document);
Result<std::optional<RecordBrief>> QueryRecord(const Store& store, RecordId id);

// What nobody has looked at, by consequence: kind (deadlines, points, goals, duties before references) times doubt.
struct ReviewItem {
  RecordBrief record;
  double weight = 0;
};
struct ReviewQueue {
  std::vector<ReviewItem> items;
  std::int64_t waiting = 0;  // in all
};
Result<ReviewQueue> QueryReview(const Store& store, const std::string& kind, std::size_t limit, std::size_t offset);

// Records that nobody has looked at where the same confusion stands: same kind, and the same value read from the same
// words (for names the same value alone). Not `record` itself.
Result<std::vector<RecordId>> QueryAlike(const Store& store, RecordId record, const std::string& field,
                                         const std::optional<std::string>& machine_value);

struct AgencyLoad {
  std::string name;
  std::int64_t deadlines = 0, assignments = 0, criteria = 0;
  std::int64_t overdue = 0;   // of the deadlines with a day, not done
  std::int64_t upcoming = 0;  // due in the 90 days from today
};
struct AgencyLoads {
  std::vector<AgencyLoad> items;  // busiest first
  std::size_t total = 0;
};
Result<AgencyLoads> QueryAgencies(const Store& store, PartialDate today, std::string_view words, std::size_t limit,
                                  std::size_t offset);

// Who issued documents with criteria, those with the most documents first; at most 300.
struct CriteriaUnit {
  std::string issuer;
  std::int64_t documents = 0;
};
Result<std::vector<CriteriaUnit>> QueryCriteriaUnits(const Store& store);

// One duty, two documents, two days: for each of `deadlines`, the others with the same words.
struct Conflict {
  RecordId record = 0, other = 0;
  DocumentId other_document = 0;
  std::string other_due;  // ISO 8601
};
Result<std::vector<Conflict>> QueryConflicts(const Store& store, const std::vector<RecordId>& deadlines);

// A document that another one cites, where it is in the store.
struct Citation {
  std::string number;  // as cited
  std::optional<DocumentId> document;
  bool cites = true;  // false: the other document cites this one
};
Result<std::vector<Citation>> QueryCitations(const Store& store, DocumentId document);

// A page as the scanner holds it, and by how much it was turned clockwise to be read.
struct PageShape {
  double width_pt = 0, height_pt = 0;
  int turned_degrees = 0;
};
// Nothing where there is no such page.
Result<std::optional<PageShape>> QueryPageShape(const Store& store, DocumentId document, int page);

struct Change {
  std::int64_t seq = 0;
  std::string at, what, sha256, kind;
  std::optional<RecordId> record;
};
// After `since`, oldest first.
Result<std::vector<Change>> QueryChanges(const Store& store, std::int64_t since, std::size_t limit);

}  // namespace vankho
