// Text files as pages.
#pragma once

#include <string>
#include <string_view>

#include "pipeline/page/page_reader.h"

namespace vankho {

// What bytes that are not UTF-8 were taken for.
struct TextBytes {
  std::string text;           // valid UTF-8; line ends and control characters as they are, not normalised
  std::string encoding;       // "UTF-8" with slips, "UTF-16", "TCVN3", "VNI", "Windows-1258", "Latin-1"
  std::size_t bad_bytes = 0;  // that are no UTF-8: U+FFFD in "UTF-8", letters in the others
};
TextBytes DecodeTextBytes(std::string_view bytes);

// A text file's bytes as UTF-8 NFC: UTF-8 and UTF-16 by their marks or validity, else the legacy single-byte encoding
// (TCVN3, VNI, Windows-1258, Windows-1252) that gives the best Vietnamese. Never fails; bytes without meaning become
// U+FFFD.
std::string DecodeTextFile(std::string_view bytes);

// Form feeds part pages; what is longer than 100,000 lines or 4 MB between them falls into pages of that size, each
// with line numbers of its own, so that a file of any length is read in bounded memory a page.
Result<std::unique_ptr<PageReader>> OpenTextPages(const SourceBytes& source, const PageOptions& options);

}  // namespace vankho
