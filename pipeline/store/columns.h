// How lists and small values are written into one column. Only this folder includes it. Readers throw what the JSON
// library throws on damaged data; they run inside Guarded.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/document/document.h"
#include "pipeline/document/record.h"

namespace vankho::column {

std::string Ints(const std::vector<int>& values);
std::vector<int> ReadInts(std::string_view text);
std::string Strings(const std::vector<std::string>& values);
std::vector<std::string> ReadStrings(std::string_view text);
std::string Spans(const std::vector<TextSpan>& spans);
std::vector<TextSpan> ReadSpans(std::string_view text);
std::string Boxes(const std::vector<Box>& boxes);
std::vector<Box> ReadBoxes(std::string_view text);
std::string Words(const WordList& words);
std::vector<Word> ReadWords(std::string_view text);
std::string Pieces(const Alignment& alignment);
Alignment ReadPieces(std::string_view text);
std::string Edits(const std::vector<Edit>& edits);
std::vector<Edit> ReadEdits(std::string_view text);
std::string Grids(const std::vector<TableGrid>& grids);
std::vector<TableGrid> ReadGrids(std::string_view text);
std::string Cells(const std::vector<Cell>& cells);
std::vector<Cell> ReadCells(std::string_view text);

// NULL for what the page does not state.
std::optional<std::string> Stated(const std::string& text);
std::optional<std::string> Plain(const std::optional<Decimal>& value);
std::optional<std::string> Iso(const std::optional<PartialDate>& date);

}  // namespace vankho::column
