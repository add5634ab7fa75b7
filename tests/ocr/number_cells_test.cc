#include "pipeline/ocr/number_cells.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vankho {
namespace {

// Answers with one word a cell of the strip, from left to right.
class FakeNumbers : public OcrEngine {
 public:
  explicit FakeNumbers(std::vector<std::string> texts) : texts_(std::move(texts)) {}
  std::string Describe() const override { return "fake"; }
  Result<void> SetImage(const PageImage&) override { return {}; }
  Result<std::vector<Line>> Read(PixelBox, Segmentation) override { return std::vector<Line>{}; }
  Result<std::vector<Line>> ReadNumbers(const PageImage& strip) override {
    ++strips;
    Line line;
    bool inside = false;
    int blank = 0;
    for (int x = 0; x < strip.width; ++x) {
      bool dark = false;
      for (int y = 0; y < strip.height; ++y)
        dark = dark || strip.pixels[static_cast<std::size_t>(y) * strip.width + x] < 128;
      blank = dark ? 0 : blank + 1;
      if (dark && !inside && line.words.size() < texts_.size()) {
        Word word;
        word.text = texts_[line.words.size()];
        word.confidence = 0.9;
        word.box = {static_cast<double>(x), 0, x + 4.0, static_cast<double>(strip.height)};
        line.words.push_back(word);
        inside = true;
      }
      if (blank > 8) inside = false;
    }
    return std::vector<Line>{line};
  }
  int strips = 0;

 private:
  std::vector<std::string> texts_;
};

// A column of four cells of 60 x 20 points at 2 pixels a point, a black bar in each for its digits.
struct Column {
  Column() : clean(pixCreate(200, 200, 8)), ink(pixCreate(200, 200, 1)) {
    pixSetAll(clean.get());
    grid.column_edges = {10, 70};
    grid.row_edges = {10, 30, 50, 70, 90};
    grid.box = {10, 10, 70, 90};
    for (int row = 0; row < 4; ++row) {
      for (int y = 0; y < 18; ++y) {
        for (int x = 0; x < 12; ++x) {
          pixSetPixel(clean.get(), 60 + x, 30 + 40 * row + y, 0);
          pixSetPixel(ink.get(), 60 + x, 30 + 40 * row + y, 1);
        }
      }
    }
  }
  Line Read(int row, std::string text, double confidence) const {
    Word word;
    word.text = std::move(text);
    word.confidence = confidence;
    word.box = {60, 30.0 + 40 * row, 72, 48.0 + 40 * row};
    Line line;
    line.words.push_back(std::move(word));
    return line;
  }
  TableGrid grid;
  PixPtr clean;
  PixPtr ink;
};

TEST(ReadNumbersAgain, EachCellItsOwn) {
  Column column;
  FakeNumbers engine({"1.12", "2,25", "3,00", "1000"});
  std::vector<Line> runs{column.Read(0, "1.12", 0.9), column.Read(1, "225", 0.6), column.Read(2, "3,00", 0.9)};
  ASSERT_TRUE(ReadNumbersAgain(column.grid, 2, column.clean.get(), column.ink.get(), engine, runs));
  EXPECT_EQ(engine.strips, 1);
  ASSERT_EQ(runs.size(), 4);  // the lost one too
  EXPECT_GT(runs[0].words[0].confidence, 0.95);
  EXPECT_EQ(runs[1].words[0].text, "2,25");
  EXPECT_LT(runs[1].words[0].confidence, 0.6);
  EXPECT_EQ(runs[3].words[0].text, "1000");
  EXPECT_EQ(runs[3].words[0].box, (Box{60, 150, 72, 168}));
}

TEST(ReadNumbersAgain, AMarkThatTheInkHasIsPutBack) {
  struct Case {
    int bottom;  // of the mark; the digits end at 88
    const char* read;
    const char* text;
  };
  for (const Case& c : {Case{91, "25", "2,5"}, Case{88, "25", "2.5"}, Case{91, "2,5", "2,5"}, Case{91, "253", "253"},
                        Case{75, "25", "25"}}) {
    Column column;
    auto bar = [&](int left, int top, int right, int bottom, bool black) {
      for (int y = top; y < bottom; ++y) {
        for (int x = left; x < right; ++x) {
          pixSetPixel(column.clean.get(), x, y, black ? 0 : 255);
          pixSetPixel(column.ink.get(), x, y, black ? 1 : 0);
        }
      }
    };
    bar(60, 70, 72, 88, false);
    bar(60, 70, 68, 88, true);
    bar(70, c.bottom - 5, 73, c.bottom, true);
    bar(75, 70, 83, 78, true);  // a broken digit
    bar(75, 82, 83, 88, true);
    FakeNumbers engine({"1.12", c.read, "3,00", "1000"});
    std::vector<Line> runs{column.Read(0, "1.12", 0.9), column.Read(1, c.read, 0.9), column.Read(2, "3,00", 0.9)};
    ASSERT_TRUE(ReadNumbersAgain(column.grid, 2, column.clean.get(), column.ink.get(), engine, runs));
    EXPECT_EQ(runs[1].words[0].text, c.text) << c.read << " " << c.bottom;
  }
}

TEST(ReadNumbersAgain, StrokesCarryTheCountOn) {
  Column column;
  FakeNumbers engine({"9", "10", "I1", "12"});
  std::vector<Line> runs{column.Read(0, "9", 0.95), column.Read(1, "10", 0.9), column.Read(2, "II", 0.7),
                         column.Read(3, "12", 0.9)};
  ASSERT_TRUE(ReadNumbersAgain(column.grid, 2, column.clean.get(), column.ink.get(), engine, runs));
  EXPECT_EQ(runs[2].words[0].text, "11");
  EXPECT_LT(runs[2].words[0].confidence, 0.7);
  FakeNumbers headings({"9", "8", "II", "3"});
  runs = {column.Read(0, "9", 0.95), column.Read(1, "8", 0.9), column.Read(2, "II", 0.95), column.Read(3, "3", 0.9)};
  ASSERT_TRUE(ReadNumbersAgain(column.grid, 2, column.clean.get(), column.ink.get(), headings, runs));
  EXPECT_EQ(runs[2].words[0].text, "II");
}

TEST(ReadNumbersAgain, ADoubtfulStrokeIsWhatTheCountSays) {
  Column column;
  FakeNumbers engine({"1", "I", "2", "II"});
  std::vector<Line> runs{column.Read(0, "I", 0.8), column.Read(1, "1", 0.6), column.Read(2, "2", 0.9),
                         column.Read(3, "II", 0.9)};
  ASSERT_TRUE(ReadNumbersAgain(column.grid, 2, column.clean.get(), column.ink.get(), engine, runs));
  EXPECT_EQ(runs[0].words[0].text, "I");
  EXPECT_EQ(runs[1].words[0].text, "1");
  FakeNumbers points({"I", "1", "1", "2"});
  runs = {column.Read(0, "1", 0.6), column.Read(1, "1", 0.9), column.Read(2, "1", 0.9), column.Read(3, "2", 0.9)};
  ASSERT_TRUE(ReadNumbersAgain(column.grid, 2, column.clean.get(), column.ink.get(), points, runs));
  EXPECT_EQ(runs[1].words[0].text, "1");
}

TEST(ReadNumbersAgain, TheWordsOfAHeaderStayApart) {
  Column column;
  FakeNumbers engine({"Muc7", "1", "2", "3"});
  std::vector<Line> runs{column.Read(0, "Mục", 0.9), column.Read(1, "1", 0.9), column.Read(2, "2", 0.9),
                         column.Read(3, "3", 0.9)};
  Word number = column.Read(0, "7", 0.9).words[0];
  runs[0].words.push_back(number);
  ASSERT_TRUE(ReadNumbersAgain(column.grid, 2, column.clean.get(), column.ink.get(), engine, runs));
  ASSERT_EQ(runs[0].words.size(), 2);
  EXPECT_EQ(runs[0].words[0].text, "Mục");
  EXPECT_EQ(runs[0].words[1].text, "7");
}

TEST(ReadNumbersAgain, ALoneOneAmongHeadingsIsRead) {
  Column column;
  FakeNumbers engine({"I", "1", "2", "II"});
  std::vector<Line> runs{column.Read(0, "I", 0.95), column.Read(1, "l", 0.6), column.Read(2, "2", 0.9),
                         column.Read(3, "II", 0.95)};
  ASSERT_TRUE(ReadNumbersAgain(column.grid, 2, column.clean.get(), column.ink.get(), engine, runs));
  EXPECT_EQ(runs[0].words[0].text, "I");
  EXPECT_EQ(runs[1].words[0].text, "1");
  EXPECT_EQ(runs[3].words[0].text, "II");
}

TEST(ReadNumbersAgain, TextIsLeftAlone) {
  Column column;
  FakeNumbers engine({"1", "2", "3", "4"});
  std::vector<Line> runs{column.Read(0, "Tốt", 0.9), column.Read(1, "Khá", 0.6), column.Read(2, "Tốt", 0.9)};
  std::vector<Line> before = runs;
  ASSERT_TRUE(ReadNumbersAgain(column.grid, 2, column.clean.get(), column.ink.get(), engine, runs));
  EXPECT_EQ(engine.strips, 0);
  EXPECT_EQ(runs, before);
}

// A page of 200 x 600 points at 2 pixels a point with a bar for a digit at its head.
struct Head {
  Head() : grey(pixCreate(400, 1200, 8)), ink(pixCreate(400, 1200, 1)) {
    pixSetAll(grey.get());
    Bar(195);
  }
  void Bar(int left) {
    for (int y = 60; y < 78; ++y) {
      for (int x = left; x < left + 10; ++x) {
        pixSetPixel(grey.get(), x, y, 0);
        pixSetPixel(ink.get(), x, y, 1);
      }
    }
  }
  std::vector<Line> Read(const std::string& text, std::vector<Line> runs = {}) {
    FakeNumbers engine({text});
    EXPECT_TRUE(ReadPageNumber(2, grey.get(), ink.get(), engine, runs));
    return runs;
  }
  PixPtr grey;
  PixPtr ink;
};

TEST(ReadPageNumber, AloneAtTheHead) {
  std::vector<Line> runs = Head().Read("3");
  ASSERT_EQ(runs.size(), 1);
  EXPECT_EQ(runs[0].words[0].text, "3");
  EXPECT_EQ(runs[0].words[0].box, (Box{195, 60, 205, 78}));
}

TEST(ReadPageNumber, WhatIsNoNumberStaysAway) {
  EXPECT_TRUE(Head().Read("x").empty());
  EXPECT_TRUE(Head().Read("").empty());
  EXPECT_TRUE(Head().Read("1.2").empty());
}

TEST(ReadPageNumber, WhatWasReadOrHasNeighboursIsLeftAlone) {
  Line line;
  line.words.push_back({"3", {195, 60, 205, 78}, 0.9, {}});
  EXPECT_EQ(Head().Read("4", {line}).size(), 1);
  Head beside;
  beside.Bar(300);
  EXPECT_TRUE(beside.Read("3").empty());
}

}  // namespace
}  // namespace vankho
