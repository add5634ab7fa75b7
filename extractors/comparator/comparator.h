// The comparator dimension: at least, at most, between, up by, among the first.
//
// "từ 85% trở lên", "tối thiểu 85%" and "không dưới 85%" are ge; "không quá", "tối đa" le; "trên" gt; "dưới" lt; "đạt
// 100%" eq; "từ 85 đến dưới 95 điểm" between, open above; "nhóm 8 huyện" top; "xếp thứ 5/10" a rank; "tăng 3 bậc"
// increase_by. Symbol: <bound> (Bound).
#pragma once

#include <optional>
#include <string>

#include "extractors/engine/grammar.h"
#include "extractors/number/number.h"

namespace vankho {

struct Bound {
  std::string
      comparator;  // ge gt le lt eq between top rank_at_least increase_by decrease_by, as in the record contract
  std::optional<Decimal> value, value_to;
  bool to_inclusive = true;
  std::string unit;  // percent point rank place count province body; "" where no unit stands
  std::optional<Decimal> out_of;
  bool repaired = false;
  std::optional<Decimal> base;  // "từ 52% lên 70%": where it starts
  bool from_inclusive = true;   // of "between"; false for "trên 95 đến 100"
};

// Loads comparators.tsv and adds the rules; the number rules must be there.
Result<void> AddComparatorRules(Grammar& grammar, const std::string& lexicon_folder);

// ge value:85 unit:percent
std::string PrintBound(const Bound& bound);

struct FoundBound {
  Bound bound;
  WordRange range;
  std::string rule;
  double confidence = 1;
};

// All bounds of a text, from left to right, not overlapping. Safe from several threads.
class BoundFinder {
 public:
  static Result<BoundFinder> Load(const std::string& lexicon_folder);
  std::vector<FoundBound> Find(const FlatText& text) const;
  const Grammar& grammar() const { return grammar_; }

 private:
  Grammar grammar_;
  int bound_ = 0;
};

}  // namespace vankho
