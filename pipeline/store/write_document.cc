#include "pipeline/base/unicode.h"
#include "pipeline/store/columns.h"
#include "pipeline/store/connection.h"
#include "pipeline/store/writer.h"

namespace vankho {
namespace {

using column::Iso;
using column::Stated;

DocumentId InsertDocument(SQLite::Database& db, const IngestedDocument& in, const std::string& added_at,
                          std::optional<DocumentId> id) {
  const SourceFile& source = in.document.source();
  const Header& h = in.records.header;
  auto signer = [&](std::string Signer::*part) { return h.signer ? std::optional((*h.signer).*part) : std::nullopt; };
  SQLite::Statement insert(
      db,
      "INSERT INTO documents (id, sha256, file_name, media_type, size, page_count, added_at, state, damage, "
      "type, number, number_key, issuer, issuer_key, issued_place, issued_date, title, title_key, "
      "signer_name, signer_title, signer_mode, signer_on_behalf_of, header_confidence, header_flags) "
      "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
  Run(insert, id, source.sha256, source.file_name, Name(source.media_type), source.size, source.pages, added_at,
      in.partial ? "partial" : "complete", Name(in.document.damage()), Stated(h.type), Stated(h.number),
      Stated(NameKey(h.number)), Stated(h.issuer), Stated(NameKey(h.issuer)), Stated(h.issued_place),
      Iso(h.issued_date), Stated(h.title), Stated(NameKey(h.title)), signer(&Signer::name), signer(&Signer::title),
      signer(&Signer::mode), signer(&Signer::on_behalf_of), h.confidence, column::Strings(h.flags));
  return db.getLastInsertRowid();
}

void InsertLists(SQLite::Database& db, DocumentId id, const IngestedDocument& in) {
  SQLite::Statement recipient(db, "INSERT INTO recipients VALUES (?,?,?)");
  int ordinal = 0;
  for (const std::string& name : in.records.header.recipients) Run(recipient, id, ordinal++, name);
  SQLite::Statement provenance(db, "INSERT INTO provenance VALUES (?,?,?)");
  for (const auto& [key, value] : in.provenance) Run(provenance, id, key, value);
}

void InsertDiagnostics(SQLite::Database& db, DocumentId id, const Document& document) {
  SQLite::Statement insert(db, "INSERT INTO diagnostics VALUES (?,?,?,?,?,?,?)");
  int ordinal = 0;
  auto put = [&](std::optional<int> of_page, const Diagnostic& d) {
    Run(insert, id, ordinal++, of_page, Name(d.code), d.message, d.page, d.line);
  };
  for (const Diagnostic& d : document.diagnostics) put({}, d);
  for (const Page& page : document.pages()) {
    for (const Diagnostic& d : page.diagnostics) put(page.number, d);
  }
}

void InsertPages(SQLite::Database& db, DocumentId id, const Document& document) {
  SQLite::Statement insert(db, "INSERT INTO pages VALUES (?,?,?,?,?,?,?,?,?,?,?,?)");
  for (const Page& p : document.pages()) {
    Run(insert, id, p.number, p.width_pt, p.height_pt, Name(p.origin), p.reason, p.engine, p.turned_degrees,
        p.skew_degrees, p.confidence, column::Grids(p.grids), Name(p.grade));
  }
}

void InsertLines(SQLite::Database& db, DocumentId id, const Document& document) {
  SQLite::Statement insert(db, "INSERT INTO lines VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
  for (std::size_t i = 0; i < document.lines().size(); ++i) {
    const RestoredLine& line = document.lines()[i];
    const Line& seen = document.SeenLine(i);
    Run(insert, id, i, line.page, line.number, Name(line.line_class), seen.text, line.text, line.confidence,
        seen.box.left, seen.box.top, seen.box.right, seen.box.bottom, column::Words(seen.words),
        column::Pieces(line.alignment), column::Edits(line.edits));
  }
}

void InsertStructure(SQLite::Database& db, DocumentId id, const Document& document) {
  int ordinal = 0;
  SQLite::Statement zone(db, "INSERT INTO zones VALUES (?,?,?,?,?)");
  for (const Zone& z : document.zones) Run(zone, id, ordinal++, Name(z.kind), z.span.begin, z.span.end);
  ordinal = 0;
  SQLite::Statement section(db, "INSERT INTO sections VALUES (?,?,?,?,?,?,?,?,?,?,?)");
  for (const Section& s : document.sections) {
    Run(section, id, ordinal++, s.parent, s.level, s.label, Flatten(s.heading.Of(document.text())),
        document.PageOf(s.body), s.heading.begin, s.heading.end, s.body.begin, s.body.end);
  }
  ordinal = 0;
  SQLite::Statement table(db, "INSERT INTO tables VALUES (?,?,?,?,?,?,?,?)");
  for (const Table& t : document.tables) {
    Run(table, id, ordinal++, t.span.begin, t.span.end, t.rows, t.columns, t.header_rows, column::Cells(t.cells));
  }
  ordinal = 0;
  SQLite::Statement abbreviation(db, "INSERT INTO abbreviations VALUES (?,?,?,?,?,?)");
  for (const DefinedAbbreviation& a : document.abbreviations) {
    Run(abbreviation, id, ordinal++, a.abbreviation, a.expansion, a.span.begin, a.span.end);
  }
}

// Paragraphs first, in order, then the lines that no paragraph holds.
class PassageWriter {
 public:
  PassageWriter(SQLite::Database& db, DocumentId id, const Document& document)
      : id_(id),
        document_(document),
        insert_(db,
                "INSERT INTO passages (document_id, ordinal, paragraph, zone, section, page, "
                "line_numbers, span_begin, span_end, pieces, text, tones, bare) "
                "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)") {}

  void WriteAll() {
    std::vector<bool> covered(document_.lines().size());
    int ordinal = 0;
    for (const Paragraph& p : document_.paragraphs) {
      for (TextSpan piece : p.pieces) {
        for (std::size_t i : document_.LineIndexes(piece)) covered[i] = true;
      }
      Write(ordinal++, Name(p.zone), p.section, p.span, p.pieces);
    }
    for (std::size_t i = 0; i < covered.size(); ++i) {
      TextSpan span = document_.LineSpan(i);
      if (!covered[i] && !span.empty()) Write({}, {}, {}, span, {span});
    }
  }

 private:
  void Write(std::optional<int> paragraph, std::optional<std::string_view> zone, std::optional<int> section,
             TextSpan span, const std::vector<TextSpan>& pieces) {
    std::string text;
    std::vector<int> numbers;
    TextSpan first = pieces.empty() ? span : pieces.front();
    for (TextSpan piece : pieces) {
      if (!text.empty()) text += ' ';
      text += piece.Of(document_.text());
      if (document_.PageOf(piece) != document_.PageOf(first)) continue;
      for (int number : document_.LineNumbers(piece)) numbers.push_back(number);
    }
    text = Flatten(text);
    Run(insert_, id_, ordinal_++, paragraph, zone, section, document_.PageOf(first), column::Ints(numbers), span.begin,
        span.end, column::Spans(pieces), text, MatchKey(text), BareKey(text));
  }

  DocumentId id_;
  const Document& document_;
  SQLite::Statement insert_;
  int ordinal_ = 0;
};

}  // namespace

DocumentId WriteDocument(SQLite::Database& database, const IngestedDocument& ingested, const std::string& added_at,
                         std::optional<DocumentId> wanted) {
  const Document& document = ingested.document;
  DocumentId id = InsertDocument(database, ingested, added_at, wanted);
  InsertLists(database, id, ingested);
  InsertPages(database, id, document);
  InsertLines(database, id, document);
  InsertDiagnostics(database, id, document);
  InsertStructure(database, id, document);
  PassageWriter(database, id, document).WriteAll();
  return id;
}

}  // namespace vankho
