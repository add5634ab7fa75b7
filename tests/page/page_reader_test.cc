#include "pipeline/page/page_reader.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <leptonica/allheaders.h>

#include <cstdlib>
#include <filesystem>

#include "pipeline/base/unicode.h"
#include "pipeline/page/picture_pages.h"
#include "tests/page/held_pictures.h"

namespace vankho {
namespace {

using ::testing::HasSubstr;

// A PDF with the given page bodies (content streams) and a cross-reference table.
std::string MakePdf(const std::vector<std::string>& pages, const std::string& media_box = "0 0 595 842",
                    int rotate = 0) {
  std::vector<std::string> objects;
  std::string kids;
  for (std::size_t i = 0; i < pages.size(); ++i) kids += fmt::format("{} 0 R ", 4 + 2 * i);
  objects.push_back("<</Type/Catalog/Pages 2 0 R>>");
  objects.push_back(fmt::format("<</Type/Pages/Count {}/Kids[{}]>>", pages.size(), kids));
  objects.push_back("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
  for (std::size_t i = 0; i < pages.size(); ++i) {
    objects.push_back(
        fmt::format("<</Type/Page/Parent 2 0 R/Rotate {}/MediaBox[{}]/Contents {} 0 R/Resources<</Font<</F 3 0 R>>>>>>",
                    rotate, media_box, 5 + 2 * i));
    objects.push_back(fmt::format("<</Length {}>>stream\n{}\nendstream", pages[i].size(), pages[i]));
  }
  std::string pdf = "%PDF-1.4\n";
  std::string table = fmt::format("xref\n0 {}\n0000000000 65535 f \n", objects.size() + 1);
  for (std::size_t i = 0; i < objects.size(); ++i) {
    table += fmt::format("{:010} 00000 n \n", pdf.size());
    pdf += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
  }
  std::size_t at = pdf.size();
  return pdf + table + fmt::format("trailer<</Size {}/Root 1 0 R>>\nstartxref\n{}\n%%EOF\n", objects.size() + 1, at);
}

std::string MakePicture(int width, int height, int format, int dpi) {
  Pix* pix = pixCreate(width, height, 8);
  pixSetAll(pix);
  pixSetXRes(pix, dpi);
  pixSetYRes(pix, dpi);
  l_uint8* data = nullptr;
  size_t size = 0;
  pixWriteMem(&data, &size, pix, format);
  std::string bytes(reinterpret_cast<char*>(data), size);
  lept_free(data);
  pixDestroy(&pix);
  return bytes;
}

Result<std::unique_ptr<PageReader>> Open(std::string bytes, const PageOptions& options = {}) {
  static std::vector<std::unique_ptr<SourceBytes>> kept;  // readers read from them
  auto source = MakeSource(std::move(bytes), "folder/plan.pdf");
  if (!source) return Fail(source.error());
  kept.push_back(std::make_unique<SourceBytes>(*std::move(source)));
  return OpenPages(*kept.back(), options);
}

Error OpenError(std::string bytes, const PageOptions& options = {}) {
  auto reader = Open(std::move(bytes), options);
  EXPECT_FALSE(reader.has_value());
  return reader ? Error{} : reader.error();
}

TEST(OpenPages, PdfWithoutPages) {
  Error error = OpenError(MakePdf({}));
  EXPECT_EQ(error.code, ErrorCode::kEmpty);
  EXPECT_THAT(error.message, HasSubstr("without pages"));
  EXPECT_EQ(error.file, "plan.pdf");
}

TEST(OpenPages, TruncatedPdf) {
  std::string pdf = MakePdf({"BT /F 12 Tf 72 700 Td (Ke hoach) Tj ET"});
  Error error = OpenError(pdf.substr(0, 60));
  EXPECT_THAT(error.message, HasSubstr("cut off"));
  // With its page whole it can be read; the damage is said.
  auto most = Open(pdf.substr(0, pdf.find("startxref")));
  ASSERT_TRUE(most.has_value());
  ASSERT_EQ((*most)->diagnostics().size(), 1u);
  EXPECT_THAT((*most)->diagnostics()[0].message, HasSubstr("cut off"));
}

TEST(OpenPages, GarbageAfterThePdfHeader) {
  EXPECT_EQ(OpenError("%PDF-1.7\n" + std::string(3000, 'x') + "\n%%EOF").code, ErrorCode::kInvalidInput);
}

TEST(OpenPages, LockedPdf) {
  ASSERT_EQ(std::system("qpdf --version >/dev/null 2>&1"), 0) << "qpdf is missing; make setup installs it";
  std::string pattern = (std::filesystem::temp_directory_path() / "vankho-page-XXXXXX").string();
  ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
  std::string open = pattern + "/open.pdf";
  std::string locked = pattern + "/locked.pdf";
  ASSERT_TRUE(WriteFileAtomically(open, MakePdf({""})).has_value());
  ASSERT_EQ(std::system(fmt::format("qpdf --encrypt user owner 256 -- {} {}", open, locked).c_str()), 0);
  Error error = OpenError(*ReadFile(locked));
  std::filesystem::remove_all(pattern);
  EXPECT_EQ(error.code, ErrorCode::kEncrypted);
  EXPECT_THAT(error.message, HasSubstr("without the password"));
}

TEST(OpenPages, PageLimit) {
  PageOptions options;
  options.max_pages = 2;
  EXPECT_EQ(OpenError(MakePdf({"", "", ""}), options).code, ErrorCode::kTooLarge);
  EXPECT_EQ(OpenError("a\fb\fc", options).code, ErrorCode::kTooLarge);
}

TEST(OpenPages, TenThousandPagesOpenAtOnce) {
  auto reader = Open(MakePdf(std::vector<std::string>(10000, "")));
  ASSERT_TRUE(reader.has_value());
  EXPECT_EQ((*reader)->page_count(), 10000);
  EXPECT_TRUE((*reader)->Read(9999).has_value());
}

TEST(OpenPages, HugeMediaBox) {
  auto reader = Open(MakePdf({""}, "0 0 2000000 2000000"));
  ASSERT_TRUE(reader.has_value());
  auto page = (*reader)->Read(1);
  ASSERT_FALSE(page.has_value());
  EXPECT_EQ(page.error().code, ErrorCode::kTooLarge);
  EXPECT_EQ(page.error().page, 1);
  EXPECT_EQ(page.error().file, "plan.pdf");
}

TEST(OpenPages, HugePicture) {
  std::string png = MakePicture(8, 8, IFF_PNG, 300);
  png.replace(16, 8, std::string("\0\0\x75\x30\0\0\x75\x30", 8));  // IHDR says 30,000 x 30,000
  Error error = OpenError(png);
  EXPECT_EQ(error.code, ErrorCode::kTooLarge);
  EXPECT_THAT(error.message, HasSubstr("30000 x 30000"));
}

TEST(OpenPages, TruncatedPictures) {
  for (int format : {IFF_PNG, IFF_JFIF_JPEG, IFF_TIFF_G4}) {
    std::string bytes = MakePicture(400, 500, format == IFF_TIFF_G4 ? IFF_TIFF : format, 300);
    auto reader = Open(bytes.substr(0, std::min<std::size_t>(bytes.size() / 4, 40)));
    if (reader) {
      EXPECT_FALSE((*reader)->Read(1).has_value()) << format;
    }
  }
}

TEST(PageReader, PageOutOfRange) {
  auto reader = Open("one page\n");
  ASSERT_TRUE(reader.has_value());
  EXPECT_EQ((*reader)->Read(0).error().code, ErrorCode::kUsage);
  EXPECT_EQ((*reader)->Read(2).error().code, ErrorCode::kUsage);
}

TEST(PageReader, TextPages) {
  auto reader = Open("Kế hoạch\n\nMục I\n\f\nTrang hai\n\f");
  ASSERT_TRUE(reader.has_value());
  ASSERT_EQ((*reader)->page_count(), 2);
  auto first = (*reader)->Read(1);
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(first->origin, PageOrigin::kPlainText);
  ASSERT_EQ(first->text.size(), 3u);
  EXPECT_EQ(first->text[0].text, "Kế hoạch");
  EXPECT_EQ(first->text[1].text, "");
  EXPECT_EQ(first->text[2].number, 3);
  EXPECT_EQ((*reader)->Read(2)->text[0].text, "Trang hai");
}

TEST(PageReader, TextWithoutFormFeedsFallsIntoPages) {
  std::string many;
  for (int line = 0; line < 250'000; ++line) many += "dòng\n";
  auto reader = Open(many);
  ASSERT_TRUE(reader.has_value());
  ASSERT_EQ((*reader)->page_count(), 3);
  std::size_t lines = 0;
  for (int number = 1; number <= 3; ++number) {
    auto page = (*reader)->Read(number);
    ASSERT_TRUE(page.has_value());
    EXPECT_EQ(page->text.front().number, 1);
    EXPECT_EQ(page->text.back().text, "dòng");
    lines += page->text.size();
  }
  EXPECT_EQ(lines, 250'000u);
}

TEST(PageReader, LineLongerThanAPageFallsIntoPages) {
  std::string words;
  while (words.size() < 9'000'000) words += "chữ ";
  for (const std::string& text : {words, std::string(9'000'000, 'a')}) {
    auto reader = Open(text);
    ASSERT_TRUE(reader.has_value());
    ASSERT_EQ((*reader)->page_count(), 3);
    std::string all;
    for (int number = 1; number <= 3; ++number) {
      auto page = (*reader)->Read(number);
      ASSERT_TRUE(page.has_value());
      ASSERT_EQ(page->text.size(), 1u);
      EXPECT_TRUE(IsValidUtf8(page->text[0].text));
      all += page->text[0].text;
    }
    EXPECT_EQ(all, text);
  }
}

TEST(PageReader, LayerWithoutMarksIsReadFromThePicture) {
  std::string body = "BT /F 12 Tf 72 700 Td (Uy ban nhan dan huyen ban hanh ke hoach cai cach hanh chinh) Tj ET";
  auto reader = Open(MakePdf({body}));
  ASSERT_TRUE(reader.has_value());
  auto page = (*reader)->Read(1);
  ASSERT_TRUE(page.has_value());
  EXPECT_EQ(page->origin, PageOrigin::kOcr);
  EXPECT_THAT(page->reason, HasSubstr("diacritics"));
  ASSERT_TRUE(page->image.has_value());
  EXPECT_NEAR(page->image->width, 595 / 72.0 * PageOptions().dpi, 2);
  ASSERT_EQ(page->text.size(), 1u);  // the bad layer is kept beside
  EXPECT_NEAR(page->text[0].box.left, 72, 1.5);
  EXPECT_NEAR(page->text[0].box.bottom, 842 - 700, 5);
}

TEST(PageReader, LegacyFontTextIsDecoded) {
  // "Ủy ban nhân dân tỉnh ban hành kế hoạch cải cách hành chính năm" in TCVN3 bytes under WinAnsi names.
  std::string body =
      "BT /F 12 Tf 72 700 Td (\\356y ban nh\\251n d\\251n t\\330nh ban h\\265nh k\\325 ho\\271ch c\\266i c\\270ch "
      "h\\265nh "
      "ch\\335nh n\\250m) Tj ET";
  std::string pdf = MakePdf({body});
  std::string plain = "/BaseFont/Helvetica>>";
  pdf.replace(pdf.find(plain), plain.size(), "/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>");
  auto reader = Open(pdf);
  ASSERT_TRUE(reader.has_value());
  auto page = (*reader)->Read(1);
  ASSERT_TRUE(page.has_value());
  EXPECT_EQ(page->origin, PageOrigin::kTextLayer) << page->reason;
  EXPECT_THAT(page->reason, HasSubstr("TCVN3"));
  EXPECT_THAT(page->text[0].text, HasSubstr("kế hoạch cải cách hành chính năm"));
}

TEST(PageReader, CaptionOverAScan) {
  // Good words, but nearly all of the page's ink lies elsewhere.
  std::string body = "BT /F 10 Tf 400 800 Td (12/3/2024 10:20) Tj ET ";
  for (int y = 100; y < 700; y += 20) {
    for (int x = 80; x < 500; x += 14) body += fmt::format("{} {} 9 8 re f ", x, y);
  }
  auto reader = Open(MakePdf({body}));
  ASSERT_TRUE(reader.has_value());
  auto page = (*reader)->Read(1);
  ASSERT_TRUE(page.has_value());
  EXPECT_EQ(page->origin, PageOrigin::kOcr);
  EXPECT_THAT(page->reason, HasSubstr("ink"));
}

TEST(PageReader, RotatedPageSwapsItsSides) {
  auto reader = Open(MakePdf({"BT /F 12 Tf 72 700 Td (Hello) Tj ET"}, "0 0 595 842", 90));
  ASSERT_TRUE(reader.has_value());
  auto page = (*reader)->Read(1);
  ASSERT_TRUE(page.has_value());
  EXPECT_NEAR(page->width_pt, 842, 0.5);
  EXPECT_NEAR(page->height_pt, 595, 0.5);
  ASSERT_TRUE(page->image.has_value());
  EXPECT_GT(page->image->width, page->image->height);
}

TEST(PageReader, MultiPageTiff) {
  char pattern[] = "/tmp/vankho-tiff-XXXXXX";
  int fd = ::mkstemp(pattern);
  ASSERT_GE(fd, 0);
  ::close(fd);
  for (int i = 0; i < 3; ++i) {
    Pix* pix = pixCreate(1240, 1754 + i, 1);
    pixSetResolution(pix, 150, 150);
    pixWriteTiff(pattern, pix, IFF_TIFF_G4, i == 0 ? "w" : "a");
    pixDestroy(&pix);
  }
  auto reader = Open(*ReadFile(pattern));
  std::filesystem::remove(pattern);
  ASSERT_TRUE(reader.has_value());
  ASSERT_EQ((*reader)->page_count(), 3);
  auto page = (*reader)->Read(3);
  ASSERT_TRUE(page.has_value());
  EXPECT_EQ(page->image->height, 1756);
  EXPECT_EQ(page->image->dpi, 150);
  EXPECT_NEAR(page->width_pt, 595.2, 0.1);
}

TEST(PageReader, PicturesStandAsViewersShowThem) {
  for (int format : {IFF_JFIF_JPEG, IFF_TIFF}) {
    for (int tag = 1; tag <= 8; ++tag) {
      SCOPED_TRACE(fmt::format("format {} tag {}", format, tag));
      auto reader = Open(HeldPicture(tag, format, 160, 240));
      ASSERT_TRUE(reader.has_value());
      auto page = (*reader)->Read(1);
      ASSERT_TRUE(page.has_value());
      const PageImage& image = *page->image;
      ASSERT_EQ(image.width, 160);
      ASSERT_EQ(image.height, 240);
      EXPECT_LT(page->width_pt, page->height_pt);
      auto value = [&](int x, int y) { return static_cast<int>(image.pixels[y * image.width + x]); };
      EXPECT_NEAR(value(40, 60), 0, 8);
      EXPECT_NEAR(value(120, 60), 128, 8);
      EXPECT_NEAR(value(40, 180), 255, 8);
      EXPECT_NEAR(value(120, 180), 255, 8);
    }
  }
}

TEST(PageReader, DamagedExifIsUpright) {
  std::string bytes = HeldPicture(1, IFF_JFIF_JPEG, 160, 240);
  for (std::size_t at = 12; at < 38; ++at) {  // the Exif data, behind its name
    std::string wrong = bytes;
    wrong[at] = '\xFF';
    auto reader = Open(wrong);
    ASSERT_TRUE(reader.has_value());
    auto page = (*reader)->Read(1);
    ASSERT_TRUE(page.has_value());
    EXPECT_EQ(page->image->width, 160) << at;
  }
}

TEST(BelievableDpi, CarelessHeaders) {
  EXPECT_EQ(BelievableDpi(2480, 3508, 300), 300);
  EXPECT_NEAR(BelievableDpi(2480, 3508, 72), 300, 1);  // a program's default
  EXPECT_NEAR(BelievableDpi(2480, 3508, 0), 300, 1);
  EXPECT_NEAR(BelievableDpi(794, 1123, 96), 96, 0.5);    // really so coarse
  EXPECT_NEAR(BelievableDpi(2480, 3508, 3000), 300, 1);  // a sheet of two centimetres
}

}  // namespace
}  // namespace vankho
