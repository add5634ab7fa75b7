// Restoration that had nothing to do: every line as it was seen.
#pragma once

#include "pipeline/document/page.h"
#include "pipeline/document/restored.h"

namespace vankho {

inline RestoredText SameText(const SeenDocument& seen) {
  RestoredText restored;
  for (const Page& page : seen.pages) {
    for (const Line& line : page.lines) {
      RestoredLine& same = restored.lines.emplace_back();
      same.page = page.number;
      same.number = line.number;
      same.text = line.text;
    }
  }
  return restored;
}

}  // namespace vankho
