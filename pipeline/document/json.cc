#include "pipeline/document/json.h"

#include <fmt/format.h>

#include <cmath>

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

// null for what is not stated
Json Text(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }
Json Year(const std::optional<int>& year) { return year ? Json(*year) : Json(nullptr); }
Json Date(const std::optional<PartialDate>& date) { return date ? Json(date->ToIso()) : Json(nullptr); }

// At most two decimals: a hundredth of a point is finer than any scanner.
Json Points(double value) { return std::round(value * 100) / 100; }

Json BoxJson(const Box& box) {
  return Json::array({Points(box.left), Points(box.top), Points(box.right), Points(box.bottom)});
}

Json Confidence(double value) { return std::round(value * 1000) / 1000; }

// Beyond the contract's keys, and only where there is something to say.
void PutFlags(Json& json, const std::vector<std::string>& flags) {
  if (!flags.empty()) json["flags"] = flags;
}

void PutEvidence(Json& json, const RecordBase& record) {
  const PrintedEvidence& printed = record.printed;
  Json boxes = Json::array();
  for (const Box& box : printed.boxes) boxes.push_back(BoxJson(box));
  json["evidence"] = {{"page", printed.page}, {"lines", printed.lines},       {"boxes", boxes},
                      {"text", printed.text}, {"ocr_text", printed.ocr_text}, {"rule", printed.rule}};
  json["confidence"] = Confidence(record.confidence);
  PutFlags(json, record.flags);
  if (!record.review.empty()) json["review"] = record.review;
}

Json AgenciesJson(const std::vector<AgencyRole>& agencies) {
  Json list = Json::array();
  for (const AgencyRole& agency : agencies) list.push_back({{"name", agency.name}, {"role", Name(agency.role)}});
  return list;
}

Json SignerJson(const std::optional<Signer>& signer) {
  if (!signer) return nullptr;
  return {{"name", Text(signer->name)},
          {"title", Text(signer->title)},
          {"mode", Text(signer->mode)},
          {"on_behalf_of", Text(signer->on_behalf_of)}};
}

Json RecordJson(const Reference& r) {
  Json json = {{"type", Text(r.type)},
               {"number", Text(r.number)},
               {"date", Date(r.date)},
               {"issuer", Text(r.issuer)},
               {"role", r.is_basis ? "basis" : "mention"}};
  PutEvidence(json, r);
  return json;
}

Json RecordJson(const Criterion& c) {
  Json json = {{"source", c.from_annex ? "annex" : "body"},
               {"index", Text(c.index)},
               {"code", Text(c.code)},
               {"name", Text(c.name)},
               {"max_score", ToJson(c.max_score)},
               {"score", ToJson(c.score)},
               {"score_year", Year(c.score_year)},
               {"target_score", ToJson(c.target_score)},
               {"target_year", Year(c.target_year)},
               {"delta", ToJson(c.delta)},
               {"agencies", AgenciesJson(c.agencies)}};
  PutEvidence(json, c);
  return json;
}

Json RecordJson(const Target& t) {
  Json baseline;
  if (t.baseline) {
    baseline = {{"value", ToJson(t.baseline->value)},
                {"unit", Text(t.baseline->unit)},
                {"rank", ToJson(t.baseline->rank)},
                {"out_of", ToJson(t.baseline->out_of)},
                {"year", Year(t.baseline->year)}};
  }
  Json json = {{"subject", Text(t.subject)},     {"comparator", t.comparator}, {"value", ToJson(t.value)},
               {"value_to", ToJson(t.value_to)}, {"unit", Text(t.unit)},       {"out_of", ToJson(t.out_of)},
               {"year", Year(t.year)},           {"baseline", baseline}};
  PutEvidence(json, t);
  return json;
}

Json RecordJson(const Deadline& d) {
  Json relative;
  if (d.relative) {
    // an event alone ("ngay sau khi ...") has neither amount nor unit
    relative = {{"amount", d.relative->amount > 0 ? Json(d.relative->amount) : Json()},
                {"unit", Text(d.relative->unit)},
                {"anchor", Text(d.relative->anchor)}};
  }
  Json covers;
  if (d.covers) covers = {{"from", d.covers->from.ToIso()}, {"to", d.covers->to.ToIso()}};
  Json json = {{"text", d.text},       {"kind", Name(d.kind)},     {"due", Date(d.due)},     {"rrule", Text(d.rrule)},
               {"relative", relative}, {"action", Text(d.action)}, {"agencies", d.agencies}, {"covers", covers}};
  PutEvidence(json, d);
  return json;
}

Json RecordJson(const Assignment& a) {
  Json json = {{"agency", a.agency}, {"role", Name(a.role)}, {"task", Text(a.task)}};
  PutEvidence(json, a);
  return json;
}

Json RecordJson(const RatingBand& b) {
  Json json = {{"label", Text(b.label)},
               {"from", ToJson(b.from)},
               {"to", ToJson(b.to)},
               {"from_inclusive", b.from_inclusive},
               {"to_inclusive", b.to_inclusive}};
  PutEvidence(json, b);
  return json;
}

template <class R>
Json ListJson(const std::vector<R>& records) {
  Json list = Json::array();
  for (const R& record : records) list.push_back(RecordJson(record));
  return list;
}

Json HeaderJson(const Records& records) {
  const Header& h = records.header;
  Json json = {{"type", Text(h.type)},
               {"number", Text(h.number)},
               {"issuer", Text(h.issuer)},
               {"issued_place", Text(h.issued_place)},
               {"issued_date", Date(h.issued_date)},
               {"title", Text(h.title)},
               {"signer", SignerJson(h.signer)},
               {"recipients", h.recipients},
               {"references", ListJson(records.references)}};
  if (!h.flags.empty()) json["confidence"] = Confidence(h.confidence);
  PutFlags(json, h.flags);
  return json;
}

}  // namespace

Json ToJson(const std::optional<Decimal>& value) {
  if (!value) return nullptr;
  if (value->IsInteger()) return value->units();
  return std::stod(value->ToPlain());  // under 16 digits, so the shortest printing is the printed one
}

Json ToJson(const SourceFile& source, const Records& records) {
  return {{"schema", "vankho.records/1"},
          {"source",
           {{"sha256", source.sha256},
            {"file_name", source.file_name},
            {"media_type", Name(source.media_type)},
            {"pages", source.pages}}},
          {"document", HeaderJson(records)},
          {"criteria", ListJson(records.criteria)},
          {"targets", ListJson(records.targets)},
          {"deadlines", ListJson(records.deadlines)},
          {"assignments", ListJson(records.assignments)},
          {"rating_bands", ListJson(records.rating_bands)}};
}

Json ToJson(const Page& page) {
  Json lines = Json::array();
  for (const Line& line : page.lines) {
    Json words = Json::array();
    for (const Word& word : line.words) {
      Json alternatives = Json::array();
      for (const Alternative& a : word.alternatives) alternatives.push_back({a.text, Confidence(a.confidence)});
      words.push_back({word.text, BoxJson(word.box), Confidence(word.confidence), alternatives});
    }
    lines.push_back({{"number", line.number}, {"text", line.text}, {"box", BoxJson(line.box)}, {"words", words}});
  }
  Json grids = Json::array();
  for (const TableGrid& grid : page.grids) {
    Json merged = Json::array();
    for (const auto& m : grid.merged) merged.push_back({m.row, m.column, m.row_count, m.column_count});
    grids.push_back(
        {{"box", BoxJson(grid.box)}, {"rows", grid.row_edges}, {"columns", grid.column_edges}, {"merged", merged}});
    if (grid.flat) grids.back()["flat"] = grid.flat->m;
  }
  Json diagnostics = Json::array();
  for (const Diagnostic& d : page.diagnostics) {
    Json json = {{"code", Name(d.code)}, {"message", d.message}};
    json["line"] = d.line ? Json(*d.line) : Json(nullptr);
    diagnostics.push_back(json);
  }
  return {{"number", page.number},
          {"width_pt", page.width_pt},
          {"height_pt", page.height_pt},
          {"origin", Name(page.origin)},
          {"reason", page.reason},
          {"engine", page.engine},
          {"turned_degrees", page.turned_degrees},
          {"skew_degrees", page.skew_degrees},
          {"confidence", Confidence(page.confidence)},
          {"grade", Text(std::string(Name(page.grade)))},
          {"lines", lines},
          {"grids", grids},
          {"diagnostics", diagnostics}};
}

Json ToJson(const RestoredLine& line) {
  Json edits = Json::array();
  for (const Edit& e : line.edits) {
    Json rivals = Json::array();
    for (const Alternative& a : e.rivals) rivals.push_back({a.text, Confidence(a.confidence)});
    edits.push_back({{"seen", {e.seen.begin, e.seen.end}},
                     {"restored", {e.restored.begin, e.restored.end}},
                     {"reason", e.reason},
                     {"confidence", Confidence(e.confidence)},
                     {"rivals", rivals}});
  }
  Json alignment = Json::array();
  for (const auto& s : line.alignment.segments()) alignment.push_back({s.new_begin, s.old_begin});
  return {{"page", line.page},
          {"number", line.number},
          {"class", Name(line.line_class)},
          {"text", line.text},
          {"confidence", Confidence(line.confidence)},
          {"edits", edits},
          {"alignment", alignment}};
}

std::string Dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }
std::string DumpPretty(const Json& json) { return json.dump(1, ' ', false, Json::error_handler_t::replace); }

}  // namespace vankho
