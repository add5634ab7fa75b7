// Why a line gave the records it gave: what the grammars found in it, by which rules, and which rules came near.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "extractors/engine/grammar.h"
#include "pipeline/document/document.h"

namespace vankho {

struct LineExplanation {
  struct Found {
    std::string grammar;  // the dimension of the rule: "deadline", "date", "number"
    std::string symbol;   // "limit", "date", ...
    std::string words;    // printed
    std::string tree;     // the derivation, one rule a line, indented
    double confidence = 1;
  };
  struct Near {
    std::string grammar;
    std::vector<std::string> rules;    // that matched these words
    std::string words;                 // matched so far
    std::vector<std::string> missing;  // items of their patterns, of which the next word is none
  };
  std::string zone;                   // "body", ...; "" outside
  std::vector<std::string> headings;  // outermost first
  std::string paragraph;              // the whole, or the line itself where it stands in a table
  std::vector<Found> found;           // the widest finds that touch the line
  std::vector<Near> near;             // nearest first, of those that touch the line
};

// `line` is an index into document.lines(). Words alone (lexicon rows, digits) are not listed.
LineExplanation ExplainLine(const Document& document, std::size_t line, const std::vector<const Grammar*>& grammars);

}  // namespace vankho
