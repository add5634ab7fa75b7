// Laying judgements over records. Only this folder includes it; everything throws as SQLiteCpp does, for use inside
// Guarded and inside a transaction.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <optional>
#include <string>
#include <string_view>

#include "pipeline/base/result.h"
#include "pipeline/store/judgement.h"

namespace vankho {

// After a document was written: what people said of it before holds again, where its records stand at the same place.
void ReapplyJudgements(SQLite::Database& database, std::int64_t document, std::string_view sha256);

const CorrectableField* FindCorrectableField(std::string_view kind, std::string_view name);

// What people type as the column holds it: dates as ISO 8601, numbers with a point, agencies as [[name, role], ...]
// (roles as the record gives them now). kUsage where it is none; empty for "".
Result<std::optional<std::string>> ReadTyped(const CorrectableField& field, const std::string& typed,
                                             const std::optional<std::string>& now);
// The other way: 30/6/2024, 2,5, "Phòng Nội vụ; Phòng Tư pháp".
std::string ShowTyped(const CorrectableField& field, const std::optional<std::string>& value);

// The column's value as text; `row` is the record's id, or the document's for kind "document".
std::optional<std::string> ReadField(const SQLite::Database& database, const CorrectableField& field, std::int64_t row);
void WriteField(SQLite::Database& database, const CorrectableField& field, std::int64_t row,
                const std::optional<std::string>& value);

}  // namespace vankho
