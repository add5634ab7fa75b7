// Targets: every stated goal with a number.
//
// "Phấn đấu Chỉ số CCHC đạt từ 85% trở lên" is ge 85 percent; "nằm trong nhóm 8 huyện" top 8; "tăng 3 bậc so với năm
// 2022" increase_by 3 place with the baseline's year; "100% thủ tục được công khai" eq 100 percent. Not targets: what
// has been reached ("năm 2022 đạt 84,03%"), scores of criteria ("đạt 0,4/0,5 điểm"), ranges of rating bands. A sentence
// is a goal by its verb (phấn đấu, bảo đảm, yêu cầu: class `goal`) or by its heading (mục tiêu, chỉ tiêu).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "extractors/comparator/comparator.h"
#include "extractors/engine/context.h"
#include "extractors/target/goal_words.h"
#include "pipeline/document/record.h"

namespace vankho {

// ge value:85 unit:percent year:2024
std::string PrintTarget(const Target& target);

// The rules that make a bound of words only goals use; behind those of numbers, dates and comparators.
void AddTargetRules(Grammar& grammar);

// Behind the "trở lên" of the words from `at` on, where a share's noun stands between: "từ 90% | cơ quan trở lên"; 0
// where there is none before the next mark, figure or clause.
std::size_t EndOfAndUp(const FlatText& text, std::size_t at);

// A cell in a column of what is aimed at, with what the table says about it. The texts are borrowed for the call.
struct GoalCell {
  const FlatText& goal;
  std::string subject;
  std::optional<int> year;         // of the goal's header
  const FlatText* base = nullptr;  // where things stood: a figure with its unit, of a rank the points; or nullptr
  const FlatText* base_rank = nullptr;
  std::optional<int> base_year;
};

// What the grammar calls the tokens that goals are read from.
struct TargetSymbols {
  int bound = 0, goal = 0, past = 0, date = 0, quantity = 0, reach = 0, since = 0, label = 0, label_of = 0;
};

// Safe from several threads.
class TargetFinder {
 public:
  static Result<TargetFinder> Load(const std::string& lexicon_folder);
  // Over a finished grammar that has the rules of numbers, dates and comparators and AddTargetRules, perhaps more.
  TargetFinder(std::shared_ptr<const Grammar> grammar, GoalWords words);
  // Of one paragraph. Evidence, flags and confidence are filled.
  std::vector<Target> Find(const ExtractionContext& context, const FlatText& text) const {
    return Find(context, text, grammar_->Parse(text, {wanted()}));
  }
  // The same with the grammar's chart of the text: one may serve several finders.
  std::vector<Target> Find(const ExtractionContext& context, const FlatText& text, const Chart& chart) const;
  int wanted() const { return symbols_.bound; }  // without such a token there is no target
  // Of a cell in a column of goals, where "70%" or "05 hồ sơ" needs no verb. Nothing where it holds no number with a
  // unit.
  std::optional<Target> FindInCell(const ExtractionContext& context, const GoalCell& cell) const;
  // Of a cell in a column of ranks: "từ 10 trở lên", "15/63", "nhóm 20".
  std::optional<Target> FindRank(const ExtractionContext& context, const GoalCell& cell) const;
  const Grammar& grammar() const { return *grammar_; }

 private:
  friend class TargetReader;
  std::shared_ptr<const Grammar> grammar_;
  GoalWords words_;
  int number_word_ = 0;
  TargetSymbols symbols_;
};

}  // namespace vankho
