#include "pipeline/ocr/grid_finder.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace vankho {
namespace {

constexpr double kRuleAcross = 28;  // points: shorter black runs across are underlines of words and strokes of letters
constexpr double kRuleDown = 13;    // points: taller than any letter of the body
constexpr double kSameEdge = 4;     // points: rules nearer than this are one edge
constexpr double kMinWidth = 100;   // points, of a table
constexpr double kMinHeight = 22;

struct PixelRect {
  int x = 0;
  int y = 0;
  int w = 0;
  int h = 0;
};

std::vector<PixelRect> Components(Pix* pix) {
  std::vector<PixelRect> out;
  BoxaPtr boxes(pix ? pixConnCompBB(pix, 8) : nullptr);
  if (boxes == nullptr) return out;
  for (int i = 0; i < boxaGetCount(boxes.get()); ++i) {
    PixelRect r;
    boxaGetBoxGeometry(boxes.get(), i, &r.x, &r.y, &r.w, &r.h);
    out.push_back(r);
  }
  return out;
}

bool Inside(const PixelRect& inner, const PixelRect& outer) {
  int x = inner.x + inner.w / 2;
  int y = inner.y + inner.h / 2;
  return x >= outer.x && x < outer.x + outer.w && y >= outer.y && y < outer.y + outer.h;
}

// Positions with weights (lengths) as few edges: neighbours closer than `tolerance` are one, at their weighted mean.
std::vector<double> Cluster(std::vector<std::pair<double, double>> found, double tolerance, double min_weight) {
  std::sort(found.begin(), found.end());
  std::vector<double> edges;
  for (std::size_t i = 0; i < found.size();) {
    double sum = 0;
    double weight = 0;
    double last = found[i].first;
    while (i < found.size() && found[i].first - last <= tolerance) {
      last = found[i].first;
      sum += found[i].first * found[i].second;
      weight += found[i].second;
      ++i;
    }
    if (weight >= min_weight) edges.push_back(sum / weight);
  }
  return edges;
}

// The share of a strip along an edge in which there is ink of a rule.
double EdgeCover(Pix* rules, PixelRect strip, bool across) {
  strip.x = std::max(strip.x, 0);
  strip.y = std::max(strip.y, 0);
  ::Box* box = boxCreate(strip.x, strip.y, std::max(strip.w, 1), std::max(strip.h, 1));
  PixPtr part(pixClipRectangle(rules, box, nullptr));
  boxDestroy(&box);
  if (part == nullptr) return 0;
  NumaPtr counts(across ? pixCountPixelsByColumn(part.get()) : pixCountPixelsByRow(part.get(), nullptr));
  if (counts == nullptr || numaGetCount(counts.get()) == 0) return 0;
  int hit = 0;
  for (int i = 0; i < numaGetCount(counts.get()); ++i) {
    l_int32 value = 0;
    numaGetIValue(counts.get(), i, &value);
    if (value > 0) ++hit;
  }
  return static_cast<double>(hit) / numaGetCount(counts.get());
}

// Cells joined where no rule parts them, as rectangles of cells.
class MergeFinder {
 public:
  MergeFinder(const std::vector<double>& rows, const std::vector<double>& columns, Pix* across, Pix* down, int slack)
      : rows_(rows),
        columns_(columns),
        across_(across),
        down_(down),
        slack_(slack),
        parent_(RowCount() * ColumnCount()) {
    std::iota(parent_.begin(), parent_.end(), 0);
  }

  std::vector<TableGrid::Merge> Find() {
    for (int r = 0; r < RowCount(); ++r) {
      for (int c = 0; c < ColumnCount(); ++c) {
        if (c + 1 < ColumnCount() && !HasRuleRight(r, c)) Join(Index(r, c), Index(r, c + 1));
        if (r + 1 < RowCount() && !HasRuleBelow(r, c)) Join(Index(r, c), Index(r + 1, c));
      }
    }
    return Rectangles();
  }

 private:
  int RowCount() const { return static_cast<int>(rows_.size()) - 1; }
  int ColumnCount() const { return static_cast<int>(columns_.size()) - 1; }
  int Index(int r, int c) const { return r * ColumnCount() + c; }
  int Root(int i) const {
    while (parent_[i] != i) i = parent_[i];
    return i;
  }
  void Join(int a, int b) { parent_[Root(b)] = Root(a); }

  bool HasRuleRight(int r, int c) const {
    PixelRect strip{static_cast<int>(columns_[c + 1]) - slack_, static_cast<int>(rows_[r]) + slack_, 2 * slack_ + 1,
                    static_cast<int>(rows_[r + 1] - rows_[r]) - 2 * slack_};
    return EdgeCover(down_, strip, false) >= 0.5;
  }
  bool HasRuleBelow(int r, int c) const {
    PixelRect strip{static_cast<int>(columns_[c]) + slack_, static_cast<int>(rows_[r + 1]) - slack_,
                    static_cast<int>(columns_[c + 1] - columns_[c]) - 2 * slack_, 2 * slack_ + 1};
    return EdgeCover(across_, strip, true) >= 0.5;
  }

  std::vector<TableGrid::Merge> Rectangles() const {
    std::vector<TableGrid::Merge> boxes(parent_.size());
    std::vector<int> last_row(parent_.size(), -1);
    std::vector<int> last_column(parent_.size(), -1);
    for (int r = 0; r < RowCount(); ++r) {
      for (int c = 0; c < ColumnCount(); ++c) {
        int root = Root(Index(r, c));
        TableGrid::Merge& box = boxes[root];
        bool first = last_row[root] < 0;
        box.row = first ? r : std::min(box.row, r);
        box.column = first ? c : std::min(box.column, c);
        last_row[root] = std::max(last_row[root], r);
        last_column[root] = std::max(last_column[root], c);
      }
    }
    std::vector<TableGrid::Merge> out;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      boxes[i].row_count = last_row[i] - boxes[i].row + 1;
      boxes[i].column_count = last_column[i] - boxes[i].column + 1;
      if (last_row[i] >= 0 && boxes[i].row_count * boxes[i].column_count > 1) out.push_back(boxes[i]);
    }
    return out;
  }

  const std::vector<double>& rows_;     // pixels
  const std::vector<double>& columns_;  // pixels
  Pix* across_;
  Pix* down_;
  int slack_;
  std::vector<int> parent_;
};

}  // namespace

FoundGrids FindGrids(Pix* ink, double pixels_per_point) {
  FoundGrids found;
  auto pixels = [&](double points) { return std::max(3, static_cast<int>(std::lround(points * pixels_per_point))); };
  PixPtr across(pixOpenBrick(nullptr, ink, pixels(kRuleAcross), 1));
  PixPtr down(pixOpenBrick(nullptr, ink, 1, pixels(kRuleDown)));
  if (across == nullptr || down == nullptr) return found;
  // Copies break rules; small gaps are closed.
  across.reset(pixCloseSafeBrick(nullptr, across.get(), pixels(6), pixels(1)));
  down.reset(pixCloseSafeBrick(nullptr, down.get(), pixels(1), pixels(6)));
  PixPtr both(across && down ? pixOr(nullptr, across.get(), down.get()) : nullptr);
  PixPtr joined(both ? pixDilateBrick(nullptr, both.get(), pixels(2), pixels(2)) : nullptr);
  if (joined == nullptr) return found;
  std::vector<PixelRect> across_rules = Components(across.get());
  std::vector<PixelRect> down_rules = Components(down.get());
  for (const PixelRect& table : Components(joined.get())) {
    if (table.w < pixels(kMinWidth) || table.h < pixels(kMinHeight)) continue;
    std::vector<std::pair<double, double>> ys;
    std::vector<std::pair<double, double>> xs;
    for (const PixelRect& r : across_rules) {
      if (Inside(r, table) && r.w > 3 * r.h) ys.emplace_back(r.y + r.h / 2.0, r.w);
    }
    for (const PixelRect& r : down_rules) {
      if (Inside(r, table) && r.h > 3 * r.w) xs.emplace_back(r.x + r.w / 2.0, r.h);
    }
    std::vector<double> rows = Cluster(std::move(ys), pixels(kSameEdge), table.w * 0.1);
    std::vector<double> columns = Cluster(std::move(xs), pixels(kSameEdge), std::min(table.h * 0.2, pixels(60) * 1.0));
    if (rows.size() < 2 || columns.size() < 3) continue;
    TableGrid grid;
    int slack = std::max(2, pixels(2));
    grid.merged = MergeFinder(rows, columns, across.get(), down.get(), slack).Find();
    for (double y : rows) grid.row_edges.push_back(y / pixels_per_point);
    for (double x : columns) grid.column_edges.push_back(x / pixels_per_point);
    grid.box = {grid.column_edges.front(), grid.row_edges.front(), grid.column_edges.back(), grid.row_edges.back()};
    found.grids.push_back(std::move(grid));
  }
  std::sort(found.grids.begin(), found.grids.end(),
            [](const TableGrid& a, const TableGrid& b) { return a.box.top < b.box.top; });
  if (!found.grids.empty()) found.rules = std::move(both);
  return found;
}

}  // namespace vankho
