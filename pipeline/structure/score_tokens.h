// The words and numbers of a line of a score table whose columns were lost.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "pipeline/base/decimal.h"
#include "pipeline/document/document.h"

namespace vankho {

// Words and numbers of a line, the first `most` of them; marks alone are left out ("/", "|"), a sign stays with the
// number behind it ("+ 3").
std::vector<TextSpan> Tokens(const Document& document, TextSpan line, std::size_t most = std::string_view::npos);

// "2,50", "+ 0,5", "2.50" and what a speck leaves of it: "1,00.", "2:5".
bool IsScore(std::string_view token);
// ... or one of more digits that lost its comma: "12,375" as "12375".
bool MayBeScore(std::string_view token);
bool IsSigned(std::string_view token);
// Three characters at most: what may stand over a column of numbers, or be left of it or of a code.
bool IsShort(std::string_view word);
// "1.1", "1-", "II", "a)".
bool IsCode(std::string_view token);
// "CẢI CÁCH THỂ CHẾ": the row of a part, whose code the reading lost.
bool IsUpperWord(std::string_view token);
bool BeginsWithCapital(std::string_view words);
// "Tổng điểm", "Tổng cộng": the row of sums has words where the others have a code.
bool IsTotal(std::string_view text);

// The value of a score with whatever a speck left of it: "+0,38", "1,00.".
std::optional<Decimal> NumberOf(std::string_view token);
// The value of a cell of one number.
std::optional<Decimal> ScoreOf(const Document& document, const std::vector<TextSpan>& cell);
// Are both numbers, the first over the second?
bool IsOver(const Document& document, const std::vector<TextSpan>& cell, const std::vector<TextSpan>& maximum);
// Does the line begin with a code and hold a number?
bool LooksLikeRow(const Document& document, std::size_t line);

}  // namespace vankho
