// Inside the score arithmetic: which row stands under which.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vankho {

// How deep a code stands: "A" 0, "I" 1, "1" 2, "1.1" 3, "1.1.1" 4, ..., "a)" below all numbers.
struct RowCode {
  int rank = 0;
  int ordinal = 0;   // "1.3" 3, "IV" 4, "c)" 3
  std::string text;  // without closing marks
};
std::optional<RowCode> ReadRowCode(std::string_view code);

// A row of the tree.
struct TreeRow {
  std::optional<RowCode> code;
  std::optional<std::size_t> parent;
  std::vector<std::size_t> children;
  bool gap_free = true;  // the children's codes run 1, 2, 3, ... or on from the rows before them
};

// The tree of rows in printed order by their codes; rows without one stay outside. A dotted code hangs from its own
// stem only ("2.1" never from "1"). Linear.
std::vector<TreeRow> ReadRowTree(const std::vector<std::string>& codes);

}  // namespace vankho
