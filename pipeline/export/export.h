// Ways out of the store: the record contract as JSON Lines, and answers as table, CSV, JSON and JSON Lines.
//
// Everything is text in UTF-8 NFC, ends with a newline, and is the same for the same store whatever the order of
// ingest.
#pragma once

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
