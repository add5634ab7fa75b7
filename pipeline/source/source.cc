#include "pipeline/source/source.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "pipeline/base/sha256.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

using namespace std::string_view_literals;

bool Contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// First bytes of kinds that are known and not read.
struct Signature {
  std::size_t offset;
  std::string_view bytes;
  std::string_view advice;
};
constexpr std::array kUnread{
    Signature{0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv,
              "an old Office file (.doc, .xls); save it as PDF and offer that"},
    Signature{0, "{\\rtf"sv, "an RTF text; save it as PDF and offer that"},
    Signature{0, "GIF8"sv, "a GIF picture; save it as PNG or TIFF and offer that"},
    Signature{0, "BM"sv, "a BMP picture; save it as PNG or TIFF and offer that"},
    Signature{8, "WEBP"sv, "a WebP picture; save it as PNG or JPEG and offer that"},
    Signature{4, "ftyp"sv, "a HEIC picture or a film; save the picture as JPEG and offer that"},
    Signature{0, "\0\0\0\x0CjP  "sv, "a JPEG 2000 picture; save it as TIFF or PNG and offer that"},
    Signature{0, "AT&TFORM"sv, "a DjVu file; convert it to PDF or TIFF and offer that"},
    Signature{0, "%!PS"sv, "a PostScript file; convert it to PDF and offer that"},
    Signature{0, "7z\xBC\xAF\x27\x1C"sv, "a 7-Zip archive; unpack it and offer the files inside"},
    Signature{0, "Rar!"sv, "a RAR archive; unpack it and offer the files inside"},
    Signature{0, "\x1F\x8B"sv, "a gzip archive; unpack it and offer the files inside"},
    Signature{0, "\x28\xB5\x2F\xFD"sv, "a Zstandard archive; unpack it and offer the files inside"},
    Signature{0, "MZ"sv, "a Windows program"},
    Signature{0,
              "\x7F"
              "ELF"sv,
              "a program"},
    Signature{0, "SQLite format 3"sv, "a database"},
};

std::string_view ZipAdvice(std::string_view head) {
  if (Contains(head, "word/")) return "a Word document; save it as PDF and offer that";
  if (Contains(head, "xl/")) return "an Excel workbook; save it as PDF and offer that";
  if (Contains(head, "ppt/")) return "a PowerPoint file; save it as PDF and offer that";
  if (Contains(head, "opendocument")) return "an OpenDocument file; save it as PDF and offer that";
  return "a ZIP archive; unpack it and offer the files inside";
}

// Mark-up that is text for a computer only.
std::string_view MarkupAdvice(std::string_view bytes) {
  std::string head = ToLower(CleanUtf8(bytes.substr(0, 512)));
  std::string_view start = head;
  while (!start.empty() && static_cast<unsigned char>(start.front()) <= ' ') start.remove_prefix(1);
  if (start.starts_with("<!doctype html") || start.starts_with("<html")) {
    return "a web page; print it to PDF and offer that, or look whether the download failed";
  }
  if (start.starts_with("<?xml")) return "an XML file";
  return {};
}

bool IsText(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE"sv) || bytes.starts_with("\xFE\xFF"sv)) return bytes.size() % 2 == 0;
  std::size_t controls = 0;
  for (char c : bytes) {
    auto byte = static_cast<unsigned char>(c);
    bool layout = (byte >= '\t' && byte <= '\r') || byte == 0x1A || byte == 0x1B;
    if (byte == 0) return false;
    if ((byte < ' ' && !layout) || byte == 0x7F) ++controls;
  }
  // A stray control byte is an engine's slip; one in 500 is no text.
  return controls * 500 <= bytes.size();
}

bool IsHollow(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](char c) { return c == 0 || (c >= '\t' && c <= '\r') || c == ' '; });
}

std::string BaseName(std::string_view path) {
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  std::size_t slash = path.rfind('/');
  return std::string(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

}  // namespace

Result<MediaType> DetectMediaType(std::string_view bytes) {
  if (bytes.empty()) return Fail(ErrorCode::kEmpty, "holds no bytes; copy it again from where it came from");
  if (bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos) return MediaType::kPdf;
  if (bytes.starts_with("II*\0"sv) || bytes.starts_with("MM\0*"sv)) return MediaType::kTiff;
  if (bytes.starts_with("II+\0"sv) || bytes.starts_with("MM\0+"sv)) return MediaType::kTiff;
  if (bytes.starts_with("\x89PNG\r\n\x1A\n"sv)) return MediaType::kPng;
  if (bytes.starts_with("\xFF\xD8\xFF"sv)) return MediaType::kJpeg;
  if (IsHollow(bytes)) {
    return Fail(ErrorCode::kEmpty, "holds nothing but zeros or blanks; copy it again from where it came from");
  }
  if (bytes.starts_with("PK\x03\x04"sv) || bytes.starts_with("PK\x05\x06"sv)) {
    std::string_view tail = bytes.substr(bytes.size() - std::min<std::size_t>(bytes.size(), 65536));
    std::string head(bytes.substr(0, 4096));
    return Fail(ErrorCode::kUnsupported, fmt::format("is {}", ZipAdvice(head.append(tail))));
  }
  for (const Signature& known : kUnread) {
    if (bytes.size() > known.offset && bytes.substr(known.offset).starts_with(known.bytes)) {
      // Two letters begin many a text; the shorter marks count only where the rest is no text.
      if (known.bytes.size() <= 2 && IsText(bytes)) continue;
      return Fail(ErrorCode::kUnsupported, fmt::format("is {}", known.advice));
    }
  }
  if (std::string_view markup = MarkupAdvice(bytes); !markup.empty()) {
    return Fail(ErrorCode::kUnsupported, fmt::format("is {}", markup));
  }
  if (IsText(bytes)) return MediaType::kText;
  return Fail(ErrorCode::kInvalidInput,
              "is neither PDF, TIFF, PNG, JPEG nor text; it may be damaged: copy or scan it again");
}

Result<SourceBytes> MakeSource(std::string bytes, std::string_view name) {
  Result<MediaType> type = DetectMediaType(bytes);
  if (!type) return Fail(InFile(type.error(), name));
  SourceBytes source;
  source.file.sha256 = Sha256Hex(bytes);
  source.file.file_name = BaseName(name);
  source.file.media_type = *type;
  source.file.size = bytes.size();
  source.bytes = std::move(bytes);
  return source;
}

Result<SourceBytes> OpenSource(const std::string& path, const SourceLimits& limits) {
  VK_ASSIGN_OR_RETURN(std::string bytes, ReadFile(path, limits.max_bytes));
  return MakeSource(std::move(bytes), path);
}

}  // namespace vankho
