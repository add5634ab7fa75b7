#include "extractors/reference/document_date.h"

#include <charconv>

#include "pipeline/base/pattern.h"

namespace vankho {
namespace {

int ToInt(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

}  // namespace

std::optional<DocumentDate> FindDocumentDate(std::string_view text, std::size_t from, std::size_t reach) {
  static const Pattern kDate(
      R"((?i:ngày|ngay)?\s*(?:(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})|(\d{0,2})[ .…_]*(?i:tháng|thang)\s*(\d{0,2})[ .…_]*(?i:năm|nam)\s*(\d{4})))");
  if (from > text.size()) return std::nullopt;
  std::string_view window = text.substr(from, reach + 48);
  for (std::size_t at = 0; at <= window.size();) {
    auto match = kDate.Find(window, at);
    if (!match || match->span.begin > reach) return std::nullopt;
    bool slashed = match->groups[2].has_value();
    int day = ToInt(match->Group(slashed ? 1 : 4, window));
    int month = ToInt(match->Group(slashed ? 2 : 5, window));
    int year = ToInt(match->Group(slashed ? 3 : 6, window));
    if (month == 0) day = 0;
    if (auto date = PartialDate::Make(year, month, day); date && year >= 1945 && year <= 2100) {
      return DocumentDate{*date, {from + match->span.begin, from + match->span.end}};
    }
    at = match->span.end;
  }
  return std::nullopt;
}

}  // namespace vankho
