#include "pipeline/export/page_formats.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "pipeline/document/page_words.h"
#include "pipeline/export/markup.h"

namespace vankho {
namespace {

// Lines of one paragraph on one page, or a line that belongs to none.
struct Block {
  Box box;
  std::vector<const PageLine*> lines;
};

constexpr int kNoParagraph = -1;

// For each line of the document its paragraph.
std::vector<int> ParagraphOfLines(const Document& document) {
  std::vector<int> paragraphs(document.lines().size(), kNoParagraph);
  for (std::size_t i = 0; i < document.paragraphs.size(); ++i) {
    for (TextSpan piece : document.paragraphs[i].pieces) {
      for (std::size_t line : document.LineIndexes(piece)) paragraphs[line] = static_cast<int>(i);
    }
  }
  return paragraphs;
}

std::vector<Block> Blocks(const PageWords& words, const std::vector<int>& paragraphs) {
  std::vector<Block> blocks;
  int before = kNoParagraph;
  for (const PageLine& line : words.lines) {
    int paragraph = paragraphs[line.index];
    if (blocks.empty() || paragraph == kNoParagraph || paragraph != before) blocks.emplace_back();
    blocks.back().lines.push_back(&line);
    blocks.back().box = Cover(blocks.back().box, line.box);
    before = paragraph;
  }
  return blocks;
}

// What of the box lies on the page: a word at the edge of a skewed sheet reaches a hair over it, and neither format
// knows places outside the picture.
Box OnPage(const Box& box, const Page& page) {
  auto across = [&](double x) { return std::clamp(x, 0.0, std::max(0.0, page.width_pt)); };
  auto down = [&](double y) { return std::clamp(y, 0.0, std::max(0.0, page.height_pt)); };
  return {across(box.left), down(box.top), across(box.right), down(box.bottom)};
}

long Scaled(double points, double units_an_inch) { return std::lround(points / 72 * units_an_inch); }

tl::unexpected<Error> NoPlaces() {
  return Fail(ErrorCode::kUnsupported, "is a text without pages: its words have no places; take --format txt");
}

class Hocr {
 public:
  explicit Hocr(const Document& document) : document_(document), paragraphs_(ParagraphOfLines(document)) {}

  std::string Write(const std::string& program) {
    out_ =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" "
        "\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n"
        "<html xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"vi\" lang=\"vi\">\n<head>\n";
    out_ += fmt::format("<title>{}</title>\n", EscapeXml(document_.source().file_name));
    out_ += "<meta http-equiv=\"Content-Type\" content=\"text/html;charset=utf-8\"/>\n";
    out_ += fmt::format("<meta name=\"ocr-system\" content=\"{}\"/>\n", EscapeXml(program));
    out_ += "<meta name=\"ocr-langs\" content=\"vi\"/>\n";
    out_ += fmt::format("<meta name=\"ocr-number-of-pages\" content=\"{}\"/>\n", document_.pages().size());
    out_ +=
        "<meta name=\"ocr-capabilities\" content=\"ocr_page ocr_carea ocr_line ocrx_word ocrp_wconf\"/>\n"
        "</head>\n<body>\n";
    for (const PageWords& words : RestoredWords(document_)) WritePage(words);
    return out_ + "</body>\n</html>\n";
  }

 private:
  static std::string Place(const Box& box) {
    constexpr double kDpi = 300;
    return fmt::format("bbox {} {} {} {}", Scaled(box.left, kDpi), Scaled(box.top, kDpi), Scaled(box.right, kDpi),
                       Scaled(box.bottom, kDpi));
  }

  void WritePage(const PageWords& words) {
    const Page& page = document_.pages()[words.page];
    std::string id = std::to_string(page.number);
    out_ += fmt::format(
        "<div class=\"ocr_page\" id=\"page_{}\" title=\"image &quot;{}&quot;; {}; ppageno {}; scan_res 300 300\">\n",
        id, EscapeXml(document_.source().sha256), Place({0, 0, page.width_pt, page.height_pt}), page.number - 1);
    int block_number = 0;
    for (const Block& block : Blocks(words, paragraphs_)) {
      out_ += fmt::format("<div class=\"ocr_carea\" id=\"block_{}_{}\" title=\"{}\">\n", id, ++block_number,
                          Place(OnPage(block.box, page)));
      for (const PageLine* line : block.lines) WriteLine(id, *line, page);
      out_ += "</div>\n";
    }
    out_ += "</div>\n";
  }

  void WriteLine(const std::string& page_id, const PageLine& line, const Page& page) {
    std::string angle = page.turned_degrees == 0 ? "" : fmt::format("; textangle {}", page.turned_degrees);
    out_ += fmt::format("<span class=\"ocr_line\" id=\"line_{}_{}\" title=\"{}{}\">\n", page_id, line.number,
                        Place(OnPage(line.box, page)), angle);
    int number = 0;
    for (const PageWord& word : line.words) {
      std::string seen =
          word.seen == word.text ? "" : fmt::format("; x_seen &quot;{}&quot;", EscapeXml(Quotable(word.seen)));
      out_ += fmt::format("<span class=\"ocrx_word\" id=\"word_{}_{}_{}\" title=\"{}; x_wconf {}{}\">{}</span>\n",
                          page_id, line.number, ++number, Place(OnPage(word.box, page)),
                          std::lround(word.confidence * 100), seen, EscapeXml(word.text));
    }
    out_ += "</span>\n";
  }

  // hOCR strings end at a quotation mark and know no escape.
  static std::string Quotable(std::string text) {
    for (char& c : text) {
      if (c == '"') c = '\'';
    }
    return text;
  }

  const Document& document_;
  std::vector<int> paragraphs_;
  std::string out_;
};

class Alto {
 public:
  explicit Alto(const Document& document) : document_(document), paragraphs_(ParagraphOfLines(document)) {}

  std::string Write(const std::string& program) {
    const SourceFile& source = document_.source();
    out_ =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<alto xmlns=\"http://www.loc.gov/standards/alto/ns-v4#\" "
        "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
        "xsi:schemaLocation=\"http://www.loc.gov/standards/alto/ns-v4# "
        "http://www.loc.gov/standards/alto/v4/alto-4-2.xsd\">\n"
        "<Description>\n<MeasurementUnit>inch1200</MeasurementUnit>\n<sourceImageInformation>\n";
    out_ += fmt::format("<fileName>{}</fileName>\n", EscapeXml(source.file_name));
    out_ += fmt::format("<fileIdentifier fileIdentifierLocation=\"sha256\">{}</fileIdentifier>\n",
                        EscapeXml(source.sha256));
    out_ += "</sourceImageInformation>\n<Processing ID=\"PROCESSING_1\">\n";
    out_ +=
        fmt::format("<processingSoftware><softwareName>{}</softwareName></processingSoftware>\n", EscapeXml(program));
    out_ += "</Processing>\n</Description>\n<Layout>\n";
    for (const PageWords& words : RestoredWords(document_)) WritePage(words);
    return out_ + "</Layout>\n</alto>\n";
  }

 private:
  static constexpr double kUnits = 1200;

  static std::string Place(const Box& box) {
    long left = Scaled(box.left, kUnits);
    long top = Scaled(box.top, kUnits);
    return fmt::format("HPOS=\"{}\" VPOS=\"{}\" WIDTH=\"{}\" HEIGHT=\"{}\"", left, top,
                       Scaled(box.right, kUnits) - left, Scaled(box.bottom, kUnits) - top);
  }

  void WritePage(const PageWords& words) {
    const Page& page = document_.pages()[words.page];
    std::string size =
        fmt::format("WIDTH=\"{}\" HEIGHT=\"{}\"", Scaled(page.width_pt, kUnits), Scaled(page.height_pt, kUnits));
    out_ += fmt::format("<Page ID=\"PAGE_{0}\" PHYSICAL_IMG_NR=\"{0}\" {1} PC=\"{2:.3f}\">\n", page.number, size,
                        std::clamp(page.confidence, 0.0, 1.0));
    out_ += fmt::format("<PrintSpace HPOS=\"0\" VPOS=\"0\" {}>\n", size);
    int number = 0;
    for (const Block& block : Blocks(words, paragraphs_)) {
      std::string turned = page.turned_degrees == 0 ? "" : fmt::format(" ROTATION=\"{}\"", page.turned_degrees);
      out_ += fmt::format("<TextBlock ID=\"BLOCK_{}_{}\" {}{} LANG=\"vi\">\n", page.number, ++number,
                          Place(OnPage(block.box, page)), turned);
      for (const PageLine* line : block.lines) WriteLine(page, *line);
      out_ += "</TextBlock>\n";
    }
    out_ += "</PrintSpace>\n</Page>\n";
  }

  void WriteLine(const Page& page, const PageLine& line) {
    out_ += fmt::format("<TextLine ID=\"LINE_{}_{}\" {}>\n", page.number, line.number, Place(OnPage(line.box, page)));
    int number = 0;
    for (const PageWord& word : line.words) {
      if (number > 0) out_ += "<SP/>\n";
      out_ += fmt::format("<String ID=\"STRING_{}_{}_{}\" {} CONTENT=\"{}\" WC=\"{:.3f}\"", page.number, line.number,
                          ++number, Place(OnPage(word.box, page)), EscapeXml(word.text),
                          std::clamp(word.confidence, 0.0, 1.0));
      bool same = word.seen == word.text || word.seen.empty();
      out_ += same ? "/>\n"
                   : fmt::format("><ALTERNATIVE PURPOSE=\"seen\">{}</ALTERNATIVE></String>\n", EscapeXml(word.seen));
    }
    out_ += "</TextLine>\n";
  }

  const Document& document_;
  std::vector<int> paragraphs_;
  std::string out_;
};

}  // namespace

std::string WritePageText(const Document& document) {
  std::string out;
  int page = 1;
  for (const RestoredLine& line : document.lines()) {
    for (; page < line.page; ++page) out += '\f';
    out += line.text + '\n';
  }
  for (int pages = static_cast<int>(document.pages().size()); page < pages; ++page) out += '\f';
  return out;
}

Result<std::string> WriteHocr(const Document& document, const std::string& program) {
  if (document.source().media_type == MediaType::kText) return NoPlaces();
  return Hocr(document).Write(program);
}

Result<std::string> WriteAlto(const Document& document, const std::string& program) {
  if (document.source().media_type == MediaType::kText) return NoPlaces();
  return Alto(document).Write(program);
}

}  // namespace vankho
