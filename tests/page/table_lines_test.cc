#include "pipeline/page/table_lines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipeline/page/layer_lines.h"

namespace vankho {
namespace {

using ::testing::ElementsAre;

Line LineOf(const std::vector<std::pair<std::string, Box>>& words) {
  Line line;
  for (const auto& [text, box] : words) {
    Word word;
    word.text = text;
    word.box = box;
    line.words.push_back(word);
  }
  JoinWords(line);
  return line;
}

std::vector<std::string> Texts(const std::vector<Line>& lines) {
  std::vector<std::string> texts;
  for (const Line& line : lines) texts.push_back(line.text);
  return texts;
}

// Three columns, two rows of 40 points.
TableGrid Grid() {
  TableGrid grid;
  grid.box = {100, 100, 400, 180};
  grid.row_edges = {100, 140, 180};
  grid.column_edges = {100, 200, 300, 400};
  return grid;
}

// The upper row holds a cell of two printed lines, and the printed lines run across the cells.
std::vector<Line> PrintedLines() {
  return {LineOf({{"Bảng", {100, 80, 130, 92}}}),
          LineOf({{"Điểm", {210, 104, 240, 116}}}),
          LineOf({{"STT", {110, 114, 140, 126}}, {"Nguồn", {310, 114, 350, 126}}}),
          LineOf({{"tối", {210, 124, 230, 136}}, {"đa", {234, 124, 250, 136}}}),
          LineOf({{"1", {110, 154, 116, 166}}, {"9,5", {210, 154, 230, 166}}, {"Báo", {310, 154, 335, 166}}}),
          LineOf({{"Hết", {100, 200, 130, 212}}})};
}

TEST(ArrangeTables, CellsOfSeveralLinesAreKeptTogether) {
  auto lines = ArrangeTables(PrintedLines(), {Grid()});
  EXPECT_THAT(Texts(lines), ElementsAre("Bảng", "STT", "Điểm", "tối đa", "Nguồn", "1   9,5   Báo", "Hết"));
  EXPECT_EQ(lines.back().number, 7);
}

TEST(ArrangeTables, AMergedCellIsReadWithTheRowInWhichItBegins) {
  TableGrid grid = Grid();
  grid.merged.push_back({0, 2, 2, 1});
  auto lines = ArrangeTables(
      {LineOf({{"1", {110, 114, 116, 126}}, {"2,5", {210, 114, 230, 126}}}), LineOf({{"Phòng", {310, 134, 345, 146}}}),
       LineOf({{"2", {110, 154, 116, 166}}, {"3", {210, 154, 216, 166}}})},
      {grid});
  EXPECT_THAT(Texts(lines), ElementsAre("1   2,5   Phòng", "2   3"));
}

TEST(ArrangeTables, WordsBesideTheTableAndLinesWithoutWordsStay) {
  auto lines = ArrangeTables({LineOf({{"1", {110, 114, 116, 126}}, {"x", {420, 114, 426, 126}}}), Line()}, {Grid()});
  EXPECT_THAT(Texts(lines), ElementsAre("1", "x", ""));
}

TEST(ArrangeTables, AFrameIsNoTable) {
  TableGrid frame = Grid();
  frame.column_edges = {100, 400};
  EXPECT_THAT(Texts(ArrangeTables(PrintedLines(), {frame})),
              ElementsAre("Bảng", "Điểm", "STT   Nguồn", "tối đa", "1   9,5   Báo", "Hết"));
}

}  // namespace
}  // namespace vankho
