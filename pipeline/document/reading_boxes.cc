#include "pipeline/document/reading_boxes.h"

#include <algorithm>

namespace vankho {
namespace {

Box OnPage(const Document& document, int number, const Box& box) {
  const std::vector<Page>& pages = document.pages();
  auto page = std::lower_bound(pages.begin(), pages.end(), number,
                               [](const Page& candidate, int wanted) { return candidate.number < wanted; });
  return page == pages.end() || page->number != number ? box : ToReadingSpace(*page, box);
}

}  // namespace

Box ReadingBoxOf(const Document& document, TextSpan span) {
  const std::vector<Box> boxes = document.BoxesOf(span);
  return boxes.empty() ? Box() : OnPage(document, document.PageOf(span), boxes.front());
}

Box ReadingBoxOfLine(const Document& document, std::size_t index) {
  const Box& box = document.SeenLine(index).box;
  return box.empty() ? box : OnPage(document, document.lines()[index].page, box);
}

}  // namespace vankho
