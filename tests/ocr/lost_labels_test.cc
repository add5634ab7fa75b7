#include "pipeline/ocr/lost_labels.h"

#include <gtest/gtest.h>

namespace vankho {
namespace {

Word At(const std::string& text, Box box, double confidence = 0.9) { return {text, box, confidence, {}}; }

// Reads what it is told on any line.
class OneLine : public OcrEngine {
 public:
  explicit OneLine(std::vector<Word> words) : words_(std::move(words)) {}
  std::string Describe() const override { return "one line"; }
  Result<void> SetImage(const PageImage&) override { return {}; }
  Result<std::vector<Line>> Read(PixelBox, Segmentation) override {
    std::vector<Line> lines(1);
    lines[0].words = words_;
    return lines;
  }

 private:
  std::vector<Word> words_;
};

// A list's item whose number, at 100 to 110, is ink and was not read, under rubbish read downwards.
struct Item {
  PixPtr ink{pixCreate(600, 200, 1)};
  std::vector<Line> runs{2};
  Item() {
    pixRasterop(ink.get(), 100, 100, 10, 20, PIX_SET, nullptr, 0, 0);
    runs[0].words = {At("o%", {100, 40, 112, 70}), At("Cứ", {99, 98, 111, 121})};
    runs[1].words = {At(".", {114, 116, 118, 120}), At("Trạm", {126, 100, 170, 120}), At("xá", {176, 100, 196, 120})};
  }
  std::string Read(std::vector<Word> again) {
    OneLine engine(std::move(again));
    EXPECT_TRUE(ReadLostLabels(1, ink.get(), engine, runs));
    std::string text;
    for (const Line& run : runs) {
      for (const Word& word : run.words) text += word.text + " ";
      text += "/ ";
    }
    return text;
  }
};

TEST(LostLabels, ALabelTakesThePlaceOfThePointAndOfTheRubbish) {
  Item item;
  EXPECT_EQ(item.Read({At("4.", {100, 100, 118, 120}), At("Trạm", {126, 100, 170, 120})}), "o% / 4. Trạm xá / ");
  EXPECT_LT(item.runs[1].words[0].confidence, 0.9);
  Item torn;
  EXPECT_EQ(torn.Read({At("4", {100, 100, 110, 120}), At("Trạm", {126, 100, 170, 120})}), "o% / 4. Trạm xá / ");
}

TEST(LostLabels, WhatIsNoLabelChangesNothing) {
  const std::string same = "o% Cứ / . Trạm xá / ";
  EXPECT_EQ(Item().Read({At("Ấ.", {100, 100, 118, 120}), At("Trạm", {126, 100, 170, 120})}), same);
  EXPECT_EQ(Item().Read({At("4.", {100, 100, 118, 120}), At("Trọm", {126, 100, 170, 120})}), same);
  EXPECT_EQ(Item().Read({At("4.", {100, 100, 118, 120})}), same);
  EXPECT_EQ(Item().Read({}), same);
  Item bare;  // no ink left of the point
  pixClearAll(bare.ink.get());
  EXPECT_EQ(bare.Read({At("4.", {100, 100, 118, 120}), At("Trạm", {126, 100, 170, 120})}), same);
}

}  // namespace
}  // namespace vankho
