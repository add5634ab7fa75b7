// Which rule came nearest where no cited document was found: for people.
#include "extractors/reference/reference.h"
#include "pipeline/base/pattern.h"

namespace vankho {

std::vector<NearRule> ReferenceExtractor::NearestRules(std::string_view text) const {
  static const Pattern kNumber(R"((?:^|[\s(])(\d{1,5}[a-zA-Z]?\s?[/-]\s?[^\s,;)]+))");
  static const Pattern kNumbered(R"((?:^|\s)((?i:số)\s?:?\s?\d{1,5}))");
  std::vector<NearRule> rules;
  auto words = [&](const std::optional<PatternMatch>& match) {
    return match ? std::optional<std::string>(match->Group(1, text)) : std::nullopt;
  };
  std::optional<std::string> type;
  for (std::size_t at = 0; at < text.size() && !type;
       at = text.find(' ', at) == std::string_view::npos ? text.size() : text.find(' ', at) + 1) {
    const char first = text[at];
    const bool capital = (first >= 'A' && first <= 'Z') || static_cast<unsigned char>(first) >= 0x80;
    if (std::string code = capital ? types_.AtBegin(text.substr(at)) : ""; !code.empty()) type = code;
  }
  auto number = kNumber.Find(text);
  auto symbol = NextSymbol(text, 0, true);
  rules.push_back(NearRule{"reference/symbol", {}, {}}
                      .Part("the name of a type (document_types.tsv)", type)
                      .Part("a number", words(number) ? words(number) : words(kNumbered.Find(text)))
                      .Part("a symbol of capitals behind a slash (12/KH-UBND)",
                            symbol ? std::optional(symbol->number) : std::nullopt)
                      .Part("a type that its symbol, a name or \"số\" tells", std::nullopt));
  if (!number && !symbol && !words(kNumbered.Find(text))) {
    rules.back() = NearRule{"reference/symbol", {}, {}}.Part("the name of a type (document_types.tsv)", type);
    rules.back().Part("its number and symbol", std::nullopt);
  }
  return Nearest(std::move(rules));
}

}  // namespace vankho
