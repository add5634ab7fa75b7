// Draws a plan to the layout of Nghị định 30/2020/NĐ-CP, Phụ lục I: A4, margins, two-column head and foot, numbered
// pages, ruled tables. The truth of every line and word comes with the drawing.
#pragma once

#include <vector>

#include "corpus/generator/plan.h"
#include "corpus/generator/sheet.h"
#include "corpus/generator/text_setter.h"

namespace vankho {

// Errors name the plan's line: a letter that the face lacks, a table row that no page can hold.
Result<std::vector<Sheet>> Typeset(const Plan& plan, const TextSetter& setter);

}  // namespace vankho
