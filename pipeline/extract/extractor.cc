#include "pipeline/extract/extractor.h"

#include "extractors/date/date.h"
#include "extractors/deadline/limit.h"
#include "extractors/number/number.h"
#include "pipeline/extract/bodies_then.h"
#include "pipeline/extract/explain_records.h"
#include "pipeline/extract/short_references.h"
#include "pipeline/extract/walk.h"

namespace vankho {

Extractor::Extractor(std::unique_ptr<const Dimensions> dimensions) : dimensions_(std::move(dimensions)) {}
Extractor::Extractor(Extractor&&) noexcept = default;
Extractor& Extractor::operator=(Extractor&&) noexcept = default;
Extractor::~Extractor() = default;

namespace {

// Bands, targets and deadlines share a grammar, so that a paragraph is parsed once for all.
Result<void> LoadGrammars(const std::string& lexicons, Extractor::Dimensions& dimensions) {
  auto grammar = std::make_shared<Grammar>();
  VK_RETURN_IF_ERROR(AddNumberRules(*grammar, lexicons));
  VK_RETURN_IF_ERROR(AddDateRules(*grammar, lexicons));
  VK_RETURN_IF_ERROR(AddComparatorRules(*grammar, lexicons));
  AddBandRules(*grammar);
  AddTargetRules(*grammar);
  AddLimitRules(*grammar);
  grammar->Finish();
  dimensions.grammar = grammar;
  dimensions.bands.emplace(grammar);
  VK_ASSIGN_OR_RETURN(GoalWords goal_words, GoalWords::Load(lexicons));
  dimensions.targets.emplace(grammar, std::move(goal_words));
  dimensions.deadlines.emplace(grammar);
  return {};
}

}  // namespace

Result<Extractor> Extractor::Load(const std::string& data_folder) {
  VK_ASSIGN_OR_RETURN(AgencyGazetteer gazetteer, AgencyGazetteer::Load(data_folder));
  VK_ASSIGN_OR_RETURN(DocumentTypes types, DocumentTypes::Load(data_folder));
  VK_ASSIGN_OR_RETURN(SignatureReader signatures, SignatureReader::Load(data_folder));
  VK_ASSIGN_OR_RETURN(DutyVerbs verbs, DutyVerbs::Load(data_folder));
  VK_ASSIGN_OR_RETURN(HeaderCells cells, HeaderCells::Load(data_folder));
  auto dimensions = std::make_unique<Dimensions>(std::move(gazetteer));
  dimensions->references.emplace(dimensions->gazetteer, types);
  dimensions->header.emplace(dimensions->gazetteer, types, std::move(signatures));
  dimensions->assignments.emplace(dimensions->gazetteer, std::move(verbs));
  dimensions->tables.emplace(dimensions->gazetteer, std::move(cells));
  VK_ASSIGN_OR_RETURN(dimensions->sums, ScoreSums::Load(data_folder));
  VK_ASSIGN_OR_RETURN(dimensions->confidence, RecordConfidence::Load(data_folder));
  VK_RETURN_IF_ERROR(LoadGrammars(data_folder + "/lexicons", *dimensions));
  return Extractor(std::move(dimensions));
}

Records Extractor::Run(const Document& document) const {
  Records records = dimensions_->Walk(document);
  CheckBodiesThen(dimensions_->gazetteer, records);
  ResolveShortReferences(document, dimensions_->references->types(), records.references);
  dimensions_->confidence.Apply(document, records);
  return records;
}

LineExplanation Extractor::Explain(const Document& document, std::size_t line) const {
  LineExplanation explanation = ExplainLine(document, line, {dimensions_->grammar.get()});
  ExplainRecords(*dimensions_, document, line, explanation);
  return explanation;
}

std::vector<std::string> Extractor::ResolveAgency(std::string_view typed) const {
  return dimensions_->gazetteer.Resolve(typed);
}

}  // namespace vankho
