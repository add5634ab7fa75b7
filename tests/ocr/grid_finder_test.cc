#include "pipeline/ocr/grid_finder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/ocr/drawn_page.h"

namespace vankho {
namespace {

TEST(FindGrids, EdgesAndMergedCells) {
  PageImage image = PageWithTable();
  PixPtr grey = GreyOf(image);
  FoundGrids found = FindGrids(grey.get(), image.dpi / 72);
  ASSERT_EQ(found.grids.size(), 1u);
  const TableGrid& grid = found.grids[0];
  ASSERT_EQ(grid.row_edges.size(), 4u);
  ASSERT_EQ(grid.column_edges.size(), 4u);
  EXPECT_NEAR(grid.row_edges[1], 230.5, 1);
  EXPECT_NEAR(grid.column_edges[2], 350.5, 1);
  ASSERT_EQ(grid.merged.size(), 1u);
  EXPECT_EQ(grid.merged[0], (TableGrid::Merge{0, 1, 1, 2}));
}

TEST(FindGrids, ATallLetterWhereARuleWouldGoIsNone) {
  PageImage image = WhitePage(100);
  for (double y : {200.0, 222.0, 260.0}) Fill(image, 60, y, 500, y + 1);
  for (double x : {60.0, 499.0}) Fill(image, x, 200, x + 1, 261);
  Fill(image, 250, 222, 251, 261);
  Fill(image, 250, 205, 252, 218);  // a stem of a title over both columns
  PixPtr grey = GreyOf(image);
  FoundGrids found = FindGrids(grey.get(), image.dpi / 72);
  ASSERT_EQ(found.grids.size(), 1u);
  ASSERT_EQ(found.grids[0].column_edges.size(), 3u);
  ASSERT_EQ(found.grids[0].merged.size(), 1u);
  EXPECT_EQ(found.grids[0].merged[0], (TableGrid::Merge{0, 0, 1, 2}));
}

TEST(FindGrids, UnderlinesAndFramesAreNoTables) {
  PageImage image = WhitePage();
  Fill(image, 300, 90, 420, 91);
  Fill(image, 80, 200, 500, 201);  // a frame around one text
  Fill(image, 80, 300, 500, 301);
  Fill(image, 80, 200, 81, 301);
  Fill(image, 500, 200, 501, 301);
  PixPtr grey = GreyOf(image);
  EXPECT_TRUE(FindGrids(grey.get(), image.dpi / 72).grids.empty());
}

// A thick black frame around the page, or a thick and a thin line around the table, makes no second table.
TEST(FindGrids, AFrameAroundATableIsNoneOfIt) {
  for (bool around_page : {true, false}) {
    PageImage image = PageWithTable();
    double away = around_page ? 40 : 3.5;
    double thick = around_page ? 6 : 3;
    double left = 80 - away - thick, right = 501 + away + thick;
    double top = 200 - away - thick, bottom = 301 + away + thick;
    Fill(image, left, top, right, top + thick);
    Fill(image, left, bottom - thick, right, bottom);
    Fill(image, left, top, left + thick, bottom);
    Fill(image, right - thick, top, right, bottom);
    PixPtr grey = GreyOf(image);
    FoundGrids found = FindGrids(grey.get(), image.dpi / 72);
    ASSERT_EQ(found.grids.size(), 1u) << around_page;
    EXPECT_EQ(found.grids[0].row_edges.size(), 4u) << around_page;
    EXPECT_EQ(found.grids[0].column_edges.size(), 4u) << around_page;
  }
}

// The same table in a pale hairline, and in dots.
TEST(FindGrids, PaleAndDottedRules) {
  for (bool dotted : {false, true}) {
    PageImage image = WhitePage(200);
    std::uint8_t grey = dotted ? 0 : 205;
    for (double y : {200.0, 230.0, 270.0, 300.0}) {
      for (double x = 80; x < 500; x += dotted ? 2.5 : 10) Fill(image, x, y, x + (dotted ? 0.9 : 10), y + 0.7, grey);
    }
    for (double x : {80.0, 200.0, 350.0, 500.0}) {
      for (double y = 200; y < 300; y += dotted ? 2.5 : 10) Fill(image, x, y, x + 0.7, y + (dotted ? 0.9 : 10), grey);
    }
    FakePrint(image, 90, 212, 190, 1);
    FakePrint(image, 90, 500, 500, 12);
    PixPtr pix = GreyOf(image);
    FoundGrids found = FindGrids(pix.get(), image.dpi / 72);
    ASSERT_EQ(found.grids.size(), 1u) << dotted;
    EXPECT_EQ(found.grids[0].row_edges.size(), 4u) << dotted;
    EXPECT_EQ(found.grids[0].column_edges.size(), 4u) << dotted;
    EXPECT_TRUE(found.grids[0].merged.empty()) << dotted;
  }
}

TEST(FindGrids, AQrCodeIsNoTable) {
  PageImage image = WhitePage(200);
  for (int i = 0; i <= 17; ++i) {
    Fill(image, 100, 100 + i * 7.5, 230, 102 + i * 7.5);
    Fill(image, 100 + i * 7.5, 100, 102 + i * 7.5, 230);
  }
  PixPtr grey = GreyOf(image);
  EXPECT_TRUE(FindGrids(grey.get(), image.dpi / 72).grids.empty());
}

}  // namespace
}  // namespace vankho
