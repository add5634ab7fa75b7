#include "pipeline/restore/pricing.h"

#include <algorithm>
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
  for (const Place place : {kSmall, kTall, kFirstTall}) AddPairs(place);
}

void CandidatePricer::AddPairs(Place place) {
  constexpr CaseMode kModes[] = {CaseMode::kLower, CaseMode::kUpper, CaseMode::kCapital};
  pairs_[place].clear();
  for (std::size_t at = 0; at <= length_; ++at) {
    for (std::size_t n = 0; n <= OcrChannel::kMaxRead && at + n <= length_; ++n) {
      const ReadUnits* units = UnitsAt(word_units_, at, n, kModes[place], true);
      if (units == nullptr) continue;
      for (const ReadUnits::Pair& pair : units->two) pairs_[place].push_back({pair, at, at + n});
    }
  }
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

float CandidatePricer::CostOf(const Candidate& candidate) {
  const WordForm& form = trie_.form(candidate.form);
  std::array<Row, WordForm::kMostLetters + 1> rows;
  for (std::size_t i = 0; i <= form.length; ++i) rows[i].fill(kNever);
  rows[0][0] = 0;
  for (std::size_t i = 0; i < form.length; ++i) {
    if (wide_) TakeGained(rows[i]);
    const Place place = PlaceOf(candidate.mode, i == 0);
    const LetterCosts& letter = CostsOf(form.letters[i], place);
    std::array<float, OcrChannel::kMaxRead + 16> before;  // with room for letters that were read as up to three
    before.fill(kNever);
    std::copy(rows[i].begin(), rows[i].end(), before.begin() + OcrChannel::kMaxRead);
    for (std::size_t n = 0; n < letter.size(); ++n) {
      const float* from = before.data() + OcrChannel::kMaxRead - n;
      for (std::size_t to = 0; to < 16; ++to) {
        const float cost = from[to] + letter[n][to];
        rows[i + 1][to] = cost < rows[i + 1][to] ? cost : rows[i + 1][to];
      }
    }
    if (i + 2 > form.length) continue;
    for (const PairWay& way : pairs_[place]) {
      if (way.pair.first != form.letters[i] || way.pair.second != form.letters[i + 1]) continue;
      rows[i + 2][way.to] = std::min(rows[i + 2][way.to], rows[i][way.from] + way.pair.cost);
    }
  }
  if (wide_) TakeGained(rows[form.length]);
  return rows[form.length][length_];
}

std::vector<Candidate> CandidatePricer::Price(std::u32string_view read, const std::vector<Candidate>& known,
                                              const SearchLimits& limits) {
  std::vector<Candidate> out;
  if (known.empty() || read.empty() || read.size() > CandidateSearch::kMaxLength) return out;
  Begin(read, limits.wide);
  const float most = MostCost(read.size(), limits);
  for (Candidate candidate : known) {
    if (limits.wide && !IsLongEnough(trie_.form(candidate.form), read_letters_)) continue;
    candidate.cost = CostOf(candidate);
    if (candidate.cost <= most) out.push_back(candidate);
  }
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
