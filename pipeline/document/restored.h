// What was restored: the same lines in good Vietnamese, each change with its reason and the way back to the seen bytes.
#pragma once

#include <string>
#include <vector>

#include "pipeline/base/span.h"
#include "pipeline/document/page.h"

namespace vankho {

enum class LineClass { kText, kTable, kNoise, kBlank };
std::string_view Name(LineClass line_class);  // "text", "table", "noise", "blank", as in the gold files
std::optional<LineClass> LineClassFromName(std::string_view name);

// One change; or a doubt (word_confidence.h), which changes nothing: a word that stands though its context objects.
struct Edit {
  TextSpan seen;                    // bytes of Line::text
  TextSpan restored;                // bytes of RestoredLine::text
  std::string reason;               // a short stable name: "decode", "number-slash", "tcvn3", "document-number", ...
  double confidence = 0;            // posterior of the chosen reading
  std::vector<Alternative> rivals;  // best first, without the chosen one

  bool operator==(const Edit&) const = default;
};

struct RestoredLine {
  int page = 0;    // 1-based
  int number = 0;  // Line::number
  LineClass line_class = LineClass::kText;
  std::string text;     // NFC, no newline. Equal to the seen text byte for byte where nothing was to be done
  Alignment alignment;  // text -> Line::text
  std::vector<Edit> edits;
  double confidence = 1;  // least sure word's posterior times... see docs/RESTORATION.md; 0-1

  bool operator==(const RestoredLine&) const = default;
};

// What the damage detector thought of the input (docs/RESTORATION.md).
enum class Damage { kClean, kNoDiacritics, kLatinEngine, kOwnOcr, kTcvn3, kVni, kNotVietnamese };
std::string_view Name(
    Damage damage);  // "clean", "no-diacritics", "latin-engine", "own-ocr", "tcvn3", "vni", "not-vietnamese"
std::optional<Damage> DamageFromName(std::string_view name);

// One RestoredLine for each Line of each page, in the same order.
struct RestoredText {
  Damage damage = Damage::kClean;
  std::vector<RestoredLine> lines;

  bool operator==(const RestoredText&) const = default;
};

}  // namespace vankho
