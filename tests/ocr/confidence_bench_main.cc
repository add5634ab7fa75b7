// confidence_bench [--dump] [SCAN TRUTH]...: how far the confidence of words can be believed, as the engine gives it
// and in the end, after restoration. Without scans: those of the corpus. TRUTH is a page's text after another, form
// feeds between. --dump prints a word a line for fit_word_confidence.py. For people; judges nothing.
//
// A word counts as right when it stands in the longest common subsequence of a page's words and those of the truth.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <vector>

#include "pipeline/base/file.h"
#include "pipeline/document/page_words.h"
#include "pipeline/document/word_confidence.h"
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
  double engine = 0;        // of the dump: what the confidence was made of
  std::string restoration;  // "change", the posterior of a doubt, or "-"
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
    for (const Word& word : line.words)
      Add(word.text, {{}, word.confidence, false, false, word.confidence, "-"}, words);
  }
  return words;
}

// What restoration says of the word at these bytes of its line.
std::string RestorationOf(const RestoredLine& line, TextSpan word) {
  std::string said = "-";
  for (const Edit& edit : line.edits) {
    if (edit.restored.Overlaps(word)) said = edit.reason == kDoubt ? fmt::format("{:.6f}", edit.confidence) : "change";
  }
  return said;
}

// `line` is the index of the page's first line.
std::vector<Seen> WordsRestored(const Page& page, const RestoredText& restored, std::size_t& line) {
  std::vector<Seen> words;
  for (const Line& seen : page.lines) {
    const RestoredLine& now = restored.lines[line++];
    RestoredLine bare = now;
    bare.edits.clear();
    std::vector<PageWord> engine = RestoredWordsOf(bare, seen, page.turned_degrees);
    std::vector<PageWord> end = RestoredWordsOf(now, seen, page.turned_degrees, true);
    std::size_t at = 0;
    for (std::size_t i = 0; i < end.size(); ++i) {
      at = now.text.find(end[i].text, at);
      std::string said = RestorationOf(now, {at, at + end[i].text.size()});
      at += end[i].text.size();
      Add(end[i].text, {{}, end[i].confidence, false, false, engine[i].confidence, said}, words);
    }
  }
  return words;
}

Result<void> ReadScan(const std::string& scan, std::string_view truth, OcrEngine& engine, const Restorer& restorer,
                      Words& all) {
  VK_ASSIGN_OR_RETURN(SourceBytes source, OpenSource(scan));
  PageOptions options;
  options.always_ocr = true;
  VK_ASSIGN_OR_RETURN(std::unique_ptr<PageReader> reader, OpenPages(source, options));
  SeenDocument document;
  for (int number = 1; number <= reader->page_count(); ++number) {
    VK_ASSIGN_OR_RETURN(PageInput input, reader->Read(number));
    VK_ASSIGN_OR_RETURN(Page page, PageOcr().Run(input, engine));
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
  fmt::print("  expected calibration error {:.3f}; the least sure 5 % hold {} of {} wrong words\n",
             error / static_cast<double>(words.size()), wrong(words.begin(), flagged),
             wrong(words.begin(), words.end()));
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

void Dump(const std::vector<Seen>& words) {
  fmt::print("right\tengine\trestoration\tword\n");
  for (const Seen& word : words) {
    fmt::print("{:d}\t{:.4f}\t{}\t{}\n", word.right, word.engine, word.restoration, word.text);
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
  if (arguments.empty()) arguments = CorpusScans();
  VK_ASSIGN_OR_RETURN(std::unique_ptr<OcrEngine> engine, StartTesseract());
  VK_ASSIGN_OR_RETURN(Restorer restorer, Restorer::Load(VANKHO_SOURCE_DIR));
  Words words;
  for (std::size_t i = 0; i + 1 < arguments.size(); i += 2) {
    VK_ASSIGN_OR_RETURN(std::string truth, ReadFile(arguments[i + 1]));
    VK_RETURN_IF_ERROR(ReadScan(arguments[i], truth, *engine, restorer, words));
  }
  if (dump) {
    Dump(words.restored);
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
