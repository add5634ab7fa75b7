#include "pipeline/page/pdf_pages.h"

#include <fmt/format.h>
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page-renderer.h>
#include <poppler-page.h>

#include <algorithm>
#include <cmath>
#include <exception>
#include <mutex>

#include "pipeline/base/unicode.h"
#include "pipeline/page/embedded_picture.h"
#include "pipeline/page/layer_choice.h"
#include "pipeline/page/layer_lines.h"
#include "pipeline/page/text_size.h"

namespace vankho {
namespace {

constexpr double kCoarseDpi = 100;  // enough for rules and for the share of ink under words
constexpr double kMinDpi = 70;      // under it no print can be read

// Poppler reports damage through one function for the whole process; what it says is kept for the calling thread.
struct PopplerLog {
  int count = 0;
  std::string first;
};
thread_local PopplerLog poppler_log;

void TakePopplerMessage(const std::string& message, void*) {
  if (poppler_log.count++ == 0) poppler_log.first = CleanUtf8(std::string_view(message).substr(0, 200));
}

void CatchPopplerMessages() {
  static std::once_flag once;
  std::call_once(once, [] { poppler::set_debug_error_function(TakePopplerMessage, nullptr); });
  poppler_log = {};
}

std::string ToUtf8(const poppler::ustring& text) {
  std::string out;
  char32_t high = 0;
  for (unsigned short unit : text) {
    bool low_half = unit >= 0xDC00 && unit < 0xE000;
    if (high != 0 && low_half) {
      AppendUtf8(0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00u), out);
      high = 0;
      continue;
    }
    high = unit >= 0xD800 && unit < 0xDC00 ? unit : 0;
    if (high == 0) AppendUtf8(low_half ? 0xFFFD : unit, out);
  }
  return CleanUtf8(out);
}

// A text box as words: text without white space, boxes by glyphs where white space stands inside.
void AppendWords(const poppler::text_box& box, std::vector<Word>& out) {
  std::string text = ToUtf8(box.text());
  poppler::rectf place = box.bbox();
  Box whole{place.left(), place.top(), place.right(), place.bottom()};
  if (!std::isfinite(whole.left + whole.top + whole.right + whole.bottom)) return;
  std::vector<CodePoint> points = DecodeUtf8(text);
  double step = points.empty() ? 0 : whole.width() / static_cast<double>(points.size());
  std::size_t i = 0;
  while (i < points.size()) {
    if (IsSpace(points[i].value)) {
      ++i;
      continue;
    }
    std::size_t begin = i;
    while (i < points.size() && !IsSpace(points[i].value)) ++i;
    Word word;
    word.text = text.substr(points[begin].begin, points[i - 1].end - points[begin].begin);
    word.box = whole;
    word.box.left = whole.left + step * static_cast<double>(begin);
    word.box.right = whole.left + step * static_cast<double>(i);
    out.push_back(std::move(word));
  }
}

const char* Row(const poppler::image& image, int y) {
  return image.const_data() + static_cast<std::ptrdiff_t>(y) * image.bytes_per_row();
}

bool IsGrey(const poppler::image& image) {
  std::size_t row_bytes = static_cast<std::size_t>(image.width()) * 3;
  for (int y = 0; y < image.height(); ++y) {
    const char* row = Row(image, y);
    for (std::size_t x = 0; x < row_bytes; x += 3) {
      if (row[x] != row[x + 1] || row[x] != row[x + 2]) return false;
    }
  }
  return true;
}

// Looks for colour first: a grey page needs a third of the memory.
PageImage ToPageImage(const poppler::image& image, double dpi) {
  PageImage out;
  out.width = image.width();
  out.height = image.height();
  out.channels = IsGrey(image) ? 1 : 3;
  out.dpi = dpi;
  std::size_t row_bytes = static_cast<std::size_t>(out.width) * out.channels;
  out.pixels.resize(row_bytes * out.height);
  for (int y = 0; y < out.height; ++y) {
    const char* row = Row(image, y);
    std::uint8_t* target = out.pixels.data() + row_bytes * y;
    if (out.channels == 3) {
      std::copy(row, row + row_bytes, target);
    } else {
      for (std::size_t x = 0; x < row_bytes; ++x) target[x] = static_cast<std::uint8_t>(row[3 * x]);
    }
  }
  return out;
}

class PdfPages : public PageReader {
 public:
  PdfPages(SourceFile source, std::string_view bytes, const PageOptions& options)
      : PageReader(std::move(source)), bytes_(bytes), options_(options), pictures_(bytes_) {}

  Result<void> Open() {
    CatchPopplerMessages();
    if (bytes_.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
      return Fail(ErrorCode::kTooLarge, "is over 2 GiB; split it and offer the parts");
    }
    document_.reset(poppler::document::load_from_raw_data(bytes_.data(), static_cast<int>(bytes_.size())));
    std::string_view tail = bytes_.substr(bytes_.size() - std::min<std::size_t>(bytes_.size(), 2048));
    bool has_end = tail.find("%%EOF") != std::string_view::npos;
    if (document_ == nullptr) {
      return Fail(ErrorCode::kInvalidInput, has_end ? "is a damaged PDF that cannot be opened; scan or copy it again"
                                                    : "is a PDF cut off before its end; copy it again");
    }
    if (document_->is_locked()) {
      return Fail(ErrorCode::kEncrypted,
                  "is a PDF locked by a password; save a copy without the password and offer that");
    }
    source_.pages = document_->pages();
    if (source_.pages <= 0) {
      return Fail(ErrorCode::kEmpty,
                  has_end ? "is a PDF without pages" : "is a PDF cut off before its first page; copy it again");
    }
    if (source_.pages > options_.max_pages) {
      return Fail(ErrorCode::kTooLarge, fmt::format("has {} pages, the limit is {}; split it or raise the limit",
                                                    source_.pages, options_.max_pages));
    }
    NoteDamage(has_end);
    return {};
  }

 private:
  void NoteDamage(bool has_end) {
    if (has_end && poppler_log.count == 0) return;
    std::string what =
        has_end ? fmt::format("the PDF is damaged ({}); pages may be missing or incomplete", poppler_log.first)
                : "the PDF is cut off before its end; pages may be missing";
    diagnostics_.push_back({ErrorCode::kInvalidInput, what, {}, {}});
  }

  Result<PageInput> ReadPageAt(int number) override {
    CatchPopplerMessages();
    std::unique_ptr<poppler::page> page(document_->create_page(number - 1));
    if (page == nullptr)
      return Fail(ErrorCode::kInvalidInput, "the page's description is damaged; scan or copy it again");
    PageInput input;
    input.number = number;
    VK_RETURN_IF_ERROR(Measure(*page, input));
    input.text = ReadLayer(*page, input);
    LayerChoice choice{PageOrigin::kOcr, "reading the picture was asked for"};
    if (input.text.empty()) {
      choice.reason = "no text layer";
    } else if (!options_.always_ocr) {
      VK_ASSIGN_OR_RETURN(input.image, Render(*page, input, kCoarseDpi));
      choice = ChooseLayer(input.text, *input.image);
    }
    input.origin = choice.origin;
    input.reason = std::move(choice.reason);
    if (input.origin == PageOrigin::kOcr) {
      VK_ASSIGN_OR_RETURN(input.image, Picture(*page, input, options_.dpi));
      double finer = PrintScale(XHeightOf(*input.image) * 72 / input.image->dpi);
      if (finer != 1) {
        VK_ASSIGN_OR_RETURN(input.image, Picture(*page, input, options_.dpi * finer));
      }
    }
    if (poppler_log.count > 0) {
      input.diagnostics.push_back(
          {ErrorCode::kInvalidInput, fmt::format("parts of the page are damaged ({})", poppler_log.first), number, {}});
    }
    return input;
  }

  // As it lies in the file, or drawn.
  Result<PageImage> Picture(const poppler::page& page, const PageInput& input, double dpi) {
    auto draw = [&](double asked) -> std::optional<PageImage> {
      auto drawn = Render(page, input, asked);
      return drawn ? std::optional(std::move(*drawn)) : std::nullopt;
    };
    auto picture = pictures_.Take(input.number, input.width_pt, input.height_pt, dpi, options_.max_pixels, draw);
    if (picture) return std::move(*picture);
    return Render(page, input, dpi);
  }

  Result<void> Measure(const poppler::page& page, PageInput& input) {
    poppler::rectf box = page.page_rect(poppler::crop_box);
    input.width_pt = std::abs(box.width());
    input.height_pt = std::abs(box.height());
    auto turn = page.orientation();
    if (turn == poppler::page::landscape || turn == poppler::page::seascape) std::swap(input.width_pt, input.height_pt);
    if (!(input.width_pt >= 1 && input.height_pt >= 1)) {
      return Fail(ErrorCode::kInvalidInput, "the page has no size; the PDF is damaged: scan or copy it again");
    }
    double dpi = std::sqrt(options_.max_pixels / (input.width_pt * input.height_pt)) * 72;
    if (!(dpi >= kMinDpi)) {
      return Fail(ErrorCode::kTooLarge,
                  fmt::format("the page is {:.0f} x {:.0f} mm, too large to be read; cut it into sheets",
                              input.width_pt * 25.4 / 72, input.height_pt * 25.4 / 72));
    }
    return {};
  }

  std::vector<Line> ReadLayer(const poppler::page& page, PageInput& input) {
    std::vector<Word> words;
    try {
      for (const poppler::text_box& box : page.text_list()) AppendWords(box, words);
    } catch (const std::exception& e) {
      input.diagnostics.push_back(
          {ErrorCode::kInvalidInput, fmt::format("the page's text could not be read: {}", e.what()), input.number, {}});
      return {};
    }
    return ArrangeLines(GroupWords(std::move(words)), input.width_pt);
  }

  Result<PageImage> Render(const poppler::page& page, const PageInput& input, double dpi) {
    double limit = std::sqrt(options_.max_pixels / (input.width_pt * input.height_pt)) * 72;
    dpi = std::min(dpi, limit);
    try {
      poppler::page_renderer renderer;
      renderer.set_image_format(poppler::image::format_rgb24);
      renderer.set_render_hint(poppler::page_renderer::antialiasing, true);
      renderer.set_render_hint(poppler::page_renderer::text_antialiasing, true);
      poppler::image image = renderer.render_page(&page, dpi, dpi);
      if (image.is_valid() && image.width() > 0 && image.height() > 0) return ToPageImage(image, dpi);
    } catch (const std::exception& e) {
      return Fail(ErrorCode::kInvalidInput, fmt::format("the page could not be drawn: {}", e.what()));
    }
    return Fail(ErrorCode::kInvalidInput, "the page could not be drawn; scan or copy it again");
  }

  std::string_view bytes_;  // of the source; Poppler reads from it while the document lives
  PageOptions options_;
  std::unique_ptr<poppler::document> document_;
  EmbeddedPictures pictures_;
};

}  // namespace

Result<std::unique_ptr<PageReader>> OpenPdfPages(const SourceBytes& source, const PageOptions& options) {
  try {
    auto pages = std::make_unique<PdfPages>(source.file, source.bytes, options);
    VK_RETURN_IF_ERROR(pages->Open());
    return pages;
  } catch (const std::exception& e) {
    return Fail(ErrorCode::kInvalidInput, fmt::format("is a PDF that cannot be opened: {}", e.what()));
  }
}

}  // namespace vankho
