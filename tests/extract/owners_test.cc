// Whose duty it is: of duties and of time limits, from the lines of a paper to its records.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipeline/extract/extractor.h"
#include "tests/structure/plain_document.h"

namespace vankho {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view kProvince =
    "ỦY BAN NHÂN DÂN\nTỈNH HÒA LỘC\nSố: 52/KH-UBND\nHòa Lộc, ngày 09 tháng 01 năm 2024\nKẾ HOẠCH\n"
    "Công tác văn thư năm 2024\n";
constexpr std::string_view kDistrict =
    "ỦY BAN NHÂN DÂN\nHUYỆN SÔNG MÂY\nSố: 31/KH-UBND\nSông Mây, ngày 09 tháng 01 năm 2024\nKẾ HOẠCH\n"
    "Công tác văn thư năm 2024\n";

Records Read(std::string_view head, const std::string& body) {
  static const Extractor extractor = *Extractor::Load(VANKHO_SOURCE_DIR);
  return extractor.Run(ReadPlain(std::string(head) + body));
}

// "2024-05-09: Sở Nội vụ, Sở Y tế"
std::vector<std::string> Owners(const Records& records) {
  std::vector<std::string> all;
  for (const Deadline& deadline : records.deadlines) {
    std::string owners = deadline.due ? deadline.due->ToIso() : deadline.rrule;
    for (const std::string& agency : deadline.agencies)
      owners += (&agency == &deadline.agencies.front() ? ": " : ", ") + agency;
    all.push_back(owners);
  }
  return all;
}

std::vector<std::string> Duties(const Records& records) {
  std::vector<std::string> all;
  for (const Assignment& duty : records.assignments)
    all.push_back(duty.agency + " | " + std::string(Name(duty.role)) + " | " + duty.task);
  return all;
}

TEST(Owners, WhatASectionsBodyWorksOnHasNoDuty) {
  EXPECT_THAT(Owners(Read(kProvince,
                          "II. NHIỆM VỤ\n1. Sở Tư pháp\n"
                          "- Tập huấn cho UBND các xã, phường trước ngày 10/5/2024.\n"
                          "- Hướng dẫn UBND cấp xã lập sổ văn bản trước ngày 11/5/2024.\n"
                          "- Kiểm tra tại Sở Công Thương, Sở Du lịch trước ngày 12/5/2024.\n"
                          "- Lấy ý kiến Sở Ngoại vụ trước ngày 13/5/2024.\n"
                          "- Làm việc với Ban Dân tộc trước ngày 14/5/2024.\n"
                          "- Thẩm định hồ sơ của các sở, UBND các huyện trước ngày 15/5/2024.\n")),
              ElementsAre("2024-05-09: Sở Tư pháp", "2024-05-10: Sở Tư pháp", "2024-05-11: Sở Tư pháp",
                          "2024-05-12: Sở Tư pháp", "2024-05-13: Sở Tư pháp", "2024-05-14: Sở Tư pháp"));
}

TEST(Owners, WhoActsOrHelpsUnderAHeadingKeepsTheDuty) {
  EXPECT_THAT(
      Owners(Read(kProvince,
                  "II. NHIỆM VỤ\n1. Sở Tư pháp\n"
                  "- Phối hợp với Sở Công Thương soạn tài liệu trước ngày 10/5/2024.\n"
                  "- Giao Sở Du lịch lập danh sách trước ngày 11/5/2024.\n"
                  "- Lập biểu mẫu chung, Sở Ngoại vụ gửi số liệu trước ngày 12/5/2024.\n")),
      ElementsAre("2024-05-09: Sở Tư pháp, Sở Công Thương", "2024-05-10: Sở Du lịch", "2024-05-11: Sở Ngoại vụ"));
}

TEST(Owners, AllWhoAreToldAreNoOwners) {
  EXPECT_THAT(Owners(Read(kProvince,
                          "II. NHIỆM VỤ\n1. Sở Tư pháp\n"
                          "- Báo cáo UBND tỉnh, Bộ Tư pháp và Bộ Nội vụ trước ngày 10/5/2024.\n"
                          "2. Sở Du lịch báo cáo Ban Chỉ đạo và Sở Tài chính trước ngày 12/5/2024.\n")),
              ElementsAre("2024-05-09: Sở Tư pháp", "2024-05-11: Sở Du lịch"));
}

TEST(Owners, WhoGivesADutyHasNone) {
  Records records = Read(kDistrict,
                         "II. NHIỆM VỤ\n1. Thường trực HĐND huyện giao Phòng Y tế kiểm kê trước ngày 10/5/2024.\n"
                         "2. Tại buổi họp đầu năm, Thanh tra huyện giao Phòng Dân tộc kiểm kê trước ngày 11/5/2024.\n"
                         "3. Không giao Phòng Y tế thực hiện việc kiểm kê.\n"
                         "4. Chưa giao Phòng Dân tộc quản lý con dấu.\n");
  EXPECT_THAT(Owners(records), ElementsAre("2024-05-09: Phòng Y tế", "2024-05-10: Phòng Dân tộc"));
  EXPECT_THAT(Duties(records), ElementsAre("Phòng Y tế | implement | Kiểm kê trước ngày 10/5/2024",
                                           "Phòng Dân tộc | implement | Kiểm kê trước ngày 11/5/2024"));
}

TEST(Owners, WhoGathersWhatOthersSendHasTheTimeForIt) {
  EXPECT_THAT(Owners(Read(kDistrict,
                          "II. NHIỆM VỤ\n1. Phòng Y tế gửi danh mục về Phòng Dân tộc trước ngày 10/5/2024 để tổng hợp "
                          "gửi UBND huyện trước ngày 20/5/2024.\n"
                          "2. Phòng Tư pháp rà soát danh mục để nộp lưu trước ngày 21/5/2024.\n")),
              ElementsAre("2024-05-09: Phòng Y tế", "2024-05-19: Phòng Dân tộc", "2024-05-20: Phòng Tư pháp"));
}

TEST(Owners, LettersOfASymbolNameNobody) {
  Records records = Read(kProvince,
                         "II. NHIỆM VỤ\n1. Nộp báo cáo theo mẫu tại Công văn số 87/STP-VP trước ngày 10/5/2024.\n"
                         "2. SNV nộp báo cáo trước ngày 11/5/2024.\n3. SNgV nộp báo cáo trước ngày 12/5/2024.\n");
  EXPECT_THAT(Owners(records), ElementsAre("2024-05-09", "2024-05-10: Sở Nội vụ", "2024-05-11: Sở Ngoại vụ"));
}

TEST(Owners, APlaceStaysWhereBodiesOfSeveralPlacesMayBeMeant) {
  EXPECT_THAT(Duties(Read(kProvince,
                          "II. NHIỆM VỤ\n1. UBND huyện Sông Mây, UBND thị xã Đồi Cát tổ chức hội nghị.\n"
                          "2. UBND tỉnh Hòa Lộc tổ chức hội nghị.\n"
                          "3. Chủ tịch UBND thành phố Hòa Lộc tổ chức hội nghị.\n")),
              ElementsAre("Ủy ban nhân dân huyện Sông Mây | implement | Tổ chức hội nghị",
                          "Ủy ban nhân dân thị xã Đồi Cát | implement | Tổ chức hội nghị",
                          "Chủ tịch Ủy ban nhân dân thành phố Hòa Lộc | implement | Tổ chức hội nghị"));
  EXPECT_THAT(Duties(Read(kDistrict,
                          "II. NHIỆM VỤ\n1. Hội Nông dân huyện Sông Mây tổ chức hội nghị.\n"
                          "2. Đề nghị UBND tỉnh Hòa Lộc bố trí kinh phí.\n"
                          "3. Công an huyện Đồi Cát tổ chức hội nghị.\n")),
              ElementsAre("Hội Nông dân huyện | implement | Tổ chức hội nghị",
                          "Ủy ban nhân dân tỉnh | implement | Bố trí kinh phí",
                          "Công an huyện Đồi Cát | implement | Tổ chức hội nghị"));
}

TEST(Owners, ListsOfPlacesAreReadToTheirEnd) {
  EXPECT_THAT(Duties(Read(kProvince,
                          "II. NHIỆM VỤ\n1. UBND các xã: Suối Cát, Đồi Mây và thị trấn Sông Mây lập sổ văn bản.\n"
                          "2. Chủ tịch UBND các huyện, thành, thị lập sổ văn bản.\n"
                          "3. Thủ trưởng các sở, ban ngành tỉnh, Chủ tịch UBND các huyện lập sổ văn bản.\n"
                          "4. UBND cấp huyện, cấp xã lập sổ văn bản.\n"
                          "5. UBND các xã, Thủ trưởng các đơn vị lập sổ văn bản.\n")),
              ElementsAre("Ủy ban nhân dân các xã Suối Cát, Đồi Mây và thị trấn Sông Mây | implement | Lập sổ văn bản",
                          "Chủ tịch Ủy ban nhân dân các huyện, thành phố, thị xã | implement | Lập sổ văn bản",
                          "Thủ trưởng các sở, ban ngành tỉnh | implement | Lập sổ văn bản",
                          "Chủ tịch Ủy ban nhân dân các huyện | implement | Lập sổ văn bản",
                          "Ủy ban nhân dân cấp huyện, cấp xã | implement | Lập sổ văn bản",
                          "Ủy ban nhân dân các xã | implement | Lập sổ văn bản",
                          "Thủ trưởng các đơn vị | implement | Lập sổ văn bản"));
}

TEST(Owners, WhyItIsTheyIsNoPartOfTheName) {
  EXPECT_THAT(Duties(Read(kProvince,
                          "II. NHIỆM VỤ\n1. Sở Du lịch theo chức năng, nhiệm vụ được giao lập sổ văn bản.\n"
                          "2. Sở Y tế, Ban Dân tộc trong phạm vi chức năng, nhiệm vụ của mình lập sổ văn bản.\n"
                          "3. Sở Tư pháp, cơ quan thường trực Hội đồng, lập sổ văn bản.\n"
                          "4. Các sở chưa nộp danh mục khẩn trương lập sổ văn bản.\n"
                          "5. Sở Du lịch theo chức năng, nhiệm vụ là cơ quan chuyên môn của tỉnh.\n")),
              ElementsAre("Sở Du lịch | implement | Lập sổ văn bản", "Sở Y tế | implement | Lập sổ văn bản",
                          "Ban Dân tộc | implement | Lập sổ văn bản", "Sở Tư pháp | implement | Lập sổ văn bản",
                          "Các sở chưa nộp danh mục | implement | Khẩn trương lập sổ văn bản"));
}

TEST(Owners, RolesInBracketsLabelsAndAsides) {
  EXPECT_THAT(Duties(Read(kDistrict,
                          "II. NHIỆM VỤ\n1. Việc kiểm kê giao cho Phòng Y tế (chủ trì), Phòng Dân tộc (phối hợp).\n"
                          "2. Kiểm kê kho. Chủ trì: Phòng Y tế. Phối hợp: Phòng Dân tộc.\n"
                          "3. Mua giá kệ (chủ trì: Phòng Kinh tế; thời hạn: tháng 6/2024).\n"
                          "4. Công tác kiểm kê (Phòng Y tế chủ trì; Phòng Dân tộc phối hợp).\n"
                          "5. Đầu mối kiểm kê là Phòng Y tế.\n"
                          "6. Phòng Y tế làm đầu mối, cùng với Phòng Dân tộc lập sổ văn bản.\n")),
              ElementsAre("Phòng Y tế | lead | Việc kiểm kê", "Phòng Dân tộc | coordinate | Việc kiểm kê",
                          "Phòng Y tế | lead | Kiểm kê kho", "Phòng Dân tộc | coordinate | Kiểm kê kho",
                          "Phòng Kinh tế | lead | Mua giá kệ", "Phòng Y tế | lead | Công tác kiểm kê",
                          "Phòng Dân tộc | coordinate | Công tác kiểm kê", "Phòng Y tế | lead | Đầu mối kiểm kê",
                          "Phòng Y tế | lead | Lập sổ văn bản", "Phòng Dân tộc | coordinate | Lập sổ văn bản"));
  EXPECT_THAT(Duties(Read(kDistrict,
                          "II. NHIỆM VỤ\n1. Kiểm kê kho. Sản phẩm: Phòng Y tế mới.\n"
                          "2. Nhà kho (chủ trì thiết kế: năm 2020) đã cũ.\n3. Đầu mối là nơi nhận văn bản.\n")),
              IsEmpty());
}

TEST(Owners, WhatAReportTellsIsNoDuty) {
  constexpr std::string_view kReport =
      "ỦY BAN NHÂN DÂN\nHUYỆN SÔNG MÂY\nSố: 8/BC-UBND\nSông Mây, ngày 09 tháng 12 năm 2024\nBÁO CÁO\n"
      "Công tác văn thư năm 2024\n";
  const std::string body =
      "1. Phòng Y tế tổ chức 05 lớp học, xong trước ngày 20/11/2024.\n2. Đề nghị Phòng Dân tộc kiểm kê kho.\n";
  Records told = Read(kReport, "I. KẾT QUẢ NĂM 2024\n" + body);
  EXPECT_THAT(Duties(told), ElementsAre("Phòng Dân tộc | implement | Kiểm kê kho"));
  EXPECT_THAT(Owners(told), IsEmpty());
  EXPECT_EQ(Duties(Read(kReport, "I. PHƯƠNG HƯỚNG NĂM 2025\n" + body)).size(), 2U);
  EXPECT_EQ(Duties(Read(kDistrict, "I. KẾT QUẢ NĂM 2024\n" + body)).size(), 2U);
}

TEST(Owners, ANameThatThePaperShortensIsTheFullOne) {
  EXPECT_THAT(
      Duties(Read(kDistrict,
                  "II. NHIỆM VỤ\n1. Trung tâm Kho dữ liệu số (sau đây gọi tắt là Trung tâm KDL) lập sổ văn bản.\n"
                  "2. Trung tâm KDL kiểm kê kho.\n3. Trung tâm KDX kiểm kê kho.\n")),
      ElementsAre("Trung tâm Kho dữ liệu số | implement | Lập sổ văn bản",
                  "Trung tâm Kho dữ liệu số | implement | Kiểm kê kho", "Trung tâm KDX | implement | Kiểm kê kho"));
}

TEST(Owners, WordsUnderAHeadingThatGiveNothing) {
  EXPECT_THAT(Duties(Read(kDistrict,
                          "II. NHIỆM VỤ\n1. Phòng Y tế\n- Đối với cấp xã\n- Kế hoạch có hiệu lực kể từ ngày ký.\n"
                          "- Đối với kho cũ, lập sổ văn bản.\n")),
              ElementsAre("Phòng Y tế | implement | Đối với kho cũ, lập sổ văn bản"));
  EXPECT_THAT(Duties(Read(kDistrict,
                          "II. NHIỆM VỤ\n1. Hạn chế\n- Sở Y tế: Chấm 1,5/2 điểm.\n"
                          "- Sở Y tế: Chấm điểm các xã, mỗi xã 2 điểm cộng.\n")),
              ElementsAre("Sở Y tế | implement | Chấm điểm các xã, mỗi xã 2 điểm cộng"));
}

TEST(Owners, LikeTheRowAbove) {
  const std::string head = "II. NHIỆM VỤ\n| TT | Nội dung | Cơ quan chủ trì | Thời gian |\n|---|---|---|---|\n";
  EXPECT_THAT(
      Duties(Read(kProvince, head + "| 1 | Kiểm kê kho | Sở Y tế | Quý I |\n| 2 | Lập sổ văn bản | -nt- | Quý II |\n"
                                    "| 3 | Mua giá kệ | Như trên | Quý III |\n| 4 | Sửa mái kho | | Quý IV |\n")),
      ElementsAre("Sở Y tế | lead | Kiểm kê kho", "Sở Y tế | lead | Lập sổ văn bản", "Sở Y tế | lead | Mua giá kệ"));
  EXPECT_THAT(
      Duties(Read(kProvince, head + "| 1 | Kiểm kê kho | Như trên | Quý I |\n| 2 | Lập sổ | Dự án 2 | Quý II |\n")),
      IsEmpty());
}

TEST(Owners, TheEvidenceOfALongListGrowsWithItAlone) {
  std::string list = "Phòng Y tế";
  for (int i = 0; i < 200; ++i) list += ", Phòng Y tế";
  Records records = Read(kDistrict, "II. NHIỆM VỤ\n1. " + list + " lập sổ văn bản.\n");
  ASSERT_EQ(records.assignments.size(), 201U);
  std::size_t bytes = 0;
  for (const Assignment& duty : records.assignments) bytes += duty.printed.text.size();
  EXPECT_GT(bytes, list.size() / 2);
  EXPECT_LT(bytes, 4 * list.size());
}

}  // namespace
}  // namespace vankho
