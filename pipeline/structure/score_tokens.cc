#include "pipeline/structure/score_tokens.h"

#include <algorithm>

#include "pipeline/base/byte_set.h"
#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

bool IsMark(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    char32_t c = NextPoint(text, at);
    if (IsLetter(c) || IsDigit(c)) return false;
  }
  return true;
}

// Blanks, and what is left of a table's rules: "IV_Trả kết quả".
bool Parts(char c) {
  static constexpr ByteSet kParts(" \t|_");
  return kParts.Has(c);
}

}  // namespace

std::vector<TextSpan> Tokens(const Document& document, TextSpan line, std::size_t most) {
  std::vector<TextSpan> tokens;
  constexpr std::size_t kUsualWord = 5;  // bytes, with its space
  tokens.reserve(std::min(most, line.size() / kUsualWord + 4));
  std::string_view text = document.text();
  for (std::size_t at = line.begin; at < line.end && tokens.size() < most;) {
    if (Parts(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < line.end && !Parts(text[end])) ++end;
    bool sign = end - at == 1 && (text[at] == '+' || text[at] == '-');
    bool digit_next = end + 1 < line.end && text[end] == ' ' && text[end + 1] >= '0' && text[end + 1] <= '9';
    if (sign && digit_next) {
      std::size_t stop = end + 1;
      while (stop < line.end && text[stop] != ' ') ++stop;
      end = stop;
    }
    TextSpan token{at, end};
    if (!IsMark(token.Of(text))) tokens.push_back(token);
    at = end;
  }
  return tokens;
}

bool IsScore(std::string_view token) {
  static const Pattern kScore(R"([+\-–]?\s?\d{1,3}(?:[.,:]\d{1,4})?[.,:!;)°'’]?)");
  static constexpr ByteSet kFirstBytes("+-\xE2 \t\n\f\r0123456789");  // the third: of a long dash
  return !token.empty() && kFirstBytes.Has(token.front()) && kScore.MatchAll(token);
}

bool MayBeScore(std::string_view token) {
  static const Pattern kNoComma(R"([+\-–]?\d{4,6})");
  static const Pattern kYear(R"((?:19|20)\d\d)");
  if (IsScore(token)) return true;
  return kAsciiDigits.FindIn(token) != std::string_view::npos && (kNoComma.MatchAll(token) && !kYear.MatchAll(token));
}

bool IsSigned(std::string_view token) { return token.starts_with("+") || token.starts_with("-"); }

bool IsShort(std::string_view word) {
  constexpr std::size_t kShort = 3;  // characters, of four bytes at most
  return word.size() <= 4 * kShort && ToUtf32(word).size() <= kShort;
}

bool IsCode(std::string_view token) {
  static const Pattern kCode(R"(\d{1,2}(?:\.\d{1,2}){0,3}[.\-]{0,2}|[IVX]{1,5}\.?|I?ll\.?|[IVX]l{1,2}\.?|[a-zđ]\))");
  static constexpr ByteSet kFirstBytes("0123456789IVXl");
  const bool letter = token.ends_with(')') && token.size() <= std::string_view("đ)").size();
  return !token.empty() && (letter || kFirstBytes.Has(token.front())) && kCode.MatchAll(token);
}

bool IsUpperWord(std::string_view token) { return ToLower(token) != token && ToUpper(token) == token; }

bool BeginsWithCapital(std::string_view words) {
  std::size_t at = 0;
  char32_t first = words.empty() ? U' ' : NextPoint(words, at);
  return IsLetter(first) && ToLower(words.substr(0, at)) != words.substr(0, at);
}

bool IsTotal(std::string_view text) {
  static const Pattern kTotal(R"((?:tong|cong)(?: (?:diem|cong|so))?(?: .*)?)");
  return kTotal.MatchAll(BareKey(text.substr(0, 40))).has_value();
}

std::optional<Decimal> NumberOf(std::string_view token) {
  while (!token.empty() && token.front() != '-' && (token.front() < '0' || token.front() > '9')) token.remove_prefix(1);
  while (!token.empty() && (token.back() < '0' || token.back() > '9')) token.remove_suffix(1);
  bool minus = token.starts_with('-');
  auto value = Decimal::FromVietnamese(minus ? token.substr(1) : token);
  return value && minus ? std::optional(value->Negated()) : value;
}

std::optional<Decimal> ScoreOf(const Document& document, const std::vector<TextSpan>& cell) {
  if (cell.empty()) return std::nullopt;
  return Decimal::FromVietnamese(cell.front().Of(document.text()));
}

bool IsOver(const Document& document, const std::vector<TextSpan>& cell, const std::vector<TextSpan>& maximum) {
  auto value = ScoreOf(document, cell);
  auto most = ScoreOf(document, maximum);
  return value && most && *value > *most;
}

bool LooksLikeRow(const Document& document, std::size_t line) {
  std::vector<TextSpan> words = Tokens(document, document.LineSpan(line));
  return words.size() > 1 && IsCode(words.front().Of(document.text())) &&
         std::any_of(words.begin() + 1, words.end(), [&](TextSpan word) { return IsScore(word.Of(document.text())); });
}

}  // namespace vankho
