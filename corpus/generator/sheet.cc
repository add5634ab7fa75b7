#include "corpus/generator/sheet.h"

namespace vankho {

Box TrueLine::box() const {
  Box cover;
  for (const TrueWord& word : words) cover = cover.empty() ? word.box : Cover(cover, word.box);
  return cover;
}

Sheet::Sheet(double width_pt, double height_pt) : width_pt_(width_pt), height_pt_(height_pt) {
  const cairo_rectangle_t extents{0, 0, width_pt, height_pt};
  surface_.reset(cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &extents));
  context_.reset(cairo_create(surface_.get()));
}

std::string TextOf(const std::vector<TrueLine>& lines) {
  std::string text;
  for (const TrueLine& line : lines) text += line.text + "\n";
  return text;
}

}  // namespace vankho
