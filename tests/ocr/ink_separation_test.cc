// Pages drawn in black and red, with a seal and stamps: what is print and what is not.
#include "pipeline/ocr/ink_separation.h"

#include <gtest/gtest.h>
#include <pango/pangocairo.h>

#include <cmath>
#include <numbers>
#include <string>

#include "pipeline/ocr/page_ocr.h"
#include "pipeline/ocr/red_ink.h"
#include "pipeline/ocr/red_print.h"

namespace vankho {
namespace {

constexpr double kDpi = 200;
constexpr double kSealRadius = 51;  // points: 18 mm

// An A4 page in colour, drawn in points.
class Paper {
 public:
  Paper() : surface_(cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1654, 2339)), cairo_(cairo_create(surface_)) {
    cairo_set_source_rgb(cairo_, 0.96, 0.94, 0.88);
    cairo_paint(cairo_);
    cairo_scale(cairo_, kDpi / 72, kDpi / 72);
  }
  Paper(const Paper&) = delete;
  Paper& operator=(const Paper&) = delete;
  ~Paper() {
    cairo_destroy(cairo_);
    cairo_surface_destroy(surface_);
  }
  void Black() { cairo_set_source_rgb(cairo_, 0.1, 0.1, 0.1); }
  void Red() { cairo_set_source_rgb(cairo_, 0.85, 0.15, 0.15); }

  void Write(double x, double y, const std::string& text, double degrees = 0, const char* face = "Tinos Bold 13") {
    PangoLayout* layout = pango_cairo_create_layout(cairo_);
    pango_cairo_context_set_resolution(pango_layout_get_context(layout), 72);
    PangoFontDescription* font = pango_font_description_from_string(face);
    pango_layout_set_font_description(layout, font);
    pango_layout_set_text(layout, text.c_str(), -1);
    cairo_save(cairo_);
    cairo_move_to(cairo_, x, y);
    cairo_rotate(cairo_, degrees * std::numbers::pi / 180);
    pango_cairo_show_layout(cairo_, layout);
    cairo_restore(cairo_);
    pango_font_description_free(font);
    g_object_unref(layout);
  }
  void Frame(double x, double y, double width, double height) {
    cairo_set_line_width(cairo_, 1.5);
    cairo_rectangle(cairo_, x, y, width, height);
    cairo_stroke(cairo_);
  }
  void Seal(double x, double y) {
    for (double share : {1.0, 0.93, 0.6}) {
      cairo_set_line_width(cairo_, 1.2);
      cairo_new_sub_path(cairo_);
      cairo_arc(cairo_, x, y, kSealRadius * share, 0, 2 * std::numbers::pi);
      cairo_stroke(cairo_);
    }
    Write(x - 14, y - 8, "SỞ", 0, "Tinos Bold 12");
    for (int i = -4; i <= 4; ++i) {
      const double turn = i * 18.0;
      const double angle = (turn - 90) * std::numbers::pi / 180;
      Write(x + 0.86 * kSealRadius * std::cos(angle), y + 0.86 * kSealRadius * std::sin(angle), "A", turn,
            "Tinos Bold 7");
    }
  }
  PageImage Scan() const {
    cairo_surface_flush(surface_);
    PageImage image;
    image.width = cairo_image_surface_get_width(surface_);
    image.height = cairo_image_surface_get_height(surface_);
    image.channels = 3;
    image.dpi = kDpi;
    for (int y = 0; y < image.height; ++y) {
      const unsigned char* row = cairo_image_surface_get_data(surface_) + y * cairo_image_surface_get_stride(surface_);
      for (int x = 0; x < image.width; ++x) {
        for (int c : {2, 1, 0}) image.pixels.push_back(row[4 * x + c]);
      }
    }
    return image;
  }

 private:
  cairo_surface_t* surface_;
  cairo_t* cairo_;
};

// The darkest level in a rectangle given in points.
int Darkest(Pix* grey, double x, double y, double width, double height) {
  int darkest = 255;
  for (int row = static_cast<int>(y * kDpi / 72); row < (y + height) * kDpi / 72; ++row) {
    for (int column = static_cast<int>(x * kDpi / 72); column < (x + width) * kDpi / 72; ++column) {
      l_uint32 level = 255;
      pixGetPixel(grey, column, row, &level);
      darkest = std::min(darkest, static_cast<int>(level));
    }
  }
  return darkest;
}

void Body(Paper& paper) {
  paper.Black();
  for (int i = 0; i < 8; ++i) {
    paper.Write(80, 300 + 20 * i, "Các phòng và tương đương gửi kết quả rà soát về Văn phòng để tổng hợp.", 0,
                "Tinos 13");
  }
}

TEST(InkSeparation, GreyPagesKeepTheirLevels) {
  PageImage image{.width = 3, .height = 1, .channels = 1, .dpi = 200, .pixels = {0, 128, 255}};
  const ReadableInk ink = SeparateInk(image);
  ASSERT_NE(ink.grey, nullptr);
  EXPECT_EQ(ink.apart, nullptr);
  EXPECT_EQ(ToPageImage(ink.grey.get(), 200).pixels, image.pixels);
}

TEST(InkSeparation, SealIsFoundWithItsSizeAlsoInPart) {
  for (double x : {400.0, 585.0}) {  // the second over the page's edge
    Paper paper;
    Body(paper);
    paper.Red();
    paper.Seal(x, 600);
    const PixPtr red = FindRedInk(paper.Scan());
    ASSERT_NE(red, nullptr);
    const std::vector<SealDisc> seals = FindSeals(red.get(), kDpi);
    ASSERT_EQ(seals.size(), 1U) << x;
    EXPECT_NEAR(seals[0].x * 72 / kDpi, x, 3);
    EXPECT_NEAR(seals[0].y * 72 / kDpi, 600, 3);
    EXPECT_NEAR(seals[0].radius * 72 / kDpi, kSealRadius + 3, 3);
    const RedPrint print = FindRedPrint(red.get(), seals, kDpi);
    EXPECT_EQ(print.in_line, nullptr);
    EXPECT_EQ(print.apart, nullptr);
  }
}

TEST(InkSeparation, RedParagraphsAreNoSeal) {
  Paper paper;
  paper.Red();
  for (int i = 0; i < 12; ++i) {
    paper.Write(80, 300 + 15 * i, "Các phòng và tương đương gửi kết quả rà soát về Văn phòng để tổng hợp.", 0,
                "Tinos 13");
  }
  const PixPtr red = FindRedInk(paper.Scan());
  ASSERT_NE(red, nullptr);
  EXPECT_TRUE(FindSeals(red.get(), kDpi).empty());
}

TEST(InkSeparation, RedHeadingAndNumbersAreDarkSealAndStampAreNot) {
  Paper paper;
  Body(paper);
  paper.Red();
  paper.Write(200, 200, "KẾ HOẠCH");
  paper.Write(300, 520, "47");
  paper.Seal(420, 640);
  paper.Frame(80, 80, 120, 60);
  paper.Write(90, 84, "ĐẾN", 0, "Tinos 11");
  paper.Write(90, 100, "Số: 815", 0, "Tinos 11");
  paper.Write(90, 116, "Ngày: 9/4", 0, "Tinos 11");
  const ReadableInk ink = SeparateInk(paper.Scan());
  ASSERT_NE(ink.grey, nullptr);
  EXPECT_LT(Darkest(ink.grey.get(), 200, 200, 80, 18), 80);
  EXPECT_LT(Darkest(ink.grey.get(), 300, 520, 16, 18), 80);
  EXPECT_GT(Darkest(ink.grey.get(), 365, 585, 110, 110), 180);
  EXPECT_GT(Darkest(ink.grey.get(), 70, 70, 140, 80), 180);
  EXPECT_EQ(ink.apart, nullptr);
}

TEST(InkSeparation, NamesAtASealAndFramedWordsAreTakenApart) {
  Paper paper;
  Body(paper);
  paper.Red();
  paper.Seal(400, 600);
  paper.Write(385, 662, "Phan Thị Hiền");
  paper.Frame(85, 180, 90, 30);
  paper.Write(100, 188, "THƯỢNG");
  const ReadableInk ink = SeparateInk(paper.Scan());
  ASSERT_NE(ink.apart, nullptr);
  EXPECT_LT(Darkest(ink.apart.get(), 385, 662, 85, 18), 80);
  EXPECT_LT(Darkest(ink.apart.get(), 100, 188, 60, 18), 80);
  EXPECT_EQ(Darkest(ink.apart.get(), 340, 540, 120, 100), 255);  // nothing of the seal
  EXPECT_GT(Darkest(ink.grey.get(), 385, 662, 85, 18), 180);     // and nothing left on the page
}

TEST(InkSeparation, PagesOnTheirSideGiveTheSamePrint) {
  Paper paper;
  Body(paper);
  paper.Red();
  paper.Write(200, 200, "THÔNG BÁO KẾT LUẬN");
  paper.Seal(400, 600);
  paper.Write(385, 662, "Phan Thị Hiền");
  const PixPtr red = FindRedInk(paper.Scan());
  ASSERT_NE(red, nullptr);
  PixPtr turned(pixRotateOrth(red.get(), 1));
  const RedPrint upright = FindRedPrint(red.get(), FindSeals(red.get(), kDpi), kDpi);
  const RedPrint sideways = FindRedPrint(turned.get(), FindSeals(turned.get(), kDpi), kDpi);
  auto count = [](Pix* ink) {
    l_int32 pixels = 0;
    if (ink != nullptr) pixCountPixels(ink, &pixels, nullptr);
    return pixels;
  };
  EXPECT_GT(count(upright.in_line.get()), 1000);
  EXPECT_NEAR(count(sideways.in_line.get()), count(upright.in_line.get()), 20);
  EXPECT_GT(count(upright.apart.get()), 500);
  EXPECT_NEAR(count(sideways.apart.get()), count(upright.apart.get()), 20);
}

TEST(InkSeparation, StampedNamesAreReadAndTheRestIsAsWithoutThem) {
  LimitEngineThreads();
  auto engine = StartTesseract();
  ASSERT_TRUE(engine.has_value()) << Describe(engine.error());
  auto read = [&](bool stamped) {
    Paper paper;
    Body(paper);
    paper.Write(360, 520, "CHÁNH VĂN PHÒNG");
    paper.Red();
    paper.Seal(380, 600);
    if (stamped) {
      paper.Write(385, 662, "Phan Thị Hiền");
      paper.Frame(85, 180, 90, 30);
      paper.Write(108, 188, "KHẨN");
    }
    PageInput input;
    input.number = 1;
    input.width_pt = 595.4;
    input.height_pt = 842;
    input.origin = PageOrigin::kOcr;
    input.image = paper.Scan();
    auto page = PageOcr().Run(input, **engine);
    std::vector<std::string> lines;
    if (page) {
      for (const Line& line : page->lines) lines.push_back(line.text);
    }
    return lines;
  };
  std::vector<std::string> with = read(true);
  const std::vector<std::string> without = read(false);
  ASSERT_GT(without.size(), 8U);
  EXPECT_EQ(std::erase(with, "Phan Thị Hiền"), 1U);
  EXPECT_EQ(std::erase(with, "KHẨN"), 1U);
  EXPECT_EQ(with, without);
}

}  // namespace
}  // namespace vankho
