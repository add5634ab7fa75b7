// Text files as pages.
#pragma once

#include <string>
#include <string_view>

#include "pipeline/page/page_reader.h"

namespace vankho {

// A text file's bytes as UTF-8 NFC: UTF-8 and UTF-16 by their marks or validity, else the legacy single-byte encoding
// (TCVN3, VNI, Windows-1258, Windows-1252) that gives the best Vietnamese. Never fails; bytes without meaning become
// U+FFFD.
std::string DecodeTextFile(std::string_view bytes);

Result<std::unique_ptr<PageReader>> OpenTextPages(const SourceBytes& source, const PageOptions& options);

}  // namespace vankho
