#include "pipeline/page/text_size.h"

#include <gtest/gtest.h>

namespace vankho {
namespace {

// Letters of `x_height` pixels with taller ones and marks among them.
PixPtr Letters(int x_height, int count) {
  PixPtr pix(pixCreate(1000, 1400, 8));
  pixSetAllArbitrary(pix.get(), 255);
  auto fill = [&](int x, int y, int w, int h) {
    ::Box* box = boxCreate(x, y, w, h);
    pixSetInRectArbitrary(pix.get(), box, 10);
    boxDestroy(&box);
  };
  int step = x_height + 4;
  for (int i = 0; i < count; ++i) {
    int x = 50 + i % (900 / step) * step;
    int y = 60 + i / (900 / step) * x_height * 3;
    int above = i % 4 == 0 ? x_height / 2 : 0;
    fill(x, y - above, x_height - 1, x_height + above);
    if (i % 3 == 1) fill(x + 2, y - x_height / 2 - 1, x_height / 2, x_height / 4);
  }
  return pix;
}

TEST(XHeight, IsThatOfTheCommonestLetters) {
  for (int height : {9, 17, 33}) EXPECT_NEAR(XHeight(Letters(height, 200).get()), height, 1) << height;
}

TEST(XHeight, ShadeIsNoInk) {
  PixPtr pix = Letters(17, 300);
  for (int y = 0; y < 1400; ++y) {
    for (int x = 500; x < 1000; ++x) {
      l_uint32 value = 0;
      pixGetPixel(pix.get(), x, y, &value);
      pixSetPixel(pix.get(), x, y, value / 2);
    }
  }
  EXPECT_NEAR(XHeight(pix.get()), 17, 1);
}

TEST(XHeight, AFewLettersDoNotTell) { EXPECT_EQ(XHeight(Letters(17, 20).get()), 0); }

TEST(XHeight, SpecksAreNoPrint) {
  PixPtr pix = Letters(25, 40);  // too few to tell by themselves, as are the specks
  for (int i = 0; i < 400; ++i) {
    ::Box* speck = boxCreate(30 + i % 40 * 24, 700 + i / 40 * 60, 4, 4);
    pixSetInRectArbitrary(pix.get(), speck, 10);
    boxDestroy(&speck);
  }
  EXPECT_EQ(XHeight(pix.get()), 0);
}

TEST(PrintScale, OrdinaryPrintStays) {
  for (double x : {0.0, 4.6, 6.0, 9.4}) EXPECT_EQ(PrintScale(x), 1) << x;
  EXPECT_NEAR(PrintScale(3), 2, 0.01);
  EXPECT_LT(PrintScale(12), 0.8);
}

}  // namespace
}  // namespace vankho
