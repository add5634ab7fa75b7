// The training text as numbers: every distinct token form once in a table, every line a run of form numbers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "models/syllable_lm/tokenizer.h"
#include "pipeline/base/result.h"

namespace vankho {

using FormId = std::uint32_t;

// Token forms as `Tokenize` writes them, numbered in the order in which they first appear.
class FormTable {
 public:
  FormId Intern(std::string_view form);
  // The form of a piece, by way of a table of the spellings seen so far: ICU works once a spelling, not once a token.
  FormId FormOf(std::string_view line, const LmPiece& piece);
  const std::vector<std::string>& forms() const { return forms_; }

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  std::vector<std::string> forms_;
  std::unordered_map<std::string, FormId, Hash, std::equal_to<>> ids_;
  std::unordered_map<std::string, FormId, Hash, std::equal_to<>> spellings_;  // as seen, with its kind before it
};

inline constexpr FormId kLineEnd = 0xffffffff;

// One file of text. Held-out lines keep their words, for they are measured on; the others are numbers only.
struct TextSource {
  std::string name;                   // "legal"
  std::vector<FormId> tokens;         // kLineEnd after each line
  std::vector<std::uint64_t> counts;  // of each form, held-out lines left out
  std::vector<std::string> held_out;
  std::vector<std::size_t> held_out_numbers;  // 1-based line numbers in the file
};

// The same number for the same text and number on every machine and in every run.
std::uint64_t StableHash(std::string_view text, std::uint64_t number = 0);

// Is this line held out? By a hash of the file's name and of the number of the block of 40 lines that it stands in: one
// block of 250, the same in every run and whatever the other lines are.
bool IsHeldOut(std::string_view source_name, std::size_t line_number);

// Reads NAME.txt.zst. `take_every` > 1 keeps one line of so many, for quick trials.
Result<TextSource> ReadSource(const std::string& path, std::string name, int take_every, FormTable& forms);

// Adds lines that no file of the sources holds (of a grammar) to the training text; none of them is held out.
void AddText(std::string_view text, FormTable& forms, TextSource& source);

}  // namespace vankho
