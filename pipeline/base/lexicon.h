// Lexicons: knowledge as rows, in UTF-8 .tsv files under lexicons/.
//
// The first line names the columns; `#` begins a comment line; no quoting. Every row has as many cells as the header.
// Their last line is `# end`, so that a damaged file is known and editing wants no checksum: a file that was cut off
// has none, one that was overwritten is no UTF-8, holds control characters or has rows of another width.
// lexicons/README.md says what the columns of each file mean and where its rows come from.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.h"

namespace vankho {

class Lexicon {
 public:
  struct Row {
    int line = 0;  // of the file, 1-based
    std::vector<std::string> cells;
  };

  static constexpr std::string_view kEnd = "# end";

  // Errors carry file:line. `Load` wants kEnd as the last line of files whose folder is called lexicons.
  static Result<Lexicon> Load(const std::string& path);
  static Result<Lexicon> Parse(std::string_view text, std::string_view name);

  // The index of a column, or an error that names the file and the columns that are there.
  Result<std::size_t> Column(std::string_view name) const;
  const std::vector<Row>& rows() const { return rows_; }
  const std::string& name() const { return name_; }
  const std::string& sha256() const { return sha256_; }  // of the file's bytes; stands in the provenance

 private:
  std::string name_;
  std::string sha256_;
  std::vector<std::string> columns_;
  std::vector<Row> rows_;
};

// The parts of a cell that are set apart by bars: "a|b" -> {"a", "b"}; none for an empty cell.
std::vector<std::string> SplitBars(std::string_view cell);

}  // namespace vankho
