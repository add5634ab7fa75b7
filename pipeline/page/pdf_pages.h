// PDF files as pages, by Poppler.
#pragma once

#include "pipeline/page/page_reader.h"

namespace vankho {

Result<std::unique_ptr<PageReader>> OpenPdfPages(const SourceBytes& source, const PageOptions& options);

}  // namespace vankho
