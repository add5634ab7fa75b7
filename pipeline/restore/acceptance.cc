#include "pipeline/restore/acceptance.h"

#include <algorithm>
#include <vector>

#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"
#include "pipeline/restore/numbers.h"

namespace vankho {
namespace {

// Capitals without marks that cannot be a syllable: KSTT, PNV.
bool IsAbbreviation(std::string_view word) {
  auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  return word.size() >= 2 && std::all_of(word.begin(), word.end(), capital) && !IsPossibleSyllable(ToLower(word)) &&
         word.find_first_not_of("IVXHL") != std::string_view::npos;
}

bool IsPlainCapitals(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// More capitals than small letters?
bool IsCapitals(std::string_view text) {
  int lead = 0;
  for (const CodePoint& c : DecodeUtf8(text)) lead += IsUpper(c.value) ? 1 : IsLower(c.value) ? -1 : 0;
  return lead > 0;
}

// Syllables, numbers, capitals: what our own OCR may have been meant to read. Not `office`, `out`, `Jun`.
bool IsVietnamese(std::string_view text) {
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::string_view word = text.substr(begin, end - begin);
    if (HasLetter(word) && !IsCapitals(word) && !IsPossibleSyllable(CanonicalTonePlacement(ToLower(word))))
      return false;
    begin = end + 1;
  }
  return true;
}

// H'Bia, Y’Moan: an apostrophe before a capital stands in names alone.
bool HasNameMark(std::string_view word) {
  static const Pattern pattern(R"(\p{Lu}['’]\p{Lu}\p{Ll}.*)");
  return pattern.MatchAll(word).has_value();
}

// Our own OCR reads a digit where a letter was printed inside words alone (`t6`): what opens with one, or holds
// several, is a number.
bool LosesNumber(std::string_view seen, std::string_view text) {
  const std::string digits = DigitsOf(seen);
  if (digits.empty() || digits == DigitsOf(text)) return false;
  return digits.size() > 1 || digits[0] == seen[0] || HoldsNumber(seen);
}

}  // namespace

bool HasLetter(std::string_view text) {
  auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  if (std::any_of(text.begin(), text.end(), plain)) return true;
  std::vector<CodePoint> chars = DecodeUtf8(text);
  return std::any_of(chars.begin(), chars.end(), [](const CodePoint& c) { return IsLetter(c.value); });
}

bool OwnOcrMayChange(std::string_view line, std::string_view seen, std::string_view text) {
  if (!HasLetter(seen) || LosesNumber(seen, text) || HasNameMark(seen)) return false;
  const bool roman = text.find_first_not_of("IVX") == std::string_view::npos;
  if (!roman && (IsAbbreviation(seen) || !IsVietnamese(text))) return false;
  if (!roman && IsPlainCapitals(seen) && IsCapitals(text) && !IsCapitals(line)) return false;
  std::string joined(text);
  std::erase(joined, ' ');
  return joined.size() == text.size() || joined == seen;  // `dienTich`: a name, not two words misread
}

double OwnOcrLeastPosterior(bool known, double engine) {
  if (!known) return engine > 0.9 ? 0.8 : 0.6;
  if (engine == 1) return 0.995;  // it says nothing
  return engine > 0.95 ? 0.98 : engine > 0.85 ? 0.9 : 0.8;
}

double EngineConfidence(const Line& line, TextSpan span) {
  double least = 1;
  std::size_t end = 0;
  for (const Word& word : line.words) {
    const std::size_t begin = line.text.find(word.text, end);
    if (begin == std::string::npos) continue;
    end = begin + word.text.size();
    if (begin < span.end && span.begin < end) least = std::min(least, word.confidence);
  }
  return least;
}

}  // namespace vankho
