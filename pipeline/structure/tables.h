// Tables of two kinds: ruled grids over placed words, and columns parted by tabs or pipes.
#pragma once

#include <vector>

#include "pipeline/structure/line_facts.h"

namespace vankho {

// A row before it becomes cells of a Table: for each column the pieces of its text, and its box where there is one.
struct TableRow {
  std::vector<std::vector<TextSpan>> cells;
  std::vector<Box> boxes;                    // as many as cells, or none
  std::vector<std::pair<int, int>> extents;  // rows and columns that each cell covers; none: all 1 and 1
};

// Finds the tables, marks their lines in `taken`. Tables that run over pages are one: a repeated header is left out,
// and a first row without its number on the new page goes on with the row before the break.
std::vector<Table> FindTables(const Document& document, const std::vector<LineFacts>& facts, std::vector<bool>& taken);

// Rows as a Table: header rows are those before the first row that begins with a number or code.
Table MakeTable(const Document& document, const std::vector<TableRow>& rows);

// A table of one page, before it is joined with its continuations.
struct PlacedTable {
  std::size_t first_line = 0;  // index of the first line that has words in it
  std::vector<TableRow> rows;
};

// Ruled tables of one page in the order of their first lines, from Page::grids and the words' boxes; `first_line` is
// the index of the page's first line. Marks the lines taken.
std::vector<PlacedTable> GridTables(const Document& document, const Page& page, std::size_t first_line,
                                    std::vector<bool>& taken);

}  // namespace vankho
