#include "models/syllable_lm/tokenizer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> Forms(std::string_view line) {
  std::vector<std::string> forms;
  for (const LmToken& token : Tokenize(line)) forms.push_back(token.text);
  return forms;
}

TEST(Tokenizer, WordsMarksAndNumbers) {
  EXPECT_THAT(Forms("Sở Nội vụ, Văn phòng: (tham mưu)."),
              ElementsAre("Sở", "Nội", "vụ", ",", "Văn", "phòng", ":", "(", "tham", "mưu", ")", "."));
  EXPECT_THAT(Forms("đạt 85,5% trong năm 2024"), ElementsAre("đạt", "<num>", "%", "trong", "năm", "<year>"));
  EXPECT_THAT(Forms("ngày 05/3/2020; tháng 3/2021; 2021-2025"),
              ElementsAre("ngày", "<date>", ";", "tháng", "<date>", ";", "<year>", "-", "<year>"));
}

TEST(Tokenizer, DocumentNumbersAreCodes) {
  EXPECT_THAT(Forms("Số: 1833/KH-UBND, ngày"), ElementsAre("Số", ":", "<code>", ",", "ngày"));
  EXPECT_THAT(Forms("21/2011/QĐ-TTg. A4"), ElementsAre("<code>", ".", "<code>"));
  EXPECT_THAT(Forms("UBND-TH"), ElementsAre("UBND", "-", "TH"));
}

TEST(Tokenizer, ANumberGluedToAWordIsNoCode) {
  EXPECT_THAT(Forms("3.Tổ chức"), ElementsAre("<num>", ".", "Tổ", "chức"));
  EXPECT_THAT(Forms("km2"), ElementsAre("km", "<num>"));
}

TEST(Tokenizer, HeadingsAreLowerCased) {
  EXPECT_THAT(Forms("KẾ HOẠCH Cải cách"), ElementsAre("kế", "hoạch", "Cải", "cách"));
  EXPECT_THAT(Forms("UBND TỈNH"), ElementsAre("UBND", "TỈNH"));  // one capital syllable alone may be an abbreviation
  EXPECT_THAT(Forms("HĐND, UBND CCHC GTVT PAR INDEX"),
              ElementsAre("HĐND", ",", "UBND", "CCHC", "GTVT", "PAR", "INDEX"));
  EXPECT_THAT(Forms("ke HOACH DIEU chinh"), ElementsAre("ke", "hoach", "dieu", "chinh"));  // without diacritics too
}

TEST(Tokenizer, FormsAreCanonical) {
  EXPECT_THAT(Forms("hoà thuỷ"), ElementsAre("hòa", "thủy"));
  EXPECT_THAT(Forms("ho\u0301a\u0300"), ElementsAre(ToNfc("ho\u0301a\u0300")));  // combining marks stay in the word
  EXPECT_THAT(Forms("“a” – ‘b’ ... …………"), ElementsAre("\"", "a", "\"", "-", "'", "b", "'", "…", "…", "…", "…", "…"));
  EXPECT_THAT(Forms(".........."), ElementsAre("…"));
}

TEST(Tokenizer, SpansCoverAllButSpace) {
  std::string line = "  Điều 3. \"Uỷ ban\"\t(đ) 12/NQ-CP ";
  std::string joined;
  std::size_t end = 0;
  for (const LmToken& token : Tokenize(line)) {
    ASSERT_LE(end, token.begin);
    ASSERT_LT(token.begin, token.end);
    EXPECT_EQ(line.substr(end, token.begin - end).find_first_not_of(" \t"), std::string::npos);
    end = token.end;
  }
  EXPECT_EQ(line.substr(end), " ");
}

TEST(Tokenizer, AnyBytes) {
  EXPECT_THAT(Forms(""), IsEmpty());
  EXPECT_THAT(Forms(" \n\t "), IsEmpty());
  std::string bytes;
  for (int i = 0; i < 100000; ++i) bytes += static_cast<char>(i * 7919 >> 3);
  std::size_t end = 0;
  for (const LmToken& token : Tokenize(bytes)) {
    ASSERT_LE(end, token.begin);
    ASSERT_LT(token.begin, token.end);
    ASSERT_LE(token.end, bytes.size());
    end = token.end;
  }
}

TEST(Tokenizer, LongRunsTakeLinearTime) {
  std::string run;
  for (int i = 0; i < 400000; ++i) run += "a1-.";
  EXPECT_GT(Tokenize(run).size(), 400000U);
}

}  // namespace
}  // namespace vankho
