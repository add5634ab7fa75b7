#include <algorithm>

#include "pipeline/export/export.h"

namespace vankho {
namespace {

std::optional<Decimal> Minus(const std::optional<Decimal>& a, const std::optional<Decimal>& b) {
  return a && b ? Decimal::Sum(*a, b->Negated()) : std::nullopt;
}

// Exact: the printed digits, by way of the same writer as the contract's.
Json Number(const std::optional<Decimal>& value) {
  return value ? Json::parse(value->ToPlain(), nullptr, false) : Json(nullptr);
}

Json LeadOf(const Json& agencies) {
  auto lead = std::find_if(agencies.begin(), agencies.end(), [](const Json& a) { return a["role"] == "lead"; });
  return lead == agencies.end() ? Json(nullptr) : (*lead)["name"];
}

}  // namespace

std::vector<Json> ToScores(const Answers<CriterionAnswer>& answers) {
  std::vector<Json> records = ToJson(answers);
  std::vector<Json> scores;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const Criterion& c = answers.items[i].record;
    Json& r = records[i];
    scores.push_back({{"format", "vankho.scores/1"},
                      {"document", r["document"]},
                      {"index", r["index"]},
                      {"code", r["code"]},
                      {"criterion", r["name"]},
                      {"agency", LeadOf(r["agencies"])},
                      {"agencies", r["agencies"]},
                      {"maximum", r["max_score"]},
                      {"score", r["score"]},
                      {"score_year", r["score_year"]},
                      {"target", r["target_score"]},
                      {"target_year", r["target_year"]},
                      {"gap", Number(Minus(c.max_score, c.score))},
                      {"to_target", Number(Minus(c.target_score, c.score))},
                      {"flags", c.flags},
                      {"evidence", r["evidence"]},
                      {"confidence", r["confidence"]}});
  }
  return scores;
}

}  // namespace vankho
