// Which address leads where, and who may go there.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "pipeline/web/visit.h"

namespace vankho {

enum class Method { kGet, kPost, kDelete };

struct Route {
  Method method = Method::kGet;
  const char* pattern;           // a regular expression over the whole path
  std::optional<UserRole> role;  // empty: open to everybody
  Result<Reply> (*action)(Visit&);
};

std::vector<Route> ApiRoutes();
std::vector<Route> DeskApiRoutes();
std::vector<Route> PageRoutes();

}  // namespace vankho
