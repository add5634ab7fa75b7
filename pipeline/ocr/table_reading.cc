#include "pipeline/ocr/table_reading.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace vankho {
namespace {

constexpr double kLostColumnReach = 56;  // points
constexpr double kShortestDash = 1.8;    // points
constexpr double kLongestDash = 13;
constexpr double kThickestDash = 1.8;
constexpr double kDashMargin = 2;     // points of paper above and below
constexpr double kSpeck = 0.7;        // square points
constexpr double kLeastLetter = 3.5;  // points
constexpr double kMostLetter = 14;
constexpr double kLowCross = 0.78;  // of the height of digits
constexpr double kDashConfidence = 0.85;

bool HasInk(Pix* ink, const PixelBox& box) {
  ::Box* clip = boxCreate(box.left, box.top, box.width, box.height);
  PixPtr part(clip ? pixClipRectangle(ink, clip, nullptr) : nullptr);
  boxDestroy(&clip);
  l_int32 count = 0;
  if (part == nullptr || pixCountPixels(part.get(), &count, nullptr) != 0) return false;
  return count >= 12;
}

const TableGrid::Merge* MergeAt(const TableGrid& grid, int row, int column) {
  for (const TableGrid::Merge& merge : grid.merged) {
    if (row >= merge.row && row < merge.row + merge.row_count && column >= merge.column &&
        column < merge.column + merge.column_count) {
      return &merge;
    }
  }
  return nullptr;
}

// The ink of a cell that holds a dash and nothing else: flat, of a dash's length, clear of the cell's edges. Smaller
// specks are passed over.
std::optional<PixelBox> LoneDash(Pix* ink, const PixelBox& cell, double pixels_per_point) {
  ::Box* clip = boxCreate(cell.left, cell.top, cell.width, cell.height);
  PixPtr part(clip ? pixClipRectangle(ink, clip, nullptr) : nullptr);
  boxDestroy(&clip);
  BoxaPtr boxes(part ? pixConnCompBB(part.get(), 8) : nullptr);
  std::optional<PixelBox> dash;
  for (int i = 0; boxes != nullptr && i < boxaGetCount(boxes.get()); ++i) {
    PixelBox box;
    boxaGetBoxGeometry(boxes.get(), i, &box.left, &box.top, &box.width, &box.height);
    if (box.width * box.height < pixels_per_point * pixels_per_point * kSpeck) continue;
    double width = box.width / pixels_per_point;
    const bool flat = box.height <= kThickestDash * pixels_per_point && box.width >= 2 * box.height;
    const bool clear = box.left > 0 && Right(box) < cell.width && box.top > kDashMargin * pixels_per_point &&
                       Bottom(box) < cell.height - kDashMargin * pixels_per_point;
    if (dash || !flat || !clear || width < kShortestDash || width > kLongestDash) return std::nullopt;
    dash = {box.left + cell.left, box.top + cell.top, box.width, box.height};
  }
  return dash;
}

bool IsRead(const PixelBox& cell, const std::vector<Line>& runs) {
  for (const Line& run : runs) {
    for (const Word& word : run.words) {
      double x = (word.box.left + word.box.right) / 2;
      double y = (word.box.top + word.box.bottom) / 2;
      if (x >= cell.left && x < Right(cell) && y >= cell.top && y < Bottom(cell)) return true;
    }
  }
  return false;
}

// The recogniser passes over cells that hold a dash alone.
void AddDashes(const TableGrid& grid, double pixels_per_point, Pix* ink, std::vector<Line>& runs) {
  std::vector<Line> added;
  auto at = [&](double points) { return static_cast<int>(std::lround(points * pixels_per_point)); };
  const int inset = std::max(1, at(1.2));
  for (int row = 0; row + 1 < static_cast<int>(grid.row_edges.size()); ++row) {
    for (int column = 0; column + 1 < static_cast<int>(grid.column_edges.size()); ++column) {
      if (MergeAt(grid, row, column) != nullptr) continue;
      int left = at(grid.column_edges[column]) + inset;
      int top = at(grid.row_edges[row]) + inset;
      PixelBox cell{left, top, at(grid.column_edges[column + 1]) - inset - left,
                    at(grid.row_edges[row + 1]) - inset - top};
      if (cell.width < 4 || cell.height < 4 || IsRead(cell, runs)) continue;
      std::optional<PixelBox> dash = LoneDash(ink, cell, pixels_per_point);
      if (!dash) continue;
      Word word;
      word.text = "-";
      word.confidence = kDashConfidence;
      word.box = {static_cast<double>(dash->left), static_cast<double>(dash->top), static_cast<double>(Right(*dash)),
                  static_cast<double>(Bottom(*dash))};
      added.emplace_back().words.push_back(std::move(word));
    }
  }
  std::move(added.begin(), added.end(), std::back_inserter(runs));
}

// The height that four of five letters of the region do not surpass: that of digits and capitals. 0: too few letters.
int TallHeight(Pix* ink, const TableGrid& grid, double pixels_per_point) {
  auto at = [&](double points) { return static_cast<int>(std::lround(points * pixels_per_point)); };
  ::Box* clip = boxCreate(at(grid.box.left), at(grid.box.top), at(grid.box.width()), at(grid.box.height()));
  PixPtr part(clip ? pixClipRectangle(ink, clip, nullptr) : nullptr);
  boxDestroy(&clip);
  BoxaPtr boxes(part ? pixConnCompBB(part.get(), 8) : nullptr);
  std::vector<int> heights;
  for (int i = 0; boxes != nullptr && i < boxaGetCount(boxes.get()); ++i) {
    l_int32 height = 0;
    boxaGetBoxGeometry(boxes.get(), i, nullptr, nullptr, nullptr, &height);
    if (height >= kLeastLetter * pixels_per_point && height <= kMostLetter * pixels_per_point)
      heights.push_back(height);
  }
  if (heights.size() < 20) return 0;
  auto tall = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() * 4 / 5);
  std::nth_element(heights.begin(), tall, heights.end());
  return *tall;
}

// A cross that has a cell to itself shows nothing that tells its size: a low one is small.
void LowerCrosses(const TableGrid& grid, double pixels_per_point, Pix* ink, std::vector<Line>& runs) {
  int tall = -1;
  for (Line& run : runs) {
    if (run.words.size() != 1 || run.words[0].text != "X") continue;
    if (tall < 0) tall = TallHeight(ink, grid, pixels_per_point);
    if (run.words[0].box.height() <= kLowCross * tall) run.words.Open()[0].text = "x";
  }
}

}  // namespace

std::vector<PixelBox> TableRegions(const TableGrid& grid, double pixels_per_point, Pix* ink) {
  std::vector<PixelBox> regions;
  auto add = [&](int row, int column, int row_end, int column_end) {
    int inset = std::max(1, static_cast<int>(pixels_per_point * 1.2));
    int left = static_cast<int>(std::lround(grid.column_edges[column] * pixels_per_point)) + inset;
    int top = static_cast<int>(std::lround(grid.row_edges[row] * pixels_per_point)) + inset;
    int right = static_cast<int>(std::lround(grid.column_edges[column_end] * pixels_per_point)) - inset;
    int bottom = static_cast<int>(std::lround(grid.row_edges[row_end] * pixels_per_point)) - inset;
    PixelBox box{left, top, right - left, bottom - top};
    if (box.width > 3 && box.height > 3 && HasInk(ink, box)) regions.push_back(box);
  };
  int rows = static_cast<int>(grid.row_edges.size()) - 1;
  int columns = static_cast<int>(grid.column_edges.size()) - 1;
  for (int column = 0; column < columns; ++column) {
    int begin = 0;
    for (int row = 0; row <= rows; ++row) {
      const TableGrid::Merge* merge = row < rows ? MergeAt(grid, row, column) : nullptr;
      bool wide = merge != nullptr && merge->column_count > 1;
      if (row < rows && !wide) continue;
      if (row > begin) add(begin, column, row, column + 1);
      begin = row + 1;
      if (wide && merge->row == row && merge->column == column) {
        add(row, column, row + merge->row_count, column + merge->column_count);
      }
    }
  }
  return regions;
}

void AddLostColumn(Pix* ink, double pixels_per_point, TableGrid& grid) {
  double left = std::max(0.0, grid.column_edges.front() - kLostColumnReach);
  double right = grid.column_edges.front();
  std::size_t rows = grid.row_edges.size() - 1;
  std::size_t marked = 0;
  double ink_left = right;
  for (std::size_t r = 0; r < rows; ++r) {
    auto at = [&](double points) { return static_cast<int>(std::lround(points * pixels_per_point)); };
    int top = at(grid.row_edges[r]);
    ::Box* clip = boxCreate(at(left), top, std::max(1, at(right - left)), std::max(1, at(grid.row_edges[r + 1]) - top));
    PixPtr part(clip ? pixClipRectangle(ink, clip, nullptr) : nullptr);
    boxDestroy(&clip);
    BoxaPtr boxes(part ? pixConnCompBB(part.get(), 8) : nullptr);
    bool letter = false;
    for (int i = 0; boxes != nullptr && i < boxaGetCount(boxes.get()); ++i) {
      l_int32 x = 0;
      l_int32 height = 0;
      boxaGetBoxGeometry(boxes.get(), i, &x, nullptr, nullptr, &height);
      if (height < 4 * pixels_per_point || height > 18 * pixels_per_point) continue;
      letter = true;
      ink_left = std::min(ink_left, left + x / pixels_per_point);
    }
    if (letter) ++marked;
  }
  if (marked < 3 || marked * 2 < rows || right - ink_left < 4) return;
  grid.column_edges.insert(grid.column_edges.begin(), ink_left - 3);
  grid.box.left = ink_left - 3;
}

Result<std::vector<Line>> ReadTable(const TableGrid& grid, double pixels_per_point, Pix* ink, OcrEngine& engine) {
  std::vector<Line> runs;
  for (const PixelBox& region : TableRegions(grid, pixels_per_point, ink)) {
    VK_ASSIGN_OR_RETURN(std::vector<Line> lines, engine.Read(region, Segmentation::kBlock));
    for (Line& line : lines) runs.push_back(std::move(line));
  }
  AddDashes(grid, pixels_per_point, ink, runs);
  LowerCrosses(grid, pixels_per_point, ink, runs);
  return runs;
}

}  // namespace vankho
