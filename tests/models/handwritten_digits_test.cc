#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "models/handwritten_digits/digit_reader.h"
#include "pipeline/base/file.h"

namespace vankho {
namespace {

const std::string kModel = std::string(VANKHO_SOURCE_DIR) + "/models/handwritten_digits/handwritten_digits.bin";

DigitReader Trained() {
  Result<DigitReader> reader = DigitReader::Open(kModel);
  EXPECT_TRUE(reader) << "no model";
  return std::move(*reader);
}

DigitStrip Paper(int columns) {
  DigitStrip strip;
  strip.columns = columns;
  strip.ink.assign(static_cast<std::size_t>(DigitStrip::kRows) * columns, 0);
  return strip;
}

// A stroke of a pen two rows thick, from one point to another.
void Draw(DigitStrip& strip, double x0, double y0, double x1, double y1) {
  for (int i = 0; i <= 200; ++i) {
    const double x = x0 + (x1 - x0) * i / 200;
    const double y = y0 + (y1 - y0) * i / 200;
    for (int row = static_cast<int>(y) - 1; row <= static_cast<int>(y) + 2; ++row) {
      for (int column = static_cast<int>(x) - 1; column <= static_cast<int>(x) + 2; ++column) {
        const double ink = 1.4 - std::max(std::abs(row - y), std::abs(column - x));
        float& value = strip.ink[static_cast<std::size_t>(row * strip.columns + column)];
        value = std::max(value, static_cast<float>(std::min(1.0, std::max(0.0, ink))));
      }
    }
  }
}

DigitText Best(const DigitStrip& strip) { return LikelyTexts(Trained().Frames(strip), 1).front(); }

TEST(DigitReader, GivesWhatTheTrainedNetworkGives) {
  DigitStrip strip = Paper(24);
  for (int row = 0; row < DigitStrip::kRows; ++row) {
    for (int column = 0; column < strip.columns; ++column) {
      strip.ink[static_cast<std::size_t>(row * strip.columns + column)] =
          static_cast<float>((row * 7 + column * 5 + row * column) % 11) / 10;
    }
  }
  std::vector<DigitReader::Frame> frames = Trained().Frames(strip);
  ASSERT_EQ(frames.size(), 12);
  // builder/check.py prints them.
  const DigitReader::Frame kThird{-0.0309F, -7.4259F, -3.8653F, -10.1500F, -9.4388F, -7.3153F,
                                  -7.0506F, -8.6394F, -7.1057F, -6.5233F,  -5.3593F, -10.3081F};
  const DigitReader::Frame kLast{-0.6208F, -6.3420F, -7.7743F, -7.0521F, -7.7919F, -4.6971F,
                                 -4.8876F, -4.0248F, -7.1409F, -1.1020F, -2.5489F, -4.3178F};
  for (std::size_t c = 0; c < kThird.size(); ++c) {
    EXPECT_NEAR(frames[2][c], kThird[c], 2e-3) << c;
    EXPECT_NEAR(frames[11][c], kLast[c], 2e-3) << c;
  }
}

TEST(DigitReader, ReadsDrawnDigits) {
  DigitStrip strip = Paper(60);
  Draw(strip, 12, 14, 18, 6);  // 1 with a long flag
  Draw(strip, 18, 6, 18, 24);
  Draw(strip, 28, 7, 39, 6);  // 7 with a bar
  Draw(strip, 39, 6, 33, 24);
  Draw(strip, 30, 15, 40, 14);
  EXPECT_EQ(Best(strip).text, "17");
  EXPECT_GT(Best(strip).probability, 0.5);
}

TEST(DigitReader, PaperAndSpecksAreNoDigits) {
  EXPECT_EQ(Best(Paper(60)).text, "");
  DigitStrip specks = Paper(60);
  Draw(specks, 20, 20, 21, 20);
  Draw(specks, 40, 8, 40, 9);
  EXPECT_EQ(Best(specks).text, "");
  EXPECT_TRUE(Trained().Frames(Paper(1)).empty());
}

TEST(DigitReader, RefusesOtherFiles) {
  Result<std::string> bytes = ReadFile(kModel);
  ASSERT_TRUE(bytes);
  const std::string path = testing::TempDir() + "/damaged.bin";
  auto opens = [&](const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
    return DigitReader::Open(path).has_value();
  };
  EXPECT_TRUE(opens(*bytes));
  EXPECT_FALSE(opens(""));
  EXPECT_FALSE(opens("VKDIGIT1"));
  EXPECT_FALSE(opens(bytes->substr(0, bytes->size() - 1)));
  EXPECT_FALSE(opens(*bytes + "x"));
  std::string other = *bytes;
  other[12] = 77;  // the channels of the first layer
  EXPECT_FALSE(opens(other));
  EXPECT_FALSE(DigitReader::Open(path + ".none"));
}

// Frames that give some classes a probability and the rest nothing.
DigitReader::Frame FrameOf(std::initializer_list<std::pair<int, double>> classes) {
  DigitReader::Frame frame;
  frame.fill(-100);
  for (const auto& [label, p] : classes) frame[static_cast<std::size_t>(label)] = static_cast<float>(std::log(p));
  return frame;
}

TEST(LikelyTexts, SumsOverTheWaysToLieOnTheFrames) {
  // 1 then 1 are one digit; with nothing between them two.
  std::vector<DigitText> texts = LikelyTexts({FrameOf({{2, 0.6}, {0, 0.4}}), FrameOf({{2, 0.5}, {0, 0.5}})}, 9);
  ASSERT_GE(texts.size(), 2);
  EXPECT_EQ(texts[0].text, "1");
  EXPECT_NEAR(texts[0].probability, 0.8, 1e-5);
  EXPECT_EQ(texts[1].text, "");
  EXPECT_NEAR(texts[1].probability, 0.2, 1e-5);
  texts = LikelyTexts({FrameOf({{2, 1}}), FrameOf({{0, 1}}), FrameOf({{2, 0.7}, {11, 0.3}})}, 1);
  ASSERT_EQ(texts.size(), 1);
  EXPECT_EQ(texts[0].text, "11");
  EXPECT_NEAR(texts[0].probability, 0.7, 1e-5);
  EXPECT_EQ(LikelyTexts({FrameOf({{11, 1}})}, 1)[0].text, "x");
}

}  // namespace
}  // namespace vankho
