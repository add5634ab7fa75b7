#include "corpus/generator/plain_lines.h"

#include <algorithm>

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

constexpr double kLeftPt = 30 * kPtPerMm;
constexpr double kTopPt = 20 * kPtPerMm;
constexpr double kWidthPt = 162 * kPtPerMm;

}  // namespace

Result<std::vector<Sheet>> SetPlainLines(std::string_view text, const TextSetter& setter, const TextStyle& style) {
  std::vector<Sheet> sheets;
  double y = 0;
  const std::string clean = CleanUtf8(text);
  std::string_view rest = clean;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.find_first_not_of(" \t\f") == std::string_view::npos) continue;
    VK_ASSIGN_OR_RETURN(const TextBlock block, setter.Set(line, style, kWidthPt));
    for (std::size_t i = 0; i < block.lines.size(); ++i) {
      const double height = block.lines[i].bottom_pt - block.lines[i].top_pt;
      if (sheets.empty() || y + height > kA4LongPt - kTopPt) {
        sheets.emplace_back(kA4ShortPt, kA4LongPt);
        y = kTopPt;
      }
      y = DrawLines(block, i, i + 1, kLeftPt, y, sheets.back().context(), &sheets.back().lines);
    }
  }
  if (sheets.empty()) return Fail(ErrorCode::kEmpty, "the text holds no lines");
  return sheets;
}

}  // namespace vankho
