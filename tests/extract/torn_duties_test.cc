// Duties of tables that lost their columns, from their lines to the records.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipeline/extract/extractor.h"
#include "tests/structure/plain_document.h"

namespace vankho {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view kHead =
    "ỦY BAN NHÂN DÂN\nHUYỆN SÔNG MÂY\nSố: 31/KH-UBND\nKẾ HOẠCH\nCông tác lưu trữ năm 2024\nI. MỤC TIÊU\n"
    "Kho lưu trữ ngăn nắp.\n";

Records Read(const std::string& table) {
  static const Extractor extractor = *Extractor::Load(VANKHO_SOURCE_DIR);
  return extractor.Run(ReadPlain(std::string(kHead) + "PHỤ LỤC\nDANH MỤC CÔNG VIỆC\n" + table));
}

std::vector<std::string> Duties(const Records& records) {
  std::vector<std::string> all;
  for (const Assignment& duty : records.assignments) {
    all.push_back(duty.agency +
                  (duty.role == Role::kLead         ? " leads: "
                   : duty.role == Role::kCoordinate ? " helps: "
                                                    : ": ") +
                  duty.task);
  }
  return all;
}

std::vector<std::string> Times(const Records& records) {
  std::vector<std::string> all;
  for (const Deadline& deadline : records.deadlines) {
    all.push_back(deadline.due ? deadline.due->ToIso() : deadline.rrule);
  }
  return all;
}

TEST(TornDuties, ARowInALine) {
  Records records = Read(
      "TT Nội dung Cơ quan chủ trì Cơ quan phối hợp Thời gian\n"
      "1 Chỉnh lý tài liệu tồn đọng tại kho Phòng Nội vụ Phòng Tư pháp, Thanh tra huyện Quý III/2024\n"
      "của các đơn vị\n"
      "2 Tiêu hủy hồ sơ hết giá trị Phòng Tư pháp 20/11/2024\n"
      "3 Số hóa sổ hộ tịch các năm trước Phòng Nội vụ oe ue 3: Trước ngày\n"
      "do cấp xã lập 15/12/2024\n"
      "4 Bàn giao mốc giới ngoài thực địa UBND các Hằng tháng\n"
      "xã, thị trấn\n");
  EXPECT_THAT(Duties(records), ElementsAre("Phòng Nội vụ leads: Chỉnh lý tài liệu tồn đọng tại kho của các đơn vị",
                                           "Phòng Tư pháp helps: Chỉnh lý tài liệu tồn đọng tại kho của các đơn vị",
                                           "Thanh tra huyện helps: Chỉnh lý tài liệu tồn đọng tại kho của các đơn vị",
                                           "Phòng Tư pháp leads: Tiêu hủy hồ sơ hết giá trị",
                                           "Phòng Nội vụ leads: Số hóa sổ hộ tịch các năm trước do cấp xã lập"));
  EXPECT_THAT(Times(records), ElementsAre("2024-09-30", "2024-11-20", "2024-12-14", "FREQ=MONTHLY"));
}

TEST(TornDuties, ALineOrTwoACell) {
  Records records = Read(
      "STT\n\nNội dung\n\nCơ quan chủ trì\n\nCơ quan phối\nhợp\n\nThời hạn\n\n"
      "1\n\nChỉnh lý tài liệu tồn đọng\ntại kho\n\nPhòng Tài chính -\nKế hoạch\n\nPhòng Nội vụ\n\nQuý III/2024\n\n"
      "2\n\nTiêu hủy hồ sơ hết giá trị\n\nPhòng Tư pháp\n\n20/11/2024\n\n"
      "3\n\nNộp lưu hồ sơ điện tử\n\nThanh tra huyện\n\nNăm 2024\n");
  EXPECT_THAT(Duties(records), ElementsAre("Phòng Tài chính - Kế hoạch leads: Chỉnh lý tài liệu tồn đọng tại kho",
                                           "Phòng Nội vụ helps: Chỉnh lý tài liệu tồn đọng tại kho",
                                           "Phòng Tư pháp leads: Tiêu hủy hồ sơ hết giá trị",
                                           "Thanh tra huyện leads: Nộp lưu hồ sơ điện tử"));
  EXPECT_THAT(Times(records), ElementsAre("2024-09-30", "2024-11-20", "2024-12-31"));
}

// Cells that go on beside other cells. A lone body beside one that nobody can read has no role that could be told.
TEST(TornDuties, BodiesThatALineCannotHold) {
  Records records = Read(
      "TT Nội dung Cơ quan chủ trì Cơ quan phối hợp Thời gian\n"
      "1 Chỉnh lý tài liệu tồn đọng Phòng Tài chính - Thanh tra huyện; UBND 01/4/2024 -\n"
      "tại kho của các đơn vị Kế hoạch\tcác xã, thị trấn 31/8/2024\n"
      "2 Lập mục lục hồ sơ Phòng Nội vụ S8 Tư pháp Quý III/2024\n"
      "3 Lập danh sách cán bộ Các cơ quan, đơn vị ê Phòng Tư pháp Năm 2024\n"
      "được kiểm tra\n");
  EXPECT_THAT(Duties(records),
              ElementsAre("Phòng Tài chính - Kế hoạch leads: Chỉnh lý tài liệu tồn đọng tại kho của các đơn vị",
                          "Thanh tra huyện helps: Chỉnh lý tài liệu tồn đọng tại kho của các đơn vị",
                          "Ủy ban nhân dân các xã, thị trấn helps: Chỉnh lý tài liệu tồn đọng tại kho của các đơn vị",
                          "Phòng Nội vụ leads: Lập mục lục hồ sơ", "Sở Tư pháp helps: Lập mục lục hồ sơ"));
}

TEST(TornDuties, TheTimeBeforeTheBody) {
  Records records = Read(
      "TT Công việc Thời gian Đơn vị thực hiện\n"
      "1 Chỉnh lý tài liệu tồn đọng Tháng 7/2024 Phòng Nội vụ\n"
      "2 Tiêu hủy hồ sơ hết giá trị Trước ngày Phòng Tư\n"
      "tại kho 20/11/2024 pháp\n"
      "3 Nộp lưu hồ sơ điện tử Hằng quý Thanh tra huyện\n");
  EXPECT_THAT(Duties(records), ElementsAre("Phòng Nội vụ: Chỉnh lý tài liệu tồn đọng",
                                           "Phòng Tư pháp: Tiêu hủy hồ sơ hết giá trị tại kho",
                                           "Thanh tra huyện: Nộp lưu hồ sơ điện tử"));
  EXPECT_THAT(Times(records), ElementsAre("2024-07-31", "2024-11-19", "FREQ=MONTHLY;INTERVAL=3"));
}

// What a reading left of names and bodies is neither.
TEST(TornDuties, DebrisGivesNoDuty) {
  Records records = Read(
      "TT Nội dung Cơ quan chủ trì Thời gian\n"
      "1 ê i ú rà a ơ ê Phòng Nội vụ Tháng 7/2024\n"
      "2 Thẩm tra phương án do Phòng Tư pháp lập Tháng 8/2024\n"
      "3 Lập sổ theo dõi văn bản đến của UBND tỉnh Tháng 9/2024\n"
      "4 Nộp lưu hồ sơ điện tử Trước ngày\n");
  EXPECT_THAT(Duties(records), IsEmpty());
  EXPECT_THAT(Times(records), ElementsAre("2024-07-31", "2024-08-31", "2024-09-30"));
}

// A body that no row knows is one where the paper's text names it, and "Ban hành" begins none. The end of the longer
// name stands in the next line.
TEST(TornDuties, BodiesOfThePaperItself) {
  const std::string table =
      "PHỤ LỤC\nTT Nội dung Cơ quan chủ trì Cơ quan phối hợp Thời gian\n"
      "1 Ban hành nội quy kho Phòng Kho quỹ Phòng Nội vụ Tháng 7/2024\n"
      "2 Công khai mục lục hồ sơ Sở Nông nghiệp và Phát Phòng Kho quỹ Quý III/2024\n"
      "tại kho triển nông thôn\n"
      "3 Tiêu hủy hồ sơ hết giá trị Phòng Tư pháp Phòng Nội vụ 20/11/2024\n";
  Records named = Read("- Phòng Kho quỹ giữ chìa khóa kho.\n- Phòng Kho quỹ mở sổ theo dõi.\n" + table);
  std::vector<std::string> duties = Duties(named);
  EXPECT_THAT(duties, testing::Contains("Phòng Kho quỹ leads: Ban hành nội quy kho"));
  EXPECT_THAT(duties, testing::Contains("Phòng Nội vụ helps: Ban hành nội quy kho"));
  EXPECT_THAT(duties,
              testing::Contains("Sở Nông nghiệp và Phát triển nông thôn leads: Công khai mục lục hồ sơ tại kho"));
  EXPECT_THAT(duties, testing::Contains("Phòng Kho quỹ helps: Công khai mục lục hồ sơ tại kho"));
  EXPECT_THAT(Duties(Read(table)), ElementsAre("Phòng Tư pháp leads: Tiêu hủy hồ sơ hết giá trị",
                                               "Phòng Nội vụ helps: Tiêu hủy hồ sơ hết giá trị"));
}

// A lone body leads where words that nobody can read stand between it and the time, or where its cell has its own line.
// One cell beside the middle of another that has two lines: neither is left of the other.
TEST(TornDuties, WhichColumnALoneBodyStandsIn) {
  const std::string head = "TT Nội dung Cơ quan chủ trì Cơ quan phối hợp Thời gian\n";
  EXPECT_THAT(Duties(Read(head + "1 Nộp lưu hồ sơ điện tử Phòng Nội vụ oe mài Tháng 7/2024\nvề kho\n"
                                 "2 Bàn giao chìa khóa kho oe Phòng Nội vụ Tháng 8/2024\ncho ca sau\n"
                                 "3 Tiêu hủy hồ sơ\nPhòng Tư pháp\n20/11/2024\n")),
              ElementsAre("Phòng Nội vụ leads: Nộp lưu hồ sơ điện tử về kho", "Phòng Tư pháp leads: Tiêu hủy hồ sơ"));
  EXPECT_THAT(Duties(Read(head + "Phòng Tài chính -\n1 Nộp lưu hồ sơ điện tử Phòng Nội vụ Tháng 7/2024\nKế hoạch\n"
                                 "2 Tiêu hủy hồ sơ hết giá trị 20/11/2024\n3 Đeo thẻ khi vào kho Tháng 8/2024\n")),
              IsEmpty());
}

TEST(TornDuties, TheTimeBeforeTheTask) {
  Records records = Read(
      "TT Thời gian Nội dung công việc Cơ quan tham mưu Cơ quan thực hiện\n"
      "1 Tháng 7/2024 Tiêu hủy hồ sơ Phòng Tư pháp Thanh tra huyện\n"
      "2 Hằng quý Nộp lưu hồ sơ điện tử Phòng Nội vụ Trung tâm Chính trị\n"
      "3 20/11/2024 Kiểm kê kho Phòng Nội vụ Phòng Tư pháp\n");
  std::vector<Role> roles;
  for (const Assignment& duty : records.assignments) roles.push_back(duty.role);
  EXPECT_THAT(roles, ElementsAre(Role::kAdvise, Role::kImplement, Role::kAdvise, Role::kImplement, Role::kAdvise,
                                 Role::kImplement));
  ASSERT_FALSE(records.assignments.empty());
  EXPECT_EQ(records.assignments[2].task, "Nộp lưu hồ sơ điện tử");
}

// One column of bodies whose cells say themselves who leads; the page's second header ends a row.
TEST(TornDuties, LabelsInACell) {
  Records records = Read(
      "TT Nội dung công việc Phân công Thời hạn\n"
      "1 Nộp lưu hồ sơ điện tử Chủ trì: Phòng Nội vụ Tháng 7/2024\n"
      "2 Tiêu hủy hồ sơ hết giá trị Chủ trì: Phòng Tư pháp; phối hợp: Phòng Nội vụ 20/11/2024\n"
      "TT Nội dung công việc Phân công Thời hạn\n"
      "3 Kiểm kê kho lưu trữ Thanh tra huyện Quý III/2024\n");
  EXPECT_THAT(
      Duties(records),
      ElementsAre("Phòng Nội vụ leads: Nộp lưu hồ sơ điện tử", "Phòng Tư pháp leads: Tiêu hủy hồ sơ hết giá trị",
                  "Phòng Nội vụ helps: Tiêu hủy hồ sơ hết giá trị", "Thanh tra huyện: Kiểm kê kho lưu trữ"));
  // The same words in running text are no header.
  EXPECT_TRUE(ReadPlain("Các nội dung, nhiệm vụ phân công cụ thể như sau:\nPhòng Nội vụ xong trước 20/11/2024\n"
                        "Phòng Tư pháp xong trước 21/11/2024\nThanh tra huyện xong trước 22/11/2024\n")
                  .tables.empty());
}

// Running text under a header-like line, or a table with two times, is no table of duties.
TEST(TornDuties, TextIsNoTable) {
  Document document = ReadPlain(
      "TT Nội dung Cơ quan chủ trì Thời gian\n"
      "1 Chỉnh lý tài liệu Phòng Nội vụ Tháng 7/2024\n2 Tiêu hủy hồ sơ Phòng Tư pháp Tháng 8/2024\n");
  EXPECT_TRUE(document.tables.empty());
  document = ReadPlain(
      "Từ nội dung trên, các cơ quan thực hiện.\n- Báo cáo quý trước ngày 20/3/2024;\n- Báo cáo năm: 15/12/2024;\n"
      "- Báo cáo tháng: ngày 25/01/2024.\n");
  EXPECT_TRUE(document.tables.empty());
}

}  // namespace
}  // namespace vankho
