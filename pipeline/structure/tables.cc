#include "pipeline/structure/tables.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"
#include "pipeline/document/joined_text.h"
#include "pipeline/structure/zones.h"

namespace vankho {
namespace {

constexpr double kHeaderLikeness = 0.6;

std::string CellText(const Document& document, const std::vector<TextSpan>& pieces) {
  return JoinedText(document.text(), pieces).text();
}

// The cells of a line parted by tabs or pipes; empty where it is not such a line.
std::vector<TextSpan> SeparatedCells(const Document& document, std::size_t line) {
  TextSpan span = document.LineSpan(line);
  std::string_view text = span.Of(document.text());
  char separator = text.find('\t') != std::string_view::npos ? '\t' : '|';
  if (text.find(separator) == std::string_view::npos) return {};
  if (separator == '|') {
    bool framed = !span.empty() && document.text()[span.begin] == '|';
    if (!framed && text.find(" | ") == std::string_view::npos) return {};
    if (framed) ++span.begin;
    TextSpan end = span;
    while (!end.empty() && document.text()[end.end - 1] == ' ') --end.end;
    if (framed && !end.empty() && document.text()[end.end - 1] == '|') span.end = end.end - 1;
  }
  std::vector<TextSpan> cells;
  std::size_t begin = span.begin;
  for (std::size_t at = span.begin; at <= span.end; ++at) {
    if (at < span.end && document.text()[at] != separator) continue;
    cells.push_back({begin, at});
    begin = at + 1;
  }
  return cells.size() >= 2 ? cells : std::vector<TextSpan>{};
}

// "| Tốt | 80 - 90 |": two cells with bars around them are a row; "tên | họ" in a sentence is none.
bool IsFramedPair(const Document& document, std::size_t line, const std::vector<TextSpan>& cells) {
  const std::string_view text = TrimMarks(document.LineSpan(line).Of(document.text()), " ", " ");
  if (cells.size() != 2 || text.size() < 5 || text.front() != '|' || text.back() != '|') return false;
  return std::all_of(cells.begin(), cells.end(),
                     [&](const TextSpan& cell) { return !TrimMarks(cell.Of(document.text()), " ", " ").empty(); });
}

// What a page's edge leaves: specks, half a page number. It parts no table from its continuation.
bool IsScrap(std::string_view line) {
  std::size_t signs = 0;
  for (std::size_t at = 0; at < line.size();) {
    char32_t c = NextPoint(line, at);
    bool counts = IsLetter(c) || IsDigit(c);
    if (counts && ++signs > 2) return false;
  }
  return true;
}

bool IsRuleLine(std::string_view line) {
  return !line.empty() && line.find_first_not_of("|-:+= \t_") == std::string_view::npos;
}

TableRow RowOf(const Document& document, const std::vector<TextSpan>& cells) {
  TableRow row;
  for (TextSpan cell : cells) {
    std::string_view text = document.text();
    while (!cell.empty() && (text[cell.begin] == ' ' || text[cell.begin] == '\t')) ++cell.begin;
    while (!cell.empty() && (text[cell.end - 1] == ' ' || text[cell.end - 1] == '\t')) --cell.end;
    row.cells.push_back(cell.empty() ? std::vector<TextSpan>{} : std::vector<TextSpan>{cell});
  }
  return row;
}

// The two columns of a letterhead, or of recipients and signature, as converters of office files print them:
// "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |".
bool IsHeadOrFoot(const Document& document, const TableRow& row) {
  auto filled = std::count_if(row.cells.begin(), row.cells.end(), [](const auto& cell) { return !cell.empty(); });
  if (filled > 2) return false;
  bool head = false;
  bool foot = false;
  for (const auto& cell : row.cells) {
    if (cell.empty()) continue;
    std::string text = CellText(document, cell);
    head = head || IsLetterheadLine(text);
    foot = foot || OpensRecipients(text) || IsSignatureLine(text, ToUpper(text) == text);
  }
  return head || foot;
}

// The words of a row, each with its column.
std::set<std::string> RowWords(const Document& document, const TableRow& row) {
  std::set<std::string> words;
  for (std::size_t c = 0; c < row.cells.size(); ++c) {
    std::string word;
    for (char letter : BareKey(CellText(document, row.cells[c])) + " ") {
      bool parts = letter == ' ' || letter == '/' || letter == ',' || letter == '.';
      if (!parts) word.push_back(letter);
      if (parts && !word.empty()) words.insert(std::to_string(c) + word);
      if (parts) word.clear();
    }
  }
  return words;
}

// What two sets share (Dice's coefficient, 0-1).
double Likeness(const std::set<std::string>& a, const std::set<std::string>& b) {
  if (a.empty() || b.empty()) return 0;
  auto shared = std::count_if(a.begin(), a.end(), [&](const std::string& word) { return b.contains(word); });
  return 2.0 * static_cast<double>(shared) / static_cast<double>(a.size() + b.size());
}

bool BeginsWithCode(std::string_view text) {
  static const Pattern kCode(
      R"(\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVXivx]{1,6}|[A-Za-zđĐ])[.)]{0,2}|(?i:tổng|cộng|tổng cộng|tổng điểm|tổng số).*)");
  return kCode.MatchAll(text).has_value();
}

// "(1) (2) (3)" or "1 2 3 4": the row that numbers the columns.
bool NumbersColumns(const Document& document, const TableRow& row) {
  int expected = 1;
  int found = 0;
  for (const auto& cell : row.cells) {
    std::string text = CellText(document, cell);
    std::erase_if(text, [](char c) { return c == '(' || c == ')'; });
    if (text == std::to_string(expected)) ++found;
    ++expected;
  }
  return found >= 3 && found + 1 >= static_cast<int>(row.cells.size());
}

// A title over all columns: "I. Nhóm nhiệm vụ về thể chế".
bool IsGroupTitle(const Document& document, const TableRow& row) {
  static const Pattern kTitled(R"((?:\d{1,2}|[IVX]{1,5}|[A-Z])[.)]\s+\p{L}.*)");
  auto filled = std::count_if(row.cells.begin(), row.cells.end(), [](const auto& cell) { return !cell.empty(); });
  if (filled != 1 || row.cells.size() < 3) return false;
  if (kTitled.MatchAll(CellText(document, row.cells.front()))) return true;
  for (std::size_t c = 0; c < row.cells.size() && c < row.extents.size(); ++c) {
    if (!row.cells[c].empty() && row.extents[c].second == static_cast<int>(row.cells.size())) return true;
  }
  return false;
}

int HeaderRows(const Document& document, const std::vector<TableRow>& rows) {
  int header = 0;
  for (const TableRow& row : rows) {
    if (header >= 4) return 1;
    if (header > 0 && IsGroupTitle(document, row)) return header;
    std::string first = row.cells.empty() ? "" : CellText(document, row.cells.front());
    if (!NumbersColumns(document, row) && BeginsWithCode(first)) return header;
    ++header;
  }
  return rows.empty() ? 0 : 1;
}

// Tables grow row by row and page by page; this keeps the one that may go on.
class TableCollector {
 public:
  TableCollector(const Document& document, std::vector<bool>& taken) : document_(document), taken_(taken) {}

  // A line parted by marks: the table's if one comes of it, else the text's.
  void AddLine(const TableRow& row, std::size_t line, bool after_break) {
    AddRow(row, after_break);
    taken_[line] = true;
    if (!rows_.empty()) lines_.push_back(line);
  }

  // `after_break`: something that a page break may leave stood between this row and the one before.
  void AddRow(const TableRow& row, bool after_break) {
    if (row.cells.empty()) return;
    if (!rows_.empty() && rows_.front().cells.size() != row.cells.size()) Flush();
    if (!rows_.empty() && after_break) {
      if (RepeatsHeader(row)) return;
      if (row.cells.front().empty() && rows_.size() > 1) {
        Append(rows_.back(), row);
        return;
      }
    }
    bool header = rows_.empty() || (rows_.size() == headers_.size() && rows_.size() < 3 &&
                                    !BeginsWithCode(CellText(document_, row.cells.front())));
    if (header || (rows_.size() < 4 && NumbersColumns(document_, row))) headers_.push_back(RowWords(document_, row));
    rows_.push_back(row);
  }

  void Flush() {
    if (rows_.size() >= 2) {
      tables_.push_back(MakeTable(document_, rows_));
    } else {
      for (std::size_t line : lines_) taken_[line] = false;
    }
    rows_.clear();
    headers_.clear();
    lines_.clear();
  }

  std::size_t Columns() const { return rows_.empty() ? 0 : rows_.front().cells.size(); }
  std::vector<Table> Take() {
    Flush();
    return std::move(tables_);
  }

 private:
  // A row of words that were misread here or there is the header all the same; one of numbers must be equal.
  bool RepeatsHeader(const TableRow& row) const {
    std::set<std::string> words = RowWords(document_, row);
    double enough = BeginsWithCode(CellText(document_, row.cells.front())) ? 1 : kHeaderLikeness;
    return std::any_of(headers_.begin(), headers_.end(),
                       [&](const auto& header) { return Likeness(header, words) >= enough; });
  }

  static void Append(TableRow& row, const TableRow& more) {
    for (std::size_t c = 0; c < row.cells.size() && c < more.cells.size(); ++c) {
      row.cells[c].insert(row.cells[c].end(), more.cells[c].begin(), more.cells[c].end());
    }
  }

  const Document& document_;
  std::vector<bool>& taken_;
  std::vector<TableRow> rows_;
  std::vector<std::size_t> lines_;              // those that the rows stand in, where they were parted by marks
  std::vector<std::set<std::string>> headers_;  // RowWords of the header rows
  std::vector<Table> tables_;
};

}  // namespace

Table MakeTable(const Document& document, const std::vector<TableRow>& rows) {
  Table table;
  table.rows = static_cast<int>(rows.size());
  table.header_rows = HeaderRows(document, rows);
  bool any = false;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    table.columns = std::max(table.columns, static_cast<int>(rows[r].cells.size()));
    for (std::size_t c = 0; c < rows[r].cells.size(); ++c) {
      Cell cell;
      cell.row = static_cast<int>(r);
      cell.column = static_cast<int>(c);
      cell.pieces = rows[r].cells[c];
      if (c < rows[r].boxes.size()) cell.box = rows[r].boxes[c];
      if (c < rows[r].extents.size()) std::tie(cell.row_count, cell.column_count) = rows[r].extents[c];
      for (TextSpan piece : cell.pieces) {
        table.span = any ? Cover(table.span, piece) : piece;
        any = true;
      }
      table.cells.push_back(std::move(cell));
    }
  }
  return table;
}

std::vector<Table> FindTables(const Document& document, const std::vector<LineFacts>& facts, std::vector<bool>& taken) {
  TableCollector collector(document, taken);
  std::size_t line = 0;
  bool after_break = false;
  for (const Page& page : document.pages()) {
    std::size_t page_end = line + page.lines.size();
    std::vector<PlacedTable> placed = GridTables(document, page, line, taken);
    auto next = placed.begin();
    after_break = true;
    for (; line < page_end; ++line) {
      for (; next != placed.end() && next->first_line == line; ++next, after_break = true) {
        for (const TableRow& row : next->rows) {
          collector.AddRow(row, after_break);
          after_break = false;
        }
      }
      if (taken[line]) continue;
      if (!facts[line].Holds() && !facts[line].noise) {
        after_break = true;
        continue;
      }
      std::vector<TextSpan> cells = SeparatedCells(document, line);
      if (IsHeadOrFoot(document, RowOf(document, cells))) cells.clear();
      if (cells.size() >= 3 || (!cells.empty() && cells.size() == collector.Columns()) ||
          IsFramedPair(document, line, cells)) {
        taken[line] = true;
        if (!IsRuleLine(facts[line].span.Of(document.text())))
          collector.AddLine(RowOf(document, cells), line, after_break);
        after_break = false;
      } else if (!facts[line].noise && !IsScrap(facts[line].span.Of(document.text()))) {
        collector.Flush();
        after_break = false;
      }
    }
  }
  return collector.Take();
}

}  // namespace vankho
