// Ways out of the store: the record contract as JSON Lines; answers as table, CSV, JSON, JSON Lines, workbook (XLSX),
// calendar (iCalendar), a list to print (PDF) and scores.
//
// All text is UTF-8 NFC and ends with a newline; what comes out is the same for the same store whatever the order of
// ingest. Exported words are data: nothing in them runs as a formula, an escape sequence or mark-up.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.h"
#include "pipeline/document/json.h"
#include "pipeline/query/query.h"
#include "pipeline/store/store.h"

namespace vankho {

// Takes text as it is made; an error from it stops the export.
using Sink = std::function<Result<void>(std::string_view)>;

// The record contract (docs/records.schema.json), one document a line, in order of SHA-256 (or of `documents`): byte
// for byte what Dump(ToJson(source, records)) gave when the document was read.
Result<void> ExportRecords(const Store& store, const Sink& sink);
Result<void> ExportRecords(const Store& store, const std::vector<DocumentId>& documents, const Sink& sink);

// Answers as rows of words, for table and CSV.
struct Grid {
  struct Column {
    std::string name;     // stable, lower case: "due", "document_number"; the CSV header
    bool number = false;  // right-aligned in a table
    bool wide = false;    // takes what width is left over in a table
    bool brief = true;    // stands in a table for a terminal; CSV has all columns
    bool date = false;    // ISO 8601, as precise as the page; a full date becomes a date cell in a workbook
  };
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;
};
Grid ToGrid(const Answers<DeadlineAnswer>& answers);
Grid ToGrid(const Answers<CriterionAnswer>& answers);
Grid ToGrid(const Answers<TargetAnswer>& answers);
Grid ToGrid(const Answers<AssignmentAnswer>& answers);
Grid ToGrid(const Answers<DocumentAnswer>& answers);
Grid ToGrid(const Answers<TextAnswer>& answers);
Grid ToGrid(const std::vector<LedgerEntry>& ledger);

struct TableStyle {
  int width = 100;      // columns of the terminal; 0: as wide as it comes
  bool colour = false;  // ANSI colours
};
// For a terminal: widths as they look (a Vietnamese letter is one column), long cells wrapped, control characters and
// terminal escapes made harmless.
std::string WriteTable(const Grid& grid, const TableStyle& style);

struct CsvStyle {
  bool byte_order_mark = false;  // Excel needs it to see UTF-8
};
// RFC 4180 (CR LF). A cell that a spreadsheet would run as a formula (begins with = + - @, tab or CR, and is not a
// plain number) gets an apostrophe in front.
std::string WriteCsv(const Grid& grid, const CsvStyle& style);

// One sheet of a workbook.
struct Sheet {
  std::string name;  // as a tab may be called: at most 31 characters, none of []:*?/\\ (VK_CHECK)
  Grid grid;
};
// Office Open XML (ECMA-376), made by libxlsxwriter: a sheet a kind, the header row frozen and with filters; numbers,
// full dates and words as such; never a formula. A value longer than a cell takes (32,767 characters) is cut with "…";
// rows over 1,048,575 go on in "name (2)". `created` goes into the properties (seconds since 1970), so that two exports
// of one store are one file. kIo where the temporary folder is full. At most about 16 significant digits of a number
// are kept, which is what a Decimal has.
Result<std::string> WriteXlsx(const std::vector<Sheet>& sheets, std::int64_t created);

// Deadlines as iCalendar (RFC 5545), made by libical: CR LF, lines folded at 75 bytes.
//
// A deadline is an all-day VEVENT, not a VTODO: Outlook, Google Calendar and most telephones show no VTODO of a feed.
// Events are transparent (nobody is busy). A recurring duty is one event that keeps its RRULE, with the day named that
// the words mean (CalendarRules in query/recurrence.h); it begins on its first day after the document's date. The rule
// as extracted stands in X-VANKHO-RRULE. DESCRIPTION gives agencies, duty, printed words, document and page.
//
// UID is made of the document's SHA-256, page, lines and the words as seen by the scanner, so that a feed read again
// updates its events even when words or dates were corrected in between. DTSTAMP is the day the document entered the
// store: the same store gives the same bytes.
struct Calendar {
  std::string text;
  std::size_t events = 0;
  std::size_t left_out = 0;  // deadlines that no day can be told for
};
Calendar WriteCalendar(const Answers<DeadlineAnswer>& answers, std::string_view name);

// When a deadline falls, in a few words for a narrow column: "30/6/2024", "ngày 15 hàng tháng", "hàng quý", "trong 5
// ngày làm việc". The printed words are in Deadline::text.
std::string BriefTime(const Deadline& deadline, bool english);

// Deadlines as a list to print or to send (PDF, A4 lying, Vietnamese headings, made by Cairo and Pango): day, duty,
// agencies, document and page, with what is late at `today`. The same answers give the same bytes.
struct DeadlineSheet {
  std::string title;  // "Thời hạn của Phòng Nội vụ"
  PartialDate today;  // full date
};
Result<std::string> WriteDeadlineSheet(const Answers<DeadlineAnswer>& answers, const DeadlineSheet& sheet);

// What a downstream scorer reads (vankho.scores/1, docs/scores.schema.json), one object a criterion: criterion, agency
// (the lead), maximum, score, target, gap (maximum - score: the points lost), to_target (target - score), evidence.
std::vector<Json> ToScores(const Answers<CriterionAnswer>& answers);

// Answers as objects: the record's fields as in the contract, preceded by "document" (sha256, file_name, type, number,
// issuer, issued_date, title) and, for deadlines, "due_day", "due_basis" and "overdue".
std::vector<Json> ToJson(const Answers<DeadlineAnswer>& answers);
std::vector<Json> ToJson(const Answers<CriterionAnswer>& answers);
std::vector<Json> ToJson(const Answers<TargetAnswer>& answers);
std::vector<Json> ToJson(const Answers<AssignmentAnswer>& answers);
std::vector<Json> ToJson(const Answers<DocumentAnswer>& answers);
std::vector<Json> ToJson(const Answers<TextAnswer>& answers);
std::vector<Json> ToJson(const std::vector<LedgerEntry>& ledger);

std::string WriteJson(const std::vector<Json>& items);       // one array, for people
std::string WriteJsonLines(const std::vector<Json>& items);  // one object a line

}  // namespace vankho
