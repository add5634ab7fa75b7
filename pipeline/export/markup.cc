#include "pipeline/export/markup.h"

#include "pipeline/base/unicode.h"

namespace vankho {

std::string EscapeXml(std::string_view text) {
  std::string out;
  for (const CodePoint& c : DecodeUtf8(text)) {
    bool control = c.value < 0x20 && c.value != '\t' && c.value != '\n';
    switch (c.value) {
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
      default:
        AppendUtf8(control || c.value == 0xFFFE || c.value == 0xFFFF ? 0xFFFD : c.value, out);
    }
  }
  return out;
}

}  // namespace vankho
