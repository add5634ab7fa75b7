// The words of a torn duty table's lines; for the sources of this folder only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/span.h"

namespace vankho {

struct DutyWord {
  TextSpan span;  // of the line
  bool capital = false;
  bool digit = false;
  bool after_rule = false;  // a rule between columns stands before it
};

// A line as words, with heads of names that the engine took for digits put back.
struct WordLine {
  std::string text;
  std::vector<DutyWord> words;
  std::size_t time_begin = std::string::npos;
  std::size_t time_end = std::string::npos;
  bool ends_time = false;
  bool has_code = false;
  bool parts = false;  // a title or a repeated header: no row goes on over it

  std::string_view Text(std::size_t from, std::size_t to) const {
    return std::string_view(text).substr(words[from].span.begin, words[to - 1].span.end - words[from].span.begin);
  }
  bool InTime(std::size_t word) const {
    std::size_t at = words[word].span.begin;
    return time_begin != std::string::npos && at >= time_begin && at < time_end;
  }
};

std::vector<DutyWord> DutyWordsOf(std::string_view text);
// `time`: where one stands in the text; `ends_time`: it is the end of one that a line above began.
WordLine WordLineOf(std::string_view text, std::optional<TextSpan> time, bool ends_time);

// One that issues papers is the end of its office's name, or its beginning.
bool IsIssuerName(std::string_view name);
// Two names that only a wrong joint makes one: "Trung tâm Sở", "Ủy ban nhân dân các tỉnh các huyện".
bool IsMixedName(std::string_view name);
// The first words of bodies: what begins with one and is none that is known was one before it was damaged.
bool IsHeadWord(std::string_view word);
// "Báo cáo", "Hội thi", "Bản đồ": words that begin as bodies do and are none.
bool IsNoBody(std::string_view words);

}  // namespace vankho
