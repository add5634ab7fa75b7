// vankho_channel_builder PAGES_FOLDER LANGUAGE OUTPUT.tsv: learns a channel table from pages that make_pages.sh made.
//
// Words of page-NNNN.txt (printed) and page-NNNN.LANGUAGE.txt (read) are aligned by dynamic programming on their base
// letters; then four rounds of Viterbi EM over units of 1-2 printed and 0-3 read characters.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>

#include "pipeline/base/file.h"
#include "pipeline/base/unicode.h"

namespace {

using namespace vankho;
using Unit = std::pair<std::u32string, std::u32string>;  // printed, read
using Pair = std::pair<std::u32string, std::u32string>;  // printed word, read word

struct WordOfPage {
  std::u32string text;
  std::u32string base;
};

std::vector<WordOfPage> Words(std::string_view text) {
  std::vector<WordOfPage> words;
  std::u32string word;
  auto flush = [&] {
    if (word.empty()) return;
    std::u32string base;
    for (char32_t c : word) base += Lower(BaseLetter(c));
    words.push_back({word, base});
    word.clear();
  };
  for (const CodePoint& c : DecodeUtf8(text)) {
    if (IsSpace(c.value)) {
      flush();
    } else {
      word += c.value;
    }
  }
  flush();
  return words;
}

double Distance(const std::u32string& a, const std::u32string& b) {
  std::vector<int> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    int diagonal = row[0]++;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      int next = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = std::exchange(row[j], next);
    }
  }
  return static_cast<double>(row[b.size()]) / static_cast<double>(std::max<std::size_t>({a.size(), b.size(), 1}));
}

// Pairs of words that stand for one another, by Needleman and Wunsch over the page.
std::vector<Pair> AlignWords(const std::vector<WordOfPage>& printed, const std::vector<WordOfPage>& read) {
  constexpr double kGap = 0.5;
  constexpr double kWorst = 0.8;  // a pair that differs more teaches nothing
  const std::size_t width = read.size() + 1;
  std::vector<double> cost((printed.size() + 1) * width, 0);
  std::vector<char> step(cost.size(), 'd');
  for (std::size_t i = 0; i <= printed.size(); ++i) {
    for (std::size_t j = 0; j < width; ++j) {
      double best = i + j == 0 ? 0 : 1e9;
      char how = 'd';
      if (i > 0 && cost[(i - 1) * width + j] + kGap < best) best = cost[(i - 1) * width + j] + kGap, how = 'u';
      if (j > 0 && cost[i * width + j - 1] + kGap < best) best = cost[i * width + j - 1] + kGap, how = 'l';
      bool near = i > 0 && j > 0 && (i > j ? i - j : j - i) < 60;
      if (near) {
        double both = cost[(i - 1) * width + j - 1] + Distance(printed[i - 1].base, read[j - 1].base);
        if (both <= best) best = both, how = 'd';
      }
      cost[i * width + j] = best;
      step[i * width + j] = how;
    }
  }
  std::vector<Pair> pairs;
  for (std::size_t i = printed.size(), j = read.size(); i > 0 || j > 0;) {
    char how = step[i * width + j];
    if (how == 'd' && Distance(printed[i - 1].base, read[j - 1].base) < kWorst) {
      pairs.emplace_back(printed[i - 1].text, read[j - 1].text);
    }
    i -= how != 'l';
    j -= how != 'u';
  }
  return pairs;
}

// The letters of both words; marks at the ends go where both have them. Words with digits or marks inside are left out.
bool Trim(Pair& pair) {
  auto& [printed, read] = pair;
  auto mark = [](char32_t c) { return !IsLetter(c) && !IsDigit(c); };
  while (!printed.empty() && mark(printed.back())) {
    if (!read.empty() && mark(read.back())) read.pop_back();
    printed.pop_back();
  }
  while (!printed.empty() && mark(printed.front())) {
    if (!read.empty() && mark(read.front())) read.erase(0, 1);
    printed.erase(0, 1);
  }
  bool letters = std::all_of(printed.begin(), printed.end(), [](char32_t c) { return IsLetter(c); });
  return letters && !printed.empty() && !read.empty() && printed.size() <= 8 && read.size() <= 14;
}

class Channel {
 public:
  double Cost(const Unit& unit) const {
    auto found = cost_.find(unit);
    return found != cost_.end() ? found->second : StartCost(unit) + (cost_.empty() ? 0 : 3);
  }

  // Cheapest units that turn `pair.first` into `pair.second`.
  std::vector<Unit> Explain(const Pair& pair) const {
    const auto& [printed, read] = pair;
    const std::size_t width = read.size() + 1;
    std::vector<double> cost((printed.size() + 1) * width, 1e9);
    std::vector<std::pair<int, int>> step(cost.size());
    cost[0] = 0;
    for (std::size_t i = 0; i < printed.size(); ++i) {
      for (std::size_t j = 0; j < width; ++j) {
        if (cost[i * width + j] >= 1e9) continue;
        for (std::size_t m = 1; m <= 2 && i + m <= printed.size(); ++m) {
          for (std::size_t n = m == 2 ? 1 : 0; n <= 3 && j + n <= read.size(); ++n) {
            double total = cost[i * width + j] + Cost({printed.substr(i, m), read.substr(j, n)});
            double& there = cost[(i + m) * width + j + n];
            if (total < there)
              there = total, step[(i + m) * width + j + n] = {static_cast<int>(m), static_cast<int>(n)};
          }
        }
      }
    }
    std::vector<Unit> units;
    if (cost.back() >= 1e9) return units;
    for (std::size_t i = printed.size(), j = read.size(); i > 0;) {
      auto [m, n] = step[i * width + j];
      i -= static_cast<std::size_t>(m);
      j -= static_cast<std::size_t>(n);
      units.emplace_back(printed.substr(i, static_cast<std::size_t>(m)), read.substr(j, static_cast<std::size_t>(n)));
    }
    return units;
  }

  // One round of Viterbi EM. The last round is `smoothed`.
  void Learn(const std::vector<Pair>& pairs, bool smoothed) {
    std::map<Unit, double> counts;
    std::map<std::u32string, double> totals;
    for (const Pair& pair : pairs) {
      for (const Unit& unit : Explain(pair)) {
        counts[unit] += 1;
        if (unit.first.size() == 1) totals[unit.first] += 1;
      }
      for (std::size_t i = 0; i + 1 < pair.first.size(); ++i) totals[pair.first.substr(i, 2)] += 1;
    }
    cost_.clear();
    probability_.clear();
    if (smoothed) return Smooth(counts, totals);
    for (const auto& [unit, count] : counts) {
      if (count < (unit.first.size() == 2 ? 3 : 2)) continue;
      Keep(unit, count / (totals[unit.first] + 1));
    }
  }

  std::string Table() const {
    std::string table = "printed\tread\tprobability\n";
    for (const auto& [unit, probability] : probability_) {
      table += fmt::format("{}\t{}\t{:.5f}\n", EncodeUtf8(unit.first), EncodeUtf8(unit.second), probability);
    }
    return table;
  }
  std::size_t size() const { return cost_.size(); }

 private:
  void Keep(const Unit& unit, double probability) {
    if (probability < 0.00005) return;
    cost_[unit] = -std::log(probability);
    probability_[unit] = probability;
  }

  // Letters that differ by their tone alone (ơ ớ ờ ở ỡ ợ) lend one another what they are read as, and so, less, do all
  // of a base letter (o ò ... ợ): the counts of a rare letter are topped up with `kTone` and `kBase` readings of its
  // class.
  void Smooth(const std::map<Unit, double>& counts, std::map<std::u32string, double>& totals) {
    constexpr double kTone = 10;
    constexpr double kBase = 4;
    std::map<char32_t, std::map<std::u32string, double>> readings;  // of each class
    std::map<char32_t, double> class_totals;
    auto tone_class = [](char32_t c) { return WithTone(c, Tone::kNgang); };
    auto base_class = [](char32_t c) { return static_cast<char32_t>(BaseLetter(c) | 0x80000000U); };
    std::map<std::u32string, std::map<std::u32string, double>> own;
    for (const auto& [unit, count] : counts) {
      const auto& [printed, read] = unit;
      if (printed.size() == 2) {
        if (count >= 3) Keep(unit, count / (totals[printed] + 1));
        continue;
      }
      own[printed][read] += count;
      if (BaseLetter(printed[0]) == printed[0]) continue;
      for (char32_t c : {tone_class(printed[0]), base_class(printed[0])}) {
        if (read != printed) readings[c][read] += count;  // to be read right is a letter's own merit
        class_totals[c] += count;
      }
    }
    for (const auto& [printed, reads] : own) {
      const char32_t c = printed[0];
      if (BaseLetter(c) == c) {
        for (const auto& [read, count] : reads) {
          if (count >= 2) Keep({printed, read}, count / (totals[printed] + 1));
        }
        continue;
      }
      for (const auto& [read, all] : readings[base_class(c)]) {
        auto found = reads.find(read);
        const double seen = found == reads.end() ? 0 : found->second;
        const double lent = kTone * readings[tone_class(c)][read] / std::max(class_totals[tone_class(c)], 1.0) +
                            kBase * all / class_totals[base_class(c)];
        if (all >= 2) Keep({printed, read}, (seen + lent) / (totals[printed] + kTone + kBase));
      }
    }
  }

  static double StartCost(const Unit& unit) {
    const auto& [printed, read] = unit;
    if (printed.size() == 2) return read.size() == 1 ? 8 : 9.0 + 2.0 * static_cast<double>(read.size() > 2);
    if (read.empty()) return 6;
    if (read.size() > 1) return 4.5 + 1.5 * static_cast<double>(read.size() - 1);
    if (read == printed) return 0.1;
    return Lower(BaseLetter(read[0])) == Lower(BaseLetter(printed[0])) ? 1 : 5;
  }

  std::map<Unit, double> cost_;
  std::map<Unit, double> probability_;
};

Result<std::vector<Pair>> ReadPairs(const std::string& folder, const std::string& language) {
  std::set<std::string> pages;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    std::string path = entry.path().string();
    std::string ending = "." + language + ".txt";
    if (path.ends_with(ending)) pages.insert(path.substr(0, path.size() - ending.size()));
  }
  std::vector<Pair> pairs;
  for (const std::string& page : pages) {
    VK_ASSIGN_OR_RETURN(std::string printed, ReadFile(page + ".txt"));
    VK_ASSIGN_OR_RETURN(std::string read, ReadFile(page + "." + language + ".txt"));
    for (Pair& pair : AlignWords(Words(CleanUtf8(printed)), Words(CleanUtf8(read)))) {
      if (Trim(pair)) pairs.push_back(std::move(pair));
    }
  }
  return pairs;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return fmt::print(stderr, "usage: vankho_channel_builder PAGES_FOLDER LANGUAGE OUTPUT.tsv\n"), 2;
  auto pairs = ReadPairs(argv[1], argv[2]);
  if (!pairs) return fmt::print(stderr, "{}\n", Describe(pairs.error())), 2;
  Channel channel;
  for (int round = 0; round < 4; ++round) channel.Learn(*pairs, round == 3);
  std::string head = fmt::format("# P(read | printed) of `tesseract -l {}`, learned from {} words: see MODEL.md\n",
                                 argv[2], pairs->size());
  auto written = WriteFileAtomically(argv[3], head + channel.Table());
  if (!written) return fmt::print(stderr, "{}\n", Describe(written.error())), 2;
  fmt::print("{} words, {} units\n", pairs->size(), channel.size());
  return 0;
}
