#include "pipeline/base/unicode.h"
#include "pipeline/restore/restorer.h"

namespace vankho {

Result<FilteredText> RestorePlainText(const Restorer& restorer, std::string_view text, PageOrigin origin, Trace trace) {
  FilteredText out;
  out.seen.source.file_name = "-";
  out.seen.source.size = text.size();
  out.seen.source.pages = 1;
  Page page;
  page.number = 1;
  page.origin = origin;
  std::vector<std::string_view> ends;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t newline = std::min(text.find('\n', begin), text.size());
    std::size_t end = newline;
    if (end > begin && newline < text.size() && text[end - 1] == '\r') --end;
    Line line;
    line.number = static_cast<int>(page.lines.size()) + 1;
    line.text = CleanUtf8(text.substr(begin, end - begin));
    for (char& c : line.text) c = c == '\n' ? ' ' : c;  // a lone CR inside
    page.lines.push_back(std::move(line));
    begin = std::min(newline + 1, text.size());
    ends.push_back(text.substr(end, begin - end));
  }
  out.seen.pages.push_back(std::move(page));
  VK_ASSIGN_OR_RETURN(out.lines, restorer.Run(out.seen, trace));
  for (std::size_t i = 0; i < ends.size(); ++i) {
    out.text += out.lines.lines[i].text;
    out.text += ends[i];
  }
  return out;
}

}  // namespace vankho
