#include "tests/extractors/code_dimensions.h"

#include <fmt/format.h>

#include "extractors/assignment/assignment.h"
#include "extractors/criterion/criterion.h"
#include "extractors/header/header.h"
#include "extractors/reference/reference.h"
#include "pipeline/base/unicode.h"
#include "pipeline/document/joined_text.h"
#include "tests/structure/plain_document.h"

namespace vankho {
namespace {

const std::string kData = VANKHO_SOURCE_DIR;

template <class T>
const T& Loaded() {
  static const Result<T> loaded = T::Load(kData);
  if (!loaded) fprintf(stderr, "%s\n", Describe(loaded.error()).c_str());
  VK_CHECK(loaded.has_value());
  return *loaded;
}

// The text as the walk reads a paragraph: composed, in one line, single spaces.
JoinedText Paragraph(const std::string& source) { return JoinedText(source, {TextSpan{0, source.size()}}); }

// A value of the words that a span holds; spans are of the source.
template <class R>
void Add(const JoinedText& text, const R& record, const std::string& print, std::vector<FoundValue>& values) {
  const TextSpan first = text.ToDocument(record.evidence.spans.front());
  const TextSpan last = text.ToDocument(record.evidence.spans.back());
  values.push_back({print, {first.begin, last.end}, record.evidence.rule});
}

std::vector<FoundValue> FindAgencies(const Example&, const std::string& printed) {
  const std::string source = ToNfc(printed);
  const JoinedText text = Paragraph(source);
  std::vector<FoundValue> values;
  for (const NamedAgency& body : Loaded<AgencyGazetteer>().Find(text.text()))
    values.push_back({body.WithPlace(), text.ToDocument(body.span), body.rule});
  return values;
}

std::string PrintReference(const Reference& reference) {
  std::string out = reference.type.empty() ? "?" : reference.type;
  if (!reference.number.empty()) out += " " + reference.number;
  if (reference.date) out += " " + reference.date->ToIso();
  if (!reference.issuer.empty()) out += " of " + reference.issuer;
  return out;
}

std::vector<FoundValue> FindReferences(const Example&, const std::string& printed) {
  static const ReferenceExtractor extractor(Loaded<AgencyGazetteer>(), Loaded<DocumentTypes>());
  const std::string source = ToNfc(printed);
  const JoinedText text = Paragraph(source);
  std::vector<FoundValue> values;
  for (const Reference& reference : extractor.Find(text.text()))
    Add(text, reference, PrintReference(reference), values);
  return values;
}

std::string PrintCriterion(const Criterion& criterion) {
  std::string out;
  auto add = [&](const std::string& words) { out += (out.empty() ? "" : " ") + words; };
  if (!criterion.code.empty()) add("code:" + criterion.code);
  if (criterion.score) add(criterion.score->ToPlain() + "/" + criterion.max_score->ToPlain());
  if (criterion.delta) add("delta:" + criterion.delta->ToPlain());
  for (const std::string& flag : criterion.flags) add("[" + flag + "]");
  if (!criterion.name.empty()) add(criterion.name);
  return out;
}

std::vector<FoundValue> FindCriteria(const Example& example, const std::string& printed) {
  const std::string source = ToNfc(printed);
  const JoinedText text = Paragraph(source);
  CriterionContext context;
  if (auto topic = example.above.find("topic"); topic != example.above.end()) context.topic = topic->second;
  std::vector<FoundValue> values;
  for (const Criterion& criterion : CriterionExtractor().Find(text.text(), context))
    Add(text, criterion, PrintCriterion(criterion), values);
  return values;
}

std::vector<FoundValue> FindDuties(const Example& example, const std::string& printed) {
  static const AssignmentExtractor extractor(Loaded<AgencyGazetteer>(), Loaded<DutyVerbs>());
  DutyContext context;
  for (const auto& [what, words] : example.above) {
    if (what == "topic") context.topic = words;
    if (what == "lead_in") context.lead_in = words;
    if (what == "issuer") context.issuer = words;
    if (what == "body") context.section_agencies = {words};
    if (what == "gives_duties") context.gives_duties = true;
  }
  const std::string source = ToNfc(printed);
  const JoinedText text = Paragraph(source);
  std::vector<FoundValue> values;
  for (const Assignment& duty : extractor.Find(text.text(), context))
    Add(text, duty, fmt::format("{} {}: {}", Name(duty.role), duty.agency, duty.task), values);
  return values;
}

// The fields that the head and foot of a paper state, one value a field, each once.
std::vector<FoundValue> FindHeader(const Example&, const std::string& printed) {
  static const HeaderExtractor extractor(Loaded<AgencyGazetteer>(), Loaded<DocumentTypes>(), Loaded<SignatureReader>());
  std::string lines = ToNfc(printed);
  constexpr std::string_view kEnd = " ¶ ";
  for (std::size_t at = lines.find(kEnd); at != std::string::npos; at = lines.find(kEnd, at))
    lines.replace(at, kEnd.size(), "\n");
  const Document document = ReadPlain(lines + "\n");
  Diagnostics remarks;
  const Header header = extractor.Find(document, remarks);
  std::vector<FoundValue> values;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < document.lines().size(); ++i) {
    for (const RulePart& field : extractor.FieldsOn(document, document.LineSpan(i), header)) {
      const std::string print = field.what.substr(std::string_view("header/").size()) + ":" + field.words;
      if (seen.insert(print).second) values.push_back({print, document.LineSpan(i), field.what});
    }
  }
  return values;
}

}  // namespace

void AddCodeDimensions(std::vector<Dimension>& all) {
  all.push_back({"agency",
                 {"agency/name", "agency/group", "agency/headed", "agency/titled", "agency/elided", "agency/listed",
                  "agency/bare"},
                 nullptr,
                 {},
                 true,
                 false,
                 FindAgencies,
                 FindAgencies});
  all.push_back({"reference",
                 {"reference/symbol", "reference/law-by-date"},
                 nullptr,
                 {},
                 false,
                 false,
                 FindReferences,
                 FindReferences});
  all.push_back({"header",
                 {"header/number", "header/place", "header/date", "header/type", "header/issuer", "header/title",
                  "header/signer", "header/signer-title", "header/recipient"},
                 nullptr,
                 {},
                 false,
                 true,
                 FindHeader,
                 FindHeader});
  all.push_back({"criterion",
                 {"criterion/score-of-maximum", "criterion/codes"},
                 nullptr,
                 {},
                 false,
                 false,
                 FindCriteria,
                 FindCriteria});
  all.push_back({"assignment",
                 {"assignment/given", "assignment/given-with", "assignment/given-behind", "assignment/subject",
                  "assignment/subject-with", "assignment/subject-acts", "assignment/labelled", "assignment/done-by",
                  "assignment/done-by-verb", "assignment/passive", "assignment/inherited", "assignment/inherited-with",
                  "assignment/named-behind", "assignment/receiver", "assignment/generic", "assignment/listed"},
                 nullptr,
                 {},
                 false,
                 false,
                 FindDuties,
                 FindDuties});
}

}  // namespace vankho
