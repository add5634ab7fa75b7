// What a worker does in earnest: PDF, pictures and text through source, page and ocr.
#pragma once

#include <memory>
#include <string>

#include "pipeline/ocr/ocr_engine.h"
#include "pipeline/ocr/page_ocr.h"
#include "pipeline/page/page_reader.h"
#include "pipeline/run/worker.h"

namespace vankho {

struct PageServiceOptions {
  PageOptions pages;
  PageOcrOptions ocr;
  TesseractOptions engine;
  bool no_engine = false;  // pages are parsed and drawn, pictures are not recognised; for tests
};

// Keeps the last file open and one engine, which is started at the first page that needs it: text files need none.
class EnginePageService : public PageService {
 public:
  explicit EnginePageService(PageServiceOptions options);
  ~EnginePageService() override;

  Result<SourceFile> Open(const std::string& path, std::string bytes) override;
  Result<Page> Read(int number) override;
  Result<std::string> Draw(int number, int dpi) override;
  std::string Reader() const override { return reader_name_; }

 private:
  PageServiceOptions options_;
  std::string reader_name_;
  SourceBytes source_;
  std::unique_ptr<PageReader> reader_;
  std::unique_ptr<OcrEngine> engine_;
};

}  // namespace vankho
