#include "pipeline/structure/score_lines.h"

#include <algorithm>
#include <array>

#include "pipeline/base/decimal.h"
#include "pipeline/base/lexicon.h"
#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"
#include "pipeline/structure/score_arithmetic.h"
#include "pipeline/structure/score_tokens.h"

namespace vankho {
namespace {

constexpr std::size_t kMostGoingOn = 4;  // lines that one row may run over
constexpr std::size_t kFewestRows = 3;
constexpr std::size_t kFewestUnsaid = 6;     // rows that must fit where the header says nothing
constexpr std::size_t kMostLost = 5;         // lines between two rows that are none
constexpr std::size_t kMostLostOfMany = 12;  // the same where three numbers or more make a row
constexpr std::size_t kMostLostOfOne = 2;    // the same where one number makes a row
constexpr std::size_t kShortestDamaged = 7;  // bytes of a header cell that may have a wrong letter
constexpr std::size_t kHeaderAbove = 4;  // lines over and under the one that names the columns, where a header is torn
constexpr std::size_t kHeaderBelow = 2;
constexpr std::size_t kMostHeaderWords = 40;  // a longer line is a sentence, or hostile
constexpr std::size_t kLookAhead = 40;

// The words of the lines that a row runs over.
struct RowWords {
  RowWords(const Document& document, const std::vector<std::size_t>& lines) {
    for (std::size_t line : lines) {
      for (TextSpan token : Tokens(document, document.LineSpan(line))) {
        tokens.push_back(token);
        line_of.push_back(line);
      }
    }
  }

  // A range of them, one piece a line.
  std::vector<TextSpan> Pieces(std::size_t from, std::size_t to) const {
    std::vector<TextSpan> spans;
    for (std::size_t i = from; i < to; ++i) {
      bool goes_on = i > from && line_of[i] == line_of[i - 1];
      if (goes_on) {
        spans.back().end = tokens[i].end;
      } else {
        spans.push_back(tokens[i]);
      }
    }
    return spans;
  }

  std::size_t EndOfLine(std::size_t token) const {
    std::size_t end = token;
    while (end < tokens.size() && line_of[end] == line_of[token]) ++end;
    return end;
  }

  std::vector<TextSpan> tokens;
  std::vector<std::size_t> line_of;  // by token
};

// What may stand over a column of numbers, or be left of it.
bool IsShort(std::string_view word) {
  constexpr std::size_t kShort = 3;  // characters, of four bytes at most
  return word.size() <= 4 * kShort && ToUtf32(word).size() <= kShort;
}

}  // namespace

Result<ScoreLines> ScoreLines::Load(const std::string& data_folder) {
  VK_ASSIGN_OR_RETURN(Lexicon lexicon, Lexicon::Load(data_folder + "/lexicons/header_cells.tsv"));
  VK_ASSIGN_OR_RETURN(std::size_t meaning, lexicon.Column("meaning"));
  VK_ASSIGN_OR_RETURN(std::size_t words, lexicon.Column("words"));
  VK_ASSIGN_OR_RETURN(std::size_t where, lexicon.Column("where"));
  static const std::map<std::string, Phrase, std::less<>> kPhrases{
      {"number", {Kind::kNumber, -1}},  {"criterion", {Kind::kName, -1}}, {"content", {Kind::kName, -1}},
      {"max_score", {Kind::kScore, 0}}, {"score", {Kind::kScore, 1}},     {"target", {Kind::kScore, 2}},
      {"delta", {Kind::kScore, kDelta}}};
  ScoreLines lines;
  for (const Lexicon::Row& row : lexicon.rows()) {
    if (row.cells[where] == "cell") continue;
    std::string key = BareWords(row.cells[words]);
    auto phrase = kPhrases.find(row.cells[meaning]);
    lines.phrases_.try_emplace(key, phrase == kPhrases.end() ? Phrase{} : phrase->second);
    lines.longest_key_ = std::max(lines.longest_key_, key.size());
    for (std::size_t end = key.find(' '); end != std::string::npos; end = key.find(' ', end + 1)) {
      lines.begins_.insert(key.substr(0, end));
    }
    lines.begins_.insert(key);
    lines.longest_ = std::max(lines.longest_, static_cast<std::size_t>(std::count(key.begin(), key.end(), ' ')) + 1);
  }
  lines.by_size_.resize(lines.longest_key_ + 1);
  for (const auto& known : lines.phrases_) {
    if (known.first.size() >= kShortestDamaged) lines.by_size_[known.first.size()].emplace_back(known);
  }
  return lines;
}

// The first phrase, in the order of their words, that differs from `words` by one byte at most.
const ScoreLines::Phrase* ScoreLines::DamagedPhrase(const std::string& words) const {
  const std::string* first = nullptr;
  const Phrase* found = nullptr;
  for (std::size_t size = words.size() - 1; size <= words.size() + 1 && size < by_size_.size(); ++size) {
    for (const auto& known : by_size_[size]) {
      if (first != nullptr && *first < known.first) break;
      // One edit leaves the first byte or the last.
      if (known.first.front() != words.front() && known.first.back() != words.back()) continue;
      if (!WithinOneEdit(known.first, words)) continue;
      first = &known.first;
      found = &known.second;
    }
  }
  return found;
}

// The longest header cell that the tokens from `at` on spell, with the number of its tokens; where they are `damaged`,
// a letter may be wrong.
std::optional<std::pair<ScoreLines::Phrase, std::size_t>> ScoreLines::PhraseAt(const Document& document,
                                                                               const std::vector<TextSpan>& tokens,
                                                                               std::size_t at, bool damaged) const {
  constexpr std::size_t kLongestDamaged = 3;  // tokens
  std::optional<std::pair<Phrase, std::size_t>> longest;
  std::vector<std::string> damaged_keys;
  std::string key;  // of the tokens so far
  for (std::size_t size = 1; size <= longest_ && at + size <= tokens.size(); ++size) {
    std::string words = BareWords(tokens[at + size - 1].Of(document.text()));
    if (!key.empty() && !words.empty()) key += ' ';
    key += words;
    bool goes_on = key.empty() || begins_.contains(key);
    if (auto phrase = goes_on ? phrases_.find(key) : phrases_.end(); phrase != phrases_.end())
      longest = std::pair{phrase->second, size};
    bool may_be_damaged = damaged && size <= kLongestDamaged;
    if (may_be_damaged && size > 1) damaged_keys.push_back(key);
    if (!goes_on && !may_be_damaged) break;
  }
  if (longest) return longest;
  for (std::size_t i = damaged_keys.size(); i-- > 0;) {
    if (damaged_keys[i].empty()) continue;
    if (const Phrase* phrase = DamagedPhrase(damaged_keys[i])) return std::pair{*phrase, i + 2};
  }
  return std::nullopt;
}

// The cells that a line of header words holds, left to right: each begins with words that are known and goes on to the
// next. Nothing where the line begins otherwise than with that of numbers.
std::vector<ScoreLines::Column> ScoreLines::ReadHeader(const Document& document,
                                                       const std::vector<TextSpan>& tokens) const {
  std::vector<Column> columns;
  for (std::size_t i = 0; i < tokens.size();) {
    auto found = PhraseAt(document, tokens, i, false);
    if (!found && columns.empty()) return {};
    if (!found) {
      columns.back().pieces.back().end = tokens[i++].end;
      continue;
    }
    auto [phrase, size] = *found;
    if (columns.empty() && phrase.kind != Kind::kNumber) return {};
    columns.push_back({{{tokens[i].begin, tokens[i + size - 1].end}}, phrase.kind, phrase.rank});
    i += size;
  }
  return columns;
}

// Adds the header cells that a line holds from its token `from` on; `own`: it is the line that numbers and names.
void ScoreLines::Gather(const Document& document, std::size_t line, std::size_t from, bool own,
                        HeaderWords& words) const {
  static const Pattern kYear(R"((?:19|20)\d\d)");
  std::vector<TextSpan> tokens = Tokens(document, document.LineSpan(line));
  if (tokens.size() > kMostHeaderWords) return;
  for (std::size_t i = from; i < tokens.size();) {
    if (kYear.MatchAll(tokens[i].Of(document.text()))) words.years.push_back(tokens[i]);
    auto found = PhraseAt(document, tokens, i, true);
    if (!found) {
      ++i;
      continue;
    }
    auto [phrase, size] = *found;
    Column column{{{tokens[i].begin, tokens[i + size - 1].end}}, phrase.kind, phrase.rank};
    if (phrase.kind == Kind::kScore) words.scores.try_emplace(phrase.rank, column);
    if (phrase.kind == Kind::kOther && own) words.other = column;
    i += size;
  }
}

// "STT Tiêu chí/tiêu chí thành phần": a table of criteria, not of anything that has two numbers.
bool NamesCriteria(const Document& document, const std::vector<TextSpan>& tokens, std::size_t size) {
  std::string name = BareKey(TextSpan{tokens[1].begin, tokens[size].end}.Of(document.text()));
  return name.find("tieu chi") != std::string::npos || name.starts_with("chi so") || name.starts_with("linh vuc");
}

// Does the line begin with a word of header cells, or with a short one that may be what a reading left of a number's?
// Most lines do not, and nothing else of them needs a look.
bool ScoreLines::MayBeHeader(const Document& document, std::size_t line) const {
  std::vector<TextSpan> first = Tokens(document, document.LineSpan(line), 1);
  if (first.empty()) return false;
  std::string_view word = first.front().Of(document.text());
  if (IsShort(word)) return true;
  std::string key = BareWords(word);
  return begins_.contains(key.substr(0, key.find(' ')));
}

// A header whose cells stand in several lines; `line` is the one that numbers and names: "STT Tiêu chí".
std::optional<ScoreLines::Header> ScoreLines::ReadTornHeader(const Document& document,
                                                             const std::vector<LineFacts>& facts, std::size_t line,
                                                             const std::vector<TextSpan>& tokens) const {
  if (tokens.size() < 2) return std::nullopt;
  auto first = PhraseAt(document, tokens, 0, false);
  bool numbers = first ? first->first.kind == Kind::kNumber : IsShort(tokens[0].Of(document.text()));
  if (!numbers) return std::nullopt;
  auto name = PhraseAt(document, tokens, 1, true);
  bool unsaid = false;
  if (!name || name->first.kind != Kind::kName) return std::nullopt;
  HeaderWords words;
  std::size_t seen = 0;
  for (std::size_t up = line; up-- > 0 && seen < kHeaderAbove;) {
    if (!facts[up].Holds()) continue;
    if (facts[up].upper || LooksLikeRow(document, up)) break;
    Gather(document, up, 0, false, words);
    ++seen;
  }
  Gather(document, line, 1 + name->second, true, words);
  seen = 0;
  for (std::size_t down = line + 1; down < facts.size() && seen < kHeaderBelow; ++down) {
    if (!facts[down].Holds()) continue;
    if (facts[down].upper || LooksLikeRow(document, down)) break;
    Gather(document, down, 0, false, words);
    ++seen;
  }
  if (words.scores.empty()) {
    if (!NamesCriteria(document, tokens, name->second)) return std::nullopt;
    // Nobody can read what the columns are: two of numbers beside criteria are the most and what was reached, if the
    // rows bear it out.
    words.scores = {{0, {{}, Kind::kScore, 0}}, {1, {{}, Kind::kScore, 1}}};
    unsaid = true;
  }
  Header header{{}, words.scores.size(), true, unsaid, words.years};
  header.columns.push_back({{tokens[0]}, Kind::kNumber, -1});
  header.columns.push_back({{{tokens[1].begin, tokens[name->second].end}}, Kind::kName, -1});
  // The years of the results and of the goals, in their order.
  bool dated = words.years.size() == words.scores.count(1) + words.scores.count(2);
  auto year = words.years.begin();
  for (auto& [rank, column] : words.scores) {
    if (dated && (rank == 1 || rank == 2)) column.pieces.push_back(*year++);
    header.columns.push_back(column);
  }
  if (words.other) header.columns.push_back(*words.other);
  return header;
}

// The header that begins at a line: as it stands, with a column that it lost, or torn; the first that the rows fit.
std::optional<ScoreLines::Header> ScoreLines::HeaderAt(const Document& document, const std::vector<LineFacts>& facts,
                                                       std::size_t line) const {
  std::string_view text = document.LineSpan(line).Of(document.text());
  auto border = [](char c) { return c == '|' || c == '\t'; };
  if (std::count_if(text.begin(), text.end(), border) > 1) return std::nullopt;  // its columns are not lost
  if (!MayBeHeader(document, line)) return std::nullopt;
  std::vector<Header> headers;
  std::vector<TextSpan> tokens = Tokens(document, document.LineSpan(line));
  std::vector<Column> columns = ReadHeader(document, tokens);
  auto scores = static_cast<std::size_t>(
      std::count_if(columns.begin(), columns.end(), [](const Column& c) { return c.kind == Kind::kScore; }));
  bool names = std::any_of(columns.begin(), columns.end(), [](const Column& c) { return c.kind == Kind::kName; });
  if (columns.size() >= 3 && names && scores >= 1) headers.push_back({columns, scores, false});
  if (auto torn = ReadTornHeader(document, facts, line, tokens)) headers.push_back(std::move(*torn));
  for (const Header& header : headers) {
    if (header.unsaid && Fits(document, facts, line, header)) return header;
    if (auto sums = header.unsaid ? WithArithmetic(document, facts, line, header) : std::nullopt) return sums;
    if (header.unsaid) {  // or one number a row: what can be had at most
      Header one = header;
      std::erase_if(one.columns, [](const Column& column) { return column.rank == 1; });
      one.scores = 1;
      return Fits(document, facts, line, one) ? std::optional(one) : std::nullopt;
    }
    auto with = WithLostColumn(document, header);
    bool renamed = with && with->scores == header.scores;
    if (!renamed && Fits(document, facts, line, header)) return header;
    if (with && Fits(document, facts, line, *with)) return with;
    if (auto sums = header.torn ? WithArithmetic(document, facts, line, header) : std::nullopt) return sums;
  }
  return headers.empty() ? std::nullopt : std::optional(headers.front());
}

// The header with the columns that the sums of its rows speak of.
std::optional<ScoreLines::Header> ScoreLines::WithArithmetic(const Document& document,
                                                             const std::vector<LineFacts>& facts, std::size_t line,
                                                             const Header& header) const {
  Header probe = header;
  probe.scores = 2;
  std::map<std::size_t, std::vector<std::vector<Decimal>>> rows;  // by how many numbers they have
  for (std::size_t i = line + 1, seen = 0; i < facts.size() && seen < kLookAhead; ++i) {
    if (!facts[i].Holds()) continue;
    ++seen;
    std::vector<TextSpan> tokens = Tokens(document, document.LineSpan(i));
    if (tokens.size() < 4 || !IsCode(tokens.front().Of(document.text()))) continue;
    auto [begin, end] = ScoreRun(document, probe, tokens, std::vector<std::size_t>(tokens.size(), i));
    std::vector<Decimal> numbers;
    for (std::size_t at = begin; at < end; ++at) {
      if (auto value = NumberOf(tokens[at].Of(document.text()))) numbers.push_back(*value);
    }
    if (numbers.size() == end - begin) rows[numbers.size()].push_back(std::move(numbers));
  }
  bool aims = std::any_of(header.columns.begin(), header.columns.end(), [](const Column& c) { return c.rank == 2; });
  const auto& most = rows[4].size() >= rows[3].size() ? rows[4] : rows[3];
  std::vector<ScoreRank> ranks = RanksByArithmetic(most, aims);
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

// The rank of the column that a header without it must have lost: the most that can be had is what these tables print
// first, what was reached stands between it and the goal. -1: nothing can be said.
int ScoreLines::LostRank(const Header& header) {
  auto has = [&](int rank) {
    return std::any_of(header.columns.begin(), header.columns.end(), [&](const Column& c) { return c.rank == rank; });
  };
  return !has(0) ? 0 : !has(1) && has(2) ? 1 : -1;
}

std::optional<ScoreLines::Header> ScoreLines::WithLostColumn(const Document& document, Header header) const {
  int rank = LostRank(header);
  auto place = std::find_if(header.columns.begin(), header.columns.end(),
                            [&](const Column& column) { return column.kind == Kind::kScore && column.rank >= rank; });
  if (rank < 0 || place == header.columns.end()) return std::nullopt;
  // "Điểm tía", "Điểm tự chấm": the first of two is not what a score's header says.
  bool unsaid = !phrases_.contains(BareWords(Cover(place->pieces.front(), place->pieces.back()).Of(document.text())));
  bool again = std::any_of(place + 1, header.columns.end(), [&](const Column& column) { return column.rank == 1; });
  if (rank == 0 && place->rank == 1 && unsaid && again) {
    place->rank = 0;
  } else {
    header.columns.insert(place, {{}, Kind::kScore, rank});
    ++header.scores;
  }
  header.torn = true;
  return header;
}

// Have the rows under it as many numbers as the header, the second not over the first?
bool ScoreLines::Fits(const Document& document, const std::vector<LineFacts>& facts, std::size_t line,
                      const Header& header) const {
  std::size_t fit = 0;
  std::size_t others = 0;
  for (std::size_t i = line + 1, seen = 0; i < facts.size() && seen < kLookAhead; ++i) {
    if (!facts[i].Holds()) continue;
    ++seen;
    std::vector<TextSpan> tokens = Tokens(document, document.LineSpan(i));
    if (tokens.size() < 3 || !IsCode(tokens.front().Of(document.text()))) continue;
    auto [begin, end] = ScoreRun(document, header, tokens, std::vector<std::size_t>(tokens.size(), i));
    if (begin == end) continue;
    bool over = end - begin > 1 && IsOver(document, {tokens[begin + 1]}, {tokens[begin]});
    ++(end - begin == header.scores && !over ? fit : others);
  }
  return header.unsaid ? fit >= kFewestUnsaid && others * 3 <= fit : fit >= kFewestRows && others * 2 <= fit;
}

// Where the scores of a row stand: the last run of numbers in a line that is long enough. Empty: nowhere.
std::pair<std::size_t, std::size_t> ScoreLines::ScoreRun(const Document& document, const Header& header,
                                                         const std::vector<TextSpan>& tokens,
                                                         const std::vector<std::size_t>& line_of) const {
  std::string_view text = document.text();
  std::size_t begin = 0;
  std::size_t end = 0;
  bool comma = false;
  for (std::size_t i = 1; i < tokens.size();) {
    std::size_t stop = i;
    while (stop < tokens.size() && line_of[stop] == line_of[i] && IsScore(tokens[stop].Of(text))) ++stop;
    bool exact = stop > i && tokens[i].Of(text).find(',') != std::string_view::npos;
    // Of single numbers one with a comma is the score: "2,5 Báo cáo 6 tháng".
    bool better = header.scores > 1 || exact || !comma;
    if (stop - i >= std::min<std::size_t>(2, header.scores) && better) begin = i, end = stop, comma = exact;
    i = std::max(stop, i + 1);
  }
  // A whole number that ends the name: "... Đề án 06 1,00 0,50".
  auto has_comma = [&](std::size_t at) { return tokens[at].Of(text).find(',') != std::string_view::npos; };
  bool one_more = header.scores > 1 && end - begin == header.scores + 1;
  bool ends_name = one_more && !has_comma(begin) && has_comma(begin + 1);
  // ... or begins what follows: "12 11,35 12 bản sao chậm".
  bool more = one_more && end < tokens.size() && line_of[end] == line_of[end - 1];
  bool begins_rest =
      more && !has_comma(end - 1) && has_comma(end - 2) && !IsOver(document, {tokens[begin + 1]}, {tokens[begin]});
  if (begins_rest && (!ends_name || IsOver(document, {tokens[begin + 2]}, {tokens[begin + 1]})))
    return {begin, end - 1};
  return {ends_name ? begin + 1 : begin, end};
}

// Parts the words of a row: code, name, scores, what follows. False where the numbers do not fit the header.
bool ScoreLines::ReadRow(const Document& document, const Header& header, const std::vector<std::size_t>& lines,
                         TableRow& row) const {
  std::string_view text = document.text();
  RowWords words(document, lines);
  const std::vector<TextSpan>& tokens = words.tokens;
  if (tokens.size() < 3) return false;
  auto [begin, end] = ScoreRun(document, header, tokens, words.line_of);
  std::size_t count = end - begin;
  bool has_blank = std::any_of(header.columns.begin(), header.columns.end(),
                               [](const Column& column) { return column.rank == kDelta; });
  bool blank = header.scores > 1 && count + 1 == header.scores && has_blank && !IsSigned(tokens[end - 1].Of(text));
  bool code = IsCode(tokens.front().Of(text));
  bool part = header.torn && !code && IsUpperWord(tokens[1].Of(text));
  std::size_t name_begin = code || !IsUpperWord(tokens.front().Of(text)) ? 1 : 0;
  if (begin <= name_begin || (count != header.scores && !blank)) return false;
  std::size_t tail = words.EndOfLine(end - 1);
  std::vector<TextSpan> number = words.Pieces(0, code ? 1 : begin);
  std::vector<TextSpan> name = words.Pieces(name_begin, begin);
  std::vector<TextSpan> more = words.Pieces(tail, tokens.size());
  name.insert(name.end(), more.begin(), more.end());
  if (part) number.clear();
  if (!code && !part) name.clear();  // a total: its words stand where the others have a code
  std::size_t score = begin;
  for (const Column& column : header.columns) {
    std::vector<TextSpan> cell;
    if (column.kind == Kind::kNumber) {
      cell = number;
    } else if (column.kind == Kind::kName) {
      std::swap(cell, name);
    } else if (column.kind == Kind::kScore) {
      if (score < end && !(blank && column.rank == kDelta)) cell = {tokens[score++]};
      // A plus that was read as a digit: "+0,5" as "40,5". What cannot be is left out.
      if (column.rank == kDelta && header.torn && IsOver(document, cell, {tokens[begin]})) cell.clear();
    } else {
      cell = words.Pieces(end, tail);
      end = tail;
    }
    row.cells.push_back(std::move(cell));
  }
  return true;
}

// One search: the header that holds, the rows under it, the tables that are done.
class ScoreLines::Search {
 public:
  Search(const ScoreLines& lines, const Document& document, const std::vector<LineFacts>& facts,
         std::vector<bool>& taken)
      : lines_(lines), document_(document), facts_(facts), taken_(taken) {}

  std::vector<Table> Run() {
    for (std::size_t i = 0; i < facts_.size();) {
      if (!facts_[i].Holds() || taken_[i]) {
        if (taken_[i] && !rows_.empty()) Close();
        ++i;
      } else if (auto header = lines_.HeaderAt(document_, facts_, i)) {
        Open(*header, i++);
      } else {
        i = rows_.empty() ? i + 1 : AtRow(i);
      }
    }
    Close();
    return std::move(tables_);
  }

 private:
  void Open(const Header& header, std::size_t line) {
    // On the next page it may have lost more of its columns.
    bool less = header.torn && header_.torn && header.scores < header_.scores;
    bool repeated = !rows_.empty() && (header.columns.size() == header_.columns.size() || less);
    if (!repeated) {
      Close();
      header_ = header;
      TableRow words;
      for (const Column& column : header.columns) words.cells.push_back(column.pieces);
      rows_.push_back(words);
    }
    used_.push_back(line);
    lost_ = 0;
  }

  bool IsCodeLine(std::size_t line) const {
    std::vector<TextSpan> tokens = Tokens(document_, document_.LineSpan(line));
    if (tokens.size() < 2) return false;
    std::string_view text = document_.text();
    bool part = header_.torn && IsUpperWord(tokens[1].Of(text));
    return part || IsCode(tokens.front().Of(text)) || IsTotal(facts_[line].span.Of(text));
  }

  // The lines of the row that begins here: it goes on over lines that begin no row; the numbers may stand in any.
  std::vector<std::size_t> LinesOfRow(std::size_t line) const {
    std::vector<std::size_t> lines{line};
    for (std::size_t next = line + 1; next < facts_.size() && lines.size() < kMostGoingOn; ++next) {
      if (!facts_[next].Holds()) continue;
      if (taken_[next] || IsCodeLine(next) || facts_[next].upper || lines_.HeaderAt(document_, facts_, next)) break;
      TableRow whole;
      bool complete = lines_.ReadRow(document_, header_, lines, whole);
      // In a torn table the words under a whole row may be any cell's.
      if (complete && (!facts_[next].starts_lower || (header_.torn && !whole.cells.back().empty()))) break;
      lines.push_back(next);
    }
    return lines;
  }

  std::size_t AtRow(std::size_t i) {
    TableRow row;
    std::vector<std::size_t> lines{i};
    bool read = false;
    if (IsCodeLine(i)) {
      lines = LinesOfRow(i);
      read = lines_.ReadRow(document_, header_, lines, row);
      if (!read) {
        lines.resize(1);
        row = {};
        read = lines_.ReadRow(document_, header_, lines, row);
      }
    }
    if (!read) {
      bool heading = facts_[i].upper && facts_[i].marker;
      std::size_t most_lost = header_.scores > 2 ? kMostLostOfMany : header_.scores > 1 ? kMostLost : kMostLostOfOne;
      if (!header_.torn || ++lost_ > most_lost || heading) Close();
      return i + 1;
    }
    lost_ = 0;
    rows_.push_back(std::move(row));
    used_.insert(used_.end(), lines.begin(), lines.end());
    return lines.back() + 1;
  }

  // What the header's damaged words no longer say.
  std::vector<std::string> Meanings() const {
    static constexpr std::array<std::string_view, 4> kScores{"max_score", "score", "target", "delta"};
    std::vector<std::string> meanings;
    for (const Column& column : header_.columns) {
      std::string_view meaning = column.kind == Kind::kNumber  ? "number"
                                 : column.kind == Kind::kName  ? "criterion"
                                 : column.kind == Kind::kScore ? kScores[static_cast<std::size_t>(column.rank)]
                                                               : "";
      meanings.emplace_back(meaning);
    }
    return meanings;
  }

  void Close() {
    std::size_t over = 0;
    for (const TableRow& row : rows_) {
      std::vector<std::vector<TextSpan>> scores;
      for (std::size_t c = 0; c < row.cells.size(); ++c) {
        if (header_.columns[c].kind == Kind::kScore) scores.push_back(row.cells[c]);
      }
      if (scores.size() > 1 && IsOver(document_, scores[1], scores[0])) ++over;
    }
    if (rows_.size() > kFewestRows && over * 4 < rows_.size()) {
      for (std::size_t line : used_) taken_[line] = true;
      // Scraps of cells between the rows of a torn table are no paragraphs.
      for (std::size_t line = used_.front(); header_.torn && line < used_.back(); ++line) taken_[line] = true;
      tables_.push_back(MakeTable(document_, rows_));
      if (header_.torn) tables_.back().meanings = Meanings();
    }
    rows_.clear();
    used_.clear();
    header_ = {};
    lost_ = 0;
  }

  const ScoreLines& lines_;
  const Document& document_;
  const std::vector<LineFacts>& facts_;
  std::vector<bool>& taken_;
  Header header_;
  std::vector<TableRow> rows_;
  std::vector<std::size_t> used_;
  std::size_t lost_ = 0;
  std::vector<Table> tables_;
};

std::vector<Table> ScoreLines::Find(const Document& document, const std::vector<LineFacts>& facts,
                                    std::vector<bool>& taken) const {
  return Search(*this, document, facts, taken).Run();
}

}  // namespace vankho
