#include "pipeline/restore/word_index.h"

#include <algorithm>
#include <bit>
#include <functional>

namespace vankho {
namespace {

std::uint32_t HashOf(std::string_view word) { return static_cast<std::uint32_t>(std::hash<std::string_view>()(word)); }

}  // namespace

WordIndex::WordIndex(std::size_t words) {
  ends_.reserve(words);
  Grow(std::bit_ceil(std::max<std::size_t>(2 * words, 16)));
}

std::string_view WordIndex::WordAt(std::uint32_t number) const {
  const std::uint32_t begin = number == 0 ? 0 : ends_[number - 1];
  return std::string_view(text_).substr(begin, ends_[number] - begin);
}

std::size_t WordIndex::SlotOf(std::string_view word, std::uint32_t hash) const {
  for (std::size_t i = hash & (slots_.size() - 1);; i = (i + 1) & (slots_.size() - 1)) {
    const Slot& slot = slots_[i];
    if (slot.number == kNone || (slot.hash == hash && WordAt(slot.number) == word)) return i;
  }
}

void WordIndex::Grow(std::size_t slots) {
  std::vector<Slot> old = std::move(slots_);
  slots_.assign(slots, {});
  for (const Slot& slot : old) {
    if (slot.number == kNone) continue;
    std::size_t i = slot.hash & (slots - 1);
    while (slots_[i].number != kNone) i = (i + 1) & (slots - 1);
    slots_[i] = slot;
  }
}

std::uint32_t WordIndex::Add(std::string_view word, bool& is_new) {
  if (2 * (size() + 1) > slots_.size()) Grow(2 * slots_.size());
  const std::uint32_t hash = HashOf(word);
  Slot& slot = slots_[SlotOf(word, hash)];
  is_new = slot.number == kNone;
  if (is_new) {
    slot = {hash, static_cast<std::uint32_t>(size())};
    text_ += word;
    ends_.push_back(static_cast<std::uint32_t>(text_.size()));
  }
  return slot.number;
}

std::uint32_t WordIndex::Find(std::string_view word) const { return slots_[SlotOf(word, HashOf(word))].number; }

}  // namespace vankho
