#include "extractors/band/band.h"

#include <fmt/format.h>

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

constexpr std::size_t kRow = 3;
constexpr const char* kInRow = "band/label-in-row";
constexpr const char* kMisread = "band/label-misread";

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

std::optional<Value> Labelled(const Match& m, std::size_t label, std::size_t bound) {
  if (!IsScoreRange(m.Get<Bound>(bound))) return std::nullopt;
  // a bare number of something else: "dưới 05 ngày làm việc"
  const std::size_t after = m[bound].range.end;
  if (m.Get<Bound>(bound).unit.empty() && after < m.text().size() &&
      m.text().words()[after].kind == WordKind::kLetters && after == m.range().end) {
    return std::nullopt;
  }
  std::string printed = m.text().Printed(m[label].range);
  return Band{std::move(printed), m.Get<Bound>(bound)};
}

void AddRules(Grammar& g) {
  g.AddRule("band/label-brackets", "band", "<band-label> '(' <cmp-reach>? <bound> ')'",
            [](const Match& m) { return Labelled(m, 0, 3); });
  // "Tốt: Tổng số điểm đạt từ 80% trở lên"
  g.AddRule("band/label-of", "band", "<band-label> ':' <band-of> <cmp-reach>? <bound>",
            [](const Match& m) { return Labelled(m, 0, 4); });
  for (const char* part : {"':'", "'-'", "','", "<band-if>"}) {
    g.AddRule("band/label-range", "band", fmt::format("<band-label> {} <cmp-reach>? <bound>", part),
              [](const Match& m) { return Labelled(m, 0, 3); });
  }
  // "Tốt từ 80 đến dưới 90 điểm": only in a row of them
  g.AddRule(
      kInRow, "band", "<band-label> <bound>",
      [](const Match& m) -> std::optional<Value> {
        if (!m.text().words()[m.range().begin].upper) return std::nullopt;
        // "Đạt dưới 60 điểm: xếp loại yếu": here "Đạt" is no label
        const std::size_t after = m.range().end;
        if (after < m.text().size() && m.text().KeyOf(after) == ":") return std::nullopt;
        return Labelled(m, 0, 1);
      },
      0.9);
  // a colon that an engine read as a semicolon: only where the band stands alone
  g.AddRule(
      kMisread, "band", "<band-label> ';' <cmp-reach>? <bound>", [](const Match& m) { return Labelled(m, 0, 3); }, 0.9);
  for (const char* part : {"':'", "'('", "'-'", "<band-head>"}) {
    g.AddRule("band/range-label", "band", fmt::format("<bound> {} <band-head>? <band-label>", part),
              [](const Match& m) { return Labelled(m, 3, 0); });
  }
  // "từ 90 điểm trở lên được xếp loại "Xuất sắc""
  for (const char* quoted : {"'\"' <band-label> '\"'?", "'“' <band-label> '”'?"}) {
    g.AddRule("band/range-quoted", "band", fmt::format("<bound> <band-head> {}", quoted),
              [](const Match& m) { return Labelled(m, 3, 0); });
  }
  // "65 ≤ điểm < 80"
  for (const char* less : {"'≤'", "'<='"}) {
    g.AddRule("band/two-sided", "bound", fmt::format("<amount> {} <band-of> '<' <amount>", less),
              [](const Match& m) -> std::optional<Value> {
                const auto &from = m.Get<Quantity>(0), &to = m.Get<Quantity>(4);
                if (from.value_to || to.value_to || from.value >= to.value) return std::nullopt;
                return Bound{"between", from.value, to.value, false, to.unit, {}, from.repaired || to.repaired, {}};
              });
  }
  // cells of one row
  g.AddRule("band/row", "band", "<band-label> '|' <bound>", [](const Match& m) { return Labelled(m, 0, 2); });
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

Result<BandFinder> BandFinder::Load(const std::string& lexicon_folder) {
  BandFinder finder;
  VK_RETURN_IF_ERROR(AddNumberRules(finder.grammar_, lexicon_folder));
  VK_RETURN_IF_ERROR(AddComparatorRules(finder.grammar_, lexicon_folder));
  AddRules(finder.grammar_);
  finder.band_ = finder.grammar_.Symbol("band");
  finder.label_ = finder.grammar_.Symbol("band-label");
  finder.bound_ = finder.grammar_.Symbol("bound");
  finder.grammar_.Finish();
  return finder;
}

std::optional<RatingBand> BandFinder::FindInCells(const FlatText& label, const FlatText& range) const {
  const WordRange whole{0, label.size()};
  const Chart names = grammar_.Parse(label);
  const Token* name = label.size() == 0 ? nullptr : names.StartingAt(label_, 0);
  if (name == nullptr || !(name->range == whole)) return std::nullopt;
  const Chart chart = grammar_.Parse(range);
  const std::vector<const Token*> bounds = chart.Cover(bound_);
  if (bounds.size() != 1 || !IsScoreRange(bounds[0]->As<Bound>())) return std::nullopt;
  for (std::size_t at = 0; at < range.size(); ++at) {  // a number outside says that the range was not understood
    const bool inside = at >= bounds[0]->range.begin && at < bounds[0]->range.end;
    if (!inside && range.words()[at].kind == WordKind::kDigits) return std::nullopt;
  }
  RatingBand record = ToRecord({label.Printed(whole), bounds[0]->As<Bound>()});
  std::vector<TextSpan> spans = label.SourceOf(whole);
  const std::vector<TextSpan> of_range = range.SourceOf({0, range.size()});
  spans.insert(spans.end(), of_range.begin(), of_range.end());
  record.evidence = {std::move(spans), "band/cells < " + grammar_.Derivation(*bounds[0])};
  record.confidence = 0.95 * bounds[0]->confidence;
  return record;
}

std::vector<RatingBand> BandFinder::Find(const FlatText& text) const {
  const Chart chart = grammar_.Parse(text, {band_});
  std::vector<RatingBand> bands;
  const std::vector<const Token*> cover = chart.Cover(band_);
  for (const Token* token : cover) {
    if (grammar_.Derivation(*token).starts_with(kInRow) && cover.size() < kRow) continue;
    if (grammar_.Derivation(*token).starts_with(kMisread) && cover.size() > 1) continue;
    RatingBand record = ToRecord(token->As<Band>());
    record.evidence = {text.SourceOf(token->range), grammar_.Derivation(*token)};
    record.confidence = 0.97 * token->confidence;
    bands.push_back(std::move(record));
  }
  return bands;
}

}  // namespace vankho
