// Which way up pages of little print lie: rows of blocks that stand for letters, no recogniser.
#include "pipeline/ocr/page_turn.h"

#include <gtest/gtest.h>

#include "pipeline/ocr/preparation.h"

namespace vankho {
namespace {

constexpr double kDpi = 150;
constexpr int kWidth = 1240;  // A4
constexpr int kHeight = 1754;

void Block(Pix* pix, int x, int y, int w, int h) {
  ::Box* box = boxCreate(x, y, w, h);
  pixSetInRect(pix, box);
  boxDestroy(&box);
}

// Words of `letters` blocks; `columns` of them in each of `rows` lines.
PixPtr Words(int rows, int columns, int letters) {
  PixPtr pix(pixCreate(kWidth, kHeight, 1));
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      for (int letter = 0; letter < letters; ++letter)
        Block(pix.get(), 160 + column * 200 + letter * 14, 200 + row * 40, 11, 19);
    }
  }
  return pix;
}

PixPtr OnItsSide(Pix* pix) { return PixPtr(pixRotateOrth(pix, 1)); }

TEST(UprightTurn, AColumnOfNumbersIsNoLine) {
  PixPtr table = Words(30, 3, 4);  // its columns are sharper bands than its rows
  EXPECT_EQ(UprightTurn(table.get(), kDpi), 0);
  EXPECT_EQ(UprightTurn(OnItsSide(table.get()).get(), kDpi) % 180, 90);
}

TEST(UprightTurn, OneShortLineIsEnough) {
  PixPtr line = Words(1, 1, 9);
  EXPECT_EQ(UprightTurn(line.get(), kDpi), 0);
  EXPECT_EQ(UprightTurn(OnItsSide(line.get()).get(), kDpi) % 180, 90);
}

TEST(VotesOfNeighbours, MarksOverLettersHaveNoVote) {
  PixPtr words = Words(3, 3, 4);
  for (int row = 0; row < 3; ++row) {
    for (int column = 0; column < 3; ++column) Block(words.get(), 161 + column * 200, 190 + row * 40, 9, 5);
  }
  const NeighbourVotes votes = VotesOfNeighbours(words.get(), kDpi);
  EXPECT_EQ(votes.beside, 36);
  EXPECT_EQ(votes.above, 0);
}

TEST(VotesOfNeighbours, PagesOfTextAreNotAsked) {
  const NeighbourVotes votes = VotesOfNeighbours(Words(30, 5, 6).get(), kDpi);
  EXPECT_EQ(votes.beside + votes.above, 0);
}

TEST(Prepare, AThinLineOnItsSideIsNoBlankPage) {
  PixPtr ink(pixCreate(kWidth, kHeight, 1));
  for (int letter = 0; letter < 12; ++letter) {  // an n each: two stems, and an arch that one opening takes away
    Block(ink.get(), 200 + letter * 20, 300, 3, 16);
    Block(ink.get(), 210 + letter * 20, 300, 3, 16);
    Block(ink.get(), 200 + letter * 20, 300, 13, 1);
  }
  for (int quarters : {0, 1, 2, 3}) {
    PixPtr page(pixRotateOrth(ink.get(), quarters));
    PixPtr grey(pixConvert1To8(nullptr, page.get(), 255, 0));
    PageImage image = ToPageImage(grey.get(), kDpi);
    EXPECT_FALSE(Prepare(image, image.width * 72 / kDpi, image.height * 72 / kDpi, {}).blank);
  }
}

}  // namespace
}  // namespace vankho
