#include "extractors/engine/flat_text.h"

#include <algorithm>

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

bool IsCombining(char32_t c) { return c >= 0x300 && c <= 0x36F; }

char32_t Fold(char32_t c) {
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
      return Lower(c);
  }
}

WordKind KindOf(char32_t c) {
  if (IsDigit(c)) return WordKind::kDigits;
  if (IsLetter(c)) return WordKind::kLetters;
  return WordKind::kMark;
}

// Only syllables with oa, oe, uy inside can change; they are few, and the call is not free.
bool MayMoveTone(std::u32string_view word) {
  for (std::size_t i = 0; i + 1 < word.size(); ++i) {
    const char32_t a = BaseLetter(word[i]), b = BaseLetter(word[i + 1]);
    if ((a == U'o' && (b == U'a' || b == U'e')) || (a == U'u' && b == U'y')) return true;
  }
  return false;
}

}  // namespace

FlatText::FlatText(std::string_view text, const std::vector<TextSpan>& pieces) {
  for (const TextSpan piece : pieces) {
    AddPiece(text, piece);
    ++pieces_;
  }
}

void FlatText::AddPiece(std::string_view text, TextSpan piece) {
  const std::vector<CodePoint> raw = DecodeUtf8(piece.Of(text));
  std::u32string lower, printed;
  bool space = !words_.empty();
  std::size_t i = 0;
  while (i < raw.size()) {
    if (IsSpace(raw[i].value)) {
      space = true;
      ++i;
      continue;
    }
    FlatWord word;
    word.source.begin = piece.begin + raw[i].begin;
    word.space_before = space;
    word.kind = KindOf(raw[i].value);
    word.upper = IsUpper(raw[i].value);
    lower.clear();
    printed.clear();
    bool decomposed = false;
    do {
      printed.push_back(raw[i].value);
      lower.push_back(Fold(raw[i].value));
      decomposed |= IsCombining(raw[i].value);
      word.source.end = piece.begin + raw[i].end;
      ++i;
    } while (i < raw.size() && (IsCombining(raw[i].value) || (word.kind != WordKind::kMark && !IsSpace(raw[i].value) &&
                                                              KindOf(raw[i].value) == word.kind)));
    std::string key = EncodeUtf8(lower), plain = EncodeUtf8(printed);
    if (decomposed) {
      key = ToNfc(key);
      plain = ToNfc(plain);
    }
    if (word.kind == WordKind::kLetters && MayMoveTone(lower)) key = CanonicalTonePlacement(key);
    if (space && !words_.empty()) {
      key_ += ' ';
      plain_ += ' ';
    }
    word.key = {key_.size(), key_.size() + key.size()};
    word.plain = {plain_.size(), plain_.size() + plain.size()};
    key_ += key;
    plain_ += plain;
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
