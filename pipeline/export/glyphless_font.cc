#include "pipeline/export/glyphless_font.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

constexpr int kUnitsPerEm = 1000;
constexpr int kAdvance = static_cast<int>(kUnitsPerEm * kGlyphAdvance);
constexpr std::uint16_t kHyphenAtEnd = 0xF8FF;  // the last of the private letters
constexpr std::uint32_t kMagic = 0xB1B0AFBA;    // that the checksums of a whole font make (head.checkSumAdjustment)

void Put16(std::string& out, int value) {
  out += static_cast<char>((value >> 8) & 0xFF);
  out += static_cast<char>(value & 0xFF);
}
void Put32(std::string& out, std::uint32_t value) {
  Put16(out, static_cast<int>(value >> 16));
  Put16(out, static_cast<int>(value & 0xFFFF));
}
std::string Words(std::initializer_list<int> values) {
  std::string out;
  for (int value : values) Put16(out, value);
  return out;
}

std::uint32_t Checksum(std::string_view table) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < table.size(); ++i) {
    sum += static_cast<std::uint32_t>(static_cast<unsigned char>(table[i])) << (8 * (3 - i % 4));
  }
  return sum;
}

std::string Head() {
  std::string head = Words({1, 0, 1, 0});  // version 1.0, revision 1.0
  Put32(head, 0);                          // checkSumAdjustment, set at the end
  Put32(head, 0x5F0F3CF5);
  head += Words({0, kUnitsPerEm, 0, 0, 0, 0, 0, 0, 0, 0});  // flags, em, created and modified: no time
  head += Words({0, -250, kAdvance, 1000, 0, 3, 2, 0, 0});  // box, style, smallest size, direction, short loca
  return head;
}

std::string Os2() {
  std::string os2 = Words({4, kAdvance, 400, 5, 0});  // version, width, weight, class, may be embedded
  os2 += std::string(20, '\0');                       // sub- and superscripts, strikeout
  os2 += std::string(12, '\0');                       // family class, panose
  os2 += std::string(16, '\0');                       // Unicode ranges
  os2 += "NONE";
  os2 += Words({0x40, 1, 1, 1000, -250, 0, 1000, 250});
  os2 += std::string(8, '\0');  // code pages
  os2 += Words({450, 700, 0, 32, 1});
  return os2;
}

// Names 1, 2, 4 and 6 for Windows in English.
std::string NameTable() {
  const std::vector<std::pair<int, std::string>> names = {
      {1, "VankhoGlyphless"}, {2, "Regular"}, {4, "VankhoGlyphless"}, {6, "VankhoGlyphless"}};
  std::string table = Words({0, static_cast<int>(names.size()), 6 + 12 * static_cast<int>(names.size())});
  std::string strings;
  for (const auto& [id, text] : names) {
    table += Words({3, 1, 0x409, id, static_cast<int>(text.size() * 2), static_cast<int>(strings.size())});
    for (char c : text) Put16(strings, c);
  }
  return table + strings;
}

std::string CmapTable() {
  std::string table = Words({0, 1, 3, 1});
  Put32(table, 12);
  // Format 4: U+0001 is glyph 1; the text itself is mapped by the PDF's CIDToGIDMap.
  return table + Words({4, 32, 0, 4, 4, 1, 0, 1, 0xFFFF, 0, 1, 0xFFFF, 0, 1, 0, 0});
}

std::string PostTable() {
  std::string post;
  Put32(post, 0x00030000);
  post += std::string(4, '\0');
  post += Words({-100, 50});
  return post + std::string(20, '\0');
}

}  // namespace

std::string GlyphlessFont() {
  std::string hhea = Words({1, 0, 1000, -250, 0, kAdvance, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2});
  std::string maxp = Words({1, 0, 2}) + std::string(26, '\0');
  const std::vector<std::pair<const char*, std::string>> tables = {{"OS/2", Os2()},
                                                                   {"cmap", CmapTable()},
                                                                   {"glyf", Words({0})},  // both glyphs are empty
                                                                   {"head", Head()},
                                                                   {"hhea", hhea},
                                                                   {"hmtx", Words({kAdvance, 0, kAdvance, 0})},
                                                                   {"loca", Words({0, 0, 0})},
                                                                   {"maxp", maxp},
                                                                   {"name", NameTable()},
                                                                   {"post", PostTable()}};
  int count = static_cast<int>(tables.size());
  std::string font = Words({1, 0, count, 128, 3, count * 16 - 128});
  std::string body;
  std::size_t head_at = 0;
  for (const auto& [tag, bytes] : tables) {
    std::size_t offset = 12 + tables.size() * 16 + body.size();
    if (std::string_view(tag) == "head") head_at = offset;
    font += tag;
    Put32(font, Checksum(bytes));
    Put32(font, static_cast<std::uint32_t>(offset));
    Put32(font, static_cast<std::uint32_t>(bytes.size()));
    body += bytes;
    body.resize((body.size() + 3) / 4 * 4);
  }
  font += body;
  std::string adjustment;
  Put32(adjustment, kMagic - Checksum(font));
  return font.replace(head_at + 8, 4, adjustment);
}

std::string LetterCodes::Encode(std::string_view text, bool ends_line) {
  constexpr char32_t kPrivate = 0xE000, kPrivateEnd = kHyphenAtEnd;
  std::string hex;
  if (ends_line && text.ends_with('-')) {
    hyphen_at_end_ = true;
    return Encode(text.substr(0, text.size() - 1)) + fmt::format("{:04X}", kHyphenAtEnd);
  }
  for (const CodePoint& c : DecodeUtf8(text)) {
    bool itself = c.value != 0 && c.value < 0xFFFE && (c.value < kPrivate || c.value > kPrivateEnd);
    auto code = static_cast<std::uint16_t>(c.value);
    if (!itself) {
      auto next = static_cast<std::uint16_t>(kPrivate + numbered_.size() % (kPrivateEnd - kPrivate));
      code = numbered_.emplace(c.value, next).first->second;
    }
    letters_[code] = c.value;
    hex += fmt::format("{:04X}", code);
  }
  return hex;
}

std::string LetterCodes::ToUnicode() const {
  constexpr int kMostInABlock = 100;  // PDF 32000-1, 9.7.5.4 by way of Adobe's CMap specification
  std::string map =
      "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
      "/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n"
      "/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
  if (hyphen_at_end_) map += fmt::format("1 beginbfchar\n<{:04X}> <002D0020>\nendbfchar\n", kHyphenAtEnd);
  std::size_t left = letters_.size();
  int in_block = 0;
  for (const auto& [code, letter] : letters_) {
    if (in_block == 0) {
      in_block = static_cast<int>(std::min<std::size_t>(left, kMostInABlock));
      map += fmt::format("{} beginbfchar\n", in_block);
    }
    auto unit = static_cast<std::uint32_t>(letter);
    map += unit < 0x10000 ? fmt::format("<{:04X}> <{:04X}>\n", code, unit)
                          : fmt::format("<{:04X}> <{:04X}{:04X}>\n", code, 0xD800 + ((unit - 0x10000) >> 10),
                                        0xDC00 + ((unit - 0x10000) & 0x3FF));
    --left;
    if (--in_block == 0) map += "endbfchar\n";
  }
  return map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

}  // namespace vankho
