// vankho_restore_dev [--edits] [--own-ocr] DATA_FOLDER FILE: restores a text file to standard output; what it took goes
// to standard error, and with --edits every change. --own-ocr: the text was read by our own engine with its Vietnamese
// model.
#include <fmt/format.h>

#include <chrono>
#include <ctime>

#include "pipeline/base/file.h"
#include "pipeline/document/word_confidence.h"
#include "pipeline/restore/restorer.h"

int main(int argc, char** argv) {
  using namespace vankho;
  bool edits = false;
  bool own_ocr = false;
  int options = 1;
  for (; options < argc && std::string_view(argv[options]).starts_with("--"); ++options) {
    edits |= std::string_view(argv[options]) == "--edits";
    own_ocr |= std::string_view(argv[options]) == "--own-ocr";
  }
  if (argc != options + 2)
    return fmt::print(stderr, "usage: vankho_restore_dev [--edits] [--own-ocr] DATA_FOLDER FILE\n"), 2;
  std::clock_t begin = std::clock();
  auto restorer = Restorer::Load(argv[argc - 2]);
  if (!restorer) return fmt::print(stderr, "{}\n", Describe(restorer.error())), 2;
  auto text = ReadFile(argv[argc - 1]);
  if (!text) return fmt::print(stderr, "{}\n", Describe(text.error())), 2;
  std::clock_t loaded = std::clock();
  auto result = RestorePlainText(*restorer, *text, own_ocr ? PageOrigin::kOcr : PageOrigin::kPlainText);
  if (!result) return fmt::print(stderr, "{}\n", Describe(result.error())), 2;
  std::fwrite(result->text.data(), 1, result->text.size(), stdout);
  auto seconds = [](std::clock_t a, std::clock_t b) { return static_cast<double>(b - a) / CLOCKS_PER_SEC; };
  std::size_t changed = 0;
  for (const RestoredLine& line : result->lines.lines) {
    for (const Edit& edit : line.edits) changed += edit.reason != kDoubt;
    if (!edits) continue;
    const std::string& seen = result->seen.pages[0].lines[static_cast<std::size_t>(line.number - 1)].text;
    for (const Edit& edit : line.edits) {
      fmt::print(stderr, "{}\t{}\t{}\t{}\t{:.3f}", line.number, edit.seen.Of(seen), edit.restored.Of(line.text),
                 edit.reason, edit.confidence);
      for (const Alternative& rival : edit.rivals) fmt::print(stderr, "\t{} {:.3f}", rival.text, rival.confidence);
      fmt::print(stderr, "\n");
    }
  }
  fmt::print(stderr, "{}: {} changes, load {:.3f} s, run {:.3f} s CPU\n", Name(result->lines.damage), changed,
             seconds(begin, loaded), seconds(loaded, std::clock()));
  return 0;
}
