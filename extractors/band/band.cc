#include "extractors/band/band.h"

#include <fmt/format.h>

#include <algorithm>

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

constexpr std::size_t kRow = 3;
constexpr const char* kInRow = "band/label-in-row";
constexpr const char* kMisread = "band/label-misread";
constexpr const char* kOwnBound = "band-bound";
constexpr const char* kTwoSided = "band/two-sided";

// The rules from this one on make bounds that are none of a band.
int FirstBehindBands(const Grammar& grammar) {
  const auto& names = grammar.rule_names();
  return static_cast<int>(std::find(names.begin(), names.end(), kTwoSided) - names.begin()) + 1;
}

struct Band {
  std::string label;
  Bound bound;
};

// A range of a score, not of something else: points, percent, or no unit at all.
bool IsScoreRange(const Bound& bound) {
  if (bound.unit != "point" && bound.unit != "percent" && !bound.unit.empty()) return false;
  return bound.comparator == "ge" || bound.comparator == "gt" || bound.comparator == "le" || bound.comparator == "lt" ||
         bound.comparator == "between";
}

// What a band may reach: a bound of the rules that stand before the bands' own, or the bands' own. A bound of words
// that only goals use is none.
struct Labels {
  int goals = 0;  // FirstBehindBands

  bool MayBound(const Token& token) const { return token.rule < goals && IsScoreRange(token.As<Bound>()); }
  std::optional<Value> operator()(const Match& m, std::size_t label, std::size_t bound) const;
};

std::optional<Value> Labels::operator()(const Match& m, std::size_t label, std::size_t bound) const {
  if (!MayBound(m[bound])) return std::nullopt;
  // a bare number of something else: "dưới 05 ngày làm việc"
  const std::size_t after = m[bound].range.end;
  if (m.Get<Bound>(bound).unit.empty() && after < m.text().size() &&
      m.text().words()[after].kind == WordKind::kLetters && after == m.range().end) {
    return std::nullopt;
  }
  std::string printed = m.text().Printed(m[label].range);
  return Band{std::move(printed), m.Get<Bound>(bound)};
}

// "65 ≤ điểm < 80"
void AddTwoSided(Grammar& g) {
  for (const char* less : {"'≤'", "'<='"}) {
    g.AddRule(kTwoSided, kOwnBound, fmt::format("<amount> {} <band-of> '<' <amount>", less),
              [](const Match& m) -> std::optional<Value> {
                const auto &from = m.Get<Quantity>(0), &to = m.Get<Quantity>(4);
                if (from.value_to || to.value_to || from.value >= to.value) return std::nullopt;
                return Bound{"between", from.value, to.value, false, to.unit, {}, from.repaired || to.repaired, {}};
              });
  }
}

// The bands whose range is one symbol: a bound of all, or one of the bands' own.
void AddBandsOf(Grammar& g, const char* bound, Labels labels) {
  const auto add = [&](const char* name, const std::string& pattern, std::size_t label, std::size_t range,
                       double confidence = 1) {
    g.AddRule(
        name, "band", fmt::format(fmt::runtime(pattern), bound),
        [labels, label, range](const Match& m) { return labels(m, label, range); }, confidence);
  };
  add("band/label-brackets", "<band-label> '(' <cmp-reach>? <{}> ')'", 0, 3);
  // "Tốt: Tổng số điểm đạt từ 80% trở lên"
  add("band/label-of", "<band-label> ':' <band-of> <cmp-reach>? <{}>", 0, 4);
  for (const char* part : {"':'", "'-'", "','", "<band-if>"}) {
    add("band/label-range", fmt::format("<band-label> {} <cmp-reach>? <{{}}>", part), 0, 3);
  }
  // "Tốt từ 80 đến dưới 90 điểm": only in a row of them
  g.AddRule(
      kInRow, "band", fmt::format("<band-label> <{}>", bound),
      [labels](const Match& m) -> std::optional<Value> {
        if (!m.text().words()[m.range().begin].upper) return std::nullopt;
        // "Đạt dưới 60 điểm: xếp loại yếu": here "Đạt" is no label
        const std::size_t after = m.range().end;
        if (after < m.text().size() && m.text().KeyOf(after) == ":") return std::nullopt;
        return labels(m, 0, 1);
      },
      0.9);
  // a colon that an engine read as a semicolon: only where the band stands alone
  add(kMisread, "<band-label> ';' <cmp-reach>? <{}>", 0, 3, 0.9);
  for (const char* part : {"':'", "'('", "'-'", "<band-head>"}) {
    add("band/range-label", fmt::format("<{{}}> {} <band-head>? <band-label>", part), 3, 0);
  }
  // "từ 90 điểm trở lên được xếp loại "Xuất sắc""
  for (const char* quoted : {"'\"' <band-label> '\"'?", "'“' <band-label> '”'?"}) {
    add("band/range-quoted", fmt::format("<{{}}> <band-head> {}", quoted), 3, 0);
  }
  // cells of one row
  add("band/row", "<band-label> '|' <{}>", 0, 2);
}

RatingBand ToRecord(const Band& band) {
  RatingBand record;
  record.label = band.label;
  const Bound& b = band.bound;
  if (b.comparator == "ge" || b.comparator == "gt" || b.comparator == "between") record.from = b.value;
  if (b.comparator == "between") record.to = b.value_to;
  if (b.comparator == "le" || b.comparator == "lt") record.to = b.value;
  record.from_inclusive = b.comparator != "gt" && b.from_inclusive;
  record.to_inclusive = b.comparator == "between" ? b.to_inclusive : b.comparator != "lt";
  return record;
}

}  // namespace

std::string PrintBand(const RatingBand& band) {
  std::string out = "label:" + band.label;
  if (band.from) out += fmt::format(" from:{}{}", band.from_inclusive ? "" : ">", band.from->ToPlain());
  if (band.to) out += fmt::format(" to:{}{}", band.to_inclusive ? "" : "<", band.to->ToPlain());
  return out;
}

void AddBandRules(Grammar& grammar) {
  AddTwoSided(grammar);
  const Labels labels{FirstBehindBands(grammar)};
  AddBandsOf(grammar, "bound", labels);
  AddBandsOf(grammar, kOwnBound, labels);
}

Result<BandFinder> BandFinder::Load(const std::string& lexicon_folder) {
  auto grammar = std::make_shared<Grammar>();
  VK_RETURN_IF_ERROR(AddNumberRules(*grammar, lexicon_folder));
  VK_RETURN_IF_ERROR(AddComparatorRules(*grammar, lexicon_folder));
  AddBandRules(*grammar);
  grammar->Finish();
  return BandFinder(std::move(grammar));
}

BandFinder::BandFinder(std::shared_ptr<const Grammar> grammar) : grammar_(std::move(grammar)) {
  band_ = grammar_->FindSymbol("band");
  label_ = grammar_->FindSymbol("band-label");
  bound_ = grammar_->FindSymbol("bound");
  own_bound_ = grammar_->FindSymbol(kOwnBound);
  behind_bands_ = FirstBehindBands(*grammar_);
}

// The bounds of a cell that may be a band's, from left to right, the longest of those that overlap.
std::vector<const Token*> BandFinder::BoundsOf(const Chart& chart) const {
  std::vector<const Token*> all = chart.Find(bound_);
  std::erase_if(all, [&](const Token* token) { return token->rule >= behind_bands_; });
  const std::vector<const Token*> own = chart.Find(own_bound_);
  all.insert(all.end(), own.begin(), own.end());
  std::stable_sort(all.begin(), all.end(), [](const Token* a, const Token* b) {
    return a->range.begin != b->range.begin ? a->range.begin < b->range.begin : a->range.end > b->range.end;
  });
  std::vector<const Token*> chosen;
  for (const Token* token : all) {
    if (chosen.empty() || token->range.begin >= chosen.back()->range.end) chosen.push_back(token);
  }
  return chosen;
}

std::optional<RatingBand> BandFinder::FindInCells(const FlatText& label, const FlatText& range) const {
  const WordRange whole{0, label.size()};
  const Chart names = grammar_->Parse(label);
  const Token* name = label.size() == 0 ? nullptr : names.StartingAt(label_, 0);
  if (name == nullptr || !(name->range == whole)) return std::nullopt;
  const Chart chart = grammar_->Parse(range);
  const std::vector<const Token*> bounds = BoundsOf(chart);
  if (bounds.size() != 1 || !IsScoreRange(bounds[0]->As<Bound>())) return std::nullopt;
  for (std::size_t at = 0; at < range.size(); ++at) {  // a number outside says that the range was not understood
    const bool inside = at >= bounds[0]->range.begin && at < bounds[0]->range.end;
    if (!inside && range.words()[at].kind == WordKind::kDigits) return std::nullopt;
  }
  RatingBand record = ToRecord({label.Printed(whole), bounds[0]->As<Bound>()});
  std::vector<TextSpan> spans = label.SourceOf(whole);
  const std::vector<TextSpan> of_range = range.SourceOf({0, range.size()});
  spans.insert(spans.end(), of_range.begin(), of_range.end());
  record.evidence = {std::move(spans), "band/cells < " + grammar_->Derivation(*bounds[0])};
  record.confidence = 0.95 * bounds[0]->confidence;
  return record;
}

std::vector<RatingBand> BandFinder::Find(const FlatText& text, const Chart& chart) const {
  std::vector<RatingBand> bands;
  const std::vector<const Token*> cover = chart.Cover(band_);
  for (const Token* token : cover) {
    if (grammar_->Derivation(*token).starts_with(kInRow) && cover.size() < kRow) continue;
    if (grammar_->Derivation(*token).starts_with(kMisread) && cover.size() > 1) continue;
    RatingBand record = ToRecord(token->As<Band>());
    record.evidence = {text.SourceOf(token->range), grammar_->Derivation(*token)};
    record.confidence = 0.97 * token->confidence;
    bands.push_back(std::move(record));
  }
  return bands;
}

}  // namespace vankho
