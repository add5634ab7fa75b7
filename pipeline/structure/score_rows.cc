#include <algorithm>
#include <array>

#include "pipeline/base/unicode.h"
#include "pipeline/structure/score_lines.h"
#include "pipeline/structure/score_tokens.h"

namespace vankho {
namespace {

constexpr std::size_t kMostGoingOn = 4;      // lines that one row may run over
constexpr std::size_t kMostLost = 5;         // lines between two rows that are none
constexpr std::size_t kMostLostOfMany = 12;  // the same where three numbers or more make a row
constexpr std::size_t kMostLostOfOne = 2;    // the same where one number makes a row
constexpr std::size_t kMostAbove = 2;        // lines of a name over the one with its numbers
constexpr std::size_t kMostWordsAbove = 14;
constexpr std::size_t kFewestWords = 3;  // of a name that needs no code to be one
constexpr std::size_t kFewestRows = 3;

}  // namespace

// One search: the header that holds, the rows under it, the tables that are done.
class ScoreLines::Search {
 public:
  Search(const ScoreLines& lines, const Document& document, const std::vector<LineFacts>& facts,
         std::vector<bool>& taken, std::vector<bool>& no_header)
      : lines_(lines), document_(document), facts_(facts), taken_(taken), no_header_(no_header) {}

  std::vector<Table> Run() {
    for (std::size_t i = 0; i < facts_.size();) {
      if (!facts_[i].Holds() || taken_[i]) {
        if (taken_[i] && !rows_.empty()) Close();
        ++i;
      } else if (auto header = HeaderAt(i)) {
        Open(*header, i++);
      } else {
        i = rows_.empty() ? i + 1 : AtRow(i);
      }
    }
    Close();
    return std::move(tables_);
  }

 private:
  // Each line is asked once.
  std::optional<Header> HeaderAt(std::size_t line) const {
    if (no_header_[line]) return std::nullopt;
    auto header = lines_.HeaderAt(document_, facts_, line);
    no_header_[line] = !header;
    return header;
  }

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
      if (taken_[next] || IsCodeLine(next) || facts_[next].upper || HeaderAt(next)) break;
      if (header_.scores > 1 && CountNumbers(line) > 1 && CountNumbers(next) >= header_.scores) break;  // another row's
      TableRow whole;
      bool complete = lines_.ReadRow(document_, header_, lines, whole);
      // In a torn table the words under a whole row may be any cell's.
      if (complete && (!facts_[next].starts_lower || (header_.torn && !whole.cells.back().empty()))) break;
      lines.push_back(next);
    }
    return lines;
  }

  // The words of the row's name that stand in a line of their own over the one at `line`: from the last line that
  // begins with a capital letter on. Nothing where another row, or a number, comes first.
  std::vector<TextSpan> NameAbove(std::size_t line) const {
    std::vector<TextSpan> spans;
    for (std::size_t up = line; up-- > 0 && up > used_.back() && spans.size() < kMostAbove;) {
      if (!facts_[up].Holds()) continue;
      std::vector<TextSpan> tokens = Tokens(document_, document_.LineSpan(up));
      bool numbers = CountNumbers(up) > 0 || HasRun(tokens);
      if (taken_[up] || numbers || tokens.empty() || tokens.size() > kMostWordsAbove) return {};
      spans.insert(spans.begin(), {tokens.front().begin, tokens.back().end});
      if (BeginsWithCapital(tokens.front().Of(document_.text()))) return spans;
    }
    return {};
  }

  // What a reading left of a line between two others of a name is no name: nothing, small letters, two plain words.
  bool IsScrap(const std::vector<TextSpan>& name) const {
    if (name.empty()) return true;
    std::string_view words = Cover(name.front(), name.back()).Of(document_.text());
    bool plain = std::all_of(words.begin(), words.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    auto blanks = std::count(words.begin(), words.end(), ' ');
    return !BeginsWithCapital(words) || (plain && blanks < 2);
  }

  std::vector<TextSpan>& NameOf(TableRow& row) const {
    std::size_t at = 0;
    while (header_.columns[at].kind != Kind::kName) ++at;
    return row.cells[at];
  }

  // Names run over the lines above and below the one with the numbers: "Chỉnh lý tài liệu tồn" / "7.1 4,00 2,50" /
  // "tại kho". False where a row has no name in any.
  bool CompleteName(std::vector<std::size_t>& lines, TableRow& row, bool no_code) const {
    std::vector<TextSpan>& name = NameOf(row);
    if (IsTotal(facts_[lines.front()].span.Of(document_.text()))) return true;
    if (!IsScrap(name) && !(no_code && CountWords(name) < kFewestWords)) return true;
    std::vector<TextSpan> above = header_.torn ? NameAbove(lines.front()) : std::vector<TextSpan>{};
    if (above.empty()) return !name.empty() && !no_code;
    if (CountWords(name) < kFewestWords) name.clear();
    name.insert(name.begin(), above.begin(), above.end());
    std::size_t next = lines.back() + 1;
    while (next < facts_.size() && !facts_[next].Holds()) ++next;
    bool upper = ToUpper(above.back().Of(document_.text())) == above.back().Of(document_.text());
    if (lines.size() == 1 && next < facts_.size() && EndsName(next, upper)) {
      name.push_back(facts_[next].span);
      lines.push_back(next);
    }
    return true;
  }

  // Two numbers in a row.
  bool HasRun(const std::vector<TextSpan>& tokens) const {
    auto score = [&](TextSpan token) { return IsScore(token.Of(document_.text())); };
    return std::adjacent_find(tokens.begin(), tokens.end(),
                              [&](TextSpan a, TextSpan b) { return score(a) && score(b); }) != tokens.end();
  }

  std::size_t CountNumbers(std::size_t line) const {
    std::vector<TextSpan> tokens = Tokens(document_, document_.LineSpan(line));
    return static_cast<std::size_t>(std::count_if(tokens.begin(), tokens.end(), [&](TextSpan token) {
      std::string_view word = token.Of(document_.text());
      return IsScore(word) && word.find(',') != std::string_view::npos;
    }));
  }

  // May a line be the last of a name that stands over it?
  bool EndsName(std::size_t line, bool upper) const {
    std::vector<TextSpan> tokens = Tokens(document_, document_.LineSpan(line));
    if (taken_[line] || tokens.empty() || HasRun(tokens) || IsCode(tokens.front().Of(document_.text()))) return false;
    return facts_[line].starts_lower || (upper && facts_[line].upper);
  }

  std::size_t CountWords(const std::vector<TextSpan>& name) const {
    std::size_t words = 0;
    for (TextSpan piece : name) words += Tokens(document_, piece).size();
    return words;
  }

  // The row that begins at a line, or has its numbers there and lost its code; its lines. Nothing where there is none.
  std::optional<std::pair<TableRow, std::vector<std::size_t>>> RowAt(std::size_t i) const {
    TableRow row;
    std::vector<std::size_t> lines{i};
    if (!IsCodeLine(i)) {
      bool lost = header_.torn && header_.scores > 1 && !rows_.empty() &&
                  lines_.ReadRow(document_, header_, lines, row, true) && CompleteName(lines, row, true);
      return lost ? std::optional(std::pair(row, lines)) : std::nullopt;
    }
    lines = LinesOfRow(i);
    if (!lines_.ReadRow(document_, header_, lines, row)) {
      lines.resize(1);
      row = {};
      if (!lines_.ReadRow(document_, header_, lines, row)) return std::nullopt;
    }
    if (!CompleteName(lines, row, false)) return std::nullopt;
    return std::pair(std::move(row), std::move(lines));
  }

  std::size_t AtRow(std::size_t i) {
    auto read = RowAt(i);
    if (!read) {
      bool heading = facts_[i].upper && facts_[i].marker;
      std::size_t most_lost = header_.scores > 2 || header_.added_up ? kMostLostOfMany
                              : header_.scores > 1                   ? kMostLost
                                                                     : kMostLostOfOne;
      // Also where the header is whole a row may have lost its number.
      bool may_lose = header_.torn || (!rows_.empty() && IsCodeLine(i));
      if (header_.torn && lines_.BeginsHeader(document_, i)) lost_ = 0;  // the next page repeats it, illegible
      if (!may_lose || ++lost_ > most_lost || heading) Close();
      return i + 1;
    }
    auto& [row, lines] = *read;
    damaged_ = damaged_ || lost_ > 0;
    lost_ = 0;
    rows_.push_back(std::move(row));
    used_.insert(used_.end(), lines.begin(), lines.end());
    return lines.back() + 1;
  }

  // What the header's damaged words no longer say.
  std::vector<std::string> Meanings() const {
    static constexpr std::array<std::string_view, 5> kScores{"max_score", "score", "target", "delta", "lost"};
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
      if (header_.torn || damaged_) tables_.back().meanings = Meanings();
    }
    rows_.clear();
    used_.clear();
    header_ = {};
    lost_ = 0;
    damaged_ = false;
  }

  const ScoreLines& lines_;
  const Document& document_;
  const std::vector<LineFacts>& facts_;
  std::vector<bool>& taken_;
  std::vector<bool>& no_header_;
  Header header_;
  std::vector<TableRow> rows_;
  std::vector<std::size_t> used_;
  std::size_t lost_ = 0;
  bool damaged_ = false;  // rows were lost between others
  std::vector<Table> tables_;
};

std::vector<Table> ScoreLines::Find(const Document& document, const std::vector<LineFacts>& facts,
                                    std::vector<bool>& taken, std::vector<bool>& no_header) const {
  no_header.resize(facts.size());
  return Search(*this, document, facts, taken, no_header).Run();
}

}  // namespace vankho
