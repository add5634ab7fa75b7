// The rules of the target grammar that make a bound of words only goals use.
#pragma once

#include "extractors/engine/grammar.h"

namespace vankho {

// Behind the rules for numbers, dates and comparators, whose symbols they name.
void AddTargetRules(Grammar& grammar);

}  // namespace vankho
