#include "pipeline/extract/extractor.h"

#include "pipeline/extract/walk.h"

namespace vankho {

Extractor::Extractor(std::unique_ptr<const Dimensions> dimensions) : dimensions_(std::move(dimensions)) {}
Extractor::Extractor(Extractor&&) noexcept = default;
Extractor& Extractor::operator=(Extractor&&) noexcept = default;
Extractor::~Extractor() = default;

Result<Extractor> Extractor::Load(const std::string& data_folder) {
  std::string lexicons = data_folder + "/lexicons";
  VK_ASSIGN_OR_RETURN(AgencyGazetteer gazetteer, AgencyGazetteer::Load(data_folder));
  VK_ASSIGN_OR_RETURN(DocumentTypes types, DocumentTypes::Load(data_folder));
  VK_ASSIGN_OR_RETURN(SignatureReader signatures, SignatureReader::Load(data_folder));
  VK_ASSIGN_OR_RETURN(DutyVerbs verbs, DutyVerbs::Load(data_folder));
  VK_ASSIGN_OR_RETURN(HeaderCells cells, HeaderCells::Load(data_folder));
  VK_ASSIGN_OR_RETURN(ScoreSums sums, ScoreSums::Load(data_folder));
  VK_ASSIGN_OR_RETURN(BandFinder bands, BandFinder::Load(lexicons));
  VK_ASSIGN_OR_RETURN(TargetFinder targets, TargetFinder::Load(lexicons));
  VK_ASSIGN_OR_RETURN(DeadlineFinder deadlines, DeadlineFinder::Load(lexicons));
  VK_ASSIGN_OR_RETURN(RecordConfidence confidence, RecordConfidence::Load(data_folder));
  auto dimensions = std::make_unique<Dimensions>(std::move(gazetteer));
  dimensions->references.emplace(dimensions->gazetteer, types);
  dimensions->header.emplace(dimensions->gazetteer, types, std::move(signatures));
  dimensions->assignments.emplace(dimensions->gazetteer, std::move(verbs));
  dimensions->tables.emplace(dimensions->gazetteer, std::move(cells));
  dimensions->sums = std::move(sums);
  dimensions->bands = std::move(bands);
  dimensions->targets = std::move(targets);
  dimensions->deadlines = std::move(deadlines);
  dimensions->confidence = std::move(confidence);
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
