// From a plan file to a scan and its truth: what the tool's commands and the tests call.
#pragma once

#include <string>
#include <vector>

#include "corpus/generator/output.h"
#include "corpus/generator/plan.h"

namespace vankho {

// One row of corpus/scans.tsv.
struct ScanOrder {
  std::string plan_path;
  std::string output_path;   // the ending chooses the format
  std::string truth_folder;  // "": no truth
  std::string family = "Tinos";
  TableRules rules = TableRules::kSolid;
  bool born_digital = false;  // a PDF with its text; options are not used
  ScanOptions options;
};
Result<void> Produce(const ScanOrder& order);

// Reads FOLDER/scans.tsv (columns: output, plan, grade, dpi, seed, sideways; grade "digital" is a born-digital
// PDF); paths become FOLDER/scans/OUTPUT, FOLDER/documents/PLAN/plan.txt and FOLDER/truth/OUTPUT.
Result<std::vector<ScanOrder>> ReadOrders(const std::string& folder);

}  // namespace vankho
