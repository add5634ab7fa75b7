// Goals in the cells of a table, and how examples print a goal.
#include <fmt/format.h>

#include "extractors/date/date.h"
#include "extractors/target/target.h"
#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

// The quantity with a unit that a cell holds, if it holds one.
const Token* QuantityOf(const Chart& chart, int symbol) {
  const std::vector<const Token*> found = chart.Cover(symbol);
  if (found.empty()) return nullptr;
  const auto& quantity = found.front()->As<Quantity>();
  return quantity.unit.empty() || quantity.value_to ? nullptr : found.front();
}

// The number that a cell holds and nothing else.
std::optional<Decimal> NumberAlone(const FlatText* cell) {
  return cell == nullptr ? std::nullopt : Decimal::FromVietnamese(cell->Printed({0, cell->size()}));
}

// "3,261 | 13": the points and the rank before.
std::optional<Baseline> BaselineOf(const GoalCell& cell) {
  Baseline base;
  base.value = NumberAlone(cell.base);
  if (base.value) base.unit = "point";
  base.rank = NumberAlone(cell.base_rank);
  base.year = cell.base_year;
  if (!base.value && !base.rank) return std::nullopt;
  return base;
}

}  // namespace

std::optional<Target> TargetFinder::FindInCell(const ExtractionContext& context, const GoalCell& cell) const {
  const Chart chart = grammar_->Parse(cell.goal);
  const std::vector<const Token*> bounds = chart.Cover(symbols_.bound);
  const bool bare = bounds.empty();
  const Token* found = bare ? QuantityOf(chart, symbols_.quantity) : bounds.front();
  if (found == nullptr) return std::nullopt;
  const Token& token = *found;
  Target target;
  if (bare) {
    const auto& quantity = token.As<Quantity>();
    target.comparator = "eq";
    target.value = quantity.value;
    target.unit = quantity.unit;
    target.out_of = quantity.out_of;
  } else {
    const auto& bound = token.As<Bound>();
    target.comparator = bound.unit == "rank" && bound.comparator == "eq" ? "rank_at_least" : bound.comparator;
    target.value = bound.value;
    target.value_to = bound.value_to;
    target.unit = bound.unit;
    target.out_of = bound.out_of;
  }
  if (target.unit == "body") target.unit = "count";
  if (target.unit.empty()) return std::nullopt;
  target.subject = cell.subject;
  target.year = cell.year ? cell.year : context.document_year;
  if (cell.base != nullptr) {
    const Chart before = grammar_->Parse(*cell.base);
    if (const Token* stood = QuantityOf(before, symbols_.quantity); stood != nullptr) {
      target.baseline = Baseline{};
      target.baseline->value = stood->As<Quantity>().value;
      target.baseline->unit = stood->As<Quantity>().unit;
      target.baseline->year = cell.base_year;
    }
  }
  target.evidence = {cell.goal.SourceOf(token.range), "target/in-cell < " + grammar_->Derivation(token)};
  target.confidence = 0.9 * token.confidence;
  return target;
}

std::optional<Target> TargetFinder::FindRank(const ExtractionContext& context, const GoalCell& cell) const {
  static const Pattern kRank(
      R"((?:từ )?(?:(top|tốp|nhóm) |hạng |thứ |vị thứ |vị trí )?(\d{1,3})(?:\s?/\s?(\d{1,3}))?(?: trở lên)?\.?)");
  const std::string words = MatchKey(cell.goal.Printed({0, cell.goal.size()}));
  const auto found = kRank.MatchAll(words);
  if (!found) return std::nullopt;
  Target target;
  target.comparator = found->groups[0] ? "top" : "rank_at_least";
  target.value = Decimal::FromVietnamese(found->Group(2, words));
  if (found->groups[2]) target.out_of = Decimal::FromVietnamese(found->Group(3, words));
  if (!target.value || *target.value < Decimal::FromInt(1) || (target.out_of && *target.out_of < *target.value))
    return std::nullopt;
  target.unit = "rank";
  target.subject = cell.subject;
  target.year = cell.year ? cell.year : context.document_year;
  target.baseline = BaselineOf(cell);
  target.evidence = {cell.goal.SourceOf({0, cell.goal.size()}), "target/rank-in-cell"};
  target.confidence = 0.85;
  return target;
}

std::string PrintTarget(const Target& t) {
  std::string out = t.comparator;
  if (t.value) out += " value:" + t.value->ToPlain();
  if (t.value_to) out += " to:" + t.value_to->ToPlain();
  if (t.out_of) out += " out_of:" + t.out_of->ToPlain();
  out += " unit:" + t.unit;
  if (t.year) out += fmt::format(" year:{}", *t.year);
  if (t.baseline) {
    out += " baseline:[";
    std::string inner;
    if (t.baseline->value) inner += " " + t.baseline->value->ToPlain() + " " + t.baseline->unit;
    if (t.baseline->rank) inner += " rank " + t.baseline->rank->ToPlain();
    if (t.baseline->out_of) inner += "/" + t.baseline->out_of->ToPlain();
    if (t.baseline->year) inner += fmt::format(" {}", *t.baseline->year);
    out += inner.empty() ? "]" : inner.substr(1) + "]";
  }
  return out;
}

}  // namespace vankho
