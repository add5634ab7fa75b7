#include "pipeline/restore/office_codes.h"

#include <string>

#include "pipeline/base/pattern.h"

namespace vankho {
namespace {

// Đào tạo, Đầu tư; Lao động: no office's name has DT or LD.
std::string Printed(std::string_view part) {
  if (part == "DT") return "ĐT";
  if (part == "LD") return "LĐ";
  return std::string(part);
}

}  // namespace

std::vector<Repair> FindOfficeCodes(std::string_view line) {
  std::vector<Repair> out;
  if (line.find('&') == std::string_view::npos) return out;
  static const Pattern pattern(R"((?:(\p{Lu}{2,5})([-–]))?(\p{Lu}{2,6})&(\p{Lu}{2,6}))");
  for (const PatternMatch& match : pattern.FindAll(line)) {
    if (!StandsAlone(line, match.span)) continue;
    std::string text = Printed(match.Group(1, line)) + std::string(match.Group(2, line));
    text += Printed(match.Group(3, line)) + "&" + Printed(match.Group(4, line));
    out.push_back({match.span, std::move(text), "office-code", 0.95});
  }
  return out;
}

}  // namespace vankho
