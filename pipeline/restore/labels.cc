#include "pipeline/restore/labels.h"

#include "pipeline/base/pattern.h"

namespace vankho {

std::vector<Repair> ListLabels::Next(std::string_view line) {
  static const Pattern pattern(R"((?:^|[;:.,]\s)\s*([a-zđ])\)\s)");
  std::vector<Repair> out;
  if (line.find(')') == std::string_view::npos) return out;
  for (const PatternMatch& match : pattern.FindAll(line)) {
    const std::string seen(match.Group(1, line));
    if (seen == "d" && last_ == "d") {
      out.push_back({*match.groups[0], "đ", "list-label", 0.9});
    } else {
      out.push_back({*match.groups[0], seen, "label"});
    }
    last_ = out.back().text;
  }
  return out;
}

}  // namespace vankho
