// A text cut into words and single marks, each with its look-up key.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/span.h"
#include "pipeline/base/word_numbers.h"

namespace vankho {

struct WordToken {
  TextSpan span;
  std::string key;        // MatchKey of the word; the mark itself for marks (dashes as "-")
  bool word = false;      // letters or digits, else one mark
  bool capital = false;   // begins with a capital letter
  bool all_caps = false;  // holds no lower-case letter
  int number = -1;        // of the key, in the list of words that a WordNumbers keeps; -1: not looked up, or not in it
};

// With a `most`, no more than so many tokens.
std::vector<WordToken> SplitWords(std::string_view text, std::size_t most = std::string_view::npos);

// The words of a text, split only as far as they are asked for: most questions end at the first.
class LazyWords {
 public:
  explicit LazyWords(std::string_view text) : text_(text) {}

  // Null behind the last. The answer holds until the next call.
  const WordToken* At(std::size_t word);

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<WordToken> words_;
};

// The word that ends a text before white space: what leads to the body behind it, "gửi báo cáo về ".
struct LastWord {
  std::string word;  // in small letters; empty where none stands there, or a long one
  char before = 0;   // the byte on its left: white space, '(' or ','; 0 at the text's beginning
  bool Is(std::initializer_list<std::string_view> words) const;
  bool parted() const { return before == ' ' || (before >= '\t' && before <= '\r'); }  // by white space
};
LastWord LastWordOf(std::string_view text);

// Sets the number of each.
void NumberWords(const WordNumbers& numbers, std::vector<WordToken>& tokens);

}  // namespace vankho
