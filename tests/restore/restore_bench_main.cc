// restore_bench [DATA_FOLDER [TEXT_FOLDER [LINES]]]: speed, size and accuracy of the restoration on the held-out lines
// of models/text_data/held_out.tsv, diacritics taken off, and what it does to the lines as they are. TEXT_FOLDER holds
// legal.txt.zst and general.txt.zst.
//
// restore_bench --damaged PAGES [DATA_FOLDER [-v]]: errors by class on the pages of make_damaged.sh, as the engine
// without Vietnamese read them and as the engine with it did. -v prints each error.
//
// restore_bench --warm DATA_FOLDER FILE...: cold and warm speed on damaged documents of their own, by the files of an
// engine without Vietnamese. In both the models are mapped and the patterns compiled. Cold: each document in a restorer
// that has read nothing. Warm: in one that has read other documents before, those of odd places for the even ones and
// the even ones for the odd; nothing of the document itself is known. "The same again" is read once more by a restorer
// that has read all. Says also whether all readings gave the same text.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <ctime>
#include <filesystem>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <unordered_set>

#include "models/syllable_lm/syllable_lm.h"
#include "models/text_data/zstd_lines.h"
#include "pipeline/base/file.h"
#include "pipeline/base/lexicon.h"
#include "pipeline/base/unicode.h"
#include "pipeline/document/word_confidence.h"
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

// Clean lines, one document each twenty: which share of the words does the restoration change?
Result<void> MeasureClean(const Restorer& restorer, const std::string& name, const std::vector<std::string>& truth) {
  std::size_t words = 0;
  std::size_t changed = 0;
  for (std::size_t begin = 0; begin < truth.size(); begin += 20) {
    std::string text;
    for (std::size_t i = begin; i < std::min(begin + 20, truth.size()); ++i) text += truth[i] + "\n";
    VK_ASSIGN_OR_RETURN(FilteredText out, RestorePlainText(restorer, text));
    words += WordsOf(text).size();
    for (const RestoredLine& line : out.lines.lines) {
      for (const Edit& edit : line.edits) changed += edit.reason != kDoubt;
    }
  }
  fmt::print("{}: {} clean words in, {} changed ({:.3f} %)\n", name, words, changed,
             100 * static_cast<double>(changed) / static_cast<double>(std::max<std::size_t>(words, 1)));
  return {};
}

// Runs of letters, runs of digits; with the confidence of the edit that wrote them.
struct PageToken {
  std::string text;
  std::string bare;  // lower case, no marks
  double confidence = 1;
  bool edited = false;
};

std::vector<PageToken> TokensOf(std::string_view line, const std::vector<Edit>& edits) {
  std::vector<PageToken> tokens;
  std::string text = CanonicalTonePlacement(line);
  int kind = 0;
  for (const CodePoint& c : DecodeUtf8(text)) {
    const int now = IsLetter(c.value) ? 1 : IsDigit(c.value) ? 2 : 0;
    if (now != 0 && now != kind) {
      tokens.emplace_back();
      for (const Edit& edit : edits) {
        if (edit.reason != kDoubt && edit.restored.begin <= c.begin && c.begin < edit.restored.end) {
          tokens.back().confidence = edit.confidence;
          tokens.back().edited = true;
        }
      }
    }
    kind = now;
    if (now != 0) AppendUtf8(c.value, tokens.back().text);
  }
  for (PageToken& token : tokens) token.bare = StripDiacritics(ToLower(token.text));
  return tokens;
}

// Pairs (true, restored), -1 where one has no partner, by edit distance.
std::vector<std::pair<int, int>> Align(const std::vector<PageToken>& truth, const std::vector<PageToken>& got) {
  const std::size_t width = got.size() + 1;
  auto differ = [&](std::size_t i, std::size_t j) {
    return truth[i].text == got[j].text ? 0.0F : truth[i].bare == got[j].bare ? 0.6F : 1.1F;
  };
  std::vector<float> cost((truth.size() + 1) * width, 0);
  for (std::size_t i = 0; i <= truth.size(); ++i) {
    for (std::size_t j = 0; j < width; ++j) {
      if (i + j == 0) continue;
      float best = 1e9F;
      if (i > 0) best = cost[(i - 1) * width + j] + 1;
      if (j > 0) best = std::min(best, cost[i * width + j - 1] + 1);
      if (i > 0 && j > 0) best = std::min(best, cost[(i - 1) * width + j - 1] + differ(i - 1, j - 1));
      cost[i * width + j] = best;
    }
  }
  std::vector<std::pair<int, int>> pairs;
  for (std::size_t i = truth.size(), j = got.size(); i + j > 0;) {
    const float here = cost[i * width + j];
    if (i > 0 && j > 0 && here == cost[(i - 1) * width + j - 1] + differ(i - 1, j - 1)) {
      pairs.emplace_back(--i, --j);
    } else if (i > 0 && here == cost[(i - 1) * width + j] + 1) {
      pairs.emplace_back(--i, -1);
    } else {
      pairs.emplace_back(-1, --j);
    }
  }
  std::reverse(pairs.begin(), pairs.end());
  return pairs;
}

bool AllCapitals(std::string_view word) { return ToUpper(word) == word; }

// What kind of error is it that `got` stands for `truth`? Either may be empty.
std::string_view ErrorClass(std::string_view truth, std::string_view got) {
  auto digit = [](std::string_view word) { return !word.empty() && std::isdigit(static_cast<unsigned char>(word[0])); };
  if (digit(truth) || (truth.empty() && digit(got))) return "number";
  if (truth.empty() || got.empty()) return "space";
  if (ToLower(truth) == ToLower(got)) return "case";
  const bool capital = IsUpper(ToUtf32(truth)[0]);
  if (capital && truth.size() > 1 && AllCapitals(truth) && !IsPossibleSyllable(ToLower(truth))) return "abbreviation";
  if (capital && !AllCapitals(truth)) return "name";
  return StripDiacritics(ToLower(truth)) == StripDiacritics(ToLower(got)) ? "mark" : "letters";
}

// Errors of one kind of pages, before and after repair.
struct PageErrors {
  std::size_t words = 0;
  std::size_t numbers = 0;
  std::size_t lost_numbers = 0;  // right as read, wrong after repair
  std::map<std::string_view, std::size_t> before;
  std::map<std::string_view, std::size_t> after;
  std::size_t characters = 0;
  std::size_t wrong_before = 0;  // characters
  std::size_t wrong_after = 0;
  Calibration calibration;

  static std::size_t Words(const std::map<std::string_view, std::size_t>& errors) {
    std::size_t sum = 0;
    for (const auto& [kind, count] : errors) sum += kind == "number" ? 0 : count;
    return sum;
  }
};

struct PageCase {
  std::string truth;
  std::string read;
};

// All pages of one set, joined: they are one document.
Result<PageCase> ReadSet(const std::filesystem::path& folder, std::string_view engine) {
  std::set<std::string> pages;
  const std::string ending = fmt::format(".{}.txt", engine);
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string path = entry.path().string();
    if (path.ends_with(ending)) pages.insert(path.substr(0, path.size() - ending.size()));
  }
  PageCase set;
  for (const std::string& page : pages) {
    VK_ASSIGN_OR_RETURN(std::string truth, ReadFile(page + ".txt"));
    VK_ASSIGN_OR_RETURN(std::string read, ReadFile(page + ending));
    set.truth += CleanUtf8(truth) + "\n";
    set.read += CleanUtf8(read) + "\n";
  }
  return set;
}

// Which of the true tokens are right?
std::vector<bool> CountErrors(const std::vector<PageToken>& truth, const std::vector<PageToken>& got, bool print,
                              std::map<std::string_view, std::size_t>& errors, Calibration* calibration) {
  std::vector<bool> right(truth.size());
  for (const auto& [i, j] : Align(truth, got)) {
    const std::string& wanted = i < 0 ? std::string() : truth[static_cast<std::size_t>(i)].text;
    const std::string& have = j < 0 ? std::string() : got[static_cast<std::size_t>(j)].text;
    if (calibration != nullptr && j >= 0 && got[static_cast<std::size_t>(j)].edited) {
      calibration->Add(got[static_cast<std::size_t>(j)].confidence, wanted == have);
    }
    if (i >= 0) right[static_cast<std::size_t>(i)] = wanted == have;
    if (wanted == have) continue;
    const std::string_view kind = ErrorClass(wanted, have);
    ++errors[kind];
    if (!print) continue;
    const std::size_t at = static_cast<std::size_t>(std::max(i, 0));
    fmt::print("  {:12} {} <- {}   ({} _ {})\n", kind, wanted.empty() ? "-" : wanted, have.empty() ? "-" : have,
               at > 0 ? truth[at - 1].text : "", at + 1 < truth.size() ? truth[at + 1].text : "");
  }
  return right;
}

// In canonical tone placement, one kind of dash and quote, white space as one space: what a character error is counted
// on.
std::u32string Characters(std::string_view text) {
  std::u32string out;
  for (char32_t c : ToUtf32(CanonicalTonePlacement(text))) {
    if (IsSpace(c) && (out.empty() || out.back() == U' ')) continue;
    const bool dash = c == U'–' || c == U'—';
    const bool quote = c == U'“' || c == U'”';
    const bool apostrophe = c == U'‘' || c == U'’';
    out += IsSpace(c) ? U' ' : dash ? U'-' : quote ? U'"' : apostrophe ? U'\'' : c;
  }
  return out;
}

// Edit distance in a band about the diagonal: pages that were read line by line do not leave it.
std::size_t Distance(const std::u32string& a, const std::u32string& b) {
  constexpr std::size_t kBand = 2000;
  constexpr std::size_t kFar = 1U << 30;
  std::vector<std::size_t> row(b.size() + 1, kFar);
  for (std::size_t j = 0; j <= std::min(b.size(), kBand); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    const std::size_t middle = i * b.size() / a.size();
    const std::size_t first = middle > kBand ? middle - kBand : 0;
    std::size_t diagonal = first > 0 ? row[first - 1] : kFar;
    if (first > 0) row[first - 1] = kFar;
    for (std::size_t j = first; j <= std::min(b.size(), middle + kBand); ++j) {
      const std::size_t above = row[j];
      const std::size_t both = j > 0 ? diagonal + (a[i - 1] != b[j - 1] ? 1 : 0) : kFar;
      row[j] = std::min({above + 1, both, j > 0 ? row[j - 1] + 1 : kFar});
      diagonal = above;
    }
  }
  return row[b.size()];
}

Result<void> MeasureSet(const Restorer& restorer, const PageCase& set, bool own, bool print, PageErrors& errors) {
  VK_ASSIGN_OR_RETURN(FilteredText out,
                      RestorePlainText(restorer, set.read, own ? PageOrigin::kOcr : PageOrigin::kPlainText));
  const std::vector<PageToken> truth = TokensOf(set.truth, {});
  std::vector<PageToken> got;
  for (const RestoredLine& line : out.lines.lines) {
    for (PageToken& token : TokensOf(line.text, line.edits)) got.push_back(std::move(token));
  }
  for (const PageToken& token : truth) {
    const bool number = std::isdigit(static_cast<unsigned char>(token.text[0])) != 0;
    ++(number ? errors.numbers : errors.words);
  }
  const std::vector<bool> before = CountErrors(truth, TokensOf(set.read, {}), false, errors.before, nullptr);
  const std::vector<bool> after = CountErrors(truth, got, print, errors.after, &errors.calibration);
  for (std::size_t i = 0; i < truth.size(); ++i) {
    const bool number = std::isdigit(static_cast<unsigned char>(truth[i].text[0])) != 0;
    errors.lost_numbers += number && before[i] && !after[i];
  }
  const std::u32string characters = Characters(set.truth);
  errors.characters += characters.size();
  errors.wrong_before += Distance(characters, Characters(set.read));
  errors.wrong_after += Distance(characters, Characters(out.text));
  return {};
}

Result<void> RunDamaged(const std::string& pages, const std::string& data, bool print) {
  VK_ASSIGN_OR_RETURN(Restorer restorer, Restorer::Load(data));
  std::set<std::filesystem::path> sets;
  if (!std::filesystem::is_directory(pages)) return Fail(ErrorCode::kNotFound, pages + ": no such folder");
  for (const auto& entry : std::filesystem::directory_iterator(pages)) {
    if (entry.is_directory()) sets.insert(entry.path());
  }
  for (const std::string_view engine : {"eng", "vie"}) {
    std::map<std::string, PageErrors> kinds;  // law, plan
    for (const std::filesystem::path& folder : sets) {
      VK_ASSIGN_OR_RETURN(PageCase set, ReadSet(folder, engine));
      const std::string name = folder.filename().string();
      if (print) fmt::print("{} {}\n", name, engine);
      VK_RETURN_IF_ERROR(MeasureSet(restorer, set, engine == "vie", print, kinds[name.substr(0, name.find('-'))]));
    }
    for (auto& [kind, errors] : kinds) {
      const auto words = static_cast<double>(std::max<std::size_t>(errors.words, 1));
      fmt::print("{} {}: {} words, wrong {} -> {} ({:.2f} % -> {:.2f} %); {} numbers, wrong {} -> {}, {} made wrong\n",
                 kind, engine, errors.words, PageErrors::Words(errors.before), PageErrors::Words(errors.after),
                 100 * static_cast<double>(PageErrors::Words(errors.before)) / words,
                 100 * static_cast<double>(PageErrors::Words(errors.after)) / words, errors.numbers,
                 errors.before["number"], errors.after["number"], errors.lost_numbers);
      const auto characters = static_cast<double>(std::max<std::size_t>(errors.characters, 1));
      fmt::print("{} {}: character error {:.2f} % -> {:.2f} %\n", kind, engine,
                 100 * static_cast<double>(errors.wrong_before) / characters,
                 100 * static_cast<double>(errors.wrong_after) / characters);
      fmt::print("{} {}: after, by class:", kind, engine);
      for (const auto& [name, count] : errors.after) fmt::print(" {} {}", name, count);
      fmt::print("; calibration error of changed words {:.4f}, {:.1f} % of the wrong ones among the 5 % least sure\n",
                 errors.calibration.ExpectedError(), 100 * errors.calibration.WrongAmongLeastSure());
    }
  }
  return {};
}

std::size_t CountWords(std::string_view text) {
  std::istringstream stream{std::string(text)};
  return static_cast<std::size_t>(std::distance(std::istream_iterator<std::string>(stream), {}));
}

// How long documents took, and which of them came out otherwise than the first time.
struct Timing {
  std::size_t words = 0;
  std::clock_t spent = 0;
  std::size_t differ = 0;
  double Speed() const { return static_cast<double>(words) / Seconds(0, spent) / 1000; }
};

// Restores a document; `text` is what it gives, the first time, or ought to give.
Result<void> TimeDocument(const Restorer& restorer, const std::string& document, std::string& text, Timing& timing) {
  timing.words += CountWords(document);
  const std::clock_t begin = std::clock();
  VK_ASSIGN_OR_RETURN(FilteredText out, RestorePlainText(restorer, document));
  timing.spent += std::clock() - begin;
  if (text.empty()) text = out.text;
  timing.differ += text != out.text;
  return {};
}

Result<void> RunWarm(const std::string& data, const std::vector<std::string>& files) {
  std::vector<std::string> documents;
  std::vector<std::string> texts(files.size());
  Timing cold, warm, again, filling;
  for (std::size_t i = 0; i < files.size(); ++i) {
    VK_ASSIGN_OR_RETURN(std::string text, ReadFile(files[i]));
    documents.push_back(CleanUtf8(text));
    VK_ASSIGN_OR_RETURN(Restorer restorer, Restorer::Load(data));
    if (i == 0) {  // what a process makes once, its patterns, is no document's
      VK_ASSIGN_OR_RETURN(Restorer other, Restorer::Load(data));
      std::string any;
      VK_RETURN_IF_ERROR(TimeDocument(other, "Can cir Ké hoach s6 12/KH-UBND ngay 3 thang 4", any, filling));
    }
    VK_RETURN_IF_ERROR(TimeDocument(restorer, documents[i], texts[i], cold));
  }
  for (const std::size_t parity : {1U, 0U}) {
    VK_ASSIGN_OR_RETURN(Restorer one, Restorer::Load(data));
    for (std::size_t i = parity; i < documents.size(); i += 2) {
      VK_RETURN_IF_ERROR(TimeDocument(one, documents[i], texts[i], filling));
    }
    for (std::size_t i = 1 - parity; i < documents.size(); i += 2) {
      VK_RETURN_IF_ERROR(TimeDocument(one, documents[i], texts[i], warm));
    }
    for (std::size_t i = 1 - parity; i < documents.size(); i += 2) {
      VK_RETURN_IF_ERROR(TimeDocument(one, documents[i], texts[i], again));
    }
  }
  fmt::print(
      "{} documents, {} words; k words/s: cold (nothing read before) {:.1f}, warm (others read before) {:.1f}, the "
      "same again {:.1f}; texts that differ from cold: {} warm, {} again\n",
      documents.size(), cold.words, cold.Speed(), warm.Speed(), again.Speed(), warm.differ, again.differ);
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
    VK_RETURN_IF_ERROR(MeasureClean(restorer, row.cells[0], truth));
  }
  fmt::print("peak resident {:.1f} MB\n", PeakMegabytes());
  return {};
}

}  // namespace
}  // namespace vankho

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  auto argument = [&](std::size_t i, std::string otherwise) { return i < arguments.size() ? arguments[i] : otherwise; };
  vankho::Result<void> done;
  if (argument(0, "") == "--damaged") {
    done = vankho::RunDamaged(argument(1, "build/damaged"), argument(2, "."), argument(3, "") == "-v");
  } else if (argument(0, "") == "--warm") {
    done = vankho::RunWarm(argument(1, "."),
                           {arguments.begin() + std::min<std::ptrdiff_t>(2, std::ssize(arguments)), arguments.end()});
  } else {
    const std::string data = argument(0, ".");
    done = vankho::Run(data, argument(1, data + "/../shared/data/text"),
                       std::strtoul(argument(2, "400").c_str(), nullptr, 10));
  }
  if (!done) fmt::print(stderr, "restore_bench: {}\n", Describe(done.error()));
  return done ? 0 : 2;
}
