#include "pipeline/extract/extractor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extractors/target/target.h"
#include "tests/structure/plain_document.h"

namespace vankho {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::Field;

class ExtractorTest : public testing::Test {
 protected:
  Records Run(std::string_view text) const { return extractor_->Run(ReadPlain(text)); }
  const Result<Extractor> extractor_ = Extractor::Load(VANKHO_SOURCE_DIR);
};

auto Duty(const char* agency, Role role) {
  return AllOf(Field(&Assignment::agency, agency), Field(&Assignment::role, role));
}

TEST_F(ExtractorTest, ReadsTheHeader) {
  Header header = Run(kPlan).header;
  EXPECT_EQ(header.type, "ke_hoach");
  EXPECT_EQ(header.number, "27/KH-UBND");
  EXPECT_EQ(header.issuer, "Ủy ban nhân dân huyện Sông Mây");
  EXPECT_EQ(header.issued_place, "Sông Mây");
  EXPECT_EQ(header.issued_date->ToIso(), "2024-02-05");
  EXPECT_EQ(header.title, "Nâng cao Chỉ số cải cách hành chính của huyện Sông Mây năm 2024");
  ASSERT_TRUE(header.signer);
  EXPECT_EQ(header.signer->name, "Trần Minh Khoa");
  EXPECT_EQ(header.signer->mode, "KT");
  EXPECT_THAT(header.recipients, testing::ElementsAre("UBND tỉnh (b/c)", "Các xã, thị trấn", "Lưu: VT."));
}

TEST_F(ExtractorTest, TheDocumentItselfIsNoReference) {
  Records records = Run(kPlan);
  ASSERT_EQ(records.references.size(), 1u);
  EXPECT_EQ(records.references[0].number, "918/QĐ-UBND");
  EXPECT_TRUE(records.references[0].is_basis);
}

TEST_F(ExtractorTest, GivesDutiesByVerbsLabelsAndHeadings) {
  auto duties = Run(kPlan).assignments;
  EXPECT_THAT(duties, Contains(Duty("Phòng Tư pháp", Role::kLead)));
  EXPECT_THAT(duties, Contains(Duty("Phòng Nội vụ", Role::kCoordinate)));
  EXPECT_THAT(duties, Contains(AllOf(Duty("Phòng Văn hóa và Thông tin", Role::kLead),
                                     Field(&Assignment::task, "Chủ trì thực hiện Hiện đại hóa hành chính"))));
  EXPECT_THAT(duties, Contains(Duty("Phòng Nội vụ", Role::kImplement)));
  EXPECT_THAT(duties, Contains(Duty("Phòng Tài chính - Kế hoạch", Role::kAdvise)));
}

TEST_F(ExtractorTest, LabelsUnderAHeadingSpeakOfIt) {
  constexpr const char* kHead =
      "ỦY BAN NHÂN DÂN\nHUYỆN SÔNG MÂY\nSố: 27/KH-UBND\nSông Mây, ngày 05 tháng 02 năm 2024\nKẾ HOẠCH\nThử năm "
      "2024\n\n";
  for (const char* items :
       {"a) Đơn vị chủ trì: Phòng Tư pháp\nb) Đơn vị phối hợp: Các phòng, ban\nc) Thời gian thực hiện: Quý II\n",
        "- Thời gian hoàn thành: trước ngày 01/7/2024.\n- Cơ quan chủ trì: Phòng Tư pháp.\n"}) {
    Records records = Run(std::string(kHead) + "I. NHIỆM VỤ\n1. Rà soát văn bản cũ\n" + items);
    EXPECT_THAT(records.assignments, Contains(AllOf(Duty("Phòng Tư pháp", Role::kLead),
                                                    Field(&Assignment::task, "Chủ trì thực hiện Rà soát văn bản cũ"))));
    ASSERT_EQ(records.deadlines.size(), 1u);
    EXPECT_EQ(records.deadlines[0].due->ToIso(), "2024-06-30");
    EXPECT_EQ(records.deadlines[0].action, "Rà soát văn bản cũ");
    EXPECT_THAT(records.deadlines[0].agencies, testing::ElementsAre("Phòng Tư pháp"));
  }
}

TEST_F(ExtractorTest, LabelsUnderATaskSpeakOfTheTask) {
  constexpr const char* kHead =
      "ỦY BAN NHÂN DÂN\nHUYỆN SÔNG MÂY\nSố: 27/KH-UBND\nSông Mây, ngày 05 tháng 02 năm 2024\nKẾ HOẠCH\nThử năm "
      "2024\n\nI. NHIỆM VỤ\n1. Cải cách thể chế\n";
  for (const char* items :
       {"a) Rà soát văn bản của huyện đã ban hành từ trước năm 2020.\n- Chủ trì: Phòng Tư pháp.\n",
        "- Rà soát văn bản của huyện đã ban hành từ trước năm 2020.\n- Phụ trách: Phòng Tư pháp.\n"}) {
    EXPECT_THAT(Run(std::string(kHead) + items).assignments,
                Contains(AllOf(Duty("Phòng Tư pháp", Role::kLead),
                               Field(&Assignment::task,
                                     "Chủ trì thực hiện Rà soát văn bản của huyện đã ban hành từ "
                                     "trước năm 2020"))));
  }
  EXPECT_THAT(Run(std::string(kHead) + "- Văn bản của huyện: 40.\n- Chủ trì: Phòng Tư pháp.\n").assignments,
              Contains(AllOf(Duty("Phòng Tư pháp", Role::kLead),
                             Field(&Assignment::task, "Chủ trì thực hiện Cải cách thể chế"))));
}

TEST_F(ExtractorTest, EachGoalHasItsOwnSubject) {
  auto targets =
      Run("UBND HUYỆN SÔNG MÂY\nSố: 27/KH-UBND\nSông Mây, ngày 05 tháng 02 năm 2024\nKẾ HOẠCH\nThử năm 2024\n\n"
          "I. MỤC TIÊU\n1. Phấn đấu giảm 50% số hồ sơ trễ hạn, giảm 20% số cuộc họp không cần thiết; tỷ lệ học "
          "viên dưới 30 tuổi đạt 40%.\n2. Có ít nhất 02 (hai) sáng kiến về cải cách hành chính.\n")
          .targets;
  std::vector<std::string> subjects;
  for (const Target& target : targets) subjects.push_back(target.subject);
  EXPECT_THAT(subjects, testing::ElementsAre("số hồ sơ trễ hạn", "số cuộc họp không cần thiết",
                                             "tỷ lệ học viên dưới 30 tuổi", "sáng kiến về cải cách hành chính"));
}

TEST_F(ExtractorTest, AGoalsSubjectIsWhatIsMeasured) {
  auto targets =
      Run("UBND HUYỆN SÔNG MÂY\nSố: 27/KH-UBND\nSông Mây, ngày 05 tháng 02 năm 2024\nKẾ HOẠCH\nThử năm 2024\n\n"
          "I. MỤC TIÊU\n1. Năm 2024, trạm bơm tăng tối thiểu 12 bậc trên bảng của tỉnh.\n2. Cả năm có tối đa 03 hồ sơ "
          "bị trả lại.\n3. Đến hết quý III giải ngân trên 60% vốn trạm bơm.\nII. NHIỆM VỤ\n1. Giao Phòng Nội vụ chủ "
          "trì, phối hợp với Thanh tra huyện kiểm tra đột xuất trạm bơm, cả năm không dưới 15 lượt.\n")
          .targets;
  std::vector<std::string> subjects;
  for (const Target& target : targets) subjects.push_back(target.subject);
  ASSERT_EQ(subjects.size(), 4u);
  EXPECT_EQ(subjects[0].find("Năm"), std::string::npos) << subjects[0];
  EXPECT_EQ(subjects[1], "hồ sơ bị trả lại");
  EXPECT_EQ(subjects[2], "Giải ngân vốn trạm bơm");
  EXPECT_TRUE(subjects[3].starts_with("Kiểm tra đột xuất trạm bơm")) << subjects[3];
}

TEST_F(ExtractorTest, ReadsCriteriaOfTextAndTables) {
  auto criteria = Run(kPlan).criteria;
  ASSERT_EQ(criteria.size(), 4u);
  EXPECT_EQ(criteria[0].score->ToPlain(), "0.75");
  EXPECT_EQ(criteria[0].max_score->ToPlain(), "1.5");
  EXPECT_EQ(criteria[0].agencies.front().name, "Phòng Tư pháp");
  EXPECT_TRUE(criteria[1].from_annex);
  EXPECT_EQ(criteria[2].code, "1.1");
  EXPECT_EQ(criteria[2].score_year, 2023);
  EXPECT_EQ(criteria[2].target_score->ToPlain(), "2");
  EXPECT_EQ(criteria[2].agencies.front().name, "Phòng Tư pháp");
  EXPECT_EQ(criteria[3].index, "PAR INDEX");
  EXPECT_EQ(criteria[3].agencies.front().name, "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân");
}

TEST_F(ExtractorTest, EveryRecordHasItsPrintedWords) {
  Records records = Run(kPlan);
  for (const Assignment& duty : records.assignments) {
    EXPECT_FALSE(duty.printed.text.empty());
    EXPECT_FALSE(duty.printed.lines.empty());
    EXPECT_FALSE(duty.printed.rule.empty());
  }
  const Criterion& criterion = records.criteria.front();
  EXPECT_THAT(criterion.printed.lines, testing::ElementsAre(15, 16));
  EXPECT_NE(criterion.printed.text.find("0,75/1,5"), std::string::npos);
}

TEST_F(ExtractorTest, OtherPapersGiveNoInventedRecords) {
  Records english = Run("The committee reported that 84.5/100 points were achieved by 15/3/2024.\nIt shall lead.\n");
  EXPECT_TRUE(english.criteria.empty() && english.assignments.empty() && english.deadlines.empty());
  Records novel =
      Run("Chương 1\nAnh Khoa bước vào phòng, nhìn mưa rơi suốt năm 2019.\n- Giao cho tôi chìa khóa, trước ngày "
          "5/3/2020 nhé!\n");
  EXPECT_TRUE(novel.assignments.empty() && novel.deadlines.empty() && novel.targets.empty());
  Records law =
      Run("QUỐC HỘI\nLuật số: 12/2020/QH14\nNGHỊ ĐỊNH\nQuy định chi tiết\n\nĐiều 1. Phạm vi\nBộ Nội vụ chủ trì báo cáo "
          "trước ngày 15/12 hằng năm.\n");
  EXPECT_EQ(law.header.type, "nghi_dinh");
  EXPECT_TRUE(law.assignments.empty() && law.deadlines.empty());
}

TEST_F(ExtractorTest, ATimeInADutyIsALimitByWhateverVerb) {
  Records records =
      Run("KẾ HOẠCH\nThử năm 2024\n\nI. NHIỆM VỤ\n"
          "1. Phòng Tư pháp dán bảng giá tại sảnh trong Quý IV/2024.\n"
          "2. Phòng Y tế phát loa tại các thôn hằng tuần.\n"
          "3. Năm 2024, bảng giá trong Quý IV/2024 rẻ hơn.\n");
  ASSERT_EQ(records.deadlines.size(), 2u);
  EXPECT_EQ(records.deadlines[0].due->ToIso(), "2024-12-31");
  EXPECT_EQ(records.deadlines[1].rrule, "FREQ=WEEKLY");
}

TEST_F(ExtractorTest, WhatADutyMustReachAtLeastIsATarget) {
  Records records =
      Run("KẾ HOẠCH\nThử năm 2024\n\nI. NHIỆM VỤ\n"
          "1. Giao Phòng Tư pháp tư vấn tại ít nhất 12 cơ quan, đơn vị.\n");
  ASSERT_EQ(records.targets.size(), 1u);
  EXPECT_EQ(records.targets[0].subject, "Tư vấn tại cơ quan, đơn vị");
  EXPECT_EQ(records.targets[0].unit, "count");
}

TEST_F(ExtractorTest, WhatIsDoneInSoManyPlacesIsNamedWhole) {
  auto targets = Run("KẾ HOẠCH\nThử năm 2024\n\nI. NHIỆM VỤ\n"
                     "1. Giao Phòng Y tế tổ chức giám sát nghiệm thu vắc xin tại ít nhất 04 đơn vị, trung tâm.\n"
                     "2. Giao Phòng Tư pháp tập huấn để 100% hòa giải viên dùng được sổ tay.\n"
                     "3. Phấn đấu SIPAS đạt từ 81% trở lên; PCI đạt từ 66 điểm trở lên.\n")
                     .targets;
  ASSERT_EQ(targets.size(), 4u);
  EXPECT_EQ(targets[0].subject, "Giám sát nghiệm thu vắc xin tại đơn vị, trung tâm");
  EXPECT_EQ(targets[1].comparator, "eq");
  EXPECT_EQ(targets[2].subject, "SIPAS");
  EXPECT_EQ(targets[3].subject, "PCI");
}

TEST_F(ExtractorTest, WhatAReportHasReachedIsNoGoal) {
  constexpr const char* kHead = "BÁO CÁO\nCải cách hành chính năm 2024\n\nI. ";
  constexpr const char* kBody =
      "\n1. Hộ tịch: Hoàn thành 9/12 việc trong Kế hoạch, đạt 75%.\n2. 100% giấy tờ được quét.\n";
  EXPECT_TRUE(Run(std::string(kHead) + "KẾT QUẢ 6 THÁNG ĐẦU NĂM" + kBody).targets.empty());
  EXPECT_FALSE(Run(std::string(kHead) + "MỤC TIÊU 6 THÁNG CUỐI NĂM" + kBody).targets.empty());
}

TEST_F(ExtractorTest, CellsMaySayWhoLeads) {
  Records records =
      Run("KẾ HOẠCH\nThử năm 2024\n\nI. NHIỆM VỤ\n1. Theo bảng dưới đây.\n"
          "STT | Nội dung | Thời gian | Đơn vị thực hiện\n"
          "1 | In tờ gấp | Quý I/2024 | Chủ trì: Phòng Y tế; phối hợp: Phòng Tư pháp\n"
          "2 | Mua máy quét | Quý II/2024 | Phòng Nội vụ chủ trì, Phòng Dân tộc phối hợp\n"
          "3 | Rà soát thủ tục | Quý III/2024 | Phòng Pháp chế\n");
  EXPECT_THAT(records.assignments, Contains(Duty("Phòng Y tế", Role::kLead)));
  EXPECT_THAT(records.assignments, Contains(Duty("Phòng Tư pháp", Role::kCoordinate)));
  EXPECT_THAT(records.assignments, Contains(Duty("Phòng Nội vụ", Role::kLead)));
  EXPECT_THAT(records.assignments, Contains(Duty("Phòng Dân tộc", Role::kCoordinate)));
  EXPECT_THAT(records.assignments, Contains(Duty("Phòng Pháp chế", Role::kImplement)));
}

TEST_F(ExtractorTest, AColumnOfGoalsGivesTargets) {
  Records records =
      Run("KẾ HOẠCH\nThử năm 2024\n\nI. CHỈ TIÊU\n1. Theo bảng dưới đây.\n"
          "STT | Chỉ tiêu | ĐVT | Năm 2023 | Phấn đấu năm 2024\n"
          "1 | Tỷ lệ phiếu trả đúng hẹn | % | 91,5 | 96\n"
          "2 | Số lượt góp ý | lượt | 31 | Không quá 12\n"
          "3 | Ghi chép | | đủ | đủ\n");
  ASSERT_EQ(records.targets.size(), 2u);
  EXPECT_EQ(PrintTarget(records.targets[0]), "eq value:96 unit:percent year:2024 baseline:[91.5 percent 2023]");
  EXPECT_EQ(records.targets[0].subject, "Tỷ lệ phiếu trả đúng hẹn");
  EXPECT_EQ(records.targets[1].comparator, "le");
}

TEST_F(ExtractorTest, WhatAGoalMeasuresStandsBehindItsLabel) {
  Records records =
      Run("KẾ HOẠCH\nThử năm 2024\n\nI. MỤC TIÊU\n1. Về đất đai: phấn đấu tỷ lệ phiếu trả đúng hẹn đạt 97%.\n"
          "2. Giữ vững vị trí xếp thứ 6/63 của Chỉ số PCI.\n");
  ASSERT_EQ(records.targets.size(), 2u);
  EXPECT_EQ(records.targets[0].subject, "tỷ lệ phiếu trả đúng hẹn");
  EXPECT_EQ(records.targets[1].subject, "Chỉ số PCI");
}

TEST_F(ExtractorTest, AYearOfAComparisonIsNotThatOfTheScores) {
  Records records =
      Run("KẾ HOẠCH\nThử năm 2024\n\nI. KẾT QUẢ NĂM 2023\n1. Chỉ số giảm 2 bậc so với năm 2022.\n"
          "2. Trồng rừng ven sông: 1,25/2 điểm.\n");
  ASSERT_EQ(records.criteria.size(), 1u);
  EXPECT_EQ(records.criteria[0].score_year, 2023);
}

TEST_F(ExtractorTest, BandsInATableWithAndWithoutNumbersOfRows) {
  Records records =
      Run("KẾ HOẠCH\nThử năm 2024\n\nI. XẾP LOẠI\n1. Theo bảng dưới đây.\n"
          "STT | Xếp loại | Điểm\n1 | Tốt | Từ 81 đến 100 điểm\n2 | Khá | Từ 66 đến dưới 81 điểm\n"
          "3 | Kém | Dưới 66 điểm\n4 | Yếu | 12 hộ, dưới 40 điểm\n");
  EXPECT_EQ(records.rating_bands.size(), 3u);  // the last row was not understood
  records =
      Run("KẾ HOẠCH\nThử năm 2024\n\nI. XẾP LOẠI\n| Mức | Điểm |\n|---|---|\n| Tốt | 81 - 100 |\n| Kém | < 81 |\n");
  ASSERT_EQ(records.rating_bands.size(), 2u);
  EXPECT_EQ(records.rating_bands[1].label, "Kém");
}

TEST_F(ExtractorTest, AColumnOfRanksGivesTargetsBesideTheScores) {
  Records records =
      Run("KẾ HOẠCH\nNâng cao PAPI năm 2025\n\nI. NỘI DUNG\n1. Theo bảng dưới đây.\n"
          "TT | Nội dung thành phần | Điểm tối đa | Điểm năm 2023 | Hạng năm 2023 | Hạng phấn đấu năm 2025\n"
          "1 | Quản trị rừng | 10 | 3,17 | 21 | từ 12 trở lên\n"
          "2 | Cung cấp nước sạch | 10 | 6,40 | 9 | 5/34\n"
          "3 | Đường thôn | 10 | 5,05 | 17 | giữ vững\n");
  EXPECT_EQ(records.criteria.size(), 3u);
  ASSERT_EQ(records.targets.size(), 2u);
  EXPECT_EQ(PrintTarget(records.targets[0]),
            "rank_at_least value:12 unit:rank year:2025 baseline:[3.17 point rank 21 2023]");
  EXPECT_EQ(records.targets[0].subject, "Quản trị rừng");
  EXPECT_EQ(PrintTarget(records.targets[1]),
            "rank_at_least value:5 out_of:34 unit:rank year:2025 baseline:[6.4 point rank 9 2023]");
}

TEST_F(ExtractorTest, ATaskInATableMayNameWhatItMustReach) {
  Records records =
      Run("KẾ HOẠCH\nThử năm 2024\n\nI. NHIỆM VỤ\n1. Theo bảng dưới đây.\n"
          "STT | Nội dung | Thời gian | Đơn vị thực hiện\n"
          "1 | Thăm hỏi ít nhất 35% số hộ neo đơn | Quý I/2024 | Phòng Y tế\n"
          "2 | Trồng 12 cây bàng | Quý II/2024 | Phòng Nội vụ\n");
  ASSERT_EQ(records.targets.size(), 1u);
  EXPECT_EQ(PrintTarget(records.targets[0]), "ge value:35 unit:percent year:2024");
}

TEST_F(ExtractorTest, TheInspectedOfASchedule) {
  Records records =
      Run("KẾ HOẠCH\nThử năm 2024\n\nI. LỊCH KIỂM TRA\n1. Theo bảng dưới đây.\n"
          "STT | Đơn vị được kiểm tra | Thời gian | Thực hiện\n"
          "1 | Trạm Thú y | 14/5/2024 | Đoàn số 1\n"
          "2 | Hạt Kiểm lâm | 16/5/2024 | Đoàn số 2\n");
  EXPECT_THAT(records.assignments, Contains(Duty("Đoàn số 2", Role::kImplement)));
  ASSERT_EQ(records.deadlines.size(), 2u);
  EXPECT_EQ(records.deadlines[1].due->ToIso(), "2024-05-16");
}

TEST_F(ExtractorTest, ANameAloneHeadsWhatFollows) {
  Records records =
      Run("KẾ HOẠCH\nThử năm 2024\n\nI. PHÂN CÔNG\n\nPhòng Tư pháp\n\nRà soát biểu mẫu đang dùng.\n\n"
          "Phòng Y tế\n\nIn tờ gấp hướng dẫn người dân.\n");
  ASSERT_EQ(records.assignments.size(), 2u);
  EXPECT_EQ(records.assignments[0].agency, "Phòng Tư pháp");
  EXPECT_EQ(records.assignments[1].agency, "Phòng Y tế");
}

TEST_F(ExtractorTest, InitialsAreSpelledOutByTheHeadings) {
  Records records =
      Run("KẾ HOẠCH\nThử năm 2024\n\nI. NHIỆM VỤ\n1. Phòng Hành chính - Quản trị\n- Mua máy quét.\n"
          "2. Việc chung theo bảng dưới đây.\n"
          "STT | Nội dung | Thời gian | Đơn vị thực hiện\n"
          "1 | In tờ gấp | Quý I/2024 | P. HCQT\n2 | Sửa phòng chờ | Quý II/2024 | P. XYZ\n");
  EXPECT_THAT(records.assignments, Contains(Duty("Phòng Hành chính - Quản trị", Role::kImplement)).Times(2));
  EXPECT_THAT(records.assignments, Contains(Duty("P. XYZ", Role::kImplement)));
}

TEST_F(ExtractorTest, ALabelIsWhatItsGoalsAreOf) {
  Records records =
      Run("KẾ HOẠCH\nThử năm 2024\n\nI. MỤC TIÊU\n1. PCI: giữ trong tốp 9 của vùng, từ 71% trở lên.\n"
          "2. Lưu ý: số lượt góp ý không quá 12 lượt.\n");
  ASSERT_EQ(records.targets.size(), 3u);
  EXPECT_EQ(records.targets[1].subject, "PCI");
  EXPECT_THAT(records.targets[2].subject, testing::HasSubstr("số lượt góp ý"));
}

TEST_F(ExtractorTest, ATitlesHorizonIsNotItsYear) {
  Records records =
      Run("KẾ HOẠCH\nNâng cao mức độ hài lòng đến năm 2030\n\nSố: 5/KH-UBND\n\nI. MỤC TIÊU\n"
          "1. Phấn đấu năm 2024 mức độ hài lòng đạt từ 85% trở lên.\n");
  ASSERT_EQ(records.targets.size(), 1u);
  EXPECT_EQ(records.targets[0].year, 2024);
}

TEST_F(ExtractorTest, AHeadingMayNameTheYearToCome) {
  Records records =
      Run("BÁO CÁO\nKết quả công tác văn thư năm 2023\n\nI. KẾT QUẢ THỰC HIỆN NHIỆM VỤ NĂM 2023\n1. Phòng Nội vụ gửi "
          "bảng kê "
          "trước ngày 20/11/2023.\nII. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2024\n1. Phòng Nội vụ lập danh mục hồ sơ trước ngày "
          "18/02.\n2. Phấn đấu 96% hồ sơ được lập đúng hạn.\n");
  ASSERT_EQ(records.deadlines.size(), 2u);
  EXPECT_EQ(records.deadlines[0].due->ToIso(), "2023-11-19");
  EXPECT_EQ(records.deadlines[1].due->ToIso(), "2024-02-17");
  ASSERT_EQ(records.targets.size(), 1u);
  EXPECT_EQ(records.targets[0].year, 2024);
}

TEST_F(ExtractorTest, LostPointsAreNegative) {
  Records records =
      Run("KẾ HOẠCH\nCải thiện Chỉ số cải cách hành chính năm 2024\n\nI. TIÊU CHÍ\n1. Theo bảng dưới đây.\n"
          "STT | Tiêu chí | Điểm tối đa | Điểm đạt | Mất điểm\n"
          "1 | Lập danh mục hồ sơ | 2,0 | 1,5 | 0,5\n2 | Trả lời góp ý | 1,0 | 0,25 | 0,75\n");
  ASSERT_EQ(records.criteria.size(), 2u);
  EXPECT_EQ(records.criteria[1].score->ToPlain(), "0.25");
  EXPECT_EQ(records.criteria[1].delta->ToPlain(), "-0.75");
}

TEST_F(ExtractorTest, HeadersBesideAMaximumMayBeAYearOrAVerbAlone) {
  Records records =
      Run("KẾ HOẠCH\nCải thiện Chỉ số cải cách hành chính năm 2024\n\nI. TIÊU CHÍ\n1. Theo bảng dưới đây.\n"
          "STT | Chỉ số nội dung | Thang điểm | Năm 2023 | So với năm 2022 | Phấn đấu 2024\n"
          "1 | Trả lời góp ý | 10 | 4,75 | +0,25 | 5,5\n2 | Chuyển phát kết quả | 10 | 6,5 | -0,5 | 7\n");
  ASSERT_EQ(records.criteria.size(), 2u);
  EXPECT_EQ(records.criteria[1].score->ToPlain(), "6.5");
  EXPECT_EQ(records.criteria[1].score_year, 2023);
  EXPECT_EQ(records.criteria[1].delta->ToPlain(), "-0.5");
  EXPECT_EQ(records.criteria[1].target_score->ToPlain(), "7");
}

TEST_F(ExtractorTest, ACountOfCasesByFieldListsNoCriteria) {
  Records records = Run(
      "BÁO CÁO\nCải cách hành chính năm 2024\n\nI. KẾT QUẢ\n1. Số liệu theo bảng dưới đây.\n"
      "STT | Lĩnh vực | Đã nhận | Đã trả | Trả chậm\n1 | Lâm nghiệp | 1.208 | 1.190 | 3\n2 | Xây dựng | 77 | 70 | 0\n");
  EXPECT_TRUE(records.criteria.empty());
}

}  // namespace
}  // namespace vankho
