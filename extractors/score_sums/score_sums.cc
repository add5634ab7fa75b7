#include "extractors/score_sums/score_sums.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "extractors/score_sums/row_tree.h"
#include "pipeline/base/lexicon.h"
#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

using Verdict = ScoreSum::Verdict;
constexpr std::size_t kMostTotals = 2;  // above and below the rows
constexpr std::array kFields{ScoreField::kMaximum, ScoreField::kScore, ScoreField::kTarget, ScoreField::kDifference};

const std::optional<Decimal>& Of(const Criterion& criterion, ScoreField field) {
  switch (field) {
    case ScoreField::kMaximum:
      return criterion.max_score;
    case ScoreField::kScore:
      return criterion.score;
    case ScoreField::kTarget:
      return criterion.target_score;
    case ScoreField::kDifference:
      break;
  }
  return criterion.delta;
}

std::optional<Decimal> Minus(const std::optional<Decimal>& a, const std::optional<Decimal>& b) {
  return a && b ? Decimal::Sum(*a, b->Negated()) : std::nullopt;
}

Decimal Magnitude(Decimal value) { return value < Decimal() ? value.Negated() : value; }

// Both numbers with as many decimals as the finer one, as digits.
std::pair<std::string, std::string> Aligned(Decimal a, Decimal b) {
  int scale = std::max(a.scale(), b.scale());
  auto digits = [scale](Decimal d) {
    return fmt::format("{}{}", Magnitude(d).units(), std::string(static_cast<std::size_t>(scale - d.scale()), '0'));
  };
  std::string x = digits(a), y = digits(b);
  std::size_t size = std::max({x.size(), y.size(), static_cast<std::size_t>(scale) + 1});
  x.insert(0, size - x.size(), '0');
  y.insert(0, size - y.size(), '0');
  return {x, y};
}

// Digits that engines and tired eyes take for each other.
bool IsUsualMisreading(char a, char b) {
  static constexpr std::array<std::string_view, 10> kAlike{"68",  "47",   "7",  "589",   "19",
                                                           "368", "0589", "12", "03569", "0358"};
  auto alike = [](char x, char y) {
    return kAlike[static_cast<std::size_t>(x - '0')].find(y) != std::string_view::npos;
  };
  return alike(a, b) || alike(b, a);
}

// 0: not one digit apart; 1: one digit; 2: one digit that is often misread so.
int OneDigitApart(Decimal a, Decimal b) {
  auto [x, y] = Aligned(a, b);
  auto [at, bt] = std::mismatch(x.begin(), x.end(), y.begin());
  if (at == x.end() || !std::equal(at + 1, x.end(), bt + 1)) return 0;
  return IsUsualMisreading(*at, *bt) ? 2 : 1;
}

// The rows of one table: where they stand among all criteria, and their tree.
struct Table {
  std::vector<std::size_t> rows;  // indices into the criteria
  std::vector<TreeRow> tree;      // by place in `rows`
  std::vector<std::size_t> totals;
};

class Checker {
 public:
  explicit Checker(const std::vector<Criterion>& criteria) : criteria_(criteria), confirmed_(criteria.size()) {}

  std::vector<ScoreSum> Run(const std::vector<Table>& tables) {
    for (const Table& table : tables) {
      std::size_t begin = sums_.size();
      AddTree(table);
      AddTotals(table);
      Judge(begin);
      AddDifferences(table);
    }
    for (ScoreSum& sum : sums_) {
      if (sum.verdict == Verdict::kFails) AddRepairs(sum);
    }
    KeepTheBest();
    return std::move(sums_);
  }

 private:
  struct Doubt {
    bool whole = false;    // no number is missing in the run of the children's codes
    bool missing = false;  // a child without a number in this column
    int level = 0;         // rank of the children
    bool dotted = false;
  };

  void Add(ScoreSum sum, Doubt doubt) {
    for (ScoreField field : kFields) {
      const auto& stated = Of(criteria_[sum.parent], field);
      if (!stated || sum.children.size() < 2) continue;
      std::optional<Decimal> computed = Decimal();
      Doubt own = doubt;
      for (std::size_t child : sum.children) {
        const auto& value = Of(criteria_[child], field);
        if (!value) own.missing = true;
        if (value && computed) computed = Decimal::Sum(*computed, *value);
      }
      if (!computed) continue;
      sum.field = field;
      sum.stated = *stated;
      sum.computed = *computed;
      sum.verdict = *stated == *computed && !(own.missing && *computed == Decimal()) ? Verdict::kHolds : Verdict::kOpen;
      sums_.push_back(sum);
      doubts_.push_back(own);
    }
  }

  void AddTree(const Table& table) {
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      const TreeRow& row = table.tree[i];
      if (row.children.size() < 2) continue;
      ScoreSum sum;
      sum.parent = table.rows[i];
      for (std::size_t child : row.children) sum.children.push_back(table.rows[child]);
      const RowCode& below = *table.tree[row.children.front()].code;
      Add(std::move(sum), {row.gap_free, false, below.rank, below.text.find('.') != std::string::npos});
    }
  }

  // The outermost rows of the table.
  void AddTotals(const Table& table) {
    if (table.totals.empty() || table.totals.size() > kMostTotals) return;
    std::optional<int> top;
    for (const TreeRow& row : table.tree) {
      if (row.code && !row.parent) top = std::min(top.value_or(row.code->rank), row.code->rank);
    }
    ScoreSum sum;
    sum.kind = ScoreSum::Kind::kTotal;
    bool whole = true;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      const TreeRow& row = table.tree[i];
      if (!row.code || row.code->rank != top) continue;
      sum.children.push_back(table.rows[i]);
      whole = whole && row.code->ordinal == static_cast<int>(sum.children.size());
    }
    for (std::size_t total : table.totals) {
      sum.parent = table.rows[total];
      Add(sum, {whole, false, top.value_or(0), false});
    }
  }

  // A sum that does not hold fails where the rows are the whole and do add up elsewhere.
  void Judge(std::size_t begin) {
    std::map<std::size_t, int> holds_at_parent;  // by parent
    std::map<int, int> holds_at_level;
    std::map<ScoreField, int> holds_in_field, open_in_field;
    for (std::size_t i = begin; i < sums_.size(); ++i) {
      const ScoreSum& sum = sums_[i];
      bool holds = sum.verdict == Verdict::kHolds && !sum.children.empty() && sum.computed > Decimal();
      if (!holds) {
        ++open_in_field[sum.field];
        continue;
      }
      ++holds_at_parent[sum.parent];
      ++holds_at_level[doubts_[i].level];
      ++holds_in_field[sum.field];
    }
    for (std::size_t i = begin; i < sums_.size(); ++i) {
      ScoreSum& sum = sums_[i];
      if (sum.verdict != Verdict::kOpen || sum.field == ScoreField::kDifference) continue;
      const Doubt& doubt = doubts_[i];
      bool additive = holds_at_level[doubt.level] > 0 || sum.kind == ScoreSum::Kind::kTotal || doubt.dotted;
      bool over = sum.computed > sum.stated;
      bool proven = !doubt.missing && holds_at_parent[sum.parent] > 0;
      bool usual = !doubt.missing && doubt.whole && holds_in_field[sum.field] >= 2 &&
                   holds_in_field[sum.field] > open_in_field[sum.field];
      if (additive && (over || proven || usual)) sum.verdict = Verdict::kFails;
    }
    for (std::size_t i = begin; i < sums_.size(); ++i) {
      if (sums_[i].verdict != Verdict::kHolds) continue;
      Confirm(sums_[i].parent, sums_[i].field);
      for (std::size_t child : sums_[i].children) Confirm(child, sums_[i].field);
    }
  }

  std::optional<Decimal> Difference(std::size_t row, int kind) const {
    const Criterion& c = criteria_[row];
    return kind == 0 ? Minus(c.max_score, c.score) : Minus(c.target_score, c.score);
  }

  void AddDifferences(const Table& table) {
    std::array<int, 2> rows{}, holds{}, telling{};
    for (std::size_t row : table.rows) {
      for (int kind : {0, 1}) {
        auto expected = Difference(row, kind);
        if (!expected || !criteria_[row].delta) continue;
        auto k = static_cast<std::size_t>(kind);
        ++rows[k];
        bool equal = Magnitude(*criteria_[row].delta) == Magnitude(*expected);
        holds[k] += equal;
        telling[k] += equal && *expected != Decimal();
      }
    }
    int kind = holds[1] > holds[0] ? 1 : 0;
    auto k = static_cast<std::size_t>(kind);
    if (telling[k] < 2 || 4 * holds[k] < 3 * rows[k]) return;
    for (std::size_t row : table.rows) {
      auto expected = Difference(row, kind);
      if (!expected || !criteria_[row].delta) continue;
      ScoreSum sum;
      sum.kind = ScoreSum::Kind::kDifference;
      sum.field = ScoreField::kDifference;
      sum.parent = row;
      sum.stated = Magnitude(*criteria_[row].delta);
      sum.computed = Magnitude(*expected);
      sum.verdict = sum.stated == sum.computed ? Verdict::kHolds : Verdict::kFails;
      if (sum.verdict == Verdict::kHolds) {
        Confirm(row, ScoreField::kScore);
        Confirm(row, ScoreField::kDifference);
        Confirm(row, kind == 0 ? ScoreField::kMaximum : ScoreField::kTarget);
      }
      sums_.push_back(std::move(sum));
      doubts_.emplace_back();
    }
  }

  void Confirm(std::size_t row, ScoreField field) { confirmed_[row].insert(field); }

  void AddRepairs(ScoreSum& sum) const {
    std::vector<std::pair<int, DigitRepair>> found;
    auto offer = [&](std::size_t row, const std::optional<Decimal>& to) {
      const auto& from = Of(criteria_[row], sum.field);
      if (!from || !to || *to < Decimal() || confirmed_[row].contains(sum.field)) return;
      bool over = sum.field != ScoreField::kMaximum && sum.field != ScoreField::kDifference &&
                  criteria_[row].max_score && *to > *criteria_[row].max_score;
      int likely = over ? 0 : OneDigitApart(*from, *to);
      if (likely > 0) found.emplace_back(likely, DigitRepair{row, *from, *to});
    };
    if (sum.kind == ScoreSum::Kind::kDifference) {
      offer(sum.parent, sum.computed);
    } else {
      offer(sum.parent, sum.computed);
      auto lacking = Minus(sum.stated, sum.computed);
      for (std::size_t child : sum.children) {
        const auto& value = Of(criteria_[child], sum.field);
        if (value && lacking) offer(child, Decimal::Sum(*value, *lacking));
      }
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    for (const auto& [likely, repair] : found) sum.repairs.push_back(repair);
  }

  // A digit that closes two sums at once leaves the others out.
  void KeepTheBest() {
    auto key = [](ScoreField field, const DigitRepair& repair) {
      return std::tuple(field, repair.criterion, repair.to.ToPlain());
    };
    std::map<std::tuple<ScoreField, std::size_t, std::string>, int> closes;
    for (const ScoreSum& sum : sums_) {
      for (const DigitRepair& repair : sum.repairs) ++closes[key(sum.field, repair)];
    }
    for (ScoreSum& sum : sums_) {
      int most = 0;
      for (const DigitRepair& repair : sum.repairs) most = std::max(most, closes[key(sum.field, repair)]);
      std::erase_if(sum.repairs, [&](const DigitRepair& repair) { return closes[key(sum.field, repair)] < most; });
      if (sum.repairs.size() > ScoreSums::kMostRepairs) sum.repairs.resize(ScoreSums::kMostRepairs);
    }
  }

  const std::vector<Criterion>& criteria_;
  std::vector<std::set<ScoreField>> confirmed_;
  std::vector<ScoreSum> sums_;
  std::vector<Doubt> doubts_;  // one a sum
};

std::string Called(const Criterion& criterion) {
  std::string name = criterion.code;
  if (!criterion.name.empty()) name += (name.empty() ? "" : " ") + criterion.name;
  return name;
}

}  // namespace

std::string_view Name(ScoreField field) {
  switch (field) {
    case ScoreField::kMaximum:
      return "max_score";
    case ScoreField::kScore:
      return "score";
    case ScoreField::kTarget:
      return "target_score";
    case ScoreField::kDifference:
      break;
  }
  return "delta";
}

Result<ScoreSums> ScoreSums::Load(const std::string& data_folder) {
  VK_ASSIGN_OR_RETURN(Lexicon lexicon, Lexicon::Load(data_folder + "/lexicons/total_rows.tsv"));
  VK_ASSIGN_OR_RETURN(std::size_t words, lexicon.Column("words"));
  ScoreSums sums;
  for (const Lexicon::Row& row : lexicon.rows()) sums.total_words_.push_back(MatchKey(row.cells[words]));
  return sums;
}

bool ScoreSums::IsTotal(const Criterion& criterion) const {
  if (ReadRowCode(criterion.code)) return false;
  std::string key = MatchKey(criterion.name);
  return std::any_of(total_words_.begin(), total_words_.end(), [&](const std::string& words) {
    return key.starts_with(words) && StandsAlone(key, {0, words.size()});
  });
}

std::vector<ScoreSum> ScoreSums::Check(const std::vector<Criterion>& criteria) const {
  std::vector<Table> tables;
  std::vector<std::string> codes;
  std::set<std::string> seen;
  auto close = [&] {
    if (!tables.empty() && tables.back().tree.empty()) tables.back().tree = ReadRowTree(codes);
    codes.clear();
    seen.clear();
  };
  auto open = [&] {
    close();
    tables.emplace_back();
  };
  const Criterion* before = nullptr;
  for (std::size_t i = 0; i < criteria.size(); ++i) {
    const Criterion& row = criteria[i];
    if (!row.evidence.rule.starts_with("table/")) continue;
    bool again = before != nullptr && IsTotal(*before) && seen.contains(row.code);  // numbers begin anew: another table
    if (before == nullptr || row.index != before->index || row.from_annex != before->from_annex || again) open();
    if (IsTotal(row)) tables.back().totals.push_back(tables.back().rows.size());
    if (!row.code.empty()) seen.insert(row.code);
    tables.back().rows.push_back(i);
    codes.push_back(row.code);
    before = &row;
  }
  close();
  return Checker(criteria).Run(tables);
}

void MarkSums(const std::vector<ScoreSum>& sums, std::vector<Criterion>& criteria) {
  std::set<std::size_t> held;
  std::map<std::size_t, double> doubted;
  for (const ScoreSum& sum : sums) {
    if (sum.verdict == Verdict::kHolds) {
      held.insert(sum.parent);
      held.insert(sum.children.begin(), sum.children.end());
    }
    if (sum.verdict != Verdict::kFails) continue;
    for (const DigitRepair& repair : sum.repairs) doubted[repair.criterion] = 0.5;
    if (sum.repairs.empty()) doubted[sum.parent] = 0.6;
    // What can be had in a part is never more than in the whole: one of the two is wrong.
    for (std::size_t child : sum.children) {
      const auto& value = Of(criteria[child], sum.field);
      bool most = sum.field == ScoreField::kMaximum && sum.repairs.empty();
      if (most && value && *value > sum.stated) doubted[child] = 0.5;
    }
  }
  for (std::size_t row : held) {
    // A sum of one column says nothing of the number that another one marked.
    bool marked = doubted.contains(row) || !criteria[row].flags.empty();
    if (!marked) criteria[row].confidence = 1 - (1 - criteria[row].confidence) * 0.4;
  }
  for (const auto& [row, factor] : doubted) {
    criteria[row].confidence *= factor;
    auto& flags = criteria[row].flags;
    if (std::find(flags.begin(), flags.end(), "sum-mismatch") == flags.end()) flags.emplace_back("sum-mismatch");
  }
}

std::string Describe(const ScoreSum& sum, const std::vector<Criterion>& criteria) {
  std::string what = sum.kind == ScoreSum::Kind::kDifference ? "the other columns of the row give"
                                                             : fmt::format("its {} rows give", sum.children.size());
  std::string text = fmt::format("{} of \"{}\" reads {}, {} {}", Name(sum.field), Called(criteria[sum.parent]),
                                 sum.stated.ToVietnamese(), what, sum.computed.ToVietnamese());
  for (std::size_t i = 0; i < sum.repairs.size(); ++i) {
    const DigitRepair& repair = sum.repairs[i];
    text += fmt::format("{} {} for {} in \"{}\"", i == 0 ? "; one digit would close it:" : ", or",
                        repair.to.ToVietnamese(), repair.from.ToVietnamese(), Called(criteria[repair.criterion]));
  }
  return text;
}

}  // namespace vankho
