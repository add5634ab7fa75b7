#include <cmath>
#include <numbers>

#include "pipeline/document/page.h"

namespace vankho {

Box ToReadingSpace(const Page& page, const Box& box) {
  if (page.turned_degrees == 0 && page.skew_degrees == 0) return box;
  double x = (box.left + box.right) / 2;
  double y = (box.top + box.bottom) / 2;
  double width = page.width_pt;
  double height = page.height_pt;
  double box_width = box.width();
  double box_height = box.height();
  double old_x = x;
  switch (page.turned_degrees) {
    case 90:
      x = height - y, y = old_x;
      break;
    case 180:
      x = width - x, y = height - y;
      break;
    case 270:
      x = y, y = width - old_x;
      break;
    default:
      break;
  }
  if (page.turned_degrees % 180 != 0) {
    std::swap(width, height);
    std::swap(box_width, box_height);
  }
  double angle = page.skew_degrees * std::numbers::pi / 180;
  double dx = x - width / 2;
  double dy = y - height / 2;
  x = width / 2 + dx * std::cos(angle) - dy * std::sin(angle);
  y = height / 2 + dx * std::sin(angle) + dy * std::cos(angle);
  return {x - box_width / 2, y - box_height / 2, x + box_width / 2, y + box_height / 2};
}

Box ToGridSpace(const Page& page, const TableGrid& grid, const Box& box) {
  if (!grid.flat) return ToReadingSpace(page, box);
  PlanePoint from{(box.left + box.right) / 2, (box.top + box.bottom) / 2};
  PlanePoint to = (*grid.flat)(from);
  return ToReadingSpace(
      page, {box.left + to.x - from.x, box.top + to.y - from.y, box.right + to.x - from.x, box.bottom + to.y - from.y});
}

}  // namespace vankho
