#include "pipeline/restore/reader.h"

#include <algorithm>

#include "models/syllable_lm/tokenizer.h"
#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

std::string Cased(std::string_view lower, CaseMode mode) {
  if (mode == CaseMode::kLower) return std::string(lower);
  if (mode == CaseMode::kUpper) return ToUpper(lower);
  std::u32string letters = ToUtf32(lower);
  letters[0] = Upper(letters[0]);
  return EncodeUtf8(letters);
}

struct Shape {
  std::size_t letters = 0;
  std::size_t capitals = 0;
  std::size_t digits = 0;
  std::size_t others = 0;
};

Shape ShapeOf(std::u32string_view text) {
  Shape shape;
  for (char32_t c : text) {
    if (IsDigit(c)) {
      ++shape.digits;
    } else if (IsLetter(c)) {
      ++shape.letters;
      shape.capitals += IsUpper(c);
    } else {
      ++shape.others;
    }
  }
  return shape;
}

float BestCost(const std::vector<Edge>& edges) {
  float best = 1e9F;
  for (const Edge& edge : edges) best = std::min(best, edge.cost);
  return best;
}

}  // namespace

PieceReader::PieceReader(const SyllableTrie& trie, const OcrChannel& channel, const LanguageModel& lm,
                         ReaderOptions options)
    : trie_(trie), lm_(lm), search_(trie, channel), options_(options) {}

Edge PieceReader::PlainEdge(std::string_view seen, PieceKind kind) const {
  Edge edge{1, {}, std::string(seen), 0};
  for (const LmToken& token : Tokenize(seen)) edge.words.push_back(lm_.IdOf(token.text));
  if (kind == PieceKind::kFixed && edge.words.size() > 4) edge.words = {lm_.IdOf("<code>")};
  if (edge.words.empty()) edge.words = {SyllableLm::kUnknown};
  return edge;
}

void PieceReader::AddCandidate(const Candidate& candidate, std::vector<Edge>& edges) const {
  const WordForm& form = trie_.form(candidate.form);
  auto add = [&](WordId word, float extra) {
    if (word != 0) edges.push_back({1, {word}, Cased(form.lower, candidate.mode), candidate.cost + extra});
  };
  switch (candidate.mode) {
    case CaseMode::kLower:
      add(form.lower_id, 0);
      if (form.lower_id == 0) add(form.capital_id, 3);
      break;
    case CaseMode::kCapital:
      add(form.capital_id, 0);
      add(form.lower_id, options_.lower_twin);
      break;
    case CaseMode::kUpper:
      add(form.upper_id, 0);
      add(form.lower_id, 0.3F);
      if (form.lower_id == 0) add(form.capital_id, 1);
      break;
  }
}

// The piece as it stands: names, abbreviations, foreign words and codes that the vocabulary does not hold.
void PieceReader::AddKeep(std::string_view seen, std::vector<Edge>& edges) const {
  std::u32string text = ToUtf32(seen);
  Shape shape = ShapeOf(text);
  const auto size = static_cast<float>(text.size());
  if (shape.digits > 0 && shape.letters > 0 && shape.capitals == shape.letters) {
    edges.push_back({1, {lm_.IdOf("<code>")}, std::string(seen), 2 + size * options_.unknown_capital});
    return;
  }
  bool abbreviation = shape.capitals >= 2 && shape.capitals == shape.letters && shape.others == 0 && shape.digits == 0;
  float letter = abbreviation ? options_.unknown_capital : options_.unknown_letter;
  float mess = static_cast<float>(shape.digits + shape.others) * 1.5F;
  edges.push_back({1, {SyllableLm::kUnknown}, std::string(seen), options_.unknown_word + size * letter + mess});
}

std::vector<Edge> PieceReader::SingleEdges(std::string_view seen) {
  std::vector<Edge> edges;
  for (const Candidate& candidate : search_.Find(ToUtf32(seen), options_.limits)) AddCandidate(candidate, edges);
  return edges;
}

// "28thang", "ngày14", "NamSách": two words that lost their space.
void PieceReader::AddSplits(std::string_view seen, std::vector<Edge>& edges) {
  constexpr float kLostSpace = 5.0F;
  constexpr std::size_t kEach = 5;
  std::vector<CodePoint> chars = DecodeUtf8(seen);
  if (chars.size() < 3 || chars.size() > 16) return;
  auto side = [&](std::string_view part) {
    bool digits = std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
    std::vector<Edge> found = digits ? std::vector<Edge>{PlainEdge(part, PieceKind::kNumber)} : SingleEdges(part);
    std::stable_sort(found.begin(), found.end(), [](const Edge& a, const Edge& b) { return a.cost < b.cost; });
    if (found.size() > kEach) found.resize(kEach);
    return found;
  };
  // Not "check list": what falls apart are Vietnamese syllables and numbers.
  auto whole = [](const Edge& part) {
    return IsDigit(ToUtf32(part.text)[0]) || IsPossibleSyllable(ToLower(part.text));
  };
  for (std::size_t cut = 1; cut < chars.size(); ++cut) {
    bool turn = IsDigit(chars[cut - 1].value) != IsDigit(chars[cut].value);
    if (!turn && (cut < 2 || chars.size() - cut < 2)) continue;
    for (const Edge& left : side(seen.substr(0, chars[cut].begin))) {
      for (const Edge& right : side(seen.substr(chars[cut].begin))) {
        if (left.words.size() != 1 || right.words.size() != 1 || !whole(left) || !whole(right)) continue;
        edges.push_back(
            {1, {left.words[0], right.words[0]}, left.text + " " + right.text, left.cost + right.cost + kLostSpace});
      }
    }
  }
}

std::vector<Edge> PieceReader::MakeWordEdges(std::string_view seen) {
  std::vector<Edge> edges = SingleEdges(seen);
  const std::size_t letters = ToUtf32(seen).size();
  const bool poor = BestCost(edges) > options_.split_over * static_cast<float>(letters) || letters > 7;
  if (poor && options_.splits) AddSplits(seen, edges);
  AddKeep(seen, edges);
  return edges;
}

const std::vector<Edge>& PieceReader::WordEdges(std::string_view seen) {
  auto [entry, is_new] = cache_.try_emplace(std::string(seen));
  if (is_new) entry->second = MakeWordEdges(seen);
  return entry->second;
}

Lattice PieceReader::Read(const std::vector<std::pair<std::string_view, PieceKind>>& pieces) {
  Lattice lattice;
  lattice.reserve(pieces.size());
  for (const auto& [seen, kind] : pieces) {
    if (kind == PieceKind::kWord) {
      lattice.push_back(WordEdges(seen));
    } else {
      lattice.push_back({PlainEdge(seen, kind)});
    }
  }
  return lattice;
}

}  // namespace vankho
