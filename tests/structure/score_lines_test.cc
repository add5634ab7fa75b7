#include "pipeline/structure/score_lines.h"

#include <gtest/gtest.h>

#include "pipeline/document/joined_text.h"
#include "tests/structure/plain_document.h"

namespace vankho {
namespace {

std::string At(const Document& document, const Table& table, int row, int column) {
  for (const Cell& cell : table.cells) {
    if (cell.row == row && cell.column == column) return JoinedText(document.text(), cell.pieces).text();
  }
  return "?";
}

constexpr const char* kAnnex =
    "PHỤ LỤC\n"
    "TT Tiêu chí Điểm tối đa Điểm năm 2023 Mục tiêu năm 2024 Tăng/giảm Cơ quan chủ trì\n"
    "1 Chỉ đạo, điều hành 8,00 7,2500 7,75 + 0,5\n"
    "1.1 Kế hoạch cải cách hành chính 3,00 2,7500 3,00 + 0,25 Phòng Nội vụ\n"
    "1.2 Mức giảm biên chế so với năm 2021 5,00 4,5 4,75 + 0,25 Văn phòng HĐND và UBND\n"
    "1.3 Thực hiện chế độ báo cáo định kỳ 2,00 1 1,50\n"
    "theo quy định của cấp trên\n"
    "Tổng điểm 100,00 84,5 90 + 5,5\n";

TEST(ScoreLinesTest, CellsThatLostTheirColumnsAreATable) {
  Document document = ReadPlain(kAnnex);
  ASSERT_EQ(document.tables.size(), 1u);
  const Table& table = document.tables[0];
  EXPECT_EQ(table.columns, 7);
  ASSERT_EQ(table.rows, 6);
  EXPECT_EQ(table.header_rows, 1);
  EXPECT_EQ(At(document, table, 0, 3), "Điểm năm 2023");
  EXPECT_EQ(At(document, table, 2, 1), "Kế hoạch cải cách hành chính");
  EXPECT_EQ(At(document, table, 2, 5), "+ 0,25");
  EXPECT_EQ(At(document, table, 2, 6), "Phòng Nội vụ");
  // The year at the end of a name is no score; a column of differences may be blank.
  EXPECT_EQ(At(document, table, 3, 1), "Mức giảm biên chế so với năm 2021");
  EXPECT_EQ(At(document, table, 3, 2), "5,00");
  EXPECT_EQ(At(document, table, 4, 1), "Thực hiện chế độ báo cáo định kỳ theo quy định của cấp trên");
  EXPECT_EQ(At(document, table, 4, 5), "");
  EXPECT_EQ(At(document, table, 5, 0), "Tổng điểm");
  EXPECT_EQ(At(document, table, 5, 2), "100,00");
}

TEST(ScoreLinesTest, TextWithNumbersIsNoTable) {
  EXPECT_TRUE(ReadPlain("I. KẾT QUẢ\n1. Năm 2023 đạt 80 85 90 điểm.\n2. Năm 2022 đạt 70 75 80 điểm.\n").tables.empty());
  // Scores over their maximum: the columns are not what they seem.
  EXPECT_TRUE(ReadPlain("TT Tiêu chí Điểm tối đa Điểm năm 2023\n"
                        "1 Một việc 1,00 9,00\n2 Hai việc 2,00 8,00\n3 Ba việc 3,00 7,00\n4 Bốn việc 3,00 9,00\n")
                  .tables.empty());
}

}  // namespace
}  // namespace vankho
