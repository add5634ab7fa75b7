// What one look at each line tells: the ground that zones, paragraphs and tables are built on.
#pragma once

#include <optional>
#include <vector>

#include "pipeline/document/document.h"
#include "pipeline/structure/marker.h"

namespace vankho {

struct LineFacts {
  TextSpan span;  // of Document::text, white space and mark-up at both ends cut off; empty for a blank line
  bool blank = false;
  bool noise = false;      // restoration called it noise
  bool furniture = false;  // page number, running head, stamp, digital-signature block, repeated table rule
  bool upper = false;      // all its letters are capitals, and there are at least 3
  bool starts_lower = false;
  bool starts_digit = false;
  bool long_line = false;           // well over half as long as a full line
  bool terminal = false;            // ends a sentence or an item: . ; : ? ! or "./."
  bool open_end = false;            // ends with a word that something must follow: "phối hợp với"
  bool full = false;                // reaches the right margin: what it says goes on in the next line
  bool brimful = false;             // full, and not even a dash would have fitted behind it
  bool indented = false;            // begins clearly right of the text block (only with boxes)
  bool page_begin = false;          // first line of its page that holds anything
  bool damaged_recipients = false;  // reads nearly like "Nơi nhận:", and an item with a dash stands below it
  std::optional<Marker> marker;
  bool item_capital = false;  // behind the marker stands a capital letter
  bool name_tail = false;     // and what the second half of a body's name begins with: "- Kế hoạch", "- UBND"

  bool Holds() const { return !blank && !noise && !furniture; }
};

std::vector<LineFacts> LookAtLines(const Document& document);

// A restored word with the place where it was seen.
struct PlacedWord {
  TextSpan span;  // of Document::text
  Box box;        // empty where the source has no boxes
};
std::vector<PlacedWord> PlacedWords(const Document& document, std::size_t line);

}  // namespace vankho
