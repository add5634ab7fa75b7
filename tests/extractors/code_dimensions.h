// The dimensions whose rules are code: agency, reference, header, criterion, assignment.
#pragma once

#include "tests/extractors/dimensions.h"

namespace vankho {

void AddCodeDimensions(std::vector<Dimension>& all);

}  // namespace vankho
