// Words as the scanner or the text layer gave them, and a list of them that takes little memory while it is only read.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vankho {

// A rectangle in points (1/72 inch) of the original page as a reader holds it (after the PDF's own /Rotate), origin top
// left. Whatever was deskewed or turned for reading, boxes are given in this space.
struct Box {
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;

  bool operator==(const Box&) const = default;
  bool empty() const { return right <= left || bottom <= top; }
  double width() const { return right - left; }
  double height() const { return bottom - top; }
};
Box Cover(const Box& a, const Box& b);  // an empty box adds nothing

// Another reading of a word, with its probability.
struct Alternative {
  std::string text;
  double confidence = 0;
  bool operator==(const Alternative&) const = default;
};

struct Word {
  std::string text;       // NFC, no white space
  Box box;                // empty for plain text
  double confidence = 1;  // 0-1, the engine's own
  std::vector<Alternative> alternatives;

  bool operator==(const Word&) const = default;
};

// Words in order. Used like a std::vector<Word>; Pack() turns it into some 20 bytes a word, where a vector takes a
// hundred: a document of thousands of pages has millions of words, and all but a few of them are only kept. A packed
// list is read like any other, word by word and by value, and unpacks itself when it is changed.
class WordList {
 public:
  using value_type = Word;
  class const_iterator;
  using iterator = std::vector<Word>::iterator;

  WordList() = default;
  WordList(std::vector<Word> words) : open_(std::move(words)) {}  // NOLINT(google-explicit-constructor)
  WordList(std::initializer_list<Word> words) : open_(words) {}

  // Only where nothing is lost: boxes are whole hundredths of a point and confidences whole thousandths, as in the JSON
  // of a page. Else the list stays as it is.
  void Pack();
  bool packed() const { return !packed_.empty(); }

  std::size_t size() const;
  bool empty() const { return size() == 0; }
  const_iterator begin() const;
  const_iterator end() const;
  Word operator[](std::size_t index) const;  // of a packed list in linear time
  Word front() const { return (*this)[0]; }
  Word back() const { return (*this)[size() - 1]; }

  // To be changed: unpacked first. References last as long as those into a vector.
  std::vector<Word>& Open();
  iterator begin() { return Open().begin(); }
  iterator end() { return Open().end(); }
  Word& operator[](std::size_t index) { return Open()[index]; }
  Word& front() { return Open().front(); }
  Word& back() { return Open().back(); }
  void push_back(Word word) { Open().push_back(std::move(word)); }
  void resize(std::size_t size) { Open().resize(size); }

  bool operator==(const WordList& other) const;

 private:
  std::vector<Word> open_;  // empty while it is packed
  std::string packed_;      // words.cc says how; empty while it is open
};

// Holds the word that it stands on: references to it last until the next step.
class WordList::const_iterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = Word;
  using difference_type = std::ptrdiff_t;
  using pointer = const Word*;
  using reference = const Word&;

  const_iterator() = default;
  reference operator*() const { return word_; }
  pointer operator->() const { return &word_; }
  const_iterator& operator++();
  const_iterator operator++(int) {
    const_iterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const const_iterator& other) const { return left_ == other.left_; }

 private:
  friend class WordList;
  const_iterator(const std::vector<Word>& words);  // NOLINT(google-explicit-constructor)
  const_iterator(std::string_view packed);         // NOLINT(google-explicit-constructor)
  void Take();

  const Word* next_ = nullptr;  // of an open list
  std::string_view rest_;       // of a packed one
  std::size_t left_ = 0;        // words from this one to the end
  Word word_;
};

inline WordList::const_iterator WordList::end() const { return {}; }

}  // namespace vankho
