// A file as it is offered: its bytes, what they are, and the name it is kept under (its SHA-256).
//
// Files are told by content, never by name: a PDF called .txt is a PDF. What is only looked at here is the outside;
// whether the pages can be read is the next stage's question (pipeline/page).
#pragma once

#include <string>
#include <string_view>

#include "pipeline/base/file.h"
#include "pipeline/base/result.h"
#include "pipeline/document/page.h"

namespace vankho {

struct SourceLimits {
  std::uintmax_t max_bytes = kMaxFileBytes;
};

// A file in memory. `file.pages` is 0 until the page stage has counted them (PageReader::source()).
struct SourceBytes {
  SourceFile file;
  std::string bytes;
};

// What the bytes are. Errors: kEmpty (nothing, or only zeros or white space), kUnsupported (a known kind that is not
// read: Word, Excel, ZIP, RTF, web page, mail, ...; the message says what to do), kInvalidInput (unknown bytes). Text
// is anything without control bytes in UTF-8, UTF-16 with a byte-order mark, or a legacy single-byte encoding.
Result<MediaType> DetectMediaType(std::string_view bytes);

// Looks at bytes that are in memory already. `name` is kept as SourceFile::file_name (its last part). Errors carry it.
Result<SourceBytes> MakeSource(std::string bytes, std::string_view name);

// Reads the file and looks at it. Errors as above and kNotFound, kPermission, kIo, kTooLarge; they carry `path`.
Result<SourceBytes> OpenSource(const std::string& path, const SourceLimits& limits = {});

}  // namespace vankho
