#include "pipeline/page/text_quality.h"

#include <algorithm>
#include <string>

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

bool IsForeignSign(char32_t c) {
  if (c == 0xFFFD || (c >= 0xE000 && c <= 0xF8FF)) return true;  // replacement, private use
  if (c < 0x80) return false;
  if (IsLetter(c)) {
    char32_t base = BaseLetter(WithTone(Lower(c), Tone::kNgang));
    return base > 'z' || base < 'a';  // Ñ, ç, ø, µ, ª, Cyrillic, ...
  }
  // Latin-1 signs and modifiers that legacy encodings put in the place of vowels; § © ® ° « » are met in good text.
  return (c >= 0xA1 && c <= 0xBF && c != 0xA7 && c != 0xA9 && c != 0xAE && c != 0xB0 && c != 0xAB && c != 0xBB) ||
         c == 0xD7 || c == 0xF7;
}

bool IsVietnameseMark(char32_t c) { return c >= 0x80 && BaseLetter(c) < 0x80; }

void Judge(const std::u32string& token, bool capitals, TextQuality& quality) {
  bool marked = std::any_of(token.begin(), token.end(), IsVietnameseMark);
  if (capitals && !marked && token.size() <= 4) return;  // UBND, CCHC, VT
  if (token.size() < 2 && !marked) return;               // list letters, debris of one letter
  ++quality.words;
  if (!IsPossibleSyllable(EncodeUtf8(token))) return;
  ++quality.possible;
  if (marked) ++quality.accented;
}

// "https://a.vn/b", "van-thu@a.vn", "b?id=1&x=2": behind the word that begins at `at` where it is an address or a part
// of one, which says nothing of the language; 0 where it is none.
std::size_t EndOfAddress(std::string_view text, std::size_t at) {
  const std::size_t end = std::min(text.find_first_of(" \t\r\n\f", at), text.size());
  const std::string_view word = text.substr(at, end - at);
  const bool address = word.find("://") != std::string_view::npos || word.find('@') != std::string_view::npos ||
                       word.starts_with("www.") || word.find_first_of("?=&_") != std::string_view::npos ||
                       word.find(".vn") != std::string_view::npos;
  return address ? end : 0;
}

}  // namespace

bool TextQuality::IsGood() const {
  return words > 0 && PossibleShare() >= 0.9 && AccentedShare() >= 0.35 && foreign_signs * 50 <= words;
}

double TextQuality::Score() const {
  if (words == 0) return 0;
  double dirt = std::min(1.0, static_cast<double>(foreign_signs) / words);
  return PossibleShare() * std::min(1.0, AccentedShare() / 0.6) * (1 - dirt);
}

TextQuality MeasureText(std::string_view text) {
  TextQuality quality;
  std::u32string token;
  bool capitals = true;
  bool has_digit = false;
  auto finish = [&] {
    if (!token.empty() && !has_digit) Judge(token, capitals, quality);
    token.clear();
    capitals = true;
    has_digit = false;
  };
  std::size_t address_end = 0;
  bool word_begins = true;
  for (const CodePoint& point : DecodeUtf8(text)) {
    char32_t c = point.value;
    const bool space = IsSpace(c);
    if (word_begins && !space) address_end = EndOfAddress(text, point.begin);
    word_begins = space;
    if (point.begin < address_end) continue;
    bool foreign = IsForeignSign(c);
    if (foreign) ++quality.foreign_signs;
    if (IsLetter(c) || foreign) {
      capitals = capitals && !IsLower(c);
      token.push_back(Lower(c));
    } else if (IsDigit(c)) {
      has_digit = true;
    } else {
      finish();
    }
  }
  finish();
  return quality;
}

}  // namespace vankho
