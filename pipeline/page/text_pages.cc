#include "pipeline/page/text_pages.h"

#include <fmt/format.h>

#include <algorithm>

#include "pipeline/base/unicode.h"
#include "pipeline/page/legacy_text.h"

namespace vankho {
namespace {

using namespace std::string_view_literals;

std::string DecodeUtf16(std::string_view bytes, bool big_endian) {
  std::string out;
  char32_t high = 0;
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    auto first = static_cast<unsigned char>(bytes[at]);
    auto second = static_cast<unsigned char>(bytes[at + 1]);
    auto unit = static_cast<char32_t>(big_endian ? (first << 8 | second) : (second << 8 | first));
    bool low_half = unit >= 0xDC00 && unit < 0xE000;
    if (high != 0 && low_half) {
      AppendUtf8(0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00), out);
      high = 0;
      continue;
    }
    if (high != 0) AppendUtf8(0xFFFD, out);
    high = unit >= 0xD800 && unit < 0xDC00 ? unit : 0;
    if (high == 0) AppendUtf8(low_half ? 0xFFFD : unit, out);
  }
  if (high != 0) AppendUtf8(0xFFFD, out);
  return out;
}

// How much of a text without form feeds is one page: more than any paper has, and less than a message to the page's
// worker holds.
constexpr std::size_t kMostPageBytes = std::size_t{4} << 20;
constexpr std::size_t kMostPageLines = 100'000;

// Where the page that begins the text ends: behind a line, as a rule; in a line that is longer than a page at a space.
std::size_t PageEnd(std::string_view text) {
  std::size_t lines = 0;
  std::size_t end = 0;
  while (end < text.size() && lines < kMostPageLines) {
    const std::size_t line_end = std::min(text.find('\n', end), text.size() - 1) + 1;
    if (line_end > kMostPageBytes) break;
    end = line_end;
    ++lines;
  }
  if (end > 0 || text.empty()) return end;
  end = text.rfind(' ', kMostPageBytes);
  if (end != std::string_view::npos && end > 0) return end;
  for (end = kMostPageBytes; (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U;) --end;
  return end;
}

class TextPages : public PageReader {
 public:
  TextPages(SourceFile source, std::string text) : PageReader(std::move(source)), text_(std::move(text)) {
    std::size_t begin = 0;
    while (true) {
      std::size_t end = text_.find('\f', begin);
      bool last = end == std::string::npos;
      if (last) end = text_.size();
      // A form feed at the very end closes the last page; it begins no new one.
      if (!last || end > begin || pages_.empty()) Add(std::string_view(text_).substr(begin, end - begin));
      if (last) break;
      begin = end + 1;
    }
    source_.pages = static_cast<int>(pages_.size());
  }

 private:
  // A page between form feeds, in parts where it is none that anybody has printed.
  void Add(std::string_view page) {
    if (!pages_.empty() && page.starts_with('\n')) page.remove_prefix(1);  // the line end after a form feed
    for (std::size_t end = PageEnd(page); end < page.size(); end = PageEnd(page)) {
      pages_.push_back(page.substr(0, end));
      page.remove_prefix(end);
    }
    pages_.push_back(page);
  }

  Result<PageInput> ReadPageAt(int number) override {
    PageInput page;
    page.number = number;
    page.origin = PageOrigin::kPlainText;
    page.reason = "a text file";
    std::string_view rest = pages_[static_cast<std::size_t>(number - 1)];
    while (!rest.empty()) {
      std::size_t end = rest.find('\n');
      Line line;
      line.number = static_cast<int>(page.text.size()) + 1;
      line.text = std::string(rest.substr(0, end));
      page.text.push_back(std::move(line));
      if (end == std::string_view::npos) break;
      rest.remove_prefix(end + 1);
    }
    return page;
  }

  std::string text_;
  std::vector<std::string_view> pages_;  // of text_
};

}  // namespace

TextBytes DecodeTextBytes(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE"sv)) return {DecodeUtf16(bytes.substr(2), false), "UTF-16"};
  if (bytes.starts_with("\xFE\xFF"sv)) return {DecodeUtf16(bytes.substr(2), true), "UTF-16"};
  // Nearly valid UTF-8 is UTF-8 with a slip; a legacy file has no valid sequence to speak of.
  TextBytes decoded{{}, "UTF-8"};
  std::size_t beyond_ascii = 0;
  std::size_t letters = 0;
  for (const CodePoint& point : DecodeUtf8(bytes)) {
    decoded.bad_bytes += point.value == 0xFFFD && bytes.substr(point.begin, point.end - point.begin) != "\uFFFD";
    beyond_ascii += point.value >= 0x80;
    letters += point.value < 0x80 && IsLetter(point.value);
    AppendUtf8(point.value, decoded.text);
  }
  if (decoded.bad_bytes * 4 <= beyond_ascii) return decoded;
  std::string single;
  const LegacyEncoding encoding = DecodeLegacyBytes(bytes, single);
  // Where no Vietnamese encoding fits, a foreign one has more letters beyond ASCII than a damaged file has slips.
  if (encoding == LegacyEncoding::kLatin1 && decoded.bad_bytes * 40 < letters) return decoded;
  return {std::move(single), std::string(Name(encoding)), decoded.bad_bytes};
}

std::string DecodeTextFile(std::string_view bytes) {
  return IsValidUtf8(bytes) ? CleanUtf8(bytes) : CleanUtf8(DecodeTextBytes(bytes).text);
}

Result<std::unique_ptr<PageReader>> OpenTextPages(const SourceBytes& source, const PageOptions& options) {
  auto pages = std::make_unique<TextPages>(source.file, DecodeTextFile(source.bytes));
  if (pages->page_count() > options.max_pages) {
    return Fail(ErrorCode::kTooLarge,
                fmt::format("has {} pages; the limit is {}", pages->page_count(), options.max_pages));
  }
  return pages;
}

}  // namespace vankho
