// Scans: the same from the same seed, and boxes that lie on ink after skew and a quarter turn.
#include "corpus/generator/scan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "corpus/generator/output.h"
#include "corpus/generator/plain_lines.h"
#include "corpus/generator/plan.h"
#include "corpus/generator/typeset.h"
#include "pipeline/base/file.h"

namespace vankho {
namespace {

constexpr std::string_view kPlan =
    "Phòng Nội vụ chủ trì, phối hợp với các đơn vị tổng hợp kết quả, báo cáo trước ngày 15/6/2024.\n"
    "Tỷ lệ hồ sơ giải quyết đúng hạn đạt từ 98% trở lên.\n"
    "@page landscape restart\n@table widths=1,4,2 align=clc\n1 | Kiểm tra công vụ | 2,50\n2 | Số hóa hồ sơ | "
    "1,25\n@end\n"
    "@signature\nto - Lưu: VT.\npost CHỦ TỊCH\nname Lê Văn An\nseal ỦY BAN NHÂN DÂN XÃ\n@end\n";

class ScanTest : public ::testing::Test {
 protected:
  ScanTest()
      : setter_(TextSetter::Create("Tinos").value()),
        sheets_(Typeset(ParsePlan(kPlan, "p").value(), setter_).value()) {}

  Scan Make(std::size_t sheet, const ScanOptions& options) {
    return ScanSheet(sheets_[sheet], setter_, options, static_cast<int>(sheet) + 1).value();
  }
  std::string Bytes(const ScanOptions& options) { return EncodePage(Make(0, options)).value().bytes; }

  TextSetter setter_;
  std::vector<Sheet> sheets_;
};

TEST_F(ScanTest, SameSeedSameBytes) {
  for (const Grade grade : {Grade::kClean, Grade::kOffice, Grade::kPhotocopy, Grade::kBad}) {
    const ScanOptions options{.grade = grade, .dpi = 100, .seed = 5};
    EXPECT_EQ(Bytes(options), Bytes(options)) << Name(grade);
  }
}

TEST_F(ScanTest, AnotherSeedIsAnotherScan) {
  for (const Grade grade : {Grade::kOffice, Grade::kPhotocopy, Grade::kBad}) {
    EXPECT_NE(Bytes({.grade = grade, .dpi = 100, .seed = 5}), Bytes({.grade = grade, .dpi = 100, .seed = 6}))
        << Name(grade);
  }
}

TEST_F(ScanTest, GradesHaveTheirDepths) {
  EXPECT_EQ(pixGetDepth(Make(0, {.grade = Grade::kPhotocopy, .dpi = 100}).image.get()), 1);
  EXPECT_EQ(pixGetDepth(Make(0, {.grade = Grade::kOffice, .dpi = 100}).image.get()), 8);
  EXPECT_EQ(pixGetDepth(Make(0, {.grade = Grade::kBad, .dpi = 100}).image.get()), 32);
  EXPECT_EQ(pixGetXRes(Make(0, {.grade = Grade::kBad}).image.get()), 150);
}

// Pixels darker than the middle between paper and ink.
Pix InkOf(const Scan& scan) {
  if (pixGetDepth(scan.image.get()) == 1) return Pix(pixCopy(nullptr, scan.image.get()));
  const Pix grey(pixConvertTo8(scan.image.get(), 0));
  return Pix(pixThresholdToBinary(grey.get(), 110));
}

int CountInk(PIX* ink, const Box& box, double dpi) {
  const double scale = dpi / 72;
  BOX* area = boxCreate(static_cast<int>(box.left * scale), static_cast<int>(box.top * scale),
                        std::max(1, static_cast<int>(box.width() * scale + 1)),
                        std::max(1, static_cast<int>(box.height() * scale + 1)));
  const Pix crop(pixClipRectangle(ink, area, nullptr));
  boxDestroy(&area);
  int count = 0;
  if (crop) pixCountPixels(crop.get(), &count, nullptr);
  return count;
}

// Every word's box holds ink and its border touches it: ink in each outer fifth.
void ExpectBoxesOnInk(const Scan& scan, int least_words) {
  const Pix ink = InkOf(scan);
  int words = 0;
  for (const TrueLine& line : scan.lines) {
    for (const TrueWord& word : line.words) {
      ++words;
      const Box& b = word.box;
      EXPECT_GE(b.left, 0);
      EXPECT_LE(b.right, scan.width_pt);
      EXPECT_GT(CountInk(ink.get(), b, scan.dpi), 0) << word.text;
      if (word.text.size() < 4) continue;
      EXPECT_GT(CountInk(ink.get(), {b.left - 1, b.top - 1, b.left + b.width() / 5, b.bottom + 1}, scan.dpi), 0)
          << "left of " << word.text;
      EXPECT_GT(CountInk(ink.get(), {b.right - b.width() / 5, b.top - 1, b.right + 1, b.bottom + 1}, scan.dpi), 0)
          << "right of " << word.text;
    }
  }
  EXPECT_GE(words, least_words);
}

// The share of ink that stands in some word's box, a point around it allowed for.
double InkInBoxes(const Scan& scan) {
  Pix ink = InkOf(scan);
  int all = 0;
  pixCountPixels(ink.get(), &all, nullptr);
  const double scale = scan.dpi / 72.0;
  for (const TrueLine& line : scan.lines) {
    for (const TrueWord& word : line.words) {
      BOX* area = boxCreate(static_cast<int>((word.box.left - 1) * scale), static_cast<int>((word.box.top - 1) * scale),
                            static_cast<int>((word.box.width() + 2) * scale) + 1,
                            static_cast<int>((word.box.height() + 2) * scale) + 1);
      pixClearInRect(ink.get(), area);
      boxDestroy(&area);
    }
  }
  int outside = 0;
  pixCountPixels(ink.get(), &outside, nullptr);
  return 1 - static_cast<double>(outside) / all;
}

TEST_F(ScanTest, BoxesLieOnInkAfterSkew) {
  for (const std::uint64_t seed : {1, 2, 3, 4}) {
    const Scan scan = Make(0, {.grade = Grade::kBad, .dpi = 150, .seed = seed});
    ExpectBoxesOnInk(scan, 25);
    EXPECT_GT(InkInBoxes(scan), 0.95) << seed;  // the rest is specks
  }
}

TEST_F(ScanTest, BoxesLieOnInkOfASidewaysPage) {
  const Scan upright = Make(1, {.grade = Grade::kClean, .dpi = 150});
  EXPECT_GT(upright.width_pt, upright.height_pt);
  ExpectBoxesOnInk(upright, 12);
  const Scan turned = Make(1, {.grade = Grade::kOffice, .dpi = 150, .seed = 2, .sideways = true});
  EXPECT_LT(turned.width_pt, turned.height_pt);
  EXPECT_LT(pixGetWidth(turned.image.get()), pixGetHeight(turned.image.get()));
  const Pix ink = InkOf(turned);
  for (const TrueLine& line : turned.lines) {
    for (const TrueWord& word : line.words) {
      EXPECT_GT(CountInk(ink.get(), word.box, turned.dpi), 0) << word.text;
      if (word.text.size() <= 3) continue;
      EXPECT_GT(word.box.height(), word.box.width()) << word.text;
    }
  }
}

TEST_F(ScanTest, FormatsOpenAgain) {
  const std::filesystem::path folder = std::filesystem::path(::testing::TempDir()) / "vankho_scan_test";
  std::filesystem::create_directories(folder);
  std::vector<Scan> scans;
  for (std::size_t i = 0; i < sheets_.size(); ++i) scans.push_back(Make(i, {.grade = Grade::kPhotocopy, .dpi = 100}));
  const auto path = [&](const char* name) { return (folder / name).string(); };
  ASSERT_TRUE(WriteScans(scans, path("a.tif")));
  int pages = 0;
  FILE* file = std::fopen(path("a.tif").c_str(), "rb");
  ASSERT_NE(file, nullptr);
  tiffGetCount(file, &pages);
  std::fclose(file);
  EXPECT_EQ(pages, 2);
  ASSERT_TRUE(WriteScans(scans, path("a.png")));
  EXPECT_TRUE(std::filesystem::exists(path("a-2.png")));
  ASSERT_TRUE(WriteScans(scans, path("a.pdf")));
  EXPECT_EQ(ReadFile(path("a.pdf")).value().substr(0, 5), "%PDF-");
  EXPECT_EQ(WriteScans(scans, path("a.doc")).error().code, ErrorCode::kUsage);
  ASSERT_TRUE(WriteBornDigitalPdf(sheets_, path("b.pdf")));
  const std::string once = ReadFile(path("b.pdf")).value();
  ASSERT_TRUE(WriteBornDigitalPdf(sheets_, path("b.pdf")));
  EXPECT_EQ(ReadFile(path("b.pdf")).value(), once);
  EXPECT_FALSE(WriteBornDigitalPdf(sheets_, path("none/b.pdf")));
  std::filesystem::remove_all(folder);
}

TEST_F(ScanTest, PlainLinesAreTheirOwnTruth) {
  const auto sheets = SetPlainLines("Dòng một.\n\nDòng hai: 2,95/3 điểm.\n", setter_, {.size_pt = 13});
  ASSERT_TRUE(sheets);
  EXPECT_EQ(TextOf((*sheets)[0].lines), "Dòng một.\nDòng hai: 2,95/3 điểm.\n");
  EXPECT_EQ(SetPlainLines(" \n\n", setter_, {}).error().code, ErrorCode::kEmpty);
}

}  // namespace
}  // namespace vankho
