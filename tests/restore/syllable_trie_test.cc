#include "pipeline/restore/syllable_trie.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/restore/toy_language.h"

namespace vankho {
namespace {

TEST(WordIndexTest, NumbersWordsInTheOrderInWhichTheyCome) {
  WordIndex index;
  bool is_new = false;
  for (std::uint32_t i = 0; i < 1000; ++i) {  // it grows
    EXPECT_EQ(index.Add("w" + std::to_string(i), is_new), i);
    EXPECT_TRUE(is_new);
  }
  EXPECT_EQ(index.Add("w17", is_new), 17U);
  EXPECT_FALSE(is_new);
  EXPECT_EQ(index.size(), 1000U);
  EXPECT_EQ(index.Find("w999"), 999U);
  EXPECT_EQ(index.Find("w1000"), WordIndex::kNone);
  EXPECT_EQ(index.Find(""), WordIndex::kNone);
}

class SyllableTrieTest : public testing::Test {
 protected:
  static ToyLanguage Toy() {
    return ToyLanguage({{"kế", 0.1},
                        {"Kế", 0.2},
                        {"ke", 0.1},
                        {"kem", 0.05},
                        {"HĐND", 0.1},
                        {"đ", 0.01},
                        {"iOffice", 0.01},
                        {"<num>", 0.1},
                        {"mườihaichữcáiđó", 0.01}});  // too long
  }
  // The letters on the way to the form, and what leads there.
  std::uint32_t NodeOf(std::u32string_view lower) const {
    std::uint32_t node = trie_.root();
    for (char32_t c : lower) {
      if (node != SyllableTrie::kNone) node = trie_.Child(node, trie_.LetterOf(c));
    }
    return node;
  }
  ToyLanguage lm_ = Toy();
  SyllableTrie trie_{lm_};
};

TEST_F(SyllableTrieTest, TwinsShareAForm) {
  const std::uint32_t at = trie_.FindForm("kế");
  ASSERT_NE(at, SyllableTrie::kNone);
  const WordForm& form = trie_.form(at);
  EXPECT_EQ(form.lower, "kế");
  EXPECT_EQ(form.length, 2U);
  EXPECT_EQ(form.lower_id, lm_.IdOf("kế"));
  EXPECT_EQ(form.capital_id, lm_.IdOf("Kế"));
  EXPECT_EQ(form.upper_id, 0U);
  EXPECT_FLOAT_EQ(form.log_unigram, lm_.Unigram(lm_.IdOf("Kế")));
  EXPECT_EQ(trie_.form(trie_.FindForm("hđnd")).upper_id, lm_.IdOf("HĐND"));
  const WordForm& mixed = trie_.form(trie_.FindForm("ioffice"));
  EXPECT_EQ(mixed.lower_id + mixed.capital_id + mixed.upper_id, 0U);
}

TEST_F(SyllableTrieTest, LettersLeadToForms) {
  EXPECT_EQ(trie_.FormAt(NodeOf(U"ke")), trie_.FindForm("ke"));
  EXPECT_EQ(trie_.FormAt(NodeOf(U"kem")), trie_.FindForm("kem"));
  EXPECT_EQ(trie_.FormAt(NodeOf(U"hđnd")), trie_.FindForm("hđnd"));
  EXPECT_EQ(trie_.FormAt(NodeOf(U"hđ")), SyllableTrie::kNone);
  EXPECT_EQ(NodeOf(U"kế"
                   U"m"),
            SyllableTrie::kNone);
  EXPECT_EQ(trie_.FindForm("mườihaichữcáiđó"), SyllableTrie::kNone);
  EXPECT_EQ(trie_.FindForm("<num>"), SyllableTrie::kNone);
  EXPECT_TRUE(trie_.IsLeaf(NodeOf(U"kem")));
}

// Of the vocabulary that searches walk through: breadth first, the children of a node together and in order.
TEST_F(SyllableTrieTest, ChildrenAreNeighbours) {
  std::uint32_t next = trie_.root() + 1;
  for (std::uint32_t node = 0; node < trie_.node_count(); ++node) {
    int last = -1;
    trie_.ForEachChild(node, [&](SyllableTrie::Letter letter, std::uint32_t child) {
      EXPECT_EQ(child, next++);
      EXPECT_GT(letter, last);
      EXPECT_EQ(trie_.Child(node, letter), child);
      EXPECT_LE(trie_.ReachOf(child), trie_.ReachOf(node));
      last = letter;
    });
  }
  EXPECT_EQ(next, trie_.node_count());
}

TEST_F(SyllableTrieTest, KnowsFormsWithoutTheirMarks) {
  EXPECT_TRUE(trie_.HasBare("ke"));
  EXPECT_TRUE(trie_.HasBare("hdnd"));
  EXPECT_TRUE(trie_.HasBare("d"));
  EXPECT_FALSE(trie_.HasBare("kế"));
  EXPECT_FALSE(trie_.HasBare("k"));
}

}  // namespace
}  // namespace vankho
