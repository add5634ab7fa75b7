// The page given back: words where they are printed, pictures bit for bit, nothing found twice.
#include "pipeline/export/searchable_pdf.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <leptonica/allheaders.h>
#include <poppler-document.h>
#include <poppler-page.h>

#include <iterator>
#include <sstream>

#include "pipeline/base/qpdf.h"
#include "pipeline/base/sha256.h"
#include "pipeline/page/page_reader.h"
#include "tests/page/held_pictures.h"

namespace vankho {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kPixels = "\x10\x20\x30\x40\x50\x60\x70\x80";  // a picture of 4 x 2

std::string Written(QPDF& pdf) {
  QPDFWriter writer(pdf);
  writer.setOutputMemory();
  writer.setStaticID(true);
  writer.write();
  auto buffer = writer.getBufferSharedPointer();
  return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

// A scan of one page: a picture over the whole of it, then whatever `more` draws.
struct Scan {
  int rotate = 0;
  std::string boxes = "/MediaBox[0 0 600 800]";
  std::string before = "", more = "";
  std::string catalog = "";

  void Make(QPDF& pdf) const {
    pdf.emptyPDF();
    auto image = pdf.newStream(std::string(kPixels, 8));
    image.getDict().replaceKey("/Type", QPDFObjectHandle::newName("/XObject"));
    image.getDict().replaceKey("/Subtype", QPDFObjectHandle::newName("/Image"));
    image.getDict().replaceKey("/Width", QPDFObjectHandle::newInteger(4));
    image.getDict().replaceKey("/Height", QPDFObjectHandle::newInteger(2));
    image.getDict().replaceKey("/BitsPerComponent", QPDFObjectHandle::newInteger(8));
    image.getDict().replaceKey("/ColorSpace", QPDFObjectHandle::newName("/DeviceGray"));
    image.setFilterOnWrite(false);
    auto page = QPDFObjectHandle::parse("<</Type/Page" + boxes + "/Rotate " + std::to_string(rotate) + ">>");
    auto resources = QPDFObjectHandle::parse(
        "<</XObject<<>>/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>>>");
    resources.getKey("/XObject").replaceKey("/Im0", image);
    page.replaceKey("/Resources", resources);
    // The picture is drawn without q and Q: a scanner's program that leaves the state as it is.
    page.replaceKey("/Contents", pdf.newStream(before + " 1000 0 0 1000 -100 -100 cm /Im0 Do " + more));
    pdf.addPage(pdf.makeIndirectObject(page), false);
  }
  std::string Bytes() const {
    QPDF pdf;
    Make(pdf);
    return Written(pdf);
  }
};

// A document of one page and one line of words; restored as they were seen.
Document Read(const std::string& bytes, const Page& like, std::vector<Word> words, MediaType type = MediaType::kPdf) {
  SeenDocument seen;
  seen.source = {Sha256Hex(bytes), "scan.pdf", type, bytes.size(), 1};
  Page page = like;
  page.number = 1;
  Line line;
  line.number = 1;
  for (const Word& word : words) line.text += (line.text.empty() ? "" : " ") + word.text;
  line.words = std::move(words);
  RestoredText restored;
  restored.lines = {{1, 1, LineClass::kText, line.text, {}, {}, 1}};
  page.lines = {line};
  seen.pages = {page};
  return {std::move(seen), std::move(restored)};
}

Page ReadPage(double width, double height, int turned = 0, PageOrigin origin = PageOrigin::kOcr) {
  Page page;
  page.width_pt = width;
  page.height_pt = height;
  page.turned_degrees = turned;
  page.origin = origin;
  return page;
}

SearchablePdf Make(const Document& document, const std::string& original) {
  auto pdf = MakeSearchablePdf(document, original, {"", "vankho test"});
  EXPECT_TRUE(pdf) << Describe(pdf.error());
  return pdf ? *pdf : SearchablePdf{};
}

// The words that Poppler finds on the first page, with their boxes in the page as a reader holds it.
std::vector<Word> Found(const std::string& pdf) {
  SourceBytes source{{Sha256Hex(pdf), "x.pdf", MediaType::kPdf, pdf.size(), 1}, pdf};
  auto pages = OpenPages(source, {});
  EXPECT_TRUE(pages) << Describe(pages.error());
  auto input = (*pages)->Read(1);
  EXPECT_TRUE(input) << Describe(input.error());
  std::vector<Word> words;
  for (const Line& line : input->text) words.insert(words.end(), line.words.begin(), line.words.end());
  return words;
}

// What Poppler gives in its own reading order, as `pdftotext` without options.
std::vector<std::string> PlainText(const std::string& pdf) {
  std::unique_ptr<poppler::document> document(
      poppler::document::load_from_raw_data(pdf.data(), static_cast<int>(pdf.size())));
  std::unique_ptr<poppler::page> page(document->create_page(0));
  poppler::byte_array text = page->text(poppler::rectf(), poppler::page::non_raw_non_physical_layout).to_utf8();
  std::istringstream lines(std::string(text.begin(), text.end()));
  return {std::istream_iterator<std::string>(lines), {}};
}

std::vector<std::string> Texts(const std::vector<Word>& words) {
  std::vector<std::string> texts;
  for (const Word& word : words) texts.push_back(word.text);
  return texts;
}

std::vector<Word> TwoWords() {
  return {{"Kế", {100, 200, 118, 212}, 0.9, {}}, {"hoạch", {122, 200, 160, 214}, 0.8, {}}};
}

void ExpectNear(const Box& found, const Box& wanted, double points) {
  EXPECT_NEAR(found.left, wanted.left, points);
  EXPECT_NEAR(found.top, wanted.top, points);
  EXPECT_NEAR(found.right, wanted.right, points);
  EXPECT_NEAR(found.bottom, wanted.bottom, points);
}

// The first page as a viewer draws it, a pixel a point.
Result<PageInput> Drawn(const std::string& pdf) {
  SourceBytes source{{Sha256Hex(pdf), "x.pdf", MediaType::kPdf, pdf.size(), 1}, pdf};
  PageOptions options;
  options.always_ocr = true;
  options.dpi = 72;
  return (*OpenPages(source, options))->Read(1);
}

TEST(SearchablePdf, WordsStandWhereTheyArePrinted) {
  Scan scan;
  std::string original = scan.Bytes();
  SearchablePdf pdf = Make(Read(original, ReadPage(600, 800), TwoWords()), original);
  EXPECT_EQ(pdf.layered, 1);
  auto words = Found(pdf.bytes);
  ASSERT_THAT(Texts(words), ElementsAre("Kế", "hoạch"));
  ExpectNear(words[0].box, TwoWords()[0].box, 1.5);
  ExpectNear(words[1].box, TwoWords()[1].box, 1.5);
}

// A page may be rotated by its dictionary, cut by its CropBox, and its scan may lie on its side: boxes are always those
// of the page as a reader holds it.
class Turns : public ::testing::TestWithParam<std::tuple<int, int>> {};

TEST_P(Turns, AreFollowed) {
  auto [rotate, turned] = GetParam();
  Scan scan;
  scan.rotate = rotate;
  scan.boxes = "/MediaBox[10 20 610 820]/CropBox[40 820 600 0]/UserUnit 2";  // corners crossed, below the MediaBox
  std::string original = scan.Bytes();
  double width = rotate % 180 == 0 ? 560 : 800;
  double height = rotate % 180 == 0 ? 800 : 560;
  Box box = turned % 180 == 0 ? Box{100, 200, 160, 212} : Box{100, 200, 112, 260};
  SearchablePdf pdf = Make(Read(original, ReadPage(width, height, turned), {{"UBND", box, 1, {}}}), original);
  auto words = Found(pdf.bytes);
  ASSERT_THAT(Texts(words), ElementsAre("UBND"));
  ExpectNear(words[0].box, box, 1.5);
}

INSTANTIATE_TEST_SUITE_P(All, Turns,
                         ::testing::Combine(::testing::Values(0, 90, 180, 270), ::testing::Values(0, 90, 180, 270)));

TEST(SearchablePdf, PicturesAreUntouchedAndBytesRepeat) {
  Scan scan;
  std::string original = scan.Bytes();
  Document document = Read(original, ReadPage(600, 800), TwoWords());
  SearchablePdf pdf = Make(document, original);
  EXPECT_EQ(pdf.bytes, Make(document, original).bytes);
  QPDF again;
  again.processMemoryFile("again", pdf.bytes.data(), pdf.bytes.size());
  auto images = QPDFPageDocumentHelper(again).getAllPages().at(0).getImages();
  ASSERT_EQ(images.size(), 1U);
  auto raw = images.begin()->second.getRawStreamData();
  EXPECT_EQ(std::string(reinterpret_cast<char*>(raw->getBuffer()), raw->getSize()), std::string(kPixels, 8));
  EXPECT_FALSE(images.begin()->second.getDict().hasKey("/Filter"));
  EXPECT_TRUE(again.getWarnings().empty());
}

constexpr const char* kOld = " BT 3 Tr /F1 0.012 Tf 0.2 0.69 Td (old layer) Tj ET ";

TEST(SearchablePdf, TheScannersOwnLayerGoes) {
  Scan scan;
  scan.more = kOld;
  std::string original = scan.Bytes();
  ASSERT_THAT(Texts(Found(original)), ElementsAre("old", "layer"));
  SearchablePdf pdf = Make(Read(original, ReadPage(600, 800), TwoWords()), original);
  EXPECT_THAT(Texts(Found(pdf.bytes)), ElementsAre("Kế", "hoạch"));
  EXPECT_EQ(pdf.not_pdfa, "") << "the old layer's font went with it";
  QPDF copy;
  copy.processMemoryFile("copy", pdf.bytes.data(), pdf.bytes.size());
  std::string contents;
  for (QPDFObjectHandle& stream : QPDFPageObjectHelper(copy.getAllPages().at(0)).getPageContents()) {
    auto data = stream.getStreamData();
    contents.append(reinterpret_cast<const char*>(data->getBuffer()), data->getSize());
  }
  EXPECT_THAT(contents, HasSubstr("/Im0 Do"));
  EXPECT_THAT(contents, Not(HasSubstr("/F1"))) << "and nobody asks for it";
}

TEST(SearchablePdf, TextUnderThePictureGoes) {
  Scan scan;
  scan.before = "BT /F1 12 Tf 100 590 Td (under the picture) Tj ET";
  std::string original = scan.Bytes();
  ASSERT_EQ(Found(original).size(), 3U);
  SearchablePdf pdf = Make(Read(original, ReadPage(600, 800), TwoWords()), original);
  EXPECT_THAT(Texts(Found(pdf.bytes)), ElementsAre("Kế", "hoạch"));
}

TEST(SearchablePdf, DrawnTextStaysDrawnButIsNotReadTwice) {
  Scan scan;
  scan.more = "q BT /F1 0.012 Tf 0.2 0.69 Td (Ke hoach) Tj ET Q";
  std::string original = scan.Bytes();
  ASSERT_THAT(Texts(Found(original)), ElementsAre("Ke", "hoach"));
  SearchablePdf pdf = Make(Read(original, ReadPage(600, 800), TwoWords()), original);
  EXPECT_THAT(Texts(Found(pdf.bytes)), ElementsAre("Kế", "hoạch"));
  QPDF again;
  again.processMemoryFile("again", pdf.bytes.data(), pdf.bytes.size());
  auto page = QPDFPageDocumentHelper(again).getAllPages().at(0);
  EXPECT_THAT(page.getObjectHandle().getKey("/Contents").getArrayItem(1).getStreamData()->getSize(),
              ::testing::Gt(40U));
  EXPECT_THAT(pdf.not_pdfa, HasSubstr("fonts"));
}

TEST(SearchablePdf, AStampIsNotReadTwice) {
  Scan scan;
  QPDF pdf;
  scan.Make(pdf);
  auto page = QPDFPageDocumentHelper(pdf).getAllPages().at(0).getObjectHandle();
  auto look = pdf.newStream("BT /F1 12 Tf 5 5 Td (Signed by) Tj ET");
  look.replaceDict(QPDFObjectHandle::parse("<</Type/XObject/Subtype/Form/BBox[0 0 100 30]>>"));
  look.getDict().replaceKey("/Resources", page.getKey("/Resources"));
  auto note = QPDFObjectHandle::parse("<</Type/Annot/Subtype/Stamp/F 4/Rect[100 588 200 618]/AP<<>>>>");
  note.getKey("/AP").replaceKey("/N", look);
  page.replaceKey("/Annots", QPDFObjectHandle::newArray({pdf.makeIndirectObject(note)}));
  std::string original = Written(pdf);
  ASSERT_THAT(Texts(Found(original)), ElementsAre("Signed", "by"));
  SearchablePdf given = Make(Read(original, ReadPage(600, 800), TwoWords()), original);
  EXPECT_THAT(Texts(Found(given.bytes)), ElementsAre("Kế", "hoạch"));
}

TEST(SearchablePdf, ABornDigitalPageStaysAsItIs) {
  Scan scan;
  scan.more = "BT /F1 0.012 Tf 0.2 0.69 Td (Plan) Tj ET";
  std::string original = scan.Bytes();
  SearchablePdf pdf = Make(Read(original, ReadPage(600, 800, 0, PageOrigin::kTextLayer), TwoWords()), original);
  EXPECT_EQ(pdf.layered, 0);
  EXPECT_EQ(pdf.left, 1);
  EXPECT_TRUE(pdf.unchanged);
  EXPECT_EQ(pdf.bytes, original) << "signatures and all";
}

TEST(SearchablePdf, WordsThatTouchStayTwo) {
  Scan scan;
  std::string original = scan.Bytes();
  std::vector<Word> words = {{"UBND", {100, 200, 140, 210}, 1, {}},
                             {"-", {138, 205, 142, 206}, 1, {}},
                             {"huyện", {142, 200, 170, 213}, 1, {}}};
  SearchablePdf pdf = Make(Read(original, ReadPage(600, 800), words), original);
  EXPECT_THAT(Texts(Found(pdf.bytes)), ElementsAre("UBND", "-", "huyện"));
}

// Lines of a scan that is a degree askew, close together as on paper: eight points higher at the right end than at the
// left one.
TEST(SearchablePdf, LinesOfASkewedScanStayApartAndInOrder) {
  Scan scan;
  std::string original = scan.Bytes();
  constexpr double kSlope = -0.018, kLeading = 15;
  SeenDocument seen;
  seen.source = {Sha256Hex(original), "scan.pdf", MediaType::kPdf, original.size(), 1};
  Page page = ReadPage(600, 800);
  page.number = 1;
  page.skew_degrees = 1;
  RestoredText restored;
  std::vector<std::string> expected;
  for (int n = 1; n <= 6; ++n) {
    Line line;
    line.number = n;
    for (int i = 0; i < 9; ++i) {
      double x = 80 + 48.0 * i;
      double base = 200 + kLeading * n + kSlope * (x + 20);
      std::string word = fmt::format("dòng{}{}", n, std::string(1, static_cast<char>('a' + i)));
      bool below = i % 3 == 1;
      if (below) word += "g";
      line.words.push_back({word, {x, base - 10, x + 42, base + (below ? 3 : 0)}, 0.9, {}});
      line.text += (line.text.empty() ? "" : " ") + word;
      expected.push_back(word);
    }
    restored.lines.push_back({1, n, LineClass::kText, line.text, {}, {}, 1});
    page.lines.push_back(line);
  }
  std::vector<Line> lines = page.lines;
  seen.pages = {page};
  SearchablePdf pdf = Make(Document(std::move(seen), std::move(restored)), original);
  auto words = Found(pdf.bytes);
  ASSERT_EQ(words.size(), expected.size());
  for (std::size_t i = 0; i < words.size(); ++i) ExpectNear(words[i].box, lines[i / 9].words[i % 9].box, 2);
  EXPECT_EQ(PlainText(pdf.bytes), expected);
}

TEST(SearchablePdf, AHyphenAtALinesEndStays) {
  Scan scan;
  std::string original = scan.Bytes();
  std::vector<Word> words = {{"số", {100, 200, 114, 210}, 1, {}}, {"83/NQ-", {118, 200, 158, 210}, 1, {}}};
  SearchablePdf pdf = Make(Read(original, ReadPage(600, 800), words), original);
  EXPECT_EQ(PlainText(pdf.bytes), (std::vector<std::string>{"số", "83/NQ-"}));
}

TEST(SearchablePdf, PdfAIsClaimedWhereNothingStandsAgainstIt) {
  Scan scan;
  std::string original = scan.Bytes();
  SearchablePdf pdf = Make(Read(original, ReadPage(600, 800), TwoWords()), original);
  EXPECT_THAT(pdf.not_pdfa, HasSubstr("fonts"));
  scan.more = kOld;
  original = scan.Bytes();
  pdf = Make(Read(original, ReadPage(600, 800), TwoWords()), original);
  EXPECT_EQ(pdf.not_pdfa, "");
  QPDF again;
  again.processMemoryFile("again", pdf.bytes.data(), pdf.bytes.size());
  auto metadata = again.getRoot().getKey("/Metadata").getStreamData();
  std::string xmp(reinterpret_cast<char*>(metadata->getBuffer()), metadata->getSize());
  EXPECT_THAT(xmp, HasSubstr("<pdfaid:part>2</pdfaid:part>"));
  auto intent = again.getRoot().getKey("/OutputIntents").getArrayItem(0);
  EXPECT_EQ(intent.getKey("/DestOutputProfile").getDict().getKey("/N").getIntValue(), 3);
  EXPECT_TRUE(again.getTrailer().hasKey("/ID"));
}

TEST(SearchablePdf, ASignedFileBecomesACopyThatSaysSo) {
  Scan scan;
  QPDF signed_pdf;
  scan.Make(signed_pdf);
  auto value = signed_pdf.makeIndirectObject(
      QPDFObjectHandle::parse("<</Type/Sig/Filter/Adobe.PPKLite/ByteRange[0 10 20 30]/Contents<00>>>"));
  auto field = QPDFObjectHandle::parse("<</FT/Sig/T(Signature1)>>");
  field.replaceKey("/V", value);
  auto form = QPDFObjectHandle::parse("<</SigFlags 3/Fields[]>>");
  form.getKey("/Fields").appendItem(signed_pdf.makeIndirectObject(field));
  signed_pdf.getRoot().replaceKey("/AcroForm", form);
  std::string original = Written(signed_pdf);
  SearchablePdf pdf = Make(Read(original, ReadPage(600, 800), TwoWords()), original);
  EXPECT_TRUE(pdf.signed_original);
  EXPECT_THAT(pdf.bytes, Not(HasSubstr("ByteRange")));
  EXPECT_THAT(pdf.not_pdfa, Not(::testing::IsEmpty()));
  EXPECT_THAT(Texts(Found(pdf.bytes)), ElementsAre("Kế", "hoạch"));
  Scan plain;
  original = plain.Bytes();
  EXPECT_FALSE(Make(Read(original, ReadPage(600, 800), TwoWords()), original).signed_original);
}

// A scan that opens with `user` and may be changed with another password only.
std::string Protected(const char* user) {
  Scan scan;
  QPDF pdf;
  scan.Make(pdf);
  QPDFWriter writer(pdf);
  writer.setOutputMemory();
  writer.setR6EncryptionParameters(user, "owner", true, true, true, true, true, false, qpdf_r3p_none, true);
  writer.write();
  auto buffer = writer.getBufferSharedPointer();
  return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

TEST(SearchablePdf, AnOwnersPasswordIsTakenOffTheCopy) {
  const std::string bytes = Protected("");
  SearchablePdf pdf = Make(Read(bytes, ReadPage(600, 800), TwoWords()), bytes);
  EXPECT_TRUE(pdf.protected_original);
  EXPECT_FALSE(pdf.unchanged);
  EXPECT_THAT(pdf.bytes, Not(HasSubstr("/Encrypt")));
  EXPECT_THAT(Texts(Found(pdf.bytes)), ElementsAre("Kế", "hoạch"));
  QPDF copy;
  copy.processMemoryFile("copy", pdf.bytes.data(), pdf.bytes.size());
  EXPECT_FALSE(copy.isEncrypted());
  QPDFObjectHandle page = copy.getAllPages().at(0);
  auto picture = page.getKey("/Resources").getKey("/XObject").getKey("/Im0");
  auto data = picture.getRawStreamData();
  EXPECT_EQ(std::string(reinterpret_cast<const char*>(data->getBuffer()), data->getSize()), std::string(kPixels, 8));
  const std::string open = Scan().Bytes();
  EXPECT_FALSE(Make(Read(open, ReadPage(600, 800), TwoWords()), open).protected_original);
}

TEST(SearchablePdf, FilesThatDoNotOpenAreRefused) {
  const std::string bytes = Protected("secret");
  auto done = MakeSearchablePdf(Read(bytes, ReadPage(600, 800), TwoWords()), bytes, {});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::kEncrypted) << done.error().message;
}

TEST(SearchablePdf, NonsenseIsAnError) {
  for (const std::string& bytes : {std::string("%PDF-1.4\nnonsense"), std::string(), std::string(1000, '\xFF')}) {
    EXPECT_FALSE(MakeSearchablePdf(Read(bytes, ReadPage(600, 800), TwoWords()), bytes, {}));
    Document picture = Read(bytes, ReadPage(600, 800), TwoWords(), MediaType::kPng);
    EXPECT_FALSE(MakeSearchablePdf(picture, bytes, {}));
  }
  auto text = MakeSearchablePdf(Read("x", ReadPage(0, 0), {}, MediaType::kText), "x", {});
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().code, ErrorCode::kUnsupported);
}

TEST(SearchablePdf, MutantsEndNothing) {
  Scan scan;
  scan.more = kOld;
  const std::string original = scan.Bytes();
  Document document = Read(original, ReadPage(600, 800), TwoWords());
  std::uint32_t state = 20241121;  // a generator of our own: the same mutants everywhere
  auto random = [&state](std::size_t below) {
    state = state * 1664525U + 1013904223U;
    return static_cast<std::size_t>(state >> 8U) % below;
  };
  int written = 0;
  for (int i = 0; i < 400; ++i) {
    std::string mutant = original;
    for (std::size_t n = random(6) + 1; n > 0; --n) mutant[random(mutant.size())] = static_cast<char>(random(256));
    if (random(4) == 0) mutant.resize(random(mutant.size()));
    auto pdf = MakeSearchablePdf(document, mutant, {});
    written += pdf ? 1 : 0;
    EXPECT_TRUE(pdf || !pdf.error().message.empty());
  }
  EXPECT_GT(written, 40);
  EXPECT_LT(written, 400);
}

// A picture of stripes in some form.
std::string Picture(int depth, int format) {
  Pix* pix = pixCreate(64, 48, depth);
  for (int y = 0; y < 48; ++y) {
    for (int x = 0; x < 64; ++x)
      pixSetPixel(pix, x, y, (x / 5 + y / 7) % 2 == 0 ? (depth == 32 ? 0x40c02000 : depth == 8 ? 200 : 1) : 0);
  }
  l_uint8* data = nullptr;
  std::size_t size = 0;
  pixWriteMem(&data, &size, pix, format);
  pixDestroy(&pix);
  std::string bytes(reinterpret_cast<char*>(data), size);
  lept_free(data);
  return bytes;
}

struct PictureCase {
  const char* name;
  MediaType type;
  int depth, format;
  const char* filter;
};

TEST(SearchablePdf, PicturesBecomePagesWithTheirPixels) {
  const std::vector<PictureCase> cases = {{"jpeg", MediaType::kJpeg, 8, IFF_JFIF_JPEG, "/DCTDecode"},
                                          {"colour jpeg", MediaType::kJpeg, 32, IFF_JFIF_JPEG, "/DCTDecode"},
                                          {"png", MediaType::kPng, 8, IFF_PNG, "/FlateDecode"},
                                          {"colour png", MediaType::kPng, 32, IFF_PNG, "/FlateDecode"},
                                          {"bilevel png", MediaType::kPng, 1, IFF_PNG, "/FlateDecode"},
                                          {"group 4", MediaType::kTiff, 1, IFF_TIFF_G4, "/CCITTFaxDecode"},
                                          {"packbits", MediaType::kTiff, 1, IFF_TIFF_PACKBITS, "/CCITTFaxDecode"},
                                          {"lzw", MediaType::kTiff, 8, IFF_TIFF_LZW, "/FlateDecode"},
                                          {"colour tiff", MediaType::kTiff, 32, IFF_TIFF_ZIP, "/FlateDecode"}};
  for (const PictureCase& c : cases) {
    SCOPED_TRACE(c.name);
    std::string original = Picture(c.depth, c.format);
    ASSERT_FALSE(original.empty());
    SearchablePdf pdf = Make(Read(original, ReadPage(640, 480), TwoWords(), c.type), original);
    EXPECT_EQ(pdf.not_pdfa, "");
    EXPECT_THAT(Texts(Found(pdf.bytes)), ElementsAre("Kế", "hoạch"));
    QPDF again;
    again.processMemoryFile("again", pdf.bytes.data(), pdf.bytes.size());
    auto images = QPDFPageDocumentHelper(again).getAllPages().at(0).getImages();
    ASSERT_EQ(images.size(), 1U);
    EXPECT_EQ(images.begin()->second.getDict().getKey("/Filter").getName(), c.filter);
    auto raw = images.begin()->second.getRawStreamData();
    std::string stream(reinterpret_cast<char*>(raw->getBuffer()), raw->getSize());
    if (c.type == MediaType::kJpeg) {
      EXPECT_EQ(stream, original);
    }
    if (c.type == MediaType::kPng || c.format == IFF_TIFF_G4) {
      EXPECT_THAT(original, HasSubstr(stream));
    }
    // Drawn at the picture's own size, its stripes are there.
    auto drawn = Drawn(pdf.bytes);
    ASSERT_TRUE(drawn);
    auto value = [&](int x, int y) {
      const PageImage& image = *drawn->image;
      return static_cast<int>(
          image.pixels[(static_cast<std::size_t>(y * 10 + 5) * image.width + x * 10 + 5) * image.channels]);
    };
    EXPECT_GT(std::abs(value(2, 3) - value(7, 3)), 40);
    EXPECT_LT(std::abs(value(2, 3) - value(7, 10)), 40);
  }
}

// The original bytes, and yet the picture and its words upright.
TEST(SearchablePdf, PicturesHeldOtherwiseAreDrawnUpright) {
  for (int format : {IFF_JFIF_JPEG, IFF_TIFF}) {
    for (int tag = 1; tag <= 8; ++tag) {
      SCOPED_TRACE(std::to_string(format) + " tag " + std::to_string(tag));
      std::string original = HeldPicture(tag, format, 64, 96);
      MediaType type = format == IFF_TIFF ? MediaType::kTiff : MediaType::kJpeg;
      SearchablePdf pdf = Make(Read(original, ReadPage(320, 480), TwoWords(), type), original);
      EXPECT_THAT(Texts(Found(pdf.bytes)), ElementsAre("Kế", "hoạch"));
      if (type == MediaType::kJpeg) {
        EXPECT_THAT(pdf.bytes, HasSubstr(original));
      }
      auto drawn = Drawn(pdf.bytes);
      ASSERT_TRUE(drawn);
      const PageImage& image = *drawn->image;
      ASSERT_EQ(image.width, 320);
      auto value = [&](int x, int y) {
        return static_cast<int>(image.pixels[(static_cast<std::size_t>(y) * image.width + x) * image.channels]);
      };
      EXPECT_NEAR(value(80, 120), 0, 8);
      EXPECT_NEAR(value(240, 120), 128, 8);
      EXPECT_NEAR(value(80, 360), 255, 8);
      EXPECT_NEAR(value(240, 360), 255, 8);
    }
  }
}

}  // namespace
}  // namespace vankho
