// Deadlines as a list to print or to send: PDF by Cairo, words set by Pango.
#include <cairo-pdf.h>
#include <fmt/format.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <array>
#include <memory>

#include "pipeline/base/unicode.h"
#include "pipeline/export/export.h"

namespace vankho {
namespace {

// A4, lying, in points.
constexpr double kWidth = 842;
constexpr double kHeight = 595;
constexpr double kMargin = 40;
constexpr double kBottom = kHeight - kMargin - 8;
constexpr double kPad = 4;

struct Column {
  const char* head;
  double width;
};
constexpr std::array<Column, 4> kColumns{
    {{"Hạn", 96}, {"Việc phải làm", 366}, {"Cơ quan", 170}, {"Văn bản, trang", 130}}};

constexpr const char* kFont = "Arimo, Liberation Sans, DejaVu Sans 9";
constexpr const char* kBold = "Arimo, Liberation Sans, DejaVu Sans Bold 9";
constexpr const char* kTitle = "Arimo, Liberation Sans, DejaVu Sans Bold 14";

struct Destroy {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* context) const { cairo_destroy(context); }
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};
using Surface = std::unique_ptr<cairo_surface_t, Destroy>;
using Context = std::unique_ptr<cairo_t, Destroy>;
using Layout = std::unique_ptr<PangoLayout, Destroy>;
using Font = std::unique_ptr<PangoFontDescription, Destroy>;

cairo_status_t Append(void* out, const unsigned char* bytes, unsigned size) {
  static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(bytes), size);
  return CAIRO_STATUS_SUCCESS;
}

// Words that a page can hold: one line, no control characters, not without end.
std::string Clean(const std::string& text) {
  constexpr std::size_t kMost = 1500;
  std::string clean;
  for (const CodePoint& c : DecodeUtf8(CleanUtf8(text))) {
    if (clean.size() >= kMost) return clean + "…";
    bool control = c.value < 0x20 || (c.value >= 0x7f && c.value < 0xa0) || (c.value >= 0x202a && c.value <= 0x202e) ||
                   (c.value >= 0x2066 && c.value <= 0x2069);
    AppendUtf8(control ? U' ' : c.value, clean);
  }
  return clean;
}

class SheetWriter {
 public:
  SheetWriter(std::string& out, const DeadlineSheet& sheet)
      : sheet_(sheet),
        surface_(cairo_pdf_surface_create_for_stream(Append, &out, kWidth, kHeight)),
        context_(cairo_create(surface_.get())) {
    cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_TITLE, Clean(sheet.title).c_str());
    // The same list gives the same file.
    cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_CREATE_DATE,
                                   (sheet.today.ToIso() + "T00:00:00Z").c_str());
  }

  void Write(const Answers<DeadlineAnswer>& answers) {
    BeginPage();
    y_ += Put(sheet_.title, kTitle, kMargin, y_, kWidth - 2 * kMargin) + 2;
    std::string about = fmt::format("Lập ngày {}; {} thời hạn", sheet_.today.ToVietnamese(), answers.items.size());
    if (answers.items.size() < answers.total) about += fmt::format(" (trong {})", answers.total);
    y_ += Put(about, kFont, kMargin, y_, kWidth - 2 * kMargin) + 8;
    Head();
    for (const DeadlineAnswer& answer : answers.items) Row(Cells(answer, answers.DocumentOf(answer)));
    EndPage();
  }

  Result<void> Finish() {
    cairo_surface_finish(surface_.get());
    if (cairo_surface_status(surface_.get()) == CAIRO_STATUS_SUCCESS) return {};
    return Fail(ErrorCode::kEngine, "the list could not be drawn");
  }

 private:
  using Words = std::array<std::string, kColumns.size()>;

  Words Cells(const DeadlineAnswer& answer, const DocumentBrief& document) const {
    const Deadline& d = answer.record;
    std::string day = answer.due ? answer.due->ToVietnamese() : BriefTime(d, false);
    if (answer.done) day += "\nđã xong";
    if (!answer.done && answer.due && *answer.due < sheet_.today) day += "\nquá hạn";
    std::string agencies;
    for (const std::string& name : d.agencies) agencies += (agencies.empty() ? "" : "; ") + name;
    std::string number = document.header.number.empty() ? document.source.file_name : document.header.number;
    return {day, d.action.empty() ? d.printed.text : d.action, agencies.empty() ? "(chưa rõ)" : agencies,
            fmt::format("{}, tr. {}", number, d.printed.page)};
  }

  Layout Set(const std::string& text, const char* font, double width) const {
    Layout layout(pango_cairo_create_layout(context_.get()));
    Font description(pango_font_description_from_string(font));
    pango_layout_set_font_description(layout.get(), description.get());
    pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    return layout;
  }

  static double HeightOf(const Layout& layout) {
    int height = 0;
    pango_layout_get_size(layout.get(), nullptr, &height);
    return static_cast<double>(height) / PANGO_SCALE;
  }

  double Put(const std::string& text, const char* font, double x, double y, double width) {
    Layout layout = Set(Clean(text), font, width);
    cairo_move_to(context_.get(), x, y);
    pango_cairo_show_layout(context_.get(), layout.get());
    return HeightOf(layout);
  }

  void Rule(double weight) {
    cairo_set_line_width(context_.get(), weight);
    cairo_move_to(context_.get(), kMargin, y_);
    cairo_line_to(context_.get(), kWidth - kMargin, y_);
    cairo_stroke(context_.get());
  }

  void BeginPage() {
    ++page_;
    y_ = kMargin;
    cairo_set_source_rgb(context_.get(), 0, 0, 0);
  }

  void EndPage() {
    Put(fmt::format("{}", page_), kFont, kWidth - kMargin - 20, kBottom + 6, 40);
    cairo_show_page(context_.get());
  }

  void Head() {
    double x = kMargin;
    double height = 0;
    for (const Column& column : kColumns) {
      height = std::max(height, Put(column.head, kBold, x, y_, column.width - 2 * kPad));
      x += column.width;
    }
    y_ += height + kPad;
    Rule(1);
    y_ += kPad;
  }

  void Row(const Words& words) {
    std::array<Layout, kColumns.size()> cells;
    double height = 0;
    for (std::size_t i = 0; i < kColumns.size(); ++i) {
      std::string text;
      std::size_t line = words[i].find('\n');  // ours; what comes from a page has none
      text = Clean(words[i].substr(0, line));
      if (line != std::string::npos) text += words[i].substr(line);
      cells[i] = Set(text, i == 0 ? kBold : kFont, kColumns[i].width - 2 * kPad);
      height = std::max(height, HeightOf(cells[i]));
    }
    if (y_ + height > kBottom && y_ > kMargin + 40) {
      EndPage();
      BeginPage();
      Head();
    }
    double x = kMargin;
    for (std::size_t i = 0; i < kColumns.size(); ++i) {
      cairo_move_to(context_.get(), x, y_);
      pango_cairo_show_layout(context_.get(), cells[i].get());
      x += kColumns[i].width;
    }
    y_ += height + kPad;
    Rule(0.3);
    y_ += kPad;
  }

  const DeadlineSheet& sheet_;
  Surface surface_;
  Context context_;
  double y_ = kMargin;
  int page_ = 0;
};

}  // namespace

Result<std::string> WriteDeadlineSheet(const Answers<DeadlineAnswer>& answers, const DeadlineSheet& sheet) {
  std::string pdf;
  SheetWriter writer(pdf, sheet);
  writer.Write(answers);
  VK_RETURN_IF_ERROR(writer.Finish());
  return pdf;
}

}  // namespace vankho
