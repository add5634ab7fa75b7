#include "pipeline/base/lexicon.h"

#include <gtest/gtest.h>

namespace vankho {
namespace {

TEST(Lexicon, RowsWithLineNumbers) {
  auto lexicon = Lexicon::Parse("# about\nsurface\tvalue\n\nPhòng NV\tPhòng Nội vụ\n", "agencies.tsv");
  ASSERT_TRUE(lexicon);
  ASSERT_EQ(lexicon->rows().size(), 1U);
  EXPECT_EQ(lexicon->rows()[0].line, 4);
  EXPECT_EQ(lexicon->rows()[0].cells[*lexicon->Column("value")], "Phòng Nội vụ");
  EXPECT_EQ(lexicon->sha256().size(), 64U);
}

TEST(Lexicon, ErrorsNameFileAndLine) {
  auto ragged = Lexicon::Parse("a\tb\nonly one\n", "x.tsv");
  ASSERT_FALSE(ragged);
  EXPECT_EQ(ragged.error().message, "x.tsv:2: 1 cells where the header has 2");
  EXPECT_FALSE(Lexicon::Parse("", "x.tsv"));
  EXPECT_FALSE(Lexicon::Parse("a\n\xff\n", "x.tsv"));
  auto lexicon = Lexicon::Parse("a\tb\n", "x.tsv");
  EXPECT_EQ(lexicon->Column("c").error().message, "x.tsv: no column 'c' (there are: a, b)");
}

}  // namespace
}  // namespace vankho
