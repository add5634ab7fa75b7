#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extractors/agency/mention_memo.h"

namespace vankho {
namespace {

class AgencyTest : public testing::Test {
 protected:
  std::vector<std::string> Names(std::string_view text) const {
    std::vector<std::string> names;
    for (const NamedAgency& agency : gazetteer_->Find(text)) names.push_back(agency.name);
    return names;
  }
  const Result<AgencyGazetteer> gazetteer_ = AgencyGazetteer::Load(VANKHO_SOURCE_DIR);
};

TEST(LazyWords, AreThoseOfTheWholeText) {
  std::string_view text = "Phòng VH-TT (huyện); UỶ ban số 12…";
  std::vector<WordToken> all = SplitWords(text);
  ASSERT_EQ(all.size(), 13U);
  LazyWords lazy(text);
  for (std::size_t i = 0; i < all.size(); ++i) {
    ASSERT_NE(lazy.At(i), nullptr);
    EXPECT_EQ(lazy.At(i)->key, all[i].key);
    EXPECT_EQ(lazy.At(i)->span, all[i].span);
  }
  EXPECT_EQ(lazy.At(all.size()), nullptr);
  EXPECT_EQ(LazyWords("  ").At(0), nullptr);
}

TEST_F(AgencyTest, DropsTheJurisdictionWhereTheNameTellsEnough) {
  EXPECT_THAT(Names("Giao Phòng Nội vụ huyện Sông Mây tổng hợp"), testing::ElementsAre("Phòng Nội vụ"));
  EXPECT_THAT(Names("do UBND các xã, thị trấn thực hiện"), testing::ElementsAre("Ủy ban nhân dân các xã, thị trấn"));
  EXPECT_THAT(Names("của Chủ tịch UBND tỉnh Lai Châu về"), testing::ElementsAre("Chủ tịch Ủy ban nhân dân tỉnh"));
}

TEST_F(AgencyTest, SplitsListsWithElidedHeadsByTheLongestName) {
  EXPECT_THAT(Names("Phòng Tư pháp, Nội vụ, Văn phòng HĐND và UBND"),
              testing::ElementsAre("Phòng Tư pháp", "Phòng Nội vụ", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"));
  EXPECT_THAT(Names("Sở Văn hóa, Thể thao và Du lịch, Sở Xây dựng và Thanh tra tỉnh"),
              testing::ElementsAre("Sở Văn hóa, Thể thao và Du lịch", "Sở Xây dựng", "Thanh tra tỉnh"));
}

// In a cell a name that no row holds goes on in small letters; "và" belongs to it where it parts no bodies.
TEST_F(AgencyTest, NamesGoOnInSmallLettersInAList) {
  auto names = [&](std::string_view text) {
    std::vector<std::string> found;
    for (const NamedAgency& body : gazetteer_->FindInList(text)) found.push_back(body.name);
    return found;
  };
  EXPECT_THAT(names("Phòng Trông coi kho và bến bãi"), testing::ElementsAre("Phòng Trông coi kho và bến bãi"));
  EXPECT_THAT(names("Phòng Nội vụ và các đơn vị"), testing::Contains("Phòng Nội vụ"));
  EXPECT_THAT(names("Phòng Trông coi kho và cơ quan liên quan"),
              testing::Not(testing::Contains("Phòng Trông coi kho và cơ quan liên quan")));
}

TEST_F(AgencyTest, ReadsUsualAbbreviations) {
  EXPECT_THAT(Names("Phòng VH-TT và Phòng TC-KH"),
              testing::ElementsAre("Phòng Văn hóa và Thông tin", "Phòng Tài chính - Kế hoạch"));
  EXPECT_THAT(Names("Sở LĐ-TB&XH; SGDĐT"),
              testing::ElementsAre("Sở Lao động - Thương binh và Xã hội", "Sở Giáo dục và Đào tạo"));
}

TEST_F(AgencyTest, ReadsGroups) {
  EXPECT_THAT(Names("các sở, ban, ngành và UBND cấp huyện"),
              testing::ElementsAre("Các sở, ban, ngành", "Ủy ban nhân dân cấp huyện"));
  EXPECT_THAT(Names("Các cơ quan, đơn vị thuộc UBND huyện phối hợp"),
              testing::ElementsAre("Các cơ quan, đơn vị thuộc Ủy ban nhân dân huyện"));
}

TEST_F(AgencyTest, ReadsBodiesInThePluralAndByNumber) {
  EXPECT_THAT(Names("Các phòng Tư pháp, Nội vụ và Kinh tế rà soát"),
              testing::ElementsAre("Phòng Tư pháp", "Phòng Nội vụ", "Phòng Kinh tế"));
  EXPECT_THAT(Names("Phòng Nội vụ các huyện, thị xã tổng hợp"), testing::ElementsAre("Phòng Nội vụ các huyện, thị xã"));
  EXPECT_THAT(Names("Các Đoàn kiểm tra gửi kết luận"), testing::ElementsAre("Các Đoàn kiểm tra"));
  EXPECT_THAT(Names("Đoàn số 3, Đoàn kiểm tra số 4"), testing::ElementsAre("Đoàn số 3", "Đoàn kiểm tra số 4"));
  EXPECT_THAT(Names("Chi nhánh Văn phòng Đăng ký đất đai khu vực II"),
              testing::ElementsAre("Chi nhánh Văn phòng Đăng ký đất đai khu vực II"));
  EXPECT_THAT(Names("các đơn vị được kiểm tra khắc phục"), testing::ElementsAre("Các đơn vị được kiểm tra"));
  EXPECT_THAT(Names("Phòng Chuyển đổi số phối hợp"), testing::ElementsAre("Phòng Chuyển đổi số"));
}

TEST_F(AgencyTest, AHeadBeforeAColonStandsForAllOfTheList) {
  EXPECT_THAT(Names("các Sở: Nội vụ, Tài chính và Y tế rà soát"),
              testing::ElementsAre("Sở Nội vụ", "Sở Tài chính", "Sở Y tế"));
  EXPECT_THAT(Names("Các phòng: Quản lý nhà - Thị trường bất động sản, Hạ tầng kỹ thuật kiểm tra công trình"),
              testing::ElementsAre("Phòng Quản lý nhà - Thị trường bất động sản", "Phòng Hạ tầng kỹ thuật"));
  EXPECT_THAT(Names("Bộ phận Một cửa các cấp"), testing::ElementsAre("Bộ phận Tiếp nhận và Trả kết quả các cấp"));
  EXPECT_THAT(Names("các phòng: rà soát, báo cáo"), testing::ElementsAre("Các phòng"));
  EXPECT_THAT(Names("Các phòng: Kế hoạch này có hiệu lực"), testing::ElementsAre("Các phòng"));
}

TEST_F(AgencyTest, AWordThatIsAVerbElsewhereStaysInAName) {
  EXPECT_THAT(Names("Trường Cao cấp Nghề Hòa Lộc mở lớp"), testing::ElementsAre("Trường Cao cấp Nghề Hòa Lộc"));
  EXPECT_THAT(Names("Phòng Vật tư cấp trang phục"), testing::ElementsAre("Phòng Vật tư"));
}

TEST_F(AgencyTest, YouthUnionsAreBodiesAndNoLevels) {
  EXPECT_THAT(Names("Bưu điện huyện, Huyện đoàn và Đoàn Thanh niên xã"),
              testing::ElementsAre("Bưu điện huyện", "Huyện đoàn", "Đoàn Thanh niên xã"));
}

TEST_F(AgencyTest, AVerbInACapitalIsNoPlace) {
  EXPECT_THAT(Names("các tổ chức chính trị - xã hội tỉnh Tuyên truyền sâu rộng"),
              testing::ElementsAre("Các tổ chức chính trị - xã hội tỉnh"));
}

TEST_F(AgencyTest, AGroupMayBeNamedByWhatConcernsIt) {
  EXPECT_THAT(Names("Các trường được giao nhiệm vụ trồng cây"), testing::ElementsAre("Các trường được giao nhiệm vụ"));
  EXPECT_THAT(Names("Đơn vị có tên trong danh sách nộp hồ sơ"), testing::ElementsAre("Đơn vị có tên trong danh sách"));
  EXPECT_THAT(Names("Các đơn vị có nhiều cố gắng"), testing::ElementsAre("Các đơn vị"));
}

TEST_F(AgencyTest, ACommuneKeepsItsPlace) {
  EXPECT_THAT(Names("UBND xã Đồi Mây và UBND xã Suối Cát"),
              testing::ElementsAre("Ủy ban nhân dân xã Đồi Mây", "Ủy ban nhân dân xã Suối Cát"));
}

TEST_F(AgencyTest, LettersThatTwoNamesShareAreThoseOfTheFirstRow) {
  EXPECT_THAT(Names("SNV, SNgV và Sở NgV"), testing::ElementsAre("Sở Nội vụ", "Sở Ngoại vụ", "Sở Ngoại vụ"));
}

TEST_F(AgencyTest, TheSymbolOfAPaperNamesNobody) {
  EXPECT_THAT(Names("Công văn số 87/STP-VP, Báo cáo 12/BC-SNV"), testing::IsEmpty());
  EXPECT_THAT(Names("Sở Y tế/SNV, năm 2024 SNV"), testing::ElementsAre("Sở Y tế", "Sở Nội vụ", "Sở Nội vụ"));
}

TEST_F(AgencyTest, ReadsPartsOfANameInOneWord) {
  EXPECT_THAT(Names("Phòng LĐTB&XH; Sở LĐTB-XH"),
              testing::ElementsAre("Phòng Lao động - Thương binh và Xã hội", "Sở Lao động - Thương binh và Xã hội"));
  EXPECT_THAT(Names("P.TNMT và P. GDĐT"),
              testing::ElementsAre("Phòng Tài nguyên và Môi trường", "Phòng Giáo dục và Đào tạo"));
  EXPECT_THAT(Names("Phòng LĐTL"), testing::ElementsAre("Phòng LĐTL"));
}

TEST_F(AgencyTest, ReadsTheTwoHalvesOfAnOfficeInEitherOrder) {
  EXPECT_THAT(Names("VP UBND-HĐND và Văn phòng UBND và HĐND huyện"),
              testing::ElementsAre("Văn phòng Hội đồng nhân dân và Ủy ban nhân dân",
                                   "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"));
  EXPECT_THAT(Names("Văn phòng UBND tỉnh và HĐND tỉnh"),
              testing::ElementsAre("Văn phòng Ủy ban nhân dân tỉnh", "Hội đồng nhân dân tỉnh"));
}

TEST_F(AgencyTest, ADutyBehindADashIsNoPartOfAName) {
  EXPECT_THAT(Names("Phòng Kho vận - Bố trí nhân lực"), testing::ElementsAre("Phòng Kho vận"));
  EXPECT_THAT(Names("Công chức Văn phòng - Thống kê lập sổ"), testing::ElementsAre("Công chức Văn phòng - Thống kê"));
  EXPECT_THAT(Names("Phòng Kho vận - Hậu Cần"), testing::ElementsAre("Phòng Kho vận - Hậu Cần"));
}

TEST_F(AgencyTest, ANameWithALetterMisreadIsThatName) {
  EXPECT_THAT(Names("Phòng Tư phap, Phòng Tài chinh - Kế hoach"),
              testing::ElementsAre("Phòng Tư pháp", "Phòng Tài chính - Kế hoạch"));
  EXPECT_THAT(Names("Phòng Tư phap Quốc tế"), testing::ElementsAre("Phòng Tư phap Quốc tế"));
  EXPECT_THAT(Names("Trung tâm Chính trị huyện"), testing::ElementsAre("Trung tâm Chính trị"));
}

TEST_F(AgencyTest, CommonWordsAreNoAgencies) {
  EXPECT_THAT(Names("tăng cường thanh tra, kiểm tra công vụ tại cơ sở"), testing::IsEmpty());
  EXPECT_THAT(Names("III. TỔ CHỨC THỰC HIỆN"), testing::IsEmpty());
  EXPECT_THAT(Names("The Department of Health shall report."), testing::IsEmpty());
}

TEST_F(AgencyTest, OnlyTheBeginningIsAskedForWithAReach) {
  EXPECT_TRUE(gazetteer_->Find("Rà soát văn bản do Phòng Tư pháp lập", 0).empty());
  EXPECT_TRUE(gazetteer_->Find("Hiện nay Phòng Tư pháp lập", 4).empty());
  EXPECT_EQ(gazetteer_->Find("Phòng Tư pháp, Phòng Nội vụ", 0), gazetteer_->Find("Phòng Tư pháp, Phòng Nội vụ"));
  EXPECT_EQ(gazetteer_->Find("và các Phòng Nội vụ", 5).size(), 1u);
}

TEST_F(AgencyTest, AMemoSaysWhatTheGazetteerSays) {
  MentionMemo memo(*gazetteer_);
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 20; ++i) {
      std::string text = "Giao Phòng Nội vụ và Phòng Y tế việc số " + std::to_string(i);
      EXPECT_EQ(memo.Find(text), gazetteer_->Find(text));
      EXPECT_EQ(memo.Find(text), gazetteer_->Find(text)) << "remembered";
    }
  }
}

TEST_F(AgencyTest, AMemoSaysOfPartsWhatTheGazetteerSays) {
  const std::string text = "Giao Phòng Nội vụ theo dõi; các Sở: Tư pháp, Y tế báo cáo về Văn phòng huyện Sông Mây.";
  MentionMemo memo(*gazetteer_);
  memo.Open(text);
  std::size_t found = 0;
  for (std::size_t begin = 0; begin < text.size(); ++begin) {
    for (std::size_t end = begin; end <= text.size(); end += 7) {
      const std::string_view part = std::string_view(text).substr(begin, end - begin);
      const std::vector<NamedAgency> alone = gazetteer_->Find(part);
      ASSERT_EQ(memo.Find(part), alone) << part;
      found += alone.size();
    }
  }
  EXPECT_GT(found, 100u);
  memo.Open("Phòng Y tế");
  EXPECT_EQ(memo.Find("Phòng Nội vụ").size(), 1u) << "another text";
}

TEST_F(AgencyTest, ARowEndsAtAWordThatJoinsNone) {
  EXPECT_EQ(gazetteer_->FindRow("Phòng Tư pháp, Phòng Nội vụ và Phòng Y tế", 0).size(), 3u);
  EXPECT_EQ(gazetteer_->FindRow("Phòng Tư pháp báo cáo Phòng Nội vụ", 0).size(), 1u);
  EXPECT_TRUE(gazetteer_->FindRow("Rà soát của Phòng Tư pháp", 0).empty());
}

TEST(LastWord, IsToldWithWhatStandsBeforeIt) {
  EXPECT_TRUE(LastWordOf("gửi báo cáo VỀ ").Is({"cho", "về"}));
  EXPECT_TRUE(LastWordOf("gửi báo cáo về ").parted());
  EXPECT_EQ(LastWordOf("kết quả (qua ").before, '(');
  EXPECT_EQ(LastWordOf("do ").before, char{0});
  EXPECT_TRUE(LastWordOf("gửi về").word.empty()) << "no white space behind it";
  EXPECT_TRUE(LastWordOf("   ").word.empty());
  EXPECT_FALSE(LastWordOf("").Is({""}));
}

TEST_F(AgencyTest, ResolvesWhatPeopleType) {
  for (const char* typed : {"P. Nội vụ", "phong noi vu", "PNV", "pnv", "Phòng Nội vụ"}) {
    auto names = gazetteer_->Resolve(typed);
    ASSERT_FALSE(names.empty()) << typed;
    EXPECT_EQ(names.front(), "Phòng Nội vụ") << typed;
  }
  EXPECT_TRUE(gazetteer_->Resolve("").empty());
  EXPECT_TRUE(gazetteer_->Resolve("xyzzy").empty());
}

}  // namespace
}  // namespace vankho
