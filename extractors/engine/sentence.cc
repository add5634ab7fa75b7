#include "extractors/engine/sentence.h"

namespace vankho {
namespace {

bool EndsSentence(const FlatText& text, std::size_t begin, std::size_t at) {
  const std::string_view mark = text.KeyOf(at);
  if (mark == ";") return true;
  if (mark != "." && mark != "?" && mark != "!") return false;
  if (at + 1 == text.size()) return true;
  const FlatWord& next = text.words()[at + 1];
  if (!next.space_before) return false;
  if (mark == "." && at - begin <= 3) {  // "1.", "1.2.", "a." at the start
    bool marker = true;
    for (std::size_t i = begin; i < at; ++i) {
      const FlatWord& word = text.words()[i];
      marker &= word.kind != WordKind::kLetters || word.plain.size() == 1;
    }
    if (marker) return false;
  }
  return next.upper || next.kind == WordKind::kMark;
}

bool IsMark(const FlatText& text, std::size_t at) { return text.words()[at].kind == WordKind::kMark; }

// "a)", "đ)", "1.", "1.2.": how many words of marker begin here.
std::size_t MarkerLength(const FlatText& text, WordRange range) {
  std::size_t at = range.begin;
  while (at < range.end && at < range.begin + 6 && !(at > range.begin && text.words()[at].space_before)) {
    const FlatWord& word = text.words()[at];
    const bool letter = word.kind == WordKind::kLetters && at == range.begin &&
                        text.plain().substr(word.plain.begin, word.plain.size()).size() <= 2;
    const bool part = letter || word.kind == WordKind::kDigits || text.KeyOf(at) == "." || text.KeyOf(at) == ")";
    if (!part) return 0;
    ++at;
  }
  if (at == range.begin || at >= range.end || !IsMark(text, at - 1)) return 0;
  return at - range.begin;
}

}  // namespace

std::vector<WordRange> Sentences(const FlatText& text) {
  std::vector<WordRange> sentences;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!EndsSentence(text, begin, at)) continue;
    sentences.push_back({begin, at + 1});
    begin = at + 1;
  }
  if (begin < text.size()) sentences.push_back({begin, text.size()});
  return sentences;
}

WordRange Trim(const FlatText& text, WordRange range) {
  const auto skip_marks = [&] {
    while (range.begin < range.end && IsMark(text, range.begin) && text.KeyOf(range.begin) != "(" &&
           text.KeyOf(range.begin) != "\"")
      ++range.begin;
  };
  skip_marks();
  range.begin += MarkerLength(text, range);
  skip_marks();
  while (range.begin < range.end && IsMark(text, range.end - 1)) {
    const std::string_view mark = text.KeyOf(range.end - 1);
    if (mark == ")" || mark == "%" || mark == "\"") break;
    --range.end;
  }
  return range;
}

bool InBrackets(const FlatText& text, WordRange range, std::size_t word) {
  int depth = 0;
  for (std::size_t i = range.begin; i < word; ++i) {
    if (text.KeyOf(i) == "(") ++depth;
    if (text.KeyOf(i) == ")" && depth > 0) --depth;
  }
  return depth > 0;
}

}  // namespace vankho
