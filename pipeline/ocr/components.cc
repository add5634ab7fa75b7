#include "pipeline/ocr/components.h"

#include <algorithm>

namespace vankho {

std::vector<PixelBox> ComponentsOf(Pix* ink) {
  std::vector<PixelBox> out;
  BoxaPtr boxes(ink != nullptr ? pixConnCompBB(ink, 8) : nullptr);
  if (!boxes) return out;
  out.reserve(static_cast<std::size_t>(boxaGetCount(boxes.get())));
  for (int i = 0; i < boxaGetCount(boxes.get()); ++i) {
    PixelBox& box = out.emplace_back();
    boxaGetBoxGeometry(boxes.get(), i, &box.left, &box.top, &box.width, &box.height);
  }
  return out;
}

PixelBox Union(const PixelBox& a, const PixelBox& b) {
  const int left = std::min(a.left, b.left);
  const int top = std::min(a.top, b.top);
  return {left, top, std::max(Right(a), Right(b)) - left, std::max(Bottom(a), Bottom(b)) - top};
}

PixelBox Grown(const PixelBox& box, int by) {
  return {box.left - by, box.top - by, box.width + 2 * by, box.height + 2 * by};
}

void CopyInk(const PixelBox& box, Pix* from, Pix* to) {
  pixRasterop(to, box.left, box.top, box.width, box.height, PIX_SRC | PIX_DST, from, box.left, box.top);
}

}  // namespace vankho
