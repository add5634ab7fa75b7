#include "pipeline/extract/coming_year.h"

#include <charconv>
#include <string_view>

#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

constexpr std::size_t kLongestTitle = 220;  // bytes

std::optional<int> YearOf(std::string_view heading) {
  if (heading.size() > kLongestTitle || heading.find("20") == std::string_view::npos) return std::nullopt;
  static const Pattern kComing(
      R"((?:phuong huong|nhiem vu|ke hoach|muc tieu|chi tieu|giai phap|chuong trinh|trong tam|du kien)(?:[ ,].*)? nam (20\d\d)[ .:]*)");
  const std::string bare = BareKey(heading);
  const auto coming = kComing.MatchAll(bare);
  if (!coming) return std::nullopt;
  const std::string_view before = std::string_view(bare).substr(0, coming->groups[0]->begin);
  if (before.ends_with("den nam ") || before.ends_with("het nam ") || before.ends_with("nhin nam "))
    return std::nullopt;
  int year = 0;
  const std::string_view digits = coming->Group(1, bare);
  std::from_chars(digits.data(), digits.data() + digits.size(), year);
  return year;
}

}  // namespace

std::vector<std::optional<int>> ComingYears(const Document& document, const std::vector<SectionFacts>& sections) {
  std::vector<std::optional<int>> years(sections.size());
  for (std::size_t i = 0; i < sections.size(); ++i) {  // a parent stands before its parts
    years[i] = YearOf(sections[i].heading);
    const auto parent = document.sections[i].parent;
    if (!years[i] && parent) years[i] = years[static_cast<std::size_t>(*parent)];
  }
  return years;
}

}  // namespace vankho
