#include "pipeline/ocr/double_words.h"

#include <gtest/gtest.h>

namespace vankho {
namespace {

struct At {
  const char* text;
  double left, right;
};

std::string Kept(const std::vector<At>& words) {
  std::vector<Line> runs(1);
  for (const At& at : words) runs[0].words.push_back({at.text, {at.left, 100, at.right, 112}, 0.9, {}});
  DropDoubleWords(runs);
  std::string text;
  for (const Word& word : runs[0].words) text += (text.empty() ? "" : " ") + word.text;
  return text;
}

TEST(DoubleWords, TheEndOfAWordIsNotReadTwice) {
  EXPECT_EQ(Kept({{"41,306", 100, 136}, {"306", 118, 136}, {"tỷ", 140, 150}}), "41,306 tỷ");
  EXPECT_EQ(Kept({{"từ", 80, 92}, {"ngày", 96, 120}, {"y", 114, 120}}), "từ ngày");
  EXPECT_EQ(Kept({{"hợp", 100, 120}, {"hợp,", 99, 122}}), "hợp");
}

TEST(DoubleWords, NorIsTheBeginning) {
  EXPECT_EQ(Kept({{"n", 100, 106}, {"ngày", 100, 124}, {"mai", 130, 150}}), "ngày mai");
}

TEST(DoubleWords, ASymbolPartedAtItsDashIsOne) {
  EXPECT_EQ(Kept({{"số", 80, 92}, {"45/NQ-", 100, 136}, {"-HĐND,", 132, 166}}), "số 45/NQ-HĐND,");
  EXPECT_EQ(Kept({{"45/NQ-", 100, 132}, {"-HĐND", 136, 166}}), "45/NQ- -HĐND");  // two dashes, one behind the other
  EXPECT_EQ(Kept({{"45/NQ-", 100, 132}, {"-", 128, 133}}), "45/NQ-");
  EXPECT_EQ(Kept({{"--", 100, 132}, {"--", 128, 160}}), "-- --");
}

TEST(DoubleWords, WordsOfOtherLettersOrOtherPlacesStay) {
  EXPECT_EQ(Kept({{"PAP", 100, 130}, {"I", 126, 131}}), "PAP I");  // a letter torn off
  EXPECT_EQ(Kept({{"2024", 100, 124}, {"4", 128, 134}}), "2024 4");
  EXPECT_EQ(Kept({{"xa", 100, 112}, {"xa", 116, 128}}), "xa xa");
  EXPECT_EQ(Kept({{"ngày", 100, 124}, {"-", 118, 124}}), "ngày -");
}

}  // namespace
}  // namespace vankho
