#include "extractors/table_rows/score_cells.h"

#include <algorithm>
#include <map>

#include "extractors/criterion/criterion.h"
#include "pipeline/base/pattern.h"

namespace vankho {
namespace {

bool IsDigitByte(char c) { return c >= '0' && c <= '9'; }

// Digits behind the comma of a plain number; nothing for any other text.
std::optional<int> DecimalsOf(std::string_view text) {
  std::size_t comma = text.find(',');
  if (comma == std::string_view::npos || comma == 0 || comma + 1 == text.size()) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i != comma && !IsDigitByte(text[i])) return std::nullopt;
  }
  return static_cast<int>(text.size() - comma - 1);
}

// The number of the cell without what the rules and specks left around it; a sign only where one can stand.
std::string WithoutDebris(std::string_view text, bool is_signed) {
  auto first = std::find_if(text.begin(), text.end(), IsDigitByte);
  if (first == text.end()) return std::string(text);
  auto begin = static_cast<std::size_t>(first - text.begin());
  // Letters before the number are words, not debris.
  if (std::any_of(text.begin(), first, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); })) {
    return std::string(text);
  }
  bool minus = is_signed && text.substr(0, begin).ends_with('-');
  std::size_t end = text.size();
  while (end > begin && !IsDigitByte(text[end - 1])) --end;
  std::string out = minus ? "-" : "";
  for (char c : text.substr(begin, end - begin)) {
    if (c != ' ') out += c;
  }
  return out;
}

// "200" -> "2,00", "2/9500" -> "2,9500" in a column of that form; "" where it cannot be.
std::string WithComma(std::string number, int decimals) {
  std::replace(number.begin(), number.end(), '/', ',');
  if (DecimalsOf(number) == decimals) return number;
  bool digits = std::all_of(number.begin(), number.end(), IsDigitByte);
  if (decimals == 1 && number == "100") return "";  // a total
  auto places = static_cast<std::size_t>(decimals);
  if (!digits || number.size() <= places || number.size() > places + 3) return "";
  return number.insert(number.size() - places, ",");
}

void Mark(Criterion& criterion, const char* flag, double confidence) {
  criterion.flags.emplace_back(flag);
  criterion.confidence = std::min(criterion.confidence, confidence);
}

}  // namespace

ScoreColumnForm FormOfColumn(const std::vector<std::string>& cells) {
  std::map<int, int> counts;
  int with_comma = 0;
  bool zero = false;
  for (const std::string& cell : cells) {
    std::string number = WithoutDebris(cell, false);
    std::replace_if(
        number.begin(), number.end(), [](char c) { return c == '.' || c == ':'; }, ',');
    if (auto decimals = DecimalsOf(number)) {
      ++counts[*decimals];
      ++with_comma;
      zero = zero || number.ends_with('0');
    }
  }
  ScoreColumnForm form;
  form.has_commas = with_comma > 0;
  for (const auto& [decimals, count] : counts) {
    bool fixed = decimals >= 2 || zero;  // who prints "2,0" prints no bare "2"
    if (count >= 3 && fixed && 4 * count >= 3 * with_comma) form.decimals = decimals;
  }
  return form;
}

std::optional<ScoreCell> ReadScoreCell(std::string_view text, const ScoreColumnForm& form, bool is_signed) {
  std::string number = WithoutDebris(text, is_signed);
  if (std::size_t colon = number.find(':'); colon != std::string::npos) {  // a comma with a speck: "2:5"
    number[colon] = ',';
    auto value = ReadScore(number);
    return value ? std::optional(ScoreCell{*value, true}) : std::nullopt;
  }
  if (form.decimals && !DecimalsOf(number)) {
    if (std::string mended = WithComma(number, *form.decimals); !mended.empty()) {
      auto value = ReadScore(mended);
      return value ? std::optional(ScoreCell{*value, true}) : std::nullopt;
    }
  }
  static const Pattern kPoint(R"(-?\d{1,2}\.\d{3})");
  bool point = form.has_commas && kPoint.MatchAll(number);  // not a thousand and more: "8.125" beside "7,5"
  if (point) number[number.find('.')] = ',';
  auto value = ReadScore(number);
  return value ? std::optional(ScoreCell{*value, point}) : std::nullopt;
}

void MarkDoubtfulScores(Criterion& criterion, bool repaired) {
  if (repaired) Mark(criterion, "number-repaired", 0.6);
  auto over = [&criterion](const std::optional<Decimal>& score) {
    return criterion.max_score && score && *score > *criterion.max_score;
  };
  if (over(criterion.score) || over(criterion.target_score)) Mark(criterion, "score-over-maximum", 0.2);
}

void MarkContradiction(Criterion& criterion) { Mark(criterion, "sum-mismatch", 0.3); }

void MarkRepairedCode(Criterion& criterion) { Mark(criterion, "code-repaired", 0.85); }

void MarkLostComma(Criterion& criterion) { Mark(criterion, "comma-may-be-lost", 0.5); }

}  // namespace vankho
