#include "pipeline/document/document.h"

#include <algorithm>

#include "pipeline/base/byte_set.h"
#include "pipeline/base/check.h"

namespace vankho {

Document::Document(SeenDocument seen, RestoredText restored) : seen_(std::move(seen)), restored_(std::move(restored)) {
  for (std::size_t page = 0; page < seen_.pages.size(); ++page) {
    for (std::size_t line = 0; line < seen_.pages[page].lines.size(); ++line) seen_index_.emplace_back(page, line);
  }
  VK_CHECK(seen_index_.size() == restored_.lines.size());
  std::size_t size = 0;
  for (const RestoredLine& line : restored_.lines) size += line.text.size() + 1;
  text_.reserve(size);
  for (const RestoredLine& line : restored_.lines) {
    VK_CHECK(line.text.find('\n') == std::string::npos);
    line_begins_.push_back(text_.size());
    text_ += line.text;
    text_ += '\n';
  }
  if (!text_.empty()) text_.pop_back();
}

TextSpan Document::LineSpan(std::size_t index) const {
  VK_CHECK(index < line_begins_.size());
  return {line_begins_[index], line_begins_[index] + restored_.lines[index].text.size()};
}

std::size_t Document::LineAt(std::size_t byte) const {
  VK_CHECK(!line_begins_.empty());
  auto after = std::upper_bound(line_begins_.begin(), line_begins_.end(), byte);
  return static_cast<std::size_t>(after - line_begins_.begin()) - 1;
}

namespace {

// The lines of which the span holds at least a byte.
template <class Take>
void ForEachLine(const Document& document, TextSpan span, Take take) {
  if (document.lines().empty()) return;
  for (std::size_t i = document.LineAt(span.begin); i < document.lines().size(); ++i) {
    const TextSpan line = document.LineSpan(i);
    if (line.begin >= span.end) break;
    if (line.Overlaps(span)) take(i);
  }
}

}  // namespace

std::vector<std::size_t> Document::LineIndexes(TextSpan span) const {
  std::vector<std::size_t> indexes;
  ForEachLine(*this, span, [&](std::size_t i) { indexes.push_back(i); });
  return indexes;
}

int Document::PageOf(TextSpan span) const {
  if (line_begins_.empty()) return 1;
  const std::size_t begin = LineAt(span.begin);
  std::size_t first = begin;
  while (first < line_begins_.size() && line_begins_[first] < span.end && !LineSpan(first).Overlaps(span)) ++first;
  bool any = first < line_begins_.size() && line_begins_[first] < span.end;
  return restored_.lines[any ? first : begin].page;
}

std::vector<int> Document::LineNumbers(TextSpan span) const {
  std::vector<int> numbers;
  int page = PageOf(span);
  ForEachLine(*this, span, [&](std::size_t i) {
    if (restored_.lines[i].page == page) numbers.push_back(restored_.lines[i].number);
  });
  return numbers;
}

const Line& Document::SeenLine(std::size_t index) const {
  auto [page, line] = seen_index_.at(index);
  return seen_.pages[page].lines[line];
}

template <class Take>
void Document::ForEachSeenWord(std::size_t line_index, TextSpan span, Take take) const {
  const Line& seen = SeenLine(line_index);
  if (seen.words.empty()) return;
  TextSpan line = LineSpan(line_index);
  TextSpan inside{std::max(span.begin, line.begin) - line.begin, std::min(span.end, line.end) - line.begin};
  TextSpan raw = restored_.lines[line_index].alignment.ToOld(inside);
  std::size_t at = 0;
  for (const Word& word : seen.words) {
    std::size_t begin = seen.text.find(word.text, at);
    if (begin == std::string::npos) continue;
    at = begin + word.text.size();
    if (raw.Overlaps({begin, at})) take(word);
  }
}

std::vector<Box> Document::BoxesOf(TextSpan span) const {
  std::vector<Box> boxes;
  int page = PageOf(span);
  ForEachLine(*this, span, [&](std::size_t i) {
    if (restored_.lines[i].page != page) return;
    Box box;
    ForEachSeenWord(i, span, [&](const Word& word) { box = Cover(box, word.box); });
    if (!box.empty()) boxes.push_back(box);
  });
  return boxes;
}

double Document::LeastSureNumber(TextSpan span) const {
  auto has_digit = [](std::string_view text) { return kAsciiDigits.FindIn(text) != std::string_view::npos; };
  double least = 1;
  ForEachLine(*this, span, [&](std::size_t i) {
    ForEachSeenWord(i, span, [&](const Word& word) {
      if (has_digit(word.text)) least = std::min(least, word.confidence);
    });
    TextSpan line = LineSpan(i);
    for (const Edit& edit : restored_.lines[i].edits) {
      TextSpan place{line.begin + edit.restored.begin, line.begin + edit.restored.end};
      if (place.Overlaps(span) && has_digit(place.Of(text()))) least = std::min(least, edit.confidence);
    }
  });
  return least;
}

std::string Document::RawOf(TextSpan span) const {
  std::string raw;
  bool first = true;
  ForEachLine(*this, span, [&](std::size_t i) {
    TextSpan line = LineSpan(i);
    TextSpan inside{std::max(span.begin, line.begin) - line.begin, std::min(span.end, line.end) - line.begin};
    if (!first) raw += '\n';
    first = false;
    raw += restored_.lines[i].alignment.ToOld(inside).Of(SeenLine(i).text);
  });
  return raw;
}

std::string Flatten(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool pending = false;
  for (char c : text) {
    if (c == ' ' || c == '\n' || c == '\t' || c == '\f') {
      pending = !out.empty();
      continue;
    }
    if (pending) out += ' ';
    pending = false;
    out += c;
  }
  return out;
}

}  // namespace vankho
