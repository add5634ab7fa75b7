#include "pipeline/extract/record_confidence.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "pipeline/base/lexicon.h"

namespace vankho {
namespace {

constexpr double kLean = 10;  // records
constexpr double kLeast = 0.02;
constexpr double kMost = 0.99;
constexpr double kLegible = 0.9;  // words that the engine was so sure of are right 99 times in 100 (confidence_bench)

// By the least sure number among a record's words, as read and as repaired. Half of it: the record rests on one or two
// of them, and not always on that one.
double Legible(const Document& document, const Evidence& evidence) {
  double least = 1;
  for (TextSpan span : evidence.spans) {
    double read = document.LeastSureNumber(span);
    least = std::min(least, read >= kLegible ? 1 : (1 + read / kLegible) / 2);
  }
  return least;
}

}  // namespace

std::string RuleKey(const std::string& derivation) {
  std::size_t first = derivation.find(" < ");
  bool duty = derivation.starts_with("assignment/");
  if (first == std::string::npos || !duty) return derivation.substr(0, first);
  return derivation.substr(0, derivation.find(" < ", first + 3));
}

Result<RecordConfidence> RecordConfidence::Load(const std::string& data_folder) {
  RecordConfidence confidence;
  std::string path = data_folder + "/models/record_confidence/rules.tsv";
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return confidence;
  VK_ASSIGN_OR_RETURN(Lexicon table, Lexicon::Load(path));
  VK_ASSIGN_OR_RETURN(std::size_t kind, table.Column("kind"));
  VK_ASSIGN_OR_RETURN(std::size_t rule, table.Column("rule"));
  VK_ASSIGN_OR_RETURN(std::size_t found, table.Column("found"));
  VK_ASSIGN_OR_RETURN(std::size_t right, table.Column("right"));
  VK_ASSIGN_OR_RETURN(std::size_t said, table.Column("said"));
  std::map<std::string, double> kinds;
  for (bool whole_kind : {true, false}) {
    for (const Lexicon::Row& row : table.rows()) {
      const auto& cells = row.cells;
      if ((cells[rule] == "*") != whole_kind) continue;
      double n = std::atof(cells[found].c_str());
      double k = std::atof(cells[right].c_str());
      Share share{0, std::atof(cells[said].c_str())};
      if (n < 1 || k < 0 || k > n || share.usual <= 0 || share.usual > 1) {
        return Fail(ErrorCode::kInvalidInput, table.name() + ":" + std::to_string(row.line) + ": not a row of counts");
      }
      if (whole_kind) kinds[cells[kind]] = (k + 0.5) / (n + 1);
      share.right = whole_kind ? kinds[cells[kind]] : (k + kLean * kinds[cells[kind]]) / (n + kLean);
      confidence.shares_[cells[kind] + " " + cells[rule]] = share;
    }
  }
  return confidence;
}

double RecordConfidence::Calibrated(const std::string& kind, const std::string& rule, double said) const {
  auto share = shares_.find(kind + " " + rule);
  if (share == shares_.end()) share = shares_.find(kind + " *");
  return share == shares_.end() ? said : share->second.right * std::min(1.0, said / share->second.usual);
}

void RecordConfidence::Apply(const Document& document, Records& records) const {
  auto apply = [&](const char* kind, bool numbers, auto& list) {
    for (auto& record : list) {
      double legible = numbers ? Legible(document, record.evidence) : 1;
      if (legible < 1) record.flags.emplace_back("number-hard-to-read");
      if (shares_.empty()) continue;
      double probable = Calibrated(kind, RuleKey(record.evidence.rule), record.confidence) * legible;
      record.confidence = std::clamp(probable, kLeast, kMost);
    }
  };
  apply("criteria", true, records.criteria);
  apply("targets", true, records.targets);
  apply("deadlines", true, records.deadlines);
  apply("assignments", false, records.assignments);
  apply("rating_bands", true, records.rating_bands);
  apply("references", true, records.references);
}

}  // namespace vankho
