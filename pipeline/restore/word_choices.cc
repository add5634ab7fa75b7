#include "pipeline/restore/word_choices.h"

#include <algorithm>

#include "pipeline/restore/numbers.h"

namespace vankho {
namespace {

void AddChoices(const Word& word, std::size_t begin, const Line& line, TextSpan piece, std::vector<Alternative>& out) {
  const std::string_view text = line.text;
  const std::string_view before = text.substr(begin, piece.begin - begin);
  const std::string_view behind = text.substr(piece.end, begin + word.text.size() - piece.end);
  const std::string_view seen = piece.Of(text);
  for (const Alternative& other : word.alternatives) {
    std::string_view choice = other.text;
    if (choice.size() <= before.size() + behind.size() || !choice.starts_with(before) || !choice.ends_with(behind))
      continue;
    choice = choice.substr(before.size(), choice.size() - before.size() - behind.size());
    if (choice != seen && DigitsOf(choice) == DigitsOf(seen)) out.push_back({std::string(choice), other.confidence});
  }
}

}  // namespace

std::vector<std::vector<Alternative>> ChoicesOf(const Line& line, const std::vector<Piece>& pieces) {
  std::vector<std::vector<Alternative>> choices;
  std::size_t end = 0;
  std::size_t piece = 0;
  for (const Word& word : line.words) {
    const std::size_t begin = line.text.find(word.text, end);
    if (begin == std::string::npos) continue;
    end = begin + word.text.size();
    if (word.alternatives.empty()) continue;
    choices.resize(pieces.size());
    while (piece < pieces.size() && pieces[piece].span.begin < begin) ++piece;
    for (std::size_t i = piece; i < pieces.size() && pieces[i].span.end <= end; ++i) {
      if (pieces[i].kind == PieceKind::kWord) AddChoices(word, begin, line, pieces[i].span, choices[i]);
    }
  }
  return choices;
}

}  // namespace vankho
