// Documents of another kind give what metadata they print and no invented records. The texts were written for this
// test.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipeline/extract/extractor.h"
#include "tests/structure/plain_document.h"

namespace vankho {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

struct OtherKind {
  const char* name;
  const char* text;
};

const OtherKind kKinds[] = {
    {"LawArticle", R"(LUẬT
BẢO VỆ NGUỒN NƯỚC LÀNG NGHỀ
Chương II
QUYỀN VÀ NGHĨA VỤ
Điều 7. Trách nhiệm của Ủy ban nhân dân các cấp
1. Ủy ban nhân dân cấp tỉnh chủ trì, phối hợp với Bộ Tài nguyên và Môi trường kiểm tra nguồn nước hằng năm.
2. Cơ quan có thẩm quyền phải trả lời trong thời hạn 15 ngày làm việc kể từ ngày nhận được đơn.
Điều 8. Mức chất lượng
1. Nguồn nước đạt từ 90% chỉ tiêu trở lên được xếp loại tốt.
Điều 9. Hiệu lực thi hành
Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2022.
)"},
    {"PrivateLetter", R"(Đà Lạt, ngày 12 tháng 3 năm 2021

Chị Hạnh thương mến,
Em nhận được thư của chị hôm thứ Ba. Ở đây mưa suốt, nhà em phải sửa lại mái trước ngày 20 tháng 4.
Cháu Bống được 9,5 điểm môn Toán, cô giáo giao cho cháu làm lớp trưởng.
Chị nhớ gửi cho em cuốn sách trước Tết nhé. Em sẽ trả chị trong vòng một tháng.
Em của chị,
Thu
)"},
    {"Novel", R"(CHƯƠNG BA
Ông Tư đi chậm rãi qua cầu. Nước lên gần chạm ván, đỏ ngầu phù sa.
- Bác giao ruộng cho thằng Út chủ trì hay sao? - bà Năm hỏi.
- Ừ, đến hết năm 1975 thì nó làm hết thảy. Trước ngày 30 tháng 4 năm ấy, ai mà biết được.
Trong xóm có một trăm nhà, tám mươi lăm phần trăm làm ruộng. Ông đếm lại trên đầu ngón tay: mười, hai mươi, rồi thôi.
)"},
    {"EnglishReport", R"(ANNUAL REPORT 2023
The Department of Home Affairs shall submit its report no later than 15/12/2023.
Overall satisfaction reached 84.5% (target: at least 90%), 2.95/3 points on timeliness.
Responsible agency: Office of Planning. Deadline: 30 June 2024.
)"},
    {"PriceList", R"(CỬA HÀNG VẬT TƯ NÔNG NGHIỆP HAI LÚA
BẢNG GIÁ THÁNG 5/2023
Phân đạm 50 kg   560.000
Phân lân 25 kg   210.000
Giảm 5% cho đơn hàng từ 10 bao trở lên, áp dụng đến hết ngày 31/5/2023.
Giao hàng trong 2 ngày.
)"},
    {"Poem", R"(CHIỀU BÊN SÔNG
Tháng ba hoa gạo rơi đầy
Năm nào cũng hẹn, năm này chưa sang
Đò ơi chở khách qua làng
Trước rằm em đợi, trăng vàng em mong.
)"},
    {"Recipe", R"(CÁCH NẤU CANH CHUA
1. Cá làm sạch, ướp 15 phút.
2. Cà chua 0,5 kg, me 1/2 bát.
3. Đun đến khi sôi, hạ lửa trong 10 phút.
Món này đạt 9/10 điểm, ăn trong ngày.
)"},
    {"NewsItem", R"(Lúa hè thu được mùa
Ngày 14/8/2022, bà con xã Bình Hòa bắt đầu thu hoạch lúa hè thu. Năng suất đạt 6,2 tấn/ha, tăng 5% so với năm 2021.
Theo ông Lê Văn Tám, trước ngày 30/8 sẽ gặt xong toàn bộ 400 ha. "Giá lúa mà giữ được đến cuối tháng thì bà con vui", ông nói.
)"},
};

class OtherKinds : public testing::TestWithParam<OtherKind> {
 protected:
  static const Extractor& Loaded() {
    static const Result<Extractor> extractor = Extractor::Load(VANKHO_SOURCE_DIR);
    return *extractor;
  }
};

TEST_P(OtherKinds, GiveNoInventedRecords) {
  Records records = Loaded().Run(ReadPlain(GetParam().text));
  EXPECT_THAT(records.criteria, IsEmpty());
  EXPECT_THAT(records.targets, IsEmpty());
  EXPECT_THAT(records.rating_bands, IsEmpty());
  for (const Deadline& deadline : records.deadlines) ADD_FAILURE() << deadline.text << " " << deadline.evidence.rule;
  for (const Assignment& duty : records.assignments) ADD_FAILURE() << duty.agency << ": " << duty.task;
  for (const Reference& reference : records.references) ADD_FAILURE() << reference.number << " " << reference.type;
}

std::string NameOf(const testing::TestParamInfo<OtherKind>& info) { return info.param.name; }
INSTANTIATE_TEST_SUITE_P(Texts, OtherKinds, testing::ValuesIn(kKinds), NameOf);

// Minutes are an administrative paper: what was decided counts, what was said and has happened does not.
TEST_F(OtherKinds, MinutesGiveNoScoresOrGoals) {
  Records records = Loaded().Run(ReadPlain(R"(BIÊN BẢN
Họp thôn Đông
Hôm nay, ngày 06 tháng 5 năm 2023, tại nhà văn hóa thôn, lúc 19 giờ 30 phút.
Có mặt: 45/60 hộ, vắng 15 hộ.
Ông trưởng thôn đọc thu chi năm 2022: thu 12.500.000 đồng, chi 11.750.000 đồng.
Các hộ biểu quyết: 40/45 hộ đồng ý, đạt 88,9%.
Cuộc họp kết thúc lúc 21 giờ cùng ngày.
)"));
  EXPECT_THAT(records.criteria, IsEmpty());
  EXPECT_THAT(records.targets, IsEmpty());
  EXPECT_THAT(records.deadlines, IsEmpty());
  EXPECT_THAT(records.assignments, IsEmpty());
}

TEST_F(OtherKinds, ALineIsExplainedByItsRulesOrTheNearest) {
  Document document = ReadPlain(kPlan);
  std::size_t with_score = 0;
  for (std::size_t i = 0; i < document.lines().size(); ++i) {
    if (document.lines()[i].text.find("ngày 20/11/2023") != std::string::npos) with_score = i;
  }
  LineExplanation why = Loaded().Explain(document, with_score);
  EXPECT_EQ(why.zone, "bases");
  bool dated = false;
  for (const auto& found : why.found) dated |= found.words.find("20/11/2023") != std::string::npos;
  EXPECT_TRUE(dated);

  Document near = ReadPlain("KẾ HOẠCH\nKiểm tra năm 2024\n1. Các đơn vị gửi báo cáo trước ngày cuối cùng của đợt.\n");
  why = Loaded().Explain(near, 2);
  std::string nearest;
  for (const auto& miss : why.near) nearest += "[" + miss.words + "] no " + miss.missing.front() + "\n";
  EXPECT_THAT(nearest, HasSubstr("[ngày cuối cùng của] no "));
}

TEST_F(OtherKinds, EveryLineOfAPlanCanBeExplained) {
  Document document = ReadPlain(kPlan);
  for (std::size_t i = 0; i < document.lines().size(); ++i) {
    for (const auto& miss : Loaded().Explain(document, i).near) {
      EXPECT_FALSE(miss.rules.empty());
      EXPECT_FALSE(miss.missing.empty());
    }
  }
}

TEST_F(OtherKinds, AFailingSumIsNamedWithItsPlace) {
  std::string text(kPlan);
  const std::string printed = "2,00 | 1,75 |";
  text.replace(text.find(printed), printed.size(), "2,00 | 1,15 |");
  Records records = Loaded().Run(ReadPlain(text));
  ASSERT_EQ(records.diagnostics.size(), 1U);
  EXPECT_THAT(records.diagnostics[0].message, HasSubstr("1,75 for 1,15"));
  EXPECT_TRUE(records.diagnostics[0].page && records.diagnostics[0].line);
  EXPECT_THAT(Loaded().Run(ReadPlain(kPlan)).diagnostics, IsEmpty());
}

}  // namespace
}  // namespace vankho
