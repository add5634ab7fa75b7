#include "pipeline/ocr/red_print.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "pipeline/ocr/components.h"

namespace vankho {
namespace {

// Points.
constexpr double kSmallest = 3.5;  // height of a small letter of 8-point print
constexpr double kTallest = 24;    // a capital with its mark, of 18-point print
constexpr double kWidest = 60;     // letters of bold print that run together
constexpr double kFleck = 0.5;     // of a component that may be a mark
constexpr double kFrame = 30;      // the longer side of a frame round a word
constexpr double kStamp = 230;     // of a stamp; larger ones are tables
constexpr double kDigit = 4.5;     // height and width of a digit by itself
constexpr double kStroke = 1.5;
constexpr double kNearSeal = 57;   // from a seal's rim, where names are stamped and its crumbs are as large as letters
constexpr double kNearStamp = 30;  // pieces of a stamp and of its frame are near its letters
// Shares of a row's height.
constexpr double kGap = 1.6;
constexpr double kMarks = 0.8;
constexpr double kWord = 2.2;
constexpr double kOneRow = 0.6;  // of the tallest letter, that a letter of a row may be off it
// Degrees.
constexpr double kAskew = 6;  // print is as level as its page
constexpr double kSteepest = 50;

constexpr std::size_t kFewest = 3;      // letters of a row
constexpr std::size_t kLetters = 6000;  // more are no letters

struct Row {
  PixelBox box;
  std::vector<PixelBox> letters;
};

bool Follows(const PixelBox& row, const PixelBox& letter) {
  const int height = std::max(row.height, letter.height);
  const int overlap = std::min(Bottom(row), Bottom(letter)) - std::max(row.top, letter.top);
  return overlap * 2 >= std::min(row.height, letter.height) && letter.left - Right(row) <= kGap * height &&
         height <= 2.4 * std::min(row.height, letter.height);
}

// Letters strung together from left to right, each to the row whose last letter it follows.
std::vector<Row> RowsOf(std::vector<PixelBox> letters) {
  std::sort(letters.begin(), letters.end(), [](const PixelBox& a, const PixelBox& b) { return a.left < b.left; });
  std::vector<Row> rows;
  for (const PixelBox& letter : letters) {
    auto row = std::find_if(rows.begin(), rows.end(), [&](const Row& r) { return Follows(r.letters.back(), letter); });
    if (row == rows.end()) row = rows.insert(rows.end(), Row{letter, {}});
    row->box = row->letters.empty() ? letter : Union(row->box, letter);
    row->letters.push_back(letter);
  }
  return rows;
}

std::size_t LettersInRows(const std::vector<Row>& rows) {
  std::size_t count = 0;
  for (const Row& row : rows) count += row.letters.size() >= kFewest ? row.letters.size() : 0;
  return count;
}

PixelBox Transposed(const PixelBox& box) { return {box.top, box.left, box.height, box.width}; }

bool Within(const PixelBox& box, const PixelBox& around) {
  return box.left >= around.left && box.top >= around.top && Right(box) <= Right(around) &&
         Bottom(box) <= Bottom(around);
}

// How far the box's middle is from a seal's rim; negative inside.
double FromSeals(const PixelBox& box, const std::vector<SealDisc>& seals) {
  double least = 1e9;
  for (const SealDisc& seal : seals) {
    const double x = box.left + box.width / 2.0 - seal.x;
    const double y = box.top + box.height / 2.0 - seal.y;
    least = std::min(least, std::hypot(x, y) - seal.radius);
  }
  return least;
}

void ClearDiscs(const std::vector<SealDisc>& seals, Pix* ink) {
  for (const SealDisc& seal : seals) {
    const int reach = static_cast<int>(seal.radius);
    for (int dy = -reach; dy <= reach; ++dy) {
      const auto half = static_cast<int>(std::sqrt(seal.radius * seal.radius - dy * dy));
      const int left = static_cast<int>(seal.x) - half;
      pixRasterop(ink, left, static_cast<int>(seal.y) + dy, 2 * half + 1, 1, PIX_CLR, nullptr, 0, 0);
    }
  }
}

// The pieces of red ink, by what they may be.
struct Pieces {
  std::vector<PixelBox> letters;
  std::vector<PixelBox> marks;
  std::vector<PixelBox> frames;
};

Pieces Sort(const std::vector<PixelBox>& boxes, double pixels_per_point) {
  Pieces out;
  for (const PixelBox& box : boxes) {
    const double width = box.width / pixels_per_point;
    const double height = box.height / pixels_per_point;
    const double longer = std::max(width, height);
    const double shorter = std::min(width, height);
    if (longer >= kFrame && longer <= kStamp && shorter >= kSmallest * 2) out.frames.push_back(box);
    if (longer > kWidest || shorter > kTallest || longer < kFleck) continue;
    (height >= kSmallest ? out.letters : out.marks).push_back(box);
  }
  return out;
}

// How many degrees a row of letters falls to the right (less than 0: rises), and how far a letter's middle is off it
// at most, in pixels; by the main axis of the letters' middles.
struct Lie {
  double degrees = 0;
  double off = 0;
};

Lie LieOf(const std::vector<PixelBox>& letters) {
  double mx = 0, my = 0;
  for (const PixelBox& b : letters) mx += b.left + b.width / 2.0, my += b.top + b.height / 2.0;
  mx /= static_cast<double>(letters.size()), my /= static_cast<double>(letters.size());
  double xx = 0, yy = 0, xy = 0;
  for (const PixelBox& b : letters) {
    const double x = b.left + b.width / 2.0 - mx;
    const double y = b.top + b.height / 2.0 - my;
    xx += x * x, yy += y * y, xy += x * y;
  }
  const double angle = std::atan2(2 * xy, xx - yy) / 2;
  double off = 0;
  for (const PixelBox& b : letters) {
    const double x = b.left + b.width / 2.0 - mx;
    const double y = b.top + b.height / 2.0 - my;
    off = std::max(off, std::abs(y * std::cos(angle) - x * std::sin(angle)));
  }
  return {angle * 180 / std::numbers::pi, off};
}

// What stands in frames, out of `letters`: a row for each frame that holds one row, straight but in any direction.
// Frames round several rows are stamps; their letters go.
std::vector<Row> TakeFramed(const std::vector<PixelBox>& frames, std::vector<PixelBox>& letters) {
  std::vector<Row> rows;
  for (const PixelBox& frame : frames) {
    Row row;
    for (const PixelBox& letter : letters) {
      if (letter == frame || !Within(letter, Grown(frame, 1))) continue;
      row.box = row.letters.empty() ? letter : Union(row.box, letter);
      row.letters.push_back(letter);
    }
    if (row.letters.empty()) continue;
    std::erase_if(letters, [&](const PixelBox& b) { return b != frame && Within(b, Grown(frame, 1)); });
    const int height = std::max_element(row.letters.begin(), row.letters.end(), [](auto& a, auto& b) {
                         return a.height < b.height;
                       })->height;
    const Lie lie = LieOf(row.letters);
    if (lie.off < kOneRow * height && std::abs(lie.degrees) < kSteepest) rows.push_back(std::move(row));
  }
  return rows;
}

void TakeMarks(const std::vector<PixelBox>& marks, Row& row) {
  const PixelBox band = Grown(row.box, static_cast<int>(row.box.height * kMarks));
  for (const PixelBox& mark : marks) {
    if (Within(mark, band)) row.letters.push_back(mark);
  }
}

// Is it as long as a word? Letters of a stamp run together.
bool IsWord(const Row& row, std::size_t fewest) {
  return row.letters.size() >= kFewest || (row.letters.size() >= fewest && row.box.width >= kWord * row.box.height);
}

// Does one of the boxes stand within reach?
bool IsBeside(const PixelBox& box, const std::vector<PixelBox>& others, double reach) {
  const PixelBox around = Grown(box, static_cast<int>(reach));
  return std::any_of(others.begin(), others.end(), [&](const PixelBox& other) {
    return other.left < Right(around) && around.left < Right(other) && other.top < Bottom(around) &&
           around.top < Bottom(other);
  });
}

// A letter or two by themselves are a number of a table, where they are no specks.
bool IsSpeck(const Row& row, double scale) {
  return row.box.height < kDigit * scale || row.box.width < kStroke * scale;
}

// The pieces of the page's red ink, on the page turned so that its rows run across.
RedPrint FindAcross(Pix* rest, const std::vector<SealDisc>& seals, Pieces pieces, double scale) {
  RedPrint out{PixPtr(pixCreateTemplate(rest)), PixPtr(pixCreateTemplate(rest))};
  if (!out.in_line || !out.apart) return {};
  std::vector<PixelBox> stamped;
  auto take = [&](Row row, Pix* layer) {
    TakeMarks(pieces.marks, row);
    for (const PixelBox& letter : row.letters) CopyInk(letter, rest, layer);
  };
  for (const Row& row : TakeFramed(pieces.frames, pieces.letters)) {
    stamped.push_back(row.box);
    if (IsWord(row, 1)) take(row, out.apart.get());
  }
  std::vector<Row> level;
  for (Row& row : RowsOf(std::move(pieces.letters))) {
    const bool at_seal = FromSeals(row.box, seals) < kNearSeal * scale;
    const bool askew = row.letters.size() > kFewest && std::abs(LieOf(row.letters).degrees) > kAskew;
    if (!at_seal && !askew) {
      level.push_back(std::move(row));
    } else if (IsWord(row, 2)) {
      stamped.push_back(row.box);
      take(row, out.apart.get());
    }
  }
  bool any = false;
  for (const Row& row : level) {
    if (!IsWord(row, 2) && IsSpeck(row, scale)) continue;
    if (IsBeside(row.box, stamped, kNearStamp * scale)) continue;
    take(row, out.in_line.get());
    any = true;
  }
  if (!any) out.in_line.reset();
  if (stamped.empty()) out.apart.reset();
  return out;
}

// Do the letters' rows run down the page?
bool RunDown(const std::vector<PixelBox>& letters) {
  std::vector<PixelBox> turned;
  turned.reserve(letters.size());
  for (const PixelBox& box : letters) turned.push_back(Transposed(box));
  return LettersInRows(RowsOf(std::move(turned))) > 2 * LettersInRows(RowsOf(letters));
}

// A quarter turn to the left and the way back.
PixPtr Turned(Pix* ink, int quarters) { return PixPtr(ink != nullptr ? pixRotateOrth(ink, quarters) : nullptr); }

}  // namespace

RedPrint FindRedPrint(Pix* red, const std::vector<SealDisc>& seals, double dpi) {
  PixPtr rest(pixCopy(nullptr, red));
  if (!rest) return {};
  ClearDiscs(seals, rest.get());
  const double scale = dpi / 72;
  Pieces pieces = Sort(ComponentsOf(rest.get()), scale);
  if (pieces.letters.size() > kLetters) return {};
  if (!RunDown(pieces.letters)) return FindAcross(rest.get(), seals, std::move(pieces), scale);
  std::vector<SealDisc> turned;
  for (const SealDisc& seal : seals) turned.push_back({seal.y, pixGetWidth(red) - seal.x, seal.radius});
  PixPtr turned_rest = Turned(rest.get(), 3);
  if (!turned_rest) return {};
  RedPrint out = FindAcross(turned_rest.get(), turned, Sort(ComponentsOf(turned_rest.get()), scale), scale);
  return {Turned(out.in_line.get(), 1), Turned(out.apart.get(), 1)};
}

}  // namespace vankho
