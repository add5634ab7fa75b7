// Scoring criteria in running text: "... (2,95/3 điểm)", "đạt 84,03/100 điểm", "Nội dung tiêu chí 1.1, 1.2 do A chủ
// trì".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extractors/engine/near_rule.h"
#include "pipeline/document/record.h"

namespace vankho {

struct CriterionContext {
  std::string index;              // of the part; ""
  std::optional<int> score_year;  // the year that scores without one are of
  std::string topic;              // the heading above: the name of a score that has none of its own; ""
};

// Immutable; safe to use from several threads.
class CriterionExtractor {
 public:
  // The criteria of one paragraph; `evidence.spans` are of `text`. Agencies are left to the caller, who knows the
  // section.
  std::vector<Criterion> Find(std::string_view text, const CriterionContext& context) const;
  // The rules that came nearest in a paragraph that has none.
  std::vector<NearRule> NearestRules(std::string_view text) const;
};

// A deduction (a negative delta) that is not the maximum less the score: the flag "deduction-mismatch" and a low
// confidence. Nothing where one of the three is missing.
void MarkDeduction(Criterion& criterion);

// "PAR INDEX", "SIPAS", "PAPI", "PCI", "DDCI", "DTI": the index that words speak of first; "" where none.
std::string IndexOf(std::string_view text);

// A score as tables and texts print it: "2,95", "00", "+ 1", "0.86". nullopt for words.
std::optional<Decimal> ReadScore(std::string_view text);

}  // namespace vankho
