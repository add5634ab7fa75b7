// Words around a goal that tell what it measures (lexicons/goal_words.tsv), in the engine's key form. They are no
// tokens of the grammar: the reader of subjects asks for them at few places.
#pragma once

#include <functional>
#include <set>
#include <string>

#include "pipeline/base/result.h"

namespace vankho {

struct GoalWords {
  using Words = std::set<std::string, std::less<>>;
  Words measure;       // "tỷ lệ", "mức độ": begin what is measured
  Words measure_word;  // their first words
  Words counted_word;  // first words of what says itself what is counted
  Words points;        // "tổng điểm": of what the goal before is of
  Words place_word;    // "xếp", "lọt", "vào": lead to a rank and are no part of what is ranked
  Words keeps_place;   // "giữ nguyên vị trí": of what, stands behind the rank
  Words second_body;   // "địa phương" of "cơ quan, địa phương": goes on behind the comma
  Words before_place;  // "tại", "với": between what is done and where
  Words done_in_duty;  // "kiểm tra", "tập huấn": what a duty does with what it counts
  Words empty_label;   // "Nội dung:", "Cụ thể:": labels that name nothing

  // Error: a class that is none of these.
  static Result<GoalWords> Load(const std::string& lexicon_folder);
};

}  // namespace vankho
