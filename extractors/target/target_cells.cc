// Goals in the cells of a table, and how examples print a goal.
#include <fmt/format.h>

#include "extractors/date/date.h"
#include "extractors/target/target.h"

namespace vankho {
namespace {

// The quantity with a unit that a cell holds, if it holds one.
const Token* QuantityOf(const Chart& chart, int symbol) {
  const std::vector<const Token*> found = chart.Cover(symbol);
  if (found.empty()) return nullptr;
  const auto& quantity = found.front()->As<Quantity>();
  return quantity.unit.empty() || quantity.value_to ? nullptr : found.front();
}

}  // namespace

std::optional<Target> TargetFinder::FindInCell(const ExtractionContext& context, const FlatText& cell,
                                               const std::string& subject, std::optional<int> year,
                                               const FlatText* base, std::optional<int> base_year) const {
  const Chart chart = grammar_->Parse(cell);
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
  target.subject = subject;
  target.year = year ? year : context.document_year;
  if (base != nullptr) {
    const Chart before = grammar_->Parse(*base);
    if (const Token* stood = QuantityOf(before, symbols_.quantity); stood != nullptr) {
      target.baseline = Baseline{};
      target.baseline->value = stood->As<Quantity>().value;
      target.baseline->unit = stood->As<Quantity>().unit;
      target.baseline->year = base_year;
    }
  }
  target.evidence = {cell.SourceOf(token.range), "target/in-cell < " + grammar_->Derivation(token)};
  target.confidence = 0.9 * token.confidence;
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
