#include "pipeline/run/page_service.h"

#include <fmt/format.h>

#include <utility>

#include "pipeline/ocr/pix.h"

namespace vankho {
namespace {

// Tesseract, started when the first picture comes.
class LateEngine : public OcrEngine {
 public:
  explicit LateEngine(TesseractOptions options) : options_(std::move(options)) {}

  std::string Describe() const override { return engine_ ? engine_->Describe() : "tesseract"; }

  Result<void> SetImage(const PageImage& image) override {
    if (!engine_) {
      VK_ASSIGN_OR_RETURN(engine_, StartTesseract(options_));
    }
    return engine_->SetImage(image);
  }

  Result<std::vector<Line>> Read(PixelBox region, Segmentation segmentation) override {
    if (!engine_) return Fail(ErrorCode::kEngine, "no picture was set");
    return engine_->Read(region, segmentation);
  }

  Result<std::vector<Line>> ReadNumbers(const PageImage& strip) override {
    if (!engine_) return Fail(ErrorCode::kEngine, "no picture was set");
    return engine_->ReadNumbers(strip);
  }

  const DigitReader* digits() const override { return engine_ ? engine_->digits() : nullptr; }

 private:
  TesseractOptions options_;
  std::unique_ptr<OcrEngine> engine_;
};

// Everything that decides what a page is read as.
std::string ReaderName(const PageServiceOptions& options) {
  return fmt::format("vankho {} {}; {}; {:.0f} dpi, read at {:.0f}; {:.0f} pixels{}{}{}", VANKHO_VERSION,
                     ReadingSources(), options.no_engine ? "no engine" : EngineIdentity(options.engine),
                     options.pages.dpi, options.ocr.reading_dpi, options.pages.max_pixels,
                     options.pages.always_ocr ? "; always-ocr" : "", options.ocr.find_tables ? "" : "; no tables",
                     options.ocr.turn_sideways ? "" : "; as it lies");
}

}  // namespace

EnginePageService::EnginePageService(PageServiceOptions options)
    : options_(std::move(options)),
      reader_name_(ReaderName(options_)),
      engine_(options_.no_engine ? MakeNullEngine() : std::make_unique<LateEngine>(options_.engine)) {}

EnginePageService::~EnginePageService() = default;

Result<SourceFile> EnginePageService::Open(const std::string& path, std::string bytes) {
  reader_.reset();
  VK_ASSIGN_OR_RETURN(source_, MakeSource(std::move(bytes), path));
  VK_ASSIGN_OR_RETURN(reader_, OpenPages(source_, options_.pages));
  return reader_->source();
}

Result<Page> EnginePageService::Read(int number) {
  if (!reader_) return Fail(ErrorCode::kEngine, "no file is open");
  return ReadPage(*reader_, number, *engine_, options_.ocr);
}

Result<std::string> EnginePageService::Draw(int number, int dpi) {
  PageOptions options = options_.pages;
  options.dpi = dpi;
  options.always_ocr = true;  // the picture is wanted, whatever text there is
  VK_ASSIGN_OR_RETURN(auto reader, OpenPages(source_, options));
  VK_ASSIGN_OR_RETURN(PageInput input, reader->Read(number));
  if (!input.image) return Fail(ErrorCode::kUnsupported, "a text file has no picture");
  return ToJpeg(*input.image);
}

}  // namespace vankho
