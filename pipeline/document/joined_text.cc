#include "pipeline/document/joined_text.h"

#include <algorithm>

#include "pipeline/base/byte_set.h"

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
  std::size_t size = 0;
  for (TextSpan piece : pieces) size += piece.size() + 1;
  text_.reserve(size);
  static constexpr ByteSet kSpecial(" \t\n\f*_<");
  bool space = false;
  bool new_run = true;
  for (TextSpan piece : pieces) {
    if (!text_.empty()) space = true;
    new_run = true;
    for (std::size_t at = piece.begin; at < piece.end;) {
      char c = document_text[at];
      bool may_mark = c == '*' || c == '_' || c == '<';
      if (std::size_t markup = may_mark ? MarkupAt(document_text, at) : 0; markup > 0) {
        at += markup;
        new_run = true;
        continue;
      }
      if (c == ' ' || c == '\t' || c == '\n' || c == '\f') {
        space = !text_.empty();
        new_run = true;
        ++at;
        continue;
      }
      if (space) text_.push_back(' ');
      if (space || new_run) AddRun(at);
      space = new_run = false;
      // To the next of these bytes, over single spaces.
      std::size_t end = std::min(kSpecial.FindIn(document_text, at + 1), piece.end);
      while (end + 1 < piece.end && document_text[end] == ' ' && !kSpecial.Has(document_text[end + 1])) {
        end = std::min(kSpecial.FindIn(document_text, end + 2), piece.end);
      }
      text_.append(document_text, at, end - at);
      at = end;
    }
  }
}

// A run goes on over a single space that stands in the document too.
void JoinedText::AddRun(std::size_t document_byte) {
  bool goes_on =
      !runs_.empty() && document_byte - runs_.back().document_begin == text_.size() - runs_.back().flat_begin;
  if (!goes_on) runs_.push_back({text_.size(), document_byte});
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
