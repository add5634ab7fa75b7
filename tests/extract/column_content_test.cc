#include "extractors/table_rows/column_content.h"

#include <gtest/gtest.h>

namespace vankho {
namespace {

using Meaning = ColumnMeaning;

class ColumnContentTest : public testing::Test {
 protected:
  // The meanings of columns that are headed so and hold these cells.
  std::vector<Meaning> Read(const std::vector<std::string>& headers,
                            const std::vector<std::vector<std::string>>& cells) const {
    std::vector<TableColumn> columns;
    for (const std::string& header : headers) columns.push_back(cells_->Read(header));
    ReadColumnsByContent(cells, columns);
    std::vector<Meaning> meanings;
    for (const TableColumn& column : columns) meanings.push_back(column.meaning);
    return meanings;
  }
  const Result<HeaderCells> cells_ = HeaderCells::Load(VANKHO_SOURCE_DIR);
};

TEST_F(ColumnContentTest, CellsOfTimesAreATimeColumn) {
  EXPECT_EQ(Read({"TT", "Gì", "Bao giờ"}, {{"1", "2"}, {"Sơn ghế đá", "Trồng cây"}, {"15/3/2024", "Trước quý II"}}),
            (std::vector{Meaning::kNumber, Meaning::kContent, Meaning::kTime}));
  EXPECT_EQ(Read({"TT", "Gì", "Mấy"}, {{"1", "2"}, {"Sơn ghế đá", "Trồng cây"}, {"15", "40 cây"}}),
            (std::vector{Meaning::kNumber, Meaning::kOther, Meaning::kOther}));
  // one cell is no column
  EXPECT_EQ(Read({"TT", "Gì", "Mấy"}, {{"1"}, {"Sơn ghế đá"}, {"15/3/2024"}}),
            (std::vector{Meaning::kNumber, Meaning::kOther, Meaning::kOther}));
}

TEST_F(ColumnContentTest, WhatTheHeaderSaysStands) {
  EXPECT_EQ(Read({"Nhiệm vụ", "Thời hạn", "Ghi chú"},
                 {{"Sơn ghế đá", "Trồng cây"}, {"Khi cần", ""}, {"15/3/2024", "16/3/2024"}}),
            (std::vector{Meaning::kContent, Meaning::kTime, Meaning::kNote}));
}

}  // namespace
}  // namespace vankho
