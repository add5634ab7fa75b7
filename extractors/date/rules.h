// Inside the date dimension: rules that stand in files of their own.
#pragma once

#include "extractors/engine/grammar.h"

namespace vankho {

void AddRecurrenceRules(Grammar& grammar);

}  // namespace vankho
