#include "pipeline/document/words.h"

#include <gtest/gtest.h>

namespace vankho {
namespace {

std::vector<Word> SomeWords() {
  return {{"Kế", {72.01, 100.5, 90, 112.25}, 0.987, {}},
          {"hoạch", {93.4, 100.5, 121.77, 112.25}, 1, {{"hoach", 0.12}, {"hoạck", 0.004}}},
          {"", {}, 0, {}},
          {"lùi", {-3.5, 40, 2, 52}, 0.5, {}}};
}

TEST(WordListTest, APackedListReadsAsBefore) {
  WordList words(SomeWords());
  WordList packed = words;
  packed.Pack();
  EXPECT_TRUE(packed.packed());
  EXPECT_EQ(packed, words);
  EXPECT_EQ(packed.size(), 4u);
  const WordList& read = packed;
  EXPECT_EQ(read[1], SomeWords()[1]);
  EXPECT_EQ(read.back().text, "lùi");
  std::vector<Word> copy(read.begin(), read.end());
  EXPECT_EQ(copy, SomeWords());
  EXPECT_TRUE(packed.packed()) << "reading leaves it packed";
}

TEST(WordListTest, UnpacksItselfToBeChanged) {
  WordList words(SomeWords());
  words.Pack();
  words[0].text = "kế";
  words.push_back({"2024", {200, 100, 220, 112}, 0.9, {}});
  EXPECT_FALSE(words.packed());
  EXPECT_EQ(words.size(), 5u);
  EXPECT_EQ(words.front().text, "kế");
  EXPECT_EQ(words[1], SomeWords()[1]);
}

TEST(WordListTest, WhatPackingWouldLoseStaysOpen) {
  for (double odd : {72.0001, 1e300, -1e15, 1.0 / 3}) {
    std::vector<Word> words = SomeWords();
    words[1].box.right = odd;
    WordList list(words);
    list.Pack();
    EXPECT_FALSE(list.packed()) << odd;
    EXPECT_EQ(list, WordList(words)) << odd;
  }
  std::vector<Word> words = SomeWords();
  words[1].alternatives[0].confidence = 0.12345;
  WordList list(words);
  list.Pack();
  EXPECT_FALSE(list.packed());
}

TEST(WordListTest, EmptyListsAreEmpty) {
  WordList words;
  words.Pack();
  EXPECT_TRUE(words.empty());
  const WordList& read = words;
  EXPECT_TRUE(read.begin() == read.end());
}

// Every hundredth of a point of a large sheet comes back as the very same double.
TEST(WordListTest, EveryHundredthComesBack) {
  for (int i = 0; i <= 300'000; i += 7) {
    WordList words{{"a", {i / 100.0, (300'000 - i) / 100.0, (i + 1) / 100.0, i / 10.0}, i % 1001 / 1000.0, {}}};
    WordList packed = words;
    packed.Pack();
    ASSERT_TRUE(packed.packed()) << i;
    ASSERT_EQ(packed, words) << i;
  }
}

}  // namespace
}  // namespace vankho
