// A document as text for a terminal: what `vankho show` prints. Control characters are made visible.
#pragma once

#include <string>

#include "pipeline/document/document.h"
#include "pipeline/document/record.h"
#include "pipeline/store/store.h"

namespace vankho {

std::string MetadataText(const DocumentBrief& brief, const Document& document, const Header& header, bool colour);
std::string SectionsText(const Document& document, bool colour);
// Every record in one line, below it where it is printed: page, lines, words.
std::string RecordsText(const Records& records, bool colour);
// The restored text with a line before each page that says how it was read.
std::string PagesText(const Document& document, bool colour);
// The tables for other programs: before each a line "# page N, table M of the document", then a row a line, its cells
// parted by tabs. Every row has all columns: a merged cell stands where it begins, the others that it covers are empty.
std::string TablesText(const Document& document);

}  // namespace vankho
