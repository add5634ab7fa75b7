// Training text as pages: every line of a text file printed under the one before, wrapped where it is too long. What an
// OCR engine makes of these pages, beside their truth, teaches its error channel.
#pragma once

#include <string_view>
#include <vector>

#include "corpus/generator/sheet.h"
#include "corpus/generator/text_setter.h"

namespace vankho {

// A4 portrait with the decree's margins, one true line a printed line. Empty lines are left out.
Result<std::vector<Sheet>> SetPlainLines(std::string_view text, const TextSetter& setter, const TextStyle& style);

}  // namespace vankho
