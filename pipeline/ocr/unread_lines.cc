#include "pipeline/ocr/unread_lines.h"

#include <algorithm>
#include <cmath>

#include "pipeline/base/unicode.h"
#include "pipeline/document/recipients_heading.h"
#include "pipeline/ocr/components.h"
#include "pipeline/page/text_quality.h"

namespace vankho {
namespace {

// Points.
constexpr double kSmallest = 4;   // height of a small letter of 9-point print
constexpr double kTallest = 17;   // a capital with two marks, of 16-point print
constexpr double kWidest = 45;    // letters of bold print on a photocopy run together
constexpr double kShortest = 30;  // of a row
constexpr double kFleck = 0.6;    // of a component that may be a mark
constexpr double kRim = 0.7;      // around words that were read
// Shares of a row's height.
constexpr double kGap = 1.3;
constexpr double kMarks = 0.5;  // above and below, where marks stand

constexpr std::size_t kFewest = 4;      // components of a row
constexpr std::size_t kLetters = 2000;  // a page with more of them unread is no page of print
constexpr std::size_t kRows = 8;        // that are read
constexpr double kSure = 0.6;           // mean confidence of a line that is taken
constexpr double kSureWord = 0.85;      // of each word of one that is no name and no heading

void Clear(Pix* ink, const PixelBox& place) {
  ::Box* box = boxCreate(std::max(0, place.left), std::max(0, place.top), place.width, place.height);
  if (box) pixClearInRect(ink, box);
  boxDestroy(&box);
}

bool Follows(const PixelBox& row, const PixelBox& letter) {
  int height = std::max(row.height, letter.height);
  int overlap = std::min(Bottom(row), Bottom(letter)) - std::max(row.top, letter.top);
  return overlap * 2 >= std::min(row.height, letter.height) && letter.left - Right(row) <= kGap * height &&
         height <= 2.2 * std::min(row.height, letter.height);
}

bool IsRow(const UnreadRow& row, double pixels_per_point) {
  return row.parts.size() >= kFewest && row.box.width >= kShortest * pixels_per_point &&
         row.box.width >= 3 * row.box.height && row.box.height <= 1.5 * kTallest * pixels_per_point;
}

// The ink that nobody read.
PixPtr WithoutRead(Pix* ink, double pixels_per_point, const std::vector<Line>& runs,
                   const std::vector<PixelBox>& taken) {
  PixPtr rest(pixCopy(nullptr, ink));
  if (!rest) return rest;
  int rim = std::max(1, static_cast<int>(pixels_per_point * kRim));
  for (const Line& run : runs) {
    for (const Word& word : run.words) {
      PixelBox box{static_cast<int>(word.box.left), static_cast<int>(word.box.top), static_cast<int>(word.box.width()),
                   static_cast<int>(word.box.height())};
      Clear(rest.get(), Grown(box, rim));
    }
  }
  for (const PixelBox& box : taken) Clear(rest.get(), box);
  return rest;
}

// Letters strung together from left to right.
std::vector<UnreadRow> RowsOf(std::vector<PixelBox> letters) {
  std::sort(letters.begin(), letters.end(), [](const PixelBox& a, const PixelBox& b) { return a.left < b.left; });
  std::vector<UnreadRow> rows;
  for (const PixelBox& letter : letters) {
    auto row = std::find_if(rows.begin(), rows.end(), [&](const UnreadRow& r) { return Follows(r.box, letter); });
    if (row == rows.end()) row = rows.insert(rows.end(), UnreadRow{letter, {}});
    row->box = Union(row->box, letter);
    row->parts.push_back(letter);
  }
  return rows;
}

void AddMarks(const std::vector<PixelBox>& marks, UnreadRow& row) {
  PixelBox band = Grown(row.box, static_cast<int>(row.box.height * kMarks));
  for (const PixelBox& mark : marks) {
    if (mark.left >= band.left && Right(mark) <= Right(band) && mark.top >= band.top && Bottom(mark) <= Bottom(band))
      row.parts.push_back(mark);
  }
}

// The row's place on the page, with room round it; of what stands there all, or the row's components alone.
PixPtr PictureOf(Pix* grey, const UnreadRow& row, const PixelBox& place, bool alone) {
  PixPtr out(pixCreate(place.width, place.height, 8));
  if (!out) return out;
  pixSetAll(out.get());
  std::vector<PixelBox> parts = alone ? row.parts : std::vector<PixelBox>{Grown(row.box, row.box.height / 4)};
  for (const PixelBox& part : parts) {
    PixelBox box = Grown(part, 1);
    pixRasterop(out.get(), box.left - place.left, box.top - place.top, box.width, box.height, PIX_SRC, grey, box.left,
                box.top);
  }
  return out;
}

// The row as the engine reads it; boxes in pixels of the page.
Result<std::vector<Line>> ReadRow(const UnreadRow& row, Pix* grey, bool alone, double dpi, OcrEngine& engine) {
  PixelBox place = Grown(row.box, row.box.height);
  PixPtr picture = PictureOf(grey, row, place, alone);
  if (!picture) return Fail(ErrorCode::kEngine, "the picture does not fit into memory");
  PageImage image = ToPageImage(picture.get(), dpi);
  VK_RETURN_IF_ERROR(engine.SetImage(image));
  VK_ASSIGN_OR_RETURN(std::vector<Line> lines, engine.Read({0, 0, place.width, place.height}, Segmentation::kLine));
  for (Line& line : lines) {
    for (Word& word : line.words) {
      word.box = {word.box.left + place.left, word.box.top + place.top, word.box.right + place.left,
                  word.box.bottom + place.top};
    }
  }
  return lines;
}

double MeanConfidence(const Line& line) {
  double sum = 0;
  for (const Word& word : line.words) sum += word.confidence;
  return line.words.empty() ? 0 : sum / static_cast<double>(line.words.size());
}

std::string TextOf(const Line& line) {
  std::string text;
  for (const Word& word : line.words) text.append(text.empty() ? "" : " ").append(word.text);
  return text;
}

// Words that the orthography allows, each of which is believed: "PHÓ GIÁM ĐỐC".
bool IsPlainLine(const Line& line, const std::string& text) {
  const bool sure =
      std::all_of(line.words.begin(), line.words.end(), [](const Word& word) { return word.confidence >= kSureWord; });
  const TextQuality quality = MeasureText(text);
  return sure && quality.words >= 2 && quality.possible == quality.words &&
         quality.words == static_cast<int>(line.words.size());
}

// Is what was read no seal, no stroke and no speck?
bool IsPrint(const Line& line) {
  if (MeanConfidence(line) < kSure) return false;
  const std::string text = TextOf(line);
  return IsNameLine(line) || RecipientsHeadingSize(text) == text.size() || IsPlainLine(line, text);
}

}  // namespace

std::vector<UnreadRow> FindUnreadRows(Pix* ink, double pixels_per_point, const std::vector<Line>& runs,
                                      const std::vector<PixelBox>& taken) {
  PixPtr rest = WithoutRead(ink, pixels_per_point, runs, taken);
  if (!rest) return {};
  std::vector<PixelBox> letters;
  std::vector<PixelBox> marks;
  for (const PixelBox& box : ComponentsOf(rest.get())) {
    double width = box.width / pixels_per_point;
    double height = box.height / pixels_per_point;
    if (width > kWidest || height > kTallest || std::max(width, height) < kFleck) continue;
    (height >= kSmallest ? letters : marks).push_back(box);
  }
  if (letters.size() > kLetters) return {};
  std::vector<UnreadRow> rows = RowsOf(std::move(letters));
  std::erase_if(rows, [&](const UnreadRow& row) { return !IsRow(row, pixels_per_point); });
  std::sort(rows.begin(), rows.end(), [](const UnreadRow& a, const UnreadRow& b) { return a.box.top > b.box.top; });
  if (rows.size() > kRows) rows.resize(kRows);
  for (UnreadRow& row : rows) AddMarks(marks, row);
  return rows;
}

bool IsNameLine(const Line& line) {
  std::size_t names = 0;
  for (const Word& word : line.words) {
    std::vector<CodePoint> letters = DecodeUtf8(word.text);
    bool name = letters.size() >= 2 && IsUpper(letters[0].value) &&
                std::all_of(letters.begin() + 1, letters.end(), [](const CodePoint& c) { return IsLower(c.value); });
    if (!name) return false;
    ++names;
  }
  return names >= 2 && names <= 5;
}

Result<void> ReadUnreadRows(double pixels_per_point, Pix* grey, Pix* ink, const std::vector<PixelBox>& taken,
                            OcrEngine& engine, std::vector<Line>& runs) {
  for (const UnreadRow& row : FindUnreadRows(ink, pixels_per_point, runs, taken)) {
    for (bool alone : {true, false}) {
      VK_ASSIGN_OR_RETURN(std::vector<Line> lines, ReadRow(row, grey, alone, pixels_per_point * 72, engine));
      if (lines.size() != 1 || !IsPrint(lines[0])) continue;
      runs.push_back(std::move(lines[0]));
      break;
    }
  }
  return {};
}

}  // namespace vankho
