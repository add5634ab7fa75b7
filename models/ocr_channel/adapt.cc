#include "models/ocr_channel/adapt.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>
#include <unordered_map>

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

constexpr float kUnknownLetter = 7.5F;  // a letter read as another one, where the channel knows no such unit
constexpr float kUnknownLoss = 8;
constexpr float kUnknownGain = 3.5F;  // for each further character
constexpr double kLeast = 0.00005;    // units less likely than this are none
constexpr double kTwice = 1.5;        // what is lent to letters that were never read so was seen more than once

constexpr std::u32string_view kMarkedVowels = U"àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ";
using Letters = std::pair<char32_t, char32_t>;  // printed; the second is 0 for one letter
using Readings = std::map<OcrChannel::ReadKey, double>;

struct Counts {
  std::map<Letters, Readings> read;
  std::map<Letters, double> total;
};

using Losses = std::unordered_map<char32_t, float>;

Losses LossesOf(const OcrChannel& channel) {
  Losses losses;
  for (const OcrChannel::Source& source : channel.SourcesOf({})) {  // the cheapest first
    if (source.second == 0) losses.try_emplace(source.first, source.cost);
  }
  return losses;
}

// The cheapest units that explain one word.
class Aligner {
 public:
  // `losses`: what it costs that a letter is not read at all.
  Aligner(const OcrChannel& channel, const Losses& losses, const ReadWord& word)
      : channel_(channel),
        losses_(losses),
        printed_(word.printed),
        read_(word.read),
        width_(word.read.size() + 1),
        cells_((word.printed.size() + 1) * width_) {
    for (char32_t c : printed_) printed_letters_ |= std::uint64_t{1} << (c % 64);
  }

  void CountInto(double weight, Counts& counts) {
    cells_[0].cost = 0;
    for (std::size_t j = 0; j < width_; ++j) {
      for (std::size_t i = 0; i <= printed_.size(); ++i) TakeUnknown(i, j);
      for (std::size_t n = 1; n <= OcrChannel::kMaxRead && j + n < width_; ++n) TakeKnown(j, n);
    }
    if (cells_.back().cost >= kFar) return;
    for (std::size_t i = printed_.size(), j = read_.size(); i + j > 0;) {
      const Cell& cell = cells_[i * width_ + j];
      i -= cell.letters;
      j -= cell.characters;
      const Letters letters{printed_[i], cell.letters > 1 ? printed_[i + 1] : 0};
      counts.read[letters][OcrChannel::KeyOf(std::u32string_view(read_).substr(j, cell.characters))] += weight;
      if (letters.second == 0) counts.total[letters] += weight;
    }
    for (std::size_t i = 0; i + 1 < printed_.size(); ++i) counts.total[{printed_[i], printed_[i + 1]}] += weight;
  }

 private:
  static constexpr float kFar = 1e9F;
  struct Cell {
    float cost = kFar;
    std::uint8_t letters = 0;
    std::uint8_t characters = 0;
  };

  void Reach(std::size_t i, std::size_t j, std::size_t letters, std::size_t characters, float cost) {
    const float total = cells_[i * width_ + j].cost + cost;
    Cell& cell = cells_[(i + letters) * width_ + j + characters];
    if (total < cell.cost) cell = {total, static_cast<std::uint8_t>(letters), static_cast<std::uint8_t>(characters)};
  }
  // Any letter read as anything.
  void TakeUnknown(std::size_t i, std::size_t j) {
    if (i == printed_.size() || cells_[i * width_ + j].cost >= kFar) return;
    Reach(i, j, 1, 0, kUnknownLoss);
    for (std::size_t n = 1; n <= OcrChannel::kMaxRead && j + n < width_; ++n) {
      Reach(i, j, 1, n, kUnknownLetter + kUnknownGain * static_cast<float>(n - 1));
    }
    if (auto loss = losses_.find(printed_[i]); loss != losses_.end()) Reach(i, j, 1, 0, loss->second);
  }
  // The channel's units that are read as the `n` characters from `j` on.
  void TakeKnown(std::size_t j, std::size_t n) {
    for (const OcrChannel::Source& source : channel_.SourcesOf(std::u32string_view(read_).substr(j, n))) {
      if ((printed_letters_ >> (source.first % 64) & 1) == 0) continue;
      for (std::size_t i = 0; i < printed_.size(); ++i) {
        if (printed_[i] != source.first || cells_[i * width_ + j].cost >= kFar) continue;
        if (source.second == 0) {
          Reach(i, j, 1, n, source.cost);
        } else if (i + 1 < printed_.size() && printed_[i + 1] == source.second) {
          Reach(i, j, 2, n, source.cost);
        }
      }
    }
  }

  const OcrChannel& channel_;
  const Losses& losses_;
  const std::u32string& printed_;
  const std::u32string& read_;
  std::size_t width_;
  std::vector<Cell> cells_;
  std::uint64_t printed_letters_ = 0;  // a bit for each, of few
};

// What the letters of one class are read as, but for themselves.
struct Class {
  Readings readings;
  double total = 0;
};

class Estimate {
 public:
  Estimate(const Counts& counts, const AdaptOptions& options) : counts_(counts), options_(options) {
    for (const auto& [letters, readings] : counts.read) {
      const char32_t c = letters.first;
      if (letters.second != 0 || BaseLetter(c) == c) continue;
      for (Class* lender : {&tones_[WithTone(c, Tone::kNgang)], &bases_[BaseLetter(c)]}) {
        for (const auto& [read, count] : readings) {
          if (read != OcrChannel::KeyOf({&c, 1})) lender->readings[read] += count;
          lender->total += count;
        }
      }
    }
  }

  // The new probability of a unit that had `probability`.
  double Of(const Letters& letters, OcrChannel::ReadKey read, double probability) const {
    const OfLetters& of = OfThe(letters);
    double count = options_.prior * probability;
    if (of.own != nullptr) {
      if (auto reading = of.own->find(read); reading != of.own->end()) count += reading->second;
    }
    for (const Loan& loan : of.loans) {
      if (loan.lender == nullptr) continue;
      const Readings& readings = loan.lender->readings;
      if (auto reading = readings.find(read); reading != readings.end()) {
        count += loan.worth * reading->second / loan.lender->total;
      }
    }
    return count / of.total;
  }

  // The units that the document showed, and what the others of a base letter may be read as then: use(letters, read).
  template <typename Use>
  void ForEachSeen(const Use& use) const {
    for (const auto& [letters, readings] : counts_.read) {
      for (const auto& [read, count] : readings) use(letters, read);
    }
    for (char32_t letter : kMarkedVowels) {
      for (char32_t c : {letter, Upper(letter)}) {
        auto lender = bases_.find(BaseLetter(c));
        if (lender == bases_.end()) continue;
        for (const auto& [read, count] : lender->second.readings) {
          if (count >= kTwice) use(Letters{c, 0}, read);
        }
      }
    }
  }

 private:
  struct Loan {
    const Class* lender = nullptr;
    double worth = 0;  // readings
  };
  // What is asked of each unit of the same letters.
  struct OfLetters {
    double total = 0;
    const Readings* own = nullptr;
    std::array<Loan, 2> loans;
  };

  const OfLetters& OfThe(const Letters& letters) const {
    auto [entry, is_new] = by_letters_.try_emplace(std::uint64_t{letters.first} << 32 | letters.second);
    OfLetters& of = entry->second;
    if (!is_new) return of;
    of.total = options_.prior;
    if (auto found = counts_.read.find(letters); found != counts_.read.end()) of.own = &found->second;
    if (auto found = counts_.total.find(letters); found != counts_.total.end()) of.total += found->second;
    const char32_t c = letters.first;
    if (letters.second != 0 || BaseLetter(c) == c) return of;
    of.loans[0] = LoanOf(tones_, WithTone(c, Tone::kNgang), options_.tone);
    of.loans[1] = LoanOf(bases_, BaseLetter(c), options_.base);
    for (const Loan& loan : of.loans) of.total += loan.worth;
    return of;
  }

  static Loan LoanOf(const std::map<char32_t, Class>& classes, char32_t key, double most) {
    auto found = classes.find(key);
    if (found == classes.end()) return {};
    return {&found->second, most * found->second.total / (found->second.total + most)};
  }

  const Counts& counts_;
  const AdaptOptions& options_;
  std::map<char32_t, Class> tones_;
  std::map<char32_t, Class> bases_;
  mutable std::unordered_map<std::uint64_t, OfLetters> by_letters_;  // that were asked for
};

}  // namespace

OcrChannel Adapt(const OcrChannel& channel, std::span<const ReadWord> words, const AdaptOptions& options) {
  Counts counts;
  const Losses losses = LossesOf(channel);
  for (const ReadWord& word : words) Aligner(channel, losses, word).CountInto(word.weight, counts);
  const Estimate estimate(counts, options);
  std::vector<OcrChannel::KeyedUnit> more;
  estimate.ForEachSeen([&](const Letters& letters, OcrChannel::ReadKey read) {
    const double probability = estimate.Of(letters, read, 0);
    if (probability < kLeast) return;
    more.push_back({read, {letters.first, letters.second, static_cast<float>(-std::log(probability))}});
  });
  return channel.Repriced(
      [&](OcrChannel::ReadKey read, const OcrChannel::Source& source) {
        const double probability = estimate.Of({source.first, source.second}, read, std::exp(-source.cost));
        return static_cast<float>(-std::log(std::max(probability, 1e-12)));
      },
      std::move(more));
}

std::vector<std::u32string> NewReads(const OcrChannel& profile, const OcrChannel& adapted) {
  std::vector<std::u32string> reads;
  adapted.ForEachRead([&](const std::u32string& read, std::span<const OcrChannel::Source> sources) {
    const std::span<const OcrChannel::Source> known = profile.SourcesOf(read);
    if (sources.size() == known.size()) return;  // what the profile has is never lost
    reads.push_back(read);
  });
  return reads;
}

}  // namespace vankho
