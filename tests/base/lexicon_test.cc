#include "pipeline/base/lexicon.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "pipeline/base/file.h"

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

TEST(Lexicon, ControlCharactersAreDamage) {
  EXPECT_EQ(Lexicon::Parse(std::string("a\nx\ny\0z\n", 8), "x.tsv").error().message,
            "x.tsv:3: a control character; the file is damaged");
  EXPECT_TRUE(Lexicon::Parse("a\tb\r\nx\ty\r\n", "x.tsv"));
}

TEST(Lexicon, AFileCutOffIsKnown) {
  const std::string folder = testing::TempDir() + "/lexicon_test/lexicons";
  std::filesystem::create_directories(folder);
  auto load = [&](const std::string& text) {
    EXPECT_TRUE(WriteFileAtomically(folder + "/x.tsv", text));
    return Lexicon::Load(folder + "/x.tsv");
  };
  EXPECT_TRUE(load("a\nmột\nhai\n# end\n"));
  EXPECT_TRUE(load("a\nmột\n# end"));
  EXPECT_NE(load("a\nmột\n").error().message.find("cut off"), std::string::npos);
  EXPECT_FALSE(load("a\nmột\n# en"));
  EXPECT_FALSE(load("a\nmột\n# end\nhai\n"));
}

}  // namespace
}  // namespace vankho
