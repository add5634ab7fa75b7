#include "pipeline/structure/score_lines.h"

#include <algorithm>

#include "pipeline/base/decimal.h"
#include "pipeline/base/lexicon.h"
#include "pipeline/base/pattern.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

constexpr std::size_t kMostGoingOn = 4;  // lines that one row may run over
constexpr std::size_t kFewestRows = 3;

// Words and numbers of a line; marks alone are left out ("/", "|"), a sign stays with the number behind it ("+ 3").
std::vector<TextSpan> Tokens(const Document& document, TextSpan line) {
  std::vector<TextSpan> tokens;
  std::string_view text = document.text();
  for (std::size_t at = line.begin; at < line.end;) {
    if (text[at] == ' ' || text[at] == '\t') {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < line.end && text[end] != ' ' && text[end] != '\t') ++end;
    bool sign = end - at == 1 && (text[at] == '+' || text[at] == '-');
    bool digit_next = end + 1 < line.end && text[end] == ' ' && text[end + 1] >= '0' && text[end + 1] <= '9';
    if (sign && digit_next) {
      std::size_t stop = end + 1;
      while (stop < line.end && text[stop] != ' ') ++stop;
      end = stop;
    }
    tokens.push_back({at, end});
    at = end;
  }
  return tokens;
}

bool IsScore(std::string_view token) {
  static const Pattern kScore(R"([+\-–]?\s?\d{1,3}(?:[.,]\d{1,4})?)");
  return kScore.MatchAll(token).has_value();
}

bool IsCode(std::string_view token) {
  static const Pattern kCode(R"(\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVX]{1,5}\.?|[a-zđ]\))");
  return kCode.MatchAll(token).has_value();
}

// "Tổng điểm", "Tổng cộng": the row of sums has words where the others have a code.
bool IsTotal(std::string_view text) {
  static const Pattern kTotal(R"((?:tong|cong)(?: (?:diem|cong|so))?(?: .*)?)");
  return kTotal.MatchAll(BareKey(text.substr(0, 40))).has_value();
}

std::optional<Decimal> ScoreOf(const Document& document, const std::vector<TextSpan>& cell) {
  if (cell.empty()) return std::nullopt;
  return Decimal::FromVietnamese(cell.front().Of(document.text()));
}

}  // namespace

Result<ScoreLines> ScoreLines::Load(const std::string& data_folder) {
  VK_ASSIGN_OR_RETURN(Lexicon lexicon, Lexicon::Load(data_folder + "/lexicons/header_cells.tsv"));
  VK_ASSIGN_OR_RETURN(std::size_t meaning, lexicon.Column("meaning"));
  VK_ASSIGN_OR_RETURN(std::size_t words, lexicon.Column("words"));
  ScoreLines lines;
  for (const Lexicon::Row& row : lexicon.rows()) {
    const std::string& name = row.cells[meaning];
    std::string key = BareWords(row.cells[words]);
    bool score = name == "max_score" || name == "score" || name == "target" || name == "delta";
    Kind kind = name == "number"                           ? Kind::kNumber
                : name == "criterion" || name == "content" ? Kind::kName
                : score                                    ? Kind::kScore
                                                           : Kind::kOther;
    lines.words_[static_cast<std::size_t>(kind)].insert(key);
    lines.first_words_.insert(key.substr(0, key.find(' ')));
    if (name == "delta") lines.blank_.insert(key);
    lines.longest_ = std::max(lines.longest_, static_cast<std::size_t>(std::count(key.begin(), key.end(), ' ')) + 1);
  }
  return lines;
}

// The cells that a line of header words holds, left to right: each begins with words that are known and goes on to the
// next. Nothing where the line begins otherwise.
std::vector<ScoreLines::Column> ScoreLines::ReadHeader(const Document& document, TextSpan line) const {
  std::vector<TextSpan> tokens = Tokens(document, line);
  std::vector<Column> columns;
  for (std::size_t i = 0; i < tokens.size();) {
    std::string first = BareWords(tokens[i].Of(document.text()));
    bool begins = first.empty() || first_words_.contains(first.substr(0, first.find(' ')));
    if (!begins && columns.empty()) return {};
    std::size_t best = 0;
    Column column;
    for (std::size_t size = 1; size <= longest_ && i + size <= tokens.size(); ++size) {
      TextSpan span{tokens[i].begin, tokens[i + size - 1].end};
      std::string key = BareWords(span.Of(document.text()));
      for (std::size_t kind = 0; kind < 4; ++kind) {
        if (!words_[kind].contains(key)) continue;
        best = size;
        column = {span, static_cast<Kind>(kind), blank_.contains(key)};
      }
    }
    if (best == 0 && columns.empty()) return {};
    if (best == 0) {
      columns.back().span.end = tokens[i].end;
      ++i;
      continue;
    }
    columns.push_back(column);
    i += best;
  }
  return columns;
}

// Parts the words of a row: code, name, scores, what follows. False where the numbers do not fit the header.
bool ScoreLines::ReadRow(const Document& document, const Header& header, const std::vector<std::size_t>& lines,
                         TableRow& row) const {
  std::vector<TextSpan> tokens;
  std::vector<std::size_t> line_of;
  for (std::size_t line : lines) {
    for (TextSpan token : Tokens(document, document.LineSpan(line))) {
      tokens.push_back(token);
      line_of.push_back(line);
    }
  }
  if (tokens.size() < 3) return false;
  std::size_t begin = 0;
  std::size_t end = 0;
  for (std::size_t i = 1; i < tokens.size();) {
    std::size_t stop = i;
    while (stop < tokens.size() && line_of[stop] == line_of[i] && IsScore(tokens[stop].Of(document.text()))) ++stop;
    if (stop - i >= std::min<std::size_t>(2, header.scores)) begin = i, end = stop;
    i = std::max(stop, i + 1);
  }
  std::size_t count = end - begin;
  bool blank = header.scores > 1 && count + 1 == header.scores &&
               std::any_of(header.columns.begin(), header.columns.end(),
                           [](const Column& column) { return column.may_be_blank; });
  if (count > header.scores) begin = end - header.scores, count = header.scores;  // a year ends the name
  bool total = !IsCode(tokens.front().Of(document.text()));
  if (begin < 2 || (count != header.scores && !blank)) return false;
  auto pieces = [&](std::size_t from, std::size_t to) {
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
  };
  std::size_t tail = end;
  while (tail < tokens.size() && line_of[tail] == line_of[end - 1]) ++tail;
  std::size_t score = begin;
  bool named = false;
  for (const Column& column : header.columns) {
    std::vector<TextSpan> cell;
    if (column.kind == Kind::kNumber) {
      cell = total ? pieces(0, begin) : std::vector<TextSpan>{tokens.front()};
    } else if (column.kind == Kind::kName && total) {
      named = true;
    } else if (column.kind == Kind::kName && !named) {
      cell = pieces(1, begin);
      std::vector<TextSpan> more = pieces(tail, tokens.size());
      cell.insert(cell.end(), more.begin(), more.end());
      named = true;
    } else if (column.kind == Kind::kScore) {
      if (score < end && !(blank && column.may_be_blank)) cell = {tokens[score++]};
    } else if (end < tail) {
      cell = pieces(end, tail);
      end = tail;
    }
    row.cells.push_back(std::move(cell));
  }
  return true;
}

std::vector<Table> ScoreLines::Find(const Document& document, const std::vector<LineFacts>& facts,
                                    std::vector<bool>& taken) const {
  std::vector<Table> tables;
  std::vector<TableRow> rows;
  std::vector<std::size_t> used;
  Header header;
  auto close = [&] {
    std::size_t over = 0;
    for (const TableRow& row : rows) {
      std::vector<Decimal> scores;
      for (std::size_t c = 0; c < row.cells.size(); ++c) {
        if (header.columns[c].kind != Kind::kScore) continue;
        if (auto score = ScoreOf(document, row.cells[c])) scores.push_back(*score);
      }
      if (scores.size() > 1 && scores[1] > scores[0]) ++over;
    }
    if (rows.size() > kFewestRows && over * 4 < rows.size()) {
      for (std::size_t line : used) taken[line] = true;
      tables.push_back(MakeTable(document, rows));
    }
    rows.clear();
    used.clear();
    header = {};
  };
  auto is_code_line = [&](std::size_t line) {
    std::vector<TextSpan> tokens = Tokens(document, document.LineSpan(line));
    return tokens.size() > 1 &&
           (IsCode(tokens.front().Of(document.text())) || IsTotal(facts[line].span.Of(document.text())));
  };
  for (std::size_t i = 0; i < facts.size();) {
    if (!facts[i].Holds() || taken[i]) {
      if (taken[i] && !rows.empty()) close();
      ++i;
      continue;
    }
    std::vector<Column> columns = ReadHeader(document, document.LineSpan(i));
    auto scores = static_cast<std::size_t>(std::count_if(
        columns.begin(), columns.end(), [](const Column& column) { return column.kind == Kind::kScore; }));
    bool names = std::any_of(columns.begin(), columns.end(), [](const Column& c) { return c.kind == Kind::kName; });
    if (columns.size() >= 3 && columns.front().kind == Kind::kNumber && names && scores >= 1) {
      bool repeated = !rows.empty() && columns.size() == header.columns.size();
      if (!repeated) {
        close();
        header = {columns, scores, i + 1};
        TableRow words;
        for (const Column& column : columns) words.cells.push_back({column.span});
        rows.push_back(words);
      }
      used.push_back(i++);
      continue;
    }
    if (rows.empty()) {
      ++i;
      continue;
    }
    TableRow row;
    std::vector<std::size_t> lines{i};
    bool read = false;
    if (is_code_line(i)) {
      // The row goes on over lines that begin no row; the numbers may stand in any of them.
      std::size_t next = i + 1;
      for (; next < facts.size() && lines.size() < kMostGoingOn; ++next) {
        if (!facts[next].Holds()) continue;
        if (taken[next] || is_code_line(next) || facts[next].upper ||
            !ReadHeader(document, document.LineSpan(next)).empty())
          break;
        bool small = facts[next].starts_lower;
        TableRow whole;
        if (!small && ReadRow(document, header, lines, whole)) break;
        lines.push_back(next);
      }
      read = ReadRow(document, header, lines, row);
      if (!read) {
        lines.resize(1);
        row = {};
        read = ReadRow(document, header, lines, row);
      }
    }
    if (!read) {
      close();
      ++i;
      continue;
    }
    rows.push_back(std::move(row));
    used.insert(used.end(), lines.begin(), lines.end());
    i = lines.back() + 1;
  }
  close();
  return tables;
}

}  // namespace vankho
