// Tokens of the language model: syllables as they are cased, each punctuation mark by itself, numbers as classes.
//
//   "Số: 1833/KH-UBND, ngày 05/3/2020"  ->  Số : <code> , ngày <date>
//   "KẾ HOẠCH Cải cách"                 ->  kế hoạch Cải cách
//
// Runs of two or more capital syllables are headings: their words are lower-cased, because case says nothing there. A
// lone capital word, or one that cannot be a syllable (UBND), stays: it is an abbreviation.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vankho {

enum class LmTokenKind : std::uint8_t {
  kWord,         // a run of letters
  kPunctuation,  // one mark; "..." and "…" are one, dashes are "-", double quotes are '"', single ones "'"
  kNumber,       // "<num>": digits with . , : / between them; "<year>": 1900-2099; "<date>": 05/3/2020, 3/2020
  kCode,         // "<code>": digits and capitals in one run, as in document numbers: 1833/KH-UBND, 21/2011/QĐ-TTg
};

struct LmToken {
  std::size_t begin = 0;  // bytes of the line
  std::size_t end = 0;
  LmTokenKind kind = LmTokenKind::kWord;
  std::string text;  // the model's form: NFC, canonical tone placement; or the class

  bool operator==(const LmToken&) const = default;
};

// The tokens of one line or paragraph, in order, without overlap; only white space lies between them. Any bytes are
// allowed: what is no letter, digit or space is punctuation. Linear time.
std::vector<LmToken> Tokenize(std::string_view line);

// The two halves of Tokenize, for those who meet the same words a million times and keep their own table of forms.
struct LmPiece {
  std::size_t begin = 0;
  std::size_t end = 0;
  LmTokenKind kind = LmTokenKind::kWord;
  bool heading = false;  // a word of a capital run, to be lower-cased
};
void Segment(std::string_view line, std::vector<LmPiece>& pieces);  // clears `pieces` first
std::string ModelForm(std::string_view line, const LmPiece& piece);

}  // namespace vankho
