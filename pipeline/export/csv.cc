#include <algorithm>

#include "pipeline/base/unicode.h"
#include "pipeline/export/export.h"

namespace vankho {
namespace {

// Cells that spreadsheets run (OWASP, CSV Injection): by their first letter, full-width forms too.
bool RunsAsFormula(std::string_view cell) {
  if (cell.empty() || Decimal::FromPlain(cell)) return false;
  static constexpr std::string_view kStarts[] = {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};
  return std::any_of(std::begin(kStarts), std::end(kStarts),
                     [&](std::string_view start) { return cell.starts_with(start); });
}

std::string Field(std::string_view raw) {
  std::string cell = CleanUtf8(raw);
  if (RunsAsFormula(cell)) cell.insert(0, "'");
  bool plain = cell.find_first_of("\",;\r\n\t") == std::string::npos;
  if (plain && (cell.empty() || (cell.front() != ' ' && cell.back() != ' '))) return cell;
  std::string quoted = "\"";
  for (char c : cell) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

}  // namespace

std::string WriteCsv(const Grid& grid, const CsvStyle& style) {
  std::string out = style.byte_order_mark ? "\xEF\xBB\xBF" : "";
  for (std::size_t i = 0; i < grid.columns.size(); ++i) out += (i > 0 ? "," : "") + Field(grid.columns[i].name);
  out += "\r\n";
  for (const auto& row : grid.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) out += (i > 0 ? "," : "") + Field(row[i]);
    out += "\r\n";
  }
  return out;
}

}  // namespace vankho
