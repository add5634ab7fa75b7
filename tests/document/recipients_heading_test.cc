#include "pipeline/document/recipients_heading.h"

#include <gtest/gtest.h>

namespace vankho {
namespace {

TEST(RecipientsHeading, IsToldThroughDamage) {
  for (std::string_view line : {"Nơi nhận:", "Nơi nhận", "Nơi nhận :", "Nơi nhẩn:", "Mới nhận:", "ơi nhận", "Nn nhan:",
                                "Nơi nhn", "N0i nhận.", "_Nơi nhận:", "Nơinhận:", "Nơi nhận;", "Voi nhân:"}) {
    EXPECT_EQ(RecipientsHeadingSize(line), line.size()) << line;
  }
}

TEST(RecipientsHeading, TakesNothingOfTheColumnBesideItOrTheItemBehindIt) {
  EXPECT_EQ(RecipientsHeadingSize("Nn nhan:   GIÁM ĐỐC"), std::string_view("Nn nhan:   ").size());
  EXPECT_EQ(RecipientsHeadingSize("Mơi nhận: - Như trên;"), std::string_view("Mơi nhận: ").size());
}

TEST(RecipientsHeading, OtherWordsAreNone) {
  for (std::string_view line : {"Ghi nhận:", "Người nhận:", "Đã nhận:", "Nơi nhận hồ sơ của công dân",
                                "Mới nhận được báo cáo", "Nơi nhận hồ sơ:", "Xác nhận:", "- Như trên;",
                                "Nội dung:", "Nhân lực:", "1. Nơi nhận", "Nơi", "nhận", "", ":", "Công nhận:"}) {
    EXPECT_EQ(RecipientsHeadingSize(line), 0u) << line;
  }
}

}  // namespace
}  // namespace vankho
