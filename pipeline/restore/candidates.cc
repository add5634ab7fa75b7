#include "pipeline/restore/candidates.h"

#include <algorithm>
#include <limits>
#include <queue>

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

constexpr std::size_t kMaxLength = 12;
constexpr float kBaseLimit = 7;

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
  std::vector<Slot> slots_ = std::vector<Slot>(1024);
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
  if (read.size() > 1 && !IsLower(read[0]) && std::any_of(read.begin(), read.end(), [](char32_t c) { return IsLower(c); })) {
    return true;
  }
  return read.size() == 1 && !IsLower(read[0]);
}

}  // namespace

CandidateSearch::CandidateSearch(const SyllableTrie& trie, const OcrChannel& channel) : trie_(trie), channel_(channel) {}

CandidateSearch::Emissions CandidateSearch::EmissionsOf(std::u32string_view read) const {
  Emissions emissions((read.size() + 1) * 4);
  for (std::size_t at = 0; at <= read.size(); ++at) {
    for (std::size_t length = 0; length <= OcrChannel::kMaxRead && at + length <= read.size(); ++length) {
      for (const OcrChannel::Source& source : channel_.SourcesOf(read.substr(at, length))) {
        Emission e;
        e.first = trie_.LetterOf(Lower(source.first));
        e.first_upper = IsUpper(source.first);
        e.cost = source.cost;
        if (source.second != 0) {
          e.second = trie_.LetterOf(Lower(source.second));
          e.second_upper = IsUpper(source.second);
          if (e.second == SyllableTrie::kNoLetter) continue;
        }
        if (e.first != SyllableTrie::kNoLetter) emissions[at * 4 + length].push_back(e);
      }
    }
  }
  return emissions;
}

std::vector<Candidate> CandidateSearch::Find(std::u32string_view read, const SearchLimits& limits) const {
  std::vector<Candidate> out;
  if (read.empty() || read.size() > kMaxLength) return out;
  Emissions emissions = EmissionsOf(read);
  if (CanBeLower(read)) Search(emissions, read.size(), CaseMode::kLower, limits, out);
  if (CanBeCapital(read)) Search(emissions, read.size(), CaseMode::kCapital, limits, out);
  if (CanBeUpper(read)) Search(emissions, read.size(), CaseMode::kUpper, limits, out);
  std::stable_sort(out.begin(), out.end(), [](const Candidate& a, const Candidate& b) { return a.cost < b.cost; });
  if (!out.empty()) {
    float limit = out[0].cost + limits.margin;
    std::erase_if(out, [&](const Candidate& c) { return c.cost > limit; });
  }
  return out;
}

void CandidateSearch::Search(const Emissions& emissions, std::size_t length, CaseMode mode, const SearchLimits& limits,
                             std::vector<Candidate>& out) const {
  auto fits = [mode](bool upper, bool at_start) {
    return upper == (mode == CaseMode::kUpper || (mode == CaseMode::kCapital && at_start));
  };
  std::vector<float> rest(length + 1, std::numeric_limits<float>::infinity());
  rest[length] = 0;
  for (std::size_t at = length; at-- > 0;) {
    for (std::size_t n = 1; n <= OcrChannel::kMaxRead && at + n <= length; ++n) {
      for (const Emission& e : emissions[at * 4 + n]) {
        if (fits(e.first_upper, at == 0)) {  // the cheapest comes first
          rest[at] = std::min(rest[at], e.cost + rest[at + n]);
          break;
        }
      }
    }
  }
  float limit = kBaseLimit + limits.most_a_letter * static_cast<float>(length);
  BestCosts best;
  std::priority_queue<State> queue;
  if (rest[0] <= limit) queue.push({rest[0], 0, trie_.root(), 0});
  std::size_t found = 0;
  for (std::size_t steps = 0; !queue.empty() && found < limits.most && steps < limits.expansions; ++steps) {
    State state = queue.top();
    queue.pop();
    if (best.IsStale(state.node, state.at, state.cost)) continue;
    if (state.at == length && trie_.FormAt(state.node) != SyllableTrie::kNone) {
      if (found++ == 0) limit = std::min(limit, state.cost + limits.margin);
      out.push_back({trie_.FormAt(state.node), mode, state.cost});
    }
    const bool at_start = state.node == trie_.root();
    for (std::size_t n = 0; n <= OcrChannel::kMaxRead && state.at + n <= length; ++n) {
      const float room = limit - state.cost - rest[state.at + n];
      for (const Emission& e : emissions[state.at * 4 + n]) {
        if (e.cost > room) break;
        if (!fits(e.first_upper, at_start)) continue;
        std::uint32_t node = trie_.Child(state.node, e.first);
        if (node == SyllableTrie::kNone) continue;
        if (e.second != SyllableTrie::kNoLetter) {
          if (!fits(e.second_upper, false)) continue;
          node = trie_.Child(node, e.second);
          if (node == SyllableTrie::kNone) continue;
        }
        const auto at = static_cast<std::uint32_t>(state.at + n);
        const float cost = state.cost + e.cost;
        if (best.Improve(node, at, cost)) queue.push({cost + rest[at], cost, node, at});
      }
    }
  }
}

}  // namespace vankho
