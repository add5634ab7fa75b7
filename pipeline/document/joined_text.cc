#include "pipeline/document/joined_text.h"

#include <algorithm>

namespace vankho {
namespace {

bool IsAsciiLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

std::size_t MarkupAt(std::string_view text, std::size_t at) {
  if (text.substr(at, 2) == "**" || text.substr(at, 2) == "__") return 2;
  if (text[at] != '<') return 0;
  std::size_t i = at + 1;
  if (i < text.size() && text[i] == '/') ++i;
  std::size_t begin = i;
  while (i < text.size() && i - begin < 6 && IsAsciiLetter(text[i])) ++i;
  if (i == begin) return 0;
  if (i < text.size() && text[i] == '/') ++i;
  return i < text.size() && text[i] == '>' ? i + 1 - at : 0;
}

JoinedText::JoinedText(std::string_view document_text, const std::vector<TextSpan>& pieces) {
  bool space = false;
  bool new_run = true;
  for (TextSpan piece : pieces) {
    if (!text_.empty()) space = true;
    new_run = true;
    for (std::size_t at = piece.begin; at < piece.end;) {
      if (std::size_t size = MarkupAt(document_text, at); size > 0) {
        at += size;
        new_run = true;
        continue;
      }
      char c = document_text[at];
      if (c == ' ' || c == '\t' || c == '\n' || c == '\f') {
        space = !text_.empty();
        new_run = true;
        ++at;
        continue;
      }
      if (space) text_.push_back(' ');
      if (space || new_run) runs_.push_back({text_.size(), at});
      space = new_run = false;
      text_.push_back(c);
      ++at;
    }
  }
}

std::size_t JoinedText::DocumentByte(std::size_t flat) const {
  auto after = std::upper_bound(runs_.begin(), runs_.end(), flat,
                                [](std::size_t at, const Run& run) { return at < run.flat_begin; });
  if (after == runs_.begin()) return runs_.empty() ? 0 : runs_.front().document_begin;
  --after;
  return after->document_begin + (flat - after->flat_begin);
}

TextSpan JoinedText::ToDocument(TextSpan flat) const {
  if (flat.empty()) return {DocumentByte(flat.begin), DocumentByte(flat.begin)};
  return {DocumentByte(flat.begin), DocumentByte(flat.end - 1) + 1};
}

}  // namespace vankho
