// Why a line gave the records it gave: what was found in it, by which rules, which words each part of them took, and
// which rules came near and what they lacked.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "extractors/engine/grammar.h"
#include "extractors/engine/near_rule.h"
#include "pipeline/document/document.h"

namespace vankho {

struct LineExplanation {
  struct Found {
    std::string grammar;  // the dimension of the rule: "deadline", "date", "assignment", "table"
    std::string symbol;   // of a grammar: "limit", "date", ...; "" of rules that are code
    std::string words;    // printed
    std::string tree;     // the derivation: of a grammar one rule a line, indented
    double confidence = 1;
    std::vector<RulePart> parts = {};  // of rules that are code: what each part took, and from where
  };
  struct Near {
    std::string grammar;
    std::vector<std::string> rules;    // that matched these words
    std::string words;                 // matched so far
    std::vector<std::string> missing;  // items of their patterns, of which the next word is none; parts that they lack
    std::vector<RulePart> has = {};    // of rules that are code, instead of `words`: the parts that the text has
  };
  std::string zone;                   // "body", ...; "" outside
  std::vector<std::string> headings;  // outermost first
  std::string paragraph;              // the whole, or the line itself where it stands in a table
  std::vector<Found> found;           // the widest finds of the grammars that touch the line, then records and bodies
  std::vector<Near> near;             // nearest first, of those that touch the line; of each dimension that found none
};

// The part of the grammars. `line` is an index into document.lines(). Words alone (lexicon rows, digits) are not
// listed.
LineExplanation ExplainLine(const Document& document, std::size_t line, const std::vector<const Grammar*>& grammars);

}  // namespace vankho
