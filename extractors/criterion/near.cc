// Which rule came nearest where no criterion was found: for people.
#include "extractors/criterion/criterion.h"
#include "pipeline/base/pattern.h"

namespace vankho {

std::vector<NearRule> CriterionExtractor::NearestRules(std::string_view text) const {
  static const Pattern kOver(
      R"((?:^|[^\d/])(\d{1,3}(?:[.,]\d{1,4})?)\s?(?:(?i:điểm)\s?)?/\s?(\d{1,3}(?:[.,]\d{1,4})?)(?:[^\d/]|$))");
  static const Pattern kUnit(R"(\s*((?i:điểm)))");
  static const Pattern kScore(R"((\d{1,3}(?:[.,]\d{1,4})?\s*(?i:điểm)))");
  static const Pattern kCode(R"(((?i:tiêu chí)[^\d]{0,24}\d{1,2}\.\d{1,2}(?:\.\d{1,2})?))");
  static const Pattern kBy(R"(\s((?i:do))\s)");
  constexpr std::size_t kShortest = 8;  // bytes of a name
  auto words = [&](const std::optional<PatternMatch>& match) {
    return match ? std::optional<std::string>(match->Group(1, text)) : std::nullopt;
  };
  std::vector<NearRule> rules;
  NearRule& scored = rules.emplace_back(NearRule{"criterion/score-of-maximum", {}, {}});
  if (auto over = kOver.Find(text)) {
    const std::size_t end = over->groups[1]->end;
    const std::size_t begin = over->groups[0]->begin;
    const std::string printed(text.substr(begin, end - begin));
    auto score = ReadScore(over->Group(1, text)), maximum = ReadScore(over->Group(2, text));
    const bool bracket =
        text.substr(0, begin).find('(') != std::string_view::npos && text.find(')', end) != std::string_view::npos;
    auto unit = words(kUnit.MatchAt(text, end));
    scored.Part("a score over its maximum (2,5/3)", printed);
    scored.Part("\"điểm\", or brackets and a decimal comma", unit ? unit
                                                             : bracket && (score->scale() > 0 || maximum->scale() > 0)
                                                                 ? std::optional<std::string>("(")
                                                                 : std::nullopt);
    scored.Part("a score that is not above its maximum", *score <= *maximum ? std::optional(printed) : std::nullopt);
    scored.Part("a name before it",
                begin > kShortest ? std::optional<std::string>(text.substr(0, begin)) : std::nullopt);
    scored.Part("that it was reached: no \"trên\", \"từ\", \"tối thiểu\" before it", std::nullopt);
  } else {
    scored.Part("a score", words(kScore.Find(text))).Part("the maximum beside it (2,5/3)", std::nullopt);
  }
  auto code = kCode.Find(text);
  rules.push_back(
      NearRule{"criterion/codes", {}, {}}
          .Part("\"tiêu chí\" with its code", words(code))
          .Part("\"do\" and who answers for it", code ? words(kBy.Find(text, code->span.end)) : std::nullopt));
  return Nearest(std::move(rules));
}

}  // namespace vankho
