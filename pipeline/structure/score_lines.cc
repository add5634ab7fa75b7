#include "pipeline/structure/score_lines.h"

#include <algorithm>
#include <array>

#include "pipeline/base/decimal.h"
#include "pipeline/base/lexicon.h"
#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"
#include "pipeline/structure/score_tokens.h"

namespace vankho {
namespace {

constexpr std::size_t kFewestRows = 3;
constexpr std::size_t kFewestUnsaid = 6;     // rows that must fit where the header says nothing
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
  std::string letters;
  for (const std::string& key : lines.begins_) letters += key.substr(0, 1);
  lines.first_letters_ = ByteSet(letters);
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

// The header cells of a line from its token `from` on, and of the lines around it.
ScoreLines::HeaderWords ScoreLines::GatherAround(const Document& document, const std::vector<LineFacts>& facts,
                                                 std::size_t line, std::size_t from) const {
  HeaderWords words;
  std::size_t seen = 0;
  for (std::size_t up = line; up-- > 0 && seen < kHeaderAbove;) {
    if (!facts[up].Holds()) continue;
    if (facts[up].upper || LooksLikeRow(document, up)) break;
    Gather(document, up, 0, false, words);
    ++seen;
  }
  Gather(document, line, from, true, words);
  seen = 0;
  for (std::size_t down = line + 1; down < facts.size() && seen < kHeaderBelow; ++down) {
    if (!facts[down].Holds()) continue;
    if (facts[down].upper || LooksLikeRow(document, down)) break;
    Gather(document, down, 0, false, words);
    ++seen;
  }
  return words;
}

// "STT Tiêu chí/tiêu chí thành phần": a table of criteria, not of anything that has two numbers.
bool NamesCriteria(std::string_view words) {
  std::string name = BareKey(words);
  return name.find("tieu chi") != std::string::npos || name.starts_with("chi so") || name.starts_with("linh vuc");
}

// Is the first word one that a header cell begins with, or is there none?
bool ScoreLines::MayBegin(std::string_view token) const {
  for (std::size_t at = 0; at < token.size();) {
    const char32_t c = LetterOf(NextPoint(token, at)).bare;
    if ((c < 'a' || c > 'z') && (c < '0' || c > '9')) continue;
    if (!first_letters_.Has(static_cast<char>(c))) return false;  // most of them
    break;
  }
  const std::string key = BareWords(token);
  return key.empty() || begins_.contains(key.substr(0, key.find(' ')));
}

// Does the line begin with a word of header cells, or have one behind a short word that may be what a reading left of
// "STT"? Most lines do not, and nothing else of them needs a look.
bool ScoreLines::MayBeHeader(const Document& document, std::size_t line) const {
  std::vector<TextSpan> words = Tokens(document, document.LineSpan(line), 2);
  auto begins = [&](std::size_t i) { return i < words.size() && MayBegin(words[i].Of(document.text())); };
  return begins(0) || (begins(1) && IsShort(words[0].Of(document.text())));
}

// The words of a header's lines that begin with what criteria are called, where the line that numbers lost them:
// "Lĩnh vực/Tiêu chí | Điểm |" over "STT ee Z nm".
std::optional<TextSpan> CriteriaBeside(const Document& document, const std::vector<LineFacts>& facts,
                                       std::size_t line) {
  for (std::size_t at : {line - 1, line - 2, line + 1}) {
    if (at >= facts.size() || !facts[at].Holds() || facts[at].upper) continue;
    std::vector<TextSpan> tokens = Tokens(document, document.LineSpan(at));
    if (tokens.size() < 3 || tokens.size() > kMostHeaderWords) continue;
    TextSpan head{tokens.front().begin, tokens[2].end};
    std::string key = BareKey(head.Of(document.text()));
    if (NamesCriteria(key) && (key.starts_with("linh vuc") || key.starts_with("tieu chi"))) return head;
  }
  return std::nullopt;
}

// A header whose cells stand in several lines; `line` is the one that numbers and names: "STT Tiêu chí".
std::optional<ScoreLines::Header> ScoreLines::ReadTornHeader(const Document& document,
                                                             const std::vector<LineFacts>& facts, std::size_t line,
                                                             const std::vector<TextSpan>& tokens) const {
  if (tokens.size() < 2) return std::nullopt;
  auto first = PhraseAt(document, tokens, 0, false);
  if (first && first->first.kind == Kind::kName) return NamesAloneHeader(document, facts, line, tokens);
  std::string_view head = tokens[0].Of(document.text());
  bool numbers = first ? first->first.kind == Kind::kNumber : IsShort(head) && !IsCode(head);
  if (!numbers) return std::nullopt;
  auto name = PhraseAt(document, tokens, 1, first.has_value());  // one of the two is as printed
  bool unsaid = false;
  bool beside = first && (!name || name->first.kind != Kind::kName);
  std::optional<TextSpan> criteria = beside ? CriteriaBeside(document, facts, line) : std::nullopt;
  if (!criteria && (!name || name->first.kind != Kind::kName)) return std::nullopt;
  std::size_t named = criteria ? 0 : name->second;
  HeaderWords words = GatherAround(document, facts, line, 1 + named);
  if (words.scores.empty()) {
    bool criterion = criteria || NamesCriteria(TextSpan{tokens[1].begin, tokens[named].end}.Of(document.text()));
    if (!criterion && first && SpeaksOfPoints(document, facts, line))
      return HeaderOfSums({tokens[0]}, {tokens[1].begin, tokens[named].end});
    if (!criterion) return std::nullopt;
    // Nobody can read what the columns are: two of numbers beside criteria are the most and what was reached, if the
    // rows bear it out.
    words.scores = {{0, {{}, Kind::kScore, 0}}, {1, {{}, Kind::kScore, 1}}};
    unsaid = true;
  }
  Header header{{}, words.scores.size(), true, unsaid, words.years, criteria.has_value()};
  header.columns.push_back({{tokens[0]}, Kind::kNumber, -1});
  TextSpan name_words = criteria ? *criteria : TextSpan{tokens[1].begin, tokens[named].end};
  header.columns.push_back({{name_words}, Kind::kName, -1});
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

bool ScoreLines::BeginsHeader(const Document& document, std::size_t line) const {
  std::vector<TextSpan> tokens = Tokens(document, document.LineSpan(line));
  auto first = tokens.size() < 2 ? std::nullopt : PhraseAt(document, tokens, 0, false);
  return first && first->first.kind == Kind::kNumber;
}

// The header that begins at a line: as it stands, with a column that it lost, or torn; the first that the rows fit.
std::optional<ScoreLines::Header> ScoreLines::HeaderAt(const Document& document, const std::vector<LineFacts>& facts,
                                                       std::size_t line) const {
  if (!MayBeHeader(document, line)) return std::nullopt;
  std::string_view text = document.LineSpan(line).Of(document.text());
  auto border = [](char c) { return c == '|' || c == '\t'; };
  // Its columns are not lost, but for the rules that an engine without Vietnamese happens to see.
  bool columns_kept = document.damage() != Damage::kLatinEngine;
  if (columns_kept && std::count_if(text.begin(), text.end(), border) > 1) return std::nullopt;
  std::vector<Header> headers;
  std::vector<TextSpan> tokens = Tokens(document, document.LineSpan(line));
  std::vector<Column> columns = ReadHeader(document, tokens);
  auto scores = static_cast<std::size_t>(
      std::count_if(columns.begin(), columns.end(), [](const Column& c) { return c.kind == Kind::kScore; }));
  bool names = std::any_of(columns.begin(), columns.end(), [](const Column& c) { return c.kind == Kind::kName; });
  if (columns.size() >= 3 && names && scores >= 1) headers.push_back({columns, scores, false});
  if (auto torn = ReadTornHeader(document, facts, line, tokens)) headers.push_back(std::move(*torn));
  for (const Header& header : headers) {
    if (header.beside) {
      auto sums = WithArithmetic(document, facts, line, header);
      return sums ? sums : WithOneNumber(document, facts, line, header);
    }
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
                                                         const std::vector<std::size_t>& line_of,
                                                         std::size_t from) const {
  auto strict = ScoreRun(document, header, tokens, line_of, from, IsScore);
  if (!header.torn || strict.second - strict.first >= header.scores) return strict;
  auto loose = ScoreRun(document, header, tokens, line_of, from, MayBeScore);
  return loose.second - loose.first == header.scores ? loose : strict;
}

std::pair<std::size_t, std::size_t> ScoreLines::ScoreRun(const Document& document, const Header& header,
                                                         const std::vector<TextSpan>& tokens,
                                                         const std::vector<std::size_t>& line_of, std::size_t from,
                                                         bool (*is_score)(std::string_view)) const {
  std::string_view text = document.text();
  std::size_t begin = 0;
  std::size_t end = 0;
  bool comma = false;
  bool inside = false;
  for (std::size_t i = from; i < tokens.size();) {
    std::size_t stop = i;
    while (stop < tokens.size() && line_of[stop] == line_of[i] && is_score(tokens[stop].Of(text))) ++stop;
    bool exact = stop > i && tokens[i].Of(text).find(',') != std::string_view::npos;
    // Of single numbers the first that ends the line or stands before another cell is the score: "2,5 Báo cáo 6 tháng".
    bool ends = stop < tokens.size() && line_of[stop] == line_of[i] && !BeginsWithCapital(tokens[stop].Of(text));
    bool better = header.scores > 1 || end == 0 || (inside && (!ends || (exact && !comma)));
    if (stop - i >= std::min<std::size_t>(2, header.scores) && better)
      begin = i, end = stop, comma = exact, inside = ends;
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
                         TableRow& row, bool no_code) const {
  std::string_view text = document.text();
  RowWords words(document, lines);
  const std::vector<TextSpan>& tokens = words.tokens;
  if (tokens.size() < 3) return false;
  auto [begin, end] = ScoreRun(document, header, tokens, words.line_of, no_code ? 0 : 1);
  std::size_t count = end - begin;
  bool has_blank = std::any_of(header.columns.begin(), header.columns.end(),
                               [](const Column& column) { return column.rank >= kDelta; });
  bool may_be_blank = has_blank && (header.torn ? header.scores > 3 : header.scores > 1);
  bool blank = !no_code && may_be_blank && count + 1 == header.scores && !IsSigned(tokens[end - 1].Of(text));
  bool code = !no_code && IsCode(tokens.front().Of(text));
  bool part = no_code || (header.torn && !code && IsUpperWord(tokens[1].Of(text)));
  std::size_t name_begin = !no_code && (code || !IsUpperWord(tokens.front().Of(text))) ? 1 : 0;
  bool nameless = begin == name_begin && header.torn && header.scores > 1;  // its name may stand in the lines around
  if ((begin <= name_begin && !nameless) || (count != header.scores && !blank)) return false;
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
      if (score < end && !(blank && column.rank >= kDelta)) cell = {tokens[score++]};
      // A plus that was read as a digit: "+0,5" as "40,5". What cannot be is left out.
      if (column.rank >= kDelta && header.torn && IsOver(document, cell, {tokens[begin]})) cell.clear();
    } else {
      cell = words.Pieces(end, tail);
      end = tail;
    }
    row.cells.push_back(std::move(cell));
  }
  return true;
}

}  // namespace vankho
