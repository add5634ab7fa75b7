// "Kế hoạch 02", "Nghị định số 61": later mentions of papers that were cited in full before. They add to the evidence
// of the full reference and make none of their own.
#pragma once

#include <vector>

#include "extractors/reference/document_types.h"
#include "pipeline/document/document.h"
#include "pipeline/document/record.h"

namespace vankho {

// A type and a number name the one reference of that type and leading number; where the paper cites two such, neither.
// `printed` of the records that gain evidence is filled anew. Linear in the text.
void ResolveShortReferences(const Document& document, const DocumentTypes& types, std::vector<Reference>& references);

}  // namespace vankho
