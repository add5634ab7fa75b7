// Questions to the store, with typed answers. No SQL stands above this folder.
//
// Every answer is in a fixed order that does not depend on the order of ingest, so that asking twice, or asking a store
// that was filled by four workers, prints the same. `today` is always given by the caller: nothing here reads the
// clock. Functions read only; a Store is used by one thread at a time.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/base/date.h"
#include "pipeline/base/result.h"
#include "pipeline/base/work_calendar.h"
#include "pipeline/store/store.h"

namespace vankho {

// What all questions share. Empty fields do not limit. Words are compared by NameKey: case, tones, points and dashes do
// not matter ("phong noi vu" finds "Phòng Nội vụ").
struct Filter {
  // Records of any of these agencies, by full name: what the agency lexicon made of the words that somebody typed.
  std::vector<std::string> agencies;
  // Where no agency is known by those words: records of agencies whose name holds them as whole words. May stand beside
  // `agencies`; a record passes when either matches. For documents: the agency has at least one record in it.
  std::string agency_text;
  std::string document;              // as Store::FindDocuments takes it
  std::string issuer;                // whole words of the issuer's name
  std::vector<std::string> indexes;  // "PAR INDEX", "SIPAS": criteria of it; documents that are about it
  // Deadlines: due in it. Criteria and targets: score, target or aim of it. Where the record names no year, and for the
  // other questions: issued in it.
  std::optional<int> year;
  std::optional<PartialDate> due_from, due_to;  // full dates, both inclusive (deadlines only)
  std::optional<PageGrade> page_grade;          // a page of this grade (documents only)
  bool overdue = false;                         // due before `today` (deadlines only)
  std::optional<PartialDate> today;             // full date; needed by `overdue`
  // Working days are counted on it; without one they stay without a day (deadlines only).
  std::shared_ptr<const WorkCalendar> calendar;
  // Deadlines: whether people marked them as done, what nobody owns, what has no day.
  enum class Done { kAny, kOpen, kDone } done = Done::kAny;
  bool without_agency = false;
  bool without_day = false;
  std::size_t limit = 0;  // 0: no limit
  std::size_t offset = 0;
};

template <class T>
struct Answers {
  std::vector<T> items;
  std::size_t total = 0;  // without limit and offset
  // Documents that items name.
  std::map<DocumentId, DocumentBrief> documents;
  const DocumentBrief& DocumentOf(const T& item) const { return documents.at(item.document); }
};

// Where a deadline's day comes from.
enum class DueBasis {
  kStated,      // the page gives it
  kOccurrence,  // one day of a recurring duty
  kPeriodEnd,   // one day of a recurring duty whose words name no day: the last day of the period (week, month, year)
  kIssueDate,   // counted from the document's date ("kể từ ngày ký")
  kAnchorDate,  // counted from a day that is printed ("kể từ ngày 15/3/2024")
  kNone,        // no day can be told: recurring without a range, or relative to something that the page does not date
};
std::string_view Name(DueBasis basis);  // "stated", "occurrence", "period-end", "issue-date", "anchor-date", "none"

// Somebody marked a deadline (one day of a recurring one) as done.
struct DoneMark {
  std::int64_t judgement = 0;
  std::string at, who, note;  // ISO 8601 in UTC
};

struct DeadlineAnswer {
  RecordId id = 0;
  DocumentId document = 0;
  Deadline record;
  std::optional<PartialDate> due;  // full date: the last day that is on time
  DueBasis basis = DueBasis::kNone;
  bool projected = false;       // counted over days off that the Government has not decided yet; also a flag
  std::optional<bool> overdue;  // known where `today` and `due` are
  std::optional<DoneMark> done;
};

struct CriterionAnswer {
  RecordId id = 0;
  DocumentId document = 0;
  Criterion record;
};

struct TargetAnswer {
  RecordId id = 0;
  DocumentId document = 0;
  Target record;
};

struct AssignmentAnswer {
  RecordId id = 0;
  DocumentId document = 0;
  Assignment record;
};

struct DocumentAnswer {
  DocumentId document = 0;
  // How many records of each kind.
  int references = 0, criteria = 0, targets = 0, deadlines = 0, assignments = 0, rating_bands = 0;
};

struct TextAnswer {
  DocumentId document = 0;
  int page = 1;
  std::vector<int> lines;  // 1-based on the page
  // kTones: the words as typed stand there, tones and all; kBare: only without diacritics. kPhrase: side by side.
  enum class Match { kTonesPhrase, kTones, kBarePhrase, kBare };
  Match match = Match::kBare;
  double score = 0;                  // BM25, larger is better; comparable inside one Match of one answer
  std::string text;                  // the whole passage (a paragraph or a line), one line
  std::vector<TextSpan> highlights;  // of `text`
  // `text` cut to about `width` characters around the first highlight, with marks: "… thời hạn «nộp» báo cáo …"
  std::string Snippet(std::size_t width, std::string_view open = "«", std::string_view close = "»") const;
};

std::string_view Name(TextAnswer::Match match);  // "tones-phrase", "tones", "bare-phrase", "bare"

// Dated ones first by day, then those without a day; then by document and place.
//
// A recurring duty has one answer for each of its days where a range is given: from `due_from` (or the document's date)
// to `due_to` (or a year after the later of `due_from` and `today`). Without a range it is one answer without a day.
// `overdue` alone does not unroll recurring duties: give `due_from` too.
Result<Answers<DeadlineAnswer>> QueryDeadlines(const Store& store, const Filter& filter);
// The same answers as days alone, for counting.
struct DueDay {
  std::optional<PartialDate> due;
  bool recurring = false;
};
Result<std::vector<DueDay>> QueryDueDays(const Store& store, const Filter& filter);
// How many deadline records the store holds; costs next to nothing.
Result<std::int64_t> CountDeadlines(const Store& store);
Result<Answers<CriterionAnswer>> QueryCriteria(const Store& store, const Filter& filter);
Result<Answers<TargetAnswer>> QueryTargets(const Store& store, const Filter& filter);
Result<Answers<AssignmentAnswer>> QueryAssignments(const Store& store, const Filter& filter);
// Newest first.
Result<Answers<DocumentAnswer>> QueryDocuments(const Store& store, const Filter& filter);
// All words must stand in one passage; "words in quotes" side by side; a trailing * completes a word. Passages that
// have the tones as typed come first. kUsage where there is no word to look for. Of `filter`: document, issuer, year,
// indexes, agencies (of the document), limit and offset. With a limit and no other filter, words that stand in
// thousands of passages are not all counted: `total` is then the number of those at hand, the newest first inside each
// way to match.
Result<Answers<TextAnswer>> QueryText(const Store& store, std::string_view words, const Filter& filter);

}  // namespace vankho
