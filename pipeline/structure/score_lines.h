// Score tables whose columns were lost: text in which an engine, or a copy, left single spaces between the cells.
//
//   STT Tiêu chí Điểm tối đa Điểm năm 2023 Mục tiêu năm 2024 Cơ quan chủ trì
//   1.1 Kế hoạch cải cách hành chính 3,00 2,50 3,00 Phòng Nội vụ
//
// Told by the shape alone: a header that is a row of known header cells, then lines that begin with a code and hold as
// many numbers in a row as the header has columns of scores. The last such run of a line parts the name from what
// follows. A block where scores go over their maximum, or with less than three rows, is left as text.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "pipeline/base/result.h"
#include "pipeline/structure/tables.h"

namespace vankho {

// Immutable once loaded; safe to use from several threads.
class ScoreLines {
 public:
  // Rows of lexicons/header_cells.tsv.
  static Result<ScoreLines> Load(const std::string& data_folder);

  // The tables in lines that are not taken; their lines are marked in `taken`. Linear in the document.
  std::vector<Table> Find(const Document& document, const std::vector<LineFacts>& facts,
                          std::vector<bool>& taken) const;

 private:
  enum class Kind { kNumber, kName, kScore, kOther };
  struct Column {
    TextSpan span;  // of Document::text
    Kind kind = Kind::kOther;
    bool may_be_blank = false;  // a column of differences
  };
  struct Header {
    std::vector<Column> columns;
    std::size_t scores = 0;  // columns of numbers
    std::size_t end = 0;     // line behind it
  };
  std::vector<Column> ReadHeader(const Document& document, TextSpan line) const;
  bool ReadRow(const Document& document, const Header& header, const std::vector<std::size_t>& lines,
               TableRow& row) const;

  std::set<std::string> words_[4];     // BareKey of header cells, by Kind
  std::set<std::string> blank_;        // those of differences
  std::set<std::string> first_words_;  // the first word of each
  std::size_t longest_ = 1;            // words
};

}  // namespace vankho
