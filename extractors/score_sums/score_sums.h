// The arithmetic of score tables: what the paper itself says must add up.
//
//   children   the rows 1.1, 1.2, 1.3 sum to row 1; the rows 1..8 to part I           (in each number column)
//   total      the outermost rows sum to the row "Tổng cộng"
//   difference a column of differences is maximum - score (điểm mất) or target - score (điểm cần tăng), whichever most
//              rows of the table keep
//
// A sum that holds is evidence for each of its numbers. One that fails is said only where the rows are known to be the
// whole: a tree with missing rows or cells is no failure. Nothing is ever changed: the single digit that would close a
// sum is offered to a person.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "pipeline/base/result.h"
#include "pipeline/document/record.h"

namespace vankho {

enum class ScoreField { kMaximum, kScore, kTarget, kDifference };
std::string_view Name(ScoreField field);  // "max_score", "score", "target_score", "delta"

// One number that, misread in one digit, would explain a sum that fails.
struct DigitRepair {
  std::size_t criterion = 0;  // index into the criteria that were checked
  Decimal from;               // as read
  Decimal to;                 // what would close the sum
  bool operator==(const DigitRepair&) const = default;
};

struct ScoreSum {
  enum class Kind { kChildren, kTotal, kDifference };
  enum class Verdict { kHolds, kFails, kOpen };  // open: rows or cells are missing, or nothing says that they add up
  Kind kind = Kind::kChildren;
  Verdict verdict = Verdict::kOpen;
  ScoreField field = ScoreField::kScore;
  std::size_t parent = 0;             // the row that states the sum; for a difference the row itself
  std::vector<std::size_t> children;  // empty for a difference
  Decimal stated, computed;
  std::vector<DigitRepair> repairs;  // of a sum that fails: at most kMostRepairs, usual misreadings first
};

// Immutable; safe to use from several threads.
class ScoreSums {
 public:
  static constexpr std::size_t kMostRepairs = 3;
  // lexicons/total_rows.tsv of `data_folder`.
  static Result<ScoreSums> Load(const std::string& data_folder);

  // All sums over the table rows among `criteria` (evidence.rule "table/..."), in order. Rows are told apart by their
  // codes: "A", "I", "1", "1.1", "a)"; one without a code is neither parent nor child, save the total. Time and memory
  // grow with the number of rows.
  std::vector<ScoreSum> Check(const std::vector<Criterion>& criteria) const;

 private:
  bool IsTotal(const Criterion& criterion) const;
  std::vector<std::string> total_words_;  // keys
};

// Raises the confidence of rows whose sums hold; marks those of sums that fail with the flag "sum-mismatch" and lowers
// them: the rows that a repair names, or else the row that states the sum and any row of it that is more than the
// whole.
void MarkSums(const std::vector<ScoreSum>& sums, std::vector<Criterion>& criteria);

// A sum that fails in one sentence: what was read, what the rows give, which digit would close it.
std::string Describe(const ScoreSum& sum, const std::vector<Criterion>& criteria);

}  // namespace vankho
