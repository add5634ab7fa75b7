// Gold files and what they belong to.
//
// A case is a source with one or more truths under the same name. In a folder of gold files:
//   NAME.source.txt  NAME.lines.tsv  NAME.records.json           text of another engine, its true lines, its records
//   NAME.pages.txt   NAME.records.json   and a scan NAME.pdf     true pages; the scan stands beside them, in scans/ or
//   in
//                                                                data/real/ of a folder above
// and in the project's corpus scans/OUTPUT with the truth of its pages in truth/OUTPUT/pages.txt (for a text also
// lines.tsv), the document's records in documents/NAME/records.json, and its grade in scans.tsv (corpus/README.md).
#pragma once

#include <string>
#include <vector>

#include "pipeline/base/result.h"

namespace vankho {

struct EvalCase {
  std::string name;
  std::string source;   // path of the text or scan
  std::string lines;    // path of the true lines (.lines.tsv), or ""
  std::string pages;    // path of the true pages (.pages.txt), or ""
  std::string records;  // path of the true records (.records.json), or ""
  std::string grade;    // of a scan of the corpus: clean, office, photocopy, bad; or ""
};

// All cases under the paths (gold files or folders), in order of name. Gold without its source is left out and named in
// `missing`.
Result<std::vector<EvalCase>> FindEvalCases(const std::vector<std::string>& paths, std::vector<std::string>& missing);

}  // namespace vankho
