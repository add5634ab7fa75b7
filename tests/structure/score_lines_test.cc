#include "pipeline/structure/score_lines.h"

#include <gtest/gtest.h>

#include "pipeline/document/joined_text.h"
#include "pipeline/structure/score_arithmetic.h"
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

// As an engine left it: the header in three lines, one of its words wrong, rules as pipes, scraps of cells between
// rows.
constexpr const char* kTorn =
    "PHỤ LỤC\n"
    ". 7 cc Diểm tối | Điểm năm | Mục tiêu as\n"
    "Sứ Lĩnh vực/Tiêu chí . Tăng/giảm Cơ quan chủ trì\n"
    "; đa 2023 năm 2024\n"
    "1- | Chỉ đạo, điều hành 7,50 5,5000 6,75 41,25 | Phòng Nội vụ\n"
    "1.1. | Kế hoạch cải cách hành chính 2.50 1,7500 2,25 +0,5 Phòng Nội vụ\n"
    "_ hòng Văn hóa\n"
    "1.2 Tuyên truyền 1,00 0,7500 1,00. +0,25 r và Thông tin\n"
    "in\n"
    "1.3 Sáng kiến 2.00 2,00 +0,01 Phòng Nội vụ\n"
    "2 | Cải cách thể chế 5,50 5,1419 5,25 +0,1081 | Phòng Tư pháp\n";

TEST(ScoreLinesTest, TornHeaderAndRows) {
  Document document = ReadPlain(kTorn);
  ASSERT_EQ(document.tables.size(), 1u);
  const Table& table = document.tables[0];
  EXPECT_EQ(table.meanings,
            (std::vector<std::string>{"number", "criterion", "max_score", "score", "target", "delta", ""}));
  ASSERT_EQ(table.rows, 5);  // the row that lacks a number is not guessed at
  EXPECT_EQ(At(document, table, 0, 3), "Điểm năm 2023");
  EXPECT_EQ(At(document, table, 1, 1), "Chỉ đạo, điều hành");
  EXPECT_EQ(At(document, table, 1, 5), "");  // +1,25 that was read as 41,25
  EXPECT_EQ(At(document, table, 1, 6), "Phòng Nội vụ");
  EXPECT_EQ(At(document, table, 2, 2), "2.50");
  EXPECT_EQ(At(document, table, 3, 4), "1,00.");
  EXPECT_EQ(At(document, table, 4, 1), "Cải cách thể chế");
}

TEST(ScoreLinesTest, OneNumberARowAndPartsWithoutTheirCode) {
  Document document = ReadPlain(
      "Phụ lục\nĐiểm tối\n\nSTT Lĩnh vực/Tiêu chí ủy Tài liệu\n; CHỈ ĐẠO, ĐIỀU HÀNH 9,5 o.\n1 Kế hoạch năm 3 Kế hoạch\n"
      "1.1 Ban hành đúng thời gian 1 Kế hoạch\n3 '| Tuyên truyền 2,5 Tin 6 tháng\num | CẢI CÁCH THỂ CHẾ 6\n"
      "II. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ kiểm tra 2 lần.\n");
  ASSERT_EQ(document.tables.size(), 1u);
  const Table& table = document.tables[0];
  ASSERT_EQ(table.rows, 6);
  EXPECT_EQ(At(document, table, 4, 1), "Tuyên truyền");
  EXPECT_EQ(At(document, table, 4, 2), "2,5");
  EXPECT_EQ(At(document, table, 5, 0), "");
  EXPECT_EQ(At(document, table, 5, 1), "CẢI CÁCH THỂ CHẾ");
}

TEST(ScoreLinesTest, TheMostThatCanBeHadComesFirst) {
  Document document = ReadPlain(
      "STT Lĩnh vực Diệm tía | Điểm tự chấm\n1 | Chỉ đạo, điều hành 14 12,25\n2 | Cải cách thể chế 12 115\n"
      "3 | Cải cách thủ tục hành chính 29 26,4\n5 Cải cách chế độ công vụ 12 9,85\n");
  ASSERT_EQ(document.tables.size(), 1u);
  EXPECT_EQ(document.tables[0].meanings, (std::vector<std::string>{"number", "criterion", "max_score", "score"}));
  EXPECT_EQ(At(document, document.tables[0], 1, 2), "14");
}

TEST(ScoreLinesTest, WhatWasReachedStandsBetweenTheMostAndTheGoal) {
  std::string torn(kTorn);
  torn.replace(torn.find("Điểm năm"), std::string("Điểm năm").size(), "Diémndm");
  Document document = ReadPlain(torn);
  ASSERT_EQ(document.tables.size(), 1u);
  EXPECT_EQ(document.tables[0].meanings,
            (std::vector<std::string>{"number", "criterion", "max_score", "score", "target", "delta", ""}));
  EXPECT_EQ(At(document, document.tables[0], 4, 3), "5,1419");
}

constexpr const char* kUnsaid =
    "1 | Thể chế 14 9,5\n1.1 Lập danh mục 5 4,25 18/20\n1.2 | Tự rà soát 4 4\n"
    "2 Chứng thực 12 11,35 12 bản sao chậm\n3 Lưu trữ 9 8\n3.1 Chỉnh lý 6 5\nTổng cộng 100 78,4\n";

TEST(ScoreLinesTest, TwoNumbersBesideCriteriaAreTheMostAndWhatWasReached) {
  Document document = ReadPlain("Đlệm tôl ty|\nSTT Tiêu chí/tiêu chí thành phần oe nx\nx\n" + std::string(kUnsaid));
  ASSERT_EQ(document.tables.size(), 1u);
  const Table& table = document.tables[0];
  EXPECT_EQ(table.meanings, (std::vector<std::string>{"number", "criterion", "max_score", "score"}));
  ASSERT_EQ(table.rows, 8);
  EXPECT_EQ(At(document, table, 4, 1), "Chứng thực");
  EXPECT_EQ(At(document, table, 4, 2), "12");
  EXPECT_EQ(At(document, table, 4, 3), "11,35");
  // Beside anything else two numbers mean nothing.
  EXPECT_TRUE(ReadPlain("Đlệm tôl ty|\nSTT Nội dung oe nx\nx\n" + std::string(kUnsaid)).tables.empty());
}

TEST(ScoreLinesTest, OneNumberBesideCriteriaIsTheMost) {
  constexpr const char* kRows =
      "1 | Thể chế 14\n1.1 Lập danh mục 5 chậm: 0\n1.2 | Tự rà soát 9\n2 Chứng thực 12\n3 Lưu trữ 9,5\n"
      "3.1 Chỉnh lý 6\n3.2 Tiêu hủy 3,5\n";
  Document document = ReadPlain("TT Lĩnh vực, tiêu chí gc ơ Cáeh chìn\n" + std::string(kRows));
  ASSERT_EQ(document.tables.size(), 1u);
  EXPECT_EQ(document.tables[0].meanings, (std::vector<std::string>{"number", "criterion", "max_score"}));
  EXPECT_EQ(At(document, document.tables[0], 5, 2), "9,5");
  EXPECT_TRUE(ReadPlain("TT Nội dung gc ơ\n" + std::string(kRows)).tables.empty());
}

TEST(ScoreLinesTest, OfSingleNumbersTheOneBeforeAnotherCell) {
  constexpr const char* kRows =
      "I | Thể chế 14\n1 Lập danh mục 5 Chậm 1 ngày trừ 0,5 điểm\n2 | Báo cáo 6 tháng 9,5 Đủ 2 bản\nII Chứng thực 12\n"
      "3 Lưu trữ ths\n4 Chỉnh lý hồ sơ 6\n";
  Document document = ReadPlain("TT Tiêu chí Điểm tối đa Ghi chú\n" + std::string(kRows));
  ASSERT_EQ(document.tables.size(), 1u);
  EXPECT_EQ(At(document, document.tables[0], 2, 2), "5");
  EXPECT_EQ(At(document, document.tables[0], 3, 2), "9,5");
  // A row without its number does not end the table.
  ASSERT_EQ(document.tables[0].rows, 6);
  EXPECT_EQ(At(document, document.tables[0], 5, 1), "Chỉnh lý hồ sơ");
}

// Names that stand over and under the line with the numbers; what was read between them is no word, or nothing.
TEST(ScoreLinesTest, NamesAroundTheNumbers) {
  Document document = ReadPlain(
      ". Diểm tối | Điểm năm | Mục tiêu as\nSTT Tiêu chí . 2023 2024\n"
      "1 Lưu trữ 7,50 5,50 6,75\n"
      "Chỉnh lý tài liệu tồn\n1.1 2,50 1,75 2,25\ntại kho của cơ quan\n"
      "Nộp lưu hồ sơ điện tử\nPie oe 2,00 1,50 2,00\nđúng thời hạn\n"
      "1.3 Tiêu hủy 3,00 2,25 2,50\n"
      "HỘ TỊCH VÀ\nIl 5,50 4,25 5,25\nCHỨNG THỰC\n"
      "2.1_Trả kết quả 5,50 4250 5,25\n");
  ASSERT_EQ(document.tables.size(), 1u);
  const Table& table = document.tables[0];
  ASSERT_EQ(table.rows, 7);
  EXPECT_EQ(At(document, table, 2, 0), "1.1");
  EXPECT_EQ(At(document, table, 2, 1), "Chỉnh lý tài liệu tồn tại kho của cơ quan");
  EXPECT_EQ(At(document, table, 3, 0), "");
  EXPECT_EQ(At(document, table, 3, 1), "Nộp lưu hồ sơ điện tử đúng thời hạn");
  EXPECT_EQ(At(document, table, 3, 3), "1,50");
  EXPECT_EQ(At(document, table, 5, 1), "HỘ TỊCH VÀ CHỨNG THỰC");
  EXPECT_EQ(At(document, table, 6, 0), "2.1");
  EXPECT_EQ(At(document, table, 6, 3), "4250");
}

TEST(ScoreLinesTest, SumsSayWhatTheColumnsAre) {
  constexpr const char* kRows =
      "1 Lưu trữ 14,00 10,50 11,75 +1,25 | Phòng Y tế\nchấm\nlại\nphần\nnày\nhai\nlần\n"
      "2 Chứng thực 8,00 6,12\t7,62\t+1,5 Trạm Thú y\n3 Hộ tịch 20,00 17,8 18,2 +0,4\n6 Văn thư 9,00 6,60 8,10 "
      "+1,50\n"
      "6.1 Đóng dấu 2,50 1,90 2,10 +0,20\n";
  Document document = ReadPlain("Đjêm dqt Đien Tănq\nSTT Lĩnh vực, tiêu chí xx vv\n" + std::string(kRows));
  ASSERT_EQ(document.tables.size(), 1u);
  EXPECT_EQ(document.tables[0].meanings,
            (std::vector<std::string>{"number", "criterion", "max_score", "score", "score", "delta"}));
  EXPECT_EQ(At(document, document.tables[0], 2, 4), "7,62");
  Document aims = ReadPlain("Đjêm dqt Mục tiêu Tănq\nSTT Lĩnh vực, tiêu chí xx vv\n" + std::string(kRows));
  ASSERT_EQ(aims.tables.size(), 1u);
  EXPECT_EQ(aims.tables[0].meanings,
            (std::vector<std::string>{"number", "criterion", "max_score", "score", "target", "delta"}));
}

// The header's words in other lines than the one that numbers: the sums alone say what its columns are.
TEST(ScoreLinesTest, CriteriaNamedBesideTheLineThatNumbers) {
  std::string header = "Lĩnh vực/Tiêu chí/Tiêu | Diém : tiê ầu\nSTT ee Z nm ¥ | Hạn\n2025\n";
  std::string first = "1 Lưu trữ 9,50 | 8,25 | 9,00\n1.1 Chỉnh lý 3,50 2,25 3,00\n1.2 Tiêu hủy 6,00 6,00 6,00\n";
  std::string second =
      "2 Hộ tịch 7,50 6,25 7,00\n2.1 Khai sinh 4,00 3,25 400\n2.2 Khai tử 3,50 3,00 3,25\n"
      "3 Thú y 5,00 3,75 4,50\n";
  Document document = ReadPlain(header + first + "\f" + header + second);
  ASSERT_EQ(document.tables.size(), 1u);
  EXPECT_EQ(document.tables[0].meanings,
            (std::vector<std::string>{"number", "criterion", "max_score", "score", "target"}));
  EXPECT_EQ(document.tables[0].rows, 8);
  // Three rows prove nothing.
  EXPECT_TRUE(ReadPlain(header + first).tables.empty());
}

// Where of a header only what the rows are about can be read, parts that are the sums of their rows prove it.
TEST(ScoreLinesTest, OneNumberThatAddsUp) {
  const std::string rows =
      "I | Lưu trữ 30\n1 | Chỉnh lý kho 12,5\n2 | Tiêu hủy hồ sơ 7,5\n3 | Số hóa sổ hộ tịch 10\n"
      "II | Văn thư 45\n1 | Sổ văn bản đi 15\n2 | Sổ văn bản đến 20\n3 | Con dấu 10\n"
      "III | Nếp làm việc 25\n1 | Đúng giờ 15\n2 | Đeo thẻ 10\n";
  Document document = ReadPlain("THANG ĐIỂM CỦA ĐOÀN\nTT Nội dung chân me 2 Từ em\n" + rows + "Tổng điểm 100\n");
  ASSERT_EQ(document.tables.size(), 1u);
  EXPECT_EQ(document.tables[0].meanings, (std::vector<std::string>{"number", "criterion", "max_score"}));
  EXPECT_EQ(At(document, document.tables[0], 2, 1), "Chỉnh lý kho");
  EXPECT_EQ(At(document, document.tables[0], 2, 2), "12,5");
  // A count of papers adds up too, but nothing speaks of points.
  EXPECT_TRUE(ReadPlain("SỐ HỘP CỦA KHO\nTT Nội dung chân me 2 Từ em\n" + rows + "Tổng số 100\n").tables.empty());
  // Nor do numbers that do not add up.
  std::string wrong = rows;
  for (const char* part : {"30", "45", "25"}) wrong.replace(wrong.find(part), 2, "31");
  EXPECT_TRUE(ReadPlain("THANG ĐIỂM CỦA ĐOÀN\nTT Nội dung chân me 2 Từ em\n" + wrong + "Tổng 100\n").tables.empty());
}

// Debris of other cells between the rows, a part's code and a comma that were lost: sums enough still hold.
TEST(ScoreLinesTest, SumsHoldAroundDebris) {
  const std::string debris = "oeyil 3,0\nĐủ 30%: 1,0\n";
  const std::string rows =
      "I | Lưu trữ 30,0\n1 | Chỉnh lý kho 12,5\n" + debris +
      "2 | Tiêu hủy hồ sơ 75\n3 | Số hóa sổ hộ tịch 10,0\nVien te 45,0 Ban\n1 | Sổ văn bản đi 15,0\n" + debris +
      "2 | Sổ văn bản đến 20,0\n3 | Con dấu 10,0\nIII | Nếp làm việc 25,0\n1 | Đúng giờ 15,0\n2 | Đeo thẻ 10,0\n"
      "IV | Kho 7,0\n1 | Mối mọt 4,0\n2 | Giá kệ 3,0\nx 1,\nV | Thang 6,0\n1 | Nhôm 2,5\n2 | Gỗ 3,5\n";
  const std::string header = "Lĩnh vực, tiêu chí, Điểm : Gỡ\nSTT : = mẹ Cách chấm điểm ủ\n";
  Document document = ReadPlain("THANG ĐIỂM CỦA ĐOÀN\n" + header + rows);
  ASSERT_EQ(document.tables.size(), 1u);
  EXPECT_EQ(document.tables[0].meanings, (std::vector<std::string>{"number", "criterion", "max_score"}));
  EXPECT_EQ(At(document, document.tables[0], 2, 2), "12,5");
  for (const Cell& cell : document.tables[0].cells) {
    for (TextSpan piece : cell.pieces) EXPECT_EQ(piece.Of(document.text()).find("oeyil"), std::string_view::npos);
  }
  std::string wrong = rows;
  for (const char* part : {"20,0", "15,0\n2 | Đeo", "4,0", "2,5\n2"}) wrong.replace(wrong.find(part), 1, "9");
  EXPECT_TRUE(ReadPlain("THANG ĐIỂM CỦA ĐOÀN\n" + header + wrong).tables.empty());
}

TEST(ScoreLinesTest, WhatWasLostStandsBeforeTheGoal) {
  Document document = ReadPlain(
      "lom Phin\nxo Điểm\nTư Lĩnh vực, tiêu chí abd nam eo đêu\n"
      "1 | Sổ văn bản 3 3 0 3\n2 | Kho lưu trữ 5 3,5 1,5 4\n3 | Chỉnh lý hồ sơ 15 13,2 1,8 14,5\n"
      "4 | Tiêu hủy hồ sơ 5 4,3 0,7 5\n5 | Số hóa 7 6,6 0,4 7\n6 | Tra cứu 6 5,1 0,9 5,5\n");
  ASSERT_EQ(document.tables.size(), 1u);
  EXPECT_EQ(document.tables[0].meanings,
            (std::vector<std::string>{"number", "criterion", "max_score", "score", "lost", "target"}));
  EXPECT_EQ(At(document, document.tables[0], 3, 4), "1,8");
}

TEST(ScoreLinesTest, TheWordOverTheCodesIsLost) {
  const std::string rows =
      "1.1 Sổ văn bản 2,40 0,8315 0,90\n1.2 Kho lưu trữ 2,40 1,1302 1,20\n1.3 Chỉnh lý hồ sơ 2,40 1,5471 1,60\n"
      "1.4 Tiêu hủy hồ sơ 2,40 0,7246 0,80\n1.5 Số hóa 2,40 1,6359 1,70\n1.6 Tra cứu 2,40 1,1783 1,20\n";
  Document document = ReadPlain("Mục\nChỉ số nội dung | Điểm noe Sc\nÔi đe 2022 2023\n" + rows);
  ASSERT_EQ(document.tables.size(), 1u);
  EXPECT_EQ(document.tables[0].meanings,
            (std::vector<std::string>{"number", "criterion", "max_score", "score", "target"}));
  EXPECT_TRUE(ReadPlain("Mục\nChỉ số nội dung của năm trước.\n" + rows).tables.empty());
}

TEST(ScoreArithmeticTest, SumsAreFound) {
  auto numbers = [](std::initializer_list<int> values) {
    std::vector<SumNumber> all;
    for (int value : values) all.push_back({Decimal::FromInt(value)});
    return all;
  };
  SumTree tree = FindSums(numbers({9, 5, 2, 3, 4, 7, 3, 4, 16}));
  EXPECT_EQ(tree.sums, 4u);  // 5, 9, 7 and the whole
  EXPECT_EQ(tree.covered, 9u);
  EXPECT_EQ(FindSums(numbers({4, 4})).sums, 0u);  // one is no sum
  EXPECT_EQ(FindSums(numbers({1, 8, 3, 6})).sums, 0u);
  // Debris between the parts of a sum may be left out, and 45 be 4.5; neither is a sum of its own.
  std::vector<SumNumber> debris = numbers({9, 2, 45, 7, 14, 8, 6});
  debris[2].otherwise = Decimal::FromPlain("4.5");
  EXPECT_EQ(FindSums(debris).covered, 3u);
  debris[1].value = *Decimal::FromPlain("4.5");
  debris[3].loose = true;
  EXPECT_EQ(FindSums(debris).sums, 1u);  // 14
  EXPECT_EQ(FindSums(debris).covered, 6u);
  EXPECT_EQ(FindSums(debris).firm, 6u);
  std::vector<SumNumber> between = numbers({9, 2, 7, 7});
  between[2].loose = true;
  EXPECT_EQ(FindSums(between).sums, 1u);
  std::swap(between[2], between[1]);
  between[1].value = Decimal::FromInt(5);
  EXPECT_EQ(FindSums(between).sums, 0u);
  EXPECT_TRUE(IsScale({Decimal::FromInt(2), Decimal::FromInt(30)}));
  EXPECT_FALSE(IsScale({Decimal::FromInt(2), Decimal::FromInt(680), Decimal::FromInt(900)}));
}

TEST(ScoreArithmeticTest, RanksAreTold) {
  auto row = [](std::initializer_list<const char*> numbers) {
    std::vector<Decimal> values;
    for (const char* number : numbers) values.push_back(*Decimal::FromPlain(number));
    return values;
  };
  using enum ScoreRank;
  EXPECT_EQ(RanksByArithmetic(
                {row({"3", "2", "1"}), row({"5", "4", "1"}), row({"2", "2", "0"}), row({"1", "0.5", "0.5"})}, false),
            (std::vector{kMost, kReached, kLost}));
  EXPECT_TRUE(RanksByArithmetic(
                  {row({"3", "2", "2.5"}), row({"5", "4", "5"}), row({"2", "1", "2"}), row({"1", "0", "1"})}, false)
                  .empty());
  EXPECT_TRUE(RanksByArithmetic({row({"3", "2", "1"})}, false).empty());
  std::vector<std::vector<Decimal>> goals(6, row({"3", "2", "2.5"}));
  EXPECT_EQ(RanksByArithmetic(goals, false), (std::vector{kMost, kReached, kAimed}));
  goals.push_back(row({"1", "0.5", "75"}));  // a lost comma
  EXPECT_EQ(RanksByArithmetic(goals, false), (std::vector{kMost, kReached, kAimed}));
  std::vector<std::vector<Decimal>> years(6, row({"3", "2.5", "2"}));  // less than before
  EXPECT_TRUE(RanksByArithmetic(years, false).empty());
}

TEST(ScoreLinesTest, TextWithNumbersIsNoTable) {
  // "của", "điểm" and "xong việc", a letter off "công việc", are no header.
  EXPECT_TRUE(ReadPlain("nơi có điểm thấp nhất\ncủa xong việc ở kho tại 14 trạm.\n1. Ông Bùi Văn Thử 11\n"
                        "2. Bà Lê Thị Mẫu 18\n3. Ông Đỗ Văn Ví 12\n4. Tổ số 1\n")
                  .tables.empty());
  EXPECT_TRUE(ReadPlain("I. KẾT QUẢ\n1. Năm 2023 đạt 80 85 90 điểm.\n2. Năm 2022 đạt 70 75 80 điểm.\n").tables.empty());
  // Scores over their maximum: the columns are not what they seem.
  EXPECT_TRUE(ReadPlain("TT Tiêu chí Điểm tối đa Điểm năm 2023\n"
                        "1 Một việc 1,00 9,00\n2 Hai việc 2,00 8,00\n3 Ba việc 3,00 7,00\n4 Bốn việc 3,00 9,00\n")
                  .tables.empty());
}

}  // namespace
}  // namespace vankho
