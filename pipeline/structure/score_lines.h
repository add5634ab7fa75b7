// Score tables whose columns were lost: text in which an engine, or a copy, left single spaces between the cells.
//
//   STT Tiêu chí Điểm tối đa Điểm năm 2023 Mục tiêu năm 2024 Cơ quan chủ trì
//   1.1 Kế hoạch cải cách hành chính 3,00 2,50 3,00 Phòng Nội vụ
//
// Told by the shape alone: a header that is a row of known header cells, then lines that begin with a code and hold as
// many numbers in a row as the header has columns of scores. The last such run of a line parts the name from what
// follows. A block where scores go over their maximum, or with less than three rows, is left as text.
//
// A damaged reading tears the header over lines and leaves rules and specks between the words:
//
//   Điểm tối | Điểm năm | Mục tiêu
//   STT Lĩnh vực/Tiêu chí . Tăng/giảm Cơ quan chủ trì
//   1- | Chỉ đạo, điều hành 7,50 5,5000 6,75 +1,25 | Phòng Nội vụ
//
// Where the header's words do not fit the numbers, these tell by their sums what they are (score_arithmetic.h).
//
// A name of several lines stands around the line of its numbers, whose own code and words may be lost:
//
//   Tỷ lệ hồ sơ số hóa
//   oe ee | 2,00 1,50 1,75
//   còn hiệu lực
//
// There the words of the lines around the one that numbers and names are gathered, each kind of score once, in the
// order that these tables have: most, reached, aimed at, difference. Rows that do not fit are left out, not guessed at.
//
// A header of which only what the rows are about can be read ("Nội dung chấm") is one if the rows prove it: by their
// differences, or, with one number a row, by parts that are the sums of their rows (score_arithmetic.h).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "pipeline/base/byte_set.h"
#include "pipeline/base/result.h"
#include "pipeline/structure/tables.h"

namespace vankho {

// Immutable once loaded; safe to use from several threads.
class ScoreLines {
 public:
  // Rows of lexicons/header_cells.tsv.
  static Result<ScoreLines> Load(const std::string& data_folder);

  // The tables in lines that are not taken; their lines are marked in `taken`. Linear in the document. Lines that begin
  // no header are noted in `no_header` (at first empty): a second search of the same lines need not ask them again.
  std::vector<Table> Find(const Document& document, const std::vector<LineFacts>& facts, std::vector<bool>& taken,
                          std::vector<bool>& no_header) const;

 private:
  enum class Kind { kNumber, kName, kScore, kOther };
  static constexpr int kDelta = 3;  // the rank of a column of differences
  static constexpr int kLost = 4;   // of one of points that were lost: what was reached and it make the most
  struct Column {
    std::vector<TextSpan> pieces;  // of Document::text
    Kind kind = Kind::kOther;
    int rank = -1;  // where a kind of score stands in the order of these tables; -1: none
  };
  struct Header {
    std::vector<Column> columns;
    std::size_t scores = 0;  // columns of numbers
    bool torn = false;
    bool unsaid = false;               // what the columns of numbers are is told by the rows alone
    std::vector<TextSpan> years = {};  // that a torn header prints
    bool beside = false;               // its name stands in another line: only the sums of its rows say what it is
    bool added_up = false;             // many of its rows are the sums of others: lines between them are cells
  };
  struct Phrase {
    Kind kind = Kind::kOther;
    int rank = -1;
  };
  std::optional<std::pair<Phrase, std::size_t>> PhraseAt(const Document& document, const std::vector<TextSpan>& tokens,
                                                         std::size_t at, bool damaged) const;
  const Phrase* DamagedPhrase(const std::string& words) const;
  std::vector<Column> ReadHeader(const Document& document, const std::vector<TextSpan>& tokens) const;
  // What the lines of a torn header say.
  struct HeaderWords {
    std::map<int, Column> scores;  // by rank
    std::optional<Column> other;   // of the line that numbers and names
    std::vector<TextSpan> years;
  };
  bool MayBegin(std::string_view token) const;
  bool MayBeHeader(const Document& document, std::size_t line) const;
  void Gather(const Document& document, std::size_t line, std::size_t from, bool own, HeaderWords& words) const;
  HeaderWords GatherAround(const Document& document, const std::vector<LineFacts>& facts, std::size_t line,
                           std::size_t from) const;
  std::optional<Header> ReadTornHeader(const Document& document, const std::vector<LineFacts>& facts, std::size_t line,
                                       const std::vector<TextSpan>& tokens) const;
  bool BeginsHeader(const Document& document, std::size_t line) const;  // "STT ..."
  std::optional<Header> HeaderAt(const Document& document, const std::vector<LineFacts>& facts, std::size_t line) const;
  static int LostRank(const Header& header);
  std::optional<Header> WithLostColumn(const Document& document, Header header) const;
  static Header HeaderOfSums(std::vector<TextSpan> number, TextSpan name);
  bool SpeaksOfPoints(const Document& document, const std::vector<LineFacts>& facts, std::size_t line) const;
  std::optional<Header> NamesAloneHeader(const Document& document, const std::vector<LineFacts>& facts,
                                         std::size_t line, const std::vector<TextSpan>& tokens) const;
  struct NumberRows;
  std::map<std::size_t, NumberRows> RowsOfNumbers(const Document& document, const std::vector<LineFacts>& facts,
                                                  std::size_t line, const Header& header) const;
  std::optional<Header> WithOneNumber(const Document& document, const std::vector<LineFacts>& facts, std::size_t line,
                                      const Header& header) const;
  std::optional<Header> WithArithmetic(const Document& document, const std::vector<LineFacts>& facts, std::size_t line,
                                       const Header& header) const;
  bool Fits(const Document& document, const std::vector<LineFacts>& facts, std::size_t line,
            const Header& header) const;
  std::pair<std::size_t, std::size_t> ScoreRun(const Document& document, const Header& header,
                                               const std::vector<TextSpan>& tokens,
                                               const std::vector<std::size_t>& line_of, std::size_t from = 1) const;
  std::pair<std::size_t, std::size_t> ScoreRun(const Document& document, const Header& header,
                                               const std::vector<TextSpan>& tokens,
                                               const std::vector<std::size_t>& line_of, std::size_t from,
                                               bool (*is_score)(std::string_view)) const;
  bool ReadRow(const Document& document, const Header& header, const std::vector<std::size_t>& lines, TableRow& row,
               bool no_code = false) const;
  class Search;

  std::map<std::string, Phrase> phrases_;   // by BareWords of header cells
  std::unordered_set<std::string> begins_;  // the first words of each, and all of them
  ByteSet first_letters_{""};               // of those
  std::size_t longest_ = 1;                 // words
  std::size_t longest_key_ = 0;             // bytes
  // Those of phrases_ that may have a wrong letter, by their size in bytes, in their order.
  std::vector<std::vector<std::pair<std::string, Phrase>>> by_size_;
};

}  // namespace vankho
