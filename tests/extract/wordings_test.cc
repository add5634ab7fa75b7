// Wordings that only a whole paper shows: short names, short references, scores in cells, goals under their labels.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipeline/extract/extractor.h"
#include "tests/structure/plain_document.h"

namespace vankho {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

class WordingsTest : public testing::Test {
 protected:
  static Records Run(const std::string& body, const std::string& kind = "KẾ HOẠCH") {
    static const Result<Extractor> extractor = Extractor::Load(VANKHO_SOURCE_DIR);
    return extractor->Run(
        ReadPlain("ỦY BAN NHÂN DÂN\nHUYỆN SUỐI MƠ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
                  "Độc lập - Tự do - Hạnh phúc\nSố: 63/KH-UBND\n"
                  "Suối Mơ, ngày 14 tháng 02 năm 2024\n" +
                  kind + "\nTrồng rừng năm 2024\n\n" + body));
  }
  static std::vector<std::string> Duties(const Records& records) {
    std::vector<std::string> duties;
    for (const Assignment& duty : records.assignments)
      duties.push_back(std::string(Name(duty.role)) + " " + duty.agency);
    return duties;
  }
  static std::vector<std::string> Goals(const Records& records) {
    std::vector<std::string> goals;
    for (const Target& target : records.targets)
      goals.push_back(target.comparator + " " + target.value->ToPlain() + " " + target.subject);
    return goals;
  }
};

TEST_F(WordingsTest, AShortNameThatIsAWordOfOtherNamesIsTheBodyThatThePaperCallsSo) {
  const Records records =
      Run("I. TỔ CHỨC THỰC HIỆN\n"
          "1. Thành lập Hội đồng Chọn giống cây (sau đây gọi tắt là Hội đồng).\n"
          "2. Hội đồng tổ chức chấm điểm vườn ươm.\n"
          "3. Giao Hội đồng thẩm định hồ sơ vườn ươm.\n"
          "4. Hội đồng nhân dân huyện giám sát việc trồng cây.\n");
  EXPECT_THAT(Duties(records), ElementsAre("implement Hội đồng Chọn giống cây", "implement Hội đồng Chọn giống cây",
                                           "implement Hội đồng nhân dân huyện"));
  EXPECT_EQ(records.assignments[1].task, "Thẩm định hồ sơ vườn ươm");
}

TEST_F(WordingsTest, WithoutADefinitionTheLongerNameStands) {
  EXPECT_THAT(Duties(Run("I. TỔ CHỨC THỰC HIỆN\n1. Giao Hội đồng thẩm định kiểm tra hồ sơ vườn ươm.\n")),
              ElementsAre("implement Hội đồng thẩm định"));
}

TEST_F(WordingsTest, ABodyOfTheIssuersNameInAnotherPlaceHasItsDuty) {
  const Records records =
      Run("I. TỔ CHỨC THỰC HIỆN\n"
          "1. Ủy ban nhân dân huyện Đồi Chè kiểm tra vườn ươm giáp ranh.\n"
          "2. Ủy ban nhân dân huyện Suối Mơ kiểm tra vườn ươm.\n"
          "3. Ủy ban nhân dân huyện kiểm tra vườn ươm.\n");
  EXPECT_THAT(Duties(records), ElementsAre("implement Ủy ban nhân dân huyện Đồi Chè"));
}

TEST_F(WordingsTest, AShortReferenceIsTheOneThatWasCitedInFull) {
  const Records records =
      Run("Căn cứ Nghị định số 81/2031/NĐ-CP ngày 14 tháng 5 năm 2031 của Chính phủ;\n"
          "Căn cứ Kế hoạch số 09/KH-UBND ngày 17/01/2024 của Ủy ban nhân dân tỉnh;\n"
          "Căn cứ Kế hoạch số 12/KH-SNV ngày 18/01/2024; Kế hoạch số 12/KH-STP ngày 19/01/2024;\n"
          "I. MỤC ĐÍCH\n"
          "1. Làm theo Nghị định 81.\n"
          "2. Làm theo Kế hoạch số 09, không theo Kế hoạch 12.\n"
          "3. Có 81 hộ và 09 tổ.\n");
  ASSERT_EQ(records.references.size(), 4U);
  EXPECT_THAT(records.references[0].printed.lines, ElementsAre(10, 14));
  EXPECT_THAT(records.references[1].printed.lines, ElementsAre(11, 15));
  EXPECT_THAT(records.references[2].printed.lines, ElementsAre(12));
  EXPECT_THAT(records.references[3].printed.lines, ElementsAre(12));
}

TEST_F(WordingsTest, ALawByItsDateIsTheNumberedOneOfThatDay) {
  const Records records =
      Run("Căn cứ Luật Nuôi ong số 91/2031/QH18 ngày 19 tháng 11 năm 2031;\n"
          "Căn cứ Luật Trồng dâu ngày 25 tháng 6 năm 2030;\n"
          "Căn cứ Luật Nuôi tằm ngày 25 tháng 6 năm 2030;\n"
          "I. MỤC ĐÍCH\n1. Làm theo Luật Nuôi ong ngày 19/11/2031 và Luật Trồng dâu ngày 25/6/2030.\n");
  ASSERT_EQ(records.references.size(), 3U);
  EXPECT_EQ(records.references[0].number, "91/2031/QH18");
  EXPECT_EQ(records.references[0].evidence.spans.size(), 2U);
  EXPECT_EQ(records.references[1].number, "");
  EXPECT_EQ(records.references[1].evidence.spans.size(), 2U);
  EXPECT_TRUE(records.references[1].is_basis);
}

TEST_F(WordingsTest, ACellHoldsCodeAndNameOrScoreAndMaximum) {
  const Records records =
      Run("PHỤ LỤC\nBẢNG ĐIỂM\n| Tiêu chí | Điểm |\n| 1. Vườn ươm | 8,5/9 |\n"
          "| 1.3. Chăm sóc cây con | 1,5/2 điểm |\n| 2. Tưới nước | 10/10 |\n");
  ASSERT_EQ(records.criteria.size(), 3U);
  EXPECT_EQ(records.criteria[1].code, "1.3");
  EXPECT_EQ(records.criteria[1].name, "Chăm sóc cây con");
  EXPECT_EQ(records.criteria[1].score->ToPlain(), "1.5");
  EXPECT_EQ(records.criteria[1].max_score->ToPlain(), "2");
  EXPECT_EQ(records.criteria[0].code, "1");
}

TEST_F(WordingsTest, ADeductionThatDoesNotFitIsMarkedInATableToo) {
  const Records records =
      Run("PHỤ LỤC\nBẢNG ĐIỂM\n| TT | Tiêu chí | Điểm tối đa | Điểm đạt | Điểm trừ |\n"
          "| 1 | Vườn ươm | 3 | 2,5 | 0,5 |\n| 2 | Tưới nước | 2 | 1,5 | 0,75 |\n");
  ASSERT_EQ(records.criteria.size(), 2U);
  EXPECT_THAT(records.criteria[0].flags, IsEmpty());
  EXPECT_THAT(records.criteria[1].flags, Contains("deduction-mismatch"));
}

TEST_F(WordingsTest, AGoalIsOfWhatStandsBehindItsShareNotOfItsLabel) {
  EXPECT_THAT(Goals(Run("I. MỤC TIÊU\n"
                        "1. Vườn ươm xã: 80% hộ trồng cây có bể chứa nước.\n"
                        "2. Tỷ lệ cây sống: 92%.\n"
                        "3. Giải ngân 95% vốn ươm cây trong năm 2024.\n"
                        "4. Mỗi thôn có từ 03 đến 05 sáng kiến trồng cây.\n")),
              ElementsAre("eq 80 hộ trồng cây có bể chứa nước", "eq 92 Tỷ lệ cây sống", "eq 95 Giải ngân vốn ươm cây",
                          "between 3 Mỗi thôn"));
}

}  // namespace
}  // namespace vankho
