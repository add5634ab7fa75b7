#include "pipeline/ocr/leaders.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "pipeline/ocr/components.h"
#include "pipeline/page/text_size.h"

namespace vankho {
namespace {

// Points.
constexpr double kSmallest = 0.4;  // a dot
constexpr double kLargest = 2.4;
constexpr double kStep = 6;     // from dot to dot; an ellipsis sign of 14 points has steps of 4.7
constexpr double kLevel = 0.8;  // how far two neighbours may stand one above the other
constexpr double kRim = 0.5;

// Points; of a number behind a leader.
constexpr double kBehind = 60;
constexpr double kTallest = 13;
constexpr double kLowest = 4;
constexpr double kWidest = 26;
constexpr double kSpace = 6;

constexpr std::size_t kFewest = 8;
constexpr double kUneven = 0.3;  // share of the step by which steps may differ
constexpr double kEven = 0.7;    // share of the steps that are as long as the commonest one
constexpr double kSizes = 1.9;   // the largest dot by the smallest
constexpr double kSure = 0.9;    // confidence of the word; nobody read it

struct Dot {
  PixelBox box;
  double x = 0;  // middle
  double y = 0;
};

using Chain = std::vector<Dot>;

bool StandsIn(const Dot& dot, const std::vector<PixelBox>& places) {
  return std::any_of(places.begin(), places.end(), [&](const PixelBox& place) {
    return dot.x >= place.left && dot.x < Right(place) && dot.y >= place.top && dot.y < Bottom(place);
  });
}

// From left to right.
std::vector<Dot> DotsOf(Pix* ink, double scale, const std::vector<PixelBox>& taken) {
  std::vector<Dot> dots;
  for (const PixelBox& box : ComponentsOf(ink)) {
    const int small = std::min(box.width, box.height);
    const int large = std::max(box.width, box.height);
    if (small < kSmallest * scale || large > kLargest * scale || large > 2 * small + 1) continue;
    const Dot dot{box, box.left + box.width / 2.0, box.top + box.height / 2.0};
    if (!StandsIn(dot, taken)) dots.push_back(dot);
  }
  std::sort(dots.begin(), dots.end(), [](const Dot& a, const Dot& b) { return a.x < b.x; });
  return dots;
}

bool SameSize(const Dot& a, const Dot& b) {
  const double one = std::sqrt(static_cast<double>(a.box.width) * a.box.height);
  const double two = std::sqrt(static_cast<double>(b.box.width) * b.box.height);
  return std::max(one, two) <= kSizes * std::min(one, two);
}

bool Follows(const Dot& before, const Dot& dot, double scale) {
  const double step = dot.x - before.x;
  return step > 0 && step <= kStep * scale && std::abs(dot.y - before.y) <= kLevel * scale && SameSize(before, dot);
}

// Dots strung together, each to the last one before it that it may follow. The dots of a page stand in few chains at a
// time: chains that a dot has left behind are closed.
std::vector<Chain> ChainsOf(const std::vector<Dot>& dots, double scale) {
  std::vector<Chain> open;
  std::vector<Chain> closed;
  for (const Dot& dot : dots) {
    auto stale = [&](Chain& chain) {
      if (dot.x - chain.back().x <= kStep * scale) return false;
      if (chain.size() >= kFewest) closed.push_back(std::move(chain));
      return true;
    };
    std::erase_if(open, stale);
    auto chain = std::find_if(open.begin(), open.end(), [&](const Chain& c) { return Follows(c.back(), dot, scale); });
    if (chain == open.end()) chain = open.insert(open.end(), Chain{});
    chain->push_back(dot);
  }
  for (Chain& chain : open) {
    if (chain.size() >= kFewest) closed.push_back(std::move(chain));
  }
  return closed;
}

// Steps of a leader are all alike; dots over and under letters, and specks, are not so strung.
bool IsEven(const Chain& chain) {
  std::vector<double> steps;
  for (std::size_t i = 1; i < chain.size(); ++i) steps.push_back(chain[i].x - chain[i - 1].x);
  std::vector<double> sorted = steps;
  std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2), sorted.end());
  const double usual = sorted[sorted.size() / 2];
  const auto even =
      std::count_if(steps.begin(), steps.end(), [&](double step) { return std::abs(step - usual) <= kUneven * usual; });
  return static_cast<double>(even) >= kEven * static_cast<double>(steps.size());
}

bool IsDots(const std::string& text) { return text.find_first_not_of(".,:;-_") == std::string::npos; }

bool CoversMiddle(const PixelBox& box, const Box& word) {
  const double x = (word.left + word.right) / 2;
  const double y = (word.top + word.bottom) / 2;
  return x >= box.left && x < Right(box) && y >= box.top - box.height && y < Bottom(box) + box.height;
}

Box BoxOf(const PixelBox& box) {
  return {static_cast<double>(box.left), static_cast<double>(box.top), static_cast<double>(Right(box)),
          static_cast<double>(Bottom(box))};
}

// Was the ink read as a word of its line? Numbers under each other may be taken for one word that runs downwards.
bool WasRead(const PixelBox& ink, const std::vector<Line>& runs) {
  const double x = ink.left + ink.width / 2.0;
  const double y = ink.top + ink.height / 2.0;
  auto covers = [&](const Word& word) {
    return x >= word.box.left && x < word.box.right && y >= word.box.top && y < word.box.bottom &&
           word.box.height() <= 2 * ink.height;
  };
  return std::any_of(runs.begin(), runs.end(),
                     [&](const Line& run) { return std::any_of(run.words.begin(), run.words.end(), covers); });
}

void Whiten(const PixelBox& place, Pix* picture) {
  ::Box* box = boxCreate(std::max(0, place.left), std::max(0, place.top), place.width, place.height);
  if (box == nullptr) return;
  if (pixGetDepth(picture) == 1) {
    pixClearInRect(picture, box);
  } else {
    pixSetInRectArbitrary(picture, box, 255);
  }
  boxDestroy(&box);
}

// How far a word of the leader's row ends before it or begins behind it; empty for a word of another row.
std::optional<double> Distance(const Box& leader, const Box& word) {
  const double overlap = std::min(leader.bottom, word.bottom) - std::max(leader.top, word.top);
  if (2 * overlap < std::min(leader.height(), word.height())) return {};
  return std::max({0.0, leader.left - word.right, word.left - leader.right});
}

// The run with the nearest word of the leader's row; the last one, a new one, where there is none.
Line& RunOf(const Box& leader, std::vector<Line>& runs) {
  std::size_t nearest = runs.size();
  double least = 0;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    for (const Word& word : runs[i].words) {
      const std::optional<double> distance = Distance(leader, word.box);
      if (!distance || (nearest < runs.size() && *distance >= least)) continue;
      nearest = i;
      least = *distance;
    }
  }
  return nearest < runs.size() ? runs[nearest] : runs.emplace_back();
}

// The ink of a number of up to three digits on the leader's line, right behind it; empty for none, or for more.
std::optional<PixelBox> InkBehind(const Leader& leader, double scale, Pix* ink) {
  const auto pixels = [&](double points) { return static_cast<int>(points * scale); };
  const int left = std::max(0, Right(leader.box) + 1);
  const int top = std::max(0, Bottom(leader.box) - pixels(kTallest));
  ::Box* box = boxCreate(left, top, pixels(kBehind), pixels(kTallest) + pixels(kLevel) + 2);
  PixPtr part(box != nullptr ? pixClipRectangle(ink, box, nullptr) : nullptr);
  boxDestroy(&box);
  std::optional<PixelBox> number;
  int cut =
      left + pixels(kBehind);  // where something begins that is more than a digit: a rule, the black edge of a copy
  for (const PixelBox& piece : ComponentsOf(part.get())) {
    const PixelBox at{piece.left + left, piece.top + top, piece.width, piece.height};
    if (piece.top == 0 || Bottom(piece) >= pixGetHeight(part.get()) || Right(piece) >= pixGetWidth(part.get())) {
      cut = std::min(cut, at.left);
    } else if (piece.height >= pixels(kLowest)) {
      number = number ? Union(*number, at) : at;
    }
  }
  if (number && (number->width > pixels(kWidest) || Right(*number) + pixels(kSpace) > cut)) number.reset();
  return number;
}

// A number behind a leader, and what stands before the leader.
struct Behind {
  PixelBox number;
  std::optional<PixelBox> word{};
};

std::optional<PixelBox> WordBefore(const Leader& leader, double scale, const std::vector<Line>& runs) {
  Box place = BoxOf(leader.box);
  place.top = std::min(place.top, place.bottom - kBodyXHeight * scale);
  std::optional<Box> nearest;
  for (const Line& run : runs) {
    for (const Word& word : run.words) {
      if (word.box.right > place.left || !Distance(place, word.box) || word.box.height() > kTallest * scale * 1.5)
        continue;
      if (!nearest || word.box.right > nearest->right) nearest = word.box;
    }
  }
  if (!nearest) return {};
  return PixelBox{static_cast<int>(nearest->left), static_cast<int>(nearest->top), static_cast<int>(nearest->width()),
                  static_cast<int>(nearest->height())};
}

struct Strip {
  PixPtr picture;         // 8 bits; null where memory runs out
  std::vector<int> left;  // of each number
};

// Numbers side by side on one base line, each behind its word: digits alone, far apart, are read as one number.
Strip StripOf(const std::vector<Behind>& all, double scale, Pix* grey) {
  const int space = static_cast<int>(kSpace * scale);
  Strip strip;
  int width = 2 * space;
  int above = 0;
  for (const Behind& one : all) {
    if (one.word) width += one.word->width + space;
    strip.left.push_back(width);
    width += one.number.width + 2 * space;
    above = std::max(above, Bottom(one.number) - (one.word ? std::min(one.word->top, one.number.top) : one.number.top));
  }
  strip.picture.reset(pixCreate(width, above + 3 * space, 8));
  if (!strip.picture) return strip;
  pixSetAll(strip.picture.get());
  const auto put = [&](const PixelBox& box, int left, int base) {  // `base`: of the page, stands at above + space
    const PixelBox from = Grown(box, 1);
    pixRasterop(strip.picture.get(), left - 1, from.top - base + above + space, from.width, from.height, PIX_SRC, grey,
                from.left, from.top);
  };
  for (std::size_t i = 0; i < all.size(); ++i) {
    const int base = Bottom(all[i].number);
    if (all[i].word) put(*all[i].word, strip.left[i] - space - all[i].word->width, base);
    put(all[i].number, strip.left[i], base);
  }
  return strip;
}

// What was read between two places of the strip, where it is one number of up to three digits; else "".
Word NumberAt(const std::vector<Line>& lines, int left, int right) {
  Word number;
  for (const Line& line : lines) {
    for (const Word& word : line.words) {
      const double x = (word.box.left + word.box.right) / 2;
      if (x < left - 2 || x > right + 2) continue;
      if (!number.text.empty()) return {};
      number = word;
    }
  }
  while (number.text.ends_with('.') || number.text.ends_with(',')) number.text.pop_back();
  const bool digits = number.text.find_first_not_of("0123456789") == std::string::npos;
  if (!digits || number.text.size() > 3) return {};
  number.alternatives.clear();
  return number;
}

}  // namespace

std::vector<Leader> FindLeaders(Pix* ink, double pixels_per_point, const std::vector<PixelBox>& taken) {
  std::vector<Leader> leaders;
  for (const Chain& chain : ChainsOf(DotsOf(ink, pixels_per_point, taken), pixels_per_point)) {
    if (!IsEven(chain)) continue;
    Leader leader{chain.front().box, {}};
    for (const Dot& dot : chain) {
      leader.box = Union(leader.box, dot.box);
      leader.dots.push_back(dot.box);
    }
    leaders.push_back(leader);
  }
  return leaders;
}

void EraseLeaders(const std::vector<Leader>& leaders, double pixels_per_point, Pix* picture) {
  const int rim = std::max(1, static_cast<int>(kRim * pixels_per_point));
  for (const Leader& leader : leaders) {
    // from dot to dot: a leader may lean a little, and pale dots may stand between
    for (std::size_t i = 0; i + 1 < leader.dots.size(); ++i) {
      Whiten(Grown(Union(leader.dots[i], leader.dots[i + 1]), rim), picture);
    }
  }
}

Result<void> ReadBehindLeaders(const std::vector<Leader>& leaders, double pixels_per_point, Pix* grey, Pix* ink,
                               OcrEngine& engine, std::vector<Line>& runs) {
  std::vector<Behind> all;
  for (const Leader& leader : leaders) {
    std::optional<PixelBox> number = InkBehind(leader, pixels_per_point, ink);
    if (number && !WasRead(*number, runs)) all.push_back({*number, WordBefore(leader, pixels_per_point, runs)});
  }
  if (all.empty()) return {};
  const Strip strip = StripOf(all, pixels_per_point, grey);
  if (!strip.picture) return Fail(ErrorCode::kEngine, "the picture does not fit into memory");
  VK_ASSIGN_OR_RETURN(std::vector<Line> lines,
                      engine.ReadNumbers(ToPageImage(strip.picture.get(), pixels_per_point * 72)));
  for (std::size_t i = 0; i < all.size(); ++i) {
    Word word = NumberAt(lines, strip.left[i], strip.left[i] + all[i].number.width);
    if (word.text.empty()) continue;
    word.box = BoxOf(all[i].number);
    runs.emplace_back().words.push_back(std::move(word));
  }
  return {};
}

void AddLeaders(const std::vector<Leader>& leaders, double pixels_per_point, std::vector<Line>& runs) {
  for (const Leader& leader : leaders) {
    for (Line& run : runs) {
      std::erase_if(run.words.Open(),
                    [&](const Word& word) { return IsDots(word.text) && CoversMiddle(leader.box, word.box); });
    }
    Word word;
    word.text = std::string(leader.dots.size(), '.');
    word.box = BoxOf(leader.box);
    word.box.top = std::min(word.box.top, word.box.bottom - kBodyXHeight * pixels_per_point);
    word.confidence = kSure;
    std::vector<Word>& words = RunOf(word.box, runs).words.Open();
    const auto behind =
        std::find_if(words.begin(), words.end(), [&](const Word& w) { return w.box.left > word.box.left; });
    words.insert(behind, std::move(word));
  }
  std::erase_if(runs, [](const Line& run) { return run.words.empty(); });
}

}  // namespace vankho
