// JSON forms of the value types (docs/FORMATS.md).
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "pipeline/base/result.h"
#include "pipeline/document/page.h"
#include "pipeline/document/record.h"
#include "pipeline/document/restored.h"

namespace vankho {

using Json = nlohmann::ordered_json;

// The record contract, version 1: one object a document, keys in the contract's order. Where a person should look, a
// record has `flags` behind them, `document` has `confidence` and `flags`; what a person said is `review`.
Json ToJson(const SourceFile& source, const Records& records);
// Reads the same shape back; the gold files of ../shared/gold, which have fewer keys, can be read too.
Result<std::pair<SourceFile, Records>> RecordsFromJson(const Json& json);

// A seen page with words and boxes: what a worker hands to the parent and what the OCR cache keeps.
Json ToJson(const Page& page);
Result<Page> PageFromJson(const Json& json);

// A restored line with its edits and alignment.
Json ToJson(const RestoredLine& line);

// Parses foreign bytes: invalid UTF-8 and depth are errors, never exceptions.
Result<Json> ParseJson(std::string_view bytes);
// One line, UTF-8, no escapes for letters; invalid UTF-8 is replaced, never thrown on.
std::string Dump(const Json& json);
// The same over many lines, for people.
std::string DumpPretty(const Json& json);

// An exact decimal as a JSON number with its own digits (0,813 -> 0.813).
Json ToJson(const std::optional<Decimal>& value);

}  // namespace vankho
