#include "pipeline/run/page_service.h"

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

 private:
  TesseractOptions options_;
  std::unique_ptr<OcrEngine> engine_;
};

}  // namespace

EnginePageService::EnginePageService(PageServiceOptions options)
    : options_(std::move(options)), engine_(std::make_unique<LateEngine>(options_.engine)) {}

EnginePageService::~EnginePageService() = default;

Result<SourceFile> EnginePageService::Open(const std::string& path) {
  reader_.reset();
  path_.clear();
  VK_ASSIGN_OR_RETURN(SourceBytes source, OpenSource(path));
  VK_ASSIGN_OR_RETURN(reader_, OpenPages(source, options_.pages));
  path_ = path;
  return reader_->source();
}

Result<Page> EnginePageService::Read(const std::string& path, int number) {
  if (!reader_ || path_ != path) {
    VK_RETURN_IF_ERROR(Open(path));
  }
  return ReadPage(*reader_, number, *engine_, options_.ocr);
}

Result<std::string> EnginePageService::Draw(const std::string& path, int number, int dpi) {
  VK_ASSIGN_OR_RETURN(SourceBytes source, OpenSource(path));
  PageOptions options = options_.pages;
  options.dpi = dpi;
  options.always_ocr = true;  // the picture is wanted, whatever text there is
  VK_ASSIGN_OR_RETURN(auto reader, OpenPages(source, options));
  VK_ASSIGN_OR_RETURN(PageInput input, reader->Read(number));
  if (!input.image) return Fail(ErrorCode::kUnsupported, "a text file has no picture");
  return ToJpeg(*input.image);
}

}  // namespace vankho
