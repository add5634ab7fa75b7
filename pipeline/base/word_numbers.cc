#include "pipeline/base/word_numbers.h"

#include <algorithm>

namespace vankho {

int WordNumbers::Add(std::string_view word) {
  constexpr std::size_t kFewest = 64;
  if (places_.size() < 2 * (words_.size() + 1)) {
    std::vector<Place> before(std::max(kFewest, 2 * places_.size()));
    before.swap(places_);
    for (const Place& place : before) {
      if (place.number >= 0) places_[PlaceOf(words_[static_cast<std::size_t>(place.number)], place.hash)] = place;
    }
  }
  const std::size_t hash = HashOf(word);
  Place& place = places_[PlaceOf(word, hash)];
  if (place.number < 0) {
    place = {hash, static_cast<int>(words_.size())};
    words_.emplace_back(word);
  }
  return place.number;
}

}  // namespace vankho
