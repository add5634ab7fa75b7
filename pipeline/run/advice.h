// What a person can do about each kind of failure: one sentence a code, the same in summaries, `vankho status` and
// docs/ERRORS.md.
#pragma once

#include <string_view>

#include "pipeline/base/result.h"

namespace vankho {

std::string_view Advice(ErrorCode code);

}  // namespace vankho
