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

std::vector<Repair> SectionLetters::Next(std::string_view line) {
  static const Pattern pattern(R"(^\s*([A-EĐ])\.\s+\p{Lu})");
  const auto match = pattern.Find(line.substr(0, 200));
  if (!match) return {};
  const std::string seen(match->Group(1, line));
  const bool second = seen == "D" && last_ == "D";
  last_ = second ? "Đ" : seen;
  if (second) return {{*match->groups[0], "Đ", "section-letter", 0.9}};
  return {};
}

}  // namespace vankho
