// Rows back into values. Only this folder includes it. All run inside Guarded and throw on damaged rows.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include "pipeline/store/store.h"

namespace vankho {

Document ReadDocument(const SQLite::Database& database, DocumentId id);
// Without id and recipients where `where` finds nothing; `where` speaks of table documents.
std::vector<DocumentBrief> ReadBriefs(const SQLite::Database& database, const std::string& where,
                                      const std::vector<SqlValue>& parameters);
Records ReadRecords(const SQLite::Database& database, DocumentId id);

// Records that `where` picks (it speaks of `r`, a row of table records), by document and place.
template <class R>
std::vector<Stored<R>> ReadKind(const SQLite::Database& database, const std::string& where,
                                const std::vector<SqlValue>& parameters);

}  // namespace vankho
