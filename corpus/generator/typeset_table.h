// Ruled tables of a plan's body and annexes.
#pragma once

#include "corpus/generator/page_flow.h"
#include "corpus/generator/plan.h"
#include "corpus/generator/text_setter.h"

namespace vankho {

// Rows are never cut; a row that no page can hold is an error with its place. The truth has a row as one line, cells
// parted by " | ".
Result<void> DrawTable(const PlanTable& table, const Plan& plan, const TextSetter& setter, PageFlow& flow);

}  // namespace vankho
