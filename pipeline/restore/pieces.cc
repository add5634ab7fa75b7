#include "pipeline/restore/pieces.h"

#include <algorithm>

#include "pipeline/base/unicode.h"
#include "pipeline/restore/line_chars.h"

namespace vankho {
namespace {

using Chars = std::vector<LineChar>;

bool IsApostrophe(char32_t c) { return c == U'\'' || c == U'’' || c == U'‘' || c == U'`'; }

// Marks that the engine writes for letters when they touch letters.
bool IsLetterLike(char32_t c) {
  return c == U'|' || c == U'€' || c == U'¢' || c == U'&' || c == U'@' || c == U'§' || c == U'¥' || c == U'$';
}

bool IsWordChar(char32_t c) { return IsLetter(c) || IsDigit(c) || (c >= 0x300 && c <= 0x36f); }

bool IsAddress(std::string_view word) {
  if (word.find_first_of("@./") == std::string_view::npos) return false;
  return (word.find('@') != std::string_view::npos && word.find('.', word.find('@')) != std::string_view::npos) ||
         word.find("://") != std::string_view::npos || word.starts_with("www.") ||
         word.find(".gov.vn") != std::string_view::npos || word.find(".vn/") != std::string_view::npos;
}

bool StartsWord(const Chars& chars, std::size_t at, std::size_t end) { return at < end && IsWordChar(chars[at].value); }

// A small letter or a number follows, after a space or at once: no sentence ended here.
bool SentenceGoesOn(const Chars& chars, std::size_t at) {
  if (at < chars.size() && IsWordChar(chars[at].value)) return true;
  while (at < chars.size() && IsSpace(chars[at].value)) ++at;
  return at < chars.size() && (IsLower(chars[at].value) || IsDigit(chars[at].value));
}

// Does an apostrophe before a word, not far away, open a quotation?
bool IsQuoted(const Chars& chars, std::size_t at) {
  constexpr std::size_t kReach = 100;
  for (std::size_t i = at - std::min(at, kReach); i + 1 < at; ++i) {
    const bool opens = IsApostrophe(chars[i].value) && (i == 0 || !IsWordChar(chars[i - 1].value));
    if (opens && IsWordChar(chars[i + 1].value)) return true;
  }
  return false;
}

// The hook or horn of ư and ơ at the end of a word, written as a mark: gi? for giữ, tir’ for từ. Not where a sentence
// or a quotation ends.
bool IsHookMark(const Chars& chars, std::size_t at, std::size_t begin) {
  const char32_t c = chars[at].value;
  if (at == begin || (c != U'?' && !IsApostrophe(c)) || !SentenceGoesOn(chars, at + 1)) return false;
  if (begin > 0 && IsApostrophe(chars[begin - 1].value)) return false;
  // An apostrophe behind another small letter stands for its mark too where none before it opens a quotation.
  if (IsApostrophe(c) && IsLower(chars[at - 1].value) && !IsQuoted(chars, at)) return true;
  return std::u32string_view(U"iltrwuo").find(chars[at - 1].value) != std::u32string_view::npos;
}

// A run of word characters, with the apostrophes and letter-like marks between them.
std::size_t RunEnd(const Chars& chars, std::size_t begin, std::size_t end) {
  std::size_t i = begin;
  auto inside = [&](std::size_t at) {
    if (IsWordChar(chars[at].value)) return true;
    if (IsLetterLike(chars[at].value))
      return (at > begin && IsWordChar(chars[at - 1].value)) || StartsWord(chars, at + 1, end);
    if (IsHookMark(chars, at, begin)) return true;
    if (!IsApostrophe(chars[at].value)) return false;
    if (StartsWord(chars, at + 1, end)) return true;
    // The horn of ơ and ư: co' for cơ. Not where a quotation began.
    const char32_t before = at > begin ? Lower(chars[at - 1].value) : U' ';
    return (before == U'o' || before == U'u') && !(begin > 0 && IsApostrophe(chars[begin - 1].value));
  };
  while (i < end && inside(i)) ++i;
  return i;
}

bool AllOtherScript(const Chars& chars, std::size_t begin, std::size_t end) {
  return std::all_of(chars.begin() + static_cast<std::ptrdiff_t>(begin),
                     chars.begin() + static_cast<std::ptrdiff_t>(end),
                     [](const LineChar& c) { return IsOtherScript(c.value); });
}

bool AllDigits(const Chars& chars, std::size_t begin, std::size_t end) {
  return std::all_of(chars.begin() + static_cast<std::ptrdiff_t>(begin),
                     chars.begin() + static_cast<std::ptrdiff_t>(end),
                     [](const LineChar& c) { return IsDigit(c.value); });
}

// Digits, joined by single marks of numbers: 24/01/2024, 0,85, 2021-2025.
std::size_t NumberEnd(const Chars& chars, std::size_t i, std::size_t end) {
  std::size_t stop = i;
  while (i < end) {
    std::size_t digits = i;
    while (digits < end && IsDigit(chars[digits].value)) ++digits;
    if (digits == i) break;
    if (digits < end && (IsLetter(chars[digits].value) || chars[digits].value == U'|')) break;  // 28thang
    const bool letter_like = digits < end && digits - i == 1 && IsLetterLike(chars[digits].value);
    if (letter_like && !(digits + 1 < end && IsDigit(chars[digits + 1].value))) break;  // 1€n, but not 5&6
    stop = digits;
    bool joint = digits < end && std::u32string_view(U".,:/-").find(chars[digits].value) != std::u32string_view::npos;
    if (!joint) break;
    i = digits + 1;
  }
  return stop;
}

// Cuts the white-space word [begin, end).
void CutWord(const Chars& chars, std::size_t begin, std::size_t end, std::vector<Piece>& pieces) {
  auto add = [&](std::size_t from, std::size_t to, PieceKind kind) {
    pieces.push_back({{chars[from].begin, chars[to - 1].end}, kind});
  };
  for (std::size_t i = begin; i < end;) {
    const char32_t c = chars[i].value;
    std::size_t number = IsDigit(c) ? NumberEnd(chars, i, end) : i;
    if (number > i) {
      add(i, number, PieceKind::kNumber);
      i = number;
      continue;
    }
    std::size_t run = RunEnd(chars, i, end);
    if (run > i) {
      const bool other = AllOtherScript(chars, i, run);
      add(i, run, other ? PieceKind::kFixed : AllDigits(chars, i, run) ? PieceKind::kNumber : PieceKind::kWord);
      i = run;
      continue;
    }
    const bool letter_like = c == U'&' || c == U'@' || c == U'¥';
    add(i, i + 1, letter_like && end - begin <= 2 ? PieceKind::kWord : PieceKind::kMark);
    ++i;
  }
}

}  // namespace

bool IsOtherScript(char32_t c) {
  if (c < 0x370 || (c >= 0x1e00 && c <= 0x1eff)) return false;  // Latin with all its marks
  const bool latin = (c >= 0x2c60 && c <= 0x2c7f) || (c >= 0xa720 && c <= 0xa7ff) || (c >= 0xfb00 && c <= 0xfb06);
  return !latin && c != 0xfffd && IsLetter(c);
}

std::vector<Piece> CutPieces(std::string_view line, const std::vector<TextSpan>& fixed) {
  std::vector<Piece> pieces;
  Chars chars = CharsOf(line);
  pieces.reserve(line.size() / 4 + 1);
  auto next_fixed = fixed.begin();
  for (std::size_t i = 0; i < chars.size();) {
    while (next_fixed != fixed.end() && next_fixed->end <= chars[i].begin) ++next_fixed;
    if (next_fixed != fixed.end() && next_fixed->begin <= chars[i].begin) {
      pieces.push_back({*next_fixed, PieceKind::kFixed});
      while (i < chars.size() && chars[i].begin < next_fixed->end) ++i;
      continue;
    }
    if (IsSpace(chars[i].value)) {
      ++i;
      continue;
    }
    std::size_t stop = next_fixed == fixed.end() ? line.size() : next_fixed->begin;
    std::size_t end = i;
    while (end < chars.size() && chars[end].begin < stop && !IsSpace(chars[end].value)) ++end;
    TextSpan word{chars[i].begin, chars[end - 1].end};
    if (IsAddress(word.Of(line))) {
      pieces.push_back({word, PieceKind::kFixed});
    } else {
      CutWord(chars, i, end, pieces);
    }
    i = end;
  }
  return pieces;
}

}  // namespace vankho
