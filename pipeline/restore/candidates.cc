#include "pipeline/restore/candidates.h"

#include <algorithm>

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

constexpr float kBaseLimit = 7;
constexpr float kNever = std::numeric_limits<float>::infinity();

std::uint64_t Pack(std::u32string_view read) {
  std::uint64_t packed = 0;
  for (char32_t c : read) packed = packed << 21 | (c & 0x1fffff);
  return packed;
}

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
    : trie_(trie), marked_vowel_(SyllableTrie::kMaxLetters + 1), rows_(trie.node_count()) {
  constexpr std::u32string_view kMarkedVowels = U"àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ";
  for (char32_t c : kMarkedVowels) {
    if (trie.LetterOf(c) != SyllableTrie::kNoLetter) marked_vowel_[trie.LetterOf(c)] = true;
  }
  channel.ForEachRead([&](const std::u32string& read, std::span<const OcrChannel::Source> sources) {
    Emissions& emissions = emissions_[Pack(read)];
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
        if (e.second != SyllableTrie::kNoLetter) {
          units.least_two = std::min(units.least_two, e.cost);
          units.two.push_back(e);
          return;
        }
        units.least_one = std::min(units.least_one, e.cost);
        if (units.one.empty()) units.one.resize(trie.letter_count(), kNever);
        units.one[e.first] = std::min(units.one[e.first], e.cost);
        units.letters[e.first / 64] |= std::uint64_t{1} << e.first % 64;
      };
      if (!upper) add(CaseMode::kLower);
      if (upper && !second_upper) add(CaseMode::kCapital);
      if (upper && (second_upper || source.second == 0)) add(CaseMode::kUpper);
    }
  });
}

CandidateSearch::EmissionsAt CandidateSearch::EmissionsOf(std::u32string_view read) const {
  EmissionsAt emissions((read.size() + 1) * 4);
  for (std::size_t at = 0; at <= read.size(); ++at) {
    for (std::size_t length = 0; length <= OcrChannel::kMaxRead && at + length <= read.size(); ++length) {
      auto found = emissions_.find(Pack(read.substr(at, length)));
      if (found != emissions_.end()) emissions[at * 4 + length] = &found->second;
    }
  }
  return emissions;
}

void CandidateSearch::Rows::Clear() {
  rows_.clear();
  if (++walk_ == 0) stamps_.assign(stamps_.size(), walk_++);
}

CandidateSearch::Row& CandidateSearch::Rows::At(std::uint32_t node, std::vector<std::uint32_t>& reached) {
  if (stamps_[node] != walk_) {
    stamps_[node] = walk_;
    slots_[node] = static_cast<std::uint32_t>(rows_.size());
    rows_.emplace_back().costs.fill(kNever);
    reached.push_back(node);
  }
  return rows_[slots_[node]];
}

// One search: for the words of one case mode that a read word may stand for.
class CandidateSearch::Walk {
 public:
  Walk(CandidateSearch& search, std::u32string_view read, const EmissionsAt& emissions, CaseMode mode,
       const SearchLimits& limits)
      : trie_(search.trie_),
        marked_vowel_(search.marked_vowel_),
        rows_(search.rows_),
        emissions_(emissions),
        mode_(mode),
        limits_(limits),
        length_(read.size()) {
    other_vowel_.costs.fill(kNever);
    other_letter_.costs.fill(kNever);
    for (std::size_t at = 0; at < length_; ++at) {
      read_letters_ += IsLetter(read[at]) ? 1 : 0;
      gained_[at] = IsLetter(read[at]) ? kGainedLetter : kGainedMark;
      const bool vowel = std::u32string_view(U"aeiouy").find(BaseLetter(Lower(read[at]))) != std::u32string_view::npos;
      other_vowel_.costs[at + 1] = vowel || !IsLetter(read[at]) ? kOtherVowel : kOtherLetter;
      other_letter_.costs[at + 1] = kOtherLetter;
    }
    SetBounds();
    first_ways_ = WaysFrom(true);
    ways_ = WaysFrom(false);
  }

  // Adds the words within the margins of the best ones, the cheapest first.
  void Run(std::vector<Candidate>& out) {
    constexpr float kStep = 4;
    float most = kBaseLimit + limits_.most_a_letter * static_cast<float>(length_);
    if (limits_.wide) most = std::min(most, limits_.most_wide);
    if (rest_.costs[0] > most) return;
    cost_limit_ = rest_.costs[0];
    price_limit_ = kNever;
    do {
      cost_limit_ = std::min(cost_limit_ + kStep, most);
      Descend();
    } while (found_.empty() && cost_limit_ < most);
    if (found_.empty()) return;
    cost_limit_ = std::min(found_[0].cost + limits_.margin, most);
    price_limit_ = BestPrice() + limits_.price_margin;
    Descend();
    const float price_limit = BestPrice() + limits_.price_margin;
    for (const Candidate& c : found_) {
      if (PriceOf(c) <= price_limit) out.push_back(c);
    }
  }

 private:
  // Prices of the wide search.
  static constexpr float kGainedLetter = 5.5F;  // a letter was read that nothing stands for
  static constexpr float kGainedMark = 3.5F;
  static constexpr std::size_t kMostGained = 3;
  static constexpr float kOtherVowel = 5.5F;  // a marked vowel was read as another vowel, a digit or a mark
  static constexpr float kOtherLetter = 7.5F;
  static constexpr float kLostLetter = 8;

  float PriceOf(const Candidate& c) const { return c.cost - trie_.form(c.form).log_unigram; }
  // A word does not gain letters by the handful: where `checklist` is read, `check` was not printed.
  bool IsLongEnough(const Candidate& c) const {
    return !limits_.wide || trie_.form(c.form).length + kMostGained >= read_letters_;
  }
  float BestPrice() const {
    float best = kNever;
    for (const Candidate& c : found_) best = std::min(best, PriceOf(c));
    return best;
  }
  // What a word below the node may cost.
  float LimitAt(std::uint32_t node) const { return std::min(cost_limit_, price_limit_ + trie_.ReachOf(node)); }

  // A way on from a node: by units that end at `to` of the read word. All of them, by where they begin.
  struct Way {
    const Units* units = nullptr;
    std::size_t to = 0;
  };
  struct Ways {
    std::vector<Way> all;
    std::array<std::size_t, kMaxLength + 2> begin{};
  };

  // The units that fit the case mode; null where there are none.
  const Units* UnitsAt(std::size_t at, std::size_t length, bool at_start) const {
    const Emissions* emissions = emissions_[at * 4 + length];
    if (emissions == nullptr) return nullptr;
    const CaseMode mode = mode_ == CaseMode::kCapital && !at_start ? CaseMode::kLower : mode_;
    return &(*emissions)[static_cast<std::size_t>(mode)];
  }

  Ways WaysFrom(bool at_start) const {
    Ways ways;
    for (std::size_t at = 0; at <= length_; ++at) {
      for (std::size_t n = 0; n <= OcrChannel::kMaxRead && at + n <= length_; ++n) {
        const Units* units = UnitsAt(at, n, at_start);
        if (units != nullptr && units->least() < kNever) ways.all.push_back({units, at + n});
      }
      ways.begin[at + 1] = ways.all.size();
    }
    return ways;
  }

  // rest_[at]: the least that the letters from `at` on can cost.
  void SetBounds() {
    rest_.costs.fill(kNever);
    rest_.costs[length_] = 0;
    for (std::size_t at = length_; at-- > 0;) {
      float& rest = rest_.costs[at];
      if (limits_.wide) rest = std::min(gained_[at], kOtherVowel) + rest_.costs[at + 1];
      for (std::size_t n = 1; n <= OcrChannel::kMaxRead && at + n <= length_; ++n) {
        const Units* units = UnitsAt(at, n, at == 0);
        if (units != nullptr) rest = std::min(rest, units->least() + rest_.costs[at + n]);
      }
    }
  }

  // Finds all words within the limit.
  void Descend() {
    found_.clear();
    rows_.Clear();
    level_.clear();
    next_.clear();
    after_next_.clear();
    rows_.At(trie_.root(), level_).costs[0] = 0;
    while (!level_.empty() || !next_.empty()) {
      for (const std::uint32_t node : level_) Visit(node);
      level_.swap(next_);
      next_.swap(after_next_);
      after_next_.clear();
    }
    std::sort(found_.begin(), found_.end(), [](const Candidate& a, const Candidate& b) {
      return a.cost != b.cost ? a.cost < b.cost : a.form < b.form;
    });
  }

  void Visit(std::uint32_t node) {
    Row row = rows_[node];
    if (limits_.wide) TakeGained(row);
    const std::uint32_t form = trie_.FormAt(node);
    if (form != SyllableTrie::kNone && row.costs[length_] <= cost_limit_) {
      const Candidate found{form, mode_, row.costs[length_]};
      if (PriceOf(found) <= price_limit_ && IsLongEnough(found)) found_.push_back(found);
    }
    const float limit = LimitAt(node);
    if (limits_.wide && MayTakeAny(row, limit)) {
      trie_.ForEachChild(node, [&](SyllableTrie::Letter letter, std::uint32_t child) { TakeAny(row, letter, child); });
    }
    const Ways& ways = node == trie_.root() ? first_ways_ : ways_;
    for (std::size_t at = 0; at <= length_; ++at) {
      if (row.costs[at] + rest_.costs[at] > limit) continue;
      for (std::size_t w = ways.begin[at]; w < ways.begin[at + 1]; ++w) {
        const Way& way = ways.all[w];
        const float room = limit - row.costs[at] - rest_.costs[way.to];
        if (way.units->least_one <= room) TakeOne(node, way, row.costs[at], room);
        if (way.units->least_two <= room) TakeTwo(node, way, row.costs[at], room);
      }
    }
  }

  void TakeGained(Row& row) const {
    for (std::size_t at = 0; at < length_; ++at) {
      row.costs[at + 1] = std::min(row.costs[at + 1], row.costs[at] + gained_[at]);
    }
  }

  void TakeOne(std::uint32_t node, const Way& way, float before, float room) {
    const float* costs = way.units->one.data();
    const auto wanted = [&](SyllableTrie::Letter letter) { return costs[letter] <= room; };
    trie_.ForEachChildIn(node, way.units->letters, wanted, [&](SyllableTrie::Letter letter, std::uint32_t child) {
      const float cost = before + costs[letter];
      if (cost + rest_.costs[way.to] > LimitAt(child)) return;
      float& known = rows_.At(child, next_).costs[way.to];
      known = std::min(known, cost);
    });
  }

  void TakeTwo(std::uint32_t node, const Way& way, float before, float room) {
    for (const Emission& e : way.units->two) {
      if (e.cost > room) break;
      const std::uint32_t child = trie_.Child(node, e.first);
      if (child == SyllableTrie::kNone) continue;
      const std::uint32_t target = trie_.Child(child, e.second);
      if (target == SyllableTrie::kNone) continue;
      float& cost = rows_.At(target, after_next_).costs[way.to];
      cost = std::min(cost, before + e.cost);
    }
  }

  // Is there a letter that may be lost, or read as any other?
  bool MayTakeAny(const Row& row, float limit) const {
    if (row.costs[length_] + kLostLetter <= limit) return true;
    for (std::size_t at = 0; at < length_; ++at) {
      const float lost = row.costs[at] + kLostLetter + rest_.costs[at];
      const float other = row.costs[at] + other_vowel_.costs[at + 1] + rest_.costs[at + 1];
      if (std::min(lost, other) <= limit) return true;
    }
    return false;
  }

  // The letter lost, or read as any other.
  void TakeAny(const Row& row, SyllableTrie::Letter letter, std::uint32_t child) {
    const Row& other = marked_vowel_[letter] ? other_vowel_ : other_letter_;
    Row reached;
    reached.costs[0] = row.costs[0] + kLostLetter;
    for (std::size_t at = 1; at < row.costs.size(); ++at) {
      reached.costs[at] = std::min(row.costs[at] + kLostLetter, row.costs[at - 1] + other.costs[at]);
    }
    float least = kNever;
    for (std::size_t at = 0; at <= length_; ++at) least = std::min(least, reached.costs[at] + rest_.costs[at]);
    if (least > LimitAt(child)) return;
    Row& known = rows_.At(child, next_);
    for (std::size_t at = 0; at < reached.costs.size(); ++at) {
      known.costs[at] = std::min(known.costs[at], reached.costs[at]);
    }
  }

  const SyllableTrie& trie_;
  const std::vector<bool>& marked_vowel_;
  Rows& rows_;
  const EmissionsAt& emissions_;
  CaseMode mode_;
  const SearchLimits& limits_;
  std::size_t length_;
  std::size_t read_letters_ = 0;
  std::array<float, kMaxLength> gained_{};
  Row other_vowel_;  // by position after the letter that was read instead
  Row other_letter_;
  Row rest_;
  float cost_limit_ = 0;
  float price_limit_ = 0;
  std::vector<std::uint32_t> level_, next_, after_next_;  // nodes that were reached
  Ways first_ways_, ways_;                                // from the root and from any other node
  std::vector<Candidate> found_;
};

std::vector<Candidate> CandidateSearch::Find(std::u32string_view read, const SearchLimits& limits) {
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
