// Headers of score tables whose words nobody can read: what their columns are is told by the numbers under them.
#include <algorithm>
#include <map>

#include "pipeline/base/byte_set.h"
#include "pipeline/base/unicode.h"
#include "pipeline/structure/score_arithmetic.h"
#include "pipeline/structure/score_lines.h"
#include "pipeline/structure/score_tokens.h"

namespace vankho {
namespace {

constexpr std::size_t kLookAhead = 40;
constexpr std::size_t kPointsNear = 4;  // lines over and under a header in which it or its title speaks of points
constexpr std::size_t kLongestNameLine = 100;  // bytes of a header that begins with what the rows are about
constexpr std::size_t kFewestSums = 3;         // rows that are the sum of others
constexpr std::size_t kFewestFirm = 6;         // rows that have a code, where sums are all that is known

// What two digits without a comma were before they lost it: "65" 6.5.
std::optional<Decimal> WithComma(std::string_view word) {
  if (word.size() != 2 || !kAsciiDigits.Has(word[0]) || !kAsciiDigits.Has(word[1])) return std::nullopt;
  return Decimal::FromVietnamese(std::string{word[0], ',', word[1]});
}

}  // namespace

// The numbers of lines that have as many, and how many of each column are signed.
struct ScoreLines::NumberRows {
  std::vector<std::vector<Decimal>> rows;
  std::vector<std::size_t> is_signed;

  // The column whose numbers print their signs in more than half of the rows.
  std::optional<std::size_t> SignedColumn() const {
    for (std::size_t c = 0; c < is_signed.size(); ++c) {
      if (is_signed[c] * 2 > rows.size()) return c;
    }
    return std::nullopt;
  }
};

// A header that only sums can prove: where the rows are numbered, and what they are about.
ScoreLines::Header ScoreLines::HeaderOfSums(std::vector<TextSpan> number, TextSpan name) {
  Header header;
  header.torn = true;
  header.beside = true;
  header.columns = {{std::move(number), Kind::kNumber, -1}, {{name}, Kind::kName, -1}, {{}, Kind::kScore, 0}};
  header.scores = 1;
  return header;
}

// Do the lines around a header, or a title over it, speak of points?
bool ScoreLines::SpeaksOfPoints(const Document& document, const std::vector<LineFacts>& facts, std::size_t line) const {
  auto speaks = [&](std::size_t at) {
    std::string key = " " + BareKey(facts[at].span.Of(document.text())) + " ";
    return key.find(" diem ") != std::string::npos || key.find(" cham diem ") != std::string::npos;
  };
  std::size_t seen = 0;
  for (std::size_t up = line + 1; up-- > 0 && seen <= kPointsNear;) {
    if (!facts[up].Holds()) continue;
    if (speaks(up)) return true;
    ++seen;
  }
  return line + 1 < facts.size() && facts[line + 1].Holds() && speaks(line + 1);
}

// "Chỉ số nội dung, nội dung thành phần | Điểm ...": the word over the codes is lost.
std::optional<ScoreLines::Header> ScoreLines::NamesAloneHeader(const Document& document,
                                                               const std::vector<LineFacts>& facts, std::size_t line,
                                                               const std::vector<TextSpan>& tokens) const {
  const LineFacts& own = facts[line];
  bool text = own.terminal || own.marker || own.span.size() > kLongestNameLine;
  auto name = text ? std::nullopt : PhraseAt(document, tokens, 0, false);
  if (!name || name->first.kind != Kind::kName || !SpeaksOfPoints(document, facts, line)) return std::nullopt;
  return HeaderOfSums({}, {tokens[0].begin, tokens[name->second - 1].end});
}

// The numbers under a header, by how many a line has.
std::map<std::size_t, ScoreLines::NumberRows> ScoreLines::RowsOfNumbers(const Document& document,
                                                                        const std::vector<LineFacts>& facts,
                                                                        std::size_t line, const Header& header) const {
  Header probe = header;
  probe.scores = 2;
  const std::size_t look_ahead = header.beside ? 2 * kLookAhead : kLookAhead;  // over the next page's header
  std::map<std::size_t, NumberRows> rows;                                      // by how many numbers they have
  for (std::size_t i = line + 1, seen = 0; i < facts.size() && seen < look_ahead; ++i) {
    if (!facts[i].Holds()) continue;
    ++seen;
    std::vector<TextSpan> tokens = Tokens(document, document.LineSpan(i));
    if (tokens.size() < 4) continue;
    bool code = IsCode(tokens.front().Of(document.text()));
    auto [begin, end] = ScoreRun(document, probe, tokens, std::vector<std::size_t>(tokens.size(), i));
    if (!code && end - begin < 3) continue;
    std::vector<Decimal> numbers;
    NumberRows& alike = rows[end - begin];
    alike.is_signed.resize(end - begin);
    for (std::size_t at = begin; at < end; ++at) {
      if (auto value = NumberOf(tokens[at].Of(document.text()))) numbers.push_back(*value);
    }
    if (numbers.size() != end - begin) continue;
    for (std::size_t at = begin; at < end; ++at) {
      if (IsSigned(tokens[at].Of(document.text()))) ++alike.is_signed[at - begin];
    }
    alike.rows.push_back(std::move(numbers));
  }
  return rows;
}

// The header with the columns that the sums of its rows speak of.
std::optional<ScoreLines::Header> ScoreLines::WithArithmetic(const Document& document,
                                                             const std::vector<LineFacts>& facts, std::size_t line,
                                                             const Header& header) const {
  std::map<std::size_t, NumberRows> rows = RowsOfNumbers(document, facts, line, header);
  bool aims = std::any_of(header.columns.begin(), header.columns.end(), [](const Column& c) { return c.rank == 2; });
  const NumberRows& most = rows[4].rows.size() >= rows[3].rows.size() ? rows[4] : rows[3];
  std::vector<ScoreRank> ranks = RanksByArithmetic(most.rows, aims, most.SignedColumn());
  if (ranks.empty()) return std::nullopt;
  Header sums = header;
  auto first = std::find_if(sums.columns.begin(), sums.columns.end(), [](const Column& c) { return c.rank >= 0; });
  std::size_t at = static_cast<std::size_t>(first - sums.columns.begin());
  std::erase_if(sums.columns, [](const Column& column) { return column.rank >= 0; });
  auto year = header.years.begin();
  bool dated = header.years.size() == ranks.size() - 2;
  for (ScoreRank rank : ranks) {
    Column column{{}, Kind::kScore, static_cast<int>(rank)};
    bool of_year = rank == ScoreRank::kReached || rank == ScoreRank::kAimed;
    if (dated && of_year && ranks.size() == 4) column.pieces.push_back(*year++);
    sums.columns.insert(sums.columns.begin() + static_cast<std::ptrdiff_t>(std::min(at++, sums.columns.size())),
                        column);
  }
  sums.scores = ranks.size();
  sums.unsaid = false;
  return sums;
}

// The header with one column of numbers, what can be had at most: where many of them are the sums of those under them.
std::optional<ScoreLines::Header> ScoreLines::WithOneNumber(const Document& document,
                                                            const std::vector<LineFacts>& facts, std::size_t line,
                                                            const Header& header) const {
  Header one = header;
  std::erase_if(one.columns, [](const Column& column) { return column.rank >= 0; });
  auto name =
      std::find_if(one.columns.begin(), one.columns.end(), [](const Column& c) { return c.kind == Kind::kName; });
  one.columns.insert(name + 1, Column{{}, Kind::kScore, 0});
  one.scores = 1;
  one.unsaid = false;
  one.added_up = true;
  std::vector<SumNumber> numbers;
  for (std::size_t i = line + 1, seen = 0; i < facts.size() && seen < 2 * kLookAhead; ++i) {
    if (!facts[i].Holds()) continue;
    ++seen;
    std::vector<TextSpan> tokens = Tokens(document, document.LineSpan(i));
    if (tokens.size() < 2 || facts[i].terminal) continue;
    bool total = IsTotal(facts[i].span.Of(document.text()));
    bool code = IsCode(tokens.front().Of(document.text()));
    auto [begin, end] = ScoreRun(document, one, tokens, std::vector<std::size_t>(tokens.size(), i), code ? 1 : 0);
    if (end - begin != 1) continue;
    std::string_view word = tokens[begin].Of(document.text());
    auto value = NumberOf(word);
    bool comma = word.find_first_of(",.") < word.size() - 1;
    bool ends = begin + 1 == tokens.size() && IsShort(tokens.front().Of(document.text()));
    if (!value || !(code || comma || ends || total)) continue;
    const bool digits = tokens.front().Of(document.text()).find_first_of("0123456789") != std::string_view::npos;
    numbers.push_back({*value, WithComma(word), !total && !digits, !code && !total});
    if (total) break;
  }
  SumTree sums = FindSums(numbers);
  std::vector<Decimal> values;
  for (const SumNumber& number : numbers) values.push_back(number.value);
  bool proved = sums.sums >= kFewestSums && sums.firm >= kFewestFirm && sums.covered * 2 >= sums.firm;
  return proved && IsScale(values) ? std::optional(one) : std::nullopt;
}

}  // namespace vankho
