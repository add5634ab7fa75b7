#include "pipeline/export/markup.h"

#include "pipeline/base/unicode.h"

namespace vankho {

namespace {

std::string Escape(std::string_view text, std::string_view control) {
  std::string clean;
  if (!IsValidUtf8(text)) text = clean = CleanUtf8(text);
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (std::size_t i = 0; i < text.size(); ++i) {
    switch (char c = text[i]) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default: {
        bool no_character = text.substr(i).starts_with("\xEF\xBF\xBE") || text.substr(i).starts_with("\xEF\xBF\xBF");
        if (no_character) i += 2;  // U+FFFE, U+FFFF
        bool drop = no_character || (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t');
        if (drop) {
          out += control;
        } else {
          out += c;
        }
      }
    }
  }
  return out;
}

}  // namespace

std::string EscapeXml(std::string_view text) { return Escape(text, "\uFFFD"); }
std::string EscapeHtml(std::string_view text) { return Escape(text, " "); }

}  // namespace vankho
