// Words and their numbers in two arrays: an open-addressed hash table over one string of all words. A vocabulary of
// twenty thousand words is known at every start of the program; a map that allocates for each of them takes thrice as
// long to fill, and as long again to forget.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vankho {

class WordIndex {
 public:
  static constexpr std::uint32_t kNone = 0xffffffff;

  // Room for about so many words; there may be more.
  explicit WordIndex(std::size_t words = 0);

  // The word's number: 0 for the first one added, 1 for the second, .. `is_new` says whether it was added now.
  std::uint32_t Add(std::string_view word, bool& is_new);
  std::uint32_t Find(std::string_view word) const;  // kNone if absent
  std::size_t size() const { return ends_.size(); }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number = kNone;
  };
  std::string_view WordAt(std::uint32_t number) const;
  // Where the word stands, or the free slot where it belongs.
  std::size_t SlotOf(std::string_view word, std::uint32_t hash) const;
  void Grow(std::size_t slots);

  std::vector<Slot> slots_;  // a power of two of them, at most half of them taken
  std::string text_;
  std::vector<std::uint32_t> ends_;  // of each word in `text_`
};

}  // namespace vankho
