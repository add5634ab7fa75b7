// vankho_read_dev FILE... : prints what the reading stages see, page by page, for people who work on them.
//
//   vankho_read_dev [--ocr] [--dpi N] [--pages N] [--boxes OUT_PREFIX] FILE...
//
// The text goes to standard output (form feeds between pages), one line a page about origin, reason and processor time
// to standard error. --boxes writes a picture a page with the words' boxes (red) and the grids' edges (blue) over it.
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>

#include "pipeline/ocr/page_ocr.h"
#include "pipeline/ocr/pix.h"

namespace vankho {
namespace {

struct Flags {
  PageOptions page;
  PageOcrOptions ocr;
  int max_pages = 1 << 30;
  std::string boxes;
};

double CpuSeconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

void Frame(Pix* pix, double scale, const Box& box, l_uint8 red, l_uint8 blue) {
  ::Box* frame = boxCreate(static_cast<int>(box.left * scale), static_cast<int>(box.top * scale),
                           static_cast<int>(box.width() * scale) + 1, static_cast<int>(box.height() * scale) + 1);
  if (frame) pixRenderBoxArb(pix, frame, 2, red, 0, blue);
  boxDestroy(&frame);
}

void DrawBoxes(const PageInput& input, const Page& page, const std::string& path) {
  if (!input.image) return;
  PixPtr grey = GreyOf(*input.image);
  PixPtr picture(grey ? pixConvertTo32(grey.get()) : nullptr);
  if (!picture) return;
  double scale = input.image->dpi / 72;
  for (const Line& line : page.lines) {
    for (const Word& word : line.words) Frame(picture.get(), scale, word.box, 255, 0);
  }
  for (const TableGrid& grid : page.grids) {
    for (std::size_t r = 0; r + 1 < grid.row_edges.size(); ++r) {
      for (std::size_t c = 0; c + 1 < grid.column_edges.size(); ++c) {
        Box cell{grid.column_edges[c], grid.row_edges[r], grid.column_edges[c + 1], grid.row_edges[r + 1]};
        Frame(picture.get(), scale, cell, 0, 255);
      }
    }
  }
  picture.reset(
      pixScale(picture.get(), static_cast<float>(110 / input.image->dpi), static_cast<float>(110 / input.image->dpi)));
  pixWrite(path.c_str(), picture.get(), IFF_PNG);
}

void ShowPage(PageReader& reader, int number, OcrEngine& engine, const Flags& flags) {
  double start = CpuSeconds();
  Result<PageInput> input = reader.Read(number);
  double offered = CpuSeconds();
  Result<Page> page = input ? PageOcr(flags.ocr).Run(*input, engine) : tl::unexpected<Error>(input.error());
  if (!page) {
    fmt::print(stderr, "{}\n", Describe(page.error()));
    return;
  }
  fmt::print(stderr,
             "page {}: {} | {} | {:.0f}x{:.0f} pt turned {} skew {:.2f} conf {:.2f} grids {} | cpu {:.2f}+{:.2f}\n",
             number, Name(page->origin), page->reason, page->width_pt, page->height_pt, page->turned_degrees,
             page->skew_degrees, page->confidence, page->grids.size(), offered - start, CpuSeconds() - offered);
  for (const Diagnostic& d : page->diagnostics) fmt::print(stderr, "  {}\n", d.message);
  for (const Line& line : page->lines) fmt::print("{}\n", line.text);
  if (!flags.boxes.empty()) DrawBoxes(*input, *page, fmt::format("{}{}.png", flags.boxes, number));
}

int ShowFile(const std::string& path, OcrEngine& engine, const Flags& flags) {
  Result<SourceBytes> source = OpenSource(path);
  if (!source) return fmt::print(stderr, "{}\n", Describe(source.error())), 2;
  auto reader = OpenPages(*source, flags.page);
  if (!reader) return fmt::print(stderr, "{}\n", Describe(reader.error())), 2;
  for (const Diagnostic& d : (*reader)->diagnostics()) fmt::print(stderr, "{}: {}\n", path, d.message);
  for (int number = 1; number <= std::min((*reader)->page_count(), flags.max_pages); ++number) {
    if (number > 1) fmt::print("\f\n");
    ShowPage(**reader, number, engine, flags);
  }
  return 0;
}

int Main(int argc, char** argv) {
  LimitEngineThreads();
  Flags flags;
  auto engine = StartTesseract();
  if (!engine) return fmt::print(stderr, "{}\n", Describe(engine.error())), 2;
  int result = 0;
  for (int i = 1; i < argc; ++i) {
    std::string word = argv[i];
    if (word == "--ocr") {
      flags.page.always_ocr = true;
    } else if (word == "--dpi" && i + 1 < argc) {
      flags.page.dpi = flags.ocr.reading_dpi = std::atof(argv[++i]);
    } else if (word == "--pages" && i + 1 < argc) {
      flags.max_pages = std::atoi(argv[++i]);
    } else if (word == "--boxes" && i + 1 < argc) {
      flags.boxes = argv[++i];
    } else {
      result = std::max(result, ShowFile(word, **engine, flags));
    }
  }
  return result;
}

}  // namespace
}  // namespace vankho

int main(int argc, char** argv) { return vankho::Main(argc, argv); }
