// The walk over a document: paragraphs and tables in order, every dimension at each.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "extractors/agency/gazetteer.h"
#include "extractors/assignment/assignment.h"
#include "extractors/band/band.h"
#include "extractors/criterion/criterion.h"
#include "extractors/deadline/deadline.h"
#include "extractors/header/header.h"
#include "extractors/reference/reference.h"
#include "extractors/score_sums/score_sums.h"
#include "extractors/table_rows/table_rows.h"
#include "extractors/target/target.h"
#include "pipeline/document/joined_text.h"
#include "pipeline/extract/extractor.h"
#include "pipeline/extract/record_confidence.h"
#include "pipeline/extract/section_facts.h"

namespace vankho {

struct Extractor::Dimensions {
  explicit Dimensions(AgencyGazetteer loaded) : gazetteer(std::move(loaded)) {}
  AgencyGazetteer gazetteer;  // the others point at it
  std::optional<ReferenceExtractor> references;
  std::optional<HeaderExtractor> header;
  std::optional<AssignmentExtractor> assignments;
  std::optional<TableRowsExtractor> tables;
  std::optional<ScoreSums> sums;
  std::optional<BandFinder> bands;
  std::shared_ptr<const Grammar> grammar;  // of bands, targets and deadlines
  std::optional<TargetFinder> targets;
  std::optional<DeadlineFinder> deadlines;
  CriterionExtractor criteria;
  RecordConfidence confidence;

  Records Walk(const Document& document) const;
};

// Cited documents: what is said twice is one record with the evidence of both; the document itself is none.
class ReferenceList {
 public:
  explicit ReferenceList(std::string own_number) : own_number_(std::move(own_number)) {}
  void Add(Reference reference);
  std::vector<Reference> Take() { return std::move(references_); }

 private:
  std::string own_number_;
  std::vector<Reference> references_;
  std::multimap<std::string, std::size_t> by_number_;
};

// Is the paper one that gives duties and targets (Nghị định 30/2020/NĐ-CP, Điều 7), and not a law, a letter or a novel?
bool IsAdministrative(const Document& document, const Header& header);

}  // namespace vankho
