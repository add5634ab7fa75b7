// What a line of examples cannot say: whose duty, what must be done, the period of the data, inferred years.
#include "extractors/deadline/deadline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vankho {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

class DeadlineTest : public testing::Test {
 protected:
  DeadlineTest() {
    context_.document_year = 2024;
    context_.issued_date = PartialDate::Make(2024, 1, 15);
    context_.title = "Cải cách hành chính năm 2024";
  }

  static const DeadlineFinder& Finder() {
    static const auto finder = DeadlineFinder::Load(std::string(VANKHO_SOURCE_DIR) + "/lexicons");
    return *finder;
  }

  std::vector<Deadline> Find(const std::string& text, std::vector<AgencyMention> agencies = {}) const {
    return Finder().Find(context_, FlatText(text, TextSpan{0, text.size()}), [&] { return agencies; });
  }

  static AgencyMention Mention(const std::string& text, const std::string& name, Role role) {
    const std::size_t at = text.find(name);
    return {{at, at + name.size()}, name, role};
  }

  ExtractionContext context_;
};

TEST_F(DeadlineTest, AStartIsNoLimit) {
  for (const char* cell : {"Từ 22/5/2024", "Từ ngày 22/5/2024", "Sau ngày 22/5/2024", "Từ tháng 5/2024",
                           "Bắt đầu từ ngày 22/5 cho đến lúc xong việc"}) {
    const std::string text = cell;
    EXPECT_THAT(Finder().FindInCell(context_, FlatText(text, TextSpan{0, text.size()}), "việc", {}), IsEmpty()) << cell;
  }
  for (const char* cell : {"Từ 22/5/2024 đến 30/5/2024", "Từ ngày 22/5 - 30/5/2024", "Sau 22/5, trước 31/5/2024"}) {
    const std::string text = cell;
    const auto found = Finder().FindInCell(context_, FlatText(text, TextSpan{0, text.size()}), "việc", {});
    ASSERT_EQ(found.size(), 1u) << cell;
    EXPECT_EQ(found[0].due, PartialDate::Make(2024, 5, 30)) << cell;
  }
}

TEST_F(DeadlineTest, DatesInARowShareTheYearOfTheLast) {
  context_.document_year = 2023;
  context_.issued_date = PartialDate::Make(2023, 11, 2);
  const auto found = Find("Gửi báo cáo trước các ngày 16/2, 16/5, 16/8 và 16/11/2024.");
  ASSERT_EQ(found.size(), 4u);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(found[i].due, PartialDate::Make(2024, 2 + 3 * static_cast<int>(i), 15));
    EXPECT_THAT(found[i].flags, IsEmpty());
    EXPECT_EQ(found[i].action, "Gửi báo cáo");
  }
}

TEST_F(DeadlineTest, NumbersBehindAMonthMayCountSomethingElse) {
  const auto found = Find("Tổ chức trong tháng 5, 10 lớp bồi dưỡng cho công chức.");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].due, PartialDate::Make(2024, 5, 31));
  const auto quarter = Find("Tổ chức trong quý I, 2 lượt kiểm tra.");
  ASSERT_EQ(quarter.size(), 1u);
  EXPECT_EQ(quarter[0].due, PartialDate::Make(2024, 3, 31));
}

TEST_F(DeadlineTest, ADayThatDoesNotExistIsKeptForPeople) {
  for (const char* text : {"Gửi danh sách trước ngày 30/02/2024.", "Gửi danh sách chậm nhất ngày 31 tháng 6."}) {
    const auto found = Find(text);
    ASSERT_EQ(found.size(), 1u) << text;
    EXPECT_FALSE(found[0].due) << text;
    EXPECT_EQ(found[0].action, "Gửi danh sách") << text;
    EXPECT_THAT(found[0].flags, ElementsAre("no-such-day"));
    EXPECT_LT(found[0].confidence, 0.35);
  }
  context_.document_year = 2023;
  context_.issued_date = PartialDate::Make(2023, 1, 9);
  const auto leap = Find("Gửi danh sách trước ngày 29/02.");
  ASSERT_EQ(leap.size(), 1u);
  EXPECT_FALSE(leap[0].due);
  EXPECT_THAT(leap[0].flags, ElementsAre("no-such-day"));
}

TEST_F(DeadlineTest, WhatIsCountedFromEndsWithItsDocumentOrDay) {
  const auto own = Find("Trong 15 ngày kể từ ngày ký Kế hoạch này các xã lập tổ công tác.");
  ASSERT_EQ(own.size(), 1u);
  EXPECT_EQ(own[0].relative->anchor, "ngày ký Kế hoạch này");
  EXPECT_EQ(own[0].action, "các xã lập tổ công tác");
  const auto issued = Find("Trong 15 ngày kể từ ngày Kế hoạch này được ban hành, các xã lập tổ công tác.");
  ASSERT_EQ(issued.size(), 1u);
  EXPECT_EQ(issued[0].relative->anchor, "ngày Kế hoạch này được ban hành");
  const auto day = Find("Trong 04 ngày làm việc kể từ ngày 06/5/2024 gửi danh sách.");
  ASSERT_EQ(day.size(), 1u);
  EXPECT_EQ(day[0].relative->anchor, "ngày 06/5/2024");
  EXPECT_EQ(day[0].action, "gửi danh sách");
}

TEST_F(DeadlineTest, CountedBackFromWhatStandsBefore) {
  const auto found = Find("Gửi giấy mời trước khi khai mạc lớp học ít nhất 03 ngày làm việc.");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].relative->amount, 3);
  EXPECT_EQ(found[0].relative->anchor, "khai mạc lớp học");
  EXPECT_EQ(found[0].action, "Gửi giấy mời");
  EXPECT_THAT(Find("Niêm yết danh sách ít nhất 15 ngày."), IsEmpty());
}

TEST_F(DeadlineTest, PeriodsInARowShareTheirDuty) {
  const auto found = Find(
      "- Lập báo cáo tiếp dân quý I trước ngày 18/3, 6 tháng trước ngày 18/6, quý III trước ngày 18/9, báo cáo năm "
      "trước "
      "ngày 08/12/2024.");
  ASSERT_EQ(found.size(), 4u);
  EXPECT_EQ(found[0].action, "Lập báo cáo tiếp dân quý I");
  EXPECT_EQ(found[1].action, "Lập báo cáo tiếp dân 6 tháng");
  EXPECT_EQ(found[2].action, "Lập báo cáo tiếp dân quý III");
  EXPECT_EQ(found[3].action, "báo cáo năm");
}

TEST_F(DeadlineTest, ABracketBehindEachOfSeveralLimitsSaysWhatItIsFor) {
  const auto found = Find("Gửi kết quả trước ngày 18/6 (báo cáo 6 tháng) và trước ngày 18/12 (báo cáo cả năm).");
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].action, "báo cáo 6 tháng");
  EXPECT_EQ(found[1].action, "báo cáo cả năm");
  const auto one = Find("Gửi kết quả trước ngày 18/6 (báo cáo theo mẫu số 02).");
  ASSERT_EQ(one.size(), 1u);
  EXPECT_EQ(one[0].action, "Gửi kết quả");
}

TEST_F(DeadlineTest, ActionIsTheClauseWithoutTheTime) {
  const auto found = Find("- Phòng Nội vụ tổng hợp kết quả, thời gian thực hiện: trước ngày 20/10/2024.");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].action, "Phòng Nội vụ tổng hợp kết quả");
  EXPECT_EQ(found[0].text, "trước ngày 20/10/2024");
}

TEST_F(DeadlineTest, TwoWordsBehindATimeThatOpensAreItsAction) {
  const auto found = Find("- Từ ngày 06/5 đến ngày 24/5/2024 tập huấn.");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].action, "tập huấn");
}

TEST_F(DeadlineTest, ActionAfterTheTime) {
  const auto found = Find("Trước ngày 20/10/2024, các phòng gửi danh sách đăng ký.");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].action, "các phòng gửi danh sách đăng ký");
}

TEST_F(DeadlineTest, TimeAloneTakesTheTitle) {
  const auto found = Find("Thời gian thực hiện: từ ngày 01/3/2024 đến ngày 30/4/2024.");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].action, context_.title);
  EXPECT_EQ(found[0].kind, DeadlineKind::kPeriod);
}

TEST_F(DeadlineTest, APeriodUnderTheHeadingOfTimeIsTheWholePlans) {
  const std::string text = "Từ ngày 15/11/2024 đến ngày 15/12/2024";
  EXPECT_THAT(Find(text), IsEmpty());
  context_.headings = {"THỜI GIAN THỰC HIỆN"};
  EXPECT_THAT(Find(": : 04/3/2024 -"), IsEmpty());  // a scrap of a torn table
  const auto found = Find(text);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].due->ToIso(), "2024-12-15");
  EXPECT_EQ(found[0].action, context_.title);
}

TEST_F(DeadlineTest, CoversIsTheReportsPeriod) {
  const auto found = Find("+ Báo cáo quý III gửi vào ngày 20/9/2024 (số liệu tính từ ngày 16/6/2024 đến 15/9/2024).");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(PrintDeadline(found[0]), "due:2024-09-20 covers:2024-06-16/2024-09-15 kind:date");
}

TEST_F(DeadlineTest, NamedAgencyActsReceiverDoesNot) {
  const std::string text = "Phòng Tư pháp gửi báo cáo về Phòng Nội vụ trước ngày 15/6/2024.";
  const auto found =
      Find(text, {Mention(text, "Phòng Tư pháp", Role::kLead), Mention(text, "Phòng Nội vụ", Role::kReceive)});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_THAT(found[0].agencies, ElementsAre("Phòng Tư pháp"));
}

TEST_F(DeadlineTest, SectionsAgencyWhereNobodyIsNamed) {
  context_.section_agencies = {{"Sở Tài chính", Role::kLead}};
  const auto found = Find("- Trình phê duyệt dự toán trước ngày 15/6/2024.");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_THAT(found[0].agencies, ElementsAre("Sở Tài chính"));
}

// "đăng tải" is no verb of the lists; the heading says that the item is a duty.
TEST_F(DeadlineTest, UnderABodysHeadingALimitBindsWhateverTheVerb) {
  const std::string item = "b) Đăng tải Kế hoạch này trên trang thông tin điện tử trong vòng 05 ngày kể từ ngày ký.";
  EXPECT_THAT(Find(item), IsEmpty());
  context_.section_agencies = {{"Văn phòng Ủy ban nhân dân", Role::kLead}};
  const auto found = Find(item);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].action, "Đăng tải Kế hoạch này trên trang thông tin điện tử");
}

TEST_F(DeadlineTest, ADayToComeInABodysListBindsThoughItsVerbWasMisread) {
  const std::string item = "+ Gừi bảng kê đợt I vào ngày 05/8/2024 (kỳ từ 02/5/2024 đến 31/7/2024).";
  EXPECT_THAT(Find(item), IsEmpty());
  context_.section_agencies = {{"Phòng Nội vụ", Role::kLead}};
  const auto found = Find(item);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].due->ToIso(), "2024-08-05");
}

TEST_F(DeadlineTest, HowOftenIsADutyHabitIsNone) {
  context_.section_agencies = {{"Văn phòng Ủy ban nhân dân", Role::kLead}};
  const auto once = Find("a) Thăm hỏi gia đình chính sách, mỗi quý một lần.");
  ASSERT_EQ(once.size(), 1u);
  EXPECT_EQ(once[0].rrule, "FREQ=MONTHLY;INTERVAL=3");
  EXPECT_EQ(Find("- Sở Nội vụ tổ chức họp dân ít nhất 02 lần/năm.")[0].action, "Sở Nội vụ tổ chức họp dân");
  EXPECT_EQ(Find("- Đưa tin về kết quả, mỗi tháng ít nhất 02 tin, bài.").size(), 1u);
  EXPECT_THAT(Find("- Mưa lũ mỗi năm một dữ dội hơn; đời sống hằng ngày còn khó khăn."), IsEmpty());
}

TEST_F(DeadlineTest, InferredYearIsFlagged) {
  const auto found = Find("Các đơn vị báo cáo chậm nhất ngày 16/12.");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].due->ToIso(), "2024-12-16");
  EXPECT_THAT(found[0].flags, Contains("year-inferred"));
}

TEST_F(DeadlineTest, InferredYearLiesAhead) {
  context_.document_year = 2023;
  context_.issued_date = PartialDate::Make(2023, 11, 20);
  const auto found = Find("Các đơn vị báo cáo trước ngày 10/01.");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].due->ToIso(), "2024-01-09");
}

TEST_F(DeadlineTest, NoYearNoGuess) {
  context_.document_year.reset();
  context_.issued_date.reset();
  EXPECT_THAT(Find("Các đơn vị báo cáo trước ngày 10/01."), IsEmpty());
}

TEST_F(DeadlineTest, ListedDatesShareTheCue) {
  const auto found = Find("Các đơn vị báo cáo trước ngày 15/3/2024, 15/6/2024 và 15/9/2024.");
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[2].due->ToIso(), "2024-09-14");
}

TEST_F(DeadlineTest, WholesInARowAreTwoLimits) {
  auto found = Find("Hoàn thành trong tháng 3 và tháng 8 năm 2025.");
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].due->ToIso(), "2025-03-31");
  EXPECT_EQ(found[1].due->ToIso(), "2025-08-31");
  found = Find("Thời gian: quý I và quý III/2024.");
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].due->ToIso(), "2024-03-31");
  // from one to the other, not each
  EXPECT_EQ(Find("Thời gian: Quý I, Quý II/2024.").size(), 1u);
}

TEST_F(DeadlineTest, LeastSpanIsNoLimit) {
  const std::string cell = "≥ 20 ngày";
  EXPECT_THAT(Finder().FindInCell(context_, FlatText(cell, TextSpan{0, cell.size()}), "Phát hành hồ sơ", {}),
              IsEmpty());
}

TEST_F(DeadlineTest, HostileTextEnds) {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "báo cáo hằng tháng, ngày 15/3 ";
  EXPECT_FALSE(Find(text).empty());
}

TEST_F(DeadlineTest, WhatABodyAimsAtHasItsTime) {
  const std::string text = "Phấn đấu đến cuối tháng 9/2024, xe buýt đón khách đúng giờ.";
  EXPECT_THAT(Find(text), IsEmpty());
  context_.section_agencies = {{"Phòng Kinh tế", Role::kImplement}};
  ASSERT_EQ(Find(text).size(), 1u);
  EXPECT_EQ(Find(text)[0].due->ToIso(), "2024-09-30");
}

}  // namespace
}  // namespace vankho
