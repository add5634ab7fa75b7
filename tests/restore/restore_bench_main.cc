// restore_bench [DATA_FOLDER [TEXT_FOLDER [LINES]]]: speed, size and accuracy of the restoration on the held-out lines
// of models/text_data/held_out.tsv, diacritics taken off. TEXT_FOLDER holds legal.txt.zst and general.txt.zst.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <ctime>
#include <filesystem>
#include <unordered_set>

#include "models/syllable_lm/syllable_lm.h"
#include "models/text_data/zstd_lines.h"
#include "pipeline/base/file.h"
#include "pipeline/base/lexicon.h"
#include "pipeline/base/unicode.h"
#include "pipeline/restore/decoder.h"
#include "pipeline/restore/restorer.h"

namespace vankho {
namespace {

double Seconds(std::clock_t begin, std::clock_t end) { return static_cast<double>(end - begin) / CLOCKS_PER_SEC; }

// Of this process, all memory that was ever resident, the mapped model included.
double PeakMegabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

std::vector<std::string> WordsOf(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = std::min(text.find(' ', begin), text.size());
    if (end > begin) words.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

// How sure the program was of its changes, against how often they were right.
class Calibration {
 public:
  void Add(double confidence, bool right) { words_.emplace_back(confidence, right); }

  // Expected calibration error over ten bins of equal width (Guo et al. 2017).
  double ExpectedError() const {
    double sure[10] = {};
    double right[10] = {};
    for (const auto& [confidence, is_right] : words_) {
      const int bin = std::min(static_cast<int>(confidence * 10), 9);
      sure[bin] += confidence;
      right[bin] += is_right;
    }
    double error = 0;
    for (int bin = 0; bin < 10; ++bin) error += std::abs(sure[bin] - right[bin]);
    return words_.empty() ? 0 : error / static_cast<double>(words_.size());
  }

  // The share of all wrong words that are among the 5 % least sure.
  double WrongAmongLeastSure() {
    std::stable_sort(words_.begin(), words_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::size_t wrong = 0;
    std::size_t early = 0;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      wrong += !words_[i].second;
      early += !words_[i].second && i * 20 < words_.size();
    }
    return wrong == 0 ? 1 : static_cast<double>(early) / static_cast<double>(wrong);
  }

 private:
  std::vector<std::pair<double, bool>> words_;
};

// The held-out lines of one source, at most `most`.
Result<std::vector<std::string>> HeldOut(const Lexicon::Row& row, const std::string& text_folder, std::size_t most) {
  std::unordered_set<std::size_t> numbers;
  for (const std::string& word : WordsOf(row.cells[1])) {
    std::size_t number = 0;
    std::from_chars(word.data(), word.data() + word.size(), number);
    numbers.insert(number);
  }
  VK_ASSIGN_OR_RETURN(ZstdLines lines, ZstdLines::Open(fmt::format("{}/{}.txt.zst", text_folder, row.cells[0])));
  std::vector<std::string> held_out;
  std::string_view line;
  const std::size_t wanted = std::min(most, numbers.size());
  for (std::size_t number = 1; held_out.size() < wanted && lines.Next(line); ++number) {
    if (numbers.contains(number)) held_out.push_back(CleanUtf8(line));
  }
  VK_RETURN_IF_ERROR(lines.status());
  return held_out;
}

// Lower case, one tone placement, no marks of ASCII around it.
std::string KeyOf(std::string_view word) {
  auto mark = [](char c) { return std::ispunct(static_cast<unsigned char>(c)) != 0; };
  while (!word.empty() && mark(word.front())) word.remove_prefix(1);
  while (!word.empty() && mark(word.back())) word.remove_suffix(1);
  return ToLower(CanonicalTonePlacement(word));
}

// Words that stand for themselves where nothing was changed, else the edit's posterior.
double ConfidenceAt(const RestoredLine& line, TextSpan word) {
  double confidence = 1;
  for (const Edit& edit : line.edits) {
    if (edit.restored.begin < word.end && word.begin < edit.restored.end)
      confidence = std::min(confidence, edit.confidence);
  }
  return confidence;
}

void Compare(const RestoredLine& line, const std::string& truth, std::size_t& words, std::size_t& right,
             Calibration& calibration) {
  std::vector<std::string> wanted = WordsOf(truth);
  std::vector<std::string> got = WordsOf(line.text);
  if (got.size() != wanted.size()) {  // a space was made: the whole line counts as wrong
    words += wanted.size();
    return;
  }
  std::size_t at = 0;
  for (std::size_t i = 0; i < got.size(); ++i) {
    at = line.text.find(got[i], at);
    TextSpan span{at, at + got[i].size()};
    at = span.end;
    if (KeyOf(wanted[i]).find_first_not_of("0123456789.,-/") == std::string::npos) continue;
    const bool same = KeyOf(got[i]) == KeyOf(wanted[i]);
    ++words;
    right += same;
    if (StripDiacritics(wanted[i]) != wanted[i]) calibration.Add(ConfidenceAt(line, span), same);
  }
}

Result<void> Measure(const Restorer& restorer, const std::string& name, const std::vector<std::string>& truth) {
  std::string bare;
  for (const std::string& line : truth) bare += StripDiacritics(line) + "\n";
  std::clock_t begin = std::clock();
  VK_ASSIGN_OR_RETURN(FilteredText first, RestorePlainText(restorer, bare));
  std::clock_t middle = std::clock();
  VK_ASSIGN_OR_RETURN(FilteredText again, RestorePlainText(restorer, bare));
  std::clock_t end = std::clock();
  std::size_t words = 0;
  std::size_t right = 0;
  Calibration calibration;
  for (std::size_t i = 0; i < truth.size(); ++i) Compare(first.lines.lines[i], truth[i], words, right, calibration);
  const auto count = static_cast<double>(std::max<std::size_t>(words, 1));
  fmt::print("{}: {} words, {:.2f} % right; {:.1f} k words/s cold, {:.1f} k warm\n", name, words,
             100 * static_cast<double>(right) / count, count / Seconds(begin, middle) / 1000,
             count / Seconds(middle, end) / 1000);
  fmt::print("{}: calibration error {:.4f}; {:.1f} % of the wrong words are among the 5 % least sure\n", name,
             calibration.ExpectedError(), 100 * calibration.WrongAmongLeastSure());
  return {};
}

Result<void> Run(const std::string& data, const std::string& text_folder, std::size_t most) {
  std::clock_t begin = std::clock();
  VK_ASSIGN_OR_RETURN(Restorer restorer, Restorer::Load(data));
  fmt::print("load {:.3f} s CPU, resident {:.1f} MB\n", Seconds(begin, std::clock()), PeakMegabytes());
  VK_ASSIGN_OR_RETURN(SyllableLm lm, SyllableLm::Open(data + "/models/syllable_lm/syllable_lm.bin"));
  fmt::print("model {:.2f} MB, {} words; beam {}\n", static_cast<double>(lm.file_bytes()) / 1e6, lm.vocabulary_size(),
             DecoderOptions{}.beam);
  if (!std::filesystem::exists(text_folder + "/legal.txt.zst")) {
    fmt::print("{} is absent: accuracy and speed on the held-out lines were not measured\n", text_folder);
    return {};
  }
  VK_ASSIGN_OR_RETURN(Lexicon held_out, Lexicon::Load(data + "/models/text_data/held_out.tsv"));
  for (const Lexicon::Row& row : held_out.rows()) {
    VK_ASSIGN_OR_RETURN(std::vector<std::string> truth, HeldOut(row, text_folder, most));
    VK_RETURN_IF_ERROR(Measure(restorer, row.cells[0], truth));
  }
  fmt::print("peak resident {:.1f} MB\n", PeakMegabytes());
  return {};
}

}  // namespace
}  // namespace vankho

int main(int argc, char** argv) {
  const std::string data = argc > 1 ? argv[1] : ".";
  const std::string text = argc > 2 ? argv[2] : data + "/../shared/data/text";
  const std::size_t most = argc > 3 ? std::strtoul(argv[3], nullptr, 10) : 400;
  auto done = vankho::Run(data, text, most);
  if (!done) fmt::print(stderr, "restore_bench: {}\n", Describe(done.error()));
  return done ? 0 : 2;
}
