#include "corpus/generator/typeset_table.h"

#include <algorithm>
#include <array>

namespace vankho {
namespace {

constexpr double kPaddingPt = 3.2;
constexpr double kRulePt = 0.6;
constexpr double kHairlinePt = 0.3;
constexpr double kFaintGrey = 0.45;  // 0 is black
constexpr std::array<double, 2> kDotsPt{0.8, 1.8};

struct SetRow {
  std::vector<TextBlock> cells;
  std::vector<double> widths_pt;
  double height_pt = 0;
};

Align AlignOf(const PlanTable& table, const TableRow& row, std::size_t row_index, std::size_t column) {
  if (row.kind == TableRow::Kind::kSpanning) return Align::kLeft;
  if (static_cast<int>(row_index) < table.header_rows) return Align::kCentre;
  switch (table.align[column]) {
    case 'c':
      return Align::kCentre;
    case 'r':
      return Align::kRight;
    case 'j':
      return Align::kJustify;
    default:
      return Align::kLeft;
  }
}

Result<SetRow> SetCells(const PlanTable& table, std::size_t row_index, const TextSetter& setter, double width_pt) {
  const TableRow& row = table.rows[row_index];
  SetRow set;
  const bool bold = row.kind != TableRow::Kind::kPlain || static_cast<int>(row_index) < table.header_rows;
  for (std::size_t c = 0; c < row.cells.size(); ++c) {
    const double cell_width = row.kind == TableRow::Kind::kSpanning ? width_pt : table.widths[c] * width_pt;
    const TextStyle style{.size_pt = table.size_pt, .bold = bold, .align = AlignOf(table, row, row_index, c)};
    VK_ASSIGN_OR_RETURN(TextBlock block, setter.Set(row.cells[c], style, cell_width - 2 * kPaddingPt));
    set.height_pt = std::max(set.height_pt, block.height_pt + 2 * kPaddingPt);
    set.widths_pt.push_back(cell_width);
    set.cells.push_back(std::move(block));
  }
  return set;
}

void DrawBorder(const SetRow& row, TableRules rules, PageFlow& flow) {
  if (rules == TableRules::kNone) return;
  cairo_t* context = flow.sheet().context();
  cairo_save(context);
  cairo_set_line_width(context, rules == TableRules::kFaint ? kHairlinePt : kRulePt);
  if (rules == TableRules::kFaint) cairo_set_source_rgb(context, kFaintGrey, kFaintGrey, kFaintGrey);
  if (rules == TableRules::kDotted) cairo_set_dash(context, kDotsPt.data(), static_cast<int>(kDotsPt.size()), 0);
  double x = flow.left();
  for (const double width : row.widths_pt) {
    cairo_rectangle(context, x, flow.y(), width, row.height_pt);
    x += width;
  }
  cairo_stroke(context);
  cairo_restore(context);
}

void DrawRow(const SetRow& row, TableRules rules, PageFlow& flow) {
  DrawBorder(row, rules, flow);
  TrueLine truth;
  double x = flow.left();
  for (std::size_t c = 0; c < row.cells.size(); ++c) {
    const TextBlock& cell = row.cells[c];
    std::vector<TrueLine> lines;
    const double y = flow.y() + (row.height_pt - cell.height_pt) / 2;
    DrawLines(cell, 0, cell.lines.size(), x + kPaddingPt, y, flow.sheet().context(), &lines);
    if (c > 0) truth.text += " | ";
    for (std::size_t i = 0; i < lines.size(); ++i) {
      truth.text += (i > 0 ? " " : "") + lines[i].text;
      truth.words.insert(truth.words.end(), lines[i].words.begin(), lines[i].words.end());
    }
    x += row.widths_pt[c];
  }
  flow.sheet().lines.push_back(std::move(truth));
  flow.Skip(row.height_pt);
}

}  // namespace

Result<void> DrawTable(const PlanTable& table, const Plan& plan, const TextSetter& setter, PageFlow& flow) {
  std::vector<SetRow> rows;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    Result<SetRow> row = SetCells(table, i, setter, flow.width());
    if (!row) return Fail(InFile(row.error(), PlaceOf(plan, table.rows[i].source_line)));
    if (row->height_pt > flow.page_height() * 0.9) {
      return Fail(
          Error{ErrorCode::kTooLarge, "the row is taller than a page", PlaceOf(plan, table.rows[i].source_line), {}});
    }
    rows.push_back(std::move(*row));
  }
  flow.Skip(5);
  const auto headers = std::min(static_cast<std::size_t>(table.header_rows), rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    // a group's title, like the header, needs its first row beside it
    const bool leads = table.rows[i].kind == TableRow::Kind::kSpanning || i < headers;
    const double needed = rows[i].height_pt + (leads && i + 1 < rows.size() ? rows[i + 1].height_pt : 0);
    if (needed > flow.room() && !flow.at_top()) {
      VK_RETURN_IF_ERROR(flow.NewPage());
      for (std::size_t h = 0; table.repeat_header && i >= headers && h < headers; ++h)
        DrawRow(rows[h], plan.rules, flow);
    }
    DrawRow(rows[i], plan.rules, flow);
  }
  flow.Skip(4);
  return {};
}

}  // namespace vankho
