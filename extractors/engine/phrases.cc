#include "extractors/engine/phrases.h"

#include <algorithm>

#include "pipeline/base/check.h"

namespace vankho {

// Where the word of this hash stands, or would.
std::size_t WordNumbering::PlaceOf(std::size_t hash) const {
  const std::size_t mask = places_.size() - 1;
  std::size_t at = hash & mask;
  while (places_[at].number >= 0 && places_[at].hash != hash) at = (at + 1) & mask;
  return at;
}

int WordNumbering::Add(std::string_view key) {
  constexpr std::size_t kFewest = 64;
  if (places_.size() < 2 * (words_.size() + 1)) {
    std::vector<Place> before(std::max(kFewest, 2 * places_.size()));
    before.swap(places_);
    for (const Place& place : before) {
      if (place.number >= 0) places_[PlaceOf(place.hash)] = place;
    }
  }
  const std::size_t hash = std::hash<std::string_view>{}(key);
  Place& place = places_[PlaceOf(hash)];
  if (place.number < 0) {
    place = {hash, static_cast<int>(words_.size())};
    words_.emplace_back(key);
  }
  VK_CHECK(words_[static_cast<std::size_t>(place.number)] == key);  // two words of our lexicons under one hash
  return place.number;
}

void WordNumbering::Number(const FlatText& text, std::span<int> numbers) const {
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const int number = places_.empty() ? -1 : places_[PlaceOf(text.words()[i].hash)].number;
    const bool same = number >= 0 && words_[static_cast<std::size_t>(number)] == text.KeyOf(i);
    numbers[i] = same ? number : -1;
  }
}

void PhraseTable::Add(std::string_view phrase, int id, WordNumbering& words) {
  const FlatText flat(phrase, TextSpan{0, phrase.size()});
  if (flat.size() == 0) return;
  std::uint32_t node = 0;
  for (std::size_t i = 0; i < flat.size(); ++i) {
    const int word = words.Add(flat.KeyOf(i));
    std::uint32_t child = ChildOf(node, word);
    if (child == 0) {
      child = static_cast<std::uint32_t>(nodes_.size());
      if (node == 0) {
        first_.resize(std::max(first_.size(), static_cast<std::size_t>(word) + 1));
        first_[static_cast<std::size_t>(word)] = child;
      } else {
        auto& next = nodes_[node].next;
        next.insert(std::lower_bound(next.begin(), next.end(), std::pair{word, std::uint32_t{0}}), {word, child});
      }
      nodes_.emplace_back();
    }
    node = child;
  }
  nodes_[node].ids.push_back(id);
}

}  // namespace vankho
