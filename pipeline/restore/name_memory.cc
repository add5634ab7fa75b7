#include "pipeline/restore/name_memory.h"

#include <algorithm>
#include <cmath>

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

constexpr float kNone = -1e9F;
constexpr float kNameAfterNoun = -6.0F;  // one of some hundred names of its kind
constexpr float kInsideName = -1.6F;
constexpr float kInsideBody = -3.5F;  // the language model knows most bodies itself

std::uint64_t PairOf(NameKey before, NameKey word) { return std::uint64_t{before} << 32 | word; }
bool IsCapital(NameKey key) { return key % 2 == 1; }

}  // namespace

void NameMemory::Raise(NameKey before, NameKey word, float floor) {
  float& old = pairs_.try_emplace(PairOf(before, word), floor).first->second;
  old = std::max(old, floor);
  Set(held_, word);
  Set(before_, before);
}

void NameMemory::AddName(const SyllableTrie& trie, std::string_view noun, std::string_view name) {
  NameKey before = 0;
  auto next = [&](std::u32string_view word, float floor) {
    std::uint32_t form = trie.FindForm(CanonicalTonePlacement(ToLower(EncodeUtf8(word))));
    const NameKey key = form == SyllableTrie::kNone ? 0 : NameMemory::KeyOf(form, IsUpper(word[0]));
    if (before != 0 && key != 0) {
      Raise(before, key, floor);
      if (IsCapital(key)) Raise(before | 1, key, floor);  // Huyện Lấp Vò
    }
    before = key;
  };
  auto each_word = [](std::string_view text, const auto& use) {
    std::u32string word;
    for (char32_t c : ToUtf32(text) + U" ") {
      if (IsLetter(c)) {
        word += c;
      } else if (!word.empty()) {
        use(word);
        word.clear();
      }
    }
  };
  each_word(noun, [&](std::u32string_view word) { next(word, kInsideName); });
  float floor = kNameAfterNoun;
  each_word(name, [&](std::u32string_view word) {
    next(word, floor);
    floor = noun.empty() ? kInsideBody : kInsideName;
  });
}

bool NameMemory::Hear(const Lattice& lattice, const std::vector<Choice>& choices) {
  constexpr double kSureEnough = 0.4;
  constexpr double kSure = 0.99;
  bool doubt = false;
  NameKey before = 0;
  double before_posterior = 0;
  for (const Choice& choice : choices) {
    const NameKey key = lattice[choice.piece][choice.edge].name;
    doubt |= key != 0 && IsCapital(key) && choice.posterior < kSure;
    if (key != 0 && IsCapital(key) && choice.posterior > kSureEnough) {
      heard_words_[key] += choice.posterior;
      heard_ += choice.posterior;
      if (before != 0 && IsCapital(before)) {
        heard_pairs_[PairOf(before, key)] += std::min(choice.posterior, before_posterior);
      }
    }
    before = key;
    before_posterior = choice.posterior;
  }
  return doubt;
}

void NameMemory::Listen(const Lattice& lattice, const std::vector<Choice>& choices) {
  constexpr double kSure = 0.9;
  NameKey before = 0;
  for (const Choice& choice : choices) {
    const NameKey key = choice.posterior < kSure ? 0 : lattice[choice.piece][choice.edge].name;
    if (key != 0) ++phrase_words_[key];
    if (key != 0 && before != 0) ++phrases_[PairOf(before, key)];
    before = key;
  }
}

void NameMemory::SettlePhrases() {
  constexpr double kShare = 0.2;  // of the document's own probability
  for (const auto& [pair, count] : phrases_) {
    if (count < 2) continue;
    const auto before = static_cast<NameKey>(pair >> 32);
    Raise(before, static_cast<NameKey>(pair),
          static_cast<float>(std::log(kShare * static_cast<double>(count) / phrase_words_[before])));
  }
}

void NameMemory::Settle() {
  constexpr double kOften = 1.8;
  constexpr double kOftenWord = 3;
  for (const auto& [pair, count] : heard_pairs_) {
    if (count < kOften) continue;
    const double all = std::max(heard_words_[static_cast<NameKey>(pair >> 32)], count);
    Raise(static_cast<NameKey>(pair >> 32), static_cast<NameKey>(pair),
          static_cast<float>(std::log(0.4 * count / all)));
  }
  for (const auto& [word, count] : heard_words_) {
    if (count < kOftenWord) continue;
    words_[word] = static_cast<float>(std::log(0.2 * count / heard_));
    Set(held_, word);
  }
}

float NameMemory::Floor(NameKey before, NameKey word) const {
  float floor = kNone;
  if (!Has(held_, word)) return floor;
  if (!words_.empty()) {
    if (auto found = words_.find(word); found != words_.end()) floor = found->second;
  }
  if (!Has(before_, before)) return floor;
  auto found = pairs_.find(PairOf(before, word));
  return found == pairs_.end() ? floor : std::max(floor, found->second);
}

}  // namespace vankho
