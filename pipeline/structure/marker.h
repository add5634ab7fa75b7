// The markers that open headings and items: "Phần I", "I.", "1.", "1.1.", "a)", "-", "+".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vankho {

// Outermost first; the order of Nghị định 30/2020/NĐ-CP, Phụ lục I, for reports and plans.
enum class MarkerRank {
  kPart,
  kChapter,
  kArticle,
  kRoman,
  kArabic,
  kDecimal2,
  kDecimal3,
  kDecimal4,
  kLetter,
  kDash,
  kPlus,
  kStar
};

struct Marker {
  MarkerRank rank = MarkerRank::kDash;
  std::string label;     // "II", "1", "1.2", "a", "-"
  int number = 0;        // its place in the sequence, from 1; of a decimal label the last part; 0 for dashes
  std::size_t size = 0;  // bytes of the marker and the white space after it
  bool damaged = false;  // read from look-alikes ("l.", "I1.", "|."): to be believed only where it continues a sequence
};

// The marker at the beginning of a trimmed line, if there is one.
std::optional<Marker> ParseMarker(std::string_view line);

// The Arabic marker that OCR made look-alikes of, "l." or "|." of "1.", "l.2." of "1.2."; damaged, and for the caller
// to believe only where it continues a sequence. Nothing for a marker that holds no look-alike.
std::optional<Marker> ParseDamagedNumber(std::string_view line);

// "XIV" -> 14; nullopt for what is not a Roman number under 40.
std::optional<int> RomanValue(std::string_view text);
std::string RomanLabel(int value);

// The letters of points in their order (Vietnamese alphabet: after d comes đ, no f j w z): 'a' -> 1; 0 for others.
int PointLetterValue(char32_t letter);

}  // namespace vankho
