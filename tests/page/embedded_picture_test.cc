#include "pipeline/page/embedded_picture.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "pipeline/export/picture_streams.h"
#include "tests/page/held_pictures.h"

namespace vankho {
namespace {

constexpr int kPixels = 160;  // a picture's side
constexpr int kPoints = 96;   // a page's: 120 dpi, of which 80 are asked for
constexpr double kDpi = 80;

std::string FileOf(Pix* pix, int format) {
  l_uint8* data = nullptr;
  size_t size = 0;
  pixWriteMem(&data, &size, pix, format);
  std::string bytes(reinterpret_cast<char*>(data), size);
  lept_free(data);
  return bytes;
}

// The quarters (black, grey, two white) as an image's dictionary and data; grey is white where there is one bit.
PictureStream Quarters(int format, bool colour = false) {
  Pix* pix = UprightQuarters(kPixels, kPixels);
  Pix* form = format == IFF_TIFF_G4 ? pixThresholdToBinary(pix, 100) : pixConvertTo32(pix);
  std::string file = FileOf(format == IFF_TIFF_G4 || colour ? form : pix, format);
  pixDestroy(&pix);
  pixDestroy(&form);
  MediaType type = format == IFF_TIFF_G4 ? MediaType::kTiff : format == IFF_PNG ? MediaType::kPng : MediaType::kJpeg;
  return PictureStreams(type, file)->at(0);
}

// A PDF of one page.
struct Sheet {
  PictureStream picture = Quarters(IFF_PNG);
  std::string image_keys;  // further ones
  std::string page_keys = "/MediaBox[0 0 96 96]";
  std::string content = "q 96 0 0 96 0 0 cm /I Do Q";
  std::string content_keys;

  std::string Pdf() const {
    auto key = [](const char* name, const std::string& value) { return value.empty() ? "" : name + value; };
    std::string space =
        image_keys.find("/ColorSpace") == std::string::npos && image_keys.find("Mask true") == std::string::npos
            ? key("/ColorSpace", picture.color_space)
            : "";
    std::vector<std::string> objects = {
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Count 1/Kids[3 0 R]>>",
        fmt::format("<</Type/Page/Parent 2 0 R{}/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>/ExtGState<</Half<</ca "
                    "0.5>>/Whole<</ca 1/BM/Normal>>>>/Font<</F 6 0 R>>>>>>",
                    page_keys),
        fmt::format("<<{}/Length {}>>stream\n{}\nendstream", content_keys, content.size(), content),
        fmt::format("<</Type/XObject/Subtype/Image/Width {}/Height {}/BitsPerComponent {}{}{}{}{}/Length {}>>stream\n{}"
                    "\nendstream",
                    picture.width, picture.height, picture.bits, space, key("/Filter", picture.filter),
                    key("/DecodeParms", picture.parms), image_keys, picture.data.size(), picture.data),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"};
    std::string pdf = "%PDF-1.5\n";
    std::string table = fmt::format("xref\n0 {}\n0000000000 65535 f \n", objects.size() + 1);
    for (std::size_t i = 0; i < objects.size(); ++i) {
      table += fmt::format("{:010} 00000 n \n", pdf.size());
      pdf += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
    }
    std::size_t at = pdf.size();
    return pdf + table + fmt::format("trailer<</Size {}/Root 1 0 R>>\nstartxref\n{}\n%%EOF\n", objects.size() + 1, at);
  }
};

PageInput Read(const std::string& pdf) {
  auto source = MakeSource(pdf, "scan.pdf");
  PageOptions options;
  options.dpi = kDpi;
  auto reader = OpenPages(*source, options);
  EXPECT_TRUE(reader.has_value());
  auto page = (*reader)->Read(1);
  EXPECT_TRUE(page.has_value());
  return *page;
}

bool IsTaken(const std::string& pdf, double max_pixels = 60e6) {
  EmbeddedPictures pictures(pdf);
  return pictures.Take(1, kPoints, kPoints, kDpi, max_pixels).has_value();
}
bool IsTaken(const Sheet& sheet) { return IsTaken(sheet.Pdf()); }

int GreyAt(const PageImage& image, double x, double y) {
  std::size_t at = static_cast<std::size_t>(y * image.height) * image.width + static_cast<std::size_t>(x * image.width);
  return image.pixels[at * image.channels];
}

// Reads the page twice, once with a stroke outside of it that has it drawn, and compares: the drawing library is the
// judge of where everything stands.
void ExpectTakenAsDrawn(Sheet sheet) {
  PageInput taken = Read(sheet.Pdf());
  std::string pdf = sheet.Pdf();
  ASSERT_TRUE(EmbeddedPictures(pdf).Take(1, taken.width_pt, taken.height_pt, kDpi, 60e6).has_value());
  sheet.content += " -900 -900 1 1 re f";
  PageInput drawn = Read(sheet.Pdf());
  ASSERT_TRUE(taken.image && drawn.image);
  EXPECT_NEAR(taken.image->width, drawn.image->width, 1);
  EXPECT_NEAR(taken.image->height, drawn.image->height, 1);
  EXPECT_NEAR(taken.image->dpi, drawn.image->dpi, 0.5);
  for (double y = 0.05; y < 1; y += 0.1) {
    for (double x = 0.05; x < 1; x += 0.1) {
      EXPECT_NEAR(GreyAt(*taken.image, x, y), GreyAt(*drawn.image, x, y), 8) << x << " " << y;
    }
  }
}

TEST(EmbeddedPictures, EveryTurnOfPageAndImage) {
  for (int rotate : {0, 90, 180, 270, -90}) {
    for (const char* matrix : {"96 0 0 96 0 0", "-96 0 0 96 96 0", "96 0 0 -96 0 96", "-96 0 0 -96 96 96",
                               "0 96 96 0 0 0", "0 96 -96 0 96 0", "0 -96 96 0 0 96", "0 -96 -96 0 96 96"}) {
      SCOPED_TRACE(fmt::format("{} {}", rotate, matrix));
      Sheet sheet;
      sheet.page_keys += fmt::format("/Rotate {}", rotate);
      sheet.content = fmt::format("q {} cm /I Do Q", matrix);
      ExpectTakenAsDrawn(sheet);
    }
  }
}

TEST(EmbeddedPictures, EveryCoding) {
  for (int format : {IFF_PNG, IFF_JFIF_JPEG, IFF_TIFF_G4}) {
    for (bool colour : {false, true}) {
      SCOPED_TRACE(fmt::format("{} {}", format, colour));
      Sheet sheet;
      sheet.picture = Quarters(format, colour);
      ExpectTakenAsDrawn(sheet);
      if (colour) continue;
      sheet.image_keys = "/Decode[1 0]";
      ExpectTakenAsDrawn(sheet);
    }
  }
}

// The quarters as JPEG 2000, without loss.
PictureStream Jpeg2000(bool colour) {
  Pix* pix = UprightQuarters(kPixels, kPixels);
  Pix* form = colour ? pixConvertTo32(pix) : pixConvertTo8(pix, 0);
  l_uint8* data = nullptr;
  size_t size = 0;
  pixWriteMemJp2k(&data, &size, form, 100, 5, 0, 0);
  PictureStream stream = Quarters(IFF_PNG, colour);
  stream.data.assign(reinterpret_cast<char*>(data), size);
  stream.filter = "/JPXDecode";
  stream.parms = "";
  lept_free(data);
  pixDestroy(&pix);
  pixDestroy(&form);
  return stream;
}

TEST(EmbeddedPictures, Jpeg2000) {
  for (bool colour : {false, true}) {
    SCOPED_TRACE(colour);
    Sheet sheet;
    sheet.picture = Jpeg2000(colour);
    ExpectTakenAsDrawn(sheet);
    std::string whole = sheet.picture.data;
    for (std::size_t size : {std::size_t{0}, std::size_t{90}, whole.size() / 3}) {
      sheet.picture.data = whole.substr(0, size);
      Read(sheet.Pdf());  // cut short: whatever comes of it, it ends
    }
    sheet.picture.data = whole;
    sheet.picture.width = kPixels + 1;  // not what the file says
    EXPECT_FALSE(IsTaken(sheet));
  }
}

// The quarters as JBIG2 (ITU-T T.88): a page and one generic region coded as CCITT group 4.
PictureStream Jbig2() {
  PictureStream stream = Quarters(IFF_TIFF_G4);
  auto big = [](std::uint32_t value) {
    std::string bytes;
    for (int shift : {24, 16, 8, 0}) bytes.push_back(static_cast<char>(value >> shift & 0xFF));
    return bytes;
  };
  auto segment = [&](int number, int type, const std::string& data) {
    return big(number) + static_cast<char>(type) + std::string(1, '\0') + std::string(1, '\1') +
           big(static_cast<std::uint32_t>(data.size())) + data;
  };
  std::string size = big(kPixels) + big(kPixels);
  std::string region = size + big(0) + big(0) + std::string(1, '\0') + std::string(1, '\1') + stream.data;
  stream.data = segment(0, 48, size + big(0) + big(0) + std::string(3, '\0')) + segment(1, 38, region);
  stream.filter = "/JBIG2Decode";
  stream.parms = "";
  return stream;
}

TEST(EmbeddedPictures, Jbig2) {
  Sheet sheet;
  sheet.picture = Jbig2();
  std::string pdf = sheet.Pdf();
  double asked = 0;
  auto draw = [&](double dpi) -> std::optional<PageImage> {
    asked = dpi;
    return std::nullopt;
  };
  EXPECT_FALSE(EmbeddedPictures(pdf).Take(1, kPoints, kPoints, kDpi, 60e6, draw));
  EXPECT_NEAR(asked, 120, 0.01);
  EXPECT_FALSE(IsTaken(pdf)) << "nobody draws";
  PageInput taken = Read(pdf);
  sheet.picture = Quarters(IFF_TIFF_G4);
  PageInput group4 = Read(sheet.Pdf());
  ASSERT_TRUE(taken.image && group4.image);
  EXPECT_EQ(taken.image->pixels, group4.image->pixels) << "bit for bit what another coding of the picture gives";
}

TEST(EmbeddedPictures, StencilsAndTheirColour) {
  Sheet sheet;
  sheet.picture = Quarters(IFF_TIFF_G4);
  sheet.image_keys = "/ImageMask true";
  ExpectTakenAsDrawn(sheet);
  sheet.image_keys = "/ImageMask true/Decode[1 0]";
  ExpectTakenAsDrawn(sheet);
  sheet.content = "0.5 g " + sheet.content;
  EXPECT_FALSE(IsTaken(sheet));
}

TEST(EmbeddedPictures, CroppedOffsetAndSmallerThanThePage) {
  Sheet sheet;
  sheet.page_keys = "/MediaBox[10 20 106 116]/Rotate 90";
  sheet.content = "1 0 0 1 10 20 cm q 90 0 0 92 2 3 cm /I Do Q";
  ExpectTakenAsDrawn(sheet);
  sheet.page_keys = "/MediaBox[0 0 96 96]/CropBox[8 30 90 90]";
  sheet.content = "96 0 0 96 0 0 cm /I Do";
  ExpectTakenAsDrawn(sheet);
}

TEST(EmbeddedPictures, WhatPaintsNothingDoesNotMatter) {
  Sheet sheet;
  sheet.content = "q 0 0 96 96 re W n /Whole gs 96 0 0 96 0 0 cm 0 g /I Do Q BT 3 Tr /F 8 Tf 9 9 Td (ke hoach) Tj ET";
  sheet.page_keys += "/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]>>]";
  EXPECT_TRUE(IsTaken(sheet));
}

TEST(EmbeddedPictures, UnusualPagesAreDrawn) {
  for (const char* content :
       {"", "q 96 0 0 48 0 0 cm /I Do Q q 96 0 0 48 0 48 cm /I Do Q", "96 0 0 96 0 0 cm /I Do BT /F 9 Tf (x) Tj ET",
        "0 0 40 96 re W n 96 0 0 96 0 0 cm /I Do", "/Half gs 96 0 0 96 0 0 cm /I Do", "96 9 -9 96 0 0 cm /I Do",
        "30 0 0 30 0 0 cm /I Do", "96 0 0 96 0 0 cm /I Do 0 0 m 9 9 l S", "Q 96 0 0 96 0 0 cm /I Do", "96 0 0 cm /I Do",
        "96 0 0 96 0 0 cm /None Do"}) {
    Sheet sheet;
    sheet.content = content;
    EXPECT_FALSE(IsTaken(sheet)) << content;
    Read(sheet.Pdf());  // and can be
  }
  for (const char* keys : {"/SMask 5 0 R", "/Mask[0 9]", "/Decode[0.2 1]", "/OC<<>>",
                           "/ColorSpace[/Indexed/DeviceRGB 1<000000FFFFFF>]", "/ColorSpace/DeviceCMYK"}) {
    Sheet sheet;
    sheet.image_keys = keys;
    EXPECT_FALSE(IsTaken(sheet)) << keys;
  }
  for (const char* keys : {"/UserUnit 2", "/Annots[<</Type/Annot/Subtype/Widget/Rect[0 0 9 9]>>]"}) {
    Sheet sheet;
    sheet.page_keys += keys;
    EXPECT_FALSE(IsTaken(sheet)) << keys;
  }
}

std::string Deflated(const std::string& data) {
  l_uint8* packed = nullptr;
  size_t size = 0;
  packed = zlibCompress(reinterpret_cast<const l_uint8*>(data.data()), data.size(), &size);
  std::string out(reinterpret_cast<char*>(packed), size);
  lept_free(packed);
  return out;
}

TEST(EmbeddedPictures, PicturesOfNoMorePixelsThanWantedAreDrawn) {
  std::string pdf = Sheet().Pdf();
  EmbeddedPictures pictures(pdf);
  EXPECT_TRUE(pictures.Take(1, kPoints, kPoints, 105, 60e6).has_value());
  EXPECT_FALSE(pictures.Take(1, kPoints, kPoints, 115, 60e6).has_value());
  EXPECT_FALSE(pictures.Take(1, kPoints, kPoints, 200, 60e6).has_value());
}

TEST(EmbeddedPictures, BombsAndLies) {
  Sheet sheet;
  sheet.picture.filter = "/FlateDecode";
  sheet.picture.parms = "";
  sheet.picture.data = Deflated(std::string(50'000'000, '\0'));  // of a picture of 25,600 bytes
  EXPECT_FALSE(IsTaken(sheet));
  sheet.picture.filter = "[/FlateDecode/FlateDecode]";
  EXPECT_FALSE(IsTaken(sheet));
  sheet = {};
  sheet.picture.width = sheet.picture.height = 2'000'000'000;
  EXPECT_FALSE(IsTaken(sheet));
  sheet = {};
  EXPECT_TRUE(IsTaken(sheet.Pdf(), kPixels * kPixels));
  EXPECT_FALSE(IsTaken(sheet.Pdf(), kPixels * kPixels - 1));
  sheet.content = Deflated(sheet.content + std::string(50'000'000, ' '));
  sheet.content_keys = "/Filter/FlateDecode";
  EXPECT_FALSE(IsTaken(sheet));
  sheet = {};
  sheet.picture = Quarters(IFF_JFIF_JPEG);
  sheet.picture.width = kPixels + 1;  // not what the JPEG says
  EXPECT_FALSE(IsTaken(sheet));
}

TEST(EmbeddedPictures, DamagedDataAreLeftToTheDrawing) {
  for (int format : {IFF_PNG, IFF_JFIF_JPEG}) {
    Sheet sheet;
    sheet.picture = Quarters(format);
    std::string whole = sheet.picture.data;
    for (std::size_t size : {std::size_t{0}, whole.size() / 3, whole.size() - 20}) {
      sheet.picture.data = whole.substr(0, size);
      EXPECT_FALSE(IsTaken(sheet)) << format << " " << size;
    }
  }
  std::string pdf = Sheet().Pdf();
  EXPECT_FALSE(IsTaken(pdf.substr(0, pdf.find("xref"))));
  EXPECT_FALSE(IsTaken(""));
}

}  // namespace
}  // namespace vankho
