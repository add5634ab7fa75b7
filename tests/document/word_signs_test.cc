#include "pipeline/document/word_signs.h"

#include <gtest/gtest.h>

#include <cmath>

namespace vankho {
namespace {

// A page of one line whose words are set 10 points high, a letter of 0.5 em to 5 points, 3 points between them.
Page PageWith(const std::vector<std::string>& words) {
  Page page;
  page.origin = PageOrigin::kOcr;
  page.width_pt = 595;
  page.height_pt = 842;
  Line& line = page.lines.emplace_back();
  double left = 60;
  for (const std::string& word : words) {
    line.text += (line.text.empty() ? "" : " ") + word;
    const double right = left + 10 * AdvanceOf(word);
    line.words.push_back({word, {left, 400, right, 410}, 0.95, {}});
    left = right + 3;
  }
  return page;
}

RestoredLine AsSeen(const Line& line) {
  RestoredLine restored;
  restored.text = line.text;
  return restored;
}

std::vector<WordSigns> SignsOfLine(const Page& page) {
  const RestoredLine restored = AsSeen(page.lines[0]);
  return SignsOf(restored, RestoredWordsOf(restored, page.lines[0], page.turned_degrees), SignsOf(page));
}

TEST(WordSigns, OfAPageOfAnotherOriginNothingIsSaid) {
  Page page = PageWith({"Bờ", "sông"});
  page.origin = PageOrigin::kTextLayer;
  EXPECT_FALSE(SignsOf(page).read);
}

TEST(WordSigns, ThePagesOwnPrintIsTheMeasure) {
  Page page = PageWith({"Bờ", "sông", "phía", "bắc"});
  PageSigns signs = SignsOf(page);
  EXPECT_TRUE(signs.read);
  EXPECT_DOUBLE_EQ(signs.letters, 10);
  EXPECT_NEAR(signs.em, 10, 1e-9);
  EXPECT_NEAR(signs.odds, LogOdds(0.95), 1e-9);
  page.lines[0].words[2].box.bottom = 420;
  std::vector<WordSigns> words = SignsOfLine(page);
  EXPECT_NEAR(words[2].height, std::log(2), 1e-9);
  EXPECT_NEAR(words[1].height, 0, 1e-9);
  EXPECT_NEAR(words[1].width, 0, 1e-9);
  EXPECT_NEAR(words[1].depth, 405.0 / 842, 1e-9);
}

TEST(WordSigns, NeighboursAreOfTheLine) {
  Page page = PageWith({"Bờ", "sông", "phía", "bắc"});
  page.lines[0].words[1].confidence = 0.2;
  std::vector<WordSigns> words = SignsOfLine(page);
  EXPECT_EQ(words[0].before, "");
  EXPECT_EQ(words[0].after, "sông");
  EXPECT_DOUBLE_EQ(words[0].least, LogOdds(0.2));
  EXPECT_DOUBLE_EQ(words[3].least, std::min(LogOdds(0.95), SignsOf(page).odds));
  EXPECT_LT(words[0].neighbours, words[1].neighbours) << "a word is no neighbour of its own";
}

TEST(WordSigns, TouchingWordsAreToldByTheirGap) {
  Page page = PageWith({"phương", "á", "án", "khác"});
  page.lines[0].words[1].box.left -= 4;
  std::vector<WordSigns> words = SignsOfLine(page);
  EXPECT_LT(words[0].gap, 0);
  EXPECT_LT(words[1].gap, 0);
  EXPECT_NEAR(words[3].gap, 0.3, 1e-9);
}

// A sheet that lay with its left side up: lines run upwards on it, the page's head is at its left.
TEST(WordSigns, OfATurnedPageAreThoseOfTheUprightOne) {
  Page page = PageWith({"phương", "á", "án", "khác"});
  page.grids.push_back({{50, 390, 400, 420}, {390, 420}, {50, 400}, {}});
  page.lines[0].words[1].box.left -= 4;
  const std::vector<WordSigns> upright = SignsOfLine(page);
  page.turned_degrees = 90;
  std::swap(page.width_pt, page.height_pt);
  for (Word& word : page.lines[0].words.Open()) {
    word.box = {word.box.top, 595 - word.box.right, word.box.bottom, 595 - word.box.left};
  }
  const std::vector<WordSigns> turned = SignsOfLine(page);
  for (std::size_t i = 0; i < upright.size(); ++i) {
    EXPECT_TRUE(turned[i].in_table) << i;
    EXPECT_NEAR(turned[i].gap, upright[i].gap, 1e-6) << i;
    EXPECT_NEAR(turned[i].depth, upright[i].depth, 1e-6) << i;
    EXPECT_NEAR(turned[i].width, upright[i].width, 1e-6) << i;
    EXPECT_NEAR(turned[i].height, upright[i].height, 1e-6) << i;
  }
}

TEST(WordSigns, TheLikeliestAlternativeIsARival) {
  Page page = PageWith({"số", "27", "bắc"});
  page.lines[0].words[1].alternatives = {{"21", 0.1}, {"2,7", 0.4}};
  const std::vector<WordSigns> words = SignsOfLine(page);
  EXPECT_DOUBLE_EQ(words[0].rival, 0);
  EXPECT_DOUBLE_EQ(words[1].rival, 0.4);
  WordSigns sure = words[1];
  sure.rival = 0;
  EXPECT_LT(WordProbability(words[1]), WordProbability(sure));
}

TEST(WordSigns, EditsAreOfTheirWords) {
  Page page = PageWith({"sông", "sông", "bắc"});
  RestoredLine restored = AsSeen(page.lines[0]);
  const std::size_t second = restored.text.find("sông", 2);
  const TextSpan span{second, second + std::string("sông").size()};
  restored.edits = {{span, span, kDoubt, 0.3, {{"song", 0.7}}}};
  std::vector<WordSigns> words = SignsOf(restored, RestoredWordsOf(restored, page.lines[0], 0), SignsOf(page));
  EXPECT_FALSE(words[0].posterior);
  EXPECT_EQ(words[1].posterior, 0.3);
  restored.edits[0].reason = "decode";
  words = SignsOf(restored, RestoredWordsOf(restored, page.lines[0], 0), SignsOf(page));
  EXPECT_EQ(words[1].change, 0.3);
  EXPECT_FALSE(words[2].change);
}

TEST(WordSigns, AQuoteThatIsNotPairedIsOpen) {
  std::vector<WordSigns> words = SignsOfLine(PageWith({"“Bờ", "sông”", "tuổi”.", "Bắc"}));
  EXPECT_FALSE(words[0].open_quote);
  EXPECT_FALSE(words[1].open_quote);
  EXPECT_TRUE(words[2].open_quote);
}

TEST(WordSigns, ANumberIsMeasuredByTheOthersOfItsLine) {
  Page page = PageWith({"ngày", "9", "tháng", "11", "năm", "2017"});
  page.lines[0].words[1].box.bottom = 415;
  std::vector<WordSigns> words = SignsOfLine(page);
  EXPECT_NEAR(words[1].digits, std::log(1.5), 1e-9);
  EXPECT_EQ(words[0].digits, 0);
  EXPECT_EQ(SignsOfLine(PageWith({"ngày", "9"}))[1].digits, 0) << "there is no other";
}

TEST(WordSigns, TablesAreTheGrids) {
  Page page = PageWith({"Bờ", "12"});
  EXPECT_FALSE(SignsOfLine(page)[1].in_table);
  page.grids.push_back({{50, 380, 500, 450}, {380, 450}, {50, 500}, {}});
  EXPECT_TRUE(SignsOfLine(page)[1].in_table);
}

TEST(WordSigns, OnATurnedPageHeightsLieAcrossTheLine) {
  Page page = PageWith({"Bờ", "sông"});
  page.turned_degrees = 90;
  for (auto& word : page.lines[0].words) word.box = {400, word.box.left, 410, word.box.right};
  EXPECT_DOUBLE_EQ(SignsOf(page).letters, 10);
  EXPECT_NEAR(SignsOfLine(page)[1].width, 0, 1e-9);
}

TEST(WordSigns, BoxesThatAreMissingSayNothing) {
  Page page = PageWith({"Bờ", "12"});
  for (auto& word : page.lines[0].words) word.box = {};
  for (const WordSigns& word : SignsOfLine(page)) {
    EXPECT_EQ(word.height, 0);
    EXPECT_EQ(word.width, 0);
    EXPECT_EQ(word.gap, 1);
    EXPECT_EQ(word.depth, 1);
  }
}

}  // namespace
}  // namespace vankho
