#include "pipeline/page/page_reader.h"

#include <fmt/format.h>

#include "pipeline/page/pdf_pages.h"
#include "pipeline/page/picture_pages.h"
#include "pipeline/page/text_pages.h"

namespace vankho {
namespace {

Result<std::unique_ptr<PageReader>> Open(const SourceBytes& source, const PageOptions& options) {
  switch (source.file.media_type) {
    case MediaType::kPdf:
      return OpenPdfPages(source, options);
    case MediaType::kText:
      return OpenTextPages(source, options);
    case MediaType::kTiff:
    case MediaType::kPng:
    case MediaType::kJpeg:
      return OpenPicturePages(source, options);
  }
  return Fail(ErrorCode::kUnsupported, "is of a kind that is not read");
}

}  // namespace

Result<PageInput> PageReader::Read(int number) {
  if (number < 1 || number > page_count()) {
    return Fail(InFile(Error{ErrorCode::kUsage, fmt::format("has pages 1 to {}, not {}", page_count(), number), {}, {}},
                       source_.file_name));
  }
  Result<PageInput> page = ReadPageAt(number);
  if (!page) return Fail(InFile(OnPage(page.error(), number), source_.file_name));
  return page;
}

Result<std::unique_ptr<PageReader>> OpenPages(const SourceBytes& source, const PageOptions& options) {
  auto pages = Open(source, options);
  if (!pages) return Fail(InFile(pages.error(), source.file.file_name));
  return pages;
}

}  // namespace vankho
