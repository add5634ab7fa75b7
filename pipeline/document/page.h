// What was seen: source files, pages, lines and words as the scanner or the text layer gave them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/base/diagnostics.h"
#include "pipeline/document/projection.h"
#include "pipeline/document/words.h"

namespace vankho {

enum class MediaType { kPdf, kTiff, kPng, kJpeg, kText };
// "application/pdf", "image/tiff", "image/png", "image/jpeg", "text/plain"
std::string_view Name(MediaType type);
std::optional<MediaType> MediaTypeFromName(std::string_view name);

// A file as it was offered.
struct SourceFile {
  std::string sha256;     // 64 hex digits, of the bytes: the identity
  std::string file_name;  // last part of the path, as offered
  MediaType media_type = MediaType::kText;
  std::uint64_t size = 0;  // bytes
  int pages = 0;

  bool operator==(const SourceFile&) const = default;
};

// How a page's words came to be.
enum class PageOrigin {
  kTextLayer,        // the PDF's own text, good Vietnamese, used as it is
  kTextLayerRepair,  // the PDF's own text, bad, and no better image: to be repaired
  kOcr,              // read from the image
  kPlainText,        // a text file from another engine
  kBlank,            // nothing on it
  kFailed,           // could not be read; diagnostics say why
};
std::string_view Name(PageOrigin origin);  // "text-layer", "text-layer-repair", "ocr", "plain-text", "blank", "failed"
std::optional<PageOrigin> PageOriginFromName(std::string_view name);

// How good the picture is that a page was read from, told by its paper and ink before anything was done to it
// (pipeline/ocr/page_grade.h).
enum class PageGrade {
  kNone,       // not known: nothing on the page, it could not be read, or a vankho that did not grade read it
  kText,       // its words are the file's own text: born digital, or a text file
  kClean,      // an export: white paper, no noise
  kOffice,     // a good scan
  kPhotocopy,  // black and white, specks
  kBad,        // noisy, shaded or stained
};
std::string_view Name(PageGrade grade);  // "", "text", "clean", "office", "photocopy", "bad"
std::optional<PageGrade> PageGradeFromName(std::string_view name);

// One printed line, in reading order. A table row that spans columns is one line when the reader saw it as one.
struct Line {
  int number = 0;    // 1-based on its page; for a plain-text source of one page this is the line of the file
  std::string text;  // as seen, NFC; "" for a blank line of a text file
  WordList words;    // their texts stand in `text` in this order. Empty for plain text
  Box box;           // empty for plain text

  bool operator==(const Line&) const = default;
};

// A ruled grid found on the page: positions of its rules in points of reading space (the page turned upright and
// deskewed, see ToGridSpace), in which alone rules are straight and level. Cells are the rectangles between
// neighbouring rules; a cell that a rule does not cross is merged with its neighbour (`merged` lists the cells that the
// printed one covers).
struct TableGrid {
  Box box;
  std::vector<double> row_edges;     // y, ascending, at least 2
  std::vector<double> column_edges;  // x, ascending, at least 2
  struct Merge {
    int row = 0, column = 0, row_count = 1, column_count = 1;
    bool operator==(const Merge&) const = default;
  };
  std::vector<Merge> merged;
  // Points of the page as it came -> points of the page seen from above, before turning; of camera pictures only.
  std::optional<Projection> flat{};

  bool operator==(const TableGrid&) const = default;
};

struct Page {
  int number = 0;  // 1-based
  double width_pt = 0;
  double height_pt = 0;
  PageOrigin origin = PageOrigin::kBlank;
  std::string
      reason;  // why this origin was chosen, for people: "text layer lost its diacritics (12 % valid syllables)"
  std::string engine;       // "tesseract 5.3.0 vie" or ""
  int turned_degrees = 0;   // 0, 90, 180, 270: by how much the page was turned clockwise to be read
  double skew_degrees = 0;  // removed for reading
  double confidence = 1;    // mean of the words
  std::vector<Line> lines;
  std::vector<TableGrid> grids;
  Diagnostics diagnostics;
  PageGrade grade = PageGrade::kNone;

  bool operator==(const Page&) const = default;
};

// A box of the page as it came, on the page turned upright (turned_degrees) and deskewed (skew_degrees, clockwise
// around the page's middle). The box's middle goes where it belongs; its sides keep their lengths. The same box comes
// back where the page was read as it was.
Box ToReadingSpace(const Page& page, const Box& box);

// The same for the space of one grid, in which a page seen at an angle (`grid.flat`) lies flat. To be asked before a
// word is looked up in the grid.
Box ToGridSpace(const Page& page, const TableGrid& grid, const Box& box);

// A whole file as it was seen.
struct SeenDocument {
  SourceFile source;
  std::vector<Page> pages;

  bool operator==(const SeenDocument&) const = default;
};

}  // namespace vankho
