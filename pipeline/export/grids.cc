#include <fmt/format.h>

#include "pipeline/export/export.h"

namespace vankho {
namespace {

using Column = Grid::Column;

constexpr bool kCsvOnly = false;

Column Short(const char* name) { return {name, false, false, true}; }
Column Wide(const char* name) { return {name, false, true, true}; }
Column Number(const char* name) { return {name, true, false, true}; }
Column Date(const char* name) { return {name, false, false, true, true}; }
Column Hidden(const char* name) { return {name, false, false, kCsvOnly}; }
Column HiddenNumber(const char* name) { return {name, true, false, kCsvOnly}; }
Column HiddenDate(const char* name) { return {name, false, false, kCsvOnly, true}; }

std::string Text(const std::optional<Decimal>& value) { return value ? value->ToPlain() : ""; }
std::string Text(const std::optional<PartialDate>& date) { return date ? date->ToIso() : ""; }
std::string Text(const std::optional<int>& value) { return value ? std::to_string(*value) : ""; }
std::string Confidence(double value) { return fmt::format("{:.3f}", value); }

std::string Joined(const std::vector<std::string>& parts) { return fmt::format("{}", fmt::join(parts, "; ")); }
std::string Joined(const std::vector<int>& parts) { return fmt::format("{}", fmt::join(parts, " ")); }
std::string Joined(const std::vector<AgencyRole>& agencies) {
  std::vector<std::string> parts;
  for (const AgencyRole& a : agencies) parts.push_back(fmt::format("{} ({})", a.name, Name(a.role)));
  return Joined(parts);
}

// What people call a document: its number; where the blank was never filled in, its file.
std::string Called(const DocumentBrief& d) { return d.header.number.empty() ? d.source.file_name : d.header.number; }

void Append(std::vector<std::string>& row, std::vector<std::string> more) {
  row.insert(row.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

// The columns that every record has: two for the table, the rest for CSV.
void AddPlaceColumns(Grid& grid) {
  for (const Column& column :
       {Short("document"), Number("page"), Hidden("lines"), Hidden("document_number"), Hidden("issuer"),
        HiddenDate("issued_date"), Hidden("file_name"), Hidden("sha256"), HiddenNumber("confidence"),
        Hidden("printed_text"), Hidden("ocr_text"), Hidden("rule"), Hidden("flags"), Hidden("review")}) {
    grid.columns.push_back(column);
  }
}

void AddPlace(std::vector<std::string>& row, const DocumentBrief& d, const RecordBase& r) {
  const PrintedEvidence& p = r.printed;
  Append(row, {Called(d), std::to_string(p.page), Joined(p.lines), d.header.number, d.header.issuer,
               Text(d.header.issued_date), d.source.file_name, d.source.sha256, Confidence(r.confidence), p.text,
               p.ocr_text, p.rule, Joined(r.flags), r.review});
}

}  // namespace

Grid ToGrid(const Answers<DeadlineAnswer>& answers) {
  Grid grid;
  grid.columns = {Date("due_day"),
                  Wide("agencies"),
                  Wide("action"),
                  Wide("text"),
                  Hidden("due_basis"),
                  Hidden("overdue"),
                  Hidden("kind"),
                  HiddenDate("due"),
                  Hidden("rrule"),
                  HiddenNumber("relative_amount"),
                  Hidden("relative_unit"),
                  Hidden("relative_anchor"),
                  HiddenDate("covers_from"),
                  HiddenDate("covers_to")};
  AddPlaceColumns(grid);
  for (const DeadlineAnswer& a : answers.items) {
    const Deadline& d = a.record;
    auto relative = d.relative.value_or(RelativeTime{});
    std::vector<std::string> row = {Text(a.due),
                                    Joined(d.agencies),
                                    d.action,
                                    d.text,
                                    std::string(Name(a.basis)),
                                    a.overdue ? (*a.overdue ? "yes" : "no") : "",
                                    std::string(Name(d.kind)),
                                    Text(d.due),
                                    d.rrule,
                                    d.relative ? std::to_string(relative.amount) : "",
                                    relative.unit,
                                    relative.anchor,
                                    d.covers ? d.covers->from.ToIso() : "",
                                    d.covers ? d.covers->to.ToIso() : ""};
    AddPlace(row, answers.DocumentOf(a), d);
    grid.rows.push_back(std::move(row));
  }
  return grid;
}

Grid ToGrid(const Answers<CriterionAnswer>& answers) {
  Grid grid;
  grid.columns = {Short("index"),  Short("code"),        Wide("name"),           Number("max_score"),
                  Number("score"), Number("score_year"), Number("target_score"), Number("target_year"),
                  Number("delta"), Wide("agencies"),     Hidden("source")};
  AddPlaceColumns(grid);
  for (const CriterionAnswer& a : answers.items) {
    const Criterion& c = a.record;
    std::vector<std::string> row = {c.index,
                                    c.code,
                                    c.name,
                                    Text(c.max_score),
                                    Text(c.score),
                                    Text(c.score_year),
                                    Text(c.target_score),
                                    Text(c.target_year),
                                    Text(c.delta),
                                    Joined(c.agencies),
                                    c.from_annex ? "annex" : "body"};
    AddPlace(row, answers.DocumentOf(a), c);
    grid.rows.push_back(std::move(row));
  }
  return grid;
}

Grid ToGrid(const Answers<TargetAnswer>& answers) {
  Grid grid;
  grid.columns = {Wide("subject"),
                  Short("comparator"),
                  Number("value"),
                  Number("value_to"),
                  Short("unit"),
                  Number("out_of"),
                  Number("year"),
                  HiddenNumber("baseline_value"),
                  Hidden("baseline_unit"),
                  HiddenNumber("baseline_rank"),
                  HiddenNumber("baseline_out_of"),
                  HiddenNumber("baseline_year")};
  AddPlaceColumns(grid);
  for (const TargetAnswer& a : answers.items) {
    const Target& t = a.record;
    Baseline b = t.baseline.value_or(Baseline{});
    std::vector<std::string> row = {t.subject, t.comparator,   Text(t.value),  Text(t.value_to),
                                    t.unit,    Text(t.out_of), Text(t.year),   Text(b.value),
                                    b.unit,    Text(b.rank),   Text(b.out_of), Text(b.year)};
    AddPlace(row, answers.DocumentOf(a), t);
    grid.rows.push_back(std::move(row));
  }
  return grid;
}

Grid ToGrid(const Answers<AssignmentAnswer>& answers) {
  Grid grid;
  grid.columns = {Wide("agency"), Short("role"), Wide("task")};
  AddPlaceColumns(grid);
  for (const AssignmentAnswer& a : answers.items) {
    std::vector<std::string> row = {a.record.agency, std::string(Name(a.record.role)), a.record.task};
    AddPlace(row, answers.DocumentOf(a), a.record);
    grid.rows.push_back(std::move(row));
  }
  return grid;
}

Grid ToGrid(const Answers<DocumentAnswer>& answers) {
  Grid grid;
  bool copies = false;
  grid.columns = {Short("number"),
                  Date("issued_date"),
                  Wide("issuer"),
                  Wide("title"),
                  Number("pages"),
                  Number("deadlines"),
                  Number("criteria"),
                  Number("targets"),
                  Number("assignments"),
                  HiddenNumber("references"),
                  HiddenNumber("rating_bands"),
                  Hidden("type"),
                  Hidden("issued_place"),
                  Short("file_name"),
                  Hidden("media_type"),
                  Hidden("state"),
                  Hidden("signer"),
                  Hidden("sha256"),
                  Short("copy_of"),
                  HiddenNumber("confidence"),
                  Hidden("flags")};
  Column& copy_of = *(grid.columns.end() - 3);
  for (const DocumentAnswer& a : answers.items) {
    const DocumentBrief& d = answers.DocumentOf(a);
    const Header& h = d.header;
    grid.rows.push_back({h.number,
                         Text(h.issued_date),
                         h.issuer,
                         h.title,
                         std::to_string(d.source.pages),
                         std::to_string(a.deadlines),
                         std::to_string(a.criteria),
                         std::to_string(a.targets),
                         std::to_string(a.assignments),
                         std::to_string(a.references),
                         std::to_string(a.rating_bands),
                         h.type,
                         h.issued_place,
                         d.source.file_name,
                         std::string(Name(d.source.media_type)),
                         d.partial ? "partial" : "complete",
                         h.signer ? h.signer->name : "",
                         d.source.sha256,
                         d.copy_of.substr(0, 12),
                         Confidence(h.confidence),
                         Joined(h.flags)});
    copies = copies || !d.copy_of.empty();
  }
  copy_of.brief = copies;
  return grid;
}

Grid ToGrid(const Answers<TextAnswer>& answers) {
  constexpr std::size_t kSnippet = 160;
  Grid grid;
  grid.columns = {Short("document"), Number("page"), Wide("snippet"),     Hidden("lines"),
                  Hidden("match"),   Hidden("text"), Hidden("file_name"), Hidden("sha256")};
  for (const TextAnswer& a : answers.items) {
    const DocumentBrief& d = answers.DocumentOf(a);
    grid.rows.push_back({Called(d), std::to_string(a.page), a.Snippet(kSnippet), Joined(a.lines),
                         std::string(Name(a.match)), a.text, d.source.file_name, d.source.sha256});
  }
  return grid;
}

Grid ToGrid(const std::vector<LedgerEntry>& ledger) {
  Grid grid;
  grid.columns = {Short("at"),          Short("outcome"),     Wide("path"),    Wide("message"),
                  Hidden("error_code"), HiddenNumber("size"), Hidden("sha256")};
  for (const LedgerEntry& e : ledger) {
    grid.rows.push_back({e.at, std::string(Name(e.outcome)), e.path, e.message,
                         e.error_code ? std::string(Name(*e.error_code)) : "", std::to_string(e.size), e.sha256});
  }
  return grid;
}

}  // namespace vankho
