#include "pipeline/ocr/number_cells.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <span>

#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"
#include "pipeline/ocr/number_marks.h"
#include "pipeline/ocr/number_votes.h"

namespace vankho {
namespace {

constexpr double kWidest = 48;           // points; a wider cell holds more than a number
constexpr double kWidestWord = 110;      // the same in text
constexpr double kUnsure = 0.9;          // words of text with digits are read again under it
constexpr std::size_t kLongest = 10;     // letters of a first reading that may stand for a number
constexpr double kAbove = 0.8;           // white above a strip's digits, in their height
constexpr double kBelow = 0.5;           // and below their base line: lines of print have such shares
constexpr double kGap = 1.0;             // between two numbers of a strip
constexpr double kRim = 0.15;            // around a number's ink: the pale ends of its strokes
constexpr double kAgreed = 0.995;        // two readings that are surer together lost no mark
constexpr double kPageNumberBand = 0.1;  // of the page's height, at its head and foot
constexpr int kStripWidth = 2400;        // pixels; longer columns take several strips

// A cell with one printed line of the size of a number.
struct NumberCell {
  PixelBox cell;
  int column = 0;                 // of its grid
  PixelBox ink;                   // around its letters
  int base = 0;                   // y of the base line
  int height = 0;                 // of its digits
  std::vector<PixelBox> letters;  // from left to right, specks left out
  std::vector<Word*> words;       // of the first reading
  NumberReading first;
  std::optional<Word> word;  // of both readings
  bool between = false;      // a word that stands in a strip for its neighbours' sake
};

bool Holds(const PixelBox& box, const Box& word) {
  double x = (word.left + word.right) / 2;
  double y = (word.top + word.bottom) / 2;
  return x >= box.left && x < Right(box) && y >= box.top && y < Bottom(box);
}

bool IsMerged(const TableGrid& grid, int row, int column) {
  return std::any_of(grid.merged.begin(), grid.merged.end(), [&](const TableGrid::Merge& merge) {
    return row >= merge.row && row < merge.row + merge.row_count && column >= merge.column &&
           column < merge.column + merge.column_count;
  });
}

// The letters of a cell: where they stand, the base line of the tall ones. Empty where there are none, or more than
// one line of them, or too wide a line.
std::optional<NumberCell> LettersOf(Pix* ink, const PixelBox& cell, double pixels_per_point, double widest = kWidest) {
  ::Box* clip = boxCreate(cell.left, cell.top, cell.width, cell.height);
  PixPtr part(clip ? pixClipRectangle(ink, clip, nullptr) : nullptr);
  boxDestroy(&clip);
  PixPtr whole(part ? pixCloseSafeBrick(nullptr, part.get(), 2, 3) : nullptr);  // broken strokes joined
  BoxaPtr boxes(whole ? pixConnCompBB(whole.get(), 8) : nullptr);
  if (boxes == nullptr) return {};
  std::vector<PixelBox> letters;
  std::vector<int> bottoms;
  int tallest = 0;
  for (int i = 0; i < boxaGetCount(boxes.get()); ++i) {
    PixelBox box;
    boxaGetBoxGeometry(boxes.get(), i, &box.left, &box.top, &box.width, &box.height);
    if (box.height > 16 * pixels_per_point) return {};
    if (box.width * box.height < pixels_per_point * pixels_per_point * 0.7) continue;  // a speck
    tallest = std::max(tallest, box.height);
    letters.push_back(box);
  }
  if (tallest < 4 * pixels_per_point) return {};
  for (const PixelBox& box : letters) {
    if (box.height * 10 >= tallest * 7) bottoms.push_back(Bottom(box));
  }
  std::nth_element(bottoms.begin(), bottoms.begin() + static_cast<std::ptrdiff_t>(bottoms.size() / 2), bottoms.end());
  int base = bottoms[bottoms.size() / 2];
  NumberCell out;
  out.cell = cell;
  out.base = base + cell.top;
  out.height = tallest;
  int left = cell.width, top = cell.height, right = 0, bottom = 0;
  for (const PixelBox& box : letters) {
    bool tall = box.height * 10 >= tallest * 7;
    if (tall && std::abs(Bottom(box) - base) * 2 > tallest) return {};  // a second line
    if (Bottom(box) < base - tallest * 1.2 || box.top > base + tallest * 0.4) continue;
    left = std::min(left, box.left), right = std::max(right, Right(box));
    top = std::min(top, box.top), bottom = std::max(bottom, Bottom(box));
    out.letters.push_back({box.left + cell.left, box.top + cell.top, box.width, box.height});
  }
  std::sort(out.letters.begin(), out.letters.end(),
            [](const PixelBox& a, const PixelBox& b) { return a.left < b.left; });
  if (right - left > widest * pixels_per_point) return {};
  out.ink = {left + cell.left, top + cell.top, right - left, bottom - top};
  return out;
}

std::size_t Digits(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }));
}

// The cells of a column that may hold a number, with what was read in them.
std::vector<NumberCell> CellsOf(const TableGrid& grid, int column, double pixels_per_point, Pix* ink,
                                std::vector<Line>& runs) {
  std::vector<NumberCell> cells;
  auto at = [&](double points) { return static_cast<int>(std::lround(points * pixels_per_point)); };
  int inset = std::max(1, at(1.2));
  for (int row = 0; row + 1 < static_cast<int>(grid.row_edges.size()); ++row) {
    if (IsMerged(grid, row, column)) continue;
    int left = at(grid.column_edges[column]) + inset;
    int top = at(grid.row_edges[row]) + inset;
    PixelBox box{left, top, at(grid.column_edges[column + 1]) - inset - left,
                 at(grid.row_edges[row + 1]) - inset - top};
    if (box.width < 4 || box.height < 4) continue;
    std::optional<NumberCell> cell = LettersOf(ink, box, pixels_per_point);
    if (!cell) continue;
    double sum = 0;
    for (Line& run : runs) {
      for (Word& word : run.words) {
        if (!Holds(box, word.box)) continue;
        cell->words.push_back(&word);
        cell->first.text += word.text;
        sum += word.confidence;
      }
    }
    if (DecodeUtf8(cell->first.text).size() > kLongest) continue;
    if (!cell->words.empty()) cell->first.confidence = sum / static_cast<double>(cell->words.size());
    cell->column = column;
    cells.push_back(std::move(*cell));
  }
  return cells;
}

// Codes of headings ("II", "IV.") and strokes that a lone 1 is mistaken for.
bool MayBeCode(std::string_view text) {
  return !text.empty() && text.find_first_not_of("IVXl|.)") == std::string_view::npos;
}

// Two cells or more with digits, or one among codes; and digits a good part of all that was read.
bool IsNumberColumn(const std::vector<NumberCell>& cells) {
  std::size_t with_digits = 0;
  std::size_t codes = 0;
  std::size_t digits = 0;
  std::size_t letters = 0;
  for (const NumberCell& cell : cells) {
    std::size_t own = Digits(cell.first.text);
    std::size_t all = DecodeUtf8(cell.first.text).size();
    if (own > 0) ++with_digits;
    if (own == 0 && MayBeCode(cell.first.text)) ++codes, own = all;
    digits += own;
    letters += all;
  }
  std::size_t numbers = with_digits + codes;
  return with_digits >= 1 && numbers >= 2 && numbers * 5 >= cells.size() * 2 && digits * 10 >= letters * 3;
}

// A model that sees nothing but 1, 2.5, 3 takes them for one number; words between them tell it the size of letters.
bool AreShort(const std::vector<NumberCell>& cells) {
  std::size_t letters = 0;
  for (const NumberCell& cell : cells) letters += DecodeUtf8(cell.first.text).size();
  return letters < 3 * cells.size();
}

PixelBox Around(const Box& word) {
  return {static_cast<int>(word.left) - 2, static_cast<int>(word.top) - 2, static_cast<int>(word.width()) + 4,
          static_cast<int>(word.height()) + 4};
}

std::vector<NumberCell> WithWordsBetween(const std::vector<NumberCell>& cells, Pix* ink, double pixels_per_point,
                                         const std::vector<Line>& runs) {
  std::vector<NumberCell> words;
  for (const Line& run : runs) {
    for (const Word& word : run.words) {
      if (word.confidence < 0.9 || DecodeUtf8(word.text).size() < 4 || Digits(word.text) > 0) continue;
      std::optional<NumberCell> cell = LettersOf(ink, Around(word.box), pixels_per_point);
      if (!cell) continue;
      cell->between = true;
      words.push_back(std::move(*cell));
    }
  }
  if (words.empty()) return cells;
  std::vector<NumberCell> mixed;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i % 2 == 0) mixed.push_back(words[i / 2 % words.size()]);
    mixed.push_back(cells[i]);
  }
  return mixed;
}

// Cells beside each other on one base line; `lefts` gets where each begins.
PageImage NumberStrip(Pix* clean, std::span<const NumberCell> cells, double dpi, std::vector<int>& lefts) {
  std::vector<int> heights;
  for (const NumberCell& cell : cells) heights.push_back(cell.height);
  std::nth_element(heights.begin(), heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2), heights.end());
  double height = heights[heights.size() / 2];
  int gap = static_cast<int>(std::lround(height * kGap));
  int base = static_cast<int>(std::lround(height * (1 + kAbove)));
  int width = gap;
  int rim = std::max(1, static_cast<int>(std::lround(height * kRim)));
  for (const NumberCell& cell : cells) width += cell.ink.width + 2 * rim + gap;
  PixPtr strip(pixCreate(width, static_cast<int>(std::lround(height * (1 + kAbove + kBelow))), 8));
  if (!strip) return {};
  pixSetAll(strip.get());
  int left = gap;
  for (const NumberCell& cell : cells) {
    lefts.push_back(left);
    int top = base - (cell.base - cell.ink.top) - rim;
    pixRasterop(strip.get(), left, top, cell.ink.width + 2 * rim, cell.ink.height + 2 * rim, PIX_SRC, clean,
                cell.ink.left - rim, cell.ink.top - rim);
    left += cell.ink.width + 2 * rim + gap;
  }
  return ToPageImage(strip.get(), dpi);
}

Result<std::vector<NumberReading>> ReadStrip(Pix* clean, std::span<const NumberCell> cells, double dpi,
                                             OcrEngine& engine) {
  std::vector<int> lefts;
  PageImage strip = NumberStrip(clean, cells, dpi, lefts);
  std::vector<NumberReading> readings(cells.size());
  if (strip.width == 0) return Fail(ErrorCode::kEngine, "the picture does not fit into memory");
  VK_ASSIGN_OR_RETURN(std::vector<Line> lines, engine.ReadNumbers(strip));
  for (const Line& line : lines) {
    for (const Word& word : line.words) {
      double x = (word.box.left + word.box.right) / 2;
      auto next = std::upper_bound(lefts.begin(), lefts.end(), static_cast<int>(x));
      if (next == lefts.begin()) continue;
      NumberReading& reading = readings[static_cast<std::size_t>(next - lefts.begin()) - 1];
      reading.confidence = reading.text.empty() ? word.confidence : std::min(reading.confidence, word.confidence);
      reading.text += word.text;
    }
  }
  for (NumberReading& reading : readings) {
    if (reading.text == "|" || reading.text == "l") reading.text = "1";
  }
  return readings;
}

void Put(const NumberCell& cell, Word word, std::vector<Line>& added) {
  word.box = {static_cast<double>(cell.ink.left), static_cast<double>(cell.ink.top),
              static_cast<double>(Right(cell.ink)), static_cast<double>(Bottom(cell.ink))};
  if (cell.words.empty()) {
    Line& line = added.emplace_back();
    line.words.push_back(std::move(word));
    return;
  }
  Word& first = *cell.words.front();
  if (cell.words.size() == 1 && first.text == word.text) {
    std::move(first.alternatives.begin(), first.alternatives.end(), std::back_inserter(word.alternatives));
  }
  first = std::move(word);
  for (std::size_t i = 1; i < cell.words.size(); ++i) cell.words[i]->text.clear();
}

// Where the ink has a comma or a dot between two digits and the reading has none, it is put back: a small mark on the
// base line, alone between two tall ones. The recogniser drops them where it takes them for specks.
void PutMarkBack(const NumberCell& cell, Word& word) {
  static const Pattern kBareDigits(R"([+-]?\d{2,6})");
  if (!kBareDigits.MatchAll(word.text)) return;
  std::vector<PixelBox> tall;
  std::vector<PixelBox> marks;
  for (const PixelBox& box : Glyphs(cell.letters)) {
    int h = cell.height;
    bool on_base = box.top * 10 >= cell.base * 10 - 3 * h && Bottom(box) * 20 >= cell.base * 20 - h;
    if (box.height * 10 >= h * 7) tall.push_back(box);
    if (box.height * 8 >= h && box.height * 2 <= h && box.width * 3 <= h && on_base) marks.push_back(box);
  }
  std::size_t sign = word.text[0] == '+' || word.text[0] == '-' ? 1 : 0;
  if (marks.size() != 1 || tall.size() + sign != word.text.size()) return;
  const PixelBox& mark = marks.front();
  for (std::size_t i = 1; i < tall.size(); ++i) {
    if (mark.left + 1 < Right(tall[i - 1]) || Right(mark) - 1 > tall[i].left) continue;
    bool comma = (Bottom(mark) - cell.base) * 12 > cell.height;
    word.text.insert(sign + i, comma ? "," : ".");
    word.confidence *= 0.9;
    return;
  }
}

using ReconcileReadings = Word (*)(const NumberReading&, const NumberReading&, const TallCount&);

Result<void> ReadCells(std::span<NumberCell> cells, Pix* clean, double dpi, OcrEngine& engine,
                       ReconcileReadings reconcile) {
  while (!cells.empty()) {
    std::size_t count = 0;
    for (int width = 0; count < cells.size() && width < kStripWidth; ++count) {
      width += cells[count].ink.width + static_cast<int>(cells[count].height * kGap);
    }
    std::span<NumberCell> part = cells.first(count);
    VK_ASSIGN_OR_RETURN(std::vector<NumberReading> second, ReadStrip(clean, part, dpi, engine));
    for (std::size_t i = 0; i < count; ++i) {
      if (part[i].between || (part[i].first.text.empty() && !HasNumberForm(second[i].text))) continue;
      Word word = reconcile(part[i].first, second[i], CountTall(part[i].letters, part[i].height));
      const bool header = part[i].words.size() > 1 && !HasNumberForm(word.text) && word.text != second[i].text;
      if (header) continue;  // its words stay apart
      part[i].word = std::move(word);
      if (part[i].first.text != second[i].text || part[i].word->confidence < kAgreed)
        PutMarkBack(part[i], *part[i].word);
    }
    cells = cells.subspan(count);
  }
  return {};
}

void PutAll(std::span<const NumberCell> cells, std::vector<Line>& added) {
  for (const NumberCell& cell : cells) {
    if (cell.word) Put(cell, *cell.word, added);
  }
}

void ReplaceText(Word& word, std::string text) {
  if (word.text == text) return;
  word.alternatives.push_back({word.text, word.confidence * 0.3});
  word.text = std::move(text);
  word.confidence *= 0.9;
}

// Strokes that are ones or a heading's code, by what stands above and below: "II" under a 10 carries the count on; in a
// column of counts under headings ("II", "III") a lone stroke about which the readings differ is "I" where the count
// begins under it and 1 where it goes on.
void CountStrokesOn(std::span<NumberCell* const> column) {
  static const Pattern kCount(R"(\d{1,3})");
  static const Pattern kStrokes(R"([1lI|]{2,3})");
  static const Pattern kHeading(R"(I{2,3}|I?V)");
  const bool headings = std::any_of(column.begin(), column.end(), [](const NumberCell* cell) {
    return kHeading.MatchAll(cell->word->text).has_value();
  });
  for (std::size_t i = column.size(); i-- > 0;) {  // what stands below first
    const std::string before = i == 0 ? "" : column[i - 1]->word->text;
    const std::string after = i + 1 == column.size() ? "" : column[i + 1]->word->text;
    Word& word = *column[i]->word;
    if (kStrokes.MatchAll(word.text) && kCount.MatchAll(before)) {
      std::string ones(word.text.size(), '1');
      if (std::stoi(before) + 1 == std::stoi(ones)) ReplaceText(word, std::move(ones));
    } else if (headings && (word.text == "I" || word.text == "1") && !word.alternatives.empty()) {
      if (after == "1") ReplaceText(word, "I");
      if (after == "2") ReplaceText(word, "1");
    }
  }
}

// The marks of each column's numbers by their ink and by each other.
void SettleColumns(std::span<NumberCell> cells, Pix* clean) {
  std::map<int, std::vector<NumberCell*>> columns;
  for (NumberCell& cell : cells) {
    if (cell.word) columns[cell.column].push_back(&cell);
  }
  for (const auto& [number, column] : columns) {
    CountStrokesOn(column);
    std::vector<MarkedNumber> marked;
    for (const NumberCell* cell : column)
      marked.push_back(
          {cell->word->text, cell->word->confidence, MarkBetweenDigits(clean, cell->letters, cell->height)});
    SettleMarks(marked);
    for (std::size_t i = 0; i < column.size(); ++i) {
      Word& word = *column[i]->word;
      if (word.text != marked[i].text) word.alternatives.push_back({word.text, word.confidence * 0.3});
      word.text = std::move(marked[i].text);
      word.confidence = marked[i].confidence;
    }
  }
}

// One to three letters of a number's size that have their row to themselves in a band of the page, its outer edges left
// out (copies are black there).
std::optional<NumberCell> LoneLetters(Pix* ink, int top, int height, double pixels_per_point) {
  int edge = static_cast<int>(20 * pixels_per_point);
  int first = std::max(top, edge);
  int last = std::min(top + height, pixGetHeight(ink) - edge);
  ::Box* clip = boxCreate(edge, first, std::max(1, pixGetWidth(ink) - 2 * edge), std::max(1, last - first));
  PixPtr part(clip ? pixClipRectangle(ink, clip, nullptr) : nullptr);
  boxDestroy(&clip);
  BoxaPtr boxes(part ? pixConnCompBB(part.get(), 8) : nullptr);
  std::vector<PixelBox> letters;
  for (int i = 0; boxes && i < boxaGetCount(boxes.get()); ++i) {
    PixelBox box;
    boxaGetBoxGeometry(boxes.get(), i, &box.left, &box.top, &box.width, &box.height);
    if (box.height < 5 * pixels_per_point) continue;  // specks; dashes beside the number
    letters.push_back({box.left + edge, box.top + first, box.width, box.height});
  }
  for (const PixelBox& letter : letters) {
    if (letter.height > 12 * pixels_per_point || letter.width > 12 * pixels_per_point) continue;
    int around = static_cast<int>(8 * pixels_per_point);
    int in_row = 0;
    int right = letter.left;
    bool alone = true;
    for (const PixelBox& other : letters) {
      if (other.top > Bottom(letter) + around / 2 || Bottom(other) < letter.top - around / 2) continue;
      ++in_row;
      right = std::max(right, Right(other));
      alone = alone && other.left >= letter.left && Right(other) < letter.left + 24 * pixels_per_point;
    }
    if (!alone || in_row > 3) continue;
    int rim = std::max(2, static_cast<int>(pixels_per_point));
    return LettersOf(ink, {letter.left - rim, letter.top - rim, right - letter.left + 2 * rim, letter.height + 2 * rim},
                     pixels_per_point);
  }
  return {};
}

bool IsRead(const PixelBox& box, const std::vector<Line>& runs) {
  for (const Line& run : runs) {
    for (const Word& word : run.words) {
      if (word.box.left < Right(box) && word.box.right > box.left && word.box.top < Bottom(box) &&
          word.box.bottom > box.top) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace

Result<void> ReadNumbersAgain(const TableGrid& grid, double pixels_per_point, Pix* clean, Pix* ink, OcrEngine& engine,
                              std::vector<Line>& runs) {
  std::vector<Line> added;
  std::vector<NumberCell> cells;
  for (int column = 0; column + 1 < static_cast<int>(grid.column_edges.size()); ++column) {
    std::vector<NumberCell> own = CellsOf(grid, column, pixels_per_point, ink, runs);
    if (IsNumberColumn(own)) std::move(own.begin(), own.end(), std::back_inserter(cells));
  }
  std::stable_sort(cells.begin(), cells.end(),
                   [](const NumberCell& a, const NumberCell& b) { return a.cell.top < b.cell.top; });
  if (AreShort(cells)) cells = WithWordsBetween(cells, ink, pixels_per_point, runs);
  VK_RETURN_IF_ERROR(ReadCells(cells, clean, pixels_per_point * 72, engine, Reconcile));
  SettleColumns(cells, clean);
  PutAll(cells, added);
  for (Line& run : runs) std::erase_if(run.words.Open(), [](const Word& word) { return word.text.empty(); });
  std::erase_if(runs, [](const Line& run) { return run.words.empty(); });
  std::move(added.begin(), added.end(), std::back_inserter(runs));
  return {};
}

Result<void> ReadPageNumber(double pixels_per_point, Pix* grey, Pix* ink, OcrEngine& engine, std::vector<Line>& runs) {
  std::vector<NumberCell> cells;
  int height = pixGetHeight(ink);
  int band = static_cast<int>(height * kPageNumberBand);
  for (int top : {0, height - band}) {
    std::optional<NumberCell> cell = LoneLetters(ink, top, band, pixels_per_point);
    if (cell && !IsRead(cell->ink, runs)) cells.push_back(std::move(*cell));
  }
  if (cells.empty()) return {};
  std::vector<NumberCell> strip = WithWordsBetween(cells, ink, pixels_per_point, runs);
  std::vector<Line> added;
  VK_RETURN_IF_ERROR(ReadCells(strip, grey, pixels_per_point * 72, engine, Reconcile));
  PutAll(strip, added);
  static const Pattern kPageNumber(R"(\d{1,3})");
  std::erase_if(added, [](const Line& line) { return !kPageNumber.MatchAll(line.words.front().text); });
  std::move(added.begin(), added.end(), std::back_inserter(runs));
  return {};
}

Result<void> ReadDoubtfulNumbers(double pixels_per_point, Pix* grey, Pix* ink, OcrEngine& engine,
                                 std::vector<Line>& runs) {
  std::vector<NumberCell> words;
  for (Line& run : runs) {
    for (Word& word : run.words) {
      if (word.confidence >= kUnsure || Digits(word.text) == 0) continue;
      std::optional<NumberCell> cell = LettersOf(ink, Around(word.box), pixels_per_point, kWidestWord);
      if (!cell) continue;
      cell->words.push_back(&word);
      cell->first = {word.text, word.confidence};
      words.push_back(std::move(*cell));
    }
  }
  if (words.empty()) return {};
  words = WithWordsBetween(words, ink, pixels_per_point, runs);
  std::vector<Line> none;
  VK_RETURN_IF_ERROR(ReadCells(words, grey, pixels_per_point * 72, engine, ReconcileInText));
  PutAll(words, none);
  return {};
}

}  // namespace vankho
