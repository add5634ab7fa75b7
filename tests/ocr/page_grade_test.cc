// Pictures made here: bars for lines of print, with grain, shade and specks laid over them.
#include "pipeline/ocr/page_grade.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace vankho {
namespace {

constexpr int kWidth = 800;
constexpr int kHeight = 1100;
constexpr double kDpi = 200;

struct Damage {
  int paper = 255;
  int grain = 0;   // levels up or down
  int shade = 0;   // levels from the top to the bottom
  int specks = 0;  // dots of two pixels
};

PixPtr Picture(const Damage& damage) {
  PixPtr pix(pixCreate(kWidth, kHeight, 8));
  std::mt19937 random(5);
  auto below = [&](int count) { return static_cast<int>(random() % static_cast<unsigned>(count)); };
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      const bool print = y % 40 < 14 && x % 30 < 20 && x > 80 && x < 720 && y > 80 && y < 1000;
      int level = print ? 20 : damage.paper - damage.shade * y / kHeight;
      if (damage.grain > 0) level += below(2 * damage.grain + 1) - damage.grain;
      pixSetPixel(pix.get(), x, y, static_cast<l_uint32>(std::clamp(level, 0, 255)));
    }
  }
  for (int i = 0; i < damage.specks; ++i) {
    const int x = below(kWidth - 2);
    const int y = below(kHeight - 2);
    for (int step : {0, 1}) pixSetPixel(pix.get(), x + step, y, 0);
  }
  return pix;
}

PageGrade Grade(const Damage& damage) {
  const PixPtr grey = Picture(damage);
  const PixPtr ink = InkOf(grey.get());
  return GradeOf(MeasureGrade(grey.get(), ink.get(), kDpi));
}

TEST(PageGrade, WhitePaperIsClean) { EXPECT_EQ(Name(Grade({})), "clean"); }
TEST(PageGrade, AFewSpecksAreNoPhotocopy) { EXPECT_EQ(Name(Grade({.specks = 5})), "clean"); }
TEST(PageGrade, SpecksOnWhiteAreAPhotocopy) { EXPECT_EQ(Name(Grade({.specks = 300})), "photocopy"); }
TEST(PageGrade, GrainIsAScannersPaper) { EXPECT_EQ(Name(Grade({.paper = 240, .grain = 3})), "office"); }
TEST(PageGrade, DarkPaperAndShadeAreBad) {
  EXPECT_EQ(Name(Grade({.paper = 205, .grain = 3})), "bad");
  EXPECT_EQ(Name(Grade({.paper = 245, .grain = 2, .shade = 28})), "bad");
}

TEST(PageGrade, MeasuresSayWhatWasDone) {
  const PixPtr grey = Picture({.paper = 230, .grain = 2, .shade = 20, .specks = 200});
  const PixPtr ink = InkOf(grey.get());
  const GradeMeasures m = MeasureGrade(grey.get(), ink.get(), kDpi);
  EXPECT_NEAR(m.shade, 16, 3);     // the outermost tenths are left out
  EXPECT_NEAR(m.noise, 1.6, 0.3);  // two draws of five levels
  EXPECT_NEAR(m.specks, 200 / (10.16 * 13.97), 0.4);
}

TEST(PageGrade, APictureWithoutPaperIsNoTrouble) {
  PixPtr black(pixCreate(64, 64, 8));
  const PixPtr ink = InkOf(black.get());
  EXPECT_EQ(Name(GradeOf(MeasureGrade(black.get(), ink.get(), kDpi))), "bad");
}

}  // namespace
}  // namespace vankho
