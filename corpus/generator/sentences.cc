#include "corpus/generator/sentences.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "pipeline/base/lexicon.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

// "3-40"; false for anything else.
bool ParseRange(std::string_view text, int& low, int& high) {
  const char* end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, low);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != '-') return false;
  const auto second = std::from_chars(first.ptr + 1, end, high);
  return second.ec == std::errc() && second.ptr == end && low <= high;
}

std::string WithCapital(std::string_view text) {
  std::u32string letters = ToUtf32(text);
  if (!letters.empty()) letters[0] = Upper(letters[0]);
  return EncodeUtf8(letters);
}

}  // namespace

Result<Sentences::Row> Sentences::ParseRow(std::string_view text, std::string where) {
  Row row{{}, std::move(where)};
  while (!text.empty()) {
    const std::size_t open = std::min(text.find('{'), text.size());
    if (open > 0) row.parts.push_back({Part::Kind::kText, std::string(text.substr(0, open)), false, 0, 0});
    if (open == text.size()) break;
    const std::size_t close = text.find('}', open);
    if (close == std::string_view::npos) return Fail(ErrorCode::kInvalidInput, row.where + ": a brace is not closed");
    std::string_view name = text.substr(open + 1, close - open - 1);
    text.remove_prefix(close + 1);
    Part part{Part::Kind::kSymbol, {}, name.starts_with('^'), 0, 0};
    if (part.capital) name.remove_prefix(1);
    if (name.starts_with('#')) {
      part.kind = Part::Kind::kNumber;
      if (!ParseRange(name.substr(1), part.low, part.high)) {
        return Fail(ErrorCode::kInvalidInput, fmt::format("{}: '{}' is no range like #1-40", row.where, name));
      }
    }
    part.text = name;
    row.parts.push_back(std::move(part));
  }
  return row;
}

Result<void> Sentences::AddNames(const std::string& lexicon_folder) {
  VK_ASSIGN_OR_RETURN(const Lexicon agencies, Lexicon::Load(lexicon_folder + "/agencies.tsv"));
  VK_ASSIGN_OR_RETURN(const std::size_t name, agencies.Column("name"));
  VK_ASSIGN_OR_RETURN(const std::size_t level, agencies.Column("level"));
  for (const Lexicon::Row& row : agencies.rows()) {
    if (row.cells[level] == "group" || row.cells[level] == "head") continue;
    rows_["body"].push_back({{{Part::Kind::kText, row.cells[name], false, 0, 0}}, agencies.name()});
  }
  VK_ASSIGN_OR_RETURN(const Lexicon places, Lexicon::Load(lexicon_folder + "/places.tsv"));
  VK_ASSIGN_OR_RETURN(const std::size_t place, places.Column("name"));
  VK_ASSIGN_OR_RETURN(const std::size_t kind, places.Column("kind"));
  for (const Lexicon::Row& row : places.rows()) {
    const std::string both = row.cells[kind] + " " + row.cells[place];
    rows_["place"].push_back({{{Part::Kind::kText, both, false, 0, 0}}, places.name()});
  }
  return {};
}

Result<Sentences> Sentences::Load(const std::string& grammar_path, const std::string& lexicon_folder) {
  VK_ASSIGN_OR_RETURN(const Lexicon grammar, Lexicon::Load(grammar_path));
  VK_ASSIGN_OR_RETURN(const std::size_t symbol, grammar.Column("symbol"));
  VK_ASSIGN_OR_RETURN(const std::size_t text, grammar.Column("text"));
  Sentences sentences;
  for (const Lexicon::Row& row : grammar.rows()) {
    VK_ASSIGN_OR_RETURN(Row parsed, ParseRow(row.cells[text], fmt::format("{}:{}", grammar_path, row.line)));
    sentences.rows_[row.cells[symbol]].push_back(std::move(parsed));
  }
  VK_RETURN_IF_ERROR(sentences.AddNames(lexicon_folder));
  std::vector<std::string> open;
  if (!sentences.rows_.contains("line")) {
    return Fail(ErrorCode::kInvalidInput, grammar_path + ": no row of the symbol 'line'");
  }
  VK_RETURN_IF_ERROR(sentences.Check("line", open));
  return sentences;
}

Result<void> Sentences::Check(const std::string& symbol, std::vector<std::string>& open) const {
  open.push_back(symbol);
  for (const Row& row : rows_.at(symbol)) {
    for (const Part& part : row.parts) {
      if (part.kind != Part::Kind::kSymbol) continue;
      if (!rows_.contains(part.text)) {
        return Fail(ErrorCode::kInvalidInput, fmt::format("{}: no row of the symbol '{}'", row.where, part.text));
      }
      if (std::find(open.begin(), open.end(), part.text) != open.end()) {
        return Fail(ErrorCode::kInvalidInput, fmt::format("{}: '{}' contains itself", row.where, part.text));
      }
      VK_RETURN_IF_ERROR(Check(part.text, open));
    }
  }
  open.pop_back();
  return {};
}

void Sentences::Write(const std::string& symbol, Random& random, std::string& out) const {
  const std::vector<Row>& rows = rows_.at(symbol);
  const Row& row = rows[static_cast<std::size_t>(random.Index(static_cast<int>(rows.size())))];
  for (const Part& part : row.parts) {
    if (part.kind == Part::Kind::kText) {
      out += part.text;
    } else if (part.kind == Part::Kind::kNumber) {
      out += std::to_string(part.low + random.Index(part.high - part.low + 1));
    } else if (part.capital) {
      std::string inner;
      Write(part.text, random, inner);
      out += WithCapital(inner);
    } else {
      Write(part.text, random, out);
    }
  }
}

std::string Sentences::Line(Random& random) const {
  std::string line;
  Write("line", random, line);
  return line;
}

}  // namespace vankho
