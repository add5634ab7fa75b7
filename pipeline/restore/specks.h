// Specks and rules: what an engine read where the page has dirt or the lines of a table.
//
// Marks that stand alone where print has none (`14/9/2024). , ’`) are left out; where one of them is the upright line
// between two columns (`3 | Cai cach`, `|Ra soat`), a tab takes their place, as in a text of columns. What print does
// have stays: dashes, bullets, brackets and quotes that pair, runs of dots, comparisons of numbers, and the signs that
// engines write for letters.
#pragma once

#include <string_view>
#include <vector>

#include "pipeline/restore/protected.h"

namespace vankho {

// The gaps to be written otherwise, left to right: reason "speck" (text " ", or none at the ends of the line) or
// "border" (text "\t", or none). Of a line that a Latin engine read; linear time.
std::vector<Repair> FindSpecks(std::string_view line);

}  // namespace vankho
