// HTML that is escaped unless it says otherwise: H("<td>{}</td>", text) escapes every argument that is not itself Html.
// The template is always a literal of the program, never words from outside.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <type_traits>

#include "pipeline/export/markup.h"

namespace vankho {

// A word of a query or path, percent-encoded (RFC 3986, unreserved characters stay).
std::string EscapeUrl(std::string_view text);

// Finished HTML.
class Html {
 public:
  Html() = default;
  explicit Html(std::string markup) : markup_(std::move(markup)) {}
  const std::string& markup() const { return markup_; }
  bool empty() const { return markup_.empty(); }
  Html& operator+=(const Html& more) {
    markup_ += more.markup_;
    return *this;
  }

 private:
  std::string markup_;
};

namespace html_detail {
inline std::string Ready(const Html& html) { return html.markup(); }
inline std::string Ready(std::string_view text) { return EscapeHtml(text); }
inline std::string Ready(const std::string& text) { return EscapeHtml(text); }
inline std::string Ready(const char* text) { return EscapeHtml(text); }
template <class N>
requires std::is_arithmetic_v<N> std::string Ready(N number) { return fmt::format("{}", number); }
}  // namespace html_detail

template <class... A>
Html H(fmt::string_view markup, const A&... values) {
  return Html(fmt::format(fmt::runtime(markup), html_detail::Ready(values)...));
}

}  // namespace vankho
