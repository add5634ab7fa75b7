#include "pipeline/ocr/grid_finder.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace vankho {
namespace {

constexpr double kRuleAcross = 28;  // points: shorter black runs across are underlines of words and strokes of letters
constexpr double kRuleDown = 13;    // points: taller than any letter of the body
constexpr double kSameEdge = 4;     // points: rules nearer than this are one edge
constexpr double kMinWidth = 100;   // points, of a table
constexpr double kMinHeight = 22;
constexpr double kRuleThere = 0.3;   // share of an edge that must be inked to part two cells
constexpr double kRuleEnds = 0.5;    // of the pixels near one of a row's edges that a rule must ink
constexpr int kDark = 190;           // grey: rules pale when a page is turned straight and enlarged
constexpr int kPale = 228;           // grey: hairlines and dots; paper is above
constexpr double kDotGap = 2.6;      // points between the dots of a rule
constexpr double kThin = 3;          // points: the thickest pale rule, with its raggedness
constexpr double kSegment = 36;      // points: a pale rule is looked at piece by piece
constexpr double kMostBeside = 0.2;  // share of inked columns beside a pale rule
constexpr double kPaleAcross = 60;   // points, as kRuleAcross
constexpr double kPaleDown = 28;
constexpr double kLeastPrintRow = 8;  // points: lower rows hold no line of print
constexpr double kLowRow = 11;        // points, with
constexpr double kNarrowColumn = 20;
constexpr double kDoubleFrame = 7;  // points: what lies between the two lines of a frame holds no print

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

// Ink in runs along one direction. A copied rule is ragged and broken: it is thickened by a pixel on either side, so
// that a run may step up or down; pieces of at least `piece` that lie at most `gap` apart are joined; `whole` is the
// least length. Pieces are longer than any stroke of a letter, so that text does not join up.
PixPtr LongRuns(Pix* ink, bool across, int piece, int gap, int whole) {
  auto brick = [&](PixPtr from, Pix* (*operation)(Pix*, Pix*, l_int32, l_int32), int length) {
    return PixPtr(from ? operation(nullptr, from.get(), across ? length : 1, across ? 1 : length) : nullptr);
  };
  PixPtr runs(pixDilateBrick(nullptr, ink, across ? 1 : 3, across ? 3 : 1));
  runs = brick(std::move(runs), pixOpenCompBrick, piece);
  runs = brick(std::move(runs), pixCloseSafeCompBrick, gap);
  return brick(std::move(runs), pixOpenCompBrick, whole);
}

// The share of columns (of a rule across; of rows, of one down) of a part that hold ink.
double Cover(Pix* ink, PixelRect part, bool across) {
  int right = std::min(part.x + std::max(part.w, 1), static_cast<int>(pixGetWidth(ink)));
  int bottom = std::min(part.y + std::max(part.h, 1), static_cast<int>(pixGetHeight(ink)));
  part.x = std::max(part.x, 0);
  part.y = std::max(part.y, 0);
  if (part.x >= right || part.y >= bottom) return 0;
  ::Box* box = boxCreate(part.x, part.y, right - part.x, bottom - part.y);
  PixPtr clip(pixClipRectangle(ink, box, nullptr));
  boxDestroy(&box);
  if (clip == nullptr) return 0;
  NumaPtr counts(across ? pixCountPixelsByColumn(clip.get()) : pixCountPixelsByRow(clip.get(), nullptr));
  if (counts == nullptr || numaGetCount(counts.get()) == 0) return 0;
  int hit = 0;
  for (int i = 0; i < numaGetCount(counts.get()); ++i) {
    l_int32 value = 0;
    numaGetIValue(counts.get(), i, &value);
    if (value > 0) ++hit;
  }
  return static_cast<double>(hit) / numaGetCount(counts.get());
}

// Where the run's own pixels lie in a piece of it; a rule that is not quite level moves from piece to piece.
std::optional<PixelRect> InkOfPiece(Pix* runs, const PixelRect& piece) {
  ::Box* box = boxCreate(piece.x, piece.y, piece.w, piece.h);
  PixPtr clip(pixClipRectangle(runs, box, nullptr));
  boxDestroy(&box);
  ::Box* found = nullptr;
  if (clip == nullptr || pixClipToForeground(clip.get(), nullptr, &found) != 0 || found == nullptr) return std::nullopt;
  PixelRect r;
  boxGetGeometry(found, &r.x, &r.y, &r.w, &r.h);
  boxDestroy(&found);
  r.x += piece.x;
  r.y += piece.y;
  return r;
}

// Is the piece thin, with paper along both sides?
bool StandsAlone(Pix* ink, Pix* runs, const PixelRect& piece, bool across, double pixels_per_point) {
  std::optional<PixelRect> own = InkOfPiece(runs, piece);
  if (!own || (across ? own->h : own->w) > kThin * pixels_per_point) return false;
  int near = std::max(1, static_cast<int>(std::lround(pixels_per_point * 0.7)));
  int deep = std::max(2, static_cast<int>(std::lround(pixels_per_point * 1.2)));
  PixelRect before = *own;
  PixelRect after = *own;
  if (across) {
    before.y = own->y - near - deep;
    after.y = own->y + own->h + near;
    before.h = after.h = deep;
  } else {
    before.x = own->x - near - deep;
    after.x = own->x + own->w + near;
    before.w = after.w = deep;
  }
  double most = std::min(kMostBeside, 0.5 * Cover(ink, *own, across));
  return Cover(ink, before, across) <= most && Cover(ink, after, across) <= most;
}

// The pale rules of one direction added to the dark ones.
PixPtr WithPaleRules(PixPtr dark, Pix* pale_ink, bool across, double pixels_per_point) {
  auto pixels = [&](double points) { return std::max(3, static_cast<int>(std::lround(points * pixels_per_point))); };
  int gap = pixels(kDotGap);
  PixPtr closed(pixCloseSafeCompBrick(nullptr, pale_ink, across ? gap : 1, across ? 1 : gap));
  PixPtr runs = closed ? LongRuns(closed.get(), across, pixels(across ? 15 : 12), pixels(across ? 8 : 6),
                                  pixels(across ? kPaleAcross : kPaleDown))
                       : nullptr;
  if (dark == nullptr || runs == nullptr) return dark;
  for (const PixelRect& run : Components(runs.get())) {
    int length = across ? run.w : run.h;
    int step = std::min(length, pixels(kSegment));
    int pieces = std::max(1, length / step);
    int alone = 0;
    for (int i = 0; i < pieces; ++i) {
      PixelRect piece =
          across ? PixelRect{run.x + i * step, run.y, step, run.h} : PixelRect{run.x, run.y + i * step, run.w, step};
      if (StandsAlone(pale_ink, runs.get(), piece, across, pixels_per_point)) ++alone;
    }
    if (alone * 3 < pieces * 2) continue;
    pixRasterop(dark.get(), run.x, run.y, run.w, run.h, PIX_SRC | PIX_DST, runs.get(), run.x, run.y);
  }
  return dark;
}

double MiddleStep(const std::vector<double>& edges) {
  std::vector<double> steps;
  for (std::size_t i = 1; i < edges.size(); ++i) steps.push_back(edges[i] - edges[i - 1]);
  auto middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
  std::nth_element(steps.begin(), middle, steps.end());
  return *middle;
}

// Cells too small for print: a QR code, a hatched area.
bool HoldsNoPrint(const std::vector<double>& rows, const std::vector<double>& columns, double pixels_per_point) {
  double row = MiddleStep(rows) / pixels_per_point;
  double column = MiddleStep(columns) / pixels_per_point;
  return row < kLeastPrintRow || (row < kLowRow && column < kNarrowColumn);
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

// Of a frame of two lines, thick and thin, the outer one stands for both.
void DropInnerFrame(std::vector<double>& edges, double nearest) {
  if (edges.size() > 2 && edges[1] - edges[0] < nearest) edges.erase(edges.begin() + 1);
  if (edges.size() > 2 && edges.back() - edges[edges.size() - 2] < nearest) edges.erase(edges.end() - 2);
}

struct Rules {
  std::vector<PixelRect> across;
  std::vector<PixelRect> down;
  Pix* across_ink;
  Pix* down_ink;
  Pix* ink;  // of the page, the pale rules too
};

// Each rule belongs to the innermost of the tables whose boxes it lies in: what a frame around the page surrounds is
// not the frame's. The rules of table `own`.
std::vector<PixelRect> OfTable(const std::vector<PixelRect>& rules, const std::vector<PixelRect>& tables,
                               std::size_t own) {
  auto area = [](const PixelRect& r) { return static_cast<double>(r.w) * r.h; };
  std::vector<PixelRect> out;
  for (const PixelRect& rule : rules) {
    bool nearer = std::any_of(tables.begin(), tables.end(), [&](const PixelRect& table) {
      return area(table) < area(tables[own]) && Inside(rule, table);
    });
    if (Inside(rule, tables[own]) && !nearer) out.push_back(rule);
  }
  return out;
}

// Cells joined where no rule parts them, as rectangles of cells.
class MergeFinder {
 public:
  MergeFinder(const std::vector<double>& rows, const std::vector<double>& columns, const Rules& rules, int slack)
      : rows_(rows),
        columns_(columns),
        across_(rules.across_ink),
        down_(rules.down_ink),
        ink_(rules.ink),
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
    if (Cover(down_, strip, false) < kRuleThere) return false;
    // A tall letter that stands where the rule would go is joined to the rules above and below, but its own ink reaches
    // neither end of the row.
    PixelRect end{strip.x, static_cast<int>(rows_[r]) + slack_ / 2 + 1, strip.w, slack_};
    bool above = Cover(ink_, end, false) >= kRuleEnds;
    end.y = static_cast<int>(rows_[r + 1]) - slack_ / 2 - slack_;
    return above || Cover(ink_, end, false) >= kRuleEnds;
  }
  bool HasRuleBelow(int r, int c) const {
    PixelRect strip{static_cast<int>(columns_[c]) + slack_, static_cast<int>(rows_[r + 1]) - slack_,
                    static_cast<int>(columns_[c + 1] - columns_[c]) - 2 * slack_, 2 * slack_ + 1};
    return Cover(across_, strip, true) >= kRuleThere;
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
  Pix* ink_;
  int slack_;
  std::vector<int> parent_;
};

// The grid of rules that touch each other; none where they make no table.
std::optional<TableGrid> GridOf(const PixelRect& table, const Rules& rules, double pixels_per_point) {
  auto pixels = [&](double points) { return std::max(3, static_cast<int>(std::lround(points * pixels_per_point))); };
  std::vector<std::pair<double, double>> ys;
  std::vector<std::pair<double, double>> xs;
  for (const PixelRect& r : rules.across) {
    if (r.w > 3 * r.h) ys.emplace_back(r.y + r.h / 2.0, r.w);
  }
  for (const PixelRect& r : rules.down) {
    if (r.h > 3 * r.w) xs.emplace_back(r.x + r.w / 2.0, r.h);
  }
  std::vector<double> rows = Cluster(std::move(ys), pixels(kSameEdge), table.w * 0.1);
  std::vector<double> columns = Cluster(std::move(xs), pixels(kSameEdge), std::min(table.h * 0.2, pixels(60) * 1.0));
  DropInnerFrame(rows, kDoubleFrame * pixels_per_point);
  DropInnerFrame(columns, kDoubleFrame * pixels_per_point);
  if (rows.size() < 2 || columns.size() < 3 || HoldsNoPrint(rows, columns, pixels_per_point)) return std::nullopt;
  TableGrid grid;
  int slack = std::max(2, pixels(2));
  grid.merged = MergeFinder(rows, columns, rules, slack).Find();
  for (double y : rows) grid.row_edges.push_back(y / pixels_per_point);
  for (double x : columns) grid.column_edges.push_back(x / pixels_per_point);
  grid.box = {grid.column_edges.front(), grid.row_edges.front(), grid.column_edges.back(), grid.row_edges.back()};
  return grid;
}

}  // namespace

FoundGrids FindGrids(Pix* grey, double pixels_per_point) {
  FoundGrids found;
  PixPtr ink(pixThresholdToBinary(grey, kDark));
  PixPtr pale(pixThresholdToBinary(grey, kPale));
  if (ink == nullptr || pale == nullptr) return found;
  auto pixels = [&](double points) { return std::max(3, static_cast<int>(std::lround(points * pixels_per_point))); };
  PixPtr across = LongRuns(ink.get(), true, pixels(15), pixels(8), pixels(kRuleAcross));
  PixPtr down = LongRuns(ink.get(), false, pixels(12), pixels(6), pixels(kRuleDown));
  across = WithPaleRules(std::move(across), pale.get(), true, pixels_per_point);
  down = WithPaleRules(std::move(down), pale.get(), false, pixels_per_point);
  PixPtr both(across && down ? pixOr(nullptr, across.get(), down.get()) : nullptr);
  PixPtr joined(both ? pixDilateBrick(nullptr, both.get(), pixels(2), pixels(2)) : nullptr);
  if (joined == nullptr) return found;
  const std::vector<PixelRect> all_across = Components(across.get());
  const std::vector<PixelRect> all_down = Components(down.get());
  std::vector<PixelRect> tables = Components(joined.get());
  std::erase_if(tables, [&](const PixelRect& r) { return r.w < pixels(kMinWidth) || r.h < pixels(kMinHeight); });
  for (std::size_t i = 0; i < tables.size(); ++i) {
    Rules rules{OfTable(all_across, tables, i), OfTable(all_down, tables, i), across.get(), down.get(), pale.get()};
    if (auto grid = GridOf(tables[i], rules, pixels_per_point)) found.grids.push_back(std::move(*grid));
  }
  std::sort(found.grids.begin(), found.grids.end(),
            [](const TableGrid& a, const TableGrid& b) { return a.box.top < b.box.top; });
  if (!found.grids.empty()) found.rules = std::move(both);
  return found;
}

}  // namespace vankho
