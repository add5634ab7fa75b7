// geometry_bench [--grade GRADE] [--dpi N] [--all] [--save FOLDER] [CASE...]: how pages are read that come with a wrong
// resolution, from a camera, in a frame, two on a sheet, or turned (tests/ocr/geometry_cases.h). The pages are typeset
// from the plans of the corpus with a seed of their own, four of them (a first page, an annex, two last ones) or all. A
// row a case (those whose names begin with one of the words given; all without): pages, syllables wrong and in all,
// numbers wrong and in all, pages turned the wrong way, BOXES as page_bench has it, CPU-seconds a page. --save keeps
// the pictures, with the boxes of the words read. For people; judges nothing.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <filesystem>
#include <map>

#include "corpus/generator/output.h"
#include "corpus/generator/typeset.h"
#include "pipeline/base/file.h"
#include "pipeline/eval/score.h"
#include "pipeline/ocr/page_ocr.h"
#include "tests/ocr/geometry_cases.h"

namespace vankho {
namespace {

constexpr std::array<std::string_view, 4> kPlans = {"hoa-loc-par-2024", "phuoc-thanh-bao-cao-2023",
                                                    "vinh-hai-bo-tieu-chi-2023", "dong-son-kiem-tra-2019"};

constexpr std::array<std::size_t, 4> kChosen = {0, 3, 6, 10};

struct Flags {
  Grade grade = Grade::kOffice;
  int dpi = 200;
  bool all = false;
  std::string save;
  std::vector<std::string> cases;
};

struct Sums {
  int pages = 0;
  long syllables = 0, wrong_syllables = 0;
  long numbers = 0, wrong_numbers = 0;
  int turned_wrong = 0;
  long boxes = 0;
  double overlap = 0;
  double seconds = 0;
};

std::map<std::string, int> NumberTokens(std::string_view text) {
  std::map<std::string, int> counts;
  std::string token;
  for (char c : std::string(text) + " ") {
    if (c != '|' && std::isspace(static_cast<unsigned char>(c)) == 0) {
      token.push_back(c);
      continue;
    }
    while (!token.empty() && std::ispunct(static_cast<unsigned char>(token.back()))) token.pop_back();
    std::size_t begin = 0;
    while (begin < token.size() && std::ispunct(static_cast<unsigned char>(token[begin]))) ++begin;
    token.erase(0, begin);
    if (std::any_of(token.begin(), token.end(), [](unsigned char d) { return std::isdigit(d) != 0; })) ++counts[token];
    token.clear();
  }
  return counts;
}

double Overlap(const Box& a, const Box& b) {
  double width = std::min(a.right, b.right) - std::max(a.left, b.left);
  double height = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
  if (width <= 0 || height <= 0) return 0;
  return width * height / (a.width() * a.height() + b.width() * b.height() - width * height);
}

std::string TextOf(const Page& page) {
  std::string text;
  for (const Line& line : page.lines) {
    for (const Word& word : line.words) text.append(word.text).push_back(' ');
    text.push_back('\n');
  }
  return text;
}

void Measure(const Shot& shot, const Page& page, Sums& sums) {
  ++sums.pages;
  std::string truth = TextOf(shot.lines);
  std::string text = TextOf(page);
  for (const TextScore& score : ScorePages(truth, text)) {
    sums.syllables += score.syllables;
    sums.wrong_syllables += score.syllable_errors;
  }
  std::map<std::string, int> read = NumberTokens(text);
  for (const auto& [token, count] : NumberTokens(truth)) {
    sums.numbers += count;
    sums.wrong_numbers += std::max(0, count - read[token]);
  }
  if (page.turned_degrees != shot.turned) ++sums.turned_wrong;
  double scale = page.width_pt / pixGetWidth(shot.image.get());
  for (const TrueLine& line : shot.lines) {
    for (const TrueWord& word : line.words) {
      Box box{word.box.left * scale, word.box.top * scale, word.box.right * scale, word.box.bottom * scale};
      double best = 0;
      for (const Line& other : page.lines) {
        for (const Word& w : other.words) {
          if (w.text == word.text) best = std::max(best, Overlap(box, w.box));
        }
      }
      if (best == 0) continue;
      ++sums.boxes;
      sums.overlap += best;
    }
  }
}

Result<std::string> BytesOf(const Shot& shot) {
  if (!shot.as_pdf) {
    l_uint8* data = nullptr;
    std::size_t size = 0;
    pixSetResolution(shot.image.get(), shot.stated_dpi, shot.stated_dpi);
    if (pixWriteMemPng(&data, &size, shot.image.get(), 0) != 0) return Fail(ErrorCode::kEngine, "no PNG");
    std::string bytes(reinterpret_cast<const char*>(data), size);
    lept_free(data);
    return bytes;
  }
  std::vector<Scan> scans(1);
  scans[0].image.reset(pixClone(shot.image.get()));
  scans[0].dpi = shot.stated_dpi;
  std::string path = (std::filesystem::temp_directory_path() / fmt::format("geometry_{}.pdf", ::getpid())).string();
  VK_RETURN_IF_ERROR(WriteScans(scans, path));
  Result<std::string> bytes = ReadFile(path);
  std::filesystem::remove(path);
  return bytes;
}

void Save(const Shot& shot, const Page& page, const std::string& path) {
  Pix picture(pixConvertTo32(shot.image.get()));
  double scale = pixGetWidth(shot.image.get()) / page.width_pt;
  for (const Line& line : page.lines) {
    for (const Word& word : line.words) {
      BOX* box = boxCreate(static_cast<int>(word.box.left * scale), static_cast<int>(word.box.top * scale),
                           static_cast<int>(word.box.width() * scale), static_cast<int>(word.box.height() * scale));
      pixRenderBoxArb(picture.get(), box, 2, 255, 0, 0);
      boxDestroy(&box);
    }
  }
  float to = 1000.0F / static_cast<float>(pixGetHeight(picture.get()));
  picture.reset(pixScale(picture.get(), to, to));
  pixWrite((path + ".png").c_str(), picture.get(), IFF_PNG);
  (void)WriteFileAtomically(path + ".txt", TextOf(page));
}

Result<void> ReadShot(const Shot& shot, OcrEngine& engine, const std::string& save, Sums& sums) {
  VK_ASSIGN_OR_RETURN(std::string bytes, BytesOf(shot));
  VK_ASSIGN_OR_RETURN(SourceBytes source, MakeSource(std::move(bytes), "page"));
  std::clock_t begin = std::clock();
  VK_ASSIGN_OR_RETURN(std::unique_ptr<PageReader> reader, OpenPages(source));
  VK_ASSIGN_OR_RETURN(Page page, ReadPage(*reader, 1, engine));
  sums.seconds += static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  Measure(shot, page, sums);
  if (!save.empty()) Save(shot, page, save);
  return {};
}

Result<std::vector<Scan>> Scans(const Flags& flags) {
  VK_ASSIGN_OR_RETURN(const TextSetter setter, TextSetter::Create("Tinos"));
  std::vector<Scan> scans;
  for (std::string_view name : kPlans) {
    std::string path = fmt::format("{}/corpus/documents/{}/plan.txt", VANKHO_SOURCE_DIR, name);
    VK_ASSIGN_OR_RETURN(std::string text, ReadFile(path));
    VK_ASSIGN_OR_RETURN(Plan plan, ParsePlan(text, path));
    VK_ASSIGN_OR_RETURN(std::vector<Sheet> sheets, Typeset(plan, setter));
    for (std::size_t i = 0; i < sheets.size(); ++i) {
      VK_ASSIGN_OR_RETURN(Scan scan,
                          ScanSheet(sheets[i], setter, {flags.grade, flags.dpi, 77, false}, static_cast<int>(i) + 1));
      scans.push_back(std::move(scan));
    }
  }
  return scans;
}

bool Wanted(const Flags& flags, const std::string& name) {
  return flags.cases.empty() || std::any_of(flags.cases.begin(), flags.cases.end(),
                                            [&](const std::string& word) { return name.starts_with(word); });
}

Result<void> Run(const Flags& flags) {
  VK_ASSIGN_OR_RETURN(std::unique_ptr<OcrEngine> engine, StartTesseract());
  VK_ASSIGN_OR_RETURN(std::vector<Scan> scans, Scans(flags));
  if (!flags.save.empty()) std::filesystem::create_directories(flags.save);
  fmt::print("{} {} dpi\n{:<20} {:>5} {:>16} {:>14} {:>6} {:>6} {:>6}\n", Name(flags.grade), flags.dpi, "CASE", "PAGES",
             "WRONG SYLLABLES", "WRONG NUMBERS", "TURNED", "BOXES", "CPU-S");
  for (const ShotCase& shots : ShotCases()) {
    if (!Wanted(flags, shots.name)) continue;
    Sums sums;
    for (std::size_t i = 0; i < scans.size(); ++i) {
      if (!flags.all && std::find(kChosen.begin(), kChosen.end(), i) == kChosen.end()) continue;
      Shot shot = shots.make(scans[i], scans[(i + 1) % scans.size()]);
      if (shot.image == nullptr) continue;
      std::string save = flags.save.empty() ? "" : fmt::format("{}/{}-{}", flags.save, shots.name, i + 1);
      VK_RETURN_IF_ERROR(ReadShot(shot, *engine, save, sums));
    }
    fmt::print("{:<20} {:>5} {:>8}/{:<7} {:>7}/{:<6} {:>6} {:>6.3f} {:>6.2f}\n", shots.name, sums.pages,
               sums.wrong_syllables, sums.syllables, sums.wrong_numbers, sums.numbers, sums.turned_wrong,
               sums.boxes == 0 ? 0 : sums.overlap / static_cast<double>(sums.boxes),
               sums.pages == 0 ? 0 : sums.seconds / sums.pages);
    std::fflush(stdout);
  }
  return {};
}

}  // namespace
}  // namespace vankho

int main(int argc, char** argv) {
  vankho::LimitEngineThreads();
  vankho::Flags flags;
  for (int i = 1; i < argc; ++i) {
    std::string word = argv[i];
    if (word == "--grade" && i + 1 < argc) {
      flags.grade = vankho::GradeFromName(argv[++i]).value_or(vankho::Grade::kOffice);
    } else if (word == "--dpi" && i + 1 < argc) {
      flags.dpi = std::atoi(argv[++i]);
    } else if (word == "--all") {
      flags.all = true;
    } else if (word == "--save" && i + 1 < argc) {
      flags.save = argv[++i];
    } else {
      flags.cases.push_back(word);
    }
  }
  auto done = vankho::Run(flags);
  if (!done) fmt::print(stderr, "geometry_bench: {}\n", vankho::Describe(done.error()));
  return done ? 0 : 2;
}
