// Evidence: from spans to pages, lines, boxes and words.
#pragma once

#include "pipeline/document/document.h"
#include "pipeline/document/joined_text.h"
#include "pipeline/document/record.h"

namespace vankho {

PrintedEvidence PrintEvidence(const Document& document, const Evidence& evidence);

// Spans of a joined text as spans of the document.
void MapToDocument(const JoinedText& text, Evidence& evidence);

// Fills `printed` of every record from its evidence.
void FillPrinted(const Document& document, Records& records);

}  // namespace vankho
