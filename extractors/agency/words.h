// A text cut into words and single marks, each with its look-up key.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/span.h"

namespace vankho {

struct WordToken {
  TextSpan span;
  std::string key;        // MatchKey of the word; the mark itself for marks (dashes as "-")
  bool word = false;      // letters or digits, else one mark
  bool capital = false;   // begins with a capital letter
  bool all_caps = false;  // holds no lower-case letter
};

// The first `most` of them.
std::vector<WordToken> SplitWords(std::string_view text, std::size_t most = std::string_view::npos);

}  // namespace vankho
