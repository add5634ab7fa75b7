#include "pipeline/extract/extractor.h"

#include "pipeline/extract/walk.h"

namespace vankho {

Extractor::Extractor(std::unique_ptr<const Dimensions> dimensions) : dimensions_(std::move(dimensions)) {}
Extractor::Extractor(Extractor&&) noexcept = default;
Extractor& Extractor::operator=(Extractor&&) noexcept = default;
Extractor::~Extractor() = default;

namespace {

// The grammars of the example files.
Result<void> LoadGrammars(const std::string& lexicons, Extractor::Dimensions& dimensions) {
  VK_ASSIGN_OR_RETURN(dimensions.bands, BandFinder::Load(lexicons));
  VK_ASSIGN_OR_RETURN(dimensions.targets, TargetFinder::Load(lexicons));
  VK_ASSIGN_OR_RETURN(dimensions.deadlines, DeadlineFinder::Load(lexicons));
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
  dimensions_->confidence.Apply(document, records);
  return records;
}

LineExplanation Extractor::Explain(const Document& document, std::size_t line) const {
  return ExplainLine(document, line,
                     {{"deadline", &dimensions_->deadlines->grammar()},
                      {"target", &dimensions_->targets->grammar()},
                      {"band", &dimensions_->bands->grammar()}});
}

std::vector<std::string> Extractor::ResolveAgency(std::string_view typed) const {
  return dimensions_->gazetteer.Resolve(typed);
}

}  // namespace vankho
