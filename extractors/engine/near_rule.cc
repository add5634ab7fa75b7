#include "extractors/engine/near_rule.h"

#include <algorithm>

namespace vankho {

std::vector<NearRule> Nearest(std::vector<NearRule> rules) {
  std::erase_if(rules, [](const NearRule& rule) { return rule.lacks.empty() || rule.has.size() < rule.lacks.size(); });
  std::stable_sort(rules.begin(), rules.end(), [](const NearRule& a, const NearRule& b) {
    // of two that lack as much the one that has more
    return a.lacks.size() != b.lacks.size() ? a.lacks.size() < b.lacks.size() : a.has.size() > b.has.size();
  });
  const auto farther = std::find_if(
      rules.begin(), rules.end(), [&](const NearRule& rule) { return rule.lacks.size() > rules.front().lacks.size(); });
  rules.erase(farther, rules.end());
  return rules;
}

}  // namespace vankho
