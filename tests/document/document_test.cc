#include "pipeline/document/document.h"

#include <gtest/gtest.h>

namespace vankho {
namespace {

// Two pages; the first line was repaired, its words have boxes.
Document Sample() {
  SeenDocument seen;
  Line first{1, "S6: 12", {{"S6:", {10, 20, 30, 32}, 0.5, {}}, {"12", {34, 20, 44, 32}, 0.9, {}}}, {10, 20, 44, 32}};
  Page one;
  one.number = 1;
  one.lines = {first, {2, "ngày", {}, {}}};
  Page two;
  two.number = 2;
  two.lines = {{1, "hết", {}, {}}};
  seen.pages = {one, two};
  RestoredText restored;
  RestoredLine repaired;
  repaired.page = 1;
  repaired.number = 1;
  repaired.text = "Số: 12";
  repaired.alignment.Append(4, 2);
  repaired.alignment.Append(4, 4);
  restored.lines = {repaired, {1, 2, LineClass::kText, "ngày", {}, {}, 1}, {2, 1, LineClass::kText, "hết", {}, {}, 1}};
  return {seen, restored};
}

TEST(Document, OneCoordinateForEverything) {
  Document d = Sample();
  EXPECT_EQ(d.text(), "Số: 12\nngày\nhết");
  EXPECT_EQ(d.LineSpan(1).Of(d.text()), "ngày");
  EXPECT_EQ(d.LineAt(0), 0U);
  EXPECT_EQ(d.LineAt(8), 0U) << "a newline belongs to its line";
  EXPECT_EQ(d.LineAt(9), 1U);
}

TEST(Document, EvidenceIsLookedUp) {
  Document d = Sample();
  TextSpan so{0, 4};
  EXPECT_EQ(so.Of(d.text()), "Số");
  EXPECT_EQ(d.RawOf(so), "S6");
  EXPECT_EQ(d.BoxesOf(so), (std::vector<Box>{{10, 20, 30, 32}}));
  TextSpan both{6, d.text().size()};
  EXPECT_EQ(d.RawOf(both), "12\nngày\nhết");
  EXPECT_EQ(d.PageOf(both), 1);
  EXPECT_EQ(d.LineNumbers(both), (std::vector<int>{1, 2})) << "lines of the first page only";
  EXPECT_EQ(d.PageOf({d.text().size() - 2, d.text().size()}), 2);
}

TEST(Document, LeastSureNumberIsOfWordsWithDigitsOnly) {
  Document d = Sample();
  EXPECT_EQ(d.LeastSureNumber({0, d.text().size()}), 0.5) << "S6 was read with a digit";
  EXPECT_EQ(d.LeastSureNumber({6, 8}), 0.9);
  EXPECT_EQ(d.LeastSureNumber({9, d.text().size()}), 1) << "no number there";
}

TEST(Document, EmptyIsHarmless) {
  Document d(SeenDocument{}, RestoredText{});
  EXPECT_EQ(d.text(), "");
  EXPECT_EQ(d.PageOf({0, 0}), 1);
  EXPECT_TRUE(d.LineIndexes({0, 5}).empty());
}

TEST(Flatten, OneLine) { EXPECT_EQ(Flatten("  a \n b\tc "), "a b c"); }

}  // namespace
}  // namespace vankho
