// What went not quite right on the way to a usable result: damaged but read, doubtful, left out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/base/result.h"

namespace vankho {

struct Diagnostic {
  ErrorCode code = ErrorCode::kInvalidInput;
  std::string message;      // one sentence
  std::optional<int> page;  // 1-based
  std::optional<int> line;  // 1-based, of the page

  bool operator==(const Diagnostic&) const = default;
};

using Diagnostics = std::vector<Diagnostic>;

}  // namespace vankho
