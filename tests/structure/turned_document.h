// A page of lines with places, as it comes when the sheet lies on its side or on its head.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "pipeline/document/document.h"
#include "tests/document/same_text.h"

namespace vankho {

// A line and where it stands on the upright page, points.
struct PlacedLine {
  std::string text;
  Box box;
};

// An A4 sheet that has to be turned clockwise by `turned` degrees to stand upright; restoration had nothing to do.
inline std::pair<SeenDocument, RestoredText> TurnedSheet(const std::vector<PlacedLine>& lines, int turned) {
  constexpr double kWidth = 595;
  constexpr double kHeight = 842;
  const bool across = turned % 180 != 0;
  SeenDocument seen;
  seen.source.pages = 1;
  Page& page = seen.pages.emplace_back();
  page.number = 1;
  page.origin = PageOrigin::kOcr;
  page.turned_degrees = turned;
  page.width_pt = across ? kHeight : kWidth;
  page.height_pt = across ? kWidth : kHeight;
  for (const PlacedLine& placed : lines) {
    const Box& b = placed.box;
    Line& line = page.lines.emplace_back();
    line.number = static_cast<int>(page.lines.size());
    line.text = placed.text;
    line.box = b;
    if (turned == 90) line.box = {b.top, kWidth - b.right, b.bottom, kWidth - b.left};
    if (turned == 180) line.box = {kWidth - b.right, kHeight - b.bottom, kWidth - b.left, kHeight - b.top};
    if (turned == 270) line.box = {kHeight - b.bottom, b.left, kHeight - b.top, b.right};
    line.words.push_back({placed.text, line.box, 0.96, {}});
  }
  RestoredText restored = SameText(seen);
  return {std::move(seen), std::move(restored)};
}

}  // namespace vankho
