#include "corpus/generator/sentences.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "pipeline/base/file.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

const std::string kLexicons = std::string(VANKHO_SOURCE_DIR) + "/lexicons";

Result<Sentences> Load(const std::string& rows) {
  const std::string path = testing::TempDir() + "/sentences_test.tsv";
  EXPECT_TRUE(WriteFileAtomically(path, "symbol\ttext\n" + rows));
  return Sentences::Load(path, kLexicons);
}

TEST(Sentences, ExpandSymbolsNumbersAndCapitals) {
  const Sentences sentences = *Load("line\t{^task} {#7-7} ngày.\ntask\tđôn đốc\n");
  Random random(1);
  EXPECT_EQ(sentences.Line(random), "Đôn đốc 7 ngày.");
}

TEST(Sentences, KnowBodiesAndPlaces) {
  const Sentences sentences = *Load("line\t{body}|{place}\n");
  Random random(3);
  EXPECT_THAT(sentences.Line(random), testing::MatchesRegex(".+[|](tỉnh|thành phố|huyện|quận|thị xã).+"));
}

TEST(Sentences, OneSeedOneText) {
  const Sentences sentences = *Load("line\t{a} {#1-1000}\na\tmột\na\thai\n");
  auto text = [&](std::uint64_t seed) {
    Random random(seed);
    std::string all;
    for (int i = 0; i < 20; ++i) all += sentences.Line(random) + "\n";
    return all;
  };
  EXPECT_EQ(text(5), text(5));
  EXPECT_NE(text(5), text(6));
}

TEST(Sentences, SayWhereTheGrammarIsWrong) {
  EXPECT_THAT(Load("line\t{none}\n").error().message, testing::HasSubstr("sentences_test.tsv:2: no row of"));
  EXPECT_THAT(Load("line\t{a}\na\tx {line}\n").error().message, testing::HasSubstr("contains itself"));
  EXPECT_THAT(Load("line\t{a\n").error().message, testing::HasSubstr("not closed"));
  EXPECT_THAT(Load("line\t{#9-1}\n").error().message, testing::HasSubstr("no range"));
  EXPECT_FALSE(Load("other\tx\n"));
}

TEST(Sentences, OfThePlansAreCleanAndVaried) {
  const auto sentences =
      Sentences::Load(std::string(VANKHO_SOURCE_DIR) + "/corpus/generator/plan_grammar.tsv", kLexicons);
  ASSERT_TRUE(sentences) << Describe(sentences.error());
  Random random(1);
  std::set<std::string> lines;
  for (int i = 0; i < 500; ++i) {
    const std::string line = sentences->Line(random);
    EXPECT_TRUE(IsValidUtf8(line));
    EXPECT_EQ(line.find_first_of("{}\n"), std::string::npos) << line;
    lines.insert(line);
  }
  EXPECT_GT(lines.size(), 400U);
}

}  // namespace
}  // namespace vankho
