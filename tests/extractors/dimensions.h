// The dimensions as the example runner sees them: text and context in, printed values with their places out.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "extractors/engine/context.h"
#include "extractors/engine/grammar.h"

namespace vankho {

struct FoundValue {
  std::string print;  // the canonical line
  TextSpan span;      // of the text
  std::string rule;   // the derivation
};

struct Dimension {
  std::string name;                        // of its .examples file
  std::vector<std::string> rule_prefixes;  // whose rules its examples must cover
  std::vector<std::string> lexicons;       // whose rows it owns
  bool whole = true;                       // a phrase alone must be read from end to end
  const Grammar* grammar = nullptr;
  // A phrase alone: where nothing else stands, as in a cell.
  std::function<std::vector<FoundValue>(const ExtractionContext&, const std::string&)> find_alone;
  // In running text.
  std::function<std::vector<FoundValue>(const ExtractionContext&, const std::string&)> find;
};

// Built once; lives as long as the program.
const std::vector<Dimension>& Dimensions();

}  // namespace vankho
