#include "pipeline/web/routes.h"

#include "pipeline/web/pages.h"

namespace vankho {

std::vector<Route> PageRoutes() {
  constexpr auto kReader = UserRole::kReader;
  return {{Method::kGet, "/", kReader, DeadlinesPage}};
}

}  // namespace vankho
