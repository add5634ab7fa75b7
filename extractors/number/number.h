// The number dimension: how many, out of how many, of what.
//
// Papers print decimal commas and thousands points (84,0256; 1.234,5), leading zeros (01 điểm), points that leaked in
// as decimal marks (0.86%), words (ba; 02 (hai)), scores over their maximum (2,95/3 điểm; 00/0,5) and ranks over the
// number of places (05/63). Scanners read the slash as 1, I or l: 48163 tỉnh is 48/63, 7,2110 điểm is 7,2/10. Such a
// number is repaired only where the unit and the range leave exactly one split, and is marked.
//
// Symbols that other dimensions may use: <number> (Decimal), <ratio> (Ratio), <quantity> (Quantity), and the lexicon
// classes <unit>, <thing>, <time-unit> of lexicons/units.tsv.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "extractors/engine/grammar.h"
#include "pipeline/base/decimal.h"

namespace vankho {

struct Ratio {
  Decimal value;
  Decimal out_of;
  bool repaired = false;  // a slash put back
};

struct Quantity {
  Decimal value;
  std::optional<Decimal> value_to;  // "5-10%"
  std::optional<Decimal> out_of;    // "2,95/3 điểm"
  std::string unit;                 // percent point place province body count; "" where no unit stands
  bool repaired = false;
};

// Loads number_words.tsv and units.tsv from the lexicon folder and adds the rules.
Result<void> AddNumberRules(Grammar& grammar, const std::string& lexicon_folder);

// value:2.95 out_of:3 unit:point
std::string PrintQuantity(const Quantity& quantity);

struct FoundQuantity {
  Quantity quantity;
  WordRange range;
  std::string rule;
  double confidence = 1;
};

// All quantities of a text, longest first from left to right, not overlapping. Safe from several threads.
class QuantityFinder {
 public:
  static Result<QuantityFinder> Load(const std::string& lexicon_folder);
  std::vector<FoundQuantity> Find(const FlatText& text) const;
  const Grammar& grammar() const { return grammar_; }

 private:
  Grammar grammar_;
  int quantity_ = 0;
};

}  // namespace vankho
