#include "pipeline/export/text_layer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

// How far a word's letters reach in a book face, in ems.
struct Reach {
  double up = 0;
  bool below = false;  // has a descender or a dot below
};

constexpr char32_t kDotBelow = 0x323;
bool IsMark(char32_t c) { return c >= 0x300 && c < 0x370; }
bool IsHorn(char32_t c) { return c == 0x31B; }

Reach ReachOf(std::string_view word) {
  constexpr double kXHeight = 0.46, kAscender = 0.68, kMarkHeight = 0.21;
  constexpr std::u32string_view kDescending = U"gpqyjQ,;()[]{}|/";
  constexpr std::u32string_view kLow = U".,:;_…-–—~";
  constexpr std::u32string_view kXLetters = U"aceomnrsuvwxzgpqy";
  Reach reach;
  double letter = 0;
  for (const CodePoint& c : DecodeUtf8(ToNfd(word))) {
    if (c.value == kDotBelow) reach.below = true;
    if (IsMark(c.value)) {
      if (c.value != kDotBelow && !IsHorn(c.value)) letter += kMarkHeight;
    } else {
      bool x_letter = kXLetters.find(c.value) != std::u32string_view::npos;
      letter = kLow.find(c.value) != std::u32string_view::npos ? 0 : x_letter ? kXHeight : kAscender;
      reach.below = reach.below || kDescending.find(c.value) != std::u32string_view::npos;
    }
    reach.up = std::max(reach.up, letter);
  }
  return reach;
}

double Median(std::vector<double> values) {
  auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// A word ready to be set: upright space, y downwards.
struct Placed {
  const PageWord* word = nullptr;
  Box box;
  Reach reach;
};

struct Setting {
  double baseline = 0;  // at x = 0
  double slope = 0;
  double size = 0;       // em in points
  bool of_line = false;  // not of one word alone
};

// Of the lines on the page: down a point to the right, by the words that stand on them; `otherwise` where few tell.
double SlopeOf(const std::vector<std::vector<Placed>>& lines, double otherwise) {
  constexpr std::size_t kWords = 4, kLines = 3;
  constexpr double kWide = 150;
  std::vector<double> slopes;
  for (const std::vector<Placed>& line : lines) {
    std::vector<std::pair<double, double>> standing;
    double x_mean = 0, y_mean = 0;
    for (const Placed& p : line) {
      if (p.reach.below || p.reach.up <= 0) continue;
      standing.emplace_back((p.box.left + p.box.right) / 2, p.box.bottom);
      x_mean += standing.back().first;
      y_mean += standing.back().second;
    }
    if (standing.size() < kWords || standing.back().first - standing.front().first < kWide) continue;
    x_mean /= static_cast<double>(standing.size());
    y_mean /= static_cast<double>(standing.size());
    double xx = 0, xy = 0;
    for (auto [x, y] : standing) {
      xx += (x - x_mean) * (x - x_mean);
      xy += (x - x_mean) * (y - y_mean);
    }
    slopes.push_back(xy / xx);
  }
  return slopes.size() < kLines ? otherwise : Median(std::move(slopes));
}

// Letters that stand on the baseline tell it; where all descend, the lowest are a descender below it.
Setting Measure(const std::vector<Placed>& words, double slope) {
  constexpr double kDescender = 0.2, kSmallest = 2, kLargest = 300;
  Setting setting{0, slope, 0};
  std::vector<double> standing;
  std::vector<double> sizes;
  auto level = [&](const Placed& p) { return p.box.bottom - slope * (p.box.left + p.box.right) / 2; };
  for (const Placed& p : words) {
    if (!p.reach.below && p.reach.up > 0) standing.push_back(level(p));
  }
  for (const Placed& p : words) {
    if (p.reach.up <= 0) continue;
    double reach = p.reach.up + (p.reach.below ? kDescender : 0);
    sizes.push_back(p.box.height() / reach);
  }
  double highest = 0;
  for (const Placed& p : words) highest = std::max(highest, p.box.height());
  setting.size = std::clamp(sizes.empty() ? highest : Median(sizes), kSmallest, kLargest);
  if (standing.empty()) {
    for (const Placed& p : words) standing.push_back(level(p) - (p.reach.below ? kDescender * setting.size : 0));
  }
  setting.baseline = Median(standing);
  return setting;
}

constexpr double kTenth = 10;
constexpr double kMostBelow = 0.7;  // ems; of Face::descent

// A word that stands elsewhere (a cell of the same row set lower, a word of another size) has its own line.
bool Fits(const Placed& p, const Setting& setting) {
  constexpr double kOff = 0.35, kLarger = 1.6;
  double base = setting.baseline + setting.slope * (p.box.left + p.box.right) / 2;
  if (p.reach.up <= 0) return std::abs(p.box.bottom - base) < setting.size;
  double low = p.reach.below ? 0.2 * setting.size : 0;
  if (std::abs(p.box.bottom - low - base) < kOff * setting.size && p.box.height() < kLarger * setting.size) return true;
  // A box that took in ink of its neighbours: still a word of this line, only higher and lower than its letters.
  double below = p.box.bottom - base;
  return below >= -1 && below <= kMostBelow * setting.size && base - p.box.top <= 1.05 * setting.size;
}

class Writer {
 public:
  // `level`: the x at which the lines are highest.
  Writer(LayerFonts& fonts, double level) : fonts_(fonts), level_(level) {}

  // `ends`: nothing of this line stands close behind the word.
  void Add(const Placed& p, const Setting& setting, bool ends) {
    constexpr double kHangs = 1, kLineKept = 0.45;
    double size = std::round(setting.size * kTenth) / kTenth;
    double base = Base(p, setting, size);
    // A dash or an apostrophe hangs above the line: lifted to its own foot, not so far that it leaves the line.
    double hangs = base - p.box.bottom;
    if (hangs > kHangs && hangs < kLineKept * size) base = p.box.bottom;
    Face face{std::clamp(static_cast<int>(std::lround((base - p.box.top) / size * kTenth)), 1, 10),
              std::clamp(static_cast<int>(std::lround((p.box.bottom - base) / size * kTenth)), 0,
                         static_cast<int>(kMostBelow * kTenth))};
    SetFont(face, size);
    auto letters = static_cast<double>(DecodeUtf8(p.word->text).size());
    int stretch = std::max(1, static_cast<int>(std::lround(p.box.width() / (letters * kGlyphAdvance * size) * 100)));
    if (stretch != stretch_) out_ += fmt::format("{} Tz\n", stretch);
    stretch_ = stretch;
    MoveTo(std::lround(p.box.left * kTenth), std::lround(-base * kTenth));
    out_ += "<" + fonts_.codes.Encode(p.word->text, ends) + fonts_.codes.Encode(" ") + ">Tj\n";
  }

  std::string Take() { return std::move(out_); }

 private:
  // The line's baseline, levelled: Poppler takes for one line what has its baseline within half an em of the first
  // word's, so that lines of a skewed scan would run into each other. Levelled where the line is highest, the rest of
  // each word's box is below the baseline, which the face says; as far as a face can say it.
  double Base(const Placed& p, const Setting& setting, double size) const {
    constexpr double kLeastAbove = 0.1, kNear = 1.5;
    double x = setting.of_line ? level_ : (p.box.left + p.box.right) / 2;
    double base = setting.baseline + setting.slope * x;
    return std::max({base, p.box.bottom - kMostBelow * size, p.box.top + kLeastAbove * size - kNear});
  }

  void SetFont(Face face, double size) {
    if (face == face_ && size == size_) return;
    fonts_.faces.insert(face);
    out_ += fmt::format("/{} {} Tf\n", FaceName(face), size);
    face_ = face;
    size_ = size;
  }

  // In tenths of a point; text moves from where the last word began.
  void MoveTo(long x, long y) {
    out_ += fmt::format("{} {} Td\n", static_cast<double>(x - x_) / 10, static_cast<double>(y - y_) / 10);
    x_ = x;
    y_ = y;
  }

  LayerFonts& fonts_;
  double level_;
  std::string out_;
  Face face_{0, 0};
  double size_ = 0;
  int stretch_ = 100;
  long x_ = 0, y_ = 0;
};

// From the upright page (y upwards from its top: 0 is the top edge) to the page's own coordinates.
std::array<double, 6> Matrix(const Page& page, const PdfPlace& place) {
  auto user = [&](double x, double y) {  // y downwards
    double dx = x;
    double dy = y;
    if (page.turned_degrees == 90) dx = y, dy = page.height_pt - x;
    if (page.turned_degrees == 180) dx = page.width_pt - x, dy = page.height_pt - y;
    if (page.turned_degrees == 270) dx = page.width_pt - y, dy = x;
    switch (place.rotate) {
      case 90:
        return std::array{place.left + dy, place.bottom + dx};
      case 180:
        return std::array{place.right - dx, place.bottom + dy};
      case 270:
        return std::array{place.right - dy, place.top - dx};
      default:
        return std::array{place.left + dx, place.top - dy};
    }
  };
  auto origin = user(0, 0);
  auto right = user(1, 0);
  auto up = user(0, -1);
  auto whole = [](double value) { return std::round(value) + 0.0; };  // no minus zero
  return {whole(right[0] - origin[0]),
          whole(right[1] - origin[1]),
          whole(up[0] - origin[0]),
          whole(up[1] - origin[1]),
          origin[0],
          origin[1]};
}

// Boxes of a scan touch at times; readers take words without a gap for one word. Both give way, a little.
void PartWords(std::vector<Placed>& words, const std::vector<Setting>& settings) {
  constexpr double kGap = 0.19, kMostOfWord = 0.4;
  for (std::size_t i = 1; i < words.size(); ++i) {
    Box& before = words[i - 1].box;
    Box& after = words[i].box;
    double wanted = kGap * std::max(settings[i - 1].size, settings[i].size);
    double missing = wanted - (after.left - before.right);
    if (missing <= 0 || after.left < before.left) continue;
    double most_before = kMostOfWord * before.width();
    double from_after = std::min(std::max(missing / 2, missing - most_before), kMostOfWord * after.width());
    before.right -= std::min(missing - from_after, most_before);
    after.left += from_after;
  }
}

void SetLine(std::vector<Placed> words, double slope, Writer& writer) {
  Setting common = Measure(words, slope);
  common.of_line = true;
  std::vector<Setting> settings;
  for (const Placed& p : words) settings.push_back(Fits(p, common) ? common : Measure({p}, slope));
  PartWords(words, settings);
  for (std::size_t i = 0; i < words.size(); ++i) {
    // Programs that take the dashes of a list for a column of their own see a line's end behind each.
    bool ends = words[i].word->text == "-" || i + 1 == words.size() ||
                words[i + 1].box.left - words[i].box.right > settings[i].size;
    writer.Add(words[i], settings[i], ends);
  }
}

}  // namespace

std::string FaceName(Face face) { return fmt::format("VkA{}D{}", face.ascent, face.descent); }

std::string TextLayer(const Page& page, const PageWords& words, const PdfPlace& place, LayerFonts& fonts) {
  Page upright = page;  // turned only: words stay where the skewed scan has them
  upright.skew_degrees = 0;
  std::vector<std::vector<Placed>> lines;
  for (const PageLine& line : words.lines) {
    std::vector<Placed> placed;
    for (const PageWord& word : line.words) {
      Box box = ToReadingSpace(upright, word.box);
      if (!box.empty()) placed.push_back({&word, box, ReachOf(word.text)});
    }
    if (!placed.empty()) lines.push_back(std::move(placed));
  }
  if (lines.empty()) return {};
  double slope = SlopeOf(lines, -std::tan(page.skew_degrees * std::numbers::pi / 180));
  Box all = lines.front().front().box;
  for (const std::vector<Placed>& line : lines) {
    for (const Placed& p : line) {
      all.left = std::min(all.left, p.box.left);
      all.right = std::max(all.right, p.box.right);
    }
  }
  Writer writer(fonts, slope < 0 ? all.right : all.left);
  for (std::vector<Placed>& line : lines) SetLine(std::move(line), slope, writer);
  std::string text = writer.Take();
  if (text.empty()) return text;
  auto m = Matrix(page, place);
  return fmt::format("q\n{} {} {} {} {:.2f} {:.2f} cm\nBT\n3 Tr\n{}ET\nQ\n", m[0], m[1], m[2], m[3], m[4], m[5], text);
}

}  // namespace vankho
