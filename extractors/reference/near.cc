// Which rule came nearest where no cited document was found: for people.
#include "extractors/reference/reference.h"
#include "pipeline/base/pattern.h"

namespace vankho {

std::vector<NearRule> ReferenceExtractor::NearestRules(std::string_view text) const {
  static const Pattern kNumber(R"(^[^;:.]{0,24}?\s((?:(?i:số)\s?:?\s?)?\d{1,5}\S*))");
  constexpr std::size_t kReach = 64;  // bytes
  std::vector<NearRule> rules;
  for (std::size_t at = 0; at < text.size(); at = std::min(text.find(' ', at), text.size() - 1) + 1) {
    std::string type = types_.AtBegin(text.substr(at));
    if (type.empty()) continue;
    const std::string_view behind = text.substr(at, kReach);
    auto number = kNumber.Find(behind);
    NearRule& cited = rules.emplace_back(NearRule{"reference/symbol", {}, {}});
    cited.Part("the name of a type (document_types.tsv)", type);
    if (number) cited.Part("a number behind it", std::string(number->Group(1, behind)));
    cited.Part(number ? "a symbol of capitals behind its slash (12/KH-UBND), or \"số\" and a date"
                      : "a number and symbol behind it",
               std::nullopt);
    break;
  }
  return Nearest(std::move(rules));
}

}  // namespace vankho
