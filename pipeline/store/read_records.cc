#include <map>

#include "pipeline/store/columns.h"
#include "pipeline/store/connection.h"
#include "pipeline/store/reader.h"

namespace vankho {
namespace {

// Columns of table records, in the order in which every statement below selects them first.
constexpr std::string_view kBase =
    "r.id, r.document_id, r.confidence, r.flags, r.page, r.line_numbers, r.boxes, r.text, r.ocr_text, r.rule, r.spans, "
    "r.derivation, r.review";
constexpr std::size_t kFirst = 13;  // the first column after them

void FillBase(const Row& row, RecordBase& r) {
  r.confidence = row.Real(2);
  r.flags = column::ReadStrings(row.Text(3));
  r.printed = {static_cast<int>(row.Int(4)),
               column::ReadInts(row.Text(5)),
               column::ReadBoxes(row.Text(6)),
               row.Text(7),
               row.Text(8),
               row.Text(9)};
  r.evidence = {column::ReadSpans(row.Text(10)), row.Text(11)};
  r.review = row.Text(12);
}

// What one kind needs: its table, its columns, and how they fill the record.
template <class R>
struct Kind;

template <>
struct Kind<Reference> {
  static constexpr std::string_view kTable = "document_references";
  static constexpr std::string_view kColumns = "x.type, x.number, x.date, x.issuer, x.role";
  static void Fill(const Row& row, Reference& r) {
    r.type = row.Text(kFirst);
    r.number = row.Text(kFirst + 1);
    r.date = row.Date(kFirst + 2);
    r.issuer = row.Text(kFirst + 3);
    r.is_basis = row.Text(kFirst + 4) == "basis";
  }
};

template <>
struct Kind<Criterion> {
  static constexpr std::string_view kTable = "criteria";
  static constexpr std::string_view kColumns =
      "x.source, x.index_name, x.code, x.name, x.max_score, x.score, x.score_year, x.target_score, x.target_year, "
      "x.delta";
  static void Fill(const Row& row, Criterion& c) {
    c.from_annex = row.Text(kFirst) == "annex";
    c.index = row.Text(kFirst + 1);
    c.code = row.Text(kFirst + 2);
    c.name = row.Text(kFirst + 3);
    c.max_score = row.Number(kFirst + 4);
    c.score = row.Number(kFirst + 5);
    c.score_year = row.OptionalInt(kFirst + 6);
    c.target_score = row.Number(kFirst + 7);
    c.target_year = row.OptionalInt(kFirst + 8);
    c.delta = row.Number(kFirst + 9);
  }
};

template <>
struct Kind<Target> {
  static constexpr std::string_view kTable = "targets";
  static constexpr std::string_view kColumns =
      "x.subject, x.comparator, x.value, x.value_to, x.unit, x.out_of, x.year, x.has_baseline, x.baseline_value, "
      "x.baseline_unit, x.baseline_rank, x.baseline_out_of, x.baseline_year";
  static void Fill(const Row& row, Target& t) {
    t.subject = row.Text(kFirst);
    t.comparator = row.Text(kFirst + 1);
    t.value = row.Number(kFirst + 2);
    t.value_to = row.Number(kFirst + 3);
    t.unit = row.Text(kFirst + 4);
    t.out_of = row.Number(kFirst + 5);
    t.year = row.OptionalInt(kFirst + 6);
    if (row.Int(kFirst + 7) == 0) return;
    t.baseline = Baseline{row.Number(kFirst + 8), row.Text(kFirst + 9), row.Number(kFirst + 10),
                          row.Number(kFirst + 11), row.OptionalInt(kFirst + 12)};
  }
};

template <>
struct Kind<Deadline> {
  static constexpr std::string_view kTable = "deadlines";
  static constexpr std::string_view kColumns =
      "x.words, x.kind, x.due, x.rrule, x.relative_amount, x.relative_unit, x.relative_anchor, x.action, "
      "x.covers_from, "
      "x.covers_to";
  static void Fill(const Row& row, Deadline& d) {
    d.text = row.Text(kFirst);
    d.kind = DeadlineKindFromName(row.Text(kFirst + 1)).value();
    d.due = row.Date(kFirst + 2);
    d.rrule = row.Text(kFirst + 3);
    if (auto amount = row.OptionalInt(kFirst + 4)) {
      d.relative = RelativeTime{*amount, row.Text(kFirst + 5), row.Text(kFirst + 6)};
    }
    d.action = row.Text(kFirst + 7);
    auto from = row.Date(kFirst + 8);
    auto to = row.Date(kFirst + 9);
    if (from && to) d.covers = Period{*from, *to};
  }
};

template <>
struct Kind<Assignment> {
  static constexpr std::string_view kTable = "assignments";
  static constexpr std::string_view kColumns = "x.task";
  static void Fill(const Row& row, Assignment& a) { a.task = row.Text(kFirst); }
};

template <>
struct Kind<RatingBand> {
  static constexpr std::string_view kTable = "rating_bands";
  static constexpr std::string_view kColumns = "x.label, x.from_value, x.to_value, x.from_inclusive, x.to_inclusive";
  static void Fill(const Row& row, RatingBand& b) {
    b.label = row.Text(kFirst);
    b.from = row.Number(kFirst + 1);
    b.to = row.Number(kFirst + 2);
    b.from_inclusive = row.Int(kFirst + 3) != 0;
    b.to_inclusive = row.Int(kFirst + 4) != 0;
  }
};

void PutAgency(Criterion& c, const std::string& name, const std::string& role) {
  c.agencies.push_back({name, RoleFromName(role).value()});
}
void PutAgency(Deadline& d, const std::string& name, const std::string&) { d.agencies.push_back(name); }
void PutAgency(Assignment& a, const std::string& name, const std::string& role) {
  a.agency = name;
  a.role = RoleFromName(role).value();
}

template <class R>
void FillAgencies(const SQLite::Database& db, const std::string& from, const std::vector<SqlValue>& parameters,
                  std::vector<Stored<R>>& records) {
  std::map<RecordId, R*> by_id;
  for (Stored<R>& stored : records) by_id[stored.id] = &stored.record;
  ForEachRow(
      db, "SELECT a.record_id, a.name, a.role FROM record_agencies a JOIN " + from + " ORDER BY a.record_id, a.ordinal",
      parameters, [&](const Row& row) {
        auto found = by_id.find(row.Int(0));
        if (found != by_id.end()) PutAgency(*found->second, row.Text(1), row.Text(2));
      });
}

template <class R>
std::vector<R> OfDocument(const SQLite::Database& database, DocumentId id) {
  std::vector<R> records;
  for (Stored<R>& stored : ReadKind<R>(database, "r.document_id = ?", {id}))
    records.push_back(std::move(stored.record));
  return records;
}

}  // namespace

template <class R>
std::vector<Stored<R>> ReadKind(const SQLite::Database& database, const std::string& where,
                                const std::vector<SqlValue>& parameters) {
  std::vector<Stored<R>> records;
  std::string sql("SELECT ");
  sql.append(kBase).append(", ").append(Kind<R>::kColumns).append(" FROM records r JOIN ").append(Kind<R>::kTable);
  sql.append(" x ON x.record_id = r.id WHERE ")
      .append("r.review IS NOT 'rejected' AND (")
      .append(where)
      .append(") ORDER BY r.document_id, r.ordinal");
  ForEachRow(database, sql, parameters, [&](const Row& row) {
    Stored<R> stored{row.Int(0), row.Int(1), {}};
    FillBase(row, stored.record);
    Kind<R>::Fill(row, stored.record);
    records.push_back(std::move(stored));
  });
  if constexpr (requires(R & record) { PutAgency(record, std::string(), std::string()); }) {
    FillAgencies(database, "records r ON r.id = a.record_id WHERE " + where, parameters, records);
  }
  return records;
}

template std::vector<Stored<Criterion>> ReadKind(const SQLite::Database&, const std::string&,
                                                 const std::vector<SqlValue>&);
template std::vector<Stored<Target>> ReadKind(const SQLite::Database&, const std::string&,
                                              const std::vector<SqlValue>&);
template std::vector<Stored<Deadline>> ReadKind(const SQLite::Database&, const std::string&,
                                                const std::vector<SqlValue>&);
template std::vector<Stored<Assignment>> ReadKind(const SQLite::Database&, const std::string&,
                                                  const std::vector<SqlValue>&);

Records ReadRecords(const SQLite::Database& database, DocumentId id) {
  Records records;
  for (DocumentBrief& brief : ReadBriefs(database, "id = ?", {id})) records.header = std::move(brief.header);
  ForEachRow(database, "SELECT name FROM recipients WHERE document_id = ? ORDER BY ordinal", {id},
             [&](const Row& row) { records.header.recipients.push_back(row.Text(0)); });
  records.references = OfDocument<Reference>(database, id);
  records.criteria = OfDocument<Criterion>(database, id);
  records.targets = OfDocument<Target>(database, id);
  records.deadlines = OfDocument<Deadline>(database, id);
  records.assignments = OfDocument<Assignment>(database, id);
  records.rating_bands = OfDocument<RatingBand>(database, id);
  return records;
}

}  // namespace vankho
