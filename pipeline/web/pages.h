// The pages, one function each.
#pragma once

#include "pipeline/web/visit.h"

namespace vankho {

Result<Reply> DeadlinesPage(Visit& visit);

}  // namespace vankho
