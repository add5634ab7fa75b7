#include "pipeline/document/word_signs.h"

#include <algorithm>
#include <cmath>

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

constexpr std::size_t kReach = 3;  // words on each side that are neighbours

double Median(std::vector<double>& values) {
  if (values.empty()) return 0;
  auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

void AddNeighbours(const std::vector<PageWord>& words, const PageSigns& page, std::vector<WordSigns>& signs) {
  std::vector<double> odds;
  odds.reserve(words.size());
  for (const PageWord& word : words) odds.push_back(LogOdds(word.confidence));
  for (std::size_t i = 0; i < words.size(); ++i) {
    double sum = page.odds;
    double count = 1;
    for (std::size_t j = i - std::min(i, kReach); j < std::min(words.size(), i + kReach + 1); ++j) {
      if (j != i) sum += odds[j], ++count;
    }
    const bool last = i + 1 == words.size();
    signs[i].page = page.odds;
    signs[i].neighbours = sum / count;
    signs[i].least = std::min(i > 0 ? odds[i - 1] : page.odds, last ? page.odds : odds[i + 1]);
    if (i > 0) signs[i].before = words[i - 1].text;
    if (!last) signs[i].after = words[i + 1].text;
    signs[i].item = words[0].text == "-";
  }
}

// Of a doubt, and of a change.
void AddEdits(const RestoredLine& restored, const std::vector<PageWord>& words, std::vector<WordSigns>& signs) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    at = restored.text.find(words[i].text, at);
    if (at == std::string::npos) return;
    const TextSpan span{at, at + words[i].text.size()};
    at = span.end;
    for (const Edit& edit : restored.edits) {
      if (!edit.restored.Overlaps(span)) continue;
      if (edit.reason == kDoubt) {
        signs[i].posterior = std::min(signs[i].posterior.value_or(1), edit.confidence);
      } else {
        signs[i].change = edit.confidence;
      }
    }
  }
}

// Quotes pair in turn along the line; one that is left over is open.
void AddQuotes(std::vector<WordSigns>& signs) {
  WordSigns* open = nullptr;
  for (WordSigns& word : signs) {
    for (const CodePoint& c : DecodeUtf8(word.text)) {
      if (c.value != U'"' && c.value != U'“' && c.value != U'”') continue;
      open = open == nullptr ? &word : nullptr;
    }
  }
  if (open != nullptr) open->open_quote = true;
}

bool IsBareNumber(const PageWord& word) {
  return !word.box.empty() && !word.text.empty() && word.text.find_first_not_of("0123456789") == std::string::npos;
}

void AddDigits(const std::vector<PageWord>& words, const PageSigns& page, std::vector<WordSigns>& signs) {
  double sum = 0;
  double count = 0;
  for (const PageWord& word : words) {
    if (IsBareNumber(word)) sum += std::log(page.Upright(word.box).height()), ++count;
  }
  for (std::size_t i = 0; count > 1 && i < words.size(); ++i) {
    if (!IsBareNumber(words[i])) continue;
    const double own = std::log(page.Upright(words[i].box).height());
    signs[i].digits = own - (sum - own) / (count - 1);
  }
}

void AddGaps(const std::vector<PageWord>& words, const PageSigns& page, std::vector<WordSigns>& signs) {
  if (page.em <= 0) return;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const bool one_word = words[i].seen == words[i + 1].seen;  // that restoration parted
    if (words[i].box.empty() || words[i + 1].box.empty() || one_word) continue;
    const double gap = (page.Upright(words[i + 1].box).left - page.Upright(words[i].box).right) / page.em;
    signs[i].gap = std::min(signs[i].gap, gap);
    signs[i + 1].gap = std::min(signs[i + 1].gap, gap);
  }
}

bool Overlap(const Box& a, const Box& b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

void AddPlace(const PageWord& word, const PageSigns& page, WordSigns& signs) {
  if (word.box.empty() || page.letters <= 0 || page.em <= 0) return;
  const Box box = page.Upright(word.box);
  signs.height = std::log(box.height() / page.letters);
  signs.width = std::log(box.width() / (page.em * AdvanceOf(word.text)));
  if (page.height > 0) signs.depth = (box.top + box.bottom) / 2 / page.height;
  signs.in_table =
      std::any_of(page.tables.begin(), page.tables.end(), [&](const Box& table) { return Overlap(box, table); });
}

}  // namespace

Box PageSigns::Upright(const Box& box) const { return ToReadingSpace(sheet, box); }

PageSigns SignsOf(const Page& page) {
  PageSigns signs;
  signs.read = page.origin == PageOrigin::kOcr;
  if (!signs.read) return signs;
  signs.sheet.width_pt = page.width_pt;
  signs.sheet.height_pt = page.height_pt;
  signs.sheet.turned_degrees = page.turned_degrees;
  signs.sheet.skew_degrees = page.skew_degrees;
  signs.height = page.turned_degrees % 180 == 0 ? page.height_pt : page.width_pt;
  std::vector<double> heights;
  std::vector<double> ems;
  double count = 0;
  for (const Line& line : page.lines) {
    for (const Word& word : line.words) {
      signs.odds += LogOdds(word.confidence);
      ++count;
      if (word.box.empty() || DecodeUtf8(word.text).size() < 2) continue;
      const Box box = signs.Upright(word.box);
      heights.push_back(box.height());
      ems.push_back(box.width() / AdvanceOf(word.text));
    }
  }
  if (count > 0) signs.odds /= count;
  signs.letters = Median(heights);
  signs.em = Median(ems);
  for (const TableGrid& grid : page.grids) signs.tables.push_back(grid.box);
  return signs;
}

std::vector<WordSigns> SignsOf(const RestoredLine& restored, const std::vector<PageWord>& words,
                               const PageSigns& page) {
  std::vector<WordSigns> signs(words.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    signs[i].text = words[i].text;
    signs[i].seen = words[i].seen;
    signs[i].engine = words[i].confidence;
    signs[i].rival = words[i].rival;
    AddPlace(words[i], page, signs[i]);
  }
  AddNeighbours(words, page, signs);
  AddEdits(restored, words, signs);
  AddQuotes(signs);
  AddDigits(words, page, signs);
  AddGaps(words, page, signs);
  return signs;
}

}  // namespace vankho
