// What kind of line is this: running text, a table's row, debris of a stamp, nothing?
#pragma once

#include <string_view>

#include "pipeline/document/restored.h"

namespace vankho {

// By the restored text; `unknown_share` is the share of its words that the decoder could not read as anything known.
LineClass ClassifyLine(std::string_view text, double unknown_share);

}  // namespace vankho
