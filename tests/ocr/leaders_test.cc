// Pictures made here: bars for letters, dots between them.
#include "pipeline/ocr/leaders.h"

#include <gtest/gtest.h>

namespace vankho {
namespace {

constexpr double kScale = 200.0 / 72;  // pixels a point

class LeadersTest : public ::testing::Test {
 protected:
  LeadersTest() : grey_(pixCreate(1000, 400, 8)) { pixSetAll(grey_.get()); }

  void Fill(int x, int y, int width, int height) {
    for (int j = y; j < y + height; ++j) {
      for (int i = x; i < x + width; ++i) pixSetPixel(grey_.get(), i, j, 0);
    }
  }
  // Dots of 4 pixels on the line that ends at `base`.
  void Dots(int x, int base, int count, int step = 10) {
    for (int i = 0; i < count; ++i) Fill(x + i * step, base - 4, 4, 4);
  }
  PixPtr Ink() const { return InkOf(grey_.get()); }
  std::vector<Leader> Found(const std::vector<PixelBox>& taken = {}) const {
    return FindLeaders(Ink().get(), kScale, taken);
  }

  PixPtr grey_;
};

// Answers with what it is told, as the model of numbers.
class Numbers : public OcrEngine {
 public:
  explicit Numbers(std::vector<Word> words) : words_(std::move(words)) {}
  std::string Describe() const override { return "numbers"; }
  Result<void> SetImage(const PageImage&) override { return {}; }
  Result<std::vector<Line>> Read(PixelBox, Segmentation) override { return std::vector<Line>{}; }
  Result<std::vector<Line>> ReadNumbers(const PageImage&) override {
    ++asked;
    Line line;
    for (const Word& word : words_) line.words.push_back(word);
    return std::vector<Line>{line};
  }
  int asked = 0;

 private:
  std::vector<Word> words_;
};

Word At(const std::string& text, Box box) {
  Word word;
  word.text = text;
  word.box = box;
  word.confidence = 0.8;
  return word;
}

Line RunOf(const std::vector<Word>& words) {
  Line line;
  for (const Word& word : words) line.words.push_back(word);
  return line;
}

std::string TextOf(const Line& line) {
  std::string text;
  for (const Word& word : line.words) text += (text.empty() ? "" : " ") + word.text;
  return text;
}

Leader Forty() {
  Leader leader{{300, 96, 394, 4}, {}};
  for (int i = 0; i < 40; ++i) leader.dots.push_back({300 + 10 * i, 96, 4, 4});
  return leader;
}

TEST_F(LeadersTest, ARunOfEvenDotsIsOne) {
  Dots(300, 100, 40);
  Fill(100, 80, 150, 20);
  const std::vector<Leader> found = Found();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].dots.size(), 40U);
  EXPECT_EQ(found[0].box, (PixelBox{300, 96, 394, 4}));
}

TEST_F(LeadersTest, LinesUnderEachOtherAreSeveral) {
  for (int base : {100, 140, 180}) Dots(200, base, 30);
  EXPECT_EQ(Found().size(), 3U);
}

TEST_F(LeadersTest, ALostDotAndASpeckDoNotEndIt) {
  Dots(300, 100, 10, 8);
  Dots(388, 100, 10, 8);  // one of 21 is lost
  Fill(345, 60, 4, 4);
  const std::vector<Leader> found = Found();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].dots.size(), 20U);
}

TEST_F(LeadersTest, WhatIsNone) {
  Dots(100, 60, 3);  // an ellipsis
  Dots(100, 100, 7);
  for (int i = 0; i < 20; ++i) Fill(100 + i * 30, 140, 4, 4);  // far apart: dots of letters
  int x = 100;
  for (int i = 0; i < 20; ++i) Fill(x += 5 + i * 7 % 11, 200, 4, 4);  // uneven
  for (int i = 0; i < 20; ++i) Fill(100 + i * 10, 240, 7, 14);        // letters
  for (int i = 0; i < 20; ++i) Fill(100 + i * 10, 280 + i % 2 * 5, 4, 4);
  EXPECT_TRUE(Found().empty());
}

TEST_F(LeadersTest, NoneIsLookedForInTables) {
  Dots(300, 100, 40);
  EXPECT_TRUE(Found({{250, 50, 500, 100}}).empty());
}

TEST_F(LeadersTest, ALeaningOneTakesNothingBesideItAway) {
  for (int i = 0; i < 40; ++i) Fill(300 + i * 10, 100 + i, 4, 4);
  Fill(320, 124, 100, 14);  // print under its left half, in its box
  EraseLeaders(Found(), kScale, grey_.get());
  l_int32 left = 0;
  pixCountPixels(Ink().get(), &left, nullptr);
  EXPECT_EQ(left, 100 * 14);
}

TEST_F(LeadersTest, ErasedInBothPictures) {
  Dots(300, 100, 40);
  Fill(100, 80, 150, 20);
  PixPtr ink = Ink();
  const std::vector<Leader> found = Found();
  EraseLeaders(found, kScale, grey_.get());
  EraseLeaders(found, kScale, ink.get());
  EXPECT_TRUE(Found().empty());
  l_int32 left = 0;
  pixCountPixels(ink.get(), &left, nullptr);
  EXPECT_EQ(left, 150 * 20);
}

TEST_F(LeadersTest, ComesBackBetweenTheWordsOfItsRow) {
  const std::vector<Leader> leaders{Forty()};
  std::vector<Line> runs{RunOf({At("khác", {100, 180, 250, 200})}),
                         RunOf({At("Mục", {100, 80, 170, 100}), At("đích", {180, 80, 250, 100}),
                                At("..,-", {310, 94, 350, 100}), At("12", {720, 80, 740, 100})})};
  AddLeaders(leaders, kScale, runs);
  ASSERT_EQ(runs.size(), 2U);
  EXPECT_EQ(TextOf(runs[0]), "khác");
  EXPECT_EQ(TextOf(runs[1]), "Mục đích " + std::string(40, '.') + " 12");
}

TEST_F(LeadersTest, AloneOnItsRowItIsALine) {
  std::vector<Line> runs{RunOf({At("khác", {100, 180, 250, 200})})};
  AddLeaders({Forty()}, kScale, runs);
  ASSERT_EQ(runs.size(), 2U);
  EXPECT_EQ(TextOf(runs[1]), std::string(40, '.'));
}

TEST_F(LeadersTest, ANumberBehindItIsReadByTheModelOfNumbers) {
  Fill(720, 78, 9, 22);
  const std::vector<Leader> leaders{Forty()};
  Numbers engine({At("7.", {32, 30, 42, 60})});
  std::vector<Line> runs;
  ASSERT_TRUE(ReadBehindLeaders(leaders, kScale, grey_.get(), Ink().get(), engine, runs));
  ASSERT_EQ(runs.size(), 1U);
  EXPECT_EQ(TextOf(runs[0]), "7");
  EXPECT_EQ(runs[0].words[0].box, (Box{720, 78, 729, 100}));
  ASSERT_TRUE(ReadBehindLeaders(leaders, kScale, grey_.get(), Ink().get(), engine, runs));
  EXPECT_EQ(engine.asked, 1) << "a number that was read is not read again";
}

TEST_F(LeadersTest, NoLettersAreTakenForANumber) {
  Fill(720, 78, 9, 22);
  const std::vector<Leader> leaders{Forty()};
  Numbers engine({At("l", {32, 30, 42, 60})});
  std::vector<Line> runs;
  ASSERT_TRUE(ReadBehindLeaders(leaders, kScale, grey_.get(), Ink().get(), engine, runs));
  EXPECT_TRUE(runs.empty());
  Fill(735, 78, 150, 22);  // a word
  ASSERT_TRUE(ReadBehindLeaders(leaders, kScale, grey_.get(), Ink().get(), engine, runs));
  EXPECT_EQ(engine.asked, 1);
}

}  // namespace
}  // namespace vankho
