#include "corpus/generator/page_flow.h"

namespace vankho {
namespace {

constexpr double kTopPt = 20 * kPtPerMm;
constexpr double kBottomPt = 20 * kPtPerMm;
constexpr double kLeftPt = 30 * kPtPerMm;
constexpr double kRightPt = 17 * kPtPerMm;
constexpr double kNumberAtTopPt = 11 * kPtPerMm;
constexpr double kNumberSizePt = 13;

}  // namespace

double PageFlow::left() const { return landscape_ ? kBottomPt : kLeftPt; }
double PageFlow::width() const { return (landscape_ ? kA4LongPt - 2 * kBottomPt : kA4ShortPt - kLeftPt - kRightPt); }
double PageFlow::top() const { return landscape_ ? kLeftPt * 0.8 : kTopPt; }
double PageFlow::bottom() const { return (landscape_ ? kA4ShortPt : kA4LongPt) - kBottomPt; }
double PageFlow::page_height() const { return bottom() - top(); }

Result<void> PageFlow::NewPage() {
  sheets_.emplace_back(landscape_ ? kA4LongPt : kA4ShortPt, landscape_ ? kA4ShortPt : kA4LongPt);
  ++number_;
  VK_RETURN_IF_ERROR(PrintNumber());
  y_ = top();
  return {};
}

Result<void> PageFlow::Break(const PageBreak& page) {
  landscape_ = page.landscape;
  if (page.restart_numbers) number_ = 0;
  return NewPage();
}

Result<void> PageFlow::OpenFirst() { return sheets_.empty() ? NewPage() : Result<void>(); }

// At the top it is printed before the page's text and stands first in its truth. At the foot it would stand last; the
// old layout's numbers are drawn when the page is opened too, and stand first: reading order of a number alone means
// nothing.
Result<void> PageFlow::PrintNumber() {
  if (number_ == 1) return {};
  const TextStyle style{.size_pt = kNumberSizePt, .align = style_.number_at_foot ? Align::kRight : Align::kCentre};
  VK_ASSIGN_OR_RETURN(const TextBlock block, setter_.Set(std::to_string(number_), style, width()));
  const double y = style_.number_at_foot ? bottom() + 8 * kPtPerMm - block.height_pt : kNumberAtTopPt;
  DrawLines(block, 0, block.lines.size(), left(), y, sheet().context(), &sheet().lines);
  return {};
}

Result<void> PageFlow::Flow(const TextBlock& block, double x) {
  for (std::size_t i = 0; i < block.lines.size(); ++i) {
    const double height = block.lines[i].bottom_pt - block.lines[i].top_pt;
    if (y_ + height > bottom() && !at_top()) VK_RETURN_IF_ERROR(NewPage());
    y_ = DrawLines(block, i, i + 1, x, y_, sheet().context(), &sheet().lines);
  }
  return {};
}

void PageFlow::Rule(double x0, double x1, double y, double thickness) {
  cairo_t* context = sheet().context();
  cairo_set_line_width(context, thickness);
  cairo_move_to(context, x0, y);
  cairo_line_to(context, x1, y);
  cairo_stroke(context);
}

}  // namespace vankho
