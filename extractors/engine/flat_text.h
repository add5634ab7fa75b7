// A paragraph as the grammar reads it: words in a row, whatever the line breaks, the case and the spelling of tones.
//
// `key` is what rules match: NFC, lower case, tone marks in the newer place (hoà -> hòa), dashes as '-', straight
// quotes, every run of white space one space. Each word remembers where it stands in the source text (Document::text),
// so that a find is a range of words and its evidence a look-up. Letters and digits part into words even where the
// scanner glued them ("ngày14" is two words), a punctuation mark is a word of its own.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/span.h"

namespace vankho {

enum class WordKind : unsigned char { kLetters, kDigits, kMark };

struct FlatWord {
  TextSpan key;          // of FlatText::key()
  TextSpan plain;        // of FlatText::plain()
  TextSpan source;       // of the text that was read
  std::size_t hash = 0;  // WordNumbers::HashOf the key
  WordKind kind = WordKind::kMark;
  bool space_before = false;  // white space or a line break stands before it
  bool upper = false;         // begins with a capital letter
};

// A half-open range of words.
struct WordRange {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool operator==(const WordRange&) const = default;
  bool empty() const { return begin >= end; }
  bool Contains(WordRange other) const { return begin <= other.begin && other.end <= end; }
  bool Overlaps(WordRange other) const { return begin < other.end && other.begin < end; }
};

// Built once, then only read. Holds copies: the source text may go away.
class FlatText {
 public:
  // Reads the pieces of `text` in order, as if joined by spaces (a paragraph's or a cell's lines).
  FlatText(std::string_view text, const std::vector<TextSpan>& pieces);
  FlatText(std::string_view text, TextSpan span) : FlatText(text, std::vector<TextSpan>{span}) {}

  const std::string& key() const { return key_; }
  const std::string& plain() const { return plain_; }  // the printed words, runs of white space as one space
  const std::vector<FlatWord>& words() const { return words_; }
  std::size_t size() const { return words_.size(); }

  std::string_view KeyOf(std::size_t word) const { return words_[word].key.Of(key_); }
  std::string KeyOf(WordRange range) const;
  std::string Printed(WordRange range) const;  // for people: "trước ngày 15/3/2024"
  // The source spans of a range: one for each piece that it touches.
  std::vector<TextSpan> SourceOf(WordRange range) const;
  // The words that a source span touches.
  WordRange WordsAt(TextSpan source) const;

 private:
  struct Reading;
  static Reading ReadWord(std::string_view raw, std::size_t at);
  void AddPiece(std::string_view text, TextSpan piece);
  void AddFolded(std::string_view word);

  std::string key_;
  std::string plain_;
  std::vector<FlatWord> words_;
  std::vector<std::size_t> piece_of_;  // word -> piece number
  std::size_t pieces_ = 0;
};

// Phrases of lexicons are compared in this form: the words of `text` joined by single spaces.
std::string PhraseKey(std::string_view text);

}  // namespace vankho
