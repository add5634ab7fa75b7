#include "pipeline/extract/explain.h"

#include <algorithm>

namespace vankho {
namespace {

constexpr std::size_t kMostNear = 6;
constexpr std::size_t kMostLooked = 200;

// Tokens of rules that no wider token of a rule holds, and that touch the line.
std::vector<const Token*> Widest(const Chart& chart, WordRange line) {
  std::vector<const Token*> tokens;
  for (const Token& token : chart.tokens()) {
    if (token.rule >= 0 && token.range.Overlaps(line)) tokens.push_back(&token);
  }
  std::stable_sort(tokens.begin(), tokens.end(), [](const Token* a, const Token* b) {
    if (a->range.begin != b->range.begin) return a->range.begin < b->range.begin;
    return a->range.end != b->range.end ? a->range.end > b->range.end : a->children.size() > b->children.size();
  });
  std::vector<const Token*> widest;
  for (const Token* token : tokens) {
    bool inside = std::any_of(widest.begin(), widest.end(), [&](const Token* wide) {
      return wide->range.Contains(token->range) &&
             (wide->range != token->range || wide->symbol == token->symbol ||
              std::find(wide->children.begin(), wide->children.end(), token) != wide->children.end());
    });
    if (!inside) widest.push_back(token);
  }
  return widest;
}

// Rules that stopped behind the same words are told together: dates belong to several grammars.
void AddNear(const std::string& grammar, const NearMiss& miss, std::string words,
             std::vector<LineExplanation::Near>& near) {
  auto same =
      std::find_if(near.begin(), near.end(), [&](const LineExplanation::Near& one) { return one.words == words; });
  if (same == near.end()) {
    near.push_back({grammar, {miss.rule}, std::move(words), {miss.missing}});
    return;
  }
  auto add = [](std::vector<std::string>& list, const std::string& text) {
    if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(text);
  };
  add(same->rules, miss.rule);
  add(same->missing, miss.missing);
}

// "date/day-month" -> "date".
std::string DimensionOf(std::string_view rule) { return std::string(rule.substr(0, rule.find('/'))); }

}  // namespace

LineExplanation ExplainLine(const Document& document, std::size_t line, const std::vector<const Grammar*>& grammars) {
  LineExplanation explanation;
  TextSpan span = document.LineSpan(line);
  for (const Zone& zone : document.zones) {
    if (zone.span.Overlaps(span)) explanation.zone = std::string(Name(zone.kind));
  }
  std::vector<TextSpan> pieces{span};
  for (const Paragraph& paragraph : document.paragraphs) {
    if (!paragraph.span.Overlaps(span)) continue;
    pieces = paragraph.pieces;
    for (auto up = paragraph.section; up; up = document.sections[static_cast<std::size_t>(*up)].parent) {
      const Section& section = document.sections[static_cast<std::size_t>(*up)];
      explanation.headings.insert(explanation.headings.begin(),
                                  section.label + " " + Flatten(section.heading.Of(document.text())));
    }
    break;
  }
  FlatText text(document.text(), pieces);
  explanation.paragraph = text.plain();
  WordRange here = text.WordsAt(span);
  for (const Grammar* grammar : grammars) {
    Chart chart = grammar->Parse(text);
    std::vector<WordRange> covered;
    for (const Token* token : Widest(chart, here)) {
      const std::string tree = grammar->DerivationTree(*token, text);
      covered.push_back(token->range);
      const bool twice = std::any_of(explanation.found.begin(), explanation.found.end(),
                                     [&](const auto& one) { return one.tree == tree; });  // rules of two grammars
      if (twice) continue;
      explanation.found.push_back({DimensionOf(grammar->RuleName(*token)), grammar->SymbolName(token->symbol),
                                   text.Printed(token->range), tree, token->confidence});
    }
    for (const NearMiss& miss : grammar->NearMisses(text, kMostLooked)) {
      bool known =
          std::any_of(covered.begin(), covered.end(), [&](WordRange range) { return range.Contains(miss.matched); });
      if (!known && miss.matched.Overlaps(here))
        AddNear(DimensionOf(miss.rule), miss, text.Printed(miss.matched), explanation.near);
    }
  }
  std::stable_sort(explanation.near.begin(), explanation.near.end(),
                   [](const auto& a, const auto& b) { return a.words.size() > b.words.size(); });
  if (explanation.near.size() > kMostNear) explanation.near.resize(kMostNear);
  return explanation;
}

}  // namespace vankho
