#include "extractors/engine/flat_text.h"

#include <algorithm>

#include "pipeline/base/unicode.h"
#include "pipeline/base/word_numbers.h"

namespace vankho {
namespace {

bool IsCombining(char32_t c) { return c >= 0x300 && c <= 0x36F; }

char32_t Fold(char32_t c, const Letter& letter) {
  if (c < 0x2010) return letter.lower;
  switch (c) {
    case U'\u2010':
    case U'\u2011':
    case U'\u2012':
    case U'\u2013':
    case U'\u2014':
    case U'\u2212':
      return U'-';
    case U'\u201C':
    case U'\u201D':
    case U'\u201E':
      return U'"';
    case U'\u2018':
    case U'\u2019':
      return U'\'';
    case U'\uFF1A':
      return U':';
    default:
      return letter.lower;
  }
}

WordKind KindOf(char32_t c, const Letter& letter) {
  if (IsDigit(c)) return WordKind::kDigits;
  return letter.alpha ? WordKind::kLetters : WordKind::kMark;
}

// What was written from `from` on, in NFC.
void Compose(std::string& text, std::size_t from) {
  const std::string composed = ToNfc(std::string_view(text).substr(from));
  text.replace(from, std::string::npos, composed);
}

void PlaceTones(std::string& text, std::size_t from) {
  if (!MayMoveTone(std::string_view(text).substr(from))) return;
  const std::string placed = CanonicalTonePlacement(std::string_view(text).substr(from));
  text.replace(from, std::string::npos, placed);
}

}  // namespace

FlatText::FlatText(std::string_view text, const std::vector<TextSpan>& pieces) {
  constexpr std::size_t kUsualWord = 5;  // bytes, with its space
  std::size_t size = 0;
  for (const TextSpan piece : pieces) size += piece.size() + 1;
  key_.reserve(size);
  plain_.reserve(size);
  words_.reserve(size / kUsualWord + 4);
  piece_of_.reserve(size / kUsualWord + 4);
  for (const TextSpan piece : pieces) {
    AddPiece(text, piece);
    ++pieces_;
  }
}

void FlatText::AddPiece(std::string_view text, TextSpan piece) {
  const std::string_view raw = piece.Of(text);
  bool space = !words_.empty();
  std::size_t at = 0;
  while (at < raw.size()) {
    FlatWord word;
    word.source.begin = piece.begin + at;
    char32_t point = NextPoint(raw, at);
    Letter letter = LetterOf(point);
    if (letter.space) {
      space = true;
      continue;
    }
    if (space && !words_.empty()) {
      key_ += ' ';
      plain_ += ' ';
    }
    word.space_before = space;
    word.kind = KindOf(point, letter);
    word.upper = letter.is_upper;
    word.key.begin = key_.size();
    word.plain.begin = plain_.size();
    bool decomposed = false;
    Utf8Writer plain(plain_), key(key_);
    while (true) {
      plain.Add(point);
      key.Add(Fold(point, letter));
      decomposed |= IsCombining(point);
      word.source.end = piece.begin + at;
      if (at == raw.size()) break;
      std::size_t next = at;
      point = NextPoint(raw, next);
      letter = LetterOf(point);
      const bool same = word.kind != WordKind::kMark && !letter.space && KindOf(point, letter) == word.kind;
      if (!same && !IsCombining(point)) break;
      at = next;
    }
    plain.Flush();
    key.Flush();
    if (decomposed) {
      Compose(key_, word.key.begin);
      Compose(plain_, word.plain.begin);
    }
    if (word.kind == WordKind::kLetters) PlaceTones(key_, word.key.begin);
    word.key.end = key_.size();
    word.plain.end = plain_.size();
    word.hash = WordNumbers::HashOf(word.key.Of(key_));
    words_.push_back(word);
    piece_of_.push_back(pieces_);
    space = false;
  }
}

std::string FlatText::KeyOf(WordRange range) const {
  if (range.empty() || range.end > words_.size()) return {};
  return std::string(TextSpan{words_[range.begin].key.begin, words_[range.end - 1].key.end}.Of(key_));
}

std::string FlatText::Printed(WordRange range) const {
  if (range.empty() || range.end > words_.size()) return {};
  return std::string(TextSpan{words_[range.begin].plain.begin, words_[range.end - 1].plain.end}.Of(plain_));
}

std::vector<TextSpan> FlatText::SourceOf(WordRange range) const {
  std::vector<TextSpan> spans;
  for (std::size_t i = range.begin; i < range.end && i < words_.size(); ++i) {
    if (i == range.begin || piece_of_[i] != piece_of_[i - 1]) {
      spans.push_back(words_[i].source);
    } else {
      spans.back().end = words_[i].source.end;
    }
  }
  return spans;
}

WordRange FlatText::WordsAt(TextSpan source) const {
  const auto before = [](const FlatWord& word, std::size_t at) { return word.source.end <= at; };
  const auto first = std::lower_bound(words_.begin(), words_.end(), source.begin, before);
  auto last = first;
  while (last != words_.end() && last->source.begin < source.end) ++last;
  return {static_cast<std::size_t>(first - words_.begin()), static_cast<std::size_t>(last - words_.begin())};
}

std::string PhraseKey(std::string_view text) {
  const FlatText flat(text, TextSpan{0, text.size()});
  std::string key;
  for (std::size_t i = 0; i < flat.size(); ++i) {
    if (i > 0) key += ' ';
    key += flat.KeyOf(i);
  }
  return key;
}

}  // namespace vankho
