// grade_bench FILE...: the measures and the grade of each page, as tab-separated rows. For people; judges nothing.
#include <fmt/format.h>

#include "pipeline/ocr/page_grade.h"
#include "pipeline/page/page_reader.h"

namespace vankho {
namespace {

void PrintFile(const std::string& path) {
  Result<SourceBytes> source = OpenSource(path);
  if (!source) return fmt::print(stderr, "{}\n", Describe(source.error()));
  PageOptions options;
  options.always_ocr = true;
  auto reader = OpenPages(*source, options);
  if (!reader) return fmt::print(stderr, "{}\n", Describe(reader.error()));
  for (int number = 1; number <= (*reader)->page_count(); ++number) {
    Result<PageInput> input = (*reader)->Read(number);
    if (!input || !input->image) continue;
    PixPtr grey = GreyOf(*input->image);
    PixPtr ink = grey ? InkOf(grey.get()) : nullptr;
    if (!ink) continue;
    const GradeMeasures m = MeasureGrade(grey.get(), ink.get(), input->image->dpi);
    fmt::print("{}\t{}\t{}\tpaper {:.0f}\tgreys {:.3f}\tnoise {:.2f}\tshade {:.1f}\tspecks {:.2f}\n", path, number,
               Name(GradeOf(m)), m.paper, m.greys, m.noise, m.shade, m.specks);
  }
}

}  // namespace
}  // namespace vankho

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) vankho::PrintFile(argv[i]);
  return argc > 1 ? 0 : 1;
}
