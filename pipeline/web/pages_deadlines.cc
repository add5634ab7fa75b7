// Hạn: what is due, whose duty, and where it is printed.
#include "pipeline/web/layout.h"
#include "pipeline/web/pages.h"

namespace vankho {

Result<Reply> DeadlinesPage(Visit& visit) {
  return HtmlReply(Layout(visit, {std::string(visit.T("nav.deadlines")), "nav.deadlines", {}, false}, Html()));
}

}  // namespace vankho
