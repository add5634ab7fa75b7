#include "pipeline/ocr/page_ocr.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "pipeline/ocr/apart_lines.h"
#include "pipeline/ocr/double_words.h"
#include "pipeline/ocr/grid_finder.h"
#include "pipeline/ocr/leaders.h"
#include "pipeline/ocr/letterhead_gaps.h"
#include "pipeline/ocr/lost_labels.h"
#include "pipeline/ocr/number_cells.h"
#include "pipeline/ocr/preparation.h"
#include "pipeline/ocr/speck_words.h"
#include "pipeline/ocr/spread.h"
#include "pipeline/ocr/table_reading.h"
#include "pipeline/ocr/underlines.h"
#include "pipeline/ocr/unread_lines.h"
#include "pipeline/page/aligned_tables.h"
#include "pipeline/page/layer_lines.h"
#include "pipeline/page/table_lines.h"
#include "pipeline/page/text_quality.h"
#include "pipeline/page/text_size.h"

namespace vankho {
namespace {

constexpr double kDoubtful = 0.6;  // a page read with less mean confidence may lie on its head

bool HasOwnText(PageOrigin origin) {
  return origin == PageOrigin::kTextLayer || origin == PageOrigin::kTextLayerRepair || origin == PageOrigin::kPlainText;
}

Page PageOf(const PageInput& input) {
  Page page;
  page.number = input.number;
  page.width_pt = input.width_pt;
  page.height_pt = input.height_pt;
  page.origin = input.origin;
  if (HasOwnText(input.origin)) page.grade = PageGrade::kText;
  page.reason = input.reason;
  page.lines = input.text;
  page.diagnostics = input.diagnostics;
  return page;
}

std::string TextOf(const std::vector<Line>& lines) {
  std::string text;
  for (const Line& line : lines) text.append(line.text).push_back('\n');
  return text;
}

// Mean of the words, weighted by their lengths.
double MeanConfidence(const std::vector<Line>& lines) {
  double sum = 0;
  double weight = 0;
  for (const Line& line : lines) {
    for (const Word& word : line.words) {
      auto length = static_cast<double>(word.text.size());
      sum += word.confidence * length;
      weight += length;
    }
  }
  return weight == 0 ? 0 : sum / weight;
}

PixelBox PixelsOf(const Box& box, double pixels_per_point) {
  auto at = [&](double points) { return static_cast<int>(std::lround(points * pixels_per_point)); };
  int margin = at(2);
  return {std::max(0, at(box.left) - margin), std::max(0, at(box.top) - margin), at(box.width()) + 2 * margin,
          at(box.height()) + 2 * margin};
}

// The grey level that most of the box has where that is clearly no white; else white. On grey paper under a bright
// margin (a sheet smaller than the glass) a white patch would be the light that the engine's threshold takes paper for
// ink by.
l_uint32 PaperOf(Pix* grey, ::Box* box) {
  constexpr l_int32 kWhite = 240;
  PixPtr part(pixClipRectangle(grey, box, nullptr));
  NumaPtr histogram(part ? pixGetGrayHistogram(part.get(), 2) : nullptr);
  l_float32 count = 0;
  l_int32 paper = 255;
  if (histogram) numaGetMax(histogram.get(), &count, &paper);
  return paper >= kWhite || paper < 128 ? 255 : static_cast<l_uint32>(paper);
}

// The grids' rules and insides made white, so that the layout of the rest is not disturbed.
PixPtr WithoutTables(Pix* grey, const std::vector<TableGrid>& grids, double pixels_per_point) {
  PixPtr rest(pixCopy(nullptr, grey));
  for (const TableGrid& grid : grids) {
    PixelBox place = PixelsOf(grid.box, pixels_per_point);
    ::Box* box = boxCreate(place.left, place.top, place.width, place.height);
    if (rest && box) pixSetInRectArbitrary(rest.get(), box, PaperOf(grey, box));
    boxDestroy(&box);
  }
  return rest;
}

struct Reading {
  std::vector<Line> lines;  // arranged; boxes in reading space
  std::vector<TableGrid> grids;
};

Result<void> ReadWhole(Pix* grey, double dpi, OcrEngine& engine, std::vector<Line>& runs) {
  PageImage image = ToPageImage(grey, dpi);
  VK_RETURN_IF_ERROR(engine.SetImage(image));
  VK_ASSIGN_OR_RETURN(std::vector<Line> lines, engine.Read({0, 0, image.width, image.height}, Segmentation::kPage));
  std::move(lines.begin(), lines.end(), std::back_inserter(runs));
  return {};
}

// The rules (none: null) whitened in the picture, then each grid read by its columns.
Result<void> ReadTables(const PreparedPage& page, const FoundGrids& found, OcrEngine& engine, std::vector<Line>& runs) {
  double scale = page.transform.pixels_per_point;
  PixPtr clean(pixCopy(nullptr, page.grey.get()));
  PixPtr ink(pixCopy(nullptr, page.ink.get()));
  if (!clean || !ink) return Fail(ErrorCode::kEngine, "the picture does not fit into memory");
  if (found.rules) {
    int reach = std::max(3, static_cast<int>(scale * 2.8)) | 1;  // half a rule's own raggedness on either side
    PixPtr mask(pixDilateBrick(nullptr, found.rules.get(), reach, reach));
    if (!mask || pixSubtract(ink.get(), ink.get(), mask.get()) == nullptr)
      return Fail(ErrorCode::kEngine, "the picture does not fit into memory");
    pixSetMasked(clean.get(), mask.get(), 255);
  }
  PageImage image = ToPageImage(clean.get(), scale * 72);
  VK_RETURN_IF_ERROR(engine.SetImage(image));
  for (const TableGrid& grid : found.grids) {
    VK_ASSIGN_OR_RETURN(std::vector<Line> lines, ReadTable(grid, scale, ink.get(), engine));
    if (MeanConfidence(lines) >= kDoubtful) {
      VK_RETURN_IF_ERROR(ReadNumbersAgain(grid, scale, clean.get(), ink.get(), engine, lines));
    }
    std::move(lines.begin(), lines.end(), std::back_inserter(runs));
  }
  return {};
}

void ToReading(const PageTransform& transform, std::vector<Line>& runs) {
  for (Line& run : runs) {
    for (Word& word : run.words) word.box = transform.ToReading(word.box);
    JoinWords(run);
  }
}

std::size_t WordCount(const std::vector<Line>& lines) {
  std::size_t count = 0;
  for (const Line& line : lines) count += line.words.size();
  return count;
}

// Tables without rules are found by where the words of a first reading stand, and read again by their columns: the
// engine's own layout loses lone numbers there too. Added to `grids`, their words in `lines` changed for the new ones.
Result<void> ReadAligned(const PreparedPage& page, OcrEngine& engine, std::vector<Line>& lines,
                         std::vector<TableGrid>& grids) {
  FoundGrids aligned;
  aligned.grids = FindAlignedGrids(lines, grids);
  if (aligned.grids.empty()) return {};
  for (TableGrid& grid : aligned.grids) AddLostColumn(page.ink.get(), page.transform.pixels_per_point, grid);
  std::vector<Line> again;
  VK_RETURN_IF_ERROR(ReadTables(page, aligned, engine, again));
  DropSpecks(again);
  ToReading(page.transform, again);
  std::vector<Line> rest = lines;
  for (Line& line : rest) {
    std::erase_if(line.words.Open(), [&](const Word& word) { return StandsInAny(word.box, aligned.grids); });
    JoinWords(line);
  }
  std::erase_if(rest, [](const Line& line) { return line.words.empty(); });
  if (WordCount(again) * 10 >= (WordCount(lines) - WordCount(rest)) * 9) {
    std::move(again.begin(), again.end(), std::back_inserter(rest));
    lines = ArrangeLines(std::move(rest), page.transform.ReadingWidth());
  }
  std::move(aligned.grids.begin(), aligned.grids.end(), std::back_inserter(grids));
  return {};
}

// The page without lines under print (underlines.h) and without its leaders (leaders.h), which are given.
std::vector<Leader> TakeLeaders(PreparedPage& page, const std::vector<TableGrid>& grids) {
  const double scale = page.transform.pixels_per_point;
  std::vector<PixelBox> tables;
  for (const TableGrid& grid : grids) tables.push_back(PixelsOf(grid.box, scale));
  EraseUnderlines(scale, tables, page.grey.get(), page.ink.get());
  std::vector<Leader> leaders = FindLeaders(page.ink.get(), scale, tables);
  EraseLeaders(leaders, scale, page.grey.get());
  EraseLeaders(leaders, scale, page.ink.get());
  return leaders;
}

Result<Reading> ReadSheet(PreparedPage& page, const PageOcrOptions& options, OcrEngine& engine) {
  double scale = page.transform.pixels_per_point;
  FoundGrids found;
  if (options.find_tables) found = FindGrids(page.grey.get(), scale);
  const std::vector<Leader> leaders = TakeLeaders(page, found.grids);
  std::vector<Line> runs;
  PixPtr rest = WithoutTables(page.grey.get(), found.grids, scale);
  if (!rest) return Fail(ErrorCode::kEngine, "the picture does not fit into memory");
  VK_RETURN_IF_ERROR(ReadWhole(rest.get(), scale * 72, engine, runs));
  if (MeanConfidence(runs) >= kDoubtful) {
    VK_RETURN_IF_ERROR(ReadLostLabels(scale, page.ink.get(), engine, runs));
    VK_RETURN_IF_ERROR(ReadDoubtfulNumbers(scale, rest.get(), page.ink.get(), engine, runs));
    if (engine.digits() != nullptr) ReadHeadGaps(scale, page.ink.get(), *engine.digits(), runs);
    VK_RETURN_IF_ERROR(ReadPageNumber(scale, page.grey.get(), page.ink.get(), engine, runs));
  }
  if (MeanConfidence(runs) >= kDoubtful) {
    DropStrokes(scale, runs);
    DropSpecks(runs);  // what these cover is unread
    std::vector<PixelBox> tables;
    for (const TableGrid& grid : found.grids) tables.push_back(PixelsOf(grid.box, scale));
    VK_RETURN_IF_ERROR(ReadUnreadRows(scale, rest.get(), page.ink.get(), tables, engine, runs));
  }
  VK_RETURN_IF_ERROR(ReadApartLines(scale, page.apart.get(), engine, runs));
  if (!found.grids.empty()) VK_RETURN_IF_ERROR(ReadTables(page, found, engine, runs));
  DropSpecks(runs);
  VK_RETURN_IF_ERROR(ReadBehindLeaders(leaders, scale, page.grey.get(), page.ink.get(), engine, runs));
  DropDoubleWords(runs);
  AddLeaders(leaders, scale, runs);
  ToReading(page.transform, runs);
  std::vector<Line> lines = ArrangeLines(std::move(runs), page.transform.ReadingWidth());
  if (options.find_tables) {
    VK_RETURN_IF_ERROR(ReadAligned(page, engine, lines, found.grids));
  }
  return Reading{ArrangeTables(std::move(lines), found.grids), std::move(found.grids)};
}

// May the page that reads like this lie on its head? The few words of a cover or of a last page are soon believed.
bool MayLieOnItsHead(const std::vector<Line>& lines) {
  constexpr std::size_t kFewWords = 60;
  constexpr double kDoubtfulOfFew = 0.85;
  return MeanConfidence(lines) < (WordCount(lines) < kFewWords ? kDoubtfulOfFew : kDoubtful);
}

// What stands between two columns of pixels, as a page of its own that was read as it was.
PreparedPage Part(const PreparedPage& page, int left, int right) {
  double scale = page.transform.pixels_per_point;
  int height = pixGetHeight(page.grey.get());
  ::Box* box = boxCreate(left, 0, right - left, height);
  PreparedPage part;
  part.grey.reset(pixClipRectangle(page.grey.get(), box, nullptr));
  part.ink.reset(pixClipRectangle(page.ink.get(), box, nullptr));
  if (page.apart) part.apart.reset(pixClipRectangle(page.apart.get(), box, nullptr));
  boxDestroy(&box);
  part.transform = {(right - left) / scale, height / scale, 0, 0, scale};
  return part;
}

void Shift(Box& box, double x) {
  box.left += x;
  box.right += x;
}

void Shift(Reading& reading, double x) {
  for (Line& line : reading.lines) {
    Shift(line.box, x);
    for (Word& word : line.words) Shift(word.box, x);
  }
  for (TableGrid& grid : reading.grids) {
    Shift(grid.box, x);
    for (double& edge : grid.column_edges) edge += x;
  }
}

// Of a spread the left page, then the right one; boxes and grids on the sheet.
Result<Reading> ReadPrepared(PreparedPage& page, const PageOcrOptions& options, OcrEngine& engine) {
  std::optional<int> gutter = FindGutter(page.ink.get(), page.transform.pixels_per_point);
  if (!gutter) return ReadSheet(page, options, engine);
  PreparedPage left = Part(page, 0, *gutter);
  PreparedPage right = Part(page, *gutter, pixGetWidth(page.grey.get()));
  if (!left.grey || !left.ink || !right.grey || !right.ink)
    return Fail(ErrorCode::kEngine, "the picture does not fit into memory");
  VK_ASSIGN_OR_RETURN(Reading reading, ReadSheet(left, options, engine));
  VK_ASSIGN_OR_RETURN(Reading second, ReadSheet(right, options, engine));
  Shift(second, *gutter / page.transform.pixels_per_point);
  std::move(second.lines.begin(), second.lines.end(), std::back_inserter(reading.lines));
  std::move(second.grids.begin(), second.grids.end(), std::back_inserter(reading.grids));
  int number = 0;
  for (Line& line : reading.lines) line.number = ++number;
  return reading;
}

// Is the text layer, though bad, better than what was read from the picture?
bool LayerWins(const std::vector<Line>& layer, const std::vector<Line>& read) {
  TextQuality of_layer = MeasureText(TextOf(layer));
  TextQuality of_read = MeasureText(TextOf(read));
  return of_layer.possible > 20 && of_layer.words * 2 > of_read.words && of_layer.Score() > of_read.Score() + 0.05;
}

void Fill(Page& page, Reading reading, const PageTransform& transform) {
  for (Line& line : reading.lines) {
    for (Word& word : line.words) word.box = transform.ToPage(word.box);
    line.box = transform.ToPage(line.box);
  }
  page.lines = std::move(reading.lines);
  page.grids = std::move(reading.grids);
  for (TableGrid& grid : page.grids) grid.flat = transform.flat;
  page.turned_degrees = transform.turned;
  page.skew_degrees = transform.skew;
  page.confidence = MeanConfidence(page.lines);
}

void FindLayerGrids(const PageInput& input, Page& page) {
  if (!input.image || input.image->dpi <= 0) return;
  PixPtr grey = GreyOf(*input.image);
  if (grey) page.grids = FindGrids(grey.get(), input.image->dpi / 72).grids;
  std::vector<TableGrid> aligned = FindAlignedGrids(page.lines, page.grids);
  std::move(aligned.begin(), aligned.end(), std::back_inserter(page.grids));
}

void MakeBlank(Page& page, std::string reason) {
  page.origin = PageOrigin::kBlank;
  page.reason = std::move(reason);
  page.lines.clear();
  page.confidence = 1;
  page.grade = PageGrade::kNone;
}

// A4 sheets that their PDF calls as large as a poster, because the picture's dots were written as 72 to an inch: how
// much smaller the paper is; 1 for sizes that paper has.
double PaperScale(const PageInput& input) {
  constexpr double kLargest = 20 * 72;  // points; the long side of A2 is 23.4 inches
  constexpr double kA4Long = 842;
  const double long_side = std::max(input.width_pt, input.height_pt);
  return long_side > kLargest ? kA4Long / long_side : 1;
}

// The same for the print: a sheet made larger or smaller is read as the one that it was printed as.
double TrueScale(const PageInput& input) {
  if (input.origin != PageOrigin::kOcr || !input.image || !(input.image->dpi > 0)) return 1;
  const double paper = PaperScale(input);
  return paper * PrintScale(XHeightOf(*input.image) * 72 / input.image->dpi * paper);
}

void Scale(Box& box, double by) {
  box.left *= by;
  box.top *= by;
  box.right *= by;
  box.bottom *= by;
}

void ScaleLines(std::vector<Line>& lines, double by) {
  for (Line& line : lines) {
    for (Word& word : line.words) Scale(word.box, by);
    Scale(line.box, by);
  }
}

// The same page said to be of another size.
PageInput Resized(PageInput input, double by) {
  input.width_pt *= by;
  input.height_pt *= by;
  ScaleLines(input.text, by);
  if (input.image) input.image->dpi /= by;
  return input;
}

void Resize(Page& page, double by) {
  page.width_pt *= by;
  page.height_pt *= by;
  ScaleLines(page.lines, by);
  for (TableGrid& grid : page.grids) {
    Scale(grid.box, by);
    for (double& edge : grid.row_edges) edge *= by;
    for (double& edge : grid.column_edges) edge *= by;
    if (grid.flat) grid.flat = Then(Then(Scaling(1 / by), *grid.flat), Scaling(by));
  }
}

}  // namespace

Result<Page> PageOcr::Run(const PageInput& input, OcrEngine& engine) const {
  const double scale = TrueScale(input);
  if (scale == 1) return RunSized(input, engine);
  Result<Page> page = RunSized(Resized(input, scale), engine);
  if (page) Resize(*page, 1 / scale);
  return page;
}

Result<Page> PageOcr::RunSized(const PageInput& input, OcrEngine& engine) const {
  Page page = PageOf(input);
  if (input.origin != PageOrigin::kOcr) {
    if (options_.find_tables) FindLayerGrids(input, page);
    return page;
  }
  if (!input.image || input.image->width < 1 || input.image->height < 1 || input.image->dpi <= 0) {
    return Fail(OnPage({ErrorCode::kEngine, "there is no picture of this page to read", {}, {}}, input.number));
  }
  PreparedPage prepared =
      Prepare(*input.image, input.width_pt, input.height_pt, {options_.reading_dpi, options_.turn_sideways});
  page.engine = engine.Describe();
  page.grade = prepared.grade;
  if (prepared.blank) {
    MakeBlank(page, "nothing printed on the page");
    return page;
  }
  if (!prepared.grey || !prepared.ink) {
    return Fail(OnPage({ErrorCode::kEngine, "the picture does not fit into memory", {}, {}}, input.number));
  }
  Result<Reading> reading = ReadPrepared(prepared, options_, engine);
  if (!reading) return Fail(OnPage(reading.error(), input.number));
  PageTransform transform = prepared.transform;
  double confidence = MeanConfidence(reading->lines);
  if (options_.turn_sideways && MayLieOnItsHead(reading->lines)) {
    TurnOver(prepared);
    Result<Reading> turned = ReadPrepared(prepared, options_, engine);
    if (turned && MeanConfidence(turned->lines) > confidence + 0.1) {
      reading = std::move(turned);
      transform = prepared.transform;
    }
  }
  if (LayerWins(input.text, reading->lines)) {
    page.origin = PageOrigin::kTextLayerRepair;
    page.reason += "; the picture reads worse";
    return page;
  }
  Fill(page, std::move(*reading), transform);
  if (page.lines.empty()) MakeBlank(page, "no words on the page");
  return page;
}

Result<Page> ReadPage(PageReader& reader, int number, OcrEngine& engine, const PageOcrOptions& options) {
  VK_ASSIGN_OR_RETURN(PageInput input, reader.Read(number));
  Result<Page> page = PageOcr(options).Run(input, engine);
  if (!page) return Fail(InFile(page.error(), reader.source().file_name));
  return page;
}

Page FailedPage(int number, const Error& error) {
  Page page;
  page.number = number;
  page.origin = PageOrigin::kFailed;
  page.reason = error.message;
  page.confidence = 0;
  page.diagnostics.push_back({error.code, error.message, number, {}});
  return page;
}

}  // namespace vankho
