// page_bench [--ours] [CORPUS]: how the reading of pages compares with the bare engine in the same run, on the scans of
// a corpus with their truth, and how many pages a minute the whole chain ingests. PICTURE is the processor's time for
// getting the pixels out of the file, which the two share. BOXES is the mean overlap (intersection by union) of the
// boxes of words read right with the true ones, on the page as it came. --ours leaves out the bare engine and the
// chain. For people; prints, judges nothing.
#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <functional>
#include <map>
#include <sstream>

#include "pipeline/base/file.h"
#include "pipeline/eval/score.h"
#include "pipeline/ocr/page_ocr.h"

namespace vankho {
namespace {

namespace fs = std::filesystem;

struct Tally {
  int pages = 0;
  double seconds = 0;  // of the processor, reading
  double picture = 0;  // of the processor, from the file to pixels
  long syllables = 0;
  long wrong_syllables = 0;
  long numbers = 0;
  long wrong_numbers = 0;
  long boxes = 0;
  double overlap = 0;  // sum over them of intersection by union with the true box

  void Add(const Tally& other) {
    pages += other.pages;
    seconds += other.seconds;
    picture += other.picture;
    syllables += other.syllables;
    wrong_syllables += other.wrong_syllables;
    numbers += other.numbers;
    wrong_numbers += other.wrong_numbers;
    boxes += other.boxes;
    overlap += other.overlap;
  }
};

// How often each token with a digit stands in the text, punctuation at its ends left out.
std::map<std::string, int> NumberTokens(std::string_view text) {
  std::map<std::string, int> counts;
  std::string token;
  auto finish = [&] {
    while (!token.empty() && std::ispunct(static_cast<unsigned char>(token.back()))) token.pop_back();
    std::size_t begin = 0;
    while (begin < token.size() && std::ispunct(static_cast<unsigned char>(token[begin]))) ++begin;
    token.erase(0, begin);
    if (std::any_of(token.begin(), token.end(), [](unsigned char c) { return std::isdigit(c) != 0; })) ++counts[token];
    token.clear();
  };
  for (char c : text) {
    if (c == '|' || std::isspace(static_cast<unsigned char>(c))) {
      finish();
    } else {
      token.push_back(c);
    }
  }
  finish();
  return counts;
}

Tally Compare(std::string_view truth, std::string_view run) {
  Tally tally;
  for (const TextScore& page : ScorePages(truth, run)) {
    tally.syllables += page.syllables;
    tally.wrong_syllables += page.syllable_errors;
  }
  std::map<std::string, int> read = NumberTokens(run);
  for (const auto& [token, count] : NumberTokens(truth)) {
    tally.numbers += count;
    auto found = read.find(token);
    tally.wrong_numbers += std::max(0, count - (found == read.end() ? 0 : found->second));
  }
  return tally;
}

struct TrueWord {
  int page = 0;
  std::string text;
  Box box;
};

// The words of a boxes.tsv (corpus/README.md); none where there is no such file.
std::vector<TrueWord> ReadTrueWords(const fs::path& path) {
  std::vector<TrueWord> words;
  std::istringstream rows(ReadFile(path.string()).value_or(""));
  std::string row;
  std::getline(rows, row);
  while (std::getline(rows, row)) {
    std::istringstream cells(row);
    TrueWord word;
    int line = 0;
    int number = 0;
    cells >> word.page >> line >> number >> word.box.left >> word.box.top >> word.box.right >> word.box.bottom;
    if (cells >> word.text && number > 0) words.push_back(std::move(word));
  }
  return words;
}

double Overlap(const Box& a, const Box& b) {
  double width = std::min(a.right, b.right) - std::max(a.left, b.left);
  double height = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
  if (width <= 0 || height <= 0) return 0;
  return width * height / (a.width() * a.height() + b.width() * b.height() - width * height);
}

// Of every true word that was read right at its place, how well its box lies.
void MeasureBoxes(const std::vector<TrueWord>& truth, int page, const std::vector<Line>& lines, Tally& tally) {
  for (const TrueWord& word : truth) {
    double best = 0;
    for (const Line& line : lines) {
      for (const Word& read : line.words) {
        if (word.page == page && read.text == word.text) best = std::max(best, Overlap(word.box, read.box));
      }
    }
    if (best == 0) continue;
    ++tally.boxes;
    tally.overlap += best;
  }
}

// The engine alone: the page as it lies in the file, the engine's own layout and order.
Result<std::vector<Line>> ReadBare(const PageInput& input, OcrEngine& engine) {
  if (!input.image) return input.text;
  VK_RETURN_IF_ERROR(engine.SetImage(*input.image));
  return engine.Read({0, 0, input.image->width, input.image->height}, Segmentation::kPage);
}

Result<std::vector<Line>> ReadOurs(const PageInput& input, OcrEngine& engine) {
  VK_ASSIGN_OR_RETURN(Page page, PageOcr().Run(input, engine));
  return std::move(page.lines);
}

using ReadLines = std::function<Result<std::vector<Line>>(const PageInput&, OcrEngine&)>;

// Reads every page.
Result<Tally> ReadScan(const std::string& scan, const fs::path& truth_folder, OcrEngine& engine,
                       const ReadLines& read) {
  VK_ASSIGN_OR_RETURN(std::string truth, ReadFile(truth_folder / "pages.txt"));
  std::vector<TrueWord> words = ReadTrueWords(truth_folder / "boxes.tsv");
  Tally boxes;
  VK_ASSIGN_OR_RETURN(SourceBytes source, OpenSource(scan));
  PageOptions options;
  options.always_ocr = true;
  VK_ASSIGN_OR_RETURN(std::unique_ptr<PageReader> reader, OpenPages(source, options));
  std::string text;
  double picture = 0;
  double seconds = 0;
  for (int number = 1; number <= reader->page_count(); ++number) {
    std::clock_t begin = std::clock();
    VK_ASSIGN_OR_RETURN(PageInput input, reader->Read(number));
    std::clock_t middle = std::clock();
    VK_ASSIGN_OR_RETURN(std::vector<Line> lines, read(input, engine));
    picture += static_cast<double>(middle - begin) / CLOCKS_PER_SEC;
    seconds += static_cast<double>(std::clock() - middle) / CLOCKS_PER_SEC;
    MeasureBoxes(words, number, lines, boxes);
    if (number > 1) text.push_back('\f');
    for (const Line& line : lines) {
      for (const Word& word : line.words) text.append(word.text).push_back(' ');
      text.push_back('\n');
    }
  }
  Tally tally = Compare(truth, text);
  tally.Add(boxes);
  tally.pages = reader->page_count();
  tally.seconds = seconds;
  tally.picture = picture;
  return tally;
}

void PrintRow(const std::string& name, const Tally& bare, const Tally& ours) {
  auto ratio = [](double a, double b) { return b == 0 ? 0.0 : a / b; };
  fmt::print(
      "{:<32} {:>5} {:>6}/{:<6} {:>5.2f}   {:>5}/{:<5} {:>5.2f}   {:>5.2f}/{:<5.2f} {:>5.2f}   {:>7.3f}   {:.3f}\n",
      name, ours.pages, ours.wrong_syllables, bare.wrong_syllables,
      ratio(static_cast<double>(ours.wrong_syllables), static_cast<double>(bare.wrong_syllables)), ours.wrong_numbers,
      bare.wrong_numbers, ratio(static_cast<double>(ours.wrong_numbers), static_cast<double>(bare.wrong_numbers)),
      ratio(ours.seconds, ours.pages), ratio(bare.seconds, bare.pages), ratio(ours.seconds, bare.seconds),
      ratio(ours.picture, ours.pages), ratio(ours.overlap, static_cast<double>(ours.boxes)));
}

// Runs the program and waits; wall seconds, or less than 0 where it did not end well.
double WallSeconds(std::vector<std::string> words) {
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t pid = 0;
  auto begin = std::chrono::steady_clock::now();
  int failed = posix_spawn(&pid, argv[0], &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  int status = 0;
  if (failed != 0 || waitpid(pid, &status, 0) != pid) return -1;
  double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  bool well = WIFEXITED(status) && (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 3);  // 3: some pages failed
  return well ? wall : -1;
}

double CpuOfChildren() {
  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  auto seconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// The whole chain, records stored, with one worker and with two.
void BenchIngest(const fs::path& vankho, const std::string& scans, int pages) {
  fmt::print("\nvankho ingest, {} pages, store included\nworkers  pages a minute  CPU-seconds a page\n", pages);
  double one = 0;
  for (int jobs : {1, 2}) {
    fs::path store = fs::temp_directory_path() / fmt::format("page_bench_{}_{}", ::getpid(), jobs);
    double before = CpuOfChildren();
    double wall = WallSeconds({vankho, "ingest", scans, "--store", store, "--jobs", std::to_string(jobs), "--quiet"});
    fs::remove_all(store);
    if (wall < 0) {
      fmt::print("{:>7}  {} failed\n", jobs, vankho.string());
      continue;
    }
    double rate = pages / wall * 60;
    fmt::print("{:>7}  {:>14.1f}  {:>18.2f}", jobs, rate, (CpuOfChildren() - before) / pages);
    if (jobs > 1 && one > 0) fmt::print("   {:.2f} times one worker's rate", rate / one);
    fmt::print("\n");
    if (jobs == 1) one = rate;
  }
}

Result<void> Run(const fs::path& corpus, bool only_ours, const fs::path& vankho) {
  VK_ASSIGN_OR_RETURN(std::unique_ptr<OcrEngine> engine, StartTesseract());
  VK_ASSIGN_OR_RETURN(std::unique_ptr<OcrEngine> stock, StartTesseract({.stock = true}));
  fmt::print("{}, one thread; ours/bare and their ratio; the bare engine has its stock model and the same pictures\n",
             engine->Describe());
  fmt::print("{:<32} {:>5} {:>19}   {:>17}   {:>17}   {}   {}\n", "SCAN", "PAGES", "WRONG SYLLABLES", "WRONG NUMBERS",
             "CPU-S A PAGE", "PICTURE", "BOXES");
  std::vector<fs::path> scans;
  for (const auto& entry : fs::directory_iterator(corpus / "scans")) {
    if (fs::exists(corpus / "truth" / entry.path().filename()) && entry.path().extension() != ".txt") {
      scans.push_back(entry.path());
    }
  }
  std::sort(scans.begin(), scans.end());
  Tally all_bare;
  Tally all_ours;
  for (const fs::path& scan : scans) {
    fs::path truth = corpus / "truth" / scan.filename();
    Tally bare;
    if (!only_ours) {
      VK_ASSIGN_OR_RETURN(bare, ReadScan(scan, truth, *stock, ReadBare));
    }
    VK_ASSIGN_OR_RETURN(Tally ours, ReadScan(scan, truth, *engine, ReadOurs));
    PrintRow(scan.filename(), bare, ours);
    all_bare.Add(bare);
    all_ours.Add(ours);
  }
  PrintRow("all", all_bare, all_ours);
  if (!only_ours) BenchIngest(vankho, corpus / "scans", all_ours.pages);
  return {};
}

}  // namespace
}  // namespace vankho

int main(int argc, char** argv) {
  vankho::LimitEngineThreads();
  std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe");
  bool only_ours = argc > 1 && std::string_view(argv[1]) == "--ours";
  const char* corpus = argc > 1 + only_ours ? argv[1 + only_ours] : VANKHO_SOURCE_DIR "/corpus";
  auto done = vankho::Run(corpus, only_ours, program.parent_path() / "vankho");
  if (!done) fmt::print(stderr, "page_bench: {}\n", vankho::Describe(done.error()));
  return done ? 0 : 2;
}
