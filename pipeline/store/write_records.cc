#include "pipeline/store/columns.h"
#include "pipeline/store/connection.h"
#include "pipeline/store/writer.h"

namespace vankho {
namespace {

using column::Iso;
using column::Plain;
using column::Stated;

class RecordWriter {
 public:
  RecordWriter(SQLite::Database& db, DocumentId id)
      : db_(db),
        id_(id),
        base_(db,
              "INSERT INTO records (document_id, kind, ordinal, confidence, flags, page, line_numbers, boxes, text, "
              "ocr_text, rule, spans, derivation) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)"),
        agency_(db, "INSERT INTO record_agencies VALUES (?,?,?,?,?,?)"),
        reference_(db, "INSERT INTO document_references VALUES (?,?,?,?,?,?,?)"),
        criterion_(db, "INSERT INTO criteria VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"),
        target_(db, "INSERT INTO targets VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)"),
        deadline_(db, "INSERT INTO deadlines VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"),
        assignment_(db, "INSERT INTO assignments VALUES (?,?)"),
        band_(db, "INSERT INTO rating_bands VALUES (?,?,?,?,?,?)") {}

  template <class R>
  void WriteList(const char* kind, const std::vector<R>& records) {
    int ordinal = 0;
    kind_ = kind;
    for (const R& record : records) Write(Base(kind, ordinal++, record), record);
  }

 private:
  RecordId Base(const char* kind, int ordinal, const RecordBase& r) {
    const PrintedEvidence& p = r.printed;
    Run(base_, id_, kind, ordinal, r.confidence, column::Strings(r.flags), p.page, column::Ints(p.lines),
        column::Boxes(p.boxes), p.text, p.ocr_text, p.rule, column::Spans(r.evidence.spans), r.evidence.rule);
    return db_.getLastInsertRowid();
  }

  void Agency(RecordId id, int ordinal, const std::string& name, std::optional<Role> role) {
    Run(agency_, id, ordinal, name, NameKey(name), role ? std::optional(Name(*role)) : std::nullopt, kind_);
  }

  void Write(RecordId id, const Reference& r) {
    Run(reference_, id, Stated(r.type), Stated(r.number), Stated(NameKey(r.number)), Iso(r.date), Stated(r.issuer),
        r.is_basis ? "basis" : "mention");
  }

  void Write(RecordId id, const Criterion& c) {
    Run(criterion_, id, c.from_annex ? "annex" : "body", Stated(c.index), Stated(NameKey(c.index)), Stated(c.code),
        Stated(c.name), Plain(c.max_score), Plain(c.score), c.score_year, Plain(c.target_score), c.target_year,
        Plain(c.delta));
    int ordinal = 0;
    for (const AgencyRole& agency : c.agencies) Agency(id, ordinal++, agency.name, agency.role);
  }

  void Write(RecordId id, const Target& t) {
    Baseline b = t.baseline.value_or(Baseline{});
    Run(target_, id, Stated(t.subject), Stated(t.comparator), Plain(t.value), Plain(t.value_to), Stated(t.unit),
        Plain(t.out_of), t.year, t.baseline.has_value(), Plain(b.value), Stated(b.unit), Plain(b.rank), Plain(b.out_of),
        b.year);
  }

  void Write(RecordId id, const Deadline& d) {
    auto day = d.due ? std::optional(d.due->LastDay()) : std::nullopt;
    std::optional<int> amount;
    if (d.relative) amount = d.relative->amount;
    auto unit = d.relative ? std::optional(d.relative->unit) : std::nullopt;
    auto anchor = d.relative ? Stated(d.relative->anchor) : std::nullopt;
    auto from = d.covers ? std::optional(d.covers->from) : std::nullopt;
    auto to = d.covers ? std::optional(d.covers->to) : std::nullopt;
    Run(deadline_, id, Stated(d.text), Name(d.kind), Iso(d.due), Iso(day), Stated(d.rrule), amount, unit, anchor,
        Stated(d.action), Iso(from), Iso(to));
    int ordinal = 0;
    for (const std::string& agency : d.agencies) Agency(id, ordinal++, agency, {});
  }

  void Write(RecordId id, const Assignment& a) {
    Run(assignment_, id, Stated(a.task));
    Agency(id, 0, a.agency, a.role);
  }

  void Write(RecordId id, const RatingBand& b) {
    Run(band_, id, Stated(b.label), Plain(b.from), Plain(b.to), b.from_inclusive, b.to_inclusive);
  }

  SQLite::Database& db_;
  DocumentId id_;
  const char* kind_ = "";
  SQLite::Statement base_, agency_, reference_, criterion_, target_, deadline_, assignment_, band_;
};

}  // namespace

void WriteRecords(SQLite::Database& database, DocumentId id, const Records& records) {
  RecordWriter writer(database, id);
  writer.WriteList("reference", records.references);
  writer.WriteList("criterion", records.criteria);
  writer.WriteList("target", records.targets);
  writer.WriteList("deadline", records.deadlines);
  writer.WriteList("assignment", records.assignments);
  writer.WriteList("rating_band", records.rating_bands);
}

}  // namespace vankho
