// A phrase in reading order, with the way back to the document.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/span.h"

namespace vankho {

// Pieces of Document::text joined by single spaces: white space runs become one space, and the mark-up that text
// engines leave (`**`, `<i>`, `</b>`) is left out. Extractors look at `text()` and map what they find back with
// `ToDocument`. Immutable; safe to read from several threads.
class JoinedText {
 public:
  JoinedText() = default;
  JoinedText(std::string_view document_text, const std::vector<TextSpan>& pieces);

  const std::string& text() const { return text_; }
  bool empty() const { return text_.empty(); }

  // The smallest document span that holds what a span of text() was made from.
  TextSpan ToDocument(TextSpan flat) const;

 private:
  struct Run {
    std::size_t flat_begin;
    std::size_t document_begin;
  };
  void AddRun(std::size_t document_byte);
  std::size_t DocumentByte(std::size_t flat) const;

  std::string text_;
  std::vector<Run> runs_;  // each run was copied byte for byte
};

// The byte length of the mark-up tag that begins at `at` (`**`, `__`, `<i>`, `</td>`), 0 where there is none.
std::size_t MarkupAt(std::string_view text, std::size_t at);

}  // namespace vankho
