#include "pipeline/structure/duty_lines.h"

#include <algorithm>
#include <optional>
#include <string>

#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

constexpr std::size_t kLongestHeader = 160;  // bytes
constexpr std::size_t kLongestHeaderCell = 40;
constexpr std::size_t kMostHeaderLines = 9;
constexpr std::size_t kFewestTimes = 3;   // lines that a table must have
constexpr std::size_t kMostBetween = 16;  // lines that hold something between two of them
constexpr std::size_t kMostBehind = 3;    // lines of the last row behind its time

// So much of a line that a header's second cell begins in it and ends: few lines need to be folded whole.
std::string_view Opening(std::string_view line) {
  constexpr std::size_t kLetters = 28;
  std::size_t letters = 0;
  std::size_t end = 0;
  for (; end < line.size(); ++end) {
    const auto byte = static_cast<unsigned char>(line[end]);
    const bool combining = byte == 0xCC || byte == 0xCD;  // first bytes of U+0300 to U+036F
    const bool begins = (byte & 0xC0U) != 0x80U && byte != ' ' && !combining;
    if (begins && ++letters > kLetters) break;
  }
  return line.substr(0, end);
}

bool NamesWork(std::string_view bare) {
  return bare.find("noi dung") != std::string_view::npos || bare.find("nhiem vu") != std::string_view::npos ||
         bare.find("cong viec") != std::string_view::npos || bare.find("hoat dong") != std::string_view::npos;
}

// "STT Nội dung Cơ quan chủ trì Thời hạn": a few letters, what is done, by whom.
bool IsHeader(std::string_view line) {
  static const Pattern kHeader(
      R"(\S{1,4} (?:.{0,12} )?(?:noi dung|nhiem vu|cong viec|hoat dong) (?:.{0,40} )?(?:(?:co quan|don vi)[ ,a-z]{0,16} )?(?:(?:chu tri|thuc hien)(?: .*)?|(?:phan cong|phu trach|dau moi) (?:.{0,30} )?(?:thoi (?:gian|han)|tien do|hoan thanh)(?: .{0,20})?))");
  if (line.size() > kLongestHeader || !NamesWork(BareKey(Opening(line)))) return false;
  bool borders = std::count(line.begin(), line.end(), '\t') > 1 || std::count(line.begin(), line.end(), '|') > 1;
  return !borders && kHeader.MatchAll(BareKey(line)).has_value();
}

// A date, or a time that begins with a capital letter, near the end of a line that ends no sentence.
bool HoldsTime(std::string_view line, const LineFacts& facts) {
  static const Pattern kTime(
      R"((?:^|[\s])(?:\d{1,2}/\d{1,2}/\d{4}|(?:Tháng|Quý|Năm|Trong|Trước|Hàng|Hằng|Thường xuyên|Chậm nhất|Đến|Xong|Cuối|Thứ)(?:\s.{0,24})?)(?:\s.{0,40})?$)");
  return !facts.terminal && !line.starts_with("-") && kTime.Find(line).has_value();
}

// The header that begins at a line: that line, or one cell a line.
std::vector<TextSpan> HeaderAt(const Document& document, const std::vector<LineFacts>& facts, std::size_t line) {
  if (!facts[line].Holds()) return {};
  std::string_view text = facts[line].span.Of(document.text());
  if (IsHeader(text)) return {facts[line].span};
  constexpr std::size_t kNumber = 3;  // bytes of "STT"
  if (text.size() > kNumber) return {};
  if (std::string key = BareKey(text); key != "stt" && key != "tt") return {};
  std::vector<TextSpan> cells{facts[line].span};
  std::string all(text);
  for (std::size_t next = line + 1; next < facts.size() && cells.size() < kMostHeaderLines; ++next) {
    if (facts[next].blank) continue;
    const LineFacts& cell = facts[next];
    bool row = cell.marker || cell.starts_digit || cell.upper || !cell.Holds();
    if (row || cell.span.size() > kLongestHeaderCell) break;
    cells.push_back(facts[next].span);
    all += " " + std::string(facts[next].span.Of(document.text()));
  }
  return IsHeader(all) ? cells : std::vector<TextSpan>{};
}

// "Cơ quan phối": the line over a header that holds the first half of a column's words.
std::optional<TextSpan> HelpersAbove(const Document& document, const std::vector<LineFacts>& facts, std::size_t line) {
  static const Pattern kHelpers(R"((?:.* )?(?:co quan|don vi) phoi(?: .*)?)");
  for (std::size_t up = line; up-- > 0 && up + 3 > line;) {
    if (!facts[up].Holds()) continue;
    std::string_view text = facts[up].span.Of(document.text());
    bool cell = text.size() <= kLongestHeader && !facts[up].terminal && !facts[up].marker;
    if (cell && kHelpers.MatchAll(BareKey(text))) return facts[up].span;
    return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::vector<Table> FindDutyLines(const Document& document, const std::vector<LineFacts>& facts,
                                 std::vector<bool>& taken) {
  std::vector<Table> tables;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (taken[i]) continue;
    std::vector<TextSpan> header = HeaderAt(document, facts, i);
    if (header.empty()) continue;
    std::size_t times = 0;
    std::size_t between = 0;
    std::size_t last = i;
    for (std::size_t line = i + 1; line < facts.size() && between < kMostBetween && !taken[line]; ++line) {
      if (!facts[line].Holds()) continue;
      ++between;
      if (!HoldsTime(facts[line].span.Of(document.text()), facts[line])) continue;
      ++times;
      between = 0;
      last = line;
    }
    if (times < kFewestTimes) continue;
    for (std::size_t more = 0; more < kMostBehind && last + 1 < facts.size(); ++more) {
      const LineFacts& next = facts[last + 1];
      if (!next.Holds() || taken[last + 1] || next.marker || !next.starts_lower) break;
      ++last;
    }
    std::vector<TableRow> rows;
    if (auto above = HelpersAbove(document, facts, i)) header.insert(header.begin(), *above);
    rows.push_back({{header}, {}, {}});
    for (std::size_t line = i; line <= last; ++line) {
      taken[line] = true;
      bool below = facts[line].Holds() && facts[line].span.begin > header.back().begin;
      if (below) rows.push_back({{{facts[line].span}}, {}, {}});
    }
    tables.push_back(MakeTable(document, rows));
    tables.back().header_rows = 1;
    tables.back().meanings = {kTornDuties};
    i = last;
  }
  return tables;
}

}  // namespace vankho
