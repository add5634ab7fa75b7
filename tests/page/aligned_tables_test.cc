#include "pipeline/page/aligned_tables.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace vankho {
namespace {

using Placed = std::pair<const char*, double>;  // a piece of text and its left edge in points; 6 points a letter

Line LineOf(const std::vector<Placed>& pieces, double top) {
  Line line;
  for (const auto& [text, left] : pieces) {
    Word word;
    word.text = text;
    word.box = {left, top, left + 6.0 * static_cast<double>(word.text.size()), top + 11};
    line.box = Cover(line.box, word.box);
    line.words.push_back(word);
  }
  return line;
}

std::vector<Line> ScoreTable() {
  return {
      LineOf({{"STT", 80}, {"Tieu chi", 150}, {"Diem", 300}, {"Co quan", 400}}, 100),
      LineOf({{"2023", 300}}, 113),
      LineOf({{"1", 85}, {"The che", 130}, {"5,50", 305}, {"Tu phap", 400}}, 130),
      LineOf({{"2", 85}, {"Thu tuc", 130}, {"6,00", 305}, {"Van phong", 400}}, 150),
      LineOf({{"hanh chinh", 130}}, 163),
      LineOf({{"3", 85}, {"Tai chinh", 130}, {"3,00", 305}, {"Ke hoach", 400}}, 180),
  };
}

TEST(FindAlignedGrids, ColumnsRowsAndLongCells) {
  std::vector<TableGrid> grids = FindAlignedGrids(ScoreTable(), {});
  ASSERT_EQ(grids.size(), 1u);
  ASSERT_EQ(grids[0].column_edges.size(), 5u);
  EXPECT_GT(grids[0].column_edges[1], 98);
  EXPECT_LT(grids[0].column_edges[1], 130);
  ASSERT_EQ(grids[0].row_edges.size(), 5u);  // the header of two lines, and three rows
  EXPECT_NEAR(grids[0].row_edges[1], 127, 3);
  EXPECT_NEAR(grids[0].row_edges[3], 177, 3);  // below "hanh chinh"
}

TEST(FindAlignedGrids, ProseAfterTheTableStaysOutside) {
  std::vector<Line> lines = ScoreTable();
  lines.push_back(LineOf({{"Cac", 85}, {"phong", 120}, {"chiu trach nhiem", 170}, {"thuc hien", 280}}, 205));
  lines.push_back(LineOf({{"ke hoach nay va bao cao Uy ban nhan dan huyen truoc ngay 15", 70}}, 220));
  std::vector<TableGrid> grids = FindAlignedGrids(lines, {});
  ASSERT_EQ(grids.size(), 1u);
  EXPECT_LT(grids[0].row_edges.back(), 200);
}

TEST(FindAlignedGrids, NoTablesAreInvented) {
  // Justified prose, whose gaps do not stand under each other.
  std::vector<Line> prose;
  for (int i = 0; i < 12; ++i) {
    double shift = (i * 37) % 23;
    prose.push_back(
        LineOf({{"Uy ban nhan", 70}, {"dan huyen yeu", 145 + shift}, {"cau 12 xa", 240 + shift}}, 100 + i * 15));
  }
  EXPECT_TRUE(FindAlignedGrids(prose, {}).empty());
  // A letterhead and recipients beside a signature: two columns.
  std::vector<Line> halves;
  for (int i = 0; i < 6; ++i) halves.push_back(LineOf({{"- Nhu tren;", 70}, {"CHU TICH", 350}}, 100 + i * 15));
  EXPECT_TRUE(FindAlignedGrids(halves, {}).empty());
  // Three columns of names without a number.
  std::vector<Line> names;
  for (int i = 0; i < 6; ++i)
    names.push_back(LineOf({{"Hoa Loc", 70}, {"Vinh Hai", 200}, {"Dong Son", 350}}, 100 + i * 15));
  EXPECT_TRUE(FindAlignedGrids(names, {}).empty());
  EXPECT_TRUE(FindAlignedGrids({}, {}).empty());
}

TEST(FindAlignedGrids, RuledTablesAreLeftAlone) {
  TableGrid ruled;
  ruled.box = {70, 90, 480, 200};
  EXPECT_TRUE(FindAlignedGrids(ScoreTable(), {ruled}).empty());
}

}  // namespace
}  // namespace vankho
