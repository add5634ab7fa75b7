#include <algorithm>
#include <sstream>

#include "pipeline/store/columns.h"
#include "pipeline/store/connection.h"
#include "pipeline/store/reader.h"

namespace vankho {
namespace {

// A store that was tampered with must not make anybody read outside the text.
TextSpan Inside(TextSpan span, const std::string& text) {
  span.end = std::min(span.end, text.size());
  return {std::min(span.begin, span.end), span.end};
}

std::vector<TextSpan> Inside(std::vector<TextSpan> spans, const std::string& text) {
  for (TextSpan& span : spans) span = Inside(span, text);
  return spans;
}

TextSpan SpanAt(const Row& row, std::size_t column, const std::string& text) {
  return Inside(TextSpan{static_cast<std::size_t>(row.Int(column)), static_cast<std::size_t>(row.Int(column + 1))},
                text);
}

std::vector<Page> ReadPages(const SQLite::Database& db, DocumentId id) {
  std::vector<Page> pages;
  ForEachRow(db,
             "SELECT number, width_pt, height_pt, origin, reason, engine, turned_degrees, skew_degrees, confidence, "
             "grids, grade "
             "FROM pages WHERE document_id = ? ORDER BY number",
             {id}, [&](const Row& row) {
               Page page;
               page.number = static_cast<int>(row.Int(0));
               page.width_pt = row.Real(1);
               page.height_pt = row.Real(2);
               page.origin = PageOriginFromName(row.Text(3)).value();
               page.reason = row.Text(4);
               page.engine = row.Text(5);
               page.turned_degrees = static_cast<int>(row.Int(6));
               page.skew_degrees = row.Real(7);
               page.confidence = row.Real(8);
               page.grids = column::ReadGrids(row.Text(9));
               page.grade = PageGradeFromName(row.Text(10)).value_or(PageGrade::kNone);
               pages.push_back(std::move(page));
             });
  return pages;
}

// Fills the pages' lines and gives the restored ones.
std::vector<RestoredLine> ReadLines(const SQLite::Database& db, DocumentId id, std::vector<Page>& pages) {
  std::vector<RestoredLine> restored;
  std::size_t at = 0;
  auto each = [&](const Row& row) {
    auto number = static_cast<int>(row.Int(0));
    while (at < pages.size() && pages[at].number < number) ++at;
    Line line{static_cast<int>(row.Int(1)),
              row.Text(3),
              column::ReadWords(row.Text(10)),
              {row.Real(6), row.Real(7), row.Real(8), row.Real(9)}};
    line.words.Pack();
    RestoredLine out{number,
                     line.number,
                     LineClassFromName(row.Text(2)).value(),
                     row.Text(4),
                     column::ReadPieces(row.Text(11)),
                     column::ReadEdits(row.Text(12)),
                     row.Real(5)};
    std::replace(out.text.begin(), out.text.end(), '\n', ' ');  // Document takes it for granted
    pages.at(at).lines.push_back(std::move(line));
    restored.push_back(std::move(out));
  };
  ForEachRow(db,
             "SELECT page, number, class, seen_text, text, confidence, x0, y0, x1, y1, words, alignment, edits "
             "FROM lines WHERE document_id = ? ORDER BY page, position",
             {id}, each);
  return restored;
}

void ReadDiagnostics(const SQLite::Database& db, DocumentId id, std::vector<Page>& pages, Diagnostics& of_document) {
  ForEachRow(
      db, "SELECT of_page, code, message, page, line FROM diagnostics WHERE document_id = ? ORDER BY ordinal", {id},
      [&](const Row& row) {
        Diagnostic d{ErrorCodeFromName(row.Text(1)).value(), row.Text(2), row.OptionalInt(3), row.OptionalInt(4)};
        if (row.IsNull(0)) of_document.push_back(d);
        for (Page& page : pages) {
          if (!row.IsNull(0) && page.number == row.Int(0)) page.diagnostics.push_back(d);
        }
      });
}

void ReadParagraphs(const SQLite::Database& db, DocumentId id, Document& document) {
  ForEachRow(db,
             "SELECT span_begin, span_end, pieces, section, zone FROM passages "
             "WHERE document_id = ? AND paragraph IS NOT NULL ORDER BY paragraph",
             {id}, [&](const Row& row) {
               Paragraph p{SpanAt(row, 0, document.text()), Inside(column::ReadSpans(row.Text(2)), document.text()),
                           row.OptionalInt(3), ZoneKindFromName(row.Text(4)).value()};
               document.paragraphs.push_back(std::move(p));
             });
}

void ReadSections(const SQLite::Database& db, DocumentId id, Document& document) {
  const std::string& text = document.text();
  ForEachRow(db,
             "SELECT parent, level, label, heading_begin, heading_end, body_begin, body_end FROM sections "
             "WHERE document_id = ? ORDER BY ordinal",
             {id}, [&](const Row& row) {
               Section s{row.OptionalInt(0), static_cast<int>(row.Int(1)), row.Text(2), SpanAt(row, 3, text),
                         SpanAt(row, 5, text)};
               document.sections.push_back(std::move(s));
             });
}

void ReadStructure(const SQLite::Database& db, DocumentId id, Document& document) {
  const std::string& text = document.text();
  ForEachRow(db, "SELECT kind, span_begin, span_end FROM zones WHERE document_id = ? ORDER BY ordinal", {id},
             [&](const Row& row) {
               document.zones.push_back({ZoneKindFromName(row.Text(0)).value(), SpanAt(row, 1, text)});
             });
  ReadSections(db, id, document);
  ReadParagraphs(db, id, document);
  ForEachRow(db,
             "SELECT span_begin, span_end, row_count, column_count, header_rows, cells FROM tables "
             "WHERE document_id = ? ORDER BY ordinal",
             {id}, [&](const Row& row) {
               Table t{SpanAt(row, 0, text),         static_cast<int>(row.Int(2)),   static_cast<int>(row.Int(3)),
                       static_cast<int>(row.Int(4)), column::ReadCells(row.Text(5)), {}};
               for (Cell& cell : t.cells) cell.pieces = Inside(cell.pieces, text);
               document.tables.push_back(std::move(t));
             });
  ForEachRow(
      db,
      "SELECT abbreviation, expansion, span_begin, span_end FROM abbreviations WHERE document_id = ? ORDER BY ordinal",
      {id}, [&](const Row& row) {
        document.abbreviations.push_back({row.Text(0), row.Text(1), SpanAt(row, 2, text)});
      });
}

// Without those of fields that a person has corrected ("number issued_date").
std::vector<std::string> OpenFlags(std::vector<std::string> flags, const std::string& corrected) {
  std::istringstream fields(corrected);
  for (std::string field; fields >> field;) {
    std::replace(field.begin(), field.end(), '_', '-');
    std::erase_if(flags, [&](const std::string& flag) { return flag.starts_with(field + "-"); });
  }
  return flags;
}

}  // namespace

std::vector<DocumentBrief> ReadBriefs(const SQLite::Database& database, const std::string& where,
                                      const std::vector<SqlValue>& parameters) {
  std::vector<DocumentBrief> briefs;
  ForEachRow(database,
             "SELECT id, sha256, file_name, media_type, size, page_count, added_at, state, type, number, issuer, "
             "issued_place, issued_date, title, header_confidence, signer_name, signer_title, signer_mode, "
             "signer_on_behalf_of, (SELECT sha256 FROM documents l WHERE l.id = d.same_as), header_flags, "
             "CASE WHEN header_flags = '[]' THEN NULL ELSE (SELECT group_concat(field, ' ') FROM judgements j "
             "WHERE j.sha256 = d.sha256 AND j.kind = 'document' AND j.verb = 'correct' AND j.undone_at IS NULL) END "
             "FROM documents d WHERE " +
                 where + " ORDER BY sha256",
             parameters, [&](const Row& row) {
               DocumentBrief b;
               b.id = row.Int(0);
               b.source = {row.Text(1), row.Text(2), MediaTypeFromName(row.Text(3)).value(),
                           static_cast<std::uint64_t>(row.Int(4)), static_cast<int>(row.Int(5))};
               b.added_at = row.Text(6);
               b.partial = row.Text(7) == "partial";
               b.header = {row.Text(8),  row.Text(9), row.Text(10), row.Text(11), row.Date(12),
                           row.Text(13), {},          {},           row.Real(14), {}};
               if (!row.IsNull(15)) b.header.signer = Signer{row.Text(15), row.Text(16), row.Text(17), row.Text(18)};
               b.copy_of = row.Text(19);
               b.header.flags = OpenFlags(column::ReadStrings(row.Text(20)), row.Text(21));
               briefs.push_back(std::move(b));
             });
  return briefs;
}

Document ReadDocument(const SQLite::Database& database, DocumentId id) {
  auto briefs = ReadBriefs(database, "id = ?", {id});
  SeenDocument seen{briefs.at(0).source, ReadPages(database, id)};
  RestoredText restored;
  ForEachRow(database, "SELECT damage FROM documents WHERE id = ?", {id},
             [&](const Row& row) { restored.damage = DamageFromName(row.Text(0)).value(); });
  restored.lines = ReadLines(database, id, seen.pages);
  Diagnostics diagnostics;
  ReadDiagnostics(database, id, seen.pages, diagnostics);
  Document document(std::move(seen), std::move(restored));
  document.diagnostics = std::move(diagnostics);
  ReadStructure(database, id, document);
  return document;
}

}  // namespace vankho
