#include "extractors/assignment/assignment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vankho {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

class AssignmentTest : public testing::Test {
 protected:
  // "lead: Phòng Nội vụ" of each duty.
  std::vector<std::string> Find(std::string_view text, const DutyContext& context = {}) const {
    std::vector<std::string> found;
    for (const Assignment& duty : extractor_.Find(text, context)) {
      found.push_back(std::string(Name(duty.role)) + ": " + duty.agency);
    }
    return found;
  }
  std::string FirstTask(std::string_view text, const DutyContext& context = {}) const {
    auto duties = extractor_.Find(text, context);
    return duties.empty() ? "" : duties.front().task;
  }

  const AgencyGazetteer gazetteer_ = *AgencyGazetteer::Load(VANKHO_SOURCE_DIR);
  const AssignmentExtractor extractor_{gazetteer_, *DutyVerbs::Load(VANKHO_SOURCE_DIR)};
};

TEST_F(AssignmentTest, WhoWorksWithOthersLeads) {
  EXPECT_THAT(Find("Phòng Nội vụ kết hợp Phòng Tư pháp xây dựng kế hoạch kiểm tra công vụ."),
              ElementsAre("lead: Phòng Nội vụ", "coordinate: Phòng Tư pháp"));
  EXPECT_THAT(Find("Ban Giám đốc Sở Nội vụ phối hợp Công đoàn ngành tổ chức hội thi."),
              ElementsAre("lead: Ban Giám đốc Sở Nội vụ", "coordinate: Công đoàn ngành"));
}

TEST_F(AssignmentTest, ABodyThatNoListHoldsEndsAtTheVerb) {
  EXPECT_THAT(Find("Hội đồng Xét duyệt Giải thưởng cấp cơ sở năm 2024 họp trước ngày 15/6."),
              ElementsAre("implement: Hội đồng Xét duyệt Giải thưởng cấp cơ sở năm 2024"));
  EXPECT_THAT(Find("Giao Sở Tài chính, Báo Hòa Lộc, các Ngân hàng thương mại tiếp tục tuyên truyền nộp thuế điện tử."),
              ElementsAre("implement: Sở Tài chính", "implement: Báo Hòa Lộc", "implement: Các Ngân hàng thương mại"));
}

TEST_F(AssignmentTest, NounsThatLookLikeVerbsStayInTheName) {
  EXPECT_THAT(Find("Chánh Văn phòng UBND tỉnh; Giám đốc Sở Nội vụ và các tổ chức, cá nhân có liên quan chịu trách "
                   "nhiệm thi hành "
                   "Quyết định này."),
              testing::Contains("implement: Các tổ chức, cá nhân có liên quan"));
}

TEST_F(AssignmentTest, AGroupGoesOnInSmallLetters) {
  EXPECT_THAT(Find("Sở Tư pháp chủ trì, phối hợp với các cơ quan truyền thông, báo chí tăng cường tuyên truyền."),
              ElementsAre("lead: Sở Tư pháp", "coordinate: Các cơ quan truyền thông, báo chí"));
}

TEST_F(AssignmentTest, ABodyBehindASemicolonBeginsItsOwnDuty) {
  EXPECT_THAT(
      Find("Các phòng tổ chức thực hiện kế hoạch; Ủy ban nhân dân các xã căn cứ kế hoạch này xây dựng kế hoạch."),
      ElementsAre("implement: Các phòng", "implement: Ủy ban nhân dân các xã"));
  EXPECT_THAT(Find("Phòng Tư pháp; Phòng Nội vụ; Thanh tra huyện triển khai thực hiện kế hoạch này."),
              ElementsAre("implement: Phòng Tư pháp", "implement: Phòng Nội vụ", "implement: Thanh tra huyện"));
}

TEST_F(AssignmentTest, WhatWasSaidBeforeIsTheDutyOfThoseWhoOnlyAnswerForIt) {
  auto duties = extractor_.Find(
      "Công khai danh sách hộ nghèo tại thôn. Phòng Tư pháp, Phòng Nội vụ chịu trách nhiệm thực hiện.", {});
  ASSERT_EQ(duties.size(), 2u);
  EXPECT_EQ(duties[0].task, "Chịu trách nhiệm thực hiện Công khai danh sách hộ nghèo tại thôn");
}

TEST_F(AssignmentTest, AQuoteAtTheHeadOfATaskStays) {
  EXPECT_EQ(FirstTask("Phòng Nội vụ: “Một cửa” phải được niêm yết tại trụ sở."),
            "“Một cửa” phải được niêm yết tại trụ sở");
}

TEST_F(AssignmentTest, WhoseThePlanIsDoesNotAct) {
  EXPECT_THAT(Find("Căn cứ Kế hoạch phát động của UBND tỉnh, các sở, ban, ngành xây dựng kế hoạch của ngành mình."),
              ElementsAre("implement: Các sở, ban, ngành"));
}

TEST_F(AssignmentTest, WordsInBracketsBehindTheBodyDoNotPartItFromItsVerb) {
  EXPECT_THAT(
      Find("Sở Nội vụ (cơ quan thường trực cải cách hành chính) chủ trì, phối hợp với Sở Tài chính lập dự toán."),
      ElementsAre("lead: Sở Nội vụ", "coordinate: Sở Tài chính"));
}

TEST_F(AssignmentTest, WhoGathersWhatIsReportedReceives) {
  EXPECT_THAT(Find("Các đơn vị kịp thời phản ánh về Sở Nội vụ tổng hợp, báo cáo Ủy ban nhân dân tỉnh."),
              testing::Contains("receive: Sở Nội vụ"));
}

TEST_F(AssignmentTest, ASentenceThatBeginsWithItsVerbGoesOn) {
  EXPECT_THAT(
      Find("Thanh tra huyện chủ trì kiểm tra công vụ tại các xã. Tổng hợp kết quả báo cáo Chủ tịch UBND huyện."),
      ElementsAre("lead: Thanh tra huyện", "implement: Thanh tra huyện"));
}

TEST_F(AssignmentTest, ALeadInThatListsPartsIsOneDuty) {
  DutyContext item;
  item.section_agencies = {"Phòng Tài chính - Kế hoạch"};
  item.lead_in = "Lập hồ sơ dự toán gồm:";
  EXPECT_THAT(Find("Bảng tính chi tiết từng khoản chi;", item), IsEmpty());
  item.lead_in = "Cử cán bộ tham gia đoàn kiểm tra, số lượng như sau:";
  EXPECT_THAT(Find("Phòng Nội vụ, Phòng Tư pháp: 02 người;", item),
              ElementsAre("implement: Phòng Nội vụ", "implement: Phòng Tư pháp"));
  EXPECT_THAT(FirstTask("Phòng Nội vụ, Phòng Tư pháp: 02 người;", item), testing::HasSubstr("02 người"));
}

TEST_F(AssignmentTest, TheBodyByWhichAReportGoesReceivesIt) {
  EXPECT_THAT(Find("Các xã, thị trấn gửi báo cáo về UBND huyện (qua Phòng Nội vụ để tổng hợp)."),
              testing::AllOf(testing::Contains("receive: Phòng Nội vụ"),
                             testing::Not(testing::Contains("receive: Ủy ban nhân dân huyện"))));
}

TEST_F(AssignmentTest, WhoSpeaksHasADutyOnlyWhereItSaysWhatItWillDo) {
  DutyContext context;
  context.issuer = "Sở Y tế";
  EXPECT_THAT(Find("Sở Y tế yêu cầu Trung tâm Y tế báo cáo kết quả.", context),
              ElementsAre("implement: Trung tâm Y tế"));
  EXPECT_THAT(Find("Sở Y tế sẽ kiểm tra lại vào cuối năm.", context), ElementsAre("implement: Sở Y tế"));
}

TEST_F(AssignmentTest, WhoHelpsMayStandBehindTheLeader) {
  EXPECT_THAT(Find("Phòng Nội vụ chủ trì, Thanh tra huyện phối hợp kiểm tra kỷ luật hành chính."),
              ElementsAre("lead: Phòng Nội vụ", "coordinate: Thanh tra huyện"));
  EXPECT_THAT(Find("Giao Phòng Tư pháp chịu trách nhiệm chính, cùng Phòng Nội vụ rà soát văn bản của huyện."),
              ElementsAre("lead: Phòng Tư pháp", "coordinate: Phòng Nội vụ"));
  EXPECT_THAT(Find("Việc thống kê hồ sơ do Phòng Nội vụ chủ trì, Phòng Tư pháp và Công an huyện phối hợp."),
              ElementsAre("lead: Phòng Nội vụ", "coordinate: Phòng Tư pháp", "coordinate: Công an huyện"));
}

TEST_F(AssignmentTest, ABodyMayStandBehindItsTask) {
  EXPECT_THAT(Find("Bố trí phòng tiếp dân, lắp bảng chỉ dẫn: Văn phòng Sở."), ElementsAre("implement: Văn phòng Sở"));
  EXPECT_THAT(Find("Địa điểm kiểm tra: Văn phòng Sở."), IsEmpty());
}

TEST_F(AssignmentTest, WhoIsChargedActs) {
  EXPECT_THAT(Find("Thanh tra Sở được giao giám sát giờ làm việc của các phòng."),
              ElementsAre("implement: Thanh tra Sở"));
  EXPECT_THAT(Find("Trong thời hạn 05 ngày làm việc, Đoàn kiểm tra ban hành kết luận."),
              ElementsAre("implement: Đoàn kiểm tra"));
}

TEST_F(AssignmentTest, ANameGoesOnInSmallLettersUpToTheVerb) {
  EXPECT_THAT(Find("Giao Phòng Quản lý nhà, chung cư và cây xanh (Phòng QLN) rút ngắn thời gian cấp phép."),
              ElementsAre("implement: Phòng Quản lý nhà, chung cư và cây xanh"));
  EXPECT_THAT(Find("Phòng Tư pháp hằng quý rà soát văn bản của huyện."), ElementsAre("implement: Phòng Tư pháp"));
}

TEST_F(AssignmentTest, ABodyMayBeNamedByWhatConcernsIt) {
  EXPECT_THAT(Find("Đơn vị có hồ sơ quá hạn phải gửi thư xin lỗi người dân."),
              ElementsAre("implement: Đơn vị có hồ sơ quá hạn"));
  EXPECT_THAT(Find("Đơn vị có hồ sơ quá hạn giảm so với năm trước."), IsEmpty());
}

TEST_F(AssignmentTest, WhoAdvisesBehindAnotherVerbAdvises) {
  EXPECT_THAT(Find("Sở Tài chính cân đối, tham mưu Ủy ban nhân dân tỉnh bố trí kinh phí."),
              ElementsAre("advise: Sở Tài chính"));
}

TEST_F(AssignmentTest, WhatIsReceivedIsSaidWithoutTheSender) {
  auto duties = extractor_.Find("Các phòng báo cáo kết quả thực hiện về Phòng Nội vụ để theo dõi.", {});
  ASSERT_EQ(duties.size(), 2u);
  EXPECT_EQ(duties[1].role, Role::kReceive);
  EXPECT_EQ(duties[1].task, "Theo dõi báo cáo kết quả thực hiện");
}

TEST_F(AssignmentTest, ALabelMayFollowAnother) {
  DutyContext context;
  context.topic = "Rà soát quy trình nội bộ";
  EXPECT_THAT(Find("Cơ quan chủ trì: Sở Tư pháp; cơ quan phối hợp: Sở Nội vụ, Thanh tra tỉnh.", context),
              testing::UnorderedElementsAre("lead: Sở Tư pháp", "coordinate: Sở Nội vụ", "coordinate: Thanh tra tỉnh"));
}

TEST_F(AssignmentTest, HeadingsMaySayWhoItIsAndWhoNot) {
  EXPECT_THAT(extractor_.AgenciesOfHeading("Trưởng ban: đồng chí Lê Văn Tám"), ElementsAre("Trưởng ban"));
  EXPECT_THAT(extractor_.AgenciesOfHeading("Các sở, ban, ngành, trừ Sở Ngoại vụ"), ElementsAre("Các sở, ban, ngành"));
  EXPECT_THAT(extractor_.AgenciesOfHeading("Nhiệm vụ của từng đơn vị"), IsEmpty());
  EXPECT_THAT(extractor_.AgenciesOfHeading("Yêu cầu Giám đốc các sở, Thủ trưởng các ban, ngành:"),
              ElementsAre("Giám đốc các sở", "Thủ trưởng các ban, ngành"));
  EXPECT_THAT(extractor_.AgenciesOfHeading("Yêu cầu của Sở Y tế"), IsEmpty());
}

TEST_F(AssignmentTest, WhoIsExemptHasNoDuty) {
  EXPECT_THAT(Find("Các sở, ngành (trừ Sở Ngoại vụ), UBND các huyện ban hành kế hoạch riêng."),
              ElementsAre("implement: Các sở, ngành", "implement: Ủy ban nhân dân các huyện"));
}

TEST_F(AssignmentTest, WhatATaskLeavesOutStaysInIt) {
  EXPECT_EQ(FirstTask("Phòng Tư pháp rà soát sổ gốc (trừ sổ đã niêm phong) của các xã."),
            "Rà soát sổ gốc (trừ sổ đã niêm phong) của các xã");
}

TEST_F(AssignmentTest, WhatMustBeDoneByABodyIsItsDuty) {
  EXPECT_THAT(Find("Sổ theo dõi phải được Phòng Tư pháp lập xong trước ngày 05/8/2024."),
              ElementsAre("implement: Phòng Tư pháp"));
  EXPECT_THAT(Find("Sổ theo dõi đã được Phòng Tư pháp lập xong."), IsEmpty());
}

TEST_F(AssignmentTest, LevelsAreNoBodies) {
  EXPECT_THAT(extractor_.AgenciesOfHeading("2. Cấp huyện"), IsEmpty());
  EXPECT_THAT(extractor_.AgenciesOfHeading("UBND cấp huyện"), ElementsAre("Ủy ban nhân dân cấp huyện"));
}

TEST_F(AssignmentTest, WhoOnlyFinishesDoesWhatWasSaid) {
  auto duties = extractor_.Find(
      "UBND cấp huyện cập nhật danh sách thiết bị vào sổ chung; các sở, ngành hoàn thành trước ngày 05/9/2022.", {});
  ASSERT_EQ(duties.size(), 2U);
  EXPECT_THAT(duties[1].task, testing::HasSubstr("ập nhật danh sách thiết bị"));
}

TEST_F(AssignmentTest, GivenBehindASemicolon) {
  EXPECT_THAT(Find("Việc lưu hồ sơ còn chậm, thiếu sổ theo dõi ở ba xã; giao Phòng Tư pháp hướng dẫn lập sổ."),
              ElementsAre("implement: Phòng Tư pháp"));
}

TEST_F(AssignmentTest, WhatIsReceivedIsSaidWithoutItsTime) {
  auto duties = extractor_.Find(
      "Các xã gửi báo cáo kết quả niêm yết về Phòng Tư pháp để tổng hợp, chậm nhất ngày 10/8/2023 (số liệu từ ngày "
      "01/7/2023).",
      {});
  for (const Assignment& duty : duties) {
    EXPECT_TRUE(duty.role != Role::kReceive || duty.task.find("số liệu") == std::string::npos) << duty.task;
  }
  EXPECT_THAT(duties, testing::Contains(testing::Field(&Assignment::role, Role::kReceive)));
}

TEST_F(AssignmentTest, WhatStandsBeforeTheColonIsGiven) {
  const char* kText =
      "Số hóa sổ sách cũ của ba xã: giao Phòng Tư pháp chủ trì, Phòng Nội vụ phối hợp, làm từ ngày "
      "11/4/2024 đến ngày 19/8/2024.";
  EXPECT_THAT(Find(kText), ElementsAre("lead: Phòng Tư pháp", "coordinate: Phòng Nội vụ"));
  EXPECT_THAT(FirstTask(kText), testing::HasSubstr("Số hóa sổ sách cũ của ba xã"));
  EXPECT_EQ(FirstTask("Về sổ sách cũ của ba xã: giao Phòng Tư pháp kiểm đếm trước ngày 01/3/2024."),
            "Kiểm đếm trước ngày 01/3/2024");
}

TEST_F(AssignmentTest, WhoLeadsMayStandInBracketsBehindTheTask) {
  EXPECT_THAT(Find("Ban hành lịch trực của bộ phận một cửa (Phòng Nội vụ chủ trì; xong trước ngày 22/02/2024)."),
              ElementsAre("lead: Phòng Nội vụ"));
  EXPECT_THAT(Find("Sơn lại biển chỉ dẫn, do Ủy ban nhân dân các xã thực hiện trong tháng 9, Phòng Nội vụ phối hợp."),
              ElementsAre("implement: Ủy ban nhân dân các xã", "coordinate: Phòng Nội vụ"));
  EXPECT_THAT(Find("Theo kết luận cuộc họp giao ban (Phòng Nội vụ chủ trì)."), IsEmpty());
}

TEST_F(AssignmentTest, ATimeOrAGoalIsNoDuty) {
  DutyContext context;
  context.section_agencies = {"Phòng Y tế"};
  EXPECT_THAT(Find("Hoàn tất trước ngày 17/5/2022.", context), IsEmpty());
  EXPECT_THAT(Find("Thời hạn: trong quý II và quý III.", context), IsEmpty());
  EXPECT_THAT(Find("Phấn đấu 100% trạm có bác sĩ.", context), IsEmpty());
  EXPECT_THAT(Find("Hoàn thành sổ tiêm trước ngày 17/5/2022.", context), ElementsAre("implement: Phòng Y tế"));
}

TEST_F(AssignmentTest, WhoeverTheTimeIsCountedFromDoesNotAct) {
  EXPECT_THAT(Find("Trong 10 ngày kể từ ngày Sở Y tế công bố danh mục, các phòng chuyên môn niêm yết tại trụ sở."),
              ElementsAre("implement: Các phòng chuyên môn"));
  EXPECT_THAT(Find("Trong 10 ngày kể từ ngày Sở Y tế công bố danh mục."), IsEmpty());
}

TEST_F(AssignmentTest, WhoAReportGoesBackToReceivesIt) {
  EXPECT_THAT(Find("Các xã báo cáo số giếng khoan về Phòng Kinh tế trước ngày 28 hằng tháng."),
              ElementsAre("implement: Các xã", "receive: Phòng Kinh tế"));
  EXPECT_THAT(Find("Khó khăn trong mùa lũ phản ánh về Phòng Kinh tế."), ElementsAre("receive: Phòng Kinh tế"));
  EXPECT_THAT(Find("Các xã lập danh sách hộ có giếng, gửi Phòng Kinh tế trong tháng 3."),
              ElementsAre("implement: Các xã", "receive: Phòng Kinh tế"));
  // told to them; no report
  EXPECT_THAT(Find("Phòng Kinh tế soạn báo cáo, gửi UBND tỉnh trong tháng 3."),
              Not(testing::Contains(testing::HasSubstr("receive"))));
  EXPECT_THAT(Find("Các xã quét cổng chợ, gửi ảnh về Phòng Kinh tế."), ElementsAre("implement: Các xã"));
  EXPECT_THAT(Find("Các xã học tập kinh nghiệm về Phòng Kinh tế số."),
              Not(testing::Contains(testing::HasSubstr("receive"))));
}

TEST_F(AssignmentTest, WhatIsSentIsWhatIsGathered) {
  auto task = [&](std::string_view text) { return extractor_.Find(text, {}).back().task; };
  EXPECT_EQ(task("Các xã gửi bản đồ giếng khoan về Phòng Kinh tế để tổng hợp."), "Tổng hợp bản đồ giếng khoan");
  EXPECT_EQ(task("Các xã đo mực nước giếng khoan, gửi Phòng Kinh tế để tổng hợp."), "Tổng hợp đo mực nước giếng khoan");
}

TEST_F(AssignmentTest, WordsThatSayWhenMayStandBeforeWhoActs) {
  EXPECT_THAT(Find("Sáng thứ Hai hằng tuần, Phòng Y tế kiểm tra bếp ăn."), ElementsAre("implement: Phòng Y tế"));
  EXPECT_THAT(Find("Trên tư cách đầu mối, Phòng Y tế theo dõi toàn bộ bếp ăn."), ElementsAre("implement: Phòng Y tế"));
  EXPECT_THAT(Find("Nguyên nhân của bếp ăn bẩn, Phòng Y tế kiểm tra còn ít."), IsEmpty());
  EXPECT_THAT(Find("Kết quả quý I, Phòng Y tế kiểm tra 14 bếp ăn."), IsEmpty());
}

TEST_F(AssignmentTest, APersonIsNamedByTheOffice) {
  EXPECT_THAT(Find("Đồng chí Lê Văn Bình, Trưởng phòng Y tế: kiểm tra bếp ăn bán trú hằng tuần."),
              ElementsAre("implement: Trưởng Phòng Y tế"));
  EXPECT_THAT(Find("Bà Ngô Thị Lan, Trưởng phòng Y tế cũ nghỉ hưu từ tháng 3."), IsEmpty());
}

TEST_F(AssignmentTest, WhatIsDoneByABodyIsItsDutyWhereDutiesAreGiven) {
  DutyContext context;
  context.gives_duties = true;
  EXPECT_THAT(Find("Biên bản kiểm tra bếp ăn do Phòng Y tế lập, gửi các trường.", context),
              ElementsAre("implement: Phòng Y tế"));
  EXPECT_THAT(Find("Thắc mắc về bếp ăn được Phòng Y tế trả lời bằng văn bản.", context),
              ElementsAre("implement: Phòng Y tế"));
  EXPECT_THAT(Find("Thắc mắc về bếp ăn đã được Phòng Y tế trả lời bằng văn bản.", context), IsEmpty());
  EXPECT_THAT(Find("Tỷ lệ bếp ăn do Phòng Y tế kiểm tra còn thấp.", context), IsEmpty());
  EXPECT_THAT(Find("Biên bản kiểm tra bếp ăn do Phòng Y tế lập, gửi các trường."), IsEmpty());
}

TEST_F(AssignmentTest, WhoIsNamedBehindTheTask) {
  EXPECT_THAT(Find("Việc chấm điểm bếp ăn giao cho Phòng Y tế, xong trước ngày 30/9/2024."),
              ElementsAre("implement: Phòng Y tế"));
  EXPECT_THAT(Find("Chấm điểm bếp ăn ở các trường (Phòng Y tế, Phòng Tư pháp)."),
              ElementsAre("implement: Phòng Y tế", "implement: Phòng Tư pháp"));
  EXPECT_THAT(Find("Điểm bếp ăn công bố trong tháng 4, trách nhiệm thuộc về Phòng Y tế."),
              ElementsAre("implement: Phòng Y tế"));
  EXPECT_THAT(Find("Nhiệm vụ Ủy ban nhân dân tỉnh giao cho Phòng Y tế còn chậm ba việc."), IsEmpty());
  EXPECT_THAT(Find("Bếp ăn đạt chuẩn của ba trường (Phòng Y tế)."), IsEmpty());
}

TEST_F(AssignmentTest, AHeadingMayAnnounceDuties) {
  EXPECT_THAT(extractor_.AgenciesOfHeading("a) Phòng Y tế thuộc Sở"), IsEmpty());  // the marker is not a part of it
  EXPECT_THAT(extractor_.AgenciesOfHeading("Phòng Y tế thuộc Sở"), ElementsAre("Phòng Y tế"));
  EXPECT_THAT(extractor_.AgenciesOfHeading("Đề nghị Sở Y tế, Bưu điện tỉnh có liên quan"),
              ElementsAre("Sở Y tế có liên quan", "Bưu điện tỉnh có liên quan"));
  EXPECT_THAT(extractor_.AgenciesOfHeading("Phòng Y tế báo cáo Sở"), IsEmpty());
  EXPECT_THAT(extractor_.AgenciesOfHeading("Phòng Nội vụ có nhiệm vụ:"), ElementsAre("Phòng Nội vụ"));
  EXPECT_THAT(extractor_.AgenciesOfHeading("Phòng Nội vụ có nhiệm vụ nặng nề"), IsEmpty());
  EXPECT_THAT(extractor_.AgenciesOfHeading("Các Sở: Nội vụ, Tư pháp, Tài chính"),
              ElementsAre("Sở Nội vụ", "Sở Tư pháp", "Sở Tài chính"));
  EXPECT_THAT(extractor_.AgenciesOfHeading("NHIỆM VỤ CỦA CÁC CƠ QUAN, ĐỊA PHƯƠNG"),
              ElementsAre("Các cơ quan, địa phương"));
}

}  // namespace
}  // namespace vankho
