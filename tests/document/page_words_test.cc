#include "pipeline/document/page_words.h"

#include <gtest/gtest.h>

#include "pipeline/document/word_signs.h"

namespace vankho {
namespace {

// A seen line of words 10 points a piece, 10 high, at 20, 30, ...: "Truóc ngày" -> boxes [20,30], [40,50].
Line Seen(const std::vector<std::string>& words) {
  Line line;
  line.number = 1;
  for (const std::string& word : words) {
    double left = 20 + 20 * static_cast<double>(line.words.size());
    line.text += (line.text.empty() ? "" : " ") + word;
    line.words.push_back({word, {left, 100, left + 10, 110}, 0.5 + 0.1 * static_cast<double>(line.words.size()), {}});
    line.box = Cover(line.box, line.words.back().box);
  }
  return line;
}

struct Piece {
  std::string restored, seen;
};

// A restored line made of pieces; each piece answers for its seen one.
RestoredLine Restored(const std::vector<Piece>& pieces) {
  RestoredLine line;
  for (const Piece& piece : pieces) {
    line.text += piece.restored;
    line.alignment.Append(piece.restored.size(), piece.seen.size());
  }
  return line;
}

TEST(PageWords, NothingChangedIsTheSeenWords) {
  Line seen = Seen({"Kế", "hoạch"});
  RestoredLine line;
  line.text = seen.text;
  EXPECT_EQ(RestoredWordsOf(line, seen, 0), (std::vector<PageWord>{{"Kế", "Kế", {20, 100, 30, 110}, 0.5},
                                                                   {"hoạch", "hoạch", {40, 100, 50, 110}, 0.6}}));
}

TEST(PageWords, AChangedWordKeepsItsBox) {
  Line seen = Seen({"Truóc", "ngày"});
  RestoredLine line = Restored({{"Trước", "Truóc"}, {" ngày", " ngày"}});
  line.edits = {{{0, 6}, {0, 8}, "decode", 0.75, {}}};
  auto words = RestoredWordsOf(line, seen, 0);
  ASSERT_EQ(words.size(), 2U);
  EXPECT_EQ(words[0], (PageWord{"Trước", "Truóc", {20, 100, 30, 110}, 0.5}));
  EXPECT_EQ(words[1], (PageWord{"ngày", "ngày", {40, 100, 50, 110}, 0.6}));
}

// The words of a page of one line that is restored so.
std::vector<PageWord> OnPage(PageOrigin origin, const Line& seen, const RestoredLine& line) {
  SeenDocument document;
  document.pages.emplace_back();
  document.pages[0].origin = origin;
  document.pages[0].lines = {seen};
  RestoredText restored;
  restored.lines = {line};
  return RestoredWords(Document(document, restored)).at(0).lines.at(0).words;
}

TEST(PageWords, OfOurOwnReadingTheConfidenceIsAProbability) {
  Line seen = Seen({"nhà", "thâu", "Truóc"});
  RestoredLine line = Restored({{"nhà", "nhà"}, {" thâu", " thâu"}, {" Trước", " Truóc"}});
  line.edits = {{{5, 10}, {5, 10}, kDoubt, 0.1, {{"thầu", 0.9}}}, {{11, 17}, {11, 19}, "decode", 0.75, {}}};
  Page page;
  page.origin = PageOrigin::kOcr;
  page.lines = {seen};
  const std::vector<WordSigns> signs = SignsOf(line, RestoredWordsOf(line, seen, 0), SignsOf(page));
  auto words = OnPage(PageOrigin::kOcr, seen, line);
  ASSERT_EQ(words.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(words[i].confidence, WordProbability(signs[i])) << i;
  EXPECT_NE(words[0].confidence, 0.5);
}

TEST(PageWords, OfAnotherReadingAChangeHasItsPosterior) {
  Line seen = Seen({"Truóc", "ngày"});
  RestoredLine line = Restored({{"Trước", "Truóc"}, {" ngày", " ngày"}});
  line.edits = {{{0, 6}, {0, 8}, "decode", 0.75, {}}};
  auto words = OnPage(PageOrigin::kPlainText, seen, line);
  ASSERT_EQ(words.size(), 2U);
  EXPECT_EQ(words[0].confidence, 0.75);
  EXPECT_EQ(words[1].confidence, 0.6);
}

TEST(PageWords, SeveralSeenWordsBecomeOne) {
  Line seen = Seen({"ho", "ach", "nam"});
  auto words = RestoredWordsOf(Restored({{"hoạch", "ho ach"}, {" năm", " nam"}}), seen, 0);
  ASSERT_EQ(words.size(), 2U);
  EXPECT_EQ(words[0], (PageWord{"hoạch", "ho ach", {20, 100, 50, 110}, 0.5}));
  EXPECT_EQ(words[1].box, (Box{60, 100, 70, 110}));
}

TEST(PageWords, OneSeenWordBecomesSeveralByTheWidthOfTheirLetters) {
  Line seen = Seen({"vănbản"});
  auto words = RestoredWordsOf(Restored({{"văn bản", "vănbản"}}), seen, 0);
  ASSERT_EQ(words.size(), 2U);
  double space = AdvanceOf(U' ');
  double word = AdvanceOf("văn");
  double whole = 2 * word + space;
  EXPECT_DOUBLE_EQ(words[0].box.left, 20);
  EXPECT_DOUBLE_EQ(words[0].box.right, 20 + 10 * word / whole);
  EXPECT_DOUBLE_EQ(words[1].box.left, 20 + 10 * (word + space) / whole);
  EXPECT_DOUBLE_EQ(words[1].box.right, 30);
  EXPECT_EQ(words[1].seen, "vănbản");
}

TEST(PageWords, EquallyManyWordsOfOnePieceCorrespondInOrder) {
  Line seen = Seen({"cai", "cach", "hanh"});
  auto words = RestoredWordsOf(Restored({{"cải cách hành", "cai cach hanh"}}), seen, 0);
  ASSERT_EQ(words.size(), 3U);
  EXPECT_EQ(words[1], (PageWord{"cách", "cach", {40, 100, 50, 110}, 0.6}));
}

TEST(PageWords, AWordThatWasPutInSharesTheBoxBeforeIt) {
  Line seen = Seen({"một", "ba"});
  auto words = RestoredWordsOf(Restored({{"một", "một"}, {" hai", ""}, {" ba", " ba"}}), seen, 0);
  ASSERT_EQ(words.size(), 3U);
  EXPECT_LT(words[0].box.right, words[1].box.left);
  EXPECT_DOUBLE_EQ(words[1].box.right, 30);
  EXPECT_EQ(words[2].box, (Box{40, 100, 50, 110}));
  auto first = RestoredWordsOf(Restored({{"hai ", ""}, {"ba", "ba"}}), Seen({"ba"}), 0);
  ASSERT_EQ(first.size(), 2U);
  EXPECT_DOUBLE_EQ(first[0].box.left, 20);
  EXPECT_DOUBLE_EQ(first[1].box.right, 30);
}

TEST(PageWords, OnATurnedPageTheSharesLieAlongTheLine) {
  Line seen = Seen({"vănbản"});
  seen.words[0].box = {100, 20, 110, 60};
  RestoredLine line = Restored({{"văn bản", "vănbản"}});
  auto up = RestoredWordsOf(line, seen, 90);
  EXPECT_DOUBLE_EQ(up[0].box.bottom, 60);
  EXPECT_DOUBLE_EQ(up[1].box.top, 20);
  EXPECT_EQ(up[0].box.width(), 10);
  auto down = RestoredWordsOf(line, seen, 270);
  EXPECT_DOUBLE_EQ(down[0].box.top, 20);
  EXPECT_DOUBLE_EQ(down[1].box.bottom, 60);
  auto head = RestoredWordsOf(line, seen, 180);
  EXPECT_DOUBLE_EQ(head[0].box.right, 110);
  EXPECT_DOUBLE_EQ(head[1].box.left, 100);
}

TEST(PageWords, PlainTextHasWordsWithoutBoxes) {
  Line seen{1, "S6: 12", {}, {}};
  auto words = RestoredWordsOf(Restored({{"Số", "S6"}, {": 12", ": 12"}}), seen, 0);
  ASSERT_EQ(words.size(), 2U);
  EXPECT_EQ(words[0].text, "Số:");
  EXPECT_EQ(words[0].seen, "S6:");
  EXPECT_TRUE(words[0].box.empty());
}

TEST(PageWords, PagesKeepTheirLinesAndBlankOnesAreLeftOut) {
  SeenDocument seen;
  Page one;
  one.number = 1;
  one.lines = {Seen({"một"}), {2, "", {}, {}}};
  Page two;
  two.number = 2;
  two.lines = {Seen({"hai", "ba"})};
  seen.pages = {one, two};
  RestoredText restored;
  restored.lines = {{1, 1, LineClass::kText, "một", {}, {}, 1},
                    {1, 2, LineClass::kBlank, "", {}, {}, 1},
                    {2, 1, LineClass::kText, "hai   ba", {}, {}, 1}};
  restored.lines[2].alignment.Append(3, 3);
  restored.lines[2].alignment.Append(3, 1);
  restored.lines[2].alignment.Append(2, 2);
  auto pages = RestoredWords(Document(seen, restored));
  ASSERT_EQ(pages.size(), 2U);
  EXPECT_EQ(pages[0].lines.size(), 1U);
  ASSERT_EQ(pages[1].lines.size(), 1U);
  EXPECT_EQ(pages[1].lines[0].index, 2U);
  EXPECT_EQ(pages[1].lines[0].words[1].box, (Box{40, 100, 50, 110}));
  EXPECT_EQ(pages[1].lines[0].box, (Box{20, 100, 50, 110}));
}

}  // namespace
}  // namespace vankho
