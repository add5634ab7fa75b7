#include "pipeline/restore/candidates.h"

#include <algorithm>

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

constexpr float kNever = std::numeric_limits<float>::infinity();

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

float wide_prices::OfMarkedVowel(char32_t read) {
  constexpr std::u32string_view kVowels = U"aeiouy";
  const bool near = !IsLetter(read) || kVowels.find(BaseLetter(Lower(read))) != std::u32string_view::npos;
  return near ? kOtherVowel : kOtherLetter;
}

std::vector<bool> MarkedVowels(const SyllableTrie& trie) {
  constexpr std::u32string_view kMarkedVowels = U"àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ";
  std::vector<bool> marked(SyllableTrie::kMaxLetters + 1);
  for (char32_t c : kMarkedVowels) {
    if (trie.LetterOf(c) != SyllableTrie::kNoLetter) marked[trie.LetterOf(c)] = true;
  }
  return marked;
}

float MostCost(std::size_t read_size, const SearchLimits& limits) {
  constexpr float kBaseLimit = 7;
  const float most = kBaseLimit + limits.most_a_letter * static_cast<float>(read_size);
  return limits.wide ? std::min(most, limits.most_wide) : most;
}

void KeepBest(const SyllableTrie& trie, const SearchLimits& limits, std::vector<Candidate>& candidates) {
  auto cheaper = [](const Candidate& a, const Candidate& b) { return a.cost < b.cost; };
  if (candidates.size() > limits.keep) {
    auto price = [&](const Candidate& c) { return c.cost - trie.form(c.form).log_unigram; };
    std::stable_sort(candidates.begin(), candidates.end(),
                     [&](const Candidate& a, const Candidate& b) { return price(a) < price(b); });
    candidates.resize(limits.keep);
    std::stable_sort(candidates.begin(), candidates.end(), cheaper);
  }
  if (candidates.empty()) return;
  const float limit = candidates[0].cost + limits.margin;
  std::erase_if(candidates, [&](const Candidate& c) { return c.cost > limit; });
}

CandidateSearch::CandidateSearch(const SyllableTrie& trie, const OcrChannel& channel)
    : trie_(trie), units_(trie, channel), marked_vowel_(MarkedVowels(trie)), rows_(trie.node_count()) {}

void CandidateSearch::Rows::Clear() {
  rows_.clear();
  if (++walk_ == 0) stamps_.assign(stamps_.size(), walk_++);
}

inline CandidateSearch::Row& CandidateSearch::Rows::At(std::uint32_t node, std::vector<std::uint32_t>& reached) {
  if (stamps_[node] != walk_) {
    stamps_[node] = walk_;
    slots_[node] = static_cast<std::uint32_t>(rows_.size());
    rows_.emplace_back().costs.fill(kNever);
    reached.push_back(node);
  }
  return rows_[slots_[node]];
}

inline void CandidateSearch::Rows::Take(std::uint32_t node, const Row& row, std::vector<std::uint32_t>& reached) {
  if (stamps_[node] != walk_) {
    stamps_[node] = walk_;
    slots_[node] = static_cast<std::uint32_t>(rows_.size());
    rows_.push_back(row);
    reached.push_back(node);
    return;
  }
  Row& known = rows_[slots_[node]];
  for (std::size_t at = 0; at < row.costs.size(); ++at) {
    known.costs[at] = row.costs[at] < known.costs[at] ? row.costs[at] : known.costs[at];
  }
}

// One search: for the words of one case mode that a read word may stand for.
class CandidateSearch::Walk {
 public:
  Walk(CandidateSearch& search, std::u32string_view read, const ChannelUnits::OfWord& units, CaseMode mode,
       const SearchLimits& limits)
      : trie_(search.trie_),
        rows_(search.rows_),
        units_(units),
        mode_(mode),
        limits_(limits),
        length_(read.size()),
        most_(MostCost(length_, limits)) {
    for (std::size_t at = 0; at < length_; ++at) {
      read_letters_ += IsLetter(read[at]) ? 1 : 0;
      gained_[at] = wide_prices::Gained(read[at]);
    }
    SetBounds();
    const auto own = static_cast<std::size_t>(mode);
    LetterTable& table = search.tables_[own];
    SetTable(read, search.marked_vowel_, false, table);
    table_ = first_table_ = &table;
    if (mode == CaseMode::kCapital) {  // its first letter is a tall one
      SetTable(read, search.marked_vowel_, true, search.first_table_);
      first_table_ = &search.first_table_;
    }
    first_pairs_ = PairsFrom(true);
    pairs_ = PairsFrom(false);
  }

  // A look at the best nodes of each level: the cost of the cheapest word that it finds; infinite if it finds none.
  float Dive() {
    beam_ = limits_.wide ? kWideBeam : kBeam;
    constexpr float kStep = 4;
    float limit = rest_.costs[0];
    do {
      limit = std::min(limit + kStep, most_);
      Descend(limit, kNever);
    } while (found_.empty() && limit < most_);
    beam_ = kNoBeam;
    known_ = found_;
    return CheapestKnown();
  }

  // The cost of the cheapest word if that is at most `limit`; else infinite.
  float FindCheapest(float limit) {
    Descend(std::min(limit, most_), kNever);
    known_ = found_;
    return CheapestKnown();
  }

  // Adds the words within the margins of the best ones, the cheapest first. `cheapest`: of all case modes, where this
  // one knows no word yet.
  void Run(float cheapest, std::vector<Candidate>& out) {
    const float limit = std::min((known_.empty() ? cheapest : known_[0].cost) + limits_.margin, most_);
    Descend(limit, PriceBound(limit));
    float best = kNever;
    for (const Candidate& c : found_) best = std::min(best, PriceOf(c));
    for (const Candidate& c : found_) {
      if (PriceOf(c) <= best + limits_.price_margin && c.cost <= found_[0].cost + limits_.margin) out.push_back(c);
    }
  }

 private:
  static constexpr float kRounding = 0.001F;  // of bounds that add up otherwise than the costs
  // Nodes of a level that a dive looks at.
  static constexpr std::size_t kBeam = 8;
  static constexpr std::size_t kWideBeam = 128;
  static constexpr std::size_t kNoBeam = std::numeric_limits<std::size_t>::max();

  float PriceOf(const Candidate& c) const { return c.cost - trie_.form(c.form).log_unigram; }
  // found_ is the cheapest first.
  float CheapestKnown() const { return known_.empty() ? kNever : known_[0].cost; }
  // No word of a higher price is wanted: the known ones of at most that cost are better, or enough.
  float PriceBound(float cost) {
    prices_.clear();
    for (const Candidate& c : known_) {
      if (c.cost <= cost) prices_.push_back(PriceOf(c));
    }
    if (prices_.empty()) return kNever;
    const float margin = *std::min_element(prices_.begin(), prices_.end()) + limits_.price_margin;
    if (prices_.size() < limits_.keep) return margin;
    const auto last = prices_.begin() + static_cast<std::ptrdiff_t>(limits_.keep - 1);
    std::nth_element(prices_.begin(), last, prices_.end());
    return std::min(margin, *last);
  }
  // What a word below the node may cost.
  float LimitAt(std::uint32_t node) const { return std::min(cost_limit_, price_limit_ + trie_.ReachOf(node)); }

  // Units of two letters that end at `to` of the read word. All of them, by where they begin.
  struct Way {
    const ReadUnits* units = nullptr;
    std::size_t to = 0;
  };
  struct Ways {
    std::vector<Way> all;
    std::array<std::size_t, kMaxLength + 2> begin{};
    Row least;  // by where they begin: what they and the rest of the word must cost
  };

  Ways PairsFrom(bool at_start) const {
    Ways ways;
    ways.least.costs.fill(kNever);
    for (std::size_t at = 0; at <= length_; ++at) {
      for (std::size_t n = 0; n <= OcrChannel::kMaxRead && at + n <= length_; ++n) {
        const ReadUnits* units = UnitsAt(units_, at, n, mode_, at_start);
        if (units == nullptr || units->two.empty()) continue;
        ways.all.push_back({units, at + n});
        ways.least.costs[at] = std::min(ways.least.costs[at], units->least_two + rest_.costs[at + n] - kRounding);
      }
      ways.begin[at + 1] = ways.all.size();
    }
    return ways;
  }

  // What each letter costs, read as any part of the word; in the wide search it may be lost, or read as any other.
  void SetTable(std::u32string_view read, const std::vector<bool>& marked_vowel, bool at_start, LetterTable& table) {
    LetterCosts none;
    for (Row& row : none) row.costs.fill(kNever);
    LetterCosts vowel = none;
    if (limits_.wide) {
      std::fill_n(none[0].costs.begin(), length_ + 1, wide_prices::kLostLetter);
      vowel[0] = none[0];
      for (std::size_t at = 0; at < length_; ++at) {
        none[1].costs[at + 1] = wide_prices::kOtherLetter;
        vowel[1].costs[at + 1] = wide_prices::OfMarkedVowel(read[at]);
      }
    }
    const std::size_t letters = trie_.letter_count();
    table.costs.resize(letters);
    for (std::size_t letter = 0; letter < letters; ++letter) {
      table.costs[letter] = marked_vowel[letter] ? vowel : none;
    }
    table.detours.assign(letters, kNever);
    for (std::size_t n = 0; n <= std::min(OcrChannel::kMaxRead, length_); ++n) {
      for (std::size_t to = n; to <= length_; ++to) {
        const ReadUnits* units = UnitsAt(units_, to - n, n, mode_, at_start);
        const bool known = units != nullptr && !units->one.empty();
        if (rest_.costs[to] == kNever) continue;
        const float rest = rest_.costs[to] - rest_.costs[to - n] - kRounding;
        for (std::size_t letter = 0; letter < letters; ++letter) {
          float& cost = table.costs[letter][n].costs[to];
          if (known) cost = std::min(cost, units->one[letter]);
          table.detours[letter] = std::min(table.detours[letter], cost + rest);
        }
      }
    }
  }

  // rest_[at]: the least that the letters from `at` on can cost.
  void SetBounds() {
    rest_.costs.fill(kNever);
    rest_.costs[length_] = 0;
    for (std::size_t at = length_; at-- > 0;) {
      float& rest = rest_.costs[at];
      if (limits_.wide) rest = std::min(gained_[at], wide_prices::kOtherVowel) + rest_.costs[at + 1];
      for (std::size_t n = 1; n <= OcrChannel::kMaxRead && at + n <= length_; ++n) {
        const ReadUnits* units = UnitsAt(units_, at, n, mode_, at == 0);
        if (units != nullptr) rest = std::min(rest, units->least() + rest_.costs[at + n]);
      }
    }
  }

  // Finds all words within the limits, or, with a beam, some of them; the cheapest first.
  void Descend(float cost_limit, float price_limit) {
    cost_limit_ = cost_limit;
    price_limit_ = price_limit;
    found_.clear();
    if (rest_.costs[0] > cost_limit) return;
    rows_.Clear();
    level_.clear();
    next_.clear();
    after_next_.clear();
    rows_.At(trie_.root(), level_).costs[0] = 0;
    while (!level_.empty() || !next_.empty()) {
      if (level_.size() > beam_) KeepBest();
      for (const std::uint32_t node : level_) Visit(node);
      level_.swap(next_);
      next_.swap(after_next_);
      after_next_.clear();
    }
    std::sort(found_.begin(), found_.end(), [](const Candidate& a, const Candidate& b) {
      return a.cost != b.cost ? a.cost < b.cost : a.form < b.form;
    });
  }

  // Of the level's nodes those that may lead to the words of the least price.
  void KeepBest() {
    hopes_.clear();
    for (const std::uint32_t node : level_) {
      const Row& row = rows_[node];
      float least = kNever;
      for (std::size_t at = 0; at <= length_; ++at) least = std::min(least, row.costs[at] + rest_.costs[at]);
      hopes_.emplace_back(least - trie_.ReachOf(node), node);
    }
    std::nth_element(hopes_.begin(), hopes_.begin() + static_cast<std::ptrdiff_t>(beam_), hopes_.end());
    for (std::size_t i = 0; i < beam_; ++i) level_[i] = hopes_[i].second;
    level_.resize(beam_);
  }

  void Visit(std::uint32_t node) {
    Row row = rows_[node];
    if (limits_.wide) TakeGained(row);
    const std::uint32_t form = trie_.FormAt(node);
    if (form != SyllableTrie::kNone && row.costs[length_] <= cost_limit_) {
      const Candidate found{form, mode_, row.costs[length_]};
      if (PriceOf(found) <= price_limit_ && (!limits_.wide || IsLongEnough(trie_.form(form), read_letters_)))
        found_.push_back(found);
    }
    if (trie_.IsLeaf(node)) return;
    Reached reached;
    std::copy(row.costs.begin(), row.costs.end(), reached.begin() + kBefore);
    float least = kNever;
    for (std::size_t at = 0; at <= length_; ++at) least = std::min(least, row.costs[at] + rest_.costs[at]);
    const LetterTable& table = node == trie_.root() ? *first_table_ : *table_;
    trie_.ForEachChild(node, [&](SyllableTrie::Letter letter, std::uint32_t child) {
      const float hope = least + table.detours[letter];
      if (hope > cost_limit_ || hope > price_limit_ + trie_.ReachOf(child)) return;
      length_ < 8 ? TakeOne<8>(reached, table.costs[letter], child) : TakeOne<16>(reached, table.costs[letter], child);
    });
    const float limit = LimitAt(node);
    const Ways& pairs = node == trie_.root() ? first_pairs_ : pairs_;
    for (std::size_t at = 0; at <= length_; ++at) {
      if (row.costs[at] + pairs.least.costs[at] > limit) continue;
      for (std::size_t w = pairs.begin[at]; w < pairs.begin[at + 1]; ++w) {
        const Way& way = pairs.all[w];
        const float room = limit - row.costs[at] - rest_.costs[way.to];
        if (way.units->least_two <= room) TakeTwo(node, way, row.costs[at], room);
      }
    }
  }

  void TakeGained(Row& row) const {
    for (std::size_t at = 0; at < length_; ++at) {
      row.costs[at + 1] = std::min(row.costs[at + 1], row.costs[at] + gained_[at]);
    }
  }

  // A node's row with room before it, for letters that were read as up to three characters.
  static constexpr std::size_t kBefore = 4;
  struct Reached : std::array<float, kBefore + 16> {
    Reached() { fill(kNever); }
  };

  // One letter on, by any part of the read word: n characters of it lead from n places before. The loops are over as
  // many costs as the word needs, a number that the compiler knows.
  template <std::size_t kCosts>
  void TakeOne(const Reached& from, const LetterCosts& letter, std::uint32_t child) {
    Row to;
    const float* row = from.data() + kBefore;
    for (std::size_t at = 0; at < kCosts; ++at) to.costs[at] = row[at] + letter[0].costs[at];
    for (std::size_t n = 1; n < letter.size(); ++n) {
      const float* before = row - n;
      for (std::size_t at = 0; at < kCosts; ++at) {
        const float cost = before[at] + letter[n].costs[at];
        to.costs[at] = cost < to.costs[at] ? cost : to.costs[at];
      }
    }
    std::array<float, 4> least;
    least.fill(kNever);
    for (std::size_t group = 0; group < kCosts; group += 4) {
      for (std::size_t i = 0; i < 4; ++i) {
        const float cost = to.costs[group + i] + rest_.costs[group + i];
        least[i] = cost < least[i] ? cost : least[i];
      }
    }
    if (std::min(std::min(least[0], least[1]), std::min(least[2], least[3])) > LimitAt(child)) return;
    std::fill(to.costs.begin() + kCosts, to.costs.end(), kNever);
    rows_.Take(child, to, next_);
  }

  void TakeTwo(std::uint32_t node, const Way& way, float before, float room) {
    for (const ReadUnits::Pair& e : way.units->two) {
      if (e.cost > room) break;
      const std::uint32_t child = trie_.Child(node, e.first);
      if (child == SyllableTrie::kNone) continue;
      const std::uint32_t target = trie_.Child(child, e.second);
      if (target == SyllableTrie::kNone) continue;
      float& cost = rows_.At(target, after_next_).costs[way.to];
      cost = std::min(cost, before + e.cost);
    }
  }

  const SyllableTrie& trie_;
  Rows& rows_;
  const ChannelUnits::OfWord& units_;
  CaseMode mode_;
  const SearchLimits& limits_;
  std::size_t length_;
  float most_;  // that a word may cost
  std::size_t read_letters_ = 0;
  std::array<float, kMaxLength> gained_{};
  Row rest_;
  const LetterTable* table_ = nullptr;
  const LetterTable* first_table_ = nullptr;  // from the root
  float cost_limit_ = 0;
  float price_limit_ = 0;
  std::size_t beam_ = kNoBeam;
  std::vector<std::uint32_t> level_, next_, after_next_;  // nodes that were reached
  Ways first_pairs_, pairs_;                              // from the root and from any other node
  std::vector<Candidate> found_;
  std::vector<Candidate> known_;  // of an earlier descent
  std::vector<float> prices_;     // of them
  std::vector<std::pair<float, std::uint32_t>> hopes_;
};

std::vector<Candidate> CandidateSearch::Find(std::u32string_view read, const SearchLimits& limits) {
  std::vector<Candidate> out;
  if (read.empty() || read.size() > kMaxLength) return out;
  const ChannelUnits::OfWord units = units_.Of(read);
  std::vector<Walk> walks;
  walks.reserve(3);
  auto add = [&](CaseMode mode) { walks.emplace_back(*this, read, units, mode, limits); };
  if (CanBeLower(read)) add(CaseMode::kLower);
  if (CanBeCapital(read)) add(CaseMode::kCapital);
  if (CanBeUpper(read)) add(CaseMode::kUpper);
  float cheapest = kNever;
  for (Walk& walk : walks) cheapest = std::min(cheapest, walk.Dive());
  if (cheapest == kNever || cheapest > limits.enough) {
    for (Walk& walk : walks) cheapest = std::min(cheapest, walk.FindCheapest(limits.enough));
  }
  if (cheapest == kNever || cheapest > limits.enough) return out;
  for (Walk& walk : walks) walk.Run(cheapest, out);
  std::stable_sort(out.begin(), out.end(), [](const Candidate& a, const Candidate& b) { return a.cost < b.cost; });
  KeepBest(trie_, limits, out);
  return out;
}

}  // namespace vankho
