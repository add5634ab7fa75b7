#include <algorithm>

#include "pipeline/base/unicode.h"
#include "pipeline/export/export.h"

namespace vankho {
namespace {

constexpr int kGap = 2;          // between columns
constexpr int kNarrowest = 8;    // a wide column is never narrower
constexpr int kNarrowMost = 28;  // another column is never wider when space is short

int WidthOf(std::string_view text) {
  int width = 0;
  for (const CodePoint& c : DecodeUtf8(text)) width += DisplayWidth(c.value);
  return width;
}

// One line, nothing that a terminal obeys: control characters become spaces, what is invisible goes.
std::string Harmless(std::string_view raw) {
  std::string out;
  for (const CodePoint& c : DecodeUtf8(raw)) {
    if (c.value < 0x20 || (c.value >= 0x7f && c.value < 0xa0) || c.value == 0x2028 || c.value == 0x2029) {
      out += ' ';
    } else if (DisplayWidth(c.value) > 0 || !out.empty()) {
      bool format = (c.value >= 0x200b && c.value <= 0x200f) || (c.value >= 0x202a && c.value <= 0x202e) ||
                    (c.value >= 0x2060 && c.value <= 0x206f) || c.value == 0xfeff || c.value == 0x61c;
      if (!format) AppendUtf8(c.value, out);
    }
  }
  return out;
}

// Greedy lines of at most `width` columns; a word that is longer is cut.
std::vector<std::string> Wrap(const std::string& text, int width) {
  std::vector<std::string> lines(1);
  int used = 0;
  auto put = [&](std::string_view word) {
    for (const CodePoint& c : DecodeUtf8(word)) {
      int columns = DisplayWidth(c.value);
      if (used + columns > width && used > 0) {
        lines.emplace_back();
        used = 0;
      }
      lines.back() += word.substr(c.begin, c.end - c.begin);
      used += columns;
    }
  };
  for (std::string_view rest = text; !rest.empty();) {
    std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(rest.size(), word.size() + 1));
    if (word.empty()) continue;
    int columns = WidthOf(word);
    if (used > 0 && used + 1 + columns > width) {
      lines.emplace_back();
      used = 0;
    } else if (used > 0) {
      lines.back() += ' ';
      ++used;
    }
    put(word);
  }
  return lines;
}

std::string Heading(const std::string& name) {
  std::string heading = ToUpper(name);
  std::replace(heading.begin(), heading.end(), '_', ' ');
  return heading;
}

// The cells that a terminal shows, and how wide each column becomes.
class Layout {
 public:
  Layout(const Grid& grid, const TableStyle& style) : style_(style) {
    for (std::size_t i = 0; i < grid.columns.size(); ++i) {
      if (grid.columns[i].brief) shown_.push_back(i);
    }
    for (std::size_t i : shown_) columns_.push_back(grid.columns[i]);
    for (const Grid::Column& column : columns_) widths_.push_back(WidthOf(Heading(column.name)));
    for (const auto& row : grid.rows) {
      std::vector<std::string> cells;
      for (std::size_t i : shown_) cells.push_back(i < row.size() ? Harmless(row[i]) : "");
      for (std::size_t i = 0; i < cells.size(); ++i) widths_[i] = std::max(widths_[i], WidthOf(cells[i]));
      rows_.push_back(std::move(cells));
    }
    if (style.width > 0) Fit();
  }

  std::string Write() const {
    std::vector<std::string> headings;
    for (const Grid::Column& column : columns_) headings.push_back(Heading(column.name));
    std::string out = WriteRow(headings, style_.colour ? "\x1b[1m" : "", style_.colour ? "\x1b[0m" : "");
    for (const auto& row : rows_) out += WriteRow(row, "", "");
    return out;
  }

 private:
  int Total() const {
    int total = kGap * (static_cast<int>(widths_.size()) - 1);
    for (int width : widths_) total += width;
    return total;
  }

  // Narrows the widest column that may be narrowed, one step at a time: wide ones first, then the others.
  void Fit() {
    for (bool wide : {true, false}) {
      for (int over = Total() - style_.width; over > 0; over = Total() - style_.width) {
        int* widest = nullptr;
        for (std::size_t i = 0; i < widths_.size(); ++i) {
          int least = columns_[i].wide ? kNarrowest : columns_[i].number ? widths_[i] : kNarrowMost;
          bool may = columns_[i].wide == wide && widths_[i] > least;
          if (may && (widest == nullptr || widths_[i] > *widest)) widest = &widths_[i];
        }
        if (widest == nullptr) break;
        --*widest;
      }
    }
  }

  std::string WriteRow(const std::vector<std::string>& cells, std::string_view before, std::string_view after) const {
    std::vector<std::vector<std::string>> wrapped;
    std::size_t height = 1;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      wrapped.push_back(Wrap(cells[i], widths_[i]));
      height = std::max(height, wrapped.back().size());
    }
    std::string out;
    for (std::size_t line = 0; line < height; ++line) {
      std::string text;
      for (std::size_t i = 0; i < wrapped.size(); ++i) {
        std::string cell = line < wrapped[i].size() ? wrapped[i][line] : "";
        std::string space(static_cast<std::size_t>(std::max(0, widths_[i] - WidthOf(cell))), ' ');
        text += columns_[i].number ? space + cell : cell + space;
        if (i + 1 < wrapped.size()) text += std::string(kGap, ' ');
      }
      text.erase(text.find_last_not_of(' ') + 1);
      out.append(before).append(text).append(after).append("\n");
    }
    return out;
  }

  const TableStyle& style_;
  std::vector<std::size_t> shown_;
  std::vector<Grid::Column> columns_;
  std::vector<int> widths_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace

std::string WriteTable(const Grid& grid, const TableStyle& style) { return Layout(grid, style).Write(); }

}  // namespace vankho
