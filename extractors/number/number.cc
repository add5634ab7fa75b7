#include "extractors/number/number.h"

#include <fmt/format.h>

#include <algorithm>

namespace vankho {
namespace {

constexpr std::string_view kNumberShape = R"(/\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[,.]\d+)?/)";

std::optional<Value> Digits(const Match& m) {
  const auto value = Decimal::FromVietnamese(m.text().KeyOf(m.range()));
  return value ? std::optional<Value>(*value) : std::nullopt;
}

// Score over maximum and place over places: no more than what it is out of, and that is above zero.
bool IsRatio(const Decimal& value, const Decimal& out_of) { return value <= out_of && out_of > Decimal(); }

std::optional<Value> PrintedRatio(const Match& m) {
  const auto value = Decimal::FromVietnamese(m.Group(0, 1));
  const auto out_of = Decimal::FromVietnamese(m.Group(0, 2));
  if (!value || !out_of || !IsRatio(*value, *out_of)) return std::nullopt;
  return Ratio{*value, *out_of, false};
}

// Would nobody print this number with this unit? Scores stop at 100 and at four decimals (the last not 0); there were
// 63 provinces until 30/6/2025 and 34 since.
bool Implausible(std::string_view digits, const Decimal& value, const std::string& unit) {
  const std::size_t comma = digits.find(',');
  const std::size_t decimals = comma == std::string_view::npos ? 0 : digits.size() - comma - 1;
  if (unit == "point") return value > Decimal::FromInt(100) || decimals > 4 || (decimals == 4 && digits.back() == '0');
  if (unit == "province") return value > Decimal::FromInt(64);
  return false;
}

bool PossibleMaximum(const Decimal& out_of, const std::string& unit) {
  if (unit == "province") return out_of == Decimal::FromInt(63) || out_of == Decimal::FromInt(34);
  return out_of > Decimal() && out_of <= Decimal::FromInt(100);
}

// The one way to read a 1 inside as a slash, or nothing.
std::optional<Ratio> PutSlashBack(std::string_view digits, const std::string& unit) {
  const auto printed = Decimal::FromVietnamese(digits);
  if (!printed || !Implausible(digits, *printed, unit)) return std::nullopt;
  std::optional<Ratio> only;
  for (std::size_t i = 1; i + 1 < digits.size(); ++i) {
    if (digits[i] != '1') continue;
    const auto value = Decimal::FromVietnamese(digits.substr(0, i));
    const auto out_of = Decimal::FromVietnamese(digits.substr(i + 1));
    if (!value || !out_of || !PossibleMaximum(*out_of, unit) || !IsRatio(*value, *out_of)) continue;
    if (only) return std::nullopt;
    only = Ratio{*value, *out_of, true};
  }
  return only;
}

void AddNumbers(Grammar& g) {
  g.AddRule("number/digits", "number", kNumberShape, Digits);
  g.AddRule(
      "number/words", "number", "<number-word>",
      [](const Match& m) -> std::optional<Value> { return *Decimal::FromPlain(m.Word(0)); }, 0.8);
  g.AddRule("number/digits-and-words", "number", "/(\\d+)/ '(' <number-word> ')'",
            [](const Match& m) -> std::optional<Value> {
              const auto value = Decimal::FromVietnamese(m.Group(0, 1));
              if (!value || *value != *Decimal::FromPlain(m.Word(2))) return std::nullopt;
              return *value;
            });
}

void AddRatios(Grammar& g) {
  g.AddRule("number/ratio", "ratio", R"(/(\d+(?:[,.]\d+)?)\s?\/\s?(\d+(?:[,.]\d+)?)/)", PrintedRatio);
  g.AddRule(
      "number/ratio-slash-lost", "ratio-of", R"(/(\d+(?:,\d+)?)/ <unit>)",
      [](const Match& m) -> std::optional<Value> {
        const auto ratio = PutSlashBack(m.Group(0, 1), m.Word(1));
        if (!ratio) return std::nullopt;
        return Quantity{ratio->value, {}, ratio->out_of, m.Word(1), true};
      },
      0.6);
  g.AddRule(
      "number/ratio-slash-lost", "ratio-of", R"(/(\d+)/ <thing>)",
      [](const Match& m) -> std::optional<Value> {
        const auto ratio = PutSlashBack(m.Group(0, 1), m.Word(1));
        if (!ratio) return std::nullopt;
        return Quantity{ratio->value, {}, ratio->out_of, m.Word(1), true};
      },
      0.6);
}

std::optional<Value> OfUnit(const Match& m) { return Quantity{m.Get<Decimal>(0), {}, {}, m.Word(1), false}; }
std::optional<Value> RatioOfUnit(const Match& m) {
  const auto& ratio = m.Get<Ratio>(0);
  return Quantity{ratio.value, {}, ratio.out_of, m.Has(1) ? m.Word(1) : "", false};
}
std::optional<Value> RangeOfUnit(const Match& m) {
  if (m.Get<Decimal>(0) >= m.Get<Decimal>(2)) return std::nullopt;
  return Quantity{m.Get<Decimal>(0), m.Get<Decimal>(2), {}, m.Word(3), false};
}

void AddQuantities(Grammar& g) {
  g.AddRule("number/of-unit", "quantity", "<number> <unit>", OfUnit);
  g.AddRule("number/of-things", "quantity", "<number> <thing>", OfUnit, 0.9);
  g.AddRule("number/ratio-of-unit", "quantity", "<ratio> <unit>?", RatioOfUnit);
  g.AddRule("number/ratio-of-things", "quantity", "<ratio> <thing>", RatioOfUnit);
  g.AddRule("number/range-of-unit", "quantity", "<number> '-' <number> <unit>", RangeOfUnit);
  g.AddRule("number/repaired-ratio", "quantity", "<ratio-of>",
            [](const Match& m) -> std::optional<Value> { return m.Get<Quantity>(0); });
}

}  // namespace

Result<void> AddNumberRules(Grammar& grammar, const std::string& lexicon_folder) {
  for (const char* name : {"number_words.tsv", "units.tsv"}) {
    VK_ASSIGN_OR_RETURN(const Lexicon lexicon, Lexicon::Load(lexicon_folder + "/" + name));
    VK_RETURN_IF_ERROR(grammar.AddLexicon(lexicon));
  }
  AddNumbers(grammar);
  AddRatios(grammar);
  AddQuantities(grammar);
  return {};
}

std::string PrintQuantity(const Quantity& q) {
  std::string out = "value:" + q.value.ToPlain();
  if (q.value_to) out += " to:" + q.value_to->ToPlain();
  if (q.out_of) out += " out_of:" + q.out_of->ToPlain();
  if (!q.unit.empty()) out += " unit:" + q.unit;
  if (q.repaired) out += " repaired";
  return out;
}

Result<QuantityFinder> QuantityFinder::Load(const std::string& lexicon_folder) {
  QuantityFinder finder;
  VK_RETURN_IF_ERROR(AddNumberRules(finder.grammar_, lexicon_folder));
  finder.quantity_ = finder.grammar_.Symbol("quantity");
  return finder;
}

std::vector<FoundQuantity> QuantityFinder::Find(const FlatText& text) const {
  const Chart chart = grammar_.Parse(text);
  std::vector<FoundQuantity> found;
  for (const Token* token : chart.Cover(quantity_)) {
    found.push_back({token->As<Quantity>(), token->range, grammar_.Derivation(*token), token->confidence});
  }
  return found;
}

}  // namespace vankho
