#include "pipeline/ocr/letterhead_gaps.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <optional>

#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"
#include "pipeline/ocr/ocr_engine.h"

namespace vankho {
namespace {

// Widths in em of the words beside the gaps, in the type of letterheads (Times and its like; the date is in italics).
constexpr double kSo = 1.22;     // "Số:" to the end of its colon
constexpr double kNgay = 1.945;  // "ngày"
constexpr double kThang = 2.265;
constexpr double kNam = 1.667;
constexpr double kYear = 1.985;
constexpr double kDescender = 0.217;
constexpr double kUsualSize = 13.5;  // points
constexpr double kSmallestSize = 10;
constexpr double kLargestSize = 17;
constexpr double kNarrowest = 0.25;    // em; a smaller gap holds nothing
constexpr double kWidest = 8;          // em
constexpr double kHead = 0.35;         // of the page's height
constexpr double kRightColumn = 0.35;  // of its width
constexpr double kOthers = 10;         // digits that the engine may take another for
constexpr double kLeast = 0.02;        // of the engine's reading, whatever the model says
constexpr double kLong = 0.78;         // five digits are more often four and a letter
constexpr double kAlone = 0.79;        // the model alone is never sure: what it gives gets a remark (header.cc)
constexpr double kLikely = 0.6;        // a reading under it takes no word's place
constexpr std::size_t kTexts = 12;     // of the model's
constexpr double kShownBefore = 0.4;   // em of the print on a strip's sides
constexpr double kShownBehind = 0.6;

// Advance width in em of what a document's symbol is made of.
double Advance(char32_t c) {
  static const std::map<char32_t, double> kCapitals{
      {U'A', .722}, {U'B', .667}, {U'C', .667}, {U'D', .722}, {U'E', .611}, {U'F', .556}, {U'G', .722}, {U'H', .722},
      {U'I', .333}, {U'J', .389}, {U'K', .722}, {U'L', .611}, {U'M', .889}, {U'N', .722}, {U'O', .722}, {U'P', .556},
      {U'Q', .722}, {U'R', .667}, {U'S', .556}, {U'T', .611}, {U'U', .722}, {U'V', .722}, {U'W', .944}, {U'X', .722},
      {U'Y', .722}, {U'Z', .611}, {U'-', .333}, {U'/', .278}, {U'&', .778}};
  if (IsDigit(c)) return 0.5;
  auto found = kCapitals.find(BaseLetter(Upper(c)));
  return found == kCapitals.end() ? 0.6 : found->second;
}

double WidthOf(std::string_view text) {
  double width = 0;
  for (const CodePoint& c : DecodeUtf8(text)) width += Advance(c.value);
  return width;
}

bool Near(double value, double wanted, double within) { return std::abs(value - wanted) <= within; }

// The middle one of several guesses at the type's size, where it is a letterhead's.
std::optional<double> MiddleSize(std::vector<double> guesses, double pixels_per_point) {
  if (guesses.empty()) return {};
  std::sort(guesses.begin(), guesses.end());
  double em = guesses[guesses.size() / 2];
  if (em < kSmallestSize * pixels_per_point || em > kLargestSize * pixels_per_point) return {};
  return em;
}

// The lowest row of ink in a part of the page; nothing without ink.
std::optional<double> LowestInk(Pix* ink, double left, double top, double right, double bottom) {
  ::Box* clip = boxCreate(static_cast<int>(left), static_cast<int>(top), std::max(1, static_cast<int>(right - left)),
                          std::max(1, static_cast<int>(bottom - top)));
  PixPtr part(clip ? pixClipRectangle(ink, clip, nullptr) : nullptr);
  boxDestroy(&clip);
  ::Box* found = nullptr;
  if (!part || pixClipToForeground(part.get(), nullptr, &found) != 0 || found == nullptr) return {};
  l_int32 y = 0;
  l_int32 height = 0;
  boxGetGeometry(found, nullptr, &y, nullptr, &height);
  boxDestroy(&found);
  return static_cast<int>(top) + y + height;
}

// What was read between two words, without white space, and the least confidence of it.
void TakeReading(const std::vector<Word>& words, HeadGap& gap) {
  gap.confidence = 1;
  for (std::size_t i = gap.before + 1; i < gap.behind; ++i) {
    gap.text += words[i].text;
    gap.confidence = std::min(gap.confidence, words[i].confidence);
  }
  if (gap.text.empty()) gap.confidence = 0;
}

// "ngày", "tháng", "năm" and the year, by their places in a line.
struct DateWords {
  std::size_t day = 0, month = 0, year = 0;
  bool glued_day = false, glued_month = false, glued_year = false;
};

// On a line of its own, or behind the number.
std::optional<DateWords> FindDateWords(const std::vector<Word>& words) {
  static const Pattern kYearWord(R"(n[^ ]{1,3}m$)");
  static const Pattern kDigits(R"([12][0-9])");
  for (std::size_t a = 0; a + 3 < words.size(); ++a) {
    std::string first = BareKey(words[a].text);
    if (!first.starts_with("nga") || first.starts_with("ngai")) continue;
    for (std::size_t b = a + 1; b < words.size() && b < a + 5; ++b) {
      std::string second = BareKey(words[b].text);
      if (second.find("hang") == std::string::npos) continue;
      for (std::size_t c = b + 1; c + 1 < words.size() && c < b + 5; ++c) {
        std::string third = BareKey(words[c].text);
        if (kYearWord.Find(third) && kDigits.Find(words[c + 1].text))
          return DateWords{a, b, c, first != "ngay", second != "thang", third != "nam"};
      }
    }
  }
  return {};
}

std::vector<HeadGap> FindDateGaps(const std::vector<Word>& words, double pixels_per_point) {
  std::optional<DateWords> found = FindDateWords(words);
  if (!found) return {};
  const Box& day = words[found->day].box;
  const Box& month = words[found->month].box;
  const Box& year = words[found->year].box;
  const Word& number = words[found->year + 1];
  std::vector<double> guesses;
  if (!found->glued_day) guesses.push_back(day.width() / kNgay);
  if (!found->glued_month) guesses.push_back(month.width() / kThang);
  if (!found->glued_year) guesses.push_back(year.width() / kNam);
  if (number.text.size() == 4) guesses.push_back(number.box.width() / kYear);
  const double em = MiddleSize(guesses, pixels_per_point).value_or(kUsualSize * pixels_per_point);
  // A word that is too wide has ink of a gap in its box, at the end that its text is damaged at.
  double month_left = month.left;
  double month_right = month.right;
  if (!Near(month.width(), kThang * em, 0.15 * em)) {
    const bool at_end = found->glued_month ? BareKey(words[found->month].text).starts_with("th")
                                           : words[found->month + 1].box.left < month.right;
    if (at_end) {
      month_right = month.left + kThang * em;
    } else {
      month_left = month.right - kThang * em;
    }
  }
  const double base = found->glued_year ? number.box.bottom : year.bottom;
  HeadGap of_day{HeadGap::Kind::kDay, found->day, found->month, day.left + kNgay * em, month_left, base, em};
  if (!found->glued_day && Near(day.width(), kNgay * em, 0.12 * em)) of_day.left = day.right;
  const bool sure_year = !found->glued_year && Near(year.width(), kNam * em, 0.15 * em);
  HeadGap of_month{HeadGap::Kind::kMonth,
                   found->month,
                   found->year,
                   month_right,
                   sure_year ? year.left : year.right - kNam * em,
                   base,
                   em};
  TakeReading(words, of_day);
  TakeReading(words, of_month);
  // Of ink glued to a word the engine's reading is not known.
  if (found->glued_day || (found->glued_month && month_left > month.left)) of_day.confidence = 0;
  if (found->glued_year || (found->glued_month && month_right < month.right)) of_month.confidence = 0;
  return {of_day, of_month};
}

// Where a document's symbol begins in a word: "/KH-UBND", "/2020/NĐ-CP", and where the stroke was lost "KH-UBND".
std::size_t SymbolBegin(const std::string& text) {
  static const Pattern kStroke(R"(/[^\p{L}\d/]{0,2}(?:(?:19|20)\d\d/)?\p{L}[\p{L}\d&]+[^/]*$)");
  static const Pattern kLetters(R"([A-ZĐÐ]{2,6}-[A-ZĐÐƯ][\p{L}&-]*$)");
  if (auto match = kStroke.Find(text)) return match->span.begin;
  if (auto match = kLetters.Find(text)) return match->span.begin;
  return std::string::npos;
}

std::optional<HeadGap> FindNumberGap(const std::vector<Word>& words, double pixels_per_point, Pix* ink) {
  static const Pattern kSoWord(R"((?:so|se|s6|s0)(?:[^a-z].*)?|s\p{L}?:.*)");
  const std::size_t most = std::min<std::size_t>(words.size(), 6);
  std::size_t so = 0;
  while (so < most && so < 2 && !kSoWord.MatchAll(BareKey(words[so].text))) ++so;
  if (so >= most || so >= 2) return {};
  std::size_t behind = so;
  std::size_t begin = std::string::npos;
  for (; behind < most; ++behind) {
    begin = SymbolBegin(words[behind].text);
    if (begin != std::string::npos) break;
  }
  if (begin == std::string::npos) return {};
  const std::string key = BareKey(words[so].text);
  const bool whole = behind != so && (key == "so:" || key == "so");
  const Box& symbol = words[behind].box;
  HeadGap gap;
  gap.before = so;
  gap.behind = behind;
  gap.tail = words[behind].text.substr(begin);
  const bool stroke = gap.tail.front() == '/';
  const double symbol_width = WidthOf(gap.tail) + (stroke ? 0 : Advance(U'/'));
  std::vector<double> guesses;
  if (begin == 0 && behind != so) {
    guesses.push_back(symbol.width() / (symbol_width - 0.05));
  } else if (whole) {
    guesses.push_back(words[so].box.width() / kSo);
  }
  gap.em = MiddleSize(guesses, pixels_per_point).value_or(kUsualSize * pixels_per_point);
  gap.left = words[so].box.left + kSo * gap.em;
  gap.right = begin == 0 && behind != so && stroke ? symbol.left : symbol.right - symbol_width * gap.em;
  std::optional<double> base = LowestInk(ink, symbol.right - 1.3 * gap.em, symbol.top, symbol.right, symbol.bottom + 1);
  gap.base = whole ? words[so].box.bottom : base.value_or(symbol.bottom);
  TakeReading(words, gap);
  if (begin > 0 && behind != so) {
    gap.text += words[behind].text.substr(0, begin);
    gap.confidence = std::min(gap.confidence > 0 ? gap.confidence : 1, words[behind].confidence);
  }
  if (!whole) gap.confidence = 0;
  return gap;
}

bool MayHold(const HeadGap& gap) {
  const double width = gap.right - gap.left;
  return width >= kNarrowest * gap.em && width <= kWidest * gap.em;
}

bool IsInHead(const Line& run, double page_height) {
  return !run.words.empty() && std::all_of(run.words.begin(), run.words.end(),
                                           [&](const Word& word) { return word.box.bottom < kHead * page_height; });
}

bool AllDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool HasDigit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// May such a text stand in the gap?
bool IsAllowed(HeadGap::Kind kind, std::string_view text) {
  if (!AllDigits(text) || text.size() > 5 || text.find_first_not_of('0') == std::string_view::npos) return false;
  if (text.size() > 2 && text[0] == '0') return false;
  if (kind == HeadGap::Kind::kNumber) return true;
  const int value = std::atoi(std::string(text).c_str());
  return text.size() <= 2 && value <= (kind == HeadGap::Kind::kDay ? 31 : 12);
}

// "04" and "4" are one day.
std::string_view Value(std::string_view text) {
  std::size_t zeros = std::min(text.find_first_not_of('0'), text.size());
  return text.substr(zeros);
}

void Trim(Word& word, std::string text, double left, double right) {
  word.text = std::move(text);
  word.box.left = std::max(word.box.left, left);
  word.box.right = std::min(std::max(word.box.right, word.box.left + 1), right);
}

// The gap's words out, what was read in, the print on its sides without what was glued to it.
void PutIn(const HeadGap& gap, Word read, std::vector<Word>& words) {
  read.box = {gap.left, gap.base - gap.em, gap.right, gap.base + 0.2 * gap.em};
  Word before = words[gap.before];
  Word behind = words[gap.behind];
  switch (gap.kind) {
    case HeadGap::Kind::kNumber:
      Trim(before, "Số:", before.box.left, gap.left);
      Trim(behind, (gap.tail.front() == '/' ? "" : "/") + gap.tail, gap.right, behind.box.right);
      break;
    case HeadGap::Kind::kDay:
      Trim(before, "ngày", before.box.left, gap.left);
      if (behind.box.left < gap.right - 0.2 * gap.em) Trim(behind, "tháng", gap.right, behind.box.right);
      break;
    case HeadGap::Kind::kMonth:
      if (before.box.right > gap.left + 0.2 * gap.em) Trim(before, "tháng", before.box.left, gap.left);
      Trim(behind, "năm", gap.right, behind.box.right);
      break;
  }
  auto first = words.begin() + static_cast<std::ptrdiff_t>(gap.before);
  first = words.erase(first, words.begin() + static_cast<std::ptrdiff_t>(gap.behind) + 1);
  words.insert(first, {before, std::move(read), behind});
}

}  // namespace

std::vector<HeadGap> FindHeadGaps(const Line& line, double pixels_per_point, Pix* ink) {
  std::vector<Word> words(line.words.begin(), line.words.end());
  std::vector<HeadGap> gaps;
  if (auto number = FindNumberGap(words, pixels_per_point, ink)) gaps.push_back(std::move(*number));
  const bool right_column = !words.empty() && words.front().box.left > kRightColumn * pixGetWidth(ink);
  if (right_column || !gaps.empty()) {
    for (HeadGap& gap : FindDateGaps(words, pixels_per_point)) gaps.push_back(std::move(gap));
  }
  std::erase_if(gaps, [](const HeadGap& gap) { return !MayHold(gap); });
  return gaps;
}

DigitStrip StripOf(Pix* ink, const HeadGap& gap) {
  const double step = gap.em * DigitStrip::kHeight / DigitStrip::kRows;  // pixels a row of the strip
  const double top = gap.base - DigitStrip::kRowsAboveBase * gap.em;
  const double left = gap.left - kShownBefore * gap.em;
  DigitStrip strip;
  strip.columns = static_cast<int>((gap.right + kShownBehind * gap.em - left) / step);
  auto black = [&](int x, int y) {
    l_uint32 value = 0;
    return x >= 0 && y >= 0 && pixGetPixel(ink, x, y, &value) == 0 && value != 0;
  };
  for (int row = 0; row < DigitStrip::kRows; ++row) {
    const int y0 = static_cast<int>(std::lround(top + row * step));
    const int y1 = std::max(y0 + 1, static_cast<int>(std::lround(top + (row + 1) * step)));
    for (int column = 0; column < strip.columns; ++column) {
      const int x0 = static_cast<int>(std::lround(left + column * step));
      const int x1 = std::max(x0 + 1, static_cast<int>(std::lround(left + (column + 1) * step)));
      int count = 0;
      for (int y = y0; y < y1; ++y) {
        for (int x = x0; x < x1; ++x) count += black(x, y) ? 1 : 0;
      }
      strip.ink.push_back(static_cast<float>(count) / static_cast<float>((y1 - y0) * (x1 - x0)));
    }
  }
  return strip;
}

Word FilledIn(const HeadGap& gap, const std::vector<DigitText>& texts) {
  const bool engine = gap.confidence > 0 && IsAllowed(gap.kind, gap.text);
  const double other = engine ? (1 - gap.confidence) / kOthers : 1;
  std::map<std::string_view, double> values;  // what the model says of each
  double rest = 1;
  for (const DigitText& text : texts) {
    if (!IsAllowed(gap.kind, text.text)) continue;
    values[Value(text.text)] += text.probability;
    rest -= text.probability;
  }
  if (engine) values[Value(gap.text)] = std::max(values[Value(gap.text)], kLeast);
  double sum = std::max(rest, 0.0) * other;
  for (auto& [value, p] : values) sum += p *= engine && value == Value(gap.text) ? gap.confidence : other;
  auto best = std::max_element(values.begin(), values.end(), [](auto& a, auto& b) { return a.second < b.second; });
  if (best == values.end()) return {};
  Word word;
  word.confidence = best->second / sum;
  if (engine && best->first == Value(gap.text)) {
    word.text = gap.text;
  } else {
    auto text =
        std::find_if(texts.begin(), texts.end(), [&](const DigitText& t) { return Value(t.text) == best->first; });
    word.text = text->text;
    word.confidence = std::min(word.confidence, kAlone);
  }
  if (gap.kind == HeadGap::Kind::kNumber && word.text.size() > 4) word.confidence *= kLong;
  return word;
}

void ReadHeadGaps(double pixels_per_point, Pix* ink, const DigitReader& digits, std::vector<Line>& runs) {
  for (Line& run : runs) {
    if (!IsInHead(run, pixGetHeight(ink))) continue;
    std::vector<HeadGap> gaps = FindHeadGaps(run, pixels_per_point, ink);
    for (auto gap = gaps.rbegin(); gap != gaps.rend(); ++gap) {  // places further left stay what they are
      Word word = FilledIn(*gap, LikelyTexts(digits.Frames(StripOf(ink, *gap)), kTexts));
      std::vector<Word>& words = run.words.Open();
      const bool agree = gap->confidence > 0 && word.text == gap->text;
      if (!agree && word.confidence >= kLikely) {
        PutIn(*gap, std::move(word), words);
        continue;
      }
      for (std::size_t i = gap->before + 1; i < gap->behind; ++i) {
        words[i].confidence = agree ? word.confidence : std::min(words[i].confidence, word.confidence);
      }
      Word& behind = words[gap->behind];
      if (agree && gap->kind == HeadGap::Kind::kNumber && behind.text != gap->tail && !HasDigit(gap->tail)) {
        // "440/QĐ-UBND" in one word: the number is seconded, the symbol is not.
        behind.confidence = behind.confidence < kLikely ? std::min(word.confidence, kAlone) : word.confidence;
      }
    }
  }
}

}  // namespace vankho
