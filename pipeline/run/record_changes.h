// What changed between two interpretations of one document, record by record.
#pragma once

#include <string>
#include <vector>

#include "pipeline/document/json.h"

namespace vankho {

struct RecordChange {
  std::string kind;  // "header", "deadlines", "criteria", ...: the lists of the record contract
  Json before;       // null: the record is new. A header change has only the members that differ
  Json after;        // null: the record is gone
};

// Records that are equal are left out. Of the others an old and a new one are a pair when they are of one kind and
// share a printed line, in order; the rest are new or gone.
std::vector<RecordChange> CompareRecords(const SourceFile& source, const Records& before, const Records& after);

}  // namespace vankho
