// The reading half of json.h. Foreign JSON is walked with checks at every step: a wrong shape is an Error that names
// the key, never an exception.
#include <fmt/format.h>

#include <cmath>

#include "pipeline/base/unicode.h"
#include "pipeline/document/json.h"

namespace vankho {
namespace {

constexpr int kMaxDepth = 64;

// An object or nothing; every getter is total.
class Reader {
 public:
  explicit Reader(const Json& json) : json_(&json) {}

  const Json* Find(const char* key) const {
    if (!json_->is_object()) return nullptr;
    auto found = json_->find(key);
    return found == json_->end() || found->is_null() ? nullptr : &*found;
  }
  std::string Text(const char* key) const {
    const Json* value = Find(key);
    return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
  }
  std::optional<int> Int(const char* key) const {
    const Json* value = Find(key);
    if (value == nullptr || !value->is_number()) return std::nullopt;
    double number = value->get<double>();
    if (!(std::abs(number) < 1e9)) return std::nullopt;
    return static_cast<int>(number);
  }
  double Real(const char* key, double otherwise = 0) const {
    const Json* value = Find(key);
    return value != nullptr && value->is_number() ? value->get<double>() : otherwise;
  }
  std::optional<Decimal> Number(const char* key) const {
    const Json* value = Find(key);
    if (value == nullptr || !value->is_number()) return std::nullopt;
    return Decimal::FromPlain(value->is_number_integer() ? value->dump() : fmt::format("{}", value->get<double>()));
  }
  std::optional<PartialDate> Date(const char* key) const { return PartialDate::FromIso(Text(key)); }
  bool Flag(const char* key, bool otherwise) const {
    const Json* value = Find(key);
    return value != nullptr && value->is_boolean() ? value->get<bool>() : otherwise;
  }
  std::vector<Reader> List(const char* key) const {
    std::vector<Reader> items;
    const Json* value = Find(key);
    if (value == nullptr || !value->is_array()) return items;
    for (const Json& item : *value) items.emplace_back(item);
    return items;
  }
  std::optional<Reader> Object(const char* key) const {
    const Json* value = Find(key);
    if (value == nullptr || !value->is_object()) return std::nullopt;
    return Reader(*value);
  }
  std::vector<std::string> Strings(const char* key) const {
    std::vector<std::string> texts;
    for (const Reader& item : List(key)) {
      if (item.json_->is_string()) texts.push_back(item.json_->get<std::string>());
    }
    return texts;
  }
  std::vector<double> Reals() const {
    std::vector<double> values;
    if (!json_->is_array()) return values;
    for (const Json& item : *json_) {
      if (item.is_number()) values.push_back(item.get<double>());
    }
    return values;
  }
  std::vector<double> Reals(const char* key) const {
    const Json* value = Find(key);
    return value == nullptr ? std::vector<double>() : Reader(*value).Reals();
  }
  const Json& json() const { return *json_; }

 private:
  const Json* json_;
};

Box BoxFrom(const std::vector<double>& edges) {
  return edges.size() == 4 ? Box{edges[0], edges[1], edges[2], edges[3]} : Box{};
}

std::vector<int> IntsFrom(const std::vector<double>& values) {
  std::vector<int> ints;
  for (double value : values) {
    if (std::abs(value) < 1e9) ints.push_back(static_cast<int>(value));
  }
  return ints;
}

// Gold records have `page` or `lines` of their own where exports have `evidence`.
void ReadBase(const Reader& from, RecordBase& record) {
  record.confidence = from.Real("confidence", 1);
  record.flags = from.Strings("flags");
  record.review = from.Text("review");
  Reader evidence = from.Object("evidence").value_or(from);
  record.printed.page = evidence.Int("page").value_or(1);
  record.printed.lines = IntsFrom(evidence.Reals("lines"));
  for (const Reader& box : evidence.List("boxes")) record.printed.boxes.push_back(BoxFrom(box.Reals()));
  if (!from.Object("evidence")) return;
  record.printed.text = evidence.Text("text");
  record.printed.ocr_text = evidence.Text("ocr_text");
  record.printed.rule = evidence.Text("rule");
}

std::vector<AgencyRole> AgenciesFrom(const Reader& from) {
  std::vector<AgencyRole> agencies;
  for (const Reader& item : from.List("agencies")) {
    agencies.push_back({item.Text("name"), RoleFromName(item.Text("role")).value_or(Role::kLead)});
  }
  return agencies;
}

Reference ReferenceFrom(const Reader& from) {
  Reference r;
  ReadBase(from, r);
  r.type = from.Text("type");
  r.number = from.Text("number");
  r.date = from.Date("date");
  r.issuer = from.Text("issuer");
  r.is_basis = from.Text("role") == "basis";
  return r;
}

Criterion CriterionFrom(const Reader& from) {
  Criterion c;
  ReadBase(from, c);
  c.from_annex = from.Text("source") == "annex";
  c.index = from.Text("index");
  c.code = from.Text("code");
  c.name = from.Text("name");
  c.max_score = from.Number("max_score");
  c.score = from.Number("score");
  c.score_year = from.Int("score_year");
  c.target_score = from.Number("target_score");
  c.target_year = from.Int("target_year");
  c.delta = from.Number("delta");
  c.agencies = AgenciesFrom(from);
  return c;
}

Target TargetFrom(const Reader& from) {
  Target t;
  ReadBase(from, t);
  t.subject = from.Text("subject");
  t.comparator = from.Text("comparator");
  t.value = from.Number("value");
  t.value_to = from.Number("value_to");
  t.unit = from.Text("unit");
  t.out_of = from.Number("out_of");
  t.year = from.Int("year");
  if (auto b = from.Object("baseline")) {
    t.baseline = Baseline{b->Number("value"), b->Text("unit"), b->Number("rank"), b->Number("out_of"), b->Int("year")};
  }
  return t;
}

Deadline DeadlineFrom(const Reader& from) {
  Deadline d;
  ReadBase(from, d);
  d.text = from.Text("text");
  d.kind = DeadlineKindFromName(from.Text("kind")).value_or(DeadlineKind::kDate);
  d.due = from.Date("due");
  d.rrule = from.Text("rrule");
  if (auto r = from.Object("relative"))
    d.relative = RelativeTime{r->Int("amount").value_or(0), r->Text("unit"), r->Text("anchor")};
  d.action = from.Text("action");
  d.agencies = from.Strings("agencies");
  if (auto c = from.Object("covers"); c && c->Date("from") && c->Date("to"))
    d.covers = Period{*c->Date("from"), *c->Date("to")};
  return d;
}

Assignment AssignmentFrom(const Reader& from) {
  Assignment a;
  ReadBase(from, a);
  a.agency = from.Text("agency");
  a.role = RoleFromName(from.Text("role")).value_or(Role::kLead);
  a.task = from.Text("task");
  return a;
}

RatingBand BandFrom(const Reader& from) {
  RatingBand b;
  ReadBase(from, b);
  b.label = from.Text("label");
  b.from = from.Number("from");
  b.to = from.Number("to");
  b.from_inclusive = from.Flag("from_inclusive", true);
  b.to_inclusive = from.Flag("to_inclusive", true);
  return b;
}

Header HeaderFrom(const Reader& from) {
  Header h;
  h.type = from.Text("type");
  h.number = from.Text("number");
  h.issuer = from.Text("issuer");
  h.issued_place = from.Text("issued_place");
  h.issued_date = from.Date("issued_date");
  h.title = from.Text("title");
  if (auto s = from.Object("signer"))
    h.signer = Signer{s->Text("name"), s->Text("title"), s->Text("mode"), s->Text("on_behalf_of")};
  h.recipients = from.Strings("recipients");
  h.confidence = from.Real("confidence", 1);
  h.flags = from.Strings("flags");
  return h;
}

Word WordFrom(const Json& json) {
  Word word;
  if (!json.is_array() || json.size() < 3 || !json[0].is_string()) return word;
  word.text = json[0].get<std::string>();
  word.box = BoxFrom(Reader(json[1]).Reals());
  word.confidence = json[2].is_number() ? json[2].get<double>() : 0;
  if (json.size() < 4 || !json[3].is_array()) return word;
  for (const Json& a : json[3]) {
    if (a.is_array() && a.size() == 2 && a[0].is_string() && a[1].is_number()) {
      word.alternatives.push_back({a[0].get<std::string>(), a[1].get<double>()});
    }
  }
  return word;
}

Line LineFrom(const Reader& from) {
  Line line;
  line.number = from.Int("number").value_or(0);
  line.text = from.Text("text");
  line.box = BoxFrom(from.Reals("box"));
  for (const Reader& word : from.List("words")) line.words.push_back(WordFrom(word.json()));
  line.words.Pack();
  return line;
}

TableGrid GridFrom(const Reader& from) {
  TableGrid grid;
  grid.box = BoxFrom(from.Reals("box"));
  grid.row_edges = from.Reals("rows");
  grid.column_edges = from.Reals("columns");
  for (const Reader& m : from.List("merged")) {
    std::vector<int> v = IntsFrom(m.Reals());
    if (v.size() == 4) grid.merged.push_back({v[0], v[1], v[2], v[3]});
  }
  std::vector<double> flat = from.Reals("flat");
  if (flat.size() == 9) std::copy(flat.begin(), flat.end(), grid.flat.emplace().m.begin());
  return grid;
}

bool TooDeep(std::string_view bytes) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    char c = bytes[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      if (++depth > kMaxDepth) return true;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return false;
}

}  // namespace

Result<Json> ParseJson(std::string_view bytes) {
  if (TooDeep(bytes)) return Fail(ErrorCode::kInvalidInput, "JSON nested too deeply");
  Json json = Json::parse(bytes, nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded()) return Fail(ErrorCode::kInvalidInput, "not JSON");
  return json;
}

Result<Page> PageFromJson(const Json& json) {
  if (!json.is_object()) return Fail(ErrorCode::kInvalidInput, "a page is a JSON object");
  Reader from(json);
  auto number = from.Int("number");
  auto origin = PageOriginFromName(from.Text("origin"));
  if (!number || *number < 1) return Fail(ErrorCode::kInvalidInput, "page: no 'number'");
  if (!origin) return Fail(ErrorCode::kInvalidInput, "page: no 'origin'");
  Page page;
  page.number = *number;
  page.width_pt = from.Real("width_pt");
  page.height_pt = from.Real("height_pt");
  page.origin = *origin;
  page.reason = from.Text("reason");
  page.engine = from.Text("engine");
  page.turned_degrees = from.Int("turned_degrees").value_or(0);
  page.skew_degrees = from.Real("skew_degrees");
  page.confidence = from.Real("confidence", 1);
  page.grade = PageGradeFromName(from.Text("grade")).value_or(PageGrade::kNone);
  std::vector<Reader> lines = from.List("lines");
  page.lines.reserve(lines.size());
  for (const Reader& line : lines) page.lines.push_back(LineFrom(line));
  for (const Reader& grid : from.List("grids")) page.grids.push_back(GridFrom(grid));
  for (const Reader& d : from.List("diagnostics")) {
    page.diagnostics.push_back({ErrorCodeFromName(d.Text("code")).value_or(ErrorCode::kInvalidInput), d.Text("message"),
                                page.number, d.Int("line")});
  }
  return page;
}

Result<std::pair<SourceFile, Records>> RecordsFromJson(const Json& json) {
  if (!json.is_object()) return Fail(ErrorCode::kInvalidInput, "records are a JSON object");
  Reader from(json);
  auto document = from.Object("document");
  if (!document) return Fail(ErrorCode::kInvalidInput, "records: no 'document'");
  std::pair<SourceFile, Records> out;
  if (auto source = from.Object("source")) {
    out.first.sha256 = source->Text("sha256");
    out.first.file_name = source->Text("file_name");
    out.first.media_type = MediaTypeFromName(source->Text("media_type")).value_or(MediaType::kText);
    out.first.pages = source->Int("pages").value_or(0);
  }
  Records& records = out.second;
  records.header = HeaderFrom(*document);
  for (const Reader& r : document->List("references")) records.references.push_back(ReferenceFrom(r));
  for (const Reader& r : from.List("criteria")) records.criteria.push_back(CriterionFrom(r));
  for (const Reader& r : from.List("targets")) records.targets.push_back(TargetFrom(r));
  for (const Reader& r : from.List("deadlines")) records.deadlines.push_back(DeadlineFrom(r));
  for (const Reader& r : from.List("assignments")) records.assignments.push_back(AssignmentFrom(r));
  for (const Reader& r : from.List("rating_bands")) records.rating_bands.push_back(BandFrom(r));
  return out;
}

}  // namespace vankho
