#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "pipeline/base/unicode.h"
#include "pipeline/export/export.h"

namespace vankho {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Grid TwoColumns(std::vector<std::vector<std::string>> rows) {
  return {{{"due_day", false, false, true},
           {"action", false, true, true},
           {"page", true, false, true},
           {"rule", false, false, false}},
          std::move(rows)};
}

int Widest(const std::string& table) {
  int widest = 0;
  std::istringstream lines(table);
  for (std::string line; std::getline(lines, line);) {
    int width = 0;
    for (const CodePoint& c : DecodeUtf8(line)) width += DisplayWidth(c.value);
    widest = std::max(widest, width);
  }
  return widest;
}

TEST(TableTest, ColumnsAreAsWideAsTheyLook) {
  EXPECT_EQ(
      WriteTable(TwoColumns({{"2024-07-31", "Rà soát", "3", "x"}, {"", "Đề nghị hỗ trợ", "12", "y"}}), {0, false}),
      "DUE DAY     ACTION          PAGE\n"
      "2024-07-31  Rà soát            3\n"
      "            Đề nghị hỗ trợ    12\n");
}

TEST(TableTest, LongCellsWrapInsideTheTerminal) {
  std::string table =
      WriteTable(TwoColumns({{"2024-07-31", "Rà soát, sửa đổi, bổ sung quy định", "3", ""}}), {36, false});
  EXPECT_EQ(table,
            "DUE DAY     ACTION              PAGE\n"
            "2024-07-31  Rà soát, sửa đổi,      3\n"
            "            bổ sung quy định\n");
  for (int width : {30, 40, 60, 80}) {
    std::string cell = std::string(300, 'x') + " Ủy ban nhân dân 漢字漢字漢字";
    EXPECT_LE(Widest(WriteTable(TwoColumns({{"2024-07-31", cell, "3", ""}}), {width, false})), width) << width;
  }
}

TEST(TableTest, NothingThatATerminalObeys) {
  std::string table = WriteTable(TwoColumns({{"\x1b[31mred",
                                              "a\r\nb\x07\xe2\x80\xae"
                                              "c\xc2\x9b"
                                              "d",
                                              "\t1", ""}}),
                                 {80, false});
  EXPECT_THAT(table, Not(HasSubstr("\x1b")));
  EXPECT_THAT(table, Not(HasSubstr("\r")));
  EXPECT_THAT(table, Not(HasSubstr("\x07")));
  EXPECT_THAT(table, Not(HasSubstr("\xc2\x9b")));
  EXPECT_THAT(table, Not(HasSubstr("\xe2\x80\xae")));
}

TEST(TableTest, ColourOnlyWhenAsked) {
  EXPECT_THAT(WriteTable(TwoColumns({}), {80, true}), HasSubstr("\x1b[1mDUE DAY"));
  EXPECT_EQ(WriteTable(TwoColumns({}), {80, false}), "DUE DAY  ACTION  PAGE\n");
}

TEST(CsvTest, QuotesAndLineEnds) {
  EXPECT_EQ(WriteCsv(TwoColumns({{"a,b", "c \"d\"", "e\nf", " g"}}), {}),
            "due_day,action,page,rule\r\n\"a,b\",\"c \"\"d\"\"\",\"e\nf\",\" g\"\r\n");
  EXPECT_EQ(WriteCsv(TwoColumns({}), {true}),
            "\xEF\xBB\xBF"
            "due_day,action,page,rule\r\n");
}

TEST(CsvTest, FormulasAreMadeHarmlessNumbersStay) {
  Grid grid{{{"x"}}, {}};
  for (const auto& [cell, expected] :
       std::vector<std::pair<std::string, std::string>>{{"=1+1", "'=1+1"},
                                                        {"+84 123", "'+84 123"},
                                                        {"-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"},
                                                        {"@SUM(A1)", "'@SUM(A1)"},
                                                        {"＝1", "'＝1"},
                                                        {"\t=1", "\"'\t=1\""},
                                                        {"\r=1", "\"'\n=1\""},
                                                        {"-", "'-"},
                                                        {"-0.1", "-0.1"},
                                                        {"2.95", "2.95"},
                                                        {"a=b", "a=b"},
                                                        {"", ""}}) {
    grid.rows = {{cell}};
    EXPECT_EQ(WriteCsv(grid, {}), "x\r\n" + expected + "\r\n") << cell;
  }
}

}  // namespace
}  // namespace vankho
