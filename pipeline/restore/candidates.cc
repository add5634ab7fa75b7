#include "pipeline/restore/candidates.h"

#include <algorithm>
#include <limits>
#include <queue>

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

constexpr std::size_t kMaxLength = 12;
constexpr float kBaseLimit = 7;
constexpr float kNever = std::numeric_limits<float>::infinity();

struct State {
  float bound = 0;
  float cost = 0;
  std::uint32_t node = 0;
  std::uint32_t at = 0;
  bool operator<(const State& other) const { return bound > other.bound; }  // the cheapest on top
};

// The best cost seen at (node, position): a small open-addressing table.
class BestCosts {
 public:
  // Is `cost` better than what was seen there? Then remembers it.
  bool Improve(std::uint32_t node, std::uint32_t at, float cost) {
    if (used_ * 2 >= slots_.size()) Grow();
    Slot& slot = Find((std::uint64_t{node} << 8 | at) + 1);
    if (slot.key != 0 && slot.cost <= cost) return false;
    if (slot.key == 0) ++used_;
    slot = {(std::uint64_t{node} << 8 | at) + 1, cost};
    return true;
  }
  bool IsStale(std::uint32_t node, std::uint32_t at, float cost) {
    return Find((std::uint64_t{node} << 8 | at) + 1).cost < cost;
  }

 private:
  struct Slot {
    std::uint64_t key = 0;
    float cost = std::numeric_limits<float>::infinity();
  };
  Slot& Find(std::uint64_t key) {
    std::size_t i = (key * 0x9e3779b97f4a7c15U) >> 32 & (slots_.size() - 1);
    while (slots_[i].key != 0 && slots_[i].key != key) i = (i + 1) & (slots_.size() - 1);
    return slots_[i];
  }
  void Grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.key != 0) Find(slot.key) = slot;
    }
  }
  std::vector<Slot> slots_ = std::vector<Slot>(256);
  std::size_t used_ = 0;
};

bool CanBeUpper(std::u32string_view read) {
  auto small = std::count_if(read.begin(), read.end(), [](char32_t c) { return IsLower(c); });
  return static_cast<std::size_t>(small) * 2 <= read.size();
}

bool CanBeLower(std::u32string_view read) {
  auto tall = std::count_if(read.begin(), read.end(), [](char32_t c) { return IsUpper(c); });
  return tall == 0 || (tall == 1 && read.size() > 1) || read.size() == 1;
}

bool CanBeCapital(std::u32string_view read) {
  if (read.size() > 1 && !IsLower(read[0])) {
    return std::any_of(read.begin() + 1, read.end(), [](char32_t c) { return !IsUpper(c); });
  }
  return read.size() == 1 && !IsLower(read[0]);
}

}  // namespace

CandidateSearch::CandidateSearch(const SyllableTrie& trie, const OcrChannel& channel)
    : trie_(trie), marked_vowel_(SyllableTrie::kMaxLetters + 1) {
  constexpr std::u32string_view kMarkedVowels = U"àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ";
  for (char32_t c : kMarkedVowels) {
    if (trie.LetterOf(c) != SyllableTrie::kNoLetter) marked_vowel_[trie.LetterOf(c)] = true;
  }
  channel.ForEachRead([&](const std::u32string& read, std::span<const OcrChannel::Source> sources) {
    Emissions& emissions = emissions_[read];
    for (const OcrChannel::Source& source : sources) {
      Emission e{trie.LetterOf(Lower(source.first)), SyllableTrie::kNoLetter, source.cost};
      if (source.second != 0) e.second = trie.LetterOf(Lower(source.second));
      const bool known =
          e.first != SyllableTrie::kNoLetter && (source.second == 0 || e.second != SyllableTrie::kNoLetter);
      const bool upper = IsUpper(source.first);
      const bool second_upper = source.second != 0 && IsUpper(source.second);
      if (!known || (second_upper && !upper)) continue;
      auto add = [&](CaseMode mode) {
        Units& units = emissions[static_cast<std::size_t>(mode)];
        units.least = std::min(units.least, e.cost);
        if (e.second != SyllableTrie::kNoLetter) {
          units.two.push_back(e);
          return;
        }
        if (units.one.empty()) units.one.resize(trie.letter_count(), kNever);
        units.one[e.first] = std::min(units.one[e.first], e.cost);
      };
      if (!upper) add(CaseMode::kLower);
      if (upper && !second_upper) add(CaseMode::kCapital);
      if (upper && (second_upper || source.second == 0)) add(CaseMode::kUpper);
    }
  });
}

CandidateSearch::EmissionsAt CandidateSearch::EmissionsOf(std::u32string_view read) const {
  EmissionsAt emissions((read.size() + 1) * 4, &none_);
  for (std::size_t at = 0; at <= read.size(); ++at) {
    for (std::size_t length = 0; length <= OcrChannel::kMaxRead && at + length <= read.size(); ++length) {
      auto found = emissions_.find(read.substr(at, length));
      if (found != emissions_.end()) emissions[at * 4 + length] = &found->second;
    }
  }
  return emissions;
}

// One search: for the words of one case mode that a read word may stand for.
class CandidateSearch::Walk {
 public:
  Walk(const CandidateSearch& search, std::u32string_view read, const EmissionsAt& emissions, CaseMode mode,
       const SearchLimits& limits)
      : search_(search),
        trie_(search.trie_),
        emissions_(emissions),
        mode_(mode),
        limits_(limits),
        length_(read.size()) {
    for (char32_t c : read) gained_.push_back(IsLetter(c) ? kGainedLetter : kGainedMark);
    for (char32_t c : read) {
      const bool vowel = std::u32string_view(U"aeiouy").find(BaseLetter(Lower(c))) != std::u32string_view::npos;
      vowel_like_.push_back(vowel || !IsLetter(c));
    }
    limit_ = kBaseLimit + limits.most_a_letter * static_cast<float>(length_);
    SetBounds();
  }

  void Run(std::vector<Candidate>& out) {
    if (rest_[0] <= limit_) queue_.push({rest_[0], 0, trie_.root(), 0});
    const std::size_t most_steps = limits_.expansions * (limits_.wide ? 4 : 1);
    std::size_t found = 0;
    for (std::size_t steps = 0; !queue_.empty() && found < limits_.most && steps < most_steps; ++steps) {
      State state = queue_.top();
      queue_.pop();
      if (best_.IsStale(state.node, state.at, state.cost)) continue;
      if (state.at == length_ && trie_.FormAt(state.node) != SyllableTrie::kNone) {
        if (found++ == 0) limit_ = std::min(limit_, state.cost + limits_.margin);
        out.push_back({trie_.FormAt(state.node), mode_, state.cost});
      }
      TakeUnits(state);
      if (limits_.wide) TakeAnything(state);
    }
  }

 private:
  // Prices of the wide search.
  static constexpr float kGainedLetter = 5.5F;  // a letter was read that nothing stands for
  static constexpr float kGainedMark = 3.5F;
  static constexpr float kOtherVowel = 5.5F;  // a marked vowel was read as another vowel, a digit or a mark
  static constexpr float kOtherLetter = 7.5F;
  static constexpr float kLostLetter = 8;

  // The units that fit the case mode.
  const Units& UnitsAt(std::size_t at, std::size_t length, bool at_start) const {
    const CaseMode mode = mode_ == CaseMode::kCapital && !at_start ? CaseMode::kLower : mode_;
    return (*emissions_[at * 4 + length])[static_cast<std::size_t>(mode)];
  }

  // rest_[at]: the least that the letters from `at` on can cost.
  void SetBounds() {
    rest_.assign(length_ + 1, std::numeric_limits<float>::infinity());
    rest_[length_] = 0;
    for (std::size_t at = length_; at-- > 0;) {
      if (limits_.wide) rest_[at] = std::min(gained_[at], kOtherVowel) + rest_[at + 1];
      for (std::size_t n = 1; n <= OcrChannel::kMaxRead && at + n <= length_; ++n) {
        rest_[at] = std::min(rest_[at], UnitsAt(at, n, at == 0).least + rest_[at + n]);
      }
    }
  }

  void Reach(std::uint32_t node, std::size_t at, float cost) {
    const float bound = cost + rest_[at];
    if (bound > limit_) return;
    const auto place = static_cast<std::uint32_t>(at);
    if (best_.Improve(node, place, cost)) queue_.push({bound, cost, node, place});
  }

  void TakeUnits(const State& state) {
    const bool at_start = state.node == trie_.root();
    for (std::size_t n = 0; n <= OcrChannel::kMaxRead && state.at + n <= length_; ++n) {
      const float room = limit_ - state.cost - rest_[state.at + n];
      const Units& units = UnitsAt(state.at, n, at_start);
      if (units.least > room) continue;
      if (!units.one.empty()) {
        trie_.ForEachChild(state.node, [&](SyllableTrie::Letter letter, std::uint32_t child) {
          const float cost = units.one[letter];
          if (cost <= room) Reach(child, state.at + n, state.cost + cost);
        });
      }
      for (const Emission& e : units.two) {
        if (e.cost > room) break;
        std::uint32_t node = trie_.Child(state.node, e.first);
        if (node != SyllableTrie::kNone) node = trie_.Child(node, e.second);
        if (node != SyllableTrie::kNone) Reach(node, state.at + n, state.cost + e.cost);
      }
    }
  }

  void TakeAnything(const State& state) {
    if (state.at < length_) Reach(state.node, state.at + 1, state.cost + gained_[state.at]);
    trie_.ForEachChild(state.node, [&](SyllableTrie::Letter letter, std::uint32_t child) {
      Reach(child, state.at, state.cost + kLostLetter);
      if (state.at == length_) return;
      const bool vowel = search_.marked_vowel_[letter] && vowel_like_[state.at];
      Reach(child, state.at + 1, state.cost + (vowel ? kOtherVowel : kOtherLetter));
    });
  }

  const CandidateSearch& search_;
  const SyllableTrie& trie_;
  const EmissionsAt& emissions_;
  CaseMode mode_;
  const SearchLimits& limits_;
  std::size_t length_;
  std::vector<float> gained_;
  std::vector<bool> vowel_like_;
  std::vector<float> rest_;
  float limit_ = 0;
  BestCosts best_;
  std::priority_queue<State> queue_;
};

std::vector<Candidate> CandidateSearch::Find(std::u32string_view read, const SearchLimits& limits) const {
  std::vector<Candidate> out;
  if (read.empty() || read.size() > kMaxLength) return out;
  const EmissionsAt emissions = EmissionsOf(read);
  auto search = [&](CaseMode mode) { Walk(*this, read, emissions, mode, limits).Run(out); };
  if (CanBeLower(read)) search(CaseMode::kLower);
  if (CanBeCapital(read)) search(CaseMode::kCapital);
  if (CanBeUpper(read)) search(CaseMode::kUpper);
  std::stable_sort(out.begin(), out.end(), [](const Candidate& a, const Candidate& b) { return a.cost < b.cost; });
  if (out.size() > limits.keep) {
    auto price = [this](const Candidate& c) { return c.cost - trie_.form(c.form).log_unigram; };
    std::stable_sort(out.begin(), out.end(),
                     [&](const Candidate& a, const Candidate& b) { return price(a) < price(b); });
    out.resize(limits.keep);
    std::stable_sort(out.begin(), out.end(), [](const Candidate& a, const Candidate& b) { return a.cost < b.cost; });
  }
  if (!out.empty()) {
    float limit = out[0].cost + limits.margin;
    std::erase_if(out, [&](const Candidate& c) { return c.cost > limit; });
  }
  return out;
}

}  // namespace vankho
