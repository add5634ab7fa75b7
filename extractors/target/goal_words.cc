#include "extractors/target/goal_words.h"

#include <map>

#include "extractors/engine/flat_text.h"
#include "pipeline/base/lexicon.h"

namespace vankho {

Result<GoalWords> GoalWords::Load(const std::string& lexicon_folder) {
  VK_ASSIGN_OR_RETURN(Lexicon lexicon, Lexicon::Load(lexicon_folder + "/goal_words.tsv"));
  VK_ASSIGN_OR_RETURN(std::size_t words, lexicon.Column("words"));
  VK_ASSIGN_OR_RETURN(std::size_t kind, lexicon.Column("class"));
  GoalWords goal;
  const std::map<std::string, Words*> classes{
      {"measure", &goal.measure},         {"measure-word", &goal.measure_word}, {"counted-word", &goal.counted_word},
      {"points", &goal.points},           {"place-word", &goal.place_word},     {"keeps-place", &goal.keeps_place},
      {"second-body", &goal.second_body}, {"before-place", &goal.before_place}, {"done-in-duty", &goal.done_in_duty},
      {"empty-label", &goal.empty_label}};
  for (const Lexicon::Row& row : lexicon.rows()) {
    auto at = classes.find(row.cells[kind]);
    const std::string key = PhraseKey(row.cells[words]);
    if (at == classes.end() || !at->second->insert(key).second) {
      return Fail(ErrorCode::kInvalidInput,
                  lexicon.name() + ":" + std::to_string(row.line) + ": no new row of a class");
    }
  }
  return goal;
}

}  // namespace vankho
