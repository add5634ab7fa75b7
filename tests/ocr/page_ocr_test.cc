#include "pipeline/ocr/page_ocr.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipeline/ocr/grid_finder.h"
#include "pipeline/ocr/preparation.h"
#include "pipeline/ocr/spread.h"
#include "pipeline/ocr/table_reading.h"
#include "pipeline/ocr/unread_lines.h"
#include "tests/ocr/drawn_page.h"

namespace vankho {
namespace {

PageInput InputOf(PageImage image) {
  PageInput input;
  input.number = 7;
  input.width_pt = 595;
  input.height_pt = 842;
  input.origin = PageOrigin::kOcr;
  input.reason = "no text layer";
  input.image = std::move(image);
  return input;
}

// Reads two words on every picture, wherever they are.
class TwoWords : public OcrEngine {
 public:
  std::string Describe() const override { return "two words"; }
  Result<void> SetImage(const PageImage& image) override {
    scale_ = image.dpi / 72;
    return {};
  }
  Result<std::vector<Line>> Read(PixelBox, Segmentation) override {
    std::vector<Line> lines(2);
    for (int i = 0; i < 2; ++i) {
      Word word;
      word.text = i == 0 ? "trên" : "dưới";
      word.box = {60 * scale_, (100 + 30 * i) * scale_, 90 * scale_, (112 + 30 * i) * scale_};
      word.confidence = 0.9;
      lines[i].words = {word};
    }
    return lines;
  }

 private:
  double scale_ = 1;
};

Word MakeWord(const std::string& text, Box box) {
  Word word;
  word.text = text;
  word.box = box;
  word.confidence = 0.9;
  return word;
}

// Reads two words on whole pages, a name on lines.
class NameUnderASeal : public TwoWords {
 public:
  explicit NameUnderASeal(std::vector<const char*> words = {"Trần", "Minh", "Khoa"}, double confidence = 0.9)
      : words_(std::move(words)), confidence_(confidence) {}
  Result<std::vector<Line>> Read(PixelBox region, Segmentation segmentation) override {
    if (segmentation == Segmentation::kPage) return TwoWords::Read(region, segmentation);
    std::vector<Line> lines(1);
    for (const char* text : words_) {
      Word word;
      word.text = text;
      double left = 10.0 * static_cast<double>(lines[0].words.size());
      word.box = {left, 5, left + 8, 20};
      word.confidence = confidence_;
      lines[0].words.push_back(word);
    }
    return lines;
  }

 private:
  std::vector<const char*> words_;
  double confidence_;
};

// A seal's ring with a name below it, and specks.
PageImage PageWithSeal() {
  PageImage image = WhitePage(200);
  FakePrint(image, 60, 100, 90, 1);
  FakePrint(image, 60, 130, 90, 1);
  Fill(image, 350, 600, 430, 680);
  Fill(image, 353, 603, 427, 677, 255);
  FakePrint(image, 340, 690, 440, 1);
  for (int i = 0; i < 20; ++i) Fill(image, 60 + 23 * i, 750 + i % 3 * 9, 61 + 23 * i, 751 + i % 3 * 9);
  return image;
}

// Keeps the first picture that it is given: the page without its tables.
class KeepsThePage : public TwoWords {
 public:
  Result<void> SetImage(const PageImage& image) override {
    if (!first_) first_ = image;
    return TwoWords::SetImage(image);
  }
  int LevelAt(double x, double y) const {
    const double scale = first_->dpi / 72;
    return first_->pixels[static_cast<std::size_t>(y * scale) * first_->width + static_cast<std::size_t>(x * scale)];
  }

 private:
  std::optional<PageImage> first_;
};

// A table of six cells on a sheet of that grey, which is smaller than the white that the scanner saw.
PageImage TableOnPaper(std::uint8_t paper) {
  PageImage image = WhitePage(200);
  Fill(image, 0, 0, 400, 420, paper);
  FakePrint(image, 60, 60, 360, 3);
  for (int i = 0; i <= 2; ++i) Fill(image, 60, 140 + 60 * i, 360, 141 + 60 * i);
  for (int i = 0; i <= 3; ++i) Fill(image, 60 + 100 * i, 140, 61 + 100 * i, 261);
  for (int i = 0; i < 6; ++i) FakePrint(image, 70 + 100 * (i % 3), 160 + 60 * (i / 3), 120 + 100 * (i % 3), 1);
  return image;
}

TEST(PageOcr, ATableLeavesPaperBehindNotLight) {
  for (int paper : {225, 255}) {
    KeepsThePage engine;
    auto page = PageOcr().Run(InputOf(TableOnPaper(static_cast<std::uint8_t>(paper))), engine);
    ASSERT_TRUE(page) << page.error().message;
    ASSERT_EQ(page->grids.size(), 1U);
    EXPECT_EQ(engine.LevelAt(130, 160), engine.LevelAt(30, 300)) << paper;   // inside the table, beside it
    EXPECT_EQ(engine.LevelAt(60.5, 200), engine.LevelAt(30, 300)) << paper;  // its rule is gone
  }
}

TEST(FindUnreadRows, LettersThatNoWordCovers) {
  PageImage image = PageWithSeal();
  PixPtr grey = GreyOf(image);
  PixPtr ink = InkOf(grey.get());
  double scale = image.dpi / 72;
  EXPECT_EQ(FindUnreadRows(ink.get(), scale, {}, {}).size(), 1u);  // the two short rows are no names
  std::vector<UnreadRow> rows = FindUnreadRows(ink.get(), scale, {}, {});
  EXPECT_NEAR(rows[0].box.top / scale, 690, 1);
  Line read;
  read.words.push_back(MakeWord("tên", {338 * scale, 688 * scale, 442 * scale, 700 * scale}));
  EXPECT_TRUE(FindUnreadRows(ink.get(), scale, {read}, {}).empty());
}

TEST(PageOcr, SaysHowGoodThePictureIs) {
  TwoWords engine;
  PageImage image = WhitePage(200);
  FakePrint(image, 60, 100, 400, 20);
  EXPECT_EQ(PageOcr().Run(InputOf(image), engine)->grade, PageGrade::kClean);
  for (std::uint8_t& level : image.pixels) level = std::min<std::uint8_t>(level, 200);
  EXPECT_EQ(PageOcr().Run(InputOf(image), engine)->grade, PageGrade::kBad);
  EXPECT_EQ(PageOcr().Run(InputOf(WhitePage(200)), engine)->grade, PageGrade::kNone);
  PageInput text = InputOf(image);
  text.origin = PageOrigin::kTextLayer;
  EXPECT_EQ(PageOcr().Run(text, engine)->grade, PageGrade::kText);
}

TEST(FindUnreadRows, APageOfScrapsIsNotRead) {
  PageImage image = WhitePage(200);
  FakePrint(image, 20, 20, 580, 44);
  PixPtr grey = GreyOf(image);
  EXPECT_TRUE(FindUnreadRows(InkOf(grey.get()).get(), image.dpi / 72, {}, {}).empty());
}

TEST(ReadUnreadRows, ANameUnderASealIsRead) {
  NameUnderASeal engine;
  auto page = PageOcr().Run(InputOf(PageWithSeal()), engine);
  ASSERT_TRUE(page) << page.error().message;
  ASSERT_EQ(page->lines.size(), 3u);
  EXPECT_EQ(page->lines[2].text, "Trần Minh Khoa");
  EXPECT_GT(page->lines[2].box.top, 670);
}

TEST(ReadUnreadRows, HeadingsAndBelievedWordsAreReadRubbishIsNot) {
  auto lines = [](std::vector<const char*> words, double confidence) {
    NameUnderASeal engine(std::move(words), confidence);
    auto page = PageOcr().Run(InputOf(PageWithSeal()), engine);
    return page ? page->lines.size() : 0;
  };
  EXPECT_EQ(lines({"Mơi", "nhận:"}, 0.65), 3u);
  EXPECT_EQ(lines({"PHÓ", "GIÁM", "ĐỐC"}, 0.9), 3u);
  EXPECT_EQ(lines({"PHÓ", "GIÁM", "ĐỐC"}, 0.7), 2u);
  EXPECT_EQ(lines({"ĐẮNXT", "rlWQ"}, 0.9), 2u);
  EXPECT_EQ(lines({"ở"}, 0.9), 2u);
  EXPECT_EQ(lines({"12", "Bến"}, 0.9), 2u);
}

TEST(IsNameLine, WordsOfAPerson) {
  auto line = [](std::initializer_list<const char*> words) {
    Line out;
    for (const char* word : words) out.words.push_back(MakeWord(word, {}));
    return IsNameLine(out);
  };
  EXPECT_TRUE(line({"Lê", "Thị", "Ánh"}));
  EXPECT_FALSE(line({"CÔNG", "ĐOÀN"}));
  EXPECT_FALSE(line({"Lê", "x4"}));
  EXPECT_FALSE(line({"Lê"}));
}

TEST(PageTransform, TurnsGoThereAndBack) {
  // A mark near the top left of the upright page: where was it on the page as it came?
  PageTransform transform;
  transform.page_width = 842;
  transform.page_height = 595;
  transform.turned = 90;
  Box box = transform.ToPage({10, 20, 40, 30});
  EXPECT_NEAR(box.left, 20, 1e-9);
  EXPECT_NEAR(box.right, 30, 1e-9);
  EXPECT_NEAR(box.top, 595 - 40, 1e-9);
  EXPECT_NEAR(box.bottom, 595 - 10, 1e-9);
  transform.turned = 180;
  EXPECT_EQ(transform.ToPage({10, 20, 40, 30}), (Box{802, 565, 832, 575}));
  transform.turned = 270;
  EXPECT_EQ(transform.ToPage({10, 20, 40, 30}), (Box{842 - 30, 10, 842 - 20, 40}));
}

TEST(ToReadingSpace, UndoesToPage) {
  Page page;
  page.width_pt = 842;
  page.height_pt = 595;
  for (int turned : {0, 90, 180, 270}) {
    PageTransform transform{842, 595, turned, -1.5, 1};
    page.turned_degrees = turned;
    page.skew_degrees = -1.5;
    Box box = ToReadingSpace(page, transform.ToPage({100, 200, 160, 214}));
    EXPECT_NEAR((box.left + box.right) / 2, 130, 1e-6) << turned;
    EXPECT_NEAR((box.top + box.bottom) / 2, 207, 1e-6) << turned;
    EXPECT_GT(box.width(), box.height());
  }
}

TEST(Prepare, SkewIsRemovedAndItsWayBackFound) {
  PageImage image = WhitePage(200);
  double tilt = 1.5;  // degrees: lines fall to the right
  double slope = std::tan(tilt * 3.14159265 / 180);
  for (int row = 0; row < 30; ++row) {
    for (int x = 80 + row * 37 % 8; x < 510; x += 7 + row % 5) {  // staggered, as letters are
      double y = 120 + row * 18 + (x - 297) * slope;
      Fill(image, x, y, x + 5, y + 8);
    }
  }
  PreparedPage page = Prepare(image, 595, 842, {200, true});
  ASSERT_FALSE(page.blank);
  EXPECT_EQ(page.transform.turned, 0);
  EXPECT_NEAR(page.transform.skew, -tilt, 0.1);
  // The first block of row 0 stood at x = 80, y = 120 + (80 - 297) * slope; on the straight page it stands level with
  // the middle of its row.
  Box back = page.transform.ToPage({80, 120, 85, 128});
  EXPECT_NEAR(back.top, 120 + (80 - 297) * slope, 4);
}

TEST(PageOcr, BlankPages) {
  auto engine = MakeNullEngine();
  auto page = PageOcr().Run(InputOf(WhitePage()), *engine);
  ASSERT_TRUE(page.has_value());
  EXPECT_EQ(page->origin, PageOrigin::kBlank);
  PageImage specks = WhitePage();
  for (int i = 0; i < 400; ++i) specks.pixels[(i * 7919 * 31) % specks.pixels.size()] = 0;
  Fill(specks, 0, 0, 12, 842);  // the black edge of a copy
  page = PageOcr().Run(InputOf(specks), *engine);
  ASSERT_TRUE(page.has_value());
  EXPECT_EQ(page->origin, PageOrigin::kBlank) << page->reason;
  EXPECT_EQ(page->number, 7);
}

TEST(PageOcr, ReplayedWordsKeepTheirPlaces) {
  Page recorded;
  recorded.width_pt = 595;
  recorded.height_pt = 842;
  recorded.engine = "recorded";
  Line line;
  line.words = {MakeWord("Kế", {90, 100, 110, 114}), MakeWord("hoạch", {114, 100, 150, 114})};
  recorded.lines = {line};
  PageImage image = WhitePage();
  FakePrint(image, 80, 100, 500, 30);
  auto engine = ReplayPage(recorded);
  auto page = PageOcr({.reading_dpi = 150}).Run(InputOf(image), *engine);
  ASSERT_TRUE(page.has_value());
  EXPECT_EQ(page->origin, PageOrigin::kOcr);
  EXPECT_EQ(page->engine, "recorded");
  ASSERT_EQ(page->lines.size(), 1u);
  EXPECT_EQ(page->lines[0].text, "Kế hoạch");
  EXPECT_NEAR(page->lines[0].words[1].box.left, 114, 1.5);
  EXPECT_NEAR(page->lines[0].words[1].box.bottom, 114, 1.5);
  EXPECT_NEAR(page->confidence, 0.9, 1e-9);
}

TEST(PageOcr, ASheetCalledAsLargeAsAPosterIsReadAsASheet) {
  Page recorded;
  recorded.width_pt = 595;
  recorded.height_pt = 842;
  Line line;
  line.words = {MakeWord("Kế", {90, 100, 110, 114}), MakeWord("hoạch", {114, 100, 150, 114})};
  recorded.lines = {line};
  PageInput input = InputOf(WhitePage(200));
  FakePrint(*input.image, 80, 100, 500, 30);
  const double enlarged = 200.0 / 72;  // its 200 dots to an inch were written as 72
  input.width_pt *= enlarged;
  input.height_pt *= enlarged;
  input.image->dpi = 72;
  auto engine = ReplayPage(recorded);
  auto page = PageOcr({.reading_dpi = 150}).Run(input, *engine);
  ASSERT_TRUE(page.has_value());
  ASSERT_EQ(page->lines.size(), 1u);
  EXPECT_NEAR(page->width_pt, 595 * enlarged, 0.1);
  EXPECT_NEAR(page->lines[0].words[1].box.left, 114 * enlarged, 4);
}

TEST(PageOcr, GoodLayerPassesThrough) {
  PageInput input;
  input.number = 1;
  input.origin = PageOrigin::kTextLayer;
  Line line;
  line.number = 1;
  line.text = "Kế hoạch";
  input.text = {line};
  auto engine = MakeNullEngine();
  auto page = PageOcr().Run(input, *engine);
  ASSERT_TRUE(page.has_value());
  EXPECT_EQ(page->origin, PageOrigin::kTextLayer);
  EXPECT_EQ(page->lines, input.text);
}

TEST(PageOcr, BadLayerIsKeptWhereThePictureGivesNothing) {
  PageInput input = InputOf(WhitePage());
  FakePrint(*input.image, 80, 100, 500, 30);
  Line line;
  line.text =
      "Uy ban nhân dan huyên ban hành ke hoach cai cách hành chính nam 2024 va giao các co quan chuyên môn to chuc "
      "thuc hiên";
  input.text = {line};
  auto engine = MakeNullEngine();
  auto page = PageOcr().Run(input, *engine);
  ASSERT_TRUE(page.has_value());
  EXPECT_EQ(page->origin, PageOrigin::kTextLayerRepair);
  EXPECT_EQ(page->lines, input.text);
}

TEST(PageOcr, NoPictureIsAnErrorOfThePage) {
  PageInput input = InputOf(WhitePage());
  input.image.reset();
  auto engine = MakeNullEngine();
  auto page = PageOcr().Run(input, *engine);
  ASSERT_FALSE(page.has_value());
  EXPECT_EQ(page.error().page, 7);
  Page failed = FailedPage(7, page.error());
  EXPECT_EQ(failed.origin, PageOrigin::kFailed);
  EXPECT_EQ(failed.diagnostics.size(), 1u);
}

TEST(ReadTable, ADashHasItsCellToItself) {
  PixPtr ink(pixCreate(400, 200, 1));
  auto bar = [&](int left, int top, int width, int height) {
    for (int y = top; y < top + height; ++y) {
      for (int x = left; x < left + width; ++x) pixSetPixel(ink.get(), x, y, 1);
    }
  };
  TableGrid grid;
  grid.column_edges = {0, 50, 100, 150, 200};
  grid.row_edges = {0, 50, 100};
  grid.box = {0, 0, 200, 100};
  bar(40, 50, 10, 2);   // a dash
  bar(140, 50, 10, 2);  // one with a letter beside it
  bar(160, 40, 10, 20);
  bar(203, 50, 90, 2);   // as long as the cell
  bar(340, 3, 10, 2);    // at its upper edge
  bar(40, 140, 10, 20);  // no dash
  bar(140, 150, 2, 2);   // a speck
  auto engine = MakeNullEngine();
  auto runs = ReadTable(grid, 2, ink.get(), *engine);
  ASSERT_TRUE(runs);
  ASSERT_EQ(runs->size(), 1);
  EXPECT_EQ((*runs)[0].words[0].text, "-");
  EXPECT_EQ((*runs)[0].words[0].box, (Box{40, 50, 50, 52}));
}

TEST(TableRegions, ColumnsAndMergedCellsWithInk) {
  PageImage image = PageWithTable();
  PixPtr ruled = GreyOf(image);
  TableGrid grid = FindGrids(ruled.get(), image.dpi / 72).grids.at(0);
  PageImage words = WhitePage();
  Fill(words, 100, 210, 150, 218);  // column 0, row 0
  Fill(words, 300, 210, 380, 218);  // the merged cell
  Fill(words, 400, 280, 450, 288);  // column 2, row 2
  PixPtr grey = GreyOf(words);
  PixPtr ink = InkOf(grey.get());
  auto regions = TableRegions(grid, image.dpi / 72, ink.get());
  ASSERT_EQ(regions.size(), 3u);  // column 1 below the merged cell is empty
  double scale = image.dpi / 72;
  EXPECT_NEAR(regions[0].height, 100 * scale, 12);
  EXPECT_NEAR(regions[1].width, 300 * scale, 12);
  EXPECT_NEAR(regions[2].top, 230 * scale, 8);
}

PageImage WhiteLandscape() {
  PageImage image = WhitePage(200);
  image.width = static_cast<int>(842 * 200 / 72);
  image.height = static_cast<int>(595 * 200 / 72);
  image.pixels.assign(static_cast<std::size_t>(image.width) * image.height, 255);
  return image;
}

// Points; 0 where there is none.
double GutterOf(const PageImage& image) {
  PixPtr grey = GreyOf(image);
  PixPtr ink = InkOf(grey.get());
  return FindGutter(ink.get(), image.dpi / 72).value_or(0) * 72 / image.dpi;
}

TEST(FindGutter, BetweenTwoPagesOfText) {
  PageImage image = WhiteLandscape();
  FakePrint(image, 50, 60, 380, 26);
  FakePrint(image, 460, 60, 790, 8);
  Fill(image, 600, 400, 740, 408);  // a signature
  EXPECT_NEAR(GutterOf(image), 420, 2);
  Fill(image, 419, 20, 421, 580);  // the fold
  for (int i = 0; i < 3000; ++i) image.pixels[(i * 7919UL * 31) % image.pixels.size()] = 0;
  EXPECT_NEAR(GutterOf(image), 420, 4);
}

TEST(FindGutter, NoSpreads) {
  PageImage portrait = WhitePage(200);
  FakePrint(portrait, 50, 60, 270, 26);
  FakePrint(portrait, 325, 60, 550, 26);
  EXPECT_EQ(GutterOf(portrait), 0);
  PageImage text = WhiteLandscape();
  FakePrint(text, 50, 60, 350, 4);  // the head of a landscape page
  FakePrint(text, 480, 60, 790, 4);
  FakePrint(text, 50, 150, 790, 20);
  EXPECT_EQ(GutterOf(text), 0);
  PageImage annex = WhiteLandscape();  // columns without rules
  FakePrint(annex, 50, 60, 70, 26);
  FakePrint(annex, 90, 60, 380, 26);
  FakePrint(annex, 440, 60, 560, 26);
  FakePrint(annex, 620, 60, 790, 26);
  EXPECT_EQ(GutterOf(annex), 0);
  PageImage wide = WhiteLandscape();  // two of them as wide as pages, numbers before
  FakePrint(wide, 50, 60, 62, 26);
  FakePrint(wide, 90, 60, 380, 26);
  FakePrint(wide, 440, 60, 790, 26);
  EXPECT_EQ(GutterOf(wide), 0);
  PageImage titled = WhiteLandscape();
  FakePrint(titled, 50, 90, 380, 26);
  FakePrint(titled, 460, 90, 790, 26);
  FakePrint(titled, 340, 50, 500, 1);
  EXPECT_EQ(GutterOf(titled), 0);
  PageImage ruled = WhiteLandscape();
  FakePrint(ruled, 50, 60, 380, 26);
  FakePrint(ruled, 460, 60, 790, 26);
  Fill(ruled, 40, 200, 800, 201);
  EXPECT_EQ(GutterOf(ruled), 0);
}

// Rows of both pages stand level, and yet no line goes on beyond the gutter.
TEST(PageOcr, SpreadIsReadPageByPage) {
  PageImage image = WhiteLandscape();
  FakePrint(image, 50, 60, 380, 26);
  FakePrint(image, 460, 60, 790, 26);
  auto engine = std::make_unique<TwoWords>();
  PageInput input = InputOf(std::move(image));
  input.width_pt = 842;
  input.height_pt = 595;
  auto page = PageOcr().Run(input, *engine);
  ASSERT_TRUE(page.has_value());
  ASSERT_EQ(page->lines.size(), 4u);
  std::vector<std::string> texts;
  for (const Line& line : page->lines) texts.push_back(std::to_string(line.number) + " " + line.text);
  EXPECT_THAT(texts, ::testing::ElementsAre("1 trên", "2 dưới", "3 trên", "4 dưới"));
  EXPECT_NEAR(page->lines[1].box.left, 60, 1);
  EXPECT_NEAR(page->lines[3].box.left, 420 + 60, 2);
  EXPECT_NEAR(page->lines[3].words[0].box.right, 420 + 90, 2);
}

}  // namespace
}  // namespace vankho
