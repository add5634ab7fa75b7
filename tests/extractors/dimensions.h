// The dimensions as the example runner sees them: text and context in, printed values with their places out.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "extractors/engine/grammar.h"
#include "tests/extractors/example_file.h"

namespace vankho {

struct FoundValue {
  std::string print;  // the canonical line
  TextSpan span;      // of the text
  std::string rule;   // the derivation
};

struct Dimension {
  std::string name;                   // of its .examples file
  std::set<std::string> rules;        // that its examples must have at work
  const Grammar* grammar = nullptr;   // of which `lexicons` are rows; null: its rules are code
  std::vector<std::string> lexicons;  // whose rows it owns; those of code: lexicon_rows_test.cc
  bool whole = true;                  // a phrase alone must be read from end to end
  bool lines = false;                 // lines are parted by " ¶ ", and where they end and what is in capitals counts
  // A phrase alone: where nothing else stands, as in a cell.
  std::function<std::vector<FoundValue>(const Example&, const std::string&)> find_alone;
  // In running text.
  std::function<std::vector<FoundValue>(const Example&, const std::string&)> find;
};

// Built once; lives as long as the program.
const std::vector<Dimension>& Dimensions();

}  // namespace vankho
