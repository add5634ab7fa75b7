#include "pipeline/page/aligned_tables.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "pipeline/base/pattern.h"

namespace vankho {
namespace {

constexpr double kLeastGap = 6;          // points between two columns in one row, and
constexpr double kLeastGapShare = 0.6;   // of the letters' height
constexpr double kLeastGutter = 4;       // points, over all rows
constexpr double kCrossed = 0.12;        // share of the rows that may cross a gutter: titles of groups
constexpr double kNumbers = 0.6;         // share of a column's cells that make it one of numbers
constexpr double kFarthestRow = 60;      // points between two rows with all their columns
constexpr std::size_t kMostBetween = 4;  // printed lines of long cells between two such rows
constexpr std::size_t kMostGrown = 3;    // printed lines of a long cell below the last such row
constexpr std::size_t kMostHeader = 6;   // printed lines
constexpr double kHeaderAbove = 3;       // heights of a line, from the header to the first row, and
constexpr double kHeaderLines = 1.5;     // between the header's own lines
constexpr std::size_t kMostColumns = 16;

struct Piece {
  Box box;
  std::string text;
};

struct PrintedRow {
  std::vector<Piece> pieces;  // left to right
  Box box;
  double middle() const { return (box.top + box.bottom) / 2; }
};

std::vector<PrintedRow> RowsOf(const std::vector<Line>& lines, const std::vector<TableGrid>& ruled) {
  std::vector<PrintedRow> rows;
  for (const Line& line : lines) {
    PrintedRow row;
    for (const Word& word : line.words) {
      if (word.box.empty() || StandsInAny(word.box, ruled)) continue;
      double gap = row.pieces.empty() ? 0 : word.box.left - row.pieces.back().box.right;
      bool apart = gap > std::max(kLeastGap, kLeastGapShare * word.box.height());
      if (row.pieces.empty() || apart) {
        row.pieces.push_back({word.box, word.text});
      } else {
        row.pieces.back().text += " " + word.text;
        row.pieces.back().box = Cover(row.pieces.back().box, word.box);
      }
      row.box = Cover(row.box, word.box);
    }
    if (!row.pieces.empty()) rows.push_back(std::move(row));
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const PrintedRow& a, const PrintedRow& b) { return a.middle() < b.middle(); });
  return rows;
}

// A number, a score, a code of the numbering. A bare year is the second line of a header ("Điểm năm / 2023").
bool IsNumberOrCode(const std::string& text) {
  static const Pattern kNumber(
      R"([+-–]?\s?\d{1,3}(?:[.,/ ]?\d{1,4}){0,3}\s?%?|\(\d{1,2}\)|[IVXivx]{1,5}[.)]?|\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|[a-hA-H][.)]?)");
  static const Pattern kYear(R"((?:19|20)\d\d)");
  return kNumber.MatchAll(text).has_value() && !kYear.MatchAll(text).has_value();
}

// One run of rows that may be a table.
class Candidate {
 public:
  // Rows [begin, end) of `rows`, the first and the last with all their columns.
  Candidate(const std::vector<PrintedRow>& rows, std::size_t begin, std::size_t end)
      : rows_(rows), begin_(begin), end_(end) {}

  bool IsTable() {
    if (!Look()) return false;
    Trim();
    if (!Look()) return false;
    GrowHeader();
    GrowDown();
    FindAnchors();
    return true;
  }

  TableGrid Grid() const {
    TableGrid grid;
    grid.column_edges = edges_;
    std::vector<std::size_t> owners = Owners();
    double bottom = rows_[begin_].box.bottom;
    grid.row_edges.push_back(rows_[begin_].box.top - 2);
    for (std::size_t i = begin_ + 1; i < end_; ++i) {
      if (owners[i - begin_] != owners[i - 1 - begin_]) grid.row_edges.push_back((bottom + rows_[i].box.top) / 2);
      bottom = rows_[i].box.bottom;
    }
    grid.row_edges.push_back(bottom + 2);
    for (std::size_t i = 1; i < grid.row_edges.size(); ++i)
      grid.row_edges[i] = std::max(grid.row_edges[i], grid.row_edges[i - 1] + 1);
    grid.box = {grid.column_edges.front(), grid.row_edges.front(), grid.column_edges.back(), grid.row_edges.back()};
    return grid;
  }

  std::size_t end() const { return end_; }

 private:
  // Columns, those of numbers, and the rows' first lines; false where they make no table.
  bool Look() {
    FindGutters();
    if (edges_.size() < 4 || edges_.size() > kMostColumns + 1) return false;
    MarkNumberColumns();
    FindAnchors();
    return anchors_.size() >= 2;
  }

  // Cuts off what stands before the first row and after the last cell: headers, which GrowHeader takes up again, and
  // prose that happens to have gaps.
  void Trim() {
    begin_ = anchors_.front();
    for (std::size_t i = anchors_.back() + 1; i < end_; ++i) {
      if (!Continues(rows_[i], rows_[i - 1])) end_ = i;
    }
  }

  void FindGutters() {
    double left = rows_[begin_].box.left;
    double right = rows_[begin_].box.right;
    for (std::size_t i = begin_; i < end_; ++i) {
      left = std::min(left, rows_[i].box.left);
      right = std::max(right, rows_[i].box.right);
    }
    auto width = static_cast<std::size_t>(std::max(1.0, std::ceil(std::min(right - left, 5000.0))));
    std::vector<std::size_t> covered(width + 1, 0);
    for (std::size_t i = begin_; i < end_; ++i) {
      for (const Piece& piece : rows_[i].pieces) {
        auto from = static_cast<std::size_t>(std::max(0.0, piece.box.left - left));
        auto to = std::min(width, static_cast<std::size_t>(std::max(0.0, piece.box.right - left)));
        for (std::size_t x = from; x <= to; ++x) ++covered[x];
      }
    }
    auto most = static_cast<std::size_t>(kCrossed * static_cast<double>(end_ - begin_));
    edges_.assign(1, left - 3);
    for (std::size_t x = 0; x <= width;) {
      std::size_t from = x;
      while (x <= width && covered[x] <= most) ++x;
      bool inside = from > 0 && x <= width;
      if (inside && static_cast<double>(x - from) >= kLeastGutter)
        edges_.push_back(left + static_cast<double>(from + x) / 2);
      if (x == from) ++x;
    }
    edges_.push_back(right + 3);
  }

  // The column that holds the whole piece; none where it reaches over a gutter or out of the table.
  std::optional<std::size_t> ColumnOf(const Piece& piece) const {
    for (std::size_t c = 0; c + 1 < edges_.size(); ++c) {
      if (piece.box.left >= edges_[c] - 1 && piece.box.right <= edges_[c + 1] + 1) return c;
    }
    return std::nullopt;
  }

  // Is the row a part of the header or of a long cell?
  bool Continues(const PrintedRow& row, const PrintedRow& neighbour) const {
    double distance = std::abs(row.middle() - neighbour.middle());
    if (distance > 1.7 * std::max(row.box.height(), 8.0)) return false;
    for (const Piece& piece : row.pieces) {
      std::optional<std::size_t> column = ColumnOf(piece);
      if (!column || (row.pieces.size() == 1 && *column == 0)) return false;
    }
    return true;
  }

  // Header cells may be wider than what stands below them; a title reaches over several columns.
  bool OverSeveralColumns(const Piece& piece) const {
    int middles = 0;
    for (std::size_t c = 0; c + 1 < edges_.size(); ++c) {
      double middle = (edges_[c] + edges_[c + 1]) / 2;
      if (piece.box.left < middle && piece.box.right > middle) ++middles;
    }
    return middles > 1;
  }

  // The lines of the header stand close together, over at least half of the columns.
  void GrowHeader() {
    std::size_t from = begin_;
    std::vector<bool> over(edges_.size(), false);
    while (from > 0 && begin_ - from < kMostHeader) {
      const PrintedRow& row = rows_[from - 1];
      double far = from == begin_ ? kHeaderAbove : kHeaderLines;
      if (rows_[from].middle() - row.middle() > far * std::max(row.box.height(), 8.0)) break;
      if (std::any_of(row.pieces.begin(), row.pieces.end(), [&](const Piece& p) { return OverSeveralColumns(p); }))
        break;
      for (const Piece& piece : row.pieces) {
        auto edge = std::upper_bound(edges_.begin(), edges_.end(), (piece.box.left + piece.box.right) / 2);
        over[static_cast<std::size_t>(edge - edges_.begin()) % edges_.size()] = true;
      }
      --from;
    }
    if (2 * std::count(over.begin(), over.end(), true) >= static_cast<std::ptrdiff_t>(edges_.size() - 1)) begin_ = from;
  }

  void GrowDown() {
    for (std::size_t i = 0; i < kMostGrown && end_ < rows_.size() && Continues(rows_[end_], rows_[end_ - 1]); ++i)
      ++end_;
  }

  void MarkNumberColumns() {
    std::vector<std::size_t> numbers(edges_.size() - 1, 0);
    std::vector<std::size_t> filled(edges_.size() - 1, 0);
    for (std::size_t i = begin_; i < end_; ++i) {
      for (const Piece& piece : rows_[i].pieces) {
        std::optional<std::size_t> column = ColumnOf(piece);
        if (!column) continue;
        ++filled[*column];
        if (IsNumberOrCode(piece.text)) ++numbers[*column];
      }
    }
    number_columns_.assign(filled.size(), false);
    for (std::size_t c = 0; c < filled.size(); ++c) {
      number_columns_[c] =
          numbers[c] >= 2 && static_cast<double>(numbers[c]) >= kNumbers * static_cast<double>(filled[c]);
    }
  }

  // Printed lines that open a row: those with a number or code in a column of such, none of their pieces over a gutter.
  void FindAnchors() {
    anchors_.clear();
    for (std::size_t i = begin_; i < end_; ++i) {
      bool anchor = std::any_of(rows_[i].pieces.begin(), rows_[i].pieces.end(), [&](const Piece& piece) {
        std::optional<std::size_t> column = ColumnOf(piece);
        return column && number_columns_[*column] && IsNumberOrCode(piece.text);
      });
      bool whole = std::all_of(rows_[i].pieces.begin(), rows_[i].pieces.end(),
                               [&](const Piece& piece) { return ColumnOf(piece).has_value(); });
      if (anchor && whole) anchors_.push_back(i);
    }
  }

  // For each printed line the anchor of its row; the header's lines have none (npos).
  std::vector<std::size_t> Owners() const {
    std::vector<std::size_t> owners;
    std::size_t next = 0;
    for (std::size_t i = begin_; i < end_; ++i) {
      while (next + 1 < anchors_.size() && Distance(i, anchors_[next + 1]) < Distance(i, anchors_[next])) ++next;
      bool header = i < anchors_.front() && Distance(i, anchors_.front()) > 0.85 * rows_[i].box.height();
      owners.push_back(header ? std::string::npos : anchors_[next]);
    }
    return owners;
  }
  double Distance(std::size_t a, std::size_t b) const { return std::abs(rows_[a].middle() - rows_[b].middle()); }

  const std::vector<PrintedRow>& rows_;
  std::size_t begin_;
  std::size_t end_;
  std::vector<double> edges_;
  std::vector<bool> number_columns_;
  std::vector<std::size_t> anchors_;
};

}  // namespace

bool StandsInAny(const Box& box, const std::vector<TableGrid>& grids) {
  double x = (box.left + box.right) / 2;
  double y = (box.top + box.bottom) / 2;
  return std::any_of(grids.begin(), grids.end(), [&](const TableGrid& grid) {
    return x > grid.box.left && x < grid.box.right && y > grid.box.top && y < grid.box.bottom;
  });
}

std::vector<TableGrid> FindAlignedGrids(const std::vector<Line>& lines, const std::vector<TableGrid>& ruled) {
  std::vector<PrintedRow> rows = RowsOf(lines, ruled);
  std::vector<TableGrid> grids;
  for (std::size_t i = 0; i < rows.size();) {
    if (rows[i].pieces.size() < 3) {
      ++i;
      continue;
    }
    std::size_t last = i;  // with all its columns
    std::size_t whole = 1;
    for (std::size_t k = i + 1; k < rows.size() && k - last <= kMostBetween; ++k) {
      if (rows[k].pieces.size() < 3) continue;
      if (rows[k].middle() - rows[last].middle() > kFarthestRow) break;
      last = k;
      ++whole;
    }
    Candidate candidate(rows, i, last + 1);
    if (whole >= 3 && candidate.IsTable()) {
      grids.push_back(candidate.Grid());
      i = candidate.end();
    } else {
      i = last + 1;
    }
  }
  return grids;
}

}  // namespace vankho
