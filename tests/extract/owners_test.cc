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

}  // namespace
}  // namespace vankho
