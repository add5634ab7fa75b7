// What a column holds where its header does not say it in words that are known: years beside a maximum are scores,
// cells of days and quarters are times, and what is left is what the rows are about.
#pragma once

#include <string>
#include <vector>

#include "extractors/table_rows/header_cells.h"

namespace vankho {

// Gives meanings to columns that have none (kOther); `cells` are the words of each column below the header. Linear.
void ReadColumnsByContent(const std::vector<std::vector<std::string>>& cells, std::vector<TableColumn>& columns);

}  // namespace vankho
