#include "pipeline/page/layer_lines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace vankho {
namespace {

using ::testing::ElementsAre;

// Words of one run, 6 points a letter, from `left`, 12 points high.
void Print(std::vector<Word>& out, double left, double top, const std::string& text, double height = 12) {
  std::istringstream words(text);
  std::string word;
  while (words >> word) {
    Word made;
    made.text = word;
    made.box = {left, top, left + 6.0 * static_cast<double>(word.size()), top + height};
    left = made.box.right + 4;
    out.push_back(made);
  }
}

std::vector<std::string> Texts(const std::vector<Line>& lines) {
  std::vector<std::string> texts;
  for (const Line& line : lines) texts.push_back(line.text);
  return texts;
}

TEST(ArrangeLines, LetterheadComesRowByRow) {
  std::vector<Word> words;
  Print(words, 60, 50, "UBND HUYEN");  // the left column first, as text layers and layout engines give it
  Print(words, 60, 66, "PHONG NOI VU");
  Print(words, 300, 50, "CONG HOA");
  Print(words, 300, 66, "Doc lap");
  Print(words, 60, 100, "Can cu");
  auto lines = ArrangeLines(GroupWords(words), 595);
  EXPECT_THAT(Texts(lines), ElementsAre("UBND HUYEN   CONG HOA", "PHONG NOI VU   Doc lap", "Can cu"));
  EXPECT_EQ(lines[1].number, 2);
  EXPECT_EQ(lines[0].words.size(), 4u);
  EXPECT_EQ(lines[0].box.left, 60);
  EXPECT_EQ(lines[0].box.right, 300 + 4 * 6 + 4 + 3 * 6);
}

TEST(ArrangeLines, FootComesColumnByColumn) {
  std::vector<Word> words;
  Print(words, 60, 500, "Noi nhan:");
  Print(words, 60, 516, "- Nhu tren;");
  Print(words, 60, 532, "- Luu: VT.");
  Print(words, 340, 500, "TM. UBND");
  Print(words, 340, 521, "CHU TICH", 14);
  auto lines = ArrangeLines(GroupWords(words), 595);
  EXPECT_THAT(Texts(lines), ElementsAre("Noi nhan:", "- Nhu tren;", "- Luu: VT.", "TM. UBND", "CHU TICH"));
}

TEST(ArrangeLines, FootThatAnEngineReadAcrossIsPartedAtItsGaps) {
  Line across;  // one run for both columns
  Print(across.words.Open(), 60, 500, "Noi nhan:");
  Print(across.words.Open(), 340, 500, "TM. UBND");
  JoinWords(across);
  Line below;
  Print(below.words.Open(), 60, 516, "- Luu: VT.");
  Print(below.words.Open(), 340, 516, "CHU TICH");
  JoinWords(below);
  auto lines = ArrangeLines({across, below}, 595);
  EXPECT_THAT(Texts(lines), ElementsAre("Noi nhan:", "- Luu: VT.", "TM. UBND", "CHU TICH"));
}

TEST(ArrangeLines, FootIsToldThroughADamagedHeading) {
  std::vector<Word> words;
  Print(words, 60, 520, "Nn nhan:");
  Print(words, 340, 512, "KT. GIAM DOC");
  Print(words, 60, 540, "- Nhu tren;");
  Print(words, 340, 534, "PHO GIAM DOC");
  Print(words, 60, 556, "- Luu: VT.");
  auto lines = ArrangeLines(GroupWords(words), 595);
  EXPECT_THAT(Texts(lines), ElementsAre("Nn nhan:", "- Nhu tren;", "- Luu: VT.", "KT. GIAM DOC", "PHO GIAM DOC"));
}

TEST(ArrangeLines, NoFootWithoutItems) {
  std::vector<Word> words;
  Print(words, 60, 520, "Moi nhan:");
  Print(words, 340, 520, "ba");
  Print(words, 60, 540, "mot hai");
  Print(words, 340, 540, "bon");
  auto lines = ArrangeLines(GroupWords(words), 595);
  EXPECT_THAT(Texts(lines), ElementsAre("Moi nhan:   ba", "mot hai   bon"));
}

TEST(ArrangeLines, TableCellsOfOnePrintedRowAreOneLine) {
  std::vector<Word> words;
  Print(words, 60, 200, "1.1");
  Print(words, 110, 200, "Ban hanh");
  Print(words, 110, 214, "ke hoach");
  Print(words, 300, 200, "2,50");
  auto lines = ArrangeLines(GroupWords(words), 595);
  EXPECT_THAT(Texts(lines), ElementsAre("1.1   Ban hanh   2,50", "ke hoach"));
}

TEST(ArrangeLines, NothingGivesNothing) { EXPECT_TRUE(ArrangeLines({}, 595).empty()); }

}  // namespace
}  // namespace vankho
