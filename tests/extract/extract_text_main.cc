// extract_text [--dump] FILE: records of a plain text that needs no restoration, for looking at structure and
// extraction alone.
#include <cstdio>
#include <string>
#include <string_view>

#include "pipeline/base/file.h"
#include "pipeline/base/unicode.h"
#include "pipeline/document/json.h"
#include "pipeline/extract/extractor.h"
#include "pipeline/structure/structure_reader.h"
#include "tests/document/same_text.h"

namespace vankho {
namespace {

SeenDocument SeenOf(std::string_view text) {
  SeenDocument seen;
  seen.source.media_type = MediaType::kText;
  Page page;
  page.number = 1;
  page.origin = PageOrigin::kPlainText;
  auto close = [&] {
    seen.pages.push_back(page);
    page.lines.clear();
    ++page.number;
  };
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    if (at < text.size() && text[at] != '\n' && text[at] != '\f') continue;
    Line line;
    line.number = static_cast<int>(page.lines.size()) + 1;
    line.text = std::string(text.substr(begin, at - begin));
    page.lines.push_back(line);
    if (at < text.size() && text[at] == '\f') close();
    begin = at + 1;
  }
  close();
  seen.source.pages = static_cast<int>(seen.pages.size());
  return seen;
}

void DumpStructure(const Document& document) {
  for (const Zone& zone : document.zones) {
    std::printf("zone %s lines %zu-%zu\n", std::string(Name(zone.kind)).c_str(), document.LineAt(zone.span.begin) + 1,
                document.LineAt(zone.span.end - 1) + 1);
  }
  for (const Paragraph& paragraph : document.paragraphs) {
    std::string text = Flatten(paragraph.span.Of(document.text()));
    int level = paragraph.section ? document.sections[static_cast<std::size_t>(*paragraph.section)].level : 0;
    std::printf("%4zu %-10s %*s[%d] %.100s\n", document.LineAt(paragraph.span.begin) + 1,
                std::string(Name(paragraph.zone)).c_str(), 2 * level, "", level, text.c_str());
  }
  for (const Table& table : document.tables) {
    std::printf("table %d x %d header %d\n", table.rows, table.columns, table.header_rows);
  }
}

int Main(int argc, char** argv) {
  bool dump = argc > 2 && std::string_view(argv[1]) == "--dump";
  auto bytes = ReadFile(argv[argc - 1]);
  auto folder = FindDataFolder();
  if (argc < 2 || !bytes || !folder) return 2;
  auto reader = StructureReader::Load(*folder);
  auto extractor = Extractor::Load(*folder);
  if (!reader || !extractor) {
    std::fprintf(stderr, "%s\n", Describe(!reader ? reader.error() : extractor.error()).c_str());
    return 2;
  }
  SeenDocument seen = SeenOf(CleanUtf8(*bytes));
  RestoredText restored = SameText(seen);
  Document document = reader->Run(std::move(seen), std::move(restored));
  if (dump) {
    DumpStructure(document);
    return 0;
  }
  std::printf("%s\n", DumpPretty(ToJson(document.source(), extractor->Run(document))).c_str());
  return 0;
}

}  // namespace
}  // namespace vankho

int main(int argc, char** argv) { return argc < 2 ? 2 : vankho::Main(argc, argv); }
