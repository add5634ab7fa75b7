#include "pipeline/document/projection.h"

#include <gtest/gtest.h>

#include "pipeline/document/page.h"

namespace vankho {
namespace {

const std::array<PlanePoint, 4> kSheet{{{0, 0}, {600, 0}, {0, 800}, {600, 800}}};
const std::array<PlanePoint, 4> kSeen{{{40, 30}, {550, 10}, {5, 790}, {595, 760}}};

TEST(Projection, BringsFourPointsToFourAndBack) {
  Projection seen = ProjectionOf(kSheet, kSeen).value();
  Projection back = seen.Inverse();
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_NEAR(seen(kSheet[i]).x, kSeen[i].x, 1e-6);
    EXPECT_NEAR(seen(kSheet[i]).y, kSeen[i].y, 1e-6);
    EXPECT_NEAR(back(kSeen[i]).x, kSheet[i].x, 1e-6);
    EXPECT_NEAR(back(kSeen[i]).y, kSheet[i].y, 1e-6);
  }
  PlanePoint there = Then(seen, back)({123, 456});
  EXPECT_NEAR(there.x, 123, 1e-6);
  EXPECT_NEAR(there.y, 456, 1e-6);
}

TEST(Projection, PointsOnOneLineGiveNone) {
  EXPECT_FALSE(ProjectionOf({{{0, 0}, {1, 0}, {2, 0}, {0, 1}}}, kSeen).has_value());
}

TEST(ToGridSpace, WordsLandOnTheFlatSheet) {
  Page page;
  page.width_pt = 600;
  page.height_pt = 800;
  TableGrid grid;
  Box box{100, 100, 140, 112};
  EXPECT_EQ(ToGridSpace(page, grid, box), box);
  grid.flat = ProjectionOf(kSeen, kSheet);
  PlanePoint seen = ProjectionOf(kSheet, kSeen).value()({300, 400});
  Box there = ToGridSpace(page, grid, {seen.x - 20, seen.y - 6, seen.x + 20, seen.y + 6});
  EXPECT_NEAR(there.left, 280, 1e-6);
  EXPECT_NEAR(there.bottom, 406, 1e-6);
}

}  // namespace
}  // namespace vankho
