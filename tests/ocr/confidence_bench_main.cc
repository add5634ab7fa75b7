// confidence_bench [--dump] [--keep FOLDER] [SCAN TRUTH]...: how far the confidence of words can be believed, as the
// engine gives it and in the end, after restoration. Without scans: those of the corpus. TRUTH is a page's text after
// another, form feeds between. --dump prints a word a line for fit_word_confidence.py. --keep keeps the pages read in a
// folder of its own, to be asked again without reading. For people; judges nothing.
//
// A word counts as right when it stands in the longest common subsequence of a page's words and those of the truth.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <vector>

#include "pipeline/base/file.h"
#include "pipeline/document/json.h"
#include "pipeline/document/word_signs.h"
#include "pipeline/eval/score.h"
#include "pipeline/ocr/page_ocr.h"
#include "pipeline/restore/restorer.h"

namespace vankho {
namespace {

namespace fs = std::filesystem;

struct Seen {
  std::string text;
  double confidence = 0;
  bool right = false;
  bool number = false;
  std::optional<WordSigns> signs = {};  // in the end: what the confidence was made of
};

struct Words {
  std::vector<Seen> read;      // as the engine gives them
  std::vector<Seen> restored;  // in the end
};

std::vector<std::string> WordsOf(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (char c : FoldForScore(text) + " ") {
    if (c != ' ' && c != '|') {
      word.push_back(c);
    } else if (!word.empty()) {
      words.push_back(std::exchange(word, {}));
    }
  }
  return words;
}

// Marks the words of `read` that a longest common subsequence with `truth` holds.
void MarkRight(std::vector<Seen>& read, const std::vector<std::string>& truth) {
  std::size_t columns = truth.size() + 1;
  std::vector<int> best((read.size() + 1) * columns, 0);
  auto at = [&](std::size_t i, std::size_t j) -> int& { return best[i * columns + j]; };
  for (std::size_t i = read.size(); i-- > 0;) {
    for (std::size_t j = truth.size(); j-- > 0;) {
      at(i, j) = read[i].text == truth[j] ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
    }
  }
  for (std::size_t i = 0, j = 0; i < read.size() && j < truth.size();) {
    if (read[i].text == truth[j]) {
      read[i].right = true;
      ++i, ++j;
    } else {
      ++(at(i + 1, j) >= at(i, j + 1) ? i : j);
    }
  }
}

void Add(std::string_view text, const Seen& like, std::vector<Seen>& words) {
  for (const std::string& word : WordsOf(text)) {
    words.push_back(like);
    words.back().text = word;
    words.back().number = word.find_first_of("0123456789") != std::string::npos;
  }
}

std::vector<Seen> WordsRead(const Page& page) {
  std::vector<Seen> words;
  for (const Line& line : page.lines) {
    for (const Word& word : line.words) Add(word.text, {{}, word.confidence}, words);
  }
  return words;
}

// `line` is the index of the page's first line.
std::vector<Seen> WordsRestored(const Page& page, const RestoredText& restored, std::size_t& line) {
  std::vector<Seen> words;
  const PageSigns signs = SignsOf(page);
  for (const Line& seen : page.lines) {
    const RestoredLine& now = restored.lines[line++];
    for (WordSigns& word : SignsOf(now, RestoredWordsOf(now, seen, page.turned_degrees), signs)) {
      Add(word.text, {{}, WordProbability(word), false, false, word}, words);
    }
  }
  return words;
}

// A page as it was read, from `keep` where it was kept there.
Result<Page> ReadKept(PageReader& reader, int number, OcrEngine& engine, const std::string& keep) {
  const std::string kept = fmt::format("{}/{}.{}.json", keep, reader.source().sha256, number);
  if (!keep.empty() && fs::exists(kept)) {
    VK_ASSIGN_OR_RETURN(std::string bytes, ReadFile(kept));
    VK_ASSIGN_OR_RETURN(Json json, ParseJson(bytes));
    return PageFromJson(json);
  }
  VK_ASSIGN_OR_RETURN(Page page, ReadPage(reader, number, engine));
  if (!keep.empty()) VK_RETURN_IF_ERROR(WriteFileAtomically(kept, Dump(ToJson(page))));
  return page;
}

Result<void> ReadScan(const std::string& scan, std::string_view truth, OcrEngine& engine, const Restorer& restorer,
                      const std::string& keep, Words& all) {
  VK_ASSIGN_OR_RETURN(SourceBytes source, OpenSource(scan));
  PageOptions options;
  options.always_ocr = true;
  VK_ASSIGN_OR_RETURN(std::unique_ptr<PageReader> reader, OpenPages(source, options));
  SeenDocument document;
  for (int number = 1; number <= reader->page_count(); ++number) {
    VK_ASSIGN_OR_RETURN(Page page, ReadKept(*reader, number, engine, keep));
    document.pages.push_back(std::move(page));
  }
  VK_ASSIGN_OR_RETURN(RestoredText restored, restorer.Run(document));
  std::size_t line = 0;
  for (const Page& page : document.pages) {
    std::size_t end = std::min(truth.find('\f'), truth.size());
    std::vector<std::string> wanted = WordsOf(truth.substr(0, end));
    std::vector<Seen> read = WordsRead(page);
    std::vector<Seen> now = WordsRestored(page, restored, line);
    MarkRight(read, wanted);
    MarkRight(now, wanted);
    all.read.insert(all.read.end(), read.begin(), read.end());
    all.restored.insert(all.restored.end(), now.begin(), now.end());
    truth.remove_prefix(std::min(end + 1, truth.size()));
  }
  return {};
}

// Expected calibration error over ten bins of equal width; what the least sure twentieth holds of the wrong words.
void Print(const std::string& name, std::vector<Seen> words) {
  if (words.empty()) return;
  constexpr int kBins = 10;
  constexpr double kFlagged = 0.9;
  double error = 0;
  fmt::print("\n{}: {} words, {:.2f} % right\n  confidence   words   said   right\n", name, words.size(),
             100.0 * static_cast<double>(std::count_if(words.begin(), words.end(), [](auto& w) { return w.right; })) /
                 static_cast<double>(words.size()));
  for (int bin = 0; bin < kBins; ++bin) {
    double said = 0, right = 0, count = 0;
    for (const Seen& word : words) {
      if (std::min(kBins - 1, static_cast<int>(word.confidence * kBins)) != bin) continue;
      said += word.confidence, right += word.right ? 1 : 0, ++count;
    }
    if (count == 0) continue;
    error += std::abs(said - right);
    fmt::print("  {:.1f} - {:.1f} {:>8} {:>6.3f}  {:>6.3f}\n", bin / 10.0, (bin + 1) / 10.0, static_cast<int>(count),
               said / count, right / count);
  }
  std::stable_sort(words.begin(), words.end(), [](auto& a, auto& b) { return a.confidence < b.confidence; });
  auto wrong = [](auto begin, auto end) { return std::count_if(begin, end, [](const Seen& w) { return !w.right; }); };
  auto flagged = words.begin() + static_cast<std::ptrdiff_t>(words.size() / 20);
  auto sure = std::find_if(words.begin(), words.end(), [](const Seen& w) { return w.confidence >= kFlagged; });
  fmt::print(
      "  expected calibration error {:.3f}; the least sure 5 % hold {} of {} wrong words; under {} stand {} words, {} "
      "wrong\n",
      error / static_cast<double>(words.size()), wrong(words.begin(), flagged), wrong(words.begin(), words.end()),
      kFlagged, sure - words.begin(), wrong(words.begin(), sure));
}

// The corpus's scans, each with its truth behind it.
std::vector<std::string> CorpusScans() {
  std::vector<std::string> files;
  fs::path corpus = VANKHO_SOURCE_DIR "/corpus";
  for (const auto& entry : fs::directory_iterator(corpus / "scans")) {
    fs::path truth = corpus / "truth" / entry.path().filename() / "pages.txt";
    if (!fs::exists(truth) || entry.path().extension() == ".txt") continue;
    files.insert(files.end(), {entry.path().string(), truth.string()});
  }
  return files;
}

void DumpWords(const std::vector<Seen>& words) {
  fmt::print("right\tkind\tword\t{}\n", fmt::join(kSignalNames, "\t"));
  for (const Seen& word : words) {
    fmt::print("{:d}\t{}\t{}", word.right, kWordKinds[static_cast<std::size_t>(KindOf(*word.signs))], word.text);
    for (double signal : SignalsOf(*word.signs)) fmt::print("\t{:.5g}", signal);
    fmt::print("\n");
  }
}

void PrintBoth(const std::string& name, std::vector<Seen> words) {
  Print("all words, " + name, words);
  std::erase_if(words, [](const Seen& word) { return !word.number; });
  Print("words with digits, " + name, words);
}

Result<void> Run(std::vector<std::string> arguments) {
  bool dump = !arguments.empty() && arguments.front() == "--dump";
  if (dump) arguments.erase(arguments.begin());
  std::string keep;
  if (arguments.size() > 1 && arguments.front() == "--keep") {
    keep = arguments[1];
    arguments.erase(arguments.begin(), arguments.begin() + 2);
  }
  if (arguments.empty()) arguments = CorpusScans();
  VK_ASSIGN_OR_RETURN(std::unique_ptr<OcrEngine> engine, StartTesseract());
  VK_ASSIGN_OR_RETURN(Restorer restorer, Restorer::Load(VANKHO_SOURCE_DIR));
  Words words;
  for (std::size_t i = 0; i + 1 < arguments.size(); i += 2) {
    VK_ASSIGN_OR_RETURN(std::string truth, ReadFile(arguments[i + 1]));
    VK_RETURN_IF_ERROR(ReadScan(arguments[i], truth, *engine, restorer, keep, words));
  }
  if (dump) {
    DumpWords(words.restored);
  } else {
    PrintBoth("as the engine gives them", words.read);
    PrintBoth("restored, in the end", words.restored);
  }
  return {};
}

}  // namespace
}  // namespace vankho

int main(int argc, char** argv) {
  vankho::LimitEngineThreads();
  auto done = vankho::Run({argv + 1, argv + argc});
  if (!done) fmt::print(stderr, "confidence_bench: {}\n", vankho::Describe(done.error()));
  return done ? 0 : 2;
}
