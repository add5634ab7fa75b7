#include "pipeline/ocr/apart_lines.h"

#include <algorithm>
#include <cmath>

#include "pipeline/base/unicode.h"
#include "pipeline/ocr/components.h"

namespace vankho {
namespace {

// Points.
constexpr double kGap = 20;   // between the words of a row
constexpr double kMarks = 2;  // between a letter and its mark
constexpr double kLow = 5;    // a lower row holds no capital
constexpr double kSure = 0.7;
constexpr double kLevel = 0.05;    // slope of a row that the engine reads as it is
constexpr double kSteepest = 1.0;  // 45 degrees
constexpr std::size_t kMostRows = 12;

// The rows of letters, as boxes.
std::vector<PixelBox> RowsIn(Pix* ink, double pixels_per_point) {
  const int across = static_cast<int>(kGap * pixels_per_point) | 1;
  const int down = static_cast<int>(kMarks * pixels_per_point) | 1;
  PixPtr bands(pixDilateBrick(nullptr, ink, across, down));
  std::vector<PixelBox> rows = ComponentsOf(bands.get());
  std::erase_if(rows, [&](const PixelBox& row) { return row.height - down < kLow * pixels_per_point; });
  if (rows.size() > kMostRows) rows.clear();  // no stamped names
  return rows;
}

// How much the row falls to the right: the line of least squares through the middles of its letters.
double Slope(Pix* ink, const PixelBox& row, double pixels_per_point) {
  ::Box* box = boxCreate(row.left, row.top, row.width, row.height);
  PixPtr part(box ? pixClipRectangle(ink, box, nullptr) : nullptr);
  boxDestroy(&box);
  double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
  for (const PixelBox& letter : ComponentsOf(part.get())) {
    if (letter.height < kLow * pixels_per_point) continue;
    const double x = letter.left + letter.width / 2.0;
    const double y = letter.top + letter.height / 2.0;
    n += 1, sx += x, sy += y, sxx += x * x, sxy += x * y;
  }
  const double spread = n * sxx - sx * sx;
  const double slope = n < 3 || spread <= 0 ? 0 : (n * sxy - sx * sy) / spread;
  return std::abs(slope) < kLevel || std::abs(slope) > kSteepest ? 0 : slope;
}

// The row on white with room round it, turned level.
PixPtr PictureOf(Pix* apart, const PixelBox& place, double slope) {
  PixPtr out(pixCreate(place.width, place.height, 8));
  if (!out) return out;
  pixSetAll(out.get());
  pixRasterop(out.get(), 0, 0, place.width, place.height, PIX_SRC, apart, place.left, place.top);
  if (slope != 0) out.reset(pixRotateAMGray(out.get(), static_cast<l_float32>(-std::atan(slope)), 255));
  return out;
}

// Three letters at least, sure, and no capital behind a small letter ("HöA": a stamp half lost).
bool IsPrint(const Line& line) {
  double sum = 0;
  std::size_t letters = 0;
  for (const Word& word : line.words) {
    sum += word.confidence;
    bool small = false;
    for (const CodePoint& c : DecodeUtf8(word.text)) {
      if (small && IsUpper(c.value)) return false;
      small = IsLower(c.value);
      letters += IsLetter(c.value) || IsDigit(c.value);
    }
  }
  return letters >= 3 && sum >= kSure * static_cast<double>(line.words.size());
}

// Words on the page: of a row that was turned, all in the row's own box, side by side.
void Place(const PixelBox& row, const PixelBox& place, bool turned, Line& line) {
  double width = 0;
  for (const Word& word : line.words) width += word.box.width();
  double at = row.left;
  for (Word& word : line.words.Open()) {
    const double share = width > 0 ? word.box.width() / width * row.width : 0;
    if (turned) {
      word.box = {at, static_cast<double>(row.top), at + share, static_cast<double>(Bottom(row))};
    } else {
      word.box = {word.box.left + place.left, word.box.top + place.top, word.box.right + place.left,
                  word.box.bottom + place.top};
    }
    at += share;
  }
}

}  // namespace

Result<void> ReadApartLines(double pixels_per_point, Pix* apart, OcrEngine& engine, std::vector<Line>& runs) {
  if (apart == nullptr) return {};
  PixPtr ink = InkOf(apart);
  if (!ink) return Fail(ErrorCode::kEngine, "the picture does not fit into memory");
  for (const PixelBox& row : RowsIn(ink.get(), pixels_per_point)) {
    const double slope = Slope(ink.get(), row, pixels_per_point);
    const PixelBox place = Grown(row, slope == 0 ? row.height / 2 : std::max(row.width, row.height) / 3);
    PixPtr picture = PictureOf(apart, place, slope);
    if (!picture) return Fail(ErrorCode::kEngine, "the picture does not fit into memory");
    const PageImage image = ToPageImage(picture.get(), pixels_per_point * 72);
    VK_RETURN_IF_ERROR(engine.SetImage(image));
    VK_ASSIGN_OR_RETURN(std::vector<Line> lines, engine.Read({0, 0, image.width, image.height}, Segmentation::kLine));
    for (Line& line : lines) {
      if (!IsPrint(line)) continue;
      Place(row, place, slope != 0, line);
      runs.push_back(std::move(line));
    }
  }
  return {};
}

}  // namespace vankho
