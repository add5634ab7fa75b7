#include "pipeline/restore/pricing.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

constexpr float kNever = std::numeric_limits<float>::infinity();

}  // namespace

CandidatePricer::CandidatePricer(const SyllableTrie& trie, const OcrChannel& channel)
    : trie_(trie), units_(trie, channel), marked_vowel_(MarkedVowels(trie)) {
  for (std::vector<Column>& columns : columns_) columns.resize(trie.letter_count());
}

void CandidatePricer::Begin(std::u32string_view read, bool wide) {
  ++word_;
  word_units_ = units_.Of(read);
  length_ = read.size();
  wide_ = wide;
  for (Row& row : none_) row.fill(kNever);
  vowel_ = none_;
  gained_.fill(kNever);
  read_letters_ = 0;
  for (std::size_t at = 0; at < length_; ++at) {
    read_letters_ += IsLetter(read[at]) ? 1 : 0;
    gained_[at] = wide_prices::Gained(read[at]);
    if (!wide) continue;
    none_[1][at + 1] = wide_prices::kOtherLetter;
    vowel_[1][at + 1] = wide_prices::OfMarkedVowel(read[at]);
  }
  if (wide) {
    std::fill_n(none_[0].begin(), length_ + 1, wide_prices::kLostLetter);
    vowel_[0] = none_[0];
  }
  for (Pairs& pairs : pairs_) pairs.known = false;
}

const CandidatePricer::Pairs& CandidatePricer::PairsOf(Place place) {
  constexpr CaseMode kModes[] = {CaseMode::kLower, CaseMode::kUpper, CaseMode::kCapital};
  Pairs& pairs = pairs_[place];
  if (std::exchange(pairs.known, true)) return pairs;
  pairs.begin.fill(0);
  unordered_.clear();
  for (std::size_t at = 0; at <= length_; ++at) {
    for (std::size_t n = 0; n <= OcrChannel::kMaxRead && at + n <= length_; ++n) {
      const ReadUnits* units = UnitsAt(word_units_, at, n, kModes[place], true);
      if (units == nullptr) continue;
      for (const ReadUnits::Pair& pair : units->two) {
        unordered_.push_back({pair, static_cast<std::uint8_t>(at), static_cast<std::uint8_t>(at + n)});
        ++pairs.begin[pair.first + 1U];
      }
    }
  }
  for (std::size_t letter = 1; letter < pairs.begin.size(); ++letter) pairs.begin[letter] += pairs.begin[letter - 1];
  pairs.all.resize(unordered_.size());
  for (const PairWay& way : unordered_) pairs.all[pairs.begin[way.pair.first]++] = way;
  std::shift_right(pairs.begin.begin(), pairs.begin.end(), 1);  // each was moved to its letter's end
  pairs.begin[0] = 0;
  return pairs;
}

const CandidatePricer::LetterCosts& CandidatePricer::CostsOf(SyllableTrie::Letter letter, Place place) {
  constexpr CaseMode kModes[] = {CaseMode::kLower, CaseMode::kUpper, CaseMode::kCapital};
  Column& column = columns_[place][letter];
  if (std::exchange(column.word, word_) == word_) return column.costs;
  column.costs = marked_vowel_[letter] ? vowel_ : none_;
  for (std::size_t n = 0; n <= std::min(OcrChannel::kMaxRead, length_); ++n) {
    for (std::size_t to = n; to <= length_; ++to) {
      const ReadUnits* units = UnitsAt(word_units_, to - n, n, kModes[place], true);
      if (units == nullptr || units->one.empty()) continue;
      column.costs[n][to] = std::min(column.costs[n][to], units->one[letter]);
    }
  }
  return column.costs;
}

void CandidatePricer::TakeGained(Row& row) const {
  for (std::size_t at = 0; at < length_; ++at) row[at + 1] = std::min(row[at + 1], row[at] + gained_[at]);
}

template <std::size_t kCosts>
void CandidatePricer::SetRow(const WordForm& form, CaseMode mode, std::size_t letters) {
  const std::size_t i = letters - 1;
  Row& row = rows_[letters];
  std::fill(row.begin() + kCosts, row.end(), kNever);
  const LetterCosts& letter = CostsOf(form.letters[i], PlaceOf(mode, i == 0));
  std::array<float, OcrChannel::kMaxRead + kCosts> before;  // with room for letters that were read as up to three
  before.fill(kNever);
  std::copy_n(rows_[i].begin(), kCosts, before.begin() + OcrChannel::kMaxRead);
  std::array<float, kCosts> to;
  for (std::size_t at = 0; at < kCosts; ++at) to[at] = before[at + OcrChannel::kMaxRead] + letter[0][at];
  for (std::size_t n = 1; n < letter.size(); ++n) {
    const float* from = before.data() + OcrChannel::kMaxRead - n;
    for (std::size_t at = 0; at < kCosts; ++at) {
      const float cost = from[at] + letter[n][at];
      to[at] = cost < to[at] ? cost : to[at];
    }
  }
  std::copy(to.begin(), to.end(), row.begin());
  if (letters > 1) {
    const Pairs& pairs = PairsOf(PlaceOf(mode, i == 1));
    const SyllableTrie::Letter first = form.letters[i - 1];
    for (std::size_t p = pairs.begin[first]; p < pairs.begin[first + 1U]; ++p) {
      const PairWay& way = pairs.all[p];
      if (way.pair.second == form.letters[i])
        row[way.to] = std::min(row[way.to], rows_[i - 1][way.from] + way.pair.cost);
    }
  }
  if (wide_) TakeGained(row);
}

// Words that begin alike share the rows of those letters.
void CandidatePricer::SetCosts(std::vector<Candidate>& candidates) {
  order_.resize(candidates.size());
  std::iota(order_.begin(), order_.end(), 0U);
  std::sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
    const Candidate& x = candidates[a];
    const Candidate& y = candidates[b];
    return x.mode != y.mode ? x.mode < y.mode : trie_.form(x.form).letters < trie_.form(y.form).letters;
  });
  rows_[0].fill(kNever);
  rows_[0][0] = 0;
  if (wide_) TakeGained(rows_[0]);
  const Candidate* last = nullptr;
  for (const std::uint32_t c : order_) {
    Candidate& candidate = candidates[c];
    const WordForm& form = trie_.form(candidate.form);
    std::size_t same = 0;
    if (last != nullptr && last->mode == candidate.mode) {
      const WordForm& other = trie_.form(last->form);
      while (same < std::min(form.length, other.length) && form.letters[same] == other.letters[same]) ++same;
    }
    for (std::size_t letters = same + 1; letters <= form.length; ++letters) {
      length_ < 8 ? SetRow<8>(form, candidate.mode, letters) : SetRow<16>(form, candidate.mode, letters);
    }
    candidate.cost = rows_[form.length][length_];
    last = &candidate;
  }
}

std::vector<Candidate> CandidatePricer::Price(std::u32string_view read, const std::vector<Candidate>& known,
                                              const SearchLimits& limits) {
  std::vector<Candidate> out;
  if (known.empty() || read.empty() || read.size() > CandidateSearch::kMaxLength) return out;
  Begin(read, limits.wide);
  const float most = MostCost(read.size(), limits);
  out.reserve(known.size());
  for (const Candidate& candidate : known) {
    if (!limits.wide || IsLongEnough(trie_.form(candidate.form), read_letters_)) out.push_back(candidate);
  }
  SetCosts(out);
  std::erase_if(out, [&](const Candidate& c) { return c.cost > most; });
  std::array<float, 3> best;  // price, by case mode
  best.fill(kNever);
  auto price = [this](const Candidate& c) { return c.cost - trie_.form(c.form).log_unigram; };
  auto best_of = [&](const Candidate& c) -> float& { return best[static_cast<std::size_t>(c.mode)]; };
  for (const Candidate& c : out) best_of(c) = std::min(best_of(c), price(c));
  std::erase_if(out, [&](const Candidate& c) { return price(c) > best_of(c) + limits.price_margin; });
  std::stable_sort(out.begin(), out.end(), [](const Candidate& a, const Candidate& b) { return a.cost < b.cost; });
  KeepBest(trie_, limits, out);
  return out;
}

}  // namespace vankho
