// Words as XML content.
#pragma once

#include <string>
#include <string_view>

namespace vankho {

// & < > " ' as entities; what XML 1.0 does not allow (control characters, bytes that are not UTF-8, U+FFFE and U+FFFF)
// becomes U+FFFD. Good between tags and in quoted attributes of XML and HTML.
std::string EscapeXml(std::string_view text);
// The same for HTML, with a space for each control character.
std::string EscapeHtml(std::string_view text);

}  // namespace vankho
