#include "pipeline/base/lexicon.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

#include "pipeline/base/file.h"
#include "pipeline/base/sha256.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

std::vector<std::string> SplitTabs(std::string_view line) {
  std::vector<std::string> cells;
  while (true) {
    std::size_t tab = line.find('\t');
    cells.emplace_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return cells;
    line.remove_prefix(tab + 1);
  }
}

// The line of the first control character that no text file has, 0 where there is none.
int LineOfControl(std::string_view text) {
  const auto control = std::find_if(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7f;
  });
  return control == text.end() ? 0 : 1 + static_cast<int>(std::count(text.begin(), control, '\n'));
}

// Those of lexicons/ say where they end, so that a file that was cut off between two rows is known.
bool IsWhole(std::string_view text) {
  while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
  return text == Lexicon::kEnd || text.ends_with("\n" + std::string(Lexicon::kEnd));
}

}  // namespace

Result<Lexicon> Lexicon::Load(const std::string& path) {
  VK_ASSIGN_OR_RETURN(std::string bytes, ReadFile(path));
  VK_ASSIGN_OR_RETURN(Lexicon lexicon, Parse(bytes, path));
  if (std::filesystem::path(path).parent_path().filename() == "lexicons" && !IsWhole(bytes)) {
    return Fail(
        ErrorCode::kInvalidInput,
        fmt::format("{}: its last line is not '{}': the file is cut off, or rows stand below that line", path, kEnd));
  }
  return lexicon;
}

Result<Lexicon> Lexicon::Parse(std::string_view text, std::string_view name) {
  Lexicon lexicon;
  lexicon.name_ = name;
  lexicon.sha256_ = Sha256Hex(text);
  if (!IsValidUtf8(text)) return Fail(ErrorCode::kInvalidInput, fmt::format("{}: not UTF-8", name));
  if (const int line = LineOfControl(text); line > 0) {
    return Fail(ErrorCode::kInvalidInput, fmt::format("{}:{}: a control character; the file is damaged", name, line));
  }
  std::string clean = CleanUtf8(text);
  std::string_view rest = clean;
  for (int line = 1; !rest.empty(); ++line) {
    std::size_t end = rest.find('\n');
    std::string_view row = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (row.empty() || row.front() == '#') continue;
    std::vector<std::string> cells = SplitTabs(row);
    if (lexicon.columns_.empty()) {
      lexicon.columns_ = std::move(cells);
    } else if (cells.size() != lexicon.columns_.size()) {
      return Fail(ErrorCode::kInvalidInput, fmt::format("{}:{}: {} cells where the header has {}", name, line,
                                                        cells.size(), lexicon.columns_.size()));
    } else {
      lexicon.rows_.push_back({line, std::move(cells)});
    }
  }
  if (lexicon.columns_.empty()) return Fail(ErrorCode::kEmpty, fmt::format("{}: no header line", name));
  return lexicon;
}

Result<std::size_t> Lexicon::Column(std::string_view name) const {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i] == name) return i;
  }
  return Fail(ErrorCode::kInvalidInput,
              fmt::format("{}: no column '{}' (there are: {})", name_, name, fmt::join(columns_, ", ")));
}

std::vector<std::string> SplitBars(std::string_view cell) {
  std::vector<std::string> parts;
  while (!cell.empty()) {
    std::size_t bar = std::min(cell.find('|'), cell.size());
    if (bar > 0) parts.emplace_back(cell.substr(0, bar));
    cell.remove_prefix(std::min(bar + 1, cell.size()));
  }
  return parts;
}

}  // namespace vankho
