#include "pipeline/extract/explain_records.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "pipeline/base/unicode.h"
#include "pipeline/document/joined_text.h"
#include "pipeline/extract/walk.h"

namespace vankho {
namespace {

// Where the words of a record's fields stand: in what it rests on, or in a heading above.
class PartFinder {
 public:
  PartFinder(const Extractor::Dimensions& dimensions, std::string words, const std::vector<std::string>& headings)
      : d_(dimensions), words_(std::move(words)), key_(MatchKey(words_)), headings_(headings) {}

  void Field(const char* what, const std::string& value) {
    if (value.empty()) return;
    if (Holds(key_, value)) {
      Add(what, value, "");
      return;
    }
    auto heading = std::find_if(headings_.rbegin(), headings_.rend(),
                                [&](const std::string& one) { return Holds(MatchKey(one), value); });
    const std::string from = heading == headings_.rend() ? "" : fmt::format(" from the heading \"{}\"", *heading);
    Add(what, value, from.empty() ? " by the rule, not in these words" : from);
  }

  void Number(const char* what, const std::optional<Decimal>& value) {
    if (!value) return;
    const std::string printed = value->ToVietnamese();
    Add(what, printed, Holds(key_, printed) ? "" : " by its value");
  }

  void Body(const std::string& name) {
    if (name.empty()) return;
    for (const NamedAgency& body : d_.gazetteer.Find(words_)) {
      if (body.name != name && body.WithPlace() != name) continue;
      Add("body", name, fmt::format(" from \"{}\" by {}", body.span.Of(words_), body.rule));
      return;
    }
    Field("body", name);
  }

  // The first verb of that role.
  void OfRole(Role role) {
    const std::vector<WordToken> tokens = SplitWords(words_);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      auto hit = d_.assignments->verbs().At(tokens, i);
      if (!hit || hit->role != role || hit->bends) continue;
      const std::size_t end = tokens[hit->end - 1].span.end;
      Add("role", std::string(Name(role)),
          fmt::format(" from \"{}\"", words_.substr(tokens[i].span.begin, end - tokens[i].span.begin)));
      return;
    }
    Add("role", std::string(Name(role)), " by the rule");
  }

  std::vector<RulePart> Take() { return std::move(parts_); }

 private:
  static bool Holds(std::string_view key, std::string_view value) {
    return key.find(MatchKey(value)) != std::string_view::npos;
  }
  void Add(const char* what, const std::string& value, const std::string& from) {
    parts_.push_back({what, value + from});
  }

  const Extractor::Dimensions& d_;
  std::string words_;
  std::string key_;
  const std::vector<std::string>& headings_;
  std::vector<RulePart> parts_;
};

void Fields(const Assignment& duty, PartFinder& parts) {
  parts.Body(duty.agency);
  parts.OfRole(duty.role);
  parts.Field("task", duty.task);
}

void Fields(const Criterion& criterion, PartFinder& parts) {
  parts.Field("index", criterion.index);
  parts.Field("code", criterion.code);
  parts.Field("name", criterion.name);
  parts.Number("maximum", criterion.max_score);
  parts.Number("score", criterion.score);
  parts.Number("target", criterion.target_score);
  parts.Number("change", criterion.delta);
  for (const AgencyRole& body : criterion.agencies) parts.Body(body.name);
}

void Fields(const Reference& reference, PartFinder& parts) {
  parts.Field("type", reference.type);
  parts.Field("number", reference.number);
  if (reference.date) parts.Field("date", reference.date->ToIso());
  parts.Body(reference.issuer);
}

void Fields(const Target& target, PartFinder& parts) {
  parts.Field("subject", target.subject);
  parts.Number("value", target.value);
  parts.Number("up to", target.value_to);
}

void Fields(const Deadline& deadline, PartFinder& parts) {
  parts.Field("time", deadline.text);
  parts.Field("action", deadline.action);
  for (const std::string& name : deadline.agencies) parts.Body(name);
}

void Fields(const RatingBand& band, PartFinder& parts) {
  parts.Field("label", band.label);
  parts.Number("from", band.from);
  parts.Number("to", band.to);
}

class RecordExplainer {
 public:
  RecordExplainer(const Extractor::Dimensions& dimensions, const Document& document, std::size_t line,
                  LineExplanation& out)
      : d_(dimensions),
        document_(document),
        line_(document.LineSpan(line)),
        out_(out),
        records_(dimensions.Walk(document)) {}

  void Run() {
    AddRecords("reference", records_.references);
    AddRecords("criterion", records_.criteria);
    AddRecords("target", records_.targets);
    AddRecords("deadline", records_.deadlines);
    AddRecords("assignment", records_.assignments);
    AddRecords("band", records_.rating_bands);
    AddHeader();
    const bool table = AddTable();
    AddBodies();
    if (!table) AddNear();
  }

 private:
  template <class R>
  void AddRecords(const char* kind, const std::vector<R>& records) {
    for (const R& record : records) {
      const auto& spans = record.evidence.spans;
      if (std::none_of(spans.begin(), spans.end(), [&](TextSpan span) { return span.Overlaps(line_); })) continue;
      PartFinder parts(d_, record.printed.text, out_.headings);
      Fields(record, parts);
      Add(kind, record.printed.text, record.evidence.rule, record.confidence, parts.Take());
    }
  }

  void Add(const std::string& kind, std::string words, std::string rule, double confidence,
           std::vector<RulePart> parts) {
    found_.insert(kind);
    out_.found.push_back({kind, "", std::move(words), std::move(rule), confidence, std::move(parts)});
  }

  void AddHeader() {
    const std::string words = JoinedText(document_.text(), {line_}).text();
    for (const RulePart& field : d_.header->FieldsOn(document_, line_, records_.header))
      Add("header", words, field.what, records_.header.confidence, {{"value", field.words}});
    const bool head = out_.zone == Name(ZoneKind::kLetterhead);
    if (head && !found_.contains("header")) AddNear("header", d_.header->NearestRules(words));
  }

  // The row's cells by the meaning of their columns.
  bool AddTable() {
    for (const Table& table : document_.tables) {
      if (!table.span.Overlaps(line_)) continue;
      const std::vector<TableColumn> columns = d_.tables->Columns(document_, table);
      std::vector<RulePart> parts;
      for (const Cell& cell : table.cells) {
        const auto c = static_cast<std::size_t>(cell.column);
        const bool here =
            std::any_of(cell.pieces.begin(), cell.pieces.end(), [&](TextSpan piece) { return piece.Overlaps(line_); });
        if (!here || c >= columns.size()) continue;
        const std::string_view meaning = Name(columns[c].meaning);
        parts.push_back(
            {fmt::format("column {} \"{}\" ({})", c + 1, columns[c].words, meaning.empty() ? "no meaning" : meaning),
             CellText(document_, cell)});
      }
      const bool gives = found_.contains("criterion") || found_.contains("assignment");
      if (!parts.empty()) Add("table", "", "table/columns", 1, std::move(parts));
      if (!gives) AddNear("table", d_.tables->NearestRules(document_, table));
      return true;
    }
    return false;
  }

  void AddBodies() {
    const std::string words = JoinedText(document_.text(), {line_}).text();
    const std::vector<NamedAgency> bodies = d_.gazetteer.Find(words);
    for (const NamedAgency& body : bodies)
      Add("agency", std::string(body.span.Of(words)), body.rule, body.confidence, {{"full name", body.WithPlace()}});
    if (bodies.empty()) AddNear("agency", d_.gazetteer.NearestRules(words));
  }

  void AddNear() {
    if (!found_.contains("reference")) AddNear("reference", d_.references->NearestRules(out_.paragraph));
    if (out_.zone != Name(ZoneKind::kBody) && out_.zone != Name(ZoneKind::kAnnex)) return;
    if (!IsAdministrative(document_, records_.header)) {
      NearRule paper{"paper/administrative", {}, {}};
      paper.Part("a text", out_.zone).Part("a paper that gives duties (its type, number or recipients)", std::nullopt);
      AddNear("paper", {paper});
      return;
    }
    if (!found_.contains("criterion")) AddNear("criterion", d_.criteria.NearestRules(out_.paragraph));
    if (!found_.contains("assignment")) AddNear("assignment", d_.assignments->NearestRules(out_.paragraph, Above()));
  }

  // What the headings say to the paragraph of the line.
  DutyContext Above() const {
    DutyContext context;
    for (const Paragraph& paragraph : document_.paragraphs) {
      if (!paragraph.span.Overlaps(line_) || !paragraph.section) continue;
      const std::vector<SectionFacts> facts = ReadSections(document_, *d_.assignments, "");
      context.section_agencies = facts[static_cast<std::size_t>(*paragraph.section)].agencies;
      context.topic = facts[static_cast<std::size_t>(*paragraph.section)].topic;
      break;
    }
    return context;
  }

  void AddNear(const std::string& kind, std::vector<NearRule> rules) {
    constexpr std::size_t kMost = 2;  // of a dimension
    if (rules.size() > kMost) rules.resize(kMost);
    for (NearRule& rule : rules)
      out_.near.push_back({kind, {std::move(rule.rule)}, "", std::move(rule.lacks), std::move(rule.has)});
  }

  const Extractor::Dimensions& d_;
  const Document& document_;
  TextSpan line_;
  LineExplanation& out_;
  Records records_;
  std::set<std::string> found_;  // dimensions
};

}  // namespace

void ExplainRecords(const Extractor::Dimensions& dimensions, const Document& document, std::size_t line,
                    LineExplanation& explanation) {
  RecordExplainer(dimensions, document, line, explanation).Run();
}

}  // namespace vankho
