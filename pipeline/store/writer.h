// Rows of one document. Only this folder includes it. Both run inside a transaction and throw as SQLiteCpp does.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include "pipeline/store/store.h"

namespace vankho {

// The document, its pages, lines, structure and passages. `added_at` in ISO 8601.
// Under `wanted` where it is given.
DocumentId WriteDocument(SQLite::Database& database, const IngestedDocument& ingested, const std::string& added_at,
                         std::optional<DocumentId> wanted);
void WriteRecords(SQLite::Database& database, DocumentId id, const Records& records);

}  // namespace vankho
