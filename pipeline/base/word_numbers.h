// Words by number: a text's words are looked up once, and everything else compares numbers.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vankho {

// Filled once, then only read.
class WordNumbers {
 public:
  // FNV-1a (Fowler, Noll, Vo): words are short.
  static std::size_t HashOf(std::string_view word) {
    std::size_t hash = kHashBegin;
    for (const char c : word) hash = HashOn(hash, c);
    return hash;
  }
  static constexpr std::size_t kHashBegin = 0xCBF29CE484222325U;
  static constexpr std::size_t HashOn(std::size_t hash, char c) {
    return (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  }

  // Its number, from 0 on; made up on first use.
  int Add(std::string_view word);
  // -1 for a word that was never added.
  int Find(std::string_view word) const { return Find(word, HashOf(word)); }
  int Find(std::string_view word, std::size_t hash) const {
    return places_.empty() ? -1 : places_[PlaceOf(word, hash)].number;
  }

  std::size_t size() const { return words_.size(); }
  const std::vector<std::string>& words() const { return words_; }  // by number

 private:
  struct Place {
    std::size_t hash = 0;
    int number = -1;  // free
  };
  // Where the word stands, or would.
  std::size_t PlaceOf(std::string_view word, std::size_t hash) const {
    std::size_t at = hash & (places_.size() - 1);
    while (places_[at].number >= 0 && !Holds(places_[at], word, hash)) at = (at + 1) & (places_.size() - 1);
    return at;
  }
  bool Holds(const Place& place, std::string_view word, std::size_t hash) const {
    return place.hash == hash && words_[static_cast<std::size_t>(place.number)] == word;
  }

  std::vector<Place> places_;  // open addressing, a power of two of them, at most half taken
  std::vector<std::string> words_;
};

}  // namespace vankho
