#include "extractors/comparator/comparator.h"

#include <fmt/format.h>

namespace vankho {
namespace {

Bound Make(std::string comparator, const Quantity& q) {
  return {std::move(comparator), q.value, q.value_to, true, q.unit, q.out_of, q.repaired, {}};
}

std::optional<Value> One(const char* comparator, const Quantity& q) {
  // "tối thiểu 86/100 điểm", "ít nhất 8/10 huyện"
  bool of_all = q.unit == "point" || q.unit == "count" || q.unit == "body";
  if (q.value_to || (q.out_of && !of_all)) return std::nullopt;
  return Make(comparator, q);
}

// <amount>: a number with or without a unit.
void AddAmounts(Grammar& g) {
  g.AddRule("comparator/amount", "amount", "<quantity>",
            [](const Match& m) -> std::optional<Value> { return m.Get<Quantity>(0); });
  g.AddRule("comparator/amount-bare", "amount", "<number>", [](const Match& m) -> std::optional<Value> {
    return Quantity{m.Get<Decimal>(0), {}, {}, "", false};
  });
}

void AddOneSided(Grammar& g) {
  g.AddRule("comparator/and-up", "bound", "<cmp-from>? <amount> <cmp-up>",
            [](const Match& m) { return One("ge", m.Get<Quantity>(1)); });
  g.AddRule("comparator/reach-and-up", "bound", "<cmp-reach> <cmp-from>? <amount> <cmp-up>",
            [](const Match& m) { return One("ge", m.Get<Quantity>(2)); });
  g.AddRule("comparator/reach-and-down", "bound", "<cmp-reach> <cmp-from>? <amount> <cmp-down>",
            [](const Match& m) { return One("le", m.Get<Quantity>(2)); });
  g.AddRule("comparator/and-down", "bound", "<cmp-from>? <amount> <cmp-down>",
            [](const Match& m) { return One("le", m.Get<Quantity>(1)); });
  g.AddRule("comparator/at-least", "bound", "<cmp-at-least> <cmp-from>? <amount> <cmp-up>?",
            [](const Match& m) { return One("ge", m.Get<Quantity>(2)); });
  g.AddRule("comparator/at-most", "bound", "<cmp-at-most> <cmp-from>? <amount> <cmp-down>?",
            [](const Match& m) { return One("le", m.Get<Quantity>(2)); });
  g.AddRule("comparator/over", "bound", "<cmp-over> <amount>",
            [](const Match& m) { return One("gt", m.Get<Quantity>(1)); });
  g.AddRule("comparator/under", "bound", "<cmp-under> <amount>",
            [](const Match& m) { return One("lt", m.Get<Quantity>(1)); });
  g.AddRule(
      "comparator/reach", "bound", "<cmp-reach> <quantity>",
      [](const Match& m) -> std::optional<Value> { return Make("eq", m.Get<Quantity>(1)); }, 0.9);
}

std::optional<Value> Between(const Quantity& from, const Quantity& to, bool inclusive) {
  if (from.value_to || from.out_of || to.value_to || to.out_of || from.value >= to.value) return std::nullopt;
  if (!from.unit.empty() && from.unit != to.unit) return std::nullopt;
  return Bound{"between", from.value, to.value, inclusive, to.unit, {}, from.repaired || to.repaired, {}};
}

void AddBetween(Grammar& g) {
  g.AddRule("comparator/between", "bound", "<cmp-from> <amount> <cmp-to> <amount>",
            [](const Match& m) { return Between(m.Get<Quantity>(1), m.Get<Quantity>(3), m.Word(2) != "open"); });
  g.AddRule(
      "comparator/between-bare", "bound", "<amount> <cmp-to> <amount>",
      [](const Match& m) { return Between(m.Get<Quantity>(0), m.Get<Quantity>(2), m.Word(1) != "open"); }, 0.9);
  // "trên 95 đến 100", "đạt từ trên 50% đến 70%"
  g.AddRule("comparator/over-between", "bound", "<cmp-reach>? <cmp-from>? <cmp-over> <amount> <cmp-to> <amount>",
            [](const Match& m) -> std::optional<Value> {
              const auto between = Between(m.Get<Quantity>(3), m.Get<Quantity>(5), m.Word(4) != "open");
              if (!between) return std::nullopt;
              Bound bound = *std::any_cast<Bound>(&*between);
              bound.from_inclusive = false;
              return bound;
            });
  g.AddRule("comparator/reach-between", "bound", "<cmp-reach> <cmp-from>? <amount> <cmp-to> <amount>",
            [](const Match& m) { return Between(m.Get<Quantity>(2), m.Get<Quantity>(4), m.Word(3) != "open"); });
}

std::optional<Value> Change(const Match& m, const Quantity& q) {
  if (q.out_of || q.unit.empty() || q.unit == "province" || q.unit == "body") return std::nullopt;
  return Make(m.Word(0), q);
}

void AddChanges(Grammar& g) {
  for (const char* change : {"<cmp-increase>", "<cmp-decrease>"}) {
    g.AddRule("comparator/change-by", "bound", fmt::format("{} <cmp-from>? <quantity> <cmp-up>?", change),
              [](const Match& m) { return Change(m, m.Get<Quantity>(2)); });
    g.AddRule("comparator/change-at-least", "bound",
              fmt::format("{} <cmp-at-least> <cmp-from>? <quantity> <cmp-up>?", change),
              [](const Match& m) { return Change(m, m.Get<Quantity>(3)); });
    // "tăng không quá 20%": a ceiling, not a promise
    g.AddRule("comparator/change-at-most", "bound", fmt::format("{} <cmp-at-most> <quantity>", change),
              [](const Match& m) { return One("le", m.Get<Quantity>(2)); });
    g.AddRule("comparator/change-between", "bound", fmt::format("{} <cmp-from>? <amount> <cmp-to> <quantity>", change),
              [](const Match& m) -> std::optional<Value> {
                const auto between = Between(m.Get<Quantity>(2), m.Get<Quantity>(4), true);
                if (!between) return std::nullopt;
                Bound bound = *std::any_cast<Bound>(&*between);
                bound.comparator = m.Word(0);
                return bound;
              });
  }
}

// "từ 52,3% lên tối thiểu 70%", "từ 52,3% (năm 2022) lên 70%": a goal, and where things stood. Dates are the grammar's
// that holds these rules; one without them reads no date here.
std::optional<Value> FromTo(const char* comparator, const Quantity& from, const Quantity& to) {
  if (from.value_to || from.out_of || to.value_to || to.unit.empty() || from.value == to.value) return std::nullopt;
  if (!from.unit.empty() && from.unit != to.unit) return std::nullopt;
  Bound bound = Make(comparator, to);
  bound.base = from.value;
  return bound;
}

void AddFromTo(Grammar& g) {
  static constexpr std::pair<const char*, const char*> kAims[] = {
      {"<cmp-at-least>", "ge"}, {"<cmp-over>", "gt"}, {"<cmp-under>", "lt"}, {"<cmp-at-most>", "le"}};
  for (const char* change : {"<cmp-increase>? ", "<cmp-decrease> "}) {
    const std::string from = std::string(change) + "<cmp-from> <amount> '('? <date>? ')'? <cmp-rise> ";
    for (const auto& [words, comparator] : kAims) {
      g.AddRule("comparator/from-to-limit", "bound", fmt::format("{}{} <quantity>", from, words),
                [comparator = comparator](const Match& m) {
                  return FromTo(comparator, m.Get<Quantity>(2), m.Get<Quantity>(8));
                });
    }
    g.AddRule("comparator/from-to-up", "bound", from + "<cmp-from>? <quantity> <cmp-up>",
              [](const Match& m) { return FromTo("ge", m.Get<Quantity>(2), m.Get<Quantity>(8)); });
    g.AddRule("comparator/from-to", "bound", from + "<quantity>",
              [](const Match& m) { return FromTo("eq", m.Get<Quantity>(2), m.Get<Quantity>(7)); });
  }
}

std::optional<Value> Rank(const Quantity& q, const char* comparator) {
  if (!q.value.IsInteger() || q.value < Decimal::FromInt(1) || q.value > Decimal::FromInt(1000) || q.value_to)
    return std::nullopt;
  if (q.unit == "percent" || q.unit == "point" || q.unit == "count") return std::nullopt;
  return Bound{comparator, q.value, {}, true, "rank", q.out_of, q.repaired, {}};
}

void AddRanks(Grammar& g) {
  g.AddRule("comparator/top", "bound", "<cmp-top> <number> <thing>?", [](const Match& m) -> std::optional<Value> {
    if (m.Has(2) && m.Word(2) == "count") return std::nullopt;
    const bool bare_group =
        m.text().KeyOf(m.range().begin).starts_with("nhóm") || m.text().KeyOf(m.range().begin).starts_with("nằm");
    if (bare_group && !m.Has(2)) return std::nullopt;  // "nhóm 1" is a label
    return Rank(Quantity{m.Get<Decimal>(1), {}, {}, "", false}, "top");
  });
  g.AddRule("comparator/rank", "bound", "<cmp-rank> <amount>",
            [](const Match& m) { return Rank(m.Get<Quantity>(1), "eq"); });
  g.AddRule("comparator/rank-and-up", "bound", "<cmp-from>? <cmp-rank> <amount> <cmp-up>",
            [](const Match& m) { return Rank(m.Get<Quantity>(2), "rank_at_least"); });
  // "tối thiểu vị trí thứ 8", "xếp hạng không thấp hơn thứ 8"
  g.AddRule("comparator/at-least-rank", "bound", "<cmp-at-least> <cmp-rank> <amount>",
            [](const Match& m) { return Rank(m.Get<Quantity>(2), "rank_at_least"); });
  g.AddRule("comparator/rank-at-least", "bound", "<cmp-rank> <cmp-at-least> 'thứ'? <amount>",
            [](const Match& m) { return Rank(m.Get<Quantity>(3), "rank_at_least"); });
  g.AddRule("comparator/rank-from", "bound", "<cmp-rank> <cmp-from> 'thứ'? <amount> <cmp-up>",
            [](const Match& m) { return Rank(m.Get<Quantity>(3), "rank_at_least"); });
}

}  // namespace

Result<void> AddComparatorRules(Grammar& grammar, const std::string& lexicon_folder) {
  VK_ASSIGN_OR_RETURN(const Lexicon lexicon, Lexicon::Load(lexicon_folder + "/comparators.tsv"));
  VK_RETURN_IF_ERROR(grammar.AddLexicon(lexicon));
  AddAmounts(grammar);
  AddOneSided(grammar);
  AddBetween(grammar);
  AddChanges(grammar);
  AddFromTo(grammar);
  AddRanks(grammar);
  return {};
}

std::string PrintBound(const Bound& bound) {
  std::string out = bound.comparator;
  if (bound.value) out += fmt::format(" value:{}{}", bound.from_inclusive ? "" : ">", bound.value->ToPlain());
  if (bound.value_to) out += fmt::format(" to:{}{}", bound.to_inclusive ? "" : "<", bound.value_to->ToPlain());
  if (bound.out_of) out += " out_of:" + bound.out_of->ToPlain();
  if (!bound.unit.empty()) out += " unit:" + bound.unit;
  if (bound.base) out += " base:" + bound.base->ToPlain();
  if (bound.repaired) out += " repaired";
  return out;
}

Result<BoundFinder> BoundFinder::Load(const std::string& lexicon_folder) {
  BoundFinder finder;
  VK_RETURN_IF_ERROR(AddNumberRules(finder.grammar_, lexicon_folder));
  VK_RETURN_IF_ERROR(AddComparatorRules(finder.grammar_, lexicon_folder));
  finder.bound_ = finder.grammar_.Symbol("bound");
  return finder;
}

std::vector<FoundBound> BoundFinder::Find(const FlatText& text) const {
  const Chart chart = grammar_.Parse(text);
  std::vector<FoundBound> found;
  for (const Token* token : chart.Cover(bound_)) {
    found.push_back({token->As<Bound>(), token->range, grammar_.Derivation(*token), token->confidence});
  }
  return found;
}

}  // namespace vankho
