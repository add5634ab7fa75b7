#include "pipeline/ocr/letterhead_gaps.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vankho {
namespace {

constexpr double kScale = 200.0 / 72;  // pixels a point
constexpr double kEm = 13 * kScale;    // of the type
constexpr double kBase = 300;          // base line
constexpr double kNgay = 1.945 * kEm;  // widths of words in such a type
constexpr double kThang = 2.265 * kEm;
constexpr double kNam = 1.667 * kEm;
constexpr double kYear = 1.985 * kEm;

PixPtr Paper() { return PixPtr(pixCreate(1654, 2339, 1)); }

Word At(std::string text, double left, double width, double confidence = 0.96) {
  return {std::move(text), {left, kBase - 0.7 * kEm, left + width, kBase}, confidence, {}};
}

Line LineOf(std::vector<Word> words) {
  Line line;
  line.words = std::move(words);
  return line;
}

// A stroke of a pen.
void Draw(Pix* ink, double x0, double y0, double x1, double y1) {
  for (int i = 0; i <= 400; ++i) {
    const int x = static_cast<int>(x0 + (x1 - x0) * i / 400);
    const int y = static_cast<int>(y0 + (y1 - y0) * i / 400);
    pixRasterop(ink, x - 2, y - 2, 4, 4, PIX_SET, nullptr, 0, 0);
  }
}

// "ngày" at 1000, a gap of `day` em, "tháng", a gap of one em, "năm" and the year.
std::vector<Word> DateLine(double day, const std::string& in_gap) {
  std::vector<Word> words{At("Sông", 800, 60), At("Mây,", 880, 60), At("ngày", 1000, kNgay)};
  double x = 1000 + kNgay;
  if (!in_gap.empty()) words.push_back(At(in_gap, x + 0.3 * kEm, kEm, 0.4));
  x += day * kEm;
  words.push_back(At("tháng", x, kThang));
  x += kThang;
  words.push_back(At("5", x + 0.3 * kEm, 0.4 * kEm));
  x += kEm;
  words.push_back(At("năm", x, kNam));
  words.push_back(At("2021", x + kNam + 0.3 * kEm, kYear));
  return words;
}

TEST(FindHeadGaps, DayAndMonthStandBetweenPrintedWords) {
  PixPtr ink = Paper();
  std::vector<HeadGap> gaps = FindHeadGaps(LineOf(DateLine(1.6, "A7")), kScale, ink.get());
  ASSERT_EQ(gaps.size(), 2);
  EXPECT_EQ(gaps[0].kind, HeadGap::Kind::kDay);
  EXPECT_EQ(gaps[0].text, "A7");
  EXPECT_EQ(gaps[0].confidence, 0.4);
  EXPECT_NEAR(gaps[0].em, kEm, 1);
  EXPECT_NEAR(gaps[0].left, 1000 + kNgay, 1);
  EXPECT_NEAR(gaps[0].right - gaps[0].left, 1.6 * kEm, 1);
  EXPECT_EQ(gaps[1].kind, HeadGap::Kind::kMonth);
  EXPECT_EQ(gaps[1].text, "5");
}

TEST(FindHeadGaps, AGapGluedToAWordIsFoundByTheWordsWidth) {
  PixPtr ink = Paper();
  std::vector<Word> words = DateLine(1.6, "");
  words[2] = At("ngày#7", 1000, kNgay + 1.5 * kEm, 0.3);
  std::vector<HeadGap> gaps = FindHeadGaps(LineOf(words), kScale, ink.get());
  ASSERT_EQ(gaps.size(), 2);
  EXPECT_NEAR(gaps[0].left, 1000 + kNgay, 2);
  words = DateLine(1.6, "");
  words[3] = At("‡#háng", words[3].box.left - kEm, kThang + kEm, 0.3);
  gaps = FindHeadGaps(LineOf(words), kScale, ink.get());
  ASSERT_EQ(gaps.size(), 2);
  EXPECT_NEAR(gaps[0].right, 1000 + kNgay + 1.6 * kEm, 2);
}

TEST(FindHeadGaps, NumberStandsBeforeTheSymbol) {
  PixPtr ink = Paper();
  const double symbol = (0.278 + 0.722 + 0.722 + 0.333 + 3 * 0.722 + 0.667 - 0.722 - 0.05) * kEm;
  for (const char* so : {"Số:", "Só:", "số:"}) {
    std::vector<HeadGap> gaps = FindHeadGaps(
        LineOf({At(so, 300, 1.22 * kEm), At("2Z7", 360, 60, 0.3), At("/KH-UBND", 460, symbol)}), kScale, ink.get());
    ASSERT_EQ(gaps.size(), 1) << so;
    EXPECT_EQ(gaps[0].kind, HeadGap::Kind::kNumber);
    EXPECT_EQ(gaps[0].text, "2Z7");
    EXPECT_EQ(gaps[0].tail, "/KH-UBND");
    EXPECT_EQ(gaps[0].right, 460);
  }
  // All in one word, its end where the symbol ends.
  std::vector<HeadGap> gaps = FindHeadGaps(LineOf({At("Só:J0Z/KH-STP", 300, 6.5 * kEm, 0.2)}), kScale, ink.get());
  ASSERT_EQ(gaps.size(), 1);
  EXPECT_EQ(gaps[0].before, gaps[0].behind);
  EXPECT_EQ(gaps[0].tail, "/KH-STP");
  EXPECT_NEAR(gaps[0].right, 300 + 6.5 * kEm - (0.278 + 0.722 + 0.722 + 0.333 + 0.556 + 0.611 + 0.556) * 13.5 * kScale,
              2);
}

TEST(FindHeadGaps, OtherLinesHaveNone) {
  PixPtr ink = Paper();
  auto none = [&](std::vector<Word> words) {
    return FindHeadGaps(LineOf(std::move(words)), kScale, ink.get()).empty();
  };
  EXPECT_TRUE(none({}));
  EXPECT_TRUE(none({At("Kính", 300, 60), At("gửi:", 380, 60)}));
  EXPECT_TRUE(none({At("Sở", 300, 40), At("Xây", 360, 50), At("dựng", 420, 60)}));
  // A date in a line of text, which begins at the left margin.
  std::vector<Word> words = DateLine(1.6, "17");
  words.insert(words.begin(), At("Căn", 300, 60));
  EXPECT_TRUE(none(words));
  // No room between the words.
  EXPECT_TRUE(none({At("Số:", 300, 1.22 * kEm), At("/KH-UBND", 300 + 1.3 * kEm, 5 * kEm)}));
}

TEST(StripOf, ShowsTheInkInTheTypesMeasure) {
  PixPtr ink = Paper();
  HeadGap gap;
  gap.left = 500, gap.right = 500 + 2 * kEm, gap.base = kBase, gap.em = kEm;
  pixRasterop(ink.get(), 500, static_cast<int>(kBase - kEm), static_cast<int>(kEm), static_cast<int>(kEm), PIX_SET,
              nullptr, 0, 0);
  DigitStrip strip = StripOf(ink.get(), gap);
  EXPECT_NEAR(strip.columns, 3.0 * 32 / 1.9, 1.01);
  auto at = [&](double x, double y) {  // in em from the gap's left end and above the base line
    int row = static_cast<int>((1.4 - y) * 32 / 1.9);
    int column = static_cast<int>((0.4 + x) * 32 / 1.9);
    return strip.ink[static_cast<std::size_t>(row * strip.columns + column)];
  };
  EXPECT_EQ(at(0.5, 0.5), 1);
  EXPECT_EQ(at(0.5, 1.2), 0);
  EXPECT_EQ(at(0.5, -0.2), 0);
  EXPECT_EQ(at(-0.2, 0.5), 0);
  EXPECT_EQ(at(1.3, 0.5), 0);
}

HeadGap GapOf(HeadGap::Kind kind, std::string text, double confidence) {
  HeadGap gap;
  gap.kind = kind;
  gap.text = std::move(text);
  gap.confidence = confidence;
  return gap;
}

TEST(FilledIn, TheModelAloneIsNeverSure) {
  Word word = FilledIn(GapOf(HeadGap::Kind::kNumber, "", 0), {{"217", 0.99}, {"211", 0.01}});
  EXPECT_EQ(word.text, "217");
  EXPECT_LT(word.confidence, 0.8);
  EXPECT_GT(word.confidence, 0.75);
  EXPECT_NEAR(FilledIn(GapOf(HeadGap::Kind::kNumber, "Z1", 0.9), {{"217", 0.7}}).confidence, 0.7, 1e-6);
}

TEST(FilledIn, TwoWitnesses) {
  Word word = FilledIn(GapOf(HeadGap::Kind::kNumber, "217", 0.8), {{"217", 0.9}, {"211", 0.1}});
  EXPECT_EQ(word.text, "217");
  EXPECT_GT(word.confidence, 0.98);
  word = FilledIn(GapOf(HeadGap::Kind::kNumber, "211", 0.7), {{"217", 0.9}});
  EXPECT_EQ(word.text, "217");
  EXPECT_LT(word.confidence, 0.8);
  word = FilledIn(GapOf(HeadGap::Kind::kNumber, "211", 0.97), {{"217", 0.5}, {"21", 0.3}});
  EXPECT_EQ(word.text, "211");
  word = FilledIn(GapOf(HeadGap::Kind::kDay, "4", 0.8), {{"04", 0.6}, {"4", 0.3}, {"9", 0.1}});
  EXPECT_EQ(word.text, "4");
  EXPECT_GT(word.confidence, 0.98) << "04 and 4 are one day";
}

TEST(FilledIn, OnlyWhatMayStandThere) {
  const std::vector<DigitText> texts{{"45", 0.6}, {"4", 0.2}, {"15", 0.1}};
  Word day = FilledIn(GapOf(HeadGap::Kind::kDay, "", 0), texts);
  EXPECT_EQ(day.text, "4");
  EXPECT_LT(day.confidence, 0.3);
  EXPECT_EQ(FilledIn(GapOf(HeadGap::Kind::kMonth, "", 0), {{"13", 0.9}, {"00", 0.1}}).text, "");
  EXPECT_EQ(FilledIn(GapOf(HeadGap::Kind::kNumber, "", 0), {{"12x", 0.9}, {"", 0.1}}).text, "");
  EXPECT_LT(FilledIn(GapOf(HeadGap::Kind::kNumber, "", 0), {{"31768", 1}}).confidence, 0.8) << "3176b, perhaps";
}

TEST(ReadHeadGaps, ADrawnDayTakesTheRubbishsPlace) {
  auto digits = DigitReader::Open(std::string(VANKHO_SOURCE_DIR) + "/models/handwritten_digits/handwritten_digits.bin");
  ASSERT_TRUE(digits);
  PixPtr ink = Paper();
  const double x = 1000 + kNgay;
  Draw(ink.get(), x + 8, kBase - 20, x + 19, kBase - 36);  // 1 with a long flag
  Draw(ink.get(), x + 19, kBase - 36, x + 18, kBase);
  Draw(ink.get(), x + 30, kBase - 35, x + 52, kBase - 37);  // 7 with a bar
  Draw(ink.get(), x + 52, kBase - 37, x + 42, kBase);
  Draw(ink.get(), x + 34, kBase - 18, x + 54, kBase - 20);
  std::vector<Line> runs{LineOf(DateLine(1.8, "A”T"))};
  ReadHeadGaps(kScale, ink.get(), *digits, runs);
  ASSERT_EQ(runs[0].words.size(), 8);
  EXPECT_EQ(runs[0].words[3].text, "17");
  EXPECT_EQ(runs[0].words[2].text, "ngày");
  EXPECT_EQ(runs[0].words[4].text, "tháng");
  // On the lower part of a page nothing is looked for.
  runs = {LineOf(DateLine(1.8, "A”T"))};
  for (Word& word : runs[0].words) word.box.bottom += 1500;
  ReadHeadGaps(kScale, ink.get(), *digits, runs);
  EXPECT_EQ(runs[0].words[3].text, "A”T");
  // Where nothing is written, nothing is read.
  PixPtr paper = Paper();
  runs = {LineOf(DateLine(1.8, "A”T"))};
  ReadHeadGaps(kScale, paper.get(), *digits, runs);
  EXPECT_EQ(runs[0].words[3].text, "A”T");
  EXPECT_LE(runs[0].words[3].confidence, 0.4);
}

TEST(ReadHeadGaps, ANumberInOneWordWithItsSymbolStaysOneWord) {
  auto digits = DigitReader::Open(std::string(VANKHO_SOURCE_DIR) + "/models/handwritten_digits/handwritten_digits.bin");
  ASSERT_TRUE(digits);
  PixPtr ink = Paper();
  const double right = 300 + 9 * kEm;
  const double symbol = (0.278 + 0.722 + 0.722 + 0.333 + 0.722 + 0.667 + 0.722 + 0.722) * kEm;
  const double x = right - symbol - 2 * kEm;
  Draw(ink.get(), x, kBase - 20, x + 11, kBase - 36);  // 17 as above
  Draw(ink.get(), x + 11, kBase - 36, x + 10, kBase);
  Draw(ink.get(), x + 22, kBase - 35, x + 44, kBase - 37);
  Draw(ink.get(), x + 44, kBase - 37, x + 34, kBase);
  Draw(ink.get(), x + 26, kBase - 18, x + 46, kBase - 20);
  std::vector<Line> runs{LineOf({At("Số:", 300, 1.22 * kEm), At("17/KH-UBND", x, right - x, 0.7)})};
  ReadHeadGaps(kScale, ink.get(), *digits, runs);
  ASSERT_EQ(runs[0].words.size(), 2);
  EXPECT_EQ(runs[0].words[1].text, "17/KH-UBND");
  EXPECT_GT(runs[0].words[1].confidence, 0.9);
}

}  // namespace
}  // namespace vankho
