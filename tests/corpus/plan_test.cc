// The markup, its errors, and what becomes of letters that a font lacks.
#include "corpus/generator/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "corpus/generator/text_setter.h"
#include "corpus/generator/typeset.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

using ::testing::HasSubstr;

TEST(PlanTest, ReadsBlocksInOrder) {
  const Result<Plan> plan =
      ParsePlan("# a comment\n@style size=13 numbers=foot\n@h1 I. MỤC TIÊU\n\nMột đoạn văn.\n", "p.txt");
  ASSERT_TRUE(plan) << plan.error().message;
  EXPECT_EQ(plan->style.size_pt, 13);
  EXPECT_TRUE(plan->style.number_at_foot);
  ASSERT_EQ(plan->blocks.size(), 2u);
  EXPECT_EQ(std::get<Paragraph>(plan->blocks[0].content).kind, ParagraphKind::kHeading1);
  EXPECT_EQ(std::get<Paragraph>(plan->blocks[1].content).text, "Một đoạn văn.");
  EXPECT_EQ(plan->blocks[1].source_line, 5);
}

TEST(PlanTest, ReadsTables) {
  const Result<Plan> plan = ParsePlan("@table widths=1,3 align=cl\n* STT | Tên\n= NHÓM\n1 |\n@end\n", "p.txt");
  ASSERT_TRUE(plan) << plan.error().message;
  const auto& table = std::get<PlanTable>(plan->blocks[0].content);
  EXPECT_DOUBLE_EQ(table.widths[1], 0.75);
  ASSERT_EQ(table.rows.size(), 3u);
  EXPECT_EQ(table.rows[0].kind, TableRow::Kind::kBold);
  EXPECT_EQ(table.rows[1].kind, TableRow::Kind::kSpanning);
  EXPECT_EQ(table.rows[2].cells, (std::vector<std::string>{"1", ""}));
}

struct BadPlan {
  std::string text;
  std::string place;
  std::string message;
};

TEST(PlanTest, ErrorsNameFileAndLine) {
  const std::vector<BadPlan> plans = {
      {"", "p.txt:0", "empty"},
      {"Một dòng.\n@boldly go\n", "p.txt:2", "@boldly"},
      {"@h1\n", "p.txt:1", "needs text"},
      {"@page upside-down\n", "p.txt:1", "upside-down"},
      {"@style size=large\n", "p.txt:1", "size=large"},
      {"\n@table widths=1,1\na | b | c\n@end\n", "p.txt:3", "3 cells"},
      {"@table widths=1,x\n@end\n", "p.txt:1", "'x'"},
      {"@table widths=1,1 align=c\n@end\n", "p.txt:1", "align="},
      {"@table widths=1,1\n@end\n", "p.txt:2", "no rows"},
      {"Một.\n@table widths=1,1\na | b\n", "p.txt:2", "no @end"},
      {"@letterhead\nissuer SỞ NỘI VỤ\n@end\n", "p.txt:3", "needs issuer, number and place"},
      {"@signature\npost GIÁM ĐỐC\nphone 113\n@end\n", "p.txt:3", "'phone'"},
  };
  for (const BadPlan& bad : plans) {
    const Result<Plan> plan = ParsePlan(bad.text, "p.txt");
    ASSERT_FALSE(plan) << bad.text;
    EXPECT_EQ(plan.error().file, bad.place) << bad.text;
    EXPECT_THAT(plan.error().message, HasSubstr(bad.message)) << bad.text;
  }
}

TEST(FontTest, RefusesAFaceThatIsNotInstalled) {
  const Result<TextSetter> setter = TextSetter::Create("No Such Face");
  ASSERT_FALSE(setter);
  EXPECT_THAT(setter.error().message, HasSubstr("'No Such Face' is not installed"));
}

// No face of ours has every letter of Unicode; a Vietnamese one has no Han.
TEST(FontTest, NamesTheLetterAndTheLineThatItCannotPrint) {
  const Result<TextSetter> setter = TextSetter::Create("Tinos");
  ASSERT_TRUE(setter);
  const Result<Plan> plan = ParsePlan("Chữ Việt đủ dấu.\nChữ Nôm 𡨸 và Hán 漢.\n", "p.txt");
  ASSERT_TRUE(plan);
  const auto sheets = Typeset(*plan, *setter);
  ASSERT_FALSE(sheets);
  EXPECT_EQ(sheets.error().file, "p.txt:2");
  EXPECT_THAT(sheets.error().message, HasSubstr("U+21A38"));
}

std::vector<std::string> InstalledFamilies() {
  PangoFontMap* fonts = pango_cairo_font_map_new();
  PangoFontFamily** families = nullptr;
  int count = 0;
  pango_font_map_list_families(fonts, &families, &count);
  std::vector<std::string> names;
  for (int i = 0; i < count; ++i) names.emplace_back(pango_font_family_get_name(families[i]));
  g_free(families);
  g_object_unref(fonts);
  return names;
}

// Every face of this machine either prints all tone letters itself or refuses; none borrows them.
TEST(FontTest, NoInstalledFacePretendsToHaveVietnamese) {
  int able = 0;
  for (const std::string& family : InstalledFamilies()) {
    const Result<TextSetter> setter = TextSetter::Create(family);
    if (!setter) continue;
    const Result<TextBlock> block = setter->Set("ẤẨẬẪẦ ếểệễề ướửựữừ đĐ", {.size_pt = 13}, 400);
    if (!block) {
      EXPECT_THAT(block.error().message, ::testing::AnyOf(HasSubstr("no glyph"), HasSubstr("replaced by"))) << family;
      continue;
    }
    ++able;
    EXPECT_EQ(pango_layout_get_unknown_glyphs_count(block->layout.get()), 0) << family;
  }
  EXPECT_GE(able, 1) << "Tinos at least (fonts-croscore)";
}

TEST(TypesetTest, PageNumbersAndAnnexesAndRows) {
  const Result<TextSetter> setter = TextSetter::Create("Tinos");
  ASSERT_TRUE(setter);
  const Result<Plan> plan = ParsePlan(
      "Một.\n@page portrait\nHai.\n@page landscape restart\n@table widths=1,1,1\nA | B b | C\n1 | | 3\n@end\n", "p");
  ASSERT_TRUE(plan);
  const auto sheets = Typeset(*plan, *setter);
  ASSERT_TRUE(sheets) << sheets.error().message;
  ASSERT_EQ(sheets->size(), 3u);
  EXPECT_EQ(TextOf((*sheets)[0].lines), "Một.\n");
  EXPECT_EQ(TextOf((*sheets)[1].lines), "2\nHai.\n");
  EXPECT_EQ(TextOf((*sheets)[2].lines), "A | B b | C\n1 |  | 3\n");
  EXPECT_TRUE((*sheets)[2].landscape());
}

TEST(TypesetTest, TheHeadsTwoColumnsAreOneLineOfTruth) {
  const Result<TextSetter> setter = TextSetter::Create("Tinos");
  ASSERT_TRUE(setter);
  const Result<Plan> plan = ParsePlan(
      "@letterhead\nissuer SỞ Y TẾ\nnumber Số: 01/KH-SYT\nplace An Bình, ngày 02 tháng 3 năm 2023\n@end\n", "p");
  ASSERT_TRUE(plan) << plan.error().message;
  const auto sheets = Typeset(*plan, *setter);
  ASSERT_TRUE(sheets);
  EXPECT_EQ(TextOf((*sheets)[0].lines),
            "SỞ Y TẾ   CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
            "Số: 01/KH-SYT   An Bình, ngày 02 tháng 3 năm 2023\n");
}

}  // namespace
}  // namespace vankho
