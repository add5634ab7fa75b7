#include "corpus/generator/plan.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <map>
#include <optional>

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

constexpr std::string_view kBlanks = " \t";

std::string_view Trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

// "key rest" -> {key, rest}
std::pair<std::string_view, std::string_view> SplitWord(std::string_view text) {
  const std::size_t blank = text.find_first_of(kBlanks);
  if (blank == std::string_view::npos) return {text, {}};
  return {text.substr(0, blank), Trim(text.substr(blank))};
}

std::vector<std::string> Split(std::string_view text, char by) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t at = text.find(by);
    parts.emplace_back(Trim(text.substr(0, at)));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

std::optional<double> ToNumber(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

const std::map<std::string_view, ParagraphKind>& ParagraphDirectives() {
  static const auto& directives = *new std::map<std::string_view, ParagraphKind>{
      {"@title", ParagraphKind::kTitle}, {"@subject", ParagraphKind::kSubject}, {"@center", ParagraphKind::kCentred},
      {"@note", ParagraphKind::kNote},   {"@basis", ParagraphKind::kBasis},     {"@h1", ParagraphKind::kHeading1},
      {"@h2", ParagraphKind::kHeading2}, {"@h3", ParagraphKind::kHeading3}};
  return directives;
}

class Parser {
 public:
  Parser(std::string_view text, const std::string& source_name) : rest_(text) { plan_.source_name = source_name; }

  Result<Plan> Parse() {
    while (NextLine()) {
      VK_RETURN_IF_ERROR(ParseBlock());
    }
    if (plan_.blocks.empty()) return Wrong("the plan is empty");
    return std::move(plan_);
  }

 private:
  tl::unexpected<Error> Wrong(std::string message) const {
    return Fail(Error{ErrorCode::kInvalidInput, std::move(message), PlaceOf(plan_, line_number_), {}});
  }

  // Moves to the next line that says something.
  bool NextLine() {
    while (!rest_.empty()) {
      const std::size_t end = std::min(rest_.find('\n'), rest_.size());
      line_ = Trim(rest_.substr(0, end));
      rest_.remove_prefix(std::min(end + 1, rest_.size()));
      ++line_number_;
      if (!line_.empty() && line_.front() != '#') return true;
    }
    return false;
  }

  void Add(int line, decltype(PlanBlock::content) content) { plan_.blocks.push_back({line, std::move(content)}); }

  Result<void> ParseBlock() {
    if (line_.front() != '@') {
      Add(line_number_, Paragraph{ParagraphKind::kBody, std::string(line_)});
      return {};
    }
    const auto [directive, argument] = SplitWord(line_);
    if (const auto it = ParagraphDirectives().find(directive); it != ParagraphDirectives().end()) {
      if (argument.empty()) return Wrong(fmt::format("{} needs text", directive));
      Add(line_number_, Paragraph{it->second, std::string(argument)});
      return {};
    }
    if (directive == "@style") return ParseStyle(argument);
    if (directive == "@page") return ParsePage(argument);
    if (directive == "@letterhead") return ParseLetterhead();
    if (directive == "@signature") return ParseSignature();
    if (directive == "@table") return ParseTable(argument);
    return Wrong(fmt::format("no directive is called {}", directive));
  }

  Result<void> ParseStyle(std::string_view argument) {
    for (const std::string& setting : Split(argument, ' ')) {
      const std::size_t equals = setting.find('=');
      const std::string_view key = std::string_view(setting).substr(0, equals);
      const std::string_view value =
          equals == std::string::npos ? std::string_view() : std::string_view(setting).substr(equals + 1);
      const std::optional<double> number = ToNumber(value);
      if (key == "numbers" && (value == "top" || value == "foot")) {
        plan_.style.number_at_foot = value == "foot";
      } else if (key == "size" && number) {
        plan_.style.size_pt = *number;
      } else if (key == "spacing" && number) {
        plan_.style.line_spacing = *number;
      } else if (key == "gap" && number) {
        plan_.style.gap_pt = *number;
      } else {
        return Wrong(
            fmt::format("@style does not know '{}'; it takes size=, spacing=, gap= and numbers=top or foot", setting));
      }
    }
    return {};
  }

  Result<void> ParsePage(std::string_view argument) {
    PageBreak page;
    for (const std::string& word : Split(argument, ' ')) {
      if (word == "landscape") {
        page.landscape = true;
      } else if (word == "restart") {
        page.restart_numbers = true;
      } else if (word != "portrait") {
        return Wrong(fmt::format("@page does not know '{}'; it takes portrait, landscape and restart", word));
      }
    }
    Add(line_number_, page);
    return {};
  }

  // Calls `take` with each "key rest" line up to @end.
  template <class Take>
  Result<void> ParseFields(std::string_view block, Take take) {
    const int begin = line_number_;
    while (NextLine()) {
      if (line_ == "@end") return {};
      const auto [key, value] = SplitWord(line_);
      std::string* single = nullptr;
      std::vector<std::string>* many = nullptr;
      take(key, single, many);
      if (single == nullptr && many == nullptr) return Wrong(fmt::format("{} does not know '{}'", block, key));
      if (single != nullptr) *single = value;
      if (many != nullptr) many->emplace_back(value);
    }
    line_number_ = begin;
    return Wrong(fmt::format("{} has no @end", block));
  }

  Result<void> ParseLetterhead() {
    Letterhead head;
    const int begin = line_number_;
    VK_RETURN_IF_ERROR(
        ParseFields("@letterhead", [&](std::string_view key, std::string*& single, std::vector<std::string>*& many) {
          if (key == "parent") many = &head.parents;
          if (key == "issuer") many = &head.issuers;
          if (key == "country") single = &head.country;
          if (key == "motto") single = &head.motto;
          if (key == "number") single = &head.number;
          if (key == "about") single = &head.about;
          if (key == "place") single = &head.place;
        }));
    if (head.issuers.empty() || head.number.empty() || head.place.empty())
      return Wrong("@letterhead needs issuer, number and place");
    Add(begin, std::move(head));
    return {};
  }

  Result<void> ParseSignature() {
    SignatureBlock block;
    const int begin = line_number_;
    VK_RETURN_IF_ERROR(
        ParseFields("@signature", [&](std::string_view key, std::string*& single, std::vector<std::string>*& many) {
          if (key == "to") many = &block.recipients;
          if (key == "post") many = &block.posts;
          if (key == "name") single = &block.name;
          if (key == "seal") single = &block.seal;
        }));
    if (block.posts.empty()) return Wrong("@signature needs post");
    Add(begin, std::move(block));
    return {};
  }

  Result<void> ParseTable(std::string_view argument) {
    PlanTable table;
    const int begin = line_number_;
    VK_RETURN_IF_ERROR(ParseTableSettings(argument, table));
    while (NextLine()) {
      if (line_ == "@end") {
        if (table.rows.empty()) return Wrong("@table has no rows");
        Add(begin, std::move(table));
        return {};
      }
      VK_RETURN_IF_ERROR(ParseRow(table));
    }
    line_number_ = begin;
    return Wrong("@table has no @end");
  }

  Result<void> ParseTableSettings(std::string_view argument, PlanTable& table) {
    for (const std::string& setting : Split(argument, ' ')) {
      const std::size_t equals = std::min(setting.find('='), setting.size() - 1);
      const std::string_view key = std::string_view(setting).substr(0, equals);
      const std::string_view value = std::string_view(setting).substr(equals + 1);
      const std::optional<double> number = ToNumber(value);
      if (key == "widths") {
        VK_RETURN_IF_ERROR(ParseWidths(value, table));
      } else if (key == "align") {
        table.align = value;
      } else if (key == "size" && number) {
        table.size_pt = *number;
      } else if (key == "header" && number) {
        table.header_rows = static_cast<int>(*number);
      } else if (key == "repeat" && (value == "yes" || value == "no")) {
        table.repeat_header = value == "yes";
      } else {
        return Wrong(
            fmt::format("@table does not know '{}'; it takes widths=, align=, size=, header= and repeat=yes", setting));
      }
    }
    if (table.widths.empty()) return Wrong("@table needs widths=");
    if (table.align.empty()) table.align = std::string(table.widths.size(), 'l');
    if (table.align.size() != table.widths.size())
      return Wrong("@table has not as many letters in align= as numbers in widths=");
    return {};
  }

  Result<void> ParseWidths(std::string_view value, PlanTable& table) {
    double sum = 0;
    for (const std::string& width : Split(value, ',')) {
      const std::optional<double> number = ToNumber(width);
      if (!number || *number <= 0) return Wrong(fmt::format("'{}' is not a column width", width));
      table.widths.push_back(*number);
      sum += *number;
    }
    for (double& width : table.widths) width /= sum;
    return {};
  }

  Result<void> ParseRow(PlanTable& table) {
    TableRow row{TableRow::Kind::kPlain, {}, line_number_};
    if (line_.front() == '=') {
      row.kind = TableRow::Kind::kSpanning;
      row.cells.emplace_back(Trim(line_.substr(1)));
    } else {
      if (line_.front() == '*') row.kind = TableRow::Kind::kBold;
      row.cells = Split(row.kind == TableRow::Kind::kBold ? line_.substr(1) : line_, '|');
      if (row.cells.size() != table.widths.size()) {
        return Wrong(fmt::format("the row has {} cells, the table {} columns", row.cells.size(), table.widths.size()));
      }
    }
    table.rows.push_back(std::move(row));
    return {};
  }

  Plan plan_;
  std::string_view rest_;
  std::string_view line_;
  int line_number_ = 0;
};

}  // namespace

std::optional<TableRules> TableRulesFromName(std::string_view name) {
  if (name == "solid") return TableRules::kSolid;
  if (name == "faint") return TableRules::kFaint;
  if (name == "dotted") return TableRules::kDotted;
  if (name == "none") return TableRules::kNone;
  return std::nullopt;
}

std::string PlaceOf(const Plan& plan, int source_line) { return fmt::format("{}:{}", plan.source_name, source_line); }

Result<Plan> ParsePlan(std::string_view text, const std::string& source_name) {
  const std::string clean = CleanUtf8(text);
  return Parser(clean, source_name).Parse();
}

}  // namespace vankho
