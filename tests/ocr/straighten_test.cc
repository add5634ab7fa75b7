// Pages seen at an angle: the sheet on a desk, lines and margins that run together, and what must be left alone.
#include "pipeline/ocr/straighten.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "pipeline/ocr/convergence.h"
#include "pipeline/ocr/preparation.h"
#include "pipeline/ocr/sheet_edges.h"

namespace vankho {
namespace {

constexpr int kWidth = 1240;  // A4 at 150 dpi
constexpr int kHeight = 1754;
constexpr double kScale = 150 / 72.0;

void Fill(Pix* pix, int x, int y, int w, int h, int value) {
  ::Box* box = boxCreate(x, y, w, h);
  pixSetInRectArbitrary(pix, box, static_cast<l_uint32>(value));
  boxDestroy(&box);
}

// Rows of letter-like blocks over the width of the text, every fifth row short and indented.
PixPtr PageOfText(int rows = 40) {
  PixPtr pix(pixCreate(kWidth, kHeight, 8));
  pixSetAllArbitrary(pix.get(), 255);
  for (int row = 0; row < rows; ++row) {
    int left = row % 5 == 0 ? 220 : 160;
    int right = row % 5 == 4 ? 700 : 1100;
    for (int x = left; x < right; x += 16) {
      int wide = x + 13 > right - 4 ? right - x : 11;
      Fill(pix.get(), x, 160 + row * 36, wide, 13, 20);
      if (x % 3 == 0) Fill(pix.get(), x, 153 + row * 36, 3, 8, 20);
    }
  }
  return pix;
}

std::array<PlanePoint, 4> Corners(double left, double right, double narrow_top, double low_left) {
  return {{{left + narrow_top, 40 + low_left},
           {right - narrow_top, 40},
           {left, kHeight - 40.0 - low_left},
           {right, kHeight - 40.0}}};
}

const std::array<PlanePoint, 4> kWhole{{{0, 0}, {kWidth, 0}, {0, kHeight}, {kWidth, kHeight}}};

// The page as a camera sees it; what is not paper has the level `around`.
PixPtr Seen(Pix* page, const std::array<PlanePoint, 4>& corners, int around) {
  Projection back = ProjectionOf(corners, kWhole).value();
  std::array<l_float32, 8> c{};
  for (std::size_t i = 0; i < c.size(); ++i) c[i] = static_cast<l_float32>(back.m[i] / back.m[8]);
  return PixPtr(pixProjectiveGray(page, c.data(), static_cast<l_uint8>(around)));
}

PageImage ImageOf(Pix* pix) { return ToPageImage(pix, 150); }

TEST(FindSheet, PaperOnADesk) {
  PixPtr page = PageOfText();
  auto corners = Corners(60, kWidth - 50, 70, 25);
  PixPtr seen = Seen(page.get(), corners, 70);
  auto found = FindSheet(seen.get());
  ASSERT_TRUE(found.has_value());
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_NEAR((*found)[i].x, corners[i].x, 7) << i;
    EXPECT_NEAR((*found)[i].y, corners[i].y, 7) << i;
  }
  EXPECT_TRUE(IsTilted(*found));
  SheetCorners flat = FlatSheet(*found);
  EXPECT_NEAR((flat[2].y - flat[0].y) / (flat[1].x - flat[0].x), std::sqrt(2.0), 0.001);
}

TEST(FindSheet, ScansAndCopiesShowNoDesk) {
  PixPtr page = PageOfText();
  EXPECT_FALSE(FindSheet(page.get()).has_value());
  for (int y = 0; y < kHeight; y += 8) Fill(page.get(), 0, y, 20 + y * 7 % 23, 8, 15);  // black edges of a copy
  Fill(page.get(), 0, 0, kWidth, 20, 15);
  EXPECT_FALSE(FindSheet(page.get()).has_value());
  Fill(page.get(), kWidth - 90, 0, 90, kHeight, 15);
  EXPECT_FALSE(FindSheet(page.get()).has_value());
}

TEST(FlattenSheet, AStraightSheetIsOnlyCutOut) {
  PixPtr page = PageOfText();
  PixPtr seen = Seen(page.get(), Corners(50, kWidth - 50, 0, 0), 70);
  EXPECT_FALSE(FlattenSheet(seen).has_value());
  l_uint32 desk = 0;
  pixGetPixel(seen.get(), 10, 10, &desk);
  EXPECT_EQ(desk, 255u);
}

TEST(FindSheet, ShadeIsNoEdge) {
  PixPtr page = PageOfText();
  PixPtr seen = Seen(page.get(), Corners(60, kWidth - 50, 70, 25), 60);
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      l_uint32 value = 0;
      pixGetPixel(seen.get(), x, y, &value);
      double light = 1 - 0.8 / (1 + std::exp(-(x - 900.0) / 90));
      pixSetPixel(seen.get(), x, y, static_cast<l_uint32>(value * light));
    }
  }
  EXPECT_FALSE(FindSheet(seen.get()).has_value());
}

TEST(FindConvergence, LinesThatRunTogether) {
  PixPtr page = PageOfText();
  for (double low : {-60.0, 60.0}) {
    auto corners = Corners(0, kWidth, 0, low);
    for (auto& c : corners) c.y = (c.y - 40) * kHeight / (kHeight - 80);
    PixPtr seen = Seen(page.get(), corners, 255);
    PixPtr ink = InkOf(seen.get());
    auto found = FindConvergence(ink.get(), kScale);
    ASSERT_TRUE(found.has_value()) << low;
    Projection all = Then(ProjectionOf(kWhole, corners).value(), *found);
    for (double y : {200.0, 900.0, 1600.0}) {  // a level line is level again
      PlanePoint left = all({160, y});
      PlanePoint right = all({1100, y});
      EXPECT_NEAR((right.y - left.y) / (right.x - left.x), 0, 0.003) << low << " " << y;
    }
  }
}

TEST(FindConvergence, MarginsThatRunTogether) {
  PixPtr page = PageOfText();
  auto corners = Corners(0, kWidth, 80, 0);
  PixPtr seen = Seen(page.get(), corners, 255);
  PixPtr ink = InkOf(seen.get());
  auto found = FindConvergence(ink.get(), kScale);
  ASSERT_TRUE(found.has_value());
  Projection all = Then(ProjectionOf(kWhole, corners).value(), *found);
  for (double x : {160.0, 1100.0}) {
    PlanePoint top = all({x, 200});
    PlanePoint bottom = all({x, 1500});
    EXPECT_NEAR((bottom.x - top.x) / (bottom.y - top.y), 0, 0.006) << x;
  }
}

TEST(FindConvergence, AQuarterOfAPageTellsAWideFan) {
  PixPtr page = PageOfText(13);
  for (double low : {-100.0, 20.0, 100.0}) {
    auto corners = Corners(0, kWidth, 0, low);
    for (auto& c : corners) c.y = (c.y - 40) * kHeight / (kHeight - 80);
    PixPtr seen = Seen(page.get(), corners, 255);
    PixPtr ink = InkOf(seen.get());
    auto found = FindConvergence(ink.get(), kScale);
    ASSERT_EQ(found.has_value(), std::abs(low) > 50) << low;
    if (!found) continue;
    Projection all = Then(ProjectionOf(kWhole, corners).value(), *found);
    for (double y : {200.0, 550.0}) {
      PlanePoint left = all({160, y});
      PlanePoint right = all({1100, y});
      EXPECT_NEAR((right.y - left.y) / (right.x - left.x), 0, 0.006) << low << " " << y;
    }
  }
}

TEST(FindConvergence, ScansAreLeftAlone) {
  for (int rows : {13, 40}) {
    PixPtr page = PageOfText(rows);
    for (double degrees : {0.0, 0.4, -1.2}) {
      PixPtr turned(pixRotateAMGray(page.get(), static_cast<l_float32>(degrees * 3.14159265 / 180), 255));
      PixPtr ink = InkOf(turned.get());
      EXPECT_FALSE(FindConvergence(ink.get(), kScale).has_value()) << rows << " " << degrees;
    }
  }
}

TEST(WhitenBlackEdges, PrintAndRulesAtTheBorderStay) {
  PixPtr page = PageOfText();
  Fill(page.get(), 0, 0, 40, kHeight, 10);            // a copier's edge
  Fill(page.get(), 0, kHeight - 14, kWidth, 14, 10);  // shadow, too thin to matter
  Fill(page.get(), 1100, 100, kWidth - 1100, 3, 10);  // a rule that runs off the page
  PixPtr ink = InkOf(page.get());
  EXPECT_TRUE(WhitenBlackEdges(page.get(), ink.get(), kScale));
  auto value = [&](int x, int y) {
    l_uint32 v = 0;
    pixGetPixel(page.get(), x, y, &v);
    return v;
  };
  EXPECT_EQ(value(20, 900), 255u);
  EXPECT_EQ(value(600, kHeight - 5), 10u);
  EXPECT_EQ(value(1150, 101), 10u);
  EXPECT_EQ(value(165, 205), 20u);
  PixPtr clean = PageOfText();
  ink = InkOf(clean.get());
  EXPECT_FALSE(WhitenBlackEdges(clean.get(), ink.get(), kScale));
}

// Whatever was done, a word's box comes back to where its ink is on the page as it came.
TEST(Prepare, BoxesOfATiltedPageComeBack) {
  PixPtr page = PageOfText();
  auto corners = Corners(70, kWidth - 40, 50, 30);
  for (int around : {70, 255}) {
    PixPtr seen = Seen(page.get(), corners, around);
    PreparedPage prepared = Prepare(ImageOf(seen.get()), 595.2, 841.92, {.reading_dpi = 150});
    ASSERT_TRUE(prepared.transform.flat.has_value()) << around;
    // the first and the last letter of the third row, found in the prepared picture
    PixPtr ink(pixCloseSafeBrick(nullptr, prepared.ink.get(), 9, 1));
    BoxaPtr lines(pixConnCompBB(ink.get(), 8));
    Projection there = ProjectionOf(kWhole, corners).value();
    int right_places = 0;
    for (int i = 0; i < boxaGetCount(lines.get()); ++i) {
      l_int32 x = 0, y = 0, w = 0, h = 0;
      boxaGetBoxGeometry(lines.get(), i, &x, &y, &w, &h);
      if (w < 600 || h > 40) continue;
      Box box = prepared.transform.ToPage(prepared.transform.ToReading({x + 0.0, y + 0.0, x + w + 0.0, y + h + 0.0}));
      for (int row = 0; row < 40; ++row) {
        if (row % 5 == 0 || row % 5 == 4) continue;
        PlanePoint left = there({160, 166.0 + row * 36});
        PlanePoint right = there({1100, 166.0 + row * 36});
        bool here = std::abs(box.left * kScale - left.x) < 5 && std::abs(box.right * kScale - right.x) < 5 &&
                    std::abs((box.top + box.bottom) / 2 * kScale - (left.y + right.y) / 2) < 5;
        if (here) ++right_places;
      }
    }
    EXPECT_GE(right_places, 20) << around;
  }
}

}  // namespace
}  // namespace vankho
