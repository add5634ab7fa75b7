#include "extractors/table_rows/lost_commas.h"

#include <algorithm>
#include <functional>

#include "extractors/score_sums/row_tree.h"

namespace vankho {
namespace {

constexpr std::size_t kMostChanges = 2;  // cells of one sum or row that are read anew
constexpr std::size_t kMostCells = 30;   // of one sum
constexpr std::size_t kMostDecimals = 4;
constexpr std::size_t kFewestAlike = 3;  // rows that must keep a difference

bool IsDigitByte(char c) { return c >= '0' && c <= '9'; }

// One way to read a cell.
struct Reading {
  Decimal value;
  bool changed = false;
};

// As it was read first, then with a comma in each place.
std::vector<Reading> ReadingsOf(const NumberGrid::Cell& cell) {
  if (!cell.read) return {};
  std::vector<Reading> readings;
  std::string digits;
  for (char c : cell.text) {
    if (IsDigitByte(c)) digits += c;
  }
  bool whole = cell.read->value.IsInteger() && cell.text.find(digits) != std::string::npos && !cell.read->repaired;
  bool zeros = digits.find_first_not_of('0') == std::string::npos;
  bool lost_for_sure = whole && !zeros && digits.size() > 1 && digits.front() == '0';  // "05"
  if (!lost_for_sure) readings.push_back({cell.read->value, false});
  if (!whole || zeros) return readings;
  std::size_t last = digits.front() == '0' ? 1 : digits.size() - 1;
  for (std::size_t at = 1; at <= last; ++at) {
    std::size_t decimals = digits.size() - at;
    if (decimals == 0 || decimals > kMostDecimals) continue;
    auto value = Decimal::FromVietnamese(digits.substr(0, at) + "," + digits.substr(at));
    if (value) readings.push_back({cell.read->value < Decimal() ? value->Negated() : *value, true});
  }
  return readings;
}

Decimal Magnitude(Decimal value) { return value < Decimal() ? value.Negated() : value; }

// A choice of one reading a cell that keeps `holds` and changes the fewest cells; nothing where none or several do.
class Choice {
 public:
  using Values = std::vector<Decimal>;
  Choice(std::vector<std::vector<Reading>> cells, std::function<bool(const Values&)> holds)
      : cells_(std::move(cells)), holds_(std::move(holds)) {}

  std::optional<std::vector<Reading>> Find() {
    for (const auto& readings : cells_) {
      if (readings.empty()) return std::nullopt;
      chosen_.push_back(readings.front());
    }
    for (std::size_t changes = 0; changes <= kMostChanges; ++changes) {
      found_.clear();
      Try(0, changes);
      if (found_.size() == 1) return found_.front();
      if (!found_.empty()) return std::nullopt;
    }
    return std::nullopt;
  }

 private:
  void Try(std::size_t from, std::size_t changes) {
    if (found_.size() > 1) return;
    if (changes == 0) {
      Values values;
      for (const Reading& reading : chosen_) values.push_back(reading.value);
      if (holds_(values)) found_.push_back(chosen_);
      return;
    }
    for (std::size_t i = from; i < cells_.size(); ++i) {
      for (std::size_t r = 1; r < cells_[i].size(); ++r) {
        chosen_[i] = cells_[i][r];
        Try(i + 1, changes - 1);
      }
      chosen_[i] = cells_[i].front();
    }
  }

  std::vector<std::vector<Reading>> cells_;
  std::function<bool(const Values&)> holds_;
  std::vector<Reading> chosen_;
  std::vector<std::vector<Reading>> found_;
};

bool AddsUp(const std::vector<Decimal>& values) {  // the first is the sum of the others
  std::optional<Decimal> sum = Decimal();
  for (std::size_t i = 1; i < values.size() && sum; ++i) sum = Decimal::Sum(*sum, values[i]);
  return sum == values.front();
}

class Mender {
 public:
  explicit Mender(NumberGrid& grid) : grid_(grid) {
    for (const NumberGrid::Row& row : grid.rows) {
      readings_.emplace_back();
      for (const NumberGrid::Cell& cell : row.cells) readings_.back().push_back(ReadingsOf(cell));
    }
    for (std::size_t c = grid.columns.size(); c-- > 0;) {
      if (grid.columns[c] == ColumnMeaning::kMaxScore) most_ = c;
      if (grid.columns[c] == ColumnMeaning::kDelta) difference_ = c;
    }
    if (!grid.rows.empty() && grid.rows.back().code.empty() && most_ && !readings_.back()[*most_].empty())
      ceiling_ = readings_.back()[*most_].front().value;
    FindDifference();
  }

  void Run() {
    const std::size_t rows = readings_.size();
    for (std::size_t row = 0; row < rows; ++row) MendDifference(row);
    for (std::size_t row = 0; row < rows; ++row) MendBounds(row, false);
    std::vector<std::string> codes;
    for (const NumberGrid::Row& row : grid_.rows) codes.push_back(row.code);
    const std::vector<TreeRow> tree = ReadRowTree(codes);
    const std::vector<std::size_t> outermost = Outermost(tree);
    for (std::size_t c = 0; c < grid_.columns.size(); ++c) {
      if (grid_.columns[c] == ColumnMeaning::kDelta) continue;
      for (std::size_t row = 0; row < rows; ++row) {
        if (tree[row].gap_free) MendSum(c, row, tree[row].children);
      }
      MendSum(c, rows - 1, outermost);
    }
    for (std::size_t row = 0; row < rows; ++row) MendBounds(row, true);
    for (std::size_t row = 0; row < rows; ++row) MendParts(row, tree[row].children);
    for (std::size_t row = 0; row < rows; ++row) Write(row);
  }

 private:
  static bool Differs(const std::vector<Decimal>& v) {
    auto between = Decimal::Sum(v[0], v[1].Negated());
    return between && Magnitude(*between) == Magnitude(v[2]);
  }

  // Which two columns the differences lie between.
  void FindDifference() {
    std::size_t best = kFewestAlike - 1;
    for (std::size_t a = 0; difference_ && a < grid_.columns.size(); ++a) {
      for (std::size_t b = a + 1; b < grid_.columns.size(); ++b) {
        if (a == *difference_ || b == *difference_) continue;
        std::size_t holds = 0;
        std::size_t rows = 0;
        for (const auto& row : readings_) {
          if (row[a].empty() || row[b].empty() || row[*difference_].empty()) continue;
          ++rows;
          bool telling = row[*difference_].front().value != Decimal();
          holds += telling && Differs({row[a].front().value, row[b].front().value, row[*difference_].front().value});
        }
        if (holds <= best || holds * 3 < rows) continue;
        best = holds;
        between_ = {a, b};
      }
    }
  }

  bool Bounded(const std::vector<std::size_t>& columns, const std::vector<Decimal>& values) const {
    std::optional<Decimal> most;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (most_ && columns[i] == *most_) most = values[i];
    }
    if (most && ceiling_ && *most > *ceiling_) return false;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      ColumnMeaning meaning = grid_.columns[columns[i]];
      bool bound = meaning == ColumnMeaning::kScore || meaning == ColumnMeaning::kTarget;
      if (bound && most && values[i] > *most) return false;
    }
    return true;
  }

  std::vector<std::size_t> Filled(std::size_t row) const {
    std::vector<std::size_t> columns;
    for (std::size_t c = 0; c < grid_.columns.size(); ++c) {
      if (!readings_[row][c].empty()) columns.push_back(c);
    }
    return columns;
  }

  // The difference right, nothing over the most.
  void MendDifference(std::size_t row) {
    if (!between_) return;
    std::vector<std::size_t> columns = Filled(row);
    std::vector<std::size_t> terms;
    for (std::size_t column : {between_->first, between_->second, *difference_}) {
      auto at = std::find(columns.begin(), columns.end(), column);
      if (at == columns.end()) return;
      terms.push_back(static_cast<std::size_t>(at - columns.begin()));
    }
    bool kept = Choose(row, columns, [&](const std::vector<Decimal>& values) {
      return Differs({values[terms[0]], values[terms[1]], values[terms[2]]}) && Bounded(columns, values);
    });
    grid_.rows[row].contradicts = !kept;
    for (std::size_t term : terms) {
      if (kept) readings_[row][columns[term]].resize(1);
    }
  }

  // Nothing over the most. `likely`: of several readings the one that is not next to nothing.
  void MendBounds(std::size_t row, bool likely) {
    std::vector<std::size_t> columns = Filled(row);
    std::vector<Decimal> read;
    for (std::size_t c : columns) read.push_back(readings_[row][c].front().value);
    if (Bounded(columns, read)) return;
    Choose(row, columns, [&](const std::vector<Decimal>& values) {
      bool tiny = false;
      for (std::size_t i = 0; i < columns.size() && most_; ++i) {
        auto most = std::find(columns.begin(), columns.end(), *most_);
        bool changed = values[i] != read[i];
        tiny = tiny || (changed && most != columns.end() &&
                        IsTiny(values[i], values[static_cast<std::size_t>(most - columns.begin())]));
      }
      return Bounded(columns, values) && !(likely && tiny);
    });
  }

  // Less than a fifth of the whole.
  static bool IsTiny(Decimal value, Decimal whole) {
    auto five = Decimal::Make(value.units() * 5, value.scale());
    return five && *five < whole;
  }

  // What can be had in the parts of a row is more than in the whole: those where next to nothing was reached as they
  // are read have lost a comma.
  void MendParts(std::size_t parent, const std::vector<std::size_t>& children) {
    if (!most_ || readings_[parent][*most_].empty()) return;
    std::optional<Decimal> sum = Decimal();
    for (std::size_t child : children) {
      const auto& readings = readings_[child][*most_];
      if (!readings.empty() && sum) sum = Decimal::Sum(*sum, readings.front().value);
    }
    if (!sum || *sum <= readings_[parent][*most_].front().value) return;
    for (std::size_t child : children) {
      auto& readings = readings_[child][*most_];
      if (readings.size() != 2 || readings.front().changed) continue;
      bool tiny = false;
      bool fits = true;
      for (std::size_t c = 0; c < grid_.columns.size(); ++c) {
        bool score = grid_.columns[c] == ColumnMeaning::kScore && !readings_[child][c].empty();
        if (!score || readings_[child][c].front().value == Decimal()) continue;
        tiny = tiny || IsTiny(readings_[child][c].front().value, readings.front().value);
        fits = fits && readings_[child][c].front().value <= readings[1].value;
      }
      if (tiny && fits) readings = {readings[1]};
    }
  }

  // The fewest changes that keep a rule.
  bool Choose(std::size_t row, const std::vector<std::size_t>& columns,
              std::function<bool(const std::vector<Decimal>&)> holds) {
    std::vector<std::vector<Reading>> cells;
    for (std::size_t c : columns) cells.push_back(readings_[row][c]);
    auto found = Choice(std::move(cells), std::move(holds)).Find();
    if (!found) return false;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if ((*found)[i].changed) readings_[row][columns[i]] = {(*found)[i]};
    }
    return true;
  }

  void MendSum(std::size_t column, std::size_t parent, const std::vector<std::size_t>& children) {
    if (children.size() < 2 || children.size() > kMostCells) return;
    std::vector<std::size_t> rows{parent};
    rows.insert(rows.end(), children.begin(), children.end());
    std::vector<std::vector<Reading>> cells;
    for (std::size_t row : rows) cells.push_back(readings_[row][column]);
    auto found = Choice(cells, AddsUp).Find();
    if (!found) return;
    for (std::size_t i = 0; i < rows.size(); ++i) readings_[rows[i]][column] = {(*found)[i]};
  }

  // The rows that the last one, which has no code, is the total of.
  std::vector<std::size_t> Outermost(const std::vector<TreeRow>& tree) const {
    std::optional<int> top;
    for (const TreeRow& row : tree) {
      if (row.code && !row.parent) top = std::min(top.value_or(row.code->rank), row.code->rank);
    }
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < tree.size(); ++i) {
      if (!tree[i].code || tree[i].code->rank != top) continue;
      rows.push_back(i);
      if (tree[i].code->ordinal != static_cast<int>(rows.size())) return {};
    }
    return tree.empty() || tree.back().code ? std::vector<std::size_t>{} : rows;
  }

  void Write(std::size_t row) {
    for (std::size_t c = 0; c < grid_.columns.size(); ++c) {
      if (readings_[row][c].empty()) continue;
      const Reading& reading = readings_[row][c].front();
      if (reading.changed) grid_.rows[row].cells[c].read = ScoreCell{reading.value, true};
    }
  }

  NumberGrid& grid_;
  std::vector<std::vector<std::vector<Reading>>> readings_;  // by row and column, the chosen one first
  std::optional<std::size_t> most_, difference_;             // columns
  std::optional<Decimal> ceiling_;                           // what can be had in all
  std::optional<std::pair<std::size_t, std::size_t>> between_;
};

}  // namespace

void PutBackCommas(NumberGrid& grid) {
  if (!grid.rows.empty()) Mender(grid).Run();
}

}  // namespace vankho
