#include "pipeline/ocr/number_cells.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vankho {
namespace {

TEST(HasNumberForm, CellsOfNumbers) {
  for (const char* text :
       {"0", "12", "1.2", "1.2.3.", "7,50", "+0,25", "-3", "13,46/15", "87%", "2)", "IV.", "15/3/2024"})
    EXPECT_TRUE(HasNumberForm(text)) << text;
  for (const char* text : {"", "-", "l.I", "2,50,", "§,5", "H", "a)", "Tốt", "12x", "1..2", "12345"})
    EXPECT_FALSE(HasNumberForm(text)) << text;
}

TEST(Reconcile, AgreementIsSurer) {
  Word word = Reconcile({"7,50", 0.8}, {"7,50", 0.9});
  EXPECT_EQ(word.text, "7,50");
  EXPECT_NEAR(word.confidence, 0.98, 1e-9);
  EXPECT_TRUE(word.alternatives.empty());
}

TEST(Reconcile, ANumberBeatsWhatIsNone) {
  Word word = Reconcile({"lẾy", 0.5}, {"1.2", 0.9});
  EXPECT_EQ(word.text, "1.2");
  EXPECT_LT(word.confidence, 0.9);
  ASSERT_EQ(word.alternatives.size(), 1);
  EXPECT_EQ(word.alternatives[0].text, "lẾy");
  EXPECT_EQ(Reconcile({"1.2", 0.9}, {"Tze", 0.9}).text, "1.2");
  EXPECT_EQ(Reconcile({"Tốt", 0.9}, {"Tét", 0.9}).text, "Tốt");
}

TEST(Reconcile, TwoNumbersLeaveDoubt) {
  Word word = Reconcile({"2/25", 0.9}, {"2,25", 0.95});
  EXPECT_EQ(word.text, "2,25");
  EXPECT_LT(word.confidence, 0.6);
  EXPECT_EQ(Reconcile({"2,25", 0.7}, {"2.25", 0.95}).text, "2,25");
  EXPECT_EQ(Reconcile({"1.2", 0.7}, {"1,2", 0.95}).text, "1,2");
}

TEST(Reconcile, ASureFirstNumberStands) {
  Word word = Reconcile({"2", 0.96}, {"5", 0.97});
  EXPECT_EQ(word.text, "2");
  EXPECT_LT(word.confidence, 0.75);
  ASSERT_EQ(word.alternatives.size(), 1);
  EXPECT_EQ(word.alternatives[0].text, "5");
  EXPECT_EQ(Reconcile({"2", 0.7}, {"5", 0.8}).text, "5");
}

TEST(Reconcile, MarksAreLostSoonerThanGained) {
  EXPECT_EQ(Reconcile({"+0,61", 0.6}, {"+061", 0.9}).text, "+0,61");
  EXPECT_EQ(Reconcile({"14", 0.8}, {"1.4", 0.7}).text, "1.4");
}

TEST(Reconcile, LettersForDigitsGiveTheFirstItsMarks) {
  EXPECT_EQ(Reconcile({"(0,5", 0.6}, {"05", 0.9}).text, "0,5");
  EXPECT_EQ(Reconcile({"-0,l7", 0.8}, {"-017", 0.9}).text, "-0,17");
  EXPECT_EQ(Reconcile({"+().09", 0.5}, {"+009", 0.9}).text, "+0.09");
  EXPECT_EQ(Reconcile({"(0,5", 0.6}, {"08", 0.9}).text, "08");
}

TEST(ReconcileInText, OnlyTheNumberIsPutRight) {
  EXPECT_EQ(ReconcileInText({"§1,27%,", 0.6}, {"81,27%", 0.9}).text, "81,27%,");
  EXPECT_EQ(ReconcileInText({"(84.5%;", 0.6}, {"(84,5%;", 0.9}).text, "(84,5%;");
  EXPECT_EQ(ReconcileInText({"I18/KH-UBND", 0.8}, {"118/KH-UBND", 0.9}).text, "118/KH-UBND");
  EXPECT_EQ(ReconcileInText({"412/QĐ-UBND", 0.8}, {"412/QD-UBND", 0.9}).text, "412/QĐ-UBND");
  EXPECT_EQ(ReconcileInText({"quý1", 0.5}, {"quyt", 0.9}).text, "quý1");
  EXPECT_EQ(ReconcileInText({"...", 0.5}, {"", 0}).text, "...");
}

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
