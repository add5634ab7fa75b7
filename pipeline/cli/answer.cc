#include "pipeline/cli/answer.h"

#include <fmt/format.h>

#include <algorithm>

#include "pipeline/base/unicode.h"

namespace vankho {

Result<void> AddAgencies(const std::vector<std::string>& typed, const Context& context, Filter& filter) {
  (void)context;
  if (!typed.empty()) filter.agency_text = typed.front();
  return {};
}

Result<void> ExplainNoAnswers(const Store& store, const std::vector<std::string>& typed, Context& context) {
  (void)store;
  (void)typed;
  (void)context;
  return {};
}

}  // namespace vankho
