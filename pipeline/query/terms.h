// The words of a full-text question: for FTS5, and for marking where they stand. Only this folder includes it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/span.h"

namespace vankho {

// One word or one phrase in quotes; `prefix` where it ended in a star.
struct Term {
  std::string text;
  bool prefix = false;
  bool operator==(const Term&) const = default;
};

// Cuts at white space, keeps "words in quotes" together, leaves out what has no letter and no digit. A quote that is
// never closed runs to the end.
std::vector<Term> ParseTerms(std::string_view words);

// FTS5 queries (https://www.sqlite.org/fts5.html#full_text_query_syntax): every term, or all terms side by side.
std::string AllTerms(const std::vector<Term>& terms);
std::string SideBySide(const std::vector<Term>& terms);

// Where the terms stand in a passage, ascending, not overlapping; words are compared by MatchKey, or by BareKey.
std::vector<TextSpan> FindTerms(std::string_view passage, const std::vector<Term>& terms, bool bare);

}  // namespace vankho
