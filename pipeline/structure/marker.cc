#include "pipeline/structure/marker.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "pipeline/base/byte_set.h"
#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

constexpr std::u32string_view kPointLetters = U"abcdđeghiklmnopqrstuvxy";

int ToInt(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// "I1", "l", "|", "111" as the Roman number that OCR made them from.
std::string UndamagedRoman(std::string_view text) {
  std::string roman;
  for (char c : text) roman.push_back(c == 'l' || c == '|' || c == '!' || c == '1' ? 'I' : c);
  return roman;
}

std::optional<Marker> ParseNamed(std::string_view line) {
  static const Pattern kNamed(
      R"((?i:(phần|chương|mục|điều|phan|chuong|dieu)) ([IVXLC]{1,6}|\d{1,3}|thứ [^ ]+)(\s?[.:]|\s[-–—]|$)?)");
  constexpr std::string_view kFirstBytes = "pPcCmMdD\xC4";  // the last: of đ and Đ
  if (kFirstBytes.find(line.front()) == std::string_view::npos) return std::nullopt;
  auto match = kNamed.MatchAt(line, 0);
  if (!match) return std::nullopt;
  std::string word = BareKey(match->Group(1, line));
  std::string_view number = match->Group(2, line);
  // "Điều 5 của Luật ..." in running text is no heading; "Điều 5." is.
  if (word == "dieu" && match->Group(3, line).empty() && match->span.end < line.size()) return std::nullopt;
  if (match->span.end < line.size() && match->Group(3, line).empty() && line[match->span.end] != ' ')
    return std::nullopt;
  Marker marker;
  marker.rank = word == "phan" ? MarkerRank::kPart : word == "dieu" ? MarkerRank::kArticle : MarkerRank::kChapter;
  marker.label = std::string(match->Group(1, line)) + " " + std::string(number);
  marker.number = RomanValue(number).value_or(ToInt(number));
  marker.size = match->span.end;
  return marker;
}

std::optional<Marker> ParseRoman(std::string_view line) {
  static const Pattern kRoman(R"(([IVX]{1,6})[.):/]\s*)");
  static const Pattern kDamaged(R"(([IVXl|!1]{1,5})[.,]\s+)");
  if (std::string_view("IVXl|!1").find(line.front()) == std::string_view::npos) return std::nullopt;
  if (auto match = kRoman.MatchAt(line, 0); match && match->span.end < line.size()) {
    if (auto value = RomanValue(match->Group(1, line))) {
      return Marker{MarkerRank::kRoman, std::string(match->Group(1, line)), *value, match->span.end, false};
    }
  }
  auto match = kDamaged.MatchAt(line, 0);
  if (!match || match->span.end >= line.size() || match->Group(1, line) == "1") return std::nullopt;
  std::string roman = UndamagedRoman(match->Group(1, line));
  auto value = RomanValue(roman);
  if (!value) return std::nullopt;
  return Marker{MarkerRank::kRoman, roman, *value, match->span.end, true};
}

std::optional<Marker> ParseNumber(std::string_view line) {
  static const Pattern kDecimal(R"((\d{1,2}(?:\.\d{1,2}){1,3})[.):]?\s+)");
  static const Pattern kArabic(R"((\d{1,2})\s?[.)/:]\s*)");
  if (!IsDigit(static_cast<unsigned char>(line.front()))) return std::nullopt;
  if (auto match = kDecimal.MatchAt(line, 0); match && match->span.end < line.size()) {
    std::string label(match->Group(1, line));
    auto dots = std::count(label.begin(), label.end(), '.');
    MarkerRank rank = dots == 1 ? MarkerRank::kDecimal2 : dots == 2 ? MarkerRank::kDecimal3 : MarkerRank::kDecimal4;
    return Marker{rank, label, ToInt(std::string_view(label).substr(label.rfind('.') + 1)), match->span.end, false};
  }
  auto match = kArabic.MatchAt(line, 0);
  if (!match || match->span.end >= line.size()) return std::nullopt;
  auto next = DecodeUtf8(line.substr(match->span.end, 4)).front().value;
  if (!IsLetter(next) && next != U'"' && next != U'“' && next != U'(') return std::nullopt;  // 1.5, 3/2024
  std::string label(match->Group(1, line));
  return Marker{MarkerRank::kArabic, std::to_string(ToInt(label)), ToInt(label), match->span.end, false};
}

// "a) ", "đ/ ", "b . ": a point letter, a mark, blanks.
std::optional<Marker> ParseLetter(std::string_view line) {
  static constexpr ByteSet kBlanks(" \t\n\f\r");
  std::size_t letter = line.starts_with("đ") ? std::string_view("đ").size() : 1;
  std::size_t at = letter;
  if (at < line.size() && kBlanks.Has(line[at])) ++at;
  if (at >= line.size() || std::string_view(")/.").find(line[at]) == std::string_view::npos) return std::nullopt;
  std::size_t end = ++at;
  while (end < line.size() && kBlanks.Has(line[end])) ++end;
  if (end == at || end == line.size()) return std::nullopt;
  std::string_view label = line.substr(0, letter);
  int value = PointLetterValue(DecodeUtf8(label).front().value);
  if (value == 0) return std::nullopt;
  return Marker{MarkerRank::kLetter, std::string(label), value, end, false};
}

// "A. ĐÁNH GIÁ KẾT QUẢ": only over a title in capitals, since names begin so too ("B. Nguyễn").
std::optional<Marker> ParseCapital(std::string_view line) {
  static const Pattern kCapital(R"(([A-HĐ])[.)]\s+(\p{Lu}[^\p{Ll}]*\p{Lu}[^\p{Ll}]*))");
  constexpr std::string_view kFirstBytes = "ABCDEFGH\xC4";  // the last: of Đ
  if (kFirstBytes.find(line.front()) == std::string_view::npos) return std::nullopt;
  auto match = kCapital.MatchAll(line);
  if (!match) return std::nullopt;
  std::string label(match->Group(1, line));
  int value = PointLetterValue(Lower(DecodeUtf8(label).front().value));
  if (value == 0) return std::nullopt;
  return Marker{MarkerRank::kChapter, label, value, match->groups[1]->begin, false};
}

std::optional<Marker> ParseBullet(std::string_view line) {
  static const Pattern kBullet(R"((?:[-–—~•·*+▪●][ \t]*){1,2})");
  constexpr std::string_view kFirstBytes = "-~*+\xE2\xC2";  // the last: of the dashes and bullets, of the middle dot
  if (kFirstBytes.find(line.front()) == std::string_view::npos) return std::nullopt;
  auto match = kBullet.MatchAt(line, 0);
  if (!match || match->span.end >= line.size()) return std::nullopt;
  std::string_view mark = match->span.Of(line);
  char next = line[match->span.end];
  bool spaced = mark.back() == ' ' || mark.back() == '\t';
  if (!spaced && next >= '0' && next <= '9') return std::nullopt;  // -5, +3
  if (mark.find('+') != std::string_view::npos) return Marker{MarkerRank::kPlus, "+", 0, match->span.end, false};
  if (mark.find('*') != std::string_view::npos) return Marker{MarkerRank::kStar, "*", 0, match->span.end, false};
  return Marker{MarkerRank::kDash, "-", 0, match->span.end, false};
}

}  // namespace

std::optional<Marker> ParseDamagedNumber(std::string_view line) {
  static const Pattern kDamaged(R"(([\dlI|!]{1,2}(?:[.,][\dlI|!]{1,2}){0,3})[.,)]\s+)");
  auto match = kDamaged.MatchAt(line, 0);
  if (!match || match->span.end >= line.size()) return std::nullopt;
  std::string number(match->Group(1, line));
  if (number.find_first_of("lI|!") == std::string::npos) return std::nullopt;
  for (char& c : number) c = c == ',' ? '.' : c >= '0' && c <= '9' ? c : c == '.' ? '.' : '1';
  number += ". x";  // as if it were printed so, before some word
  auto marker = ParseNumber(number);
  if (!marker) return std::nullopt;
  marker->size = match->span.end;
  marker->damaged = true;
  return marker;
}

std::optional<int> RomanValue(std::string_view text) {
  if (text.empty()) return std::nullopt;
  for (int value = 1; value < 40; ++value) {
    if (RomanLabel(value) == text) return value;
  }
  return std::nullopt;
}

std::string RomanLabel(int value) {
  constexpr std::array<std::pair<int, std::string_view>, 5> kParts{
      {{10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}}};
  std::string label;
  for (auto [worth, digits] : kParts) {
    for (; value >= worth; value -= worth) label += digits;
  }
  return label;
}

int PointLetterValue(char32_t letter) {
  auto at = kPointLetters.find(letter);
  return at == std::u32string_view::npos ? 0 : static_cast<int>(at) + 1;
}

std::optional<Marker> ParseMarker(std::string_view line) {
  if (line.empty()) return std::nullopt;
  if (auto marker = ParseNamed(line)) return marker;
  if (auto marker = ParseRoman(line)) return marker;
  if (auto marker = ParseNumber(line)) return marker;
  if (auto marker = ParseLetter(line)) return marker;
  if (auto marker = ParseCapital(line)) return marker;
  return ParseBullet(line);
}

}  // namespace vankho
