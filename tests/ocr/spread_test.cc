// Typeset papers, printed and scanned: two pages laid side by side are read one after the other, a landscape annex is
// not. No recogniser is needed to see that.
#include <gtest/gtest.h>

#include "corpus/generator/scan.h"
#include "corpus/generator/typeset.h"
#include "pipeline/ocr/page_ocr.h"
#include "tests/ocr/one_word.h"

namespace vankho {
namespace {

constexpr std::string_view kTask =
    "Công chức hộ tịch cùng thôn trưởng lập danh sách giấy tờ còn thiếu của từng nhà, chuyển cho bộ phận một cửa trước "
    "ngày 15/6/2024; nơi nào làm chậm thì nói rõ vì sao và hẹn lại ngày giao.\n";

// Two portrait pages, of which the second ends with a signature; then annexes across whole landscape pages.
Plan PlanOf(TableRules rules) {
  std::string text;
  for (int i = 0; i < 18; ++i) text += kTask;
  text += "@signature\nto - Lưu: VT.\npost CHỦ TỊCH\nname Lê Văn An\nseal ỦY BAN NHÂN DÂN XÃ\n@end\n";
  text += "@page landscape restart\n@table widths=1,8,8,3 align=cllc\n";
  for (int i = 1; i <= 13; ++i)
    text +=
        std::to_string(i) +
        " | Xem lại từng việc còn chậm, ghi rõ vì sao chậm, ai làm tiếp và bao giờ thì xong | Công chức hộ tịch cùng "
        "các thôn, các tổ dân phố | 2,50\n";
  text += "@end\n";
  Plan plan = ParsePlan(text, "p").value();
  plan.rules = rules;
  return plan;
}

PageInput InputOf(PIX* pix, int dpi) {
  const Pix grey(pixConvertTo8(pix, 0));
  PageInput input;
  input.number = 1;
  input.origin = PageOrigin::kOcr;
  input.width_pt = pixGetWidth(pix) * 72.0 / dpi;
  input.height_pt = pixGetHeight(pix) * 72.0 / dpi;
  PageImage image;
  image.width = pixGetWidth(pix);
  image.height = pixGetHeight(pix);
  image.dpi = dpi;
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      l_uint32 value = 0;
      pixGetPixel(grey.get(), x, y, &value);
      image.pixels.push_back(static_cast<std::uint8_t>(value));
    }
  }
  input.image = std::move(image);
  return input;
}

// How many pages the sheet was read as.
std::size_t PagesRead(PIX* pix, int dpi) {
  OneWord engine;
  auto page = PageOcr({.find_tables = false}).Run(InputOf(pix, dpi), engine);
  return page.has_value() ? page->lines.size() : 0;
}

Pix SideBySide(const Scan& left, const Scan& right) {
  const Pix a(pixConvertTo8(left.image.get(), 0));
  const Pix b(pixConvertTo8(right.image.get(), 0));
  int width = pixGetWidth(a.get());
  Pix sheet(pixCreate(width + pixGetWidth(b.get()), pixGetHeight(a.get()), 8));
  pixSetAll(sheet.get());
  pixRasterop(sheet.get(), 0, 0, width, pixGetHeight(a.get()), PIX_SRC, a.get(), 0, 0);
  pixRasterop(sheet.get(), width, 0, pixGetWidth(b.get()), pixGetHeight(b.get()), PIX_SRC, b.get(), 0, 0);
  return sheet;
}

TEST(Spread, TwoPagesAreReadOneByOneAndAnnexesAreNot) {
  const TextSetter setter = TextSetter::Create("Tinos").value();
  for (TableRules rules : {TableRules::kSolid, TableRules::kNone}) {
    const std::vector<Sheet> sheets = Typeset(PlanOf(rules), setter).value();
    ASSERT_GE(sheets.size(), 3u);
    for (Grade grade : {Grade::kClean, Grade::kPhotocopy, Grade::kBad}) {
      SCOPED_TRACE(std::string(Name(grade)) + (rules == TableRules::kNone ? " no rules" : " rules"));
      std::vector<Scan> scans;
      for (std::size_t i = 0; i < sheets.size(); ++i)
        scans.push_back(ScanSheet(sheets[i], setter, {.grade = grade, .dpi = 150}, static_cast<int>(i) + 1).value());
      EXPECT_EQ(PagesRead(scans[0].image.get(), 150), 1u);
      const Pix spread = SideBySide(scans[0], scans[1]);
      EXPECT_EQ(PagesRead(spread.get(), 150), 2u);
      for (std::size_t i = 2; i < sheets.size(); ++i) {
        ASSERT_TRUE(sheets[i].landscape());
        EXPECT_EQ(PagesRead(scans[i].image.get(), 150), 1u) << i;
      }
    }
  }
}

}  // namespace
}  // namespace vankho
