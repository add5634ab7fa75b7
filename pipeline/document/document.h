// The document: one text, one coordinate, and the structure that was found in it.
//
// `text` is the restored lines joined by newlines. Every other fact about a place is looked up from byte offsets of it:
// line, page, boxes, and what the scanner saw. Immutable once built; safe to read from several threads.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/document/restored.h"

namespace vankho {

// The parts of an administrative document (Nghị định 30/2020/NĐ-CP, Phụ lục I).
enum class ZoneKind {
  kLetterhead,  // quốc hiệu, tên cơ quan, số ký hiệu, địa danh, tên loại, trích yếu
  kBases,       // căn cứ
  kBody,
  kSignature,   // quyền hạn, chức vụ, họ tên
  kRecipients,  // nơi nhận
  kAnnex,       // phụ lục
  kFurniture,   // page numbers, running heads, stamps, digital-signature blocks
};
std::string_view Name(ZoneKind kind);  // "letterhead", ...
std::optional<ZoneKind> ZoneKindFromName(std::string_view name);

struct Zone {
  ZoneKind kind = ZoneKind::kBody;
  TextSpan span;
  bool operator==(const Zone&) const = default;
};

// A paragraph: one or more lines that belong together, furniture left out. `span` runs from the first byte to the last
// and may hold a page number between two lines; `pieces` are the lines' own spans.
struct Paragraph {
  TextSpan span;
  std::vector<TextSpan> pieces;
  std::optional<int> section;  // index into Document::sections
  ZoneKind zone = ZoneKind::kBody;
  bool operator==(const Paragraph&) const = default;
};

// A heading or item with what stands under it. A tree in one vector, parents before children.
struct Section {
  std::optional<int> parent;  // index
  int level = 0;              // 1 outermost
  std::string label;          // "II", "1", "1.2", "a", "-", "+"; as repaired, without its dot or bracket
  TextSpan heading;           // the first paragraph without the marker
  TextSpan body;              // from the marker to the end of the last thing under it
  bool operator==(const Section&) const = default;
};

struct Cell {
  int row = 0;
  int column = 0;
  int row_count = 1;
  int column_count = 1;
  std::vector<TextSpan> pieces;  // a cell of several printed lines has several pieces; empty cells have none
  Box box;
  bool operator==(const Cell&) const = default;
};

// A table; it may run over pages.
struct Table {
  TextSpan span;
  int rows = 0;
  int columns = 0;
  int header_rows = 0;
  std::vector<Cell> cells;  // by row, then column
  // What its columns mean (names of lexicons/header_cells.tsv) where structure knows it and the damaged words of the
  // header do not say it; else empty. From structure to extraction only: it is not stored.
  std::vector<std::string> meanings;
  bool operator==(const Table&) const = default;
};

// An abbreviation that the document defines: "cải cách hành chính (CCHC)".
struct DefinedAbbreviation {
  std::string abbreviation;
  std::string expansion;
  TextSpan span;
  bool operator==(const DefinedAbbreviation&) const = default;
};

class Document {
 public:
  // The seen pages and the restored lines, which must correspond line by line (VK_CHECK).
  Document(SeenDocument seen, RestoredText restored);

  const SeenDocument& seen() const { return seen_; }
  const RestoredText& restored() const { return restored_; }
  const SourceFile& source() const { return seen_.source; }
  const std::vector<Page>& pages() const { return seen_.pages; }
  const std::vector<RestoredLine>& lines() const { return restored_.lines; }
  Damage damage() const { return restored_.damage; }
  const std::string& text() const { return text_; }

  // Where line `index` (0-based, of lines()) stands in text(), without its newline.
  TextSpan LineSpan(std::size_t index) const;
  // The index of the line that holds a byte (its newline counts to it).
  std::size_t LineAt(std::size_t byte) const;

  // Looking back from text. Spans may cover several lines and pages.
  std::vector<std::size_t> LineIndexes(TextSpan span) const;  // only lines of which the span holds at least a byte
  int PageOf(TextSpan span) const;                            // of its first byte
  std::vector<int> LineNumbers(TextSpan span) const;          // Line::number of the lines on PageOf(span)
  std::vector<Box> BoxesOf(TextSpan span) const;              // one a line, on PageOf(span); none for plain text
  double LeastSureNumber(TextSpan span) const;  // of its words with digits, as read and as repaired; 1 without any
  std::string RawOf(TextSpan span) const;       // what the scanner saw; lines joined by newlines
  const Line& SeenLine(std::size_t index) const;

  // Filled by structure/.
  std::vector<Zone> zones;
  std::vector<Paragraph> paragraphs;
  std::vector<Section> sections;
  std::vector<Table> tables;
  std::vector<DefinedAbbreviation> abbreviations;
  Diagnostics diagnostics;

 private:
  // The seen words of a line that a span of the text rests on.
  template <class Take>
  void ForEachSeenWord(std::size_t line_index, TextSpan span, Take take) const;

  SeenDocument seen_;
  RestoredText restored_;
  std::string text_;
  std::vector<std::size_t> line_begins_;
  std::vector<std::pair<std::size_t, std::size_t>> seen_index_;  // line index -> (page index, line index on it)
};

// Spans' texts, line breaks inside as single spaces: a phrase to print.
std::string Flatten(std::string_view text);

}  // namespace vankho
