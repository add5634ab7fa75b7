#include "extractors/engine/flat_text.h"

#include <algorithm>

#include "pipeline/base/byte_set.h"
#include "pipeline/base/unicode.h"
#include "pipeline/base/word_numbers.h"

namespace vankho {
namespace {

constexpr char32_t kReplacement = U'\uFFFD';

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

// Copies pieces of a text, those that stand side by side at once.
class Copier {
 public:
  Copier(std::string_view text, std::string& out) : text_(text), out_(out) {}
  std::size_t size() const { return out_.size() + (end_ - begin_); }
  void Take(std::size_t begin, std::size_t end) {
    if (begin != end_) {
      Flush();
      begin_ = begin;
    }
    end_ = end;
  }
  // A single space between words, which stands before `word` as a rule.
  void TakeSpace(std::size_t word) {
    if (word > 0 && text_[word - 1] == ' ') {
      Take(word - 1, word);
    } else {
      Flush();
      out_ += ' ';
    }
  }
  void Flush() {
    out_.append(text_, begin_, end_ - begin_);
    begin_ = end_;
  }

 private:
  std::string_view text_;
  std::string& out_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

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

// One word or mark, as far as it was read.
struct FlatText::Reading {
  std::size_t end = 0;
  WordKind kind = WordKind::kMark;
  bool upper = false;
  bool folded = true;  // its key is as it stands
  bool decomposed = false;
  bool may_move = false;  // a tone, to an o or u before it
  bool invalid = false;   // bytes that are no text
};

// What begins at `at`, which is no white space.
FlatText::Reading FlatText::ReadWord(std::string_view raw, std::size_t at) {
  static constexpr ByteSet kSmall("abcdefghijklmnopqrstuvwxyz");
  Reading word;
  char32_t point = NextPoint(raw, at);
  const Letter* letter = &LetterOf(point);
  word.kind = KindOf(point, *letter);
  word.upper = letter->is_upper;
  word.invalid = point == kReplacement;
  char32_t before = 0;
  while (true) {
    word.may_move |= letter->tone != 0 && (before == 'o' || before == 'u');
    before = letter->lower;
    word.folded &= Fold(point, *letter) == point && point != kReplacement;
    word.decomposed |= IsCombining(point);
    if (word.kind == WordKind::kLetters) {
      while (at < raw.size() && kSmall.Has(raw[at])) before = static_cast<unsigned char>(raw[at++]);
    }
    word.end = at;
    if (at == raw.size() || raw[at] == ' ') break;
    point = NextPoint(raw, at);
    letter = &LetterOf(point);
    const bool same = word.kind != WordKind::kMark && !letter->space && KindOf(point, *letter) == word.kind;
    if (!same && !IsCombining(point)) break;
  }
  return word;
}

void FlatText::AddPiece(std::string_view text, TextSpan piece) {
  const std::string_view raw = piece.Of(text);
  Copier plain(raw, plain_), key(raw, key_);
  bool space = !words_.empty();
  for (std::size_t at = 0; at < raw.size();) {
    if (std::size_t next = at; raw[at] == ' ' || LetterOf(NextPoint(raw, next)).space) {
      at = std::max(next, at + 1);
      space = true;
      continue;
    }
    const std::size_t begin = at;
    if (space && !words_.empty()) {
      plain.TakeSpace(begin);
      key.TakeSpace(begin);
    }
    const Reading read = ReadWord(raw, begin);
    at = read.end;
    const std::string_view printed = raw.substr(begin, at - begin);
    FlatWord& word = words_.emplace_back();
    word.space_before = space;
    word.kind = read.kind;
    word.upper = read.upper;
    word.key.begin = key.size();
    word.plain.begin = plain.size();
    if (read.invalid) {
      plain.Flush();
      AppendUtf8(kReplacement, plain_);
    } else {
      plain.Take(begin, at);
    }
    if (read.folded && !read.decomposed && !read.may_move) {
      key.Take(begin, at);
      word.hash = WordNumbers::HashOf(printed);
    } else {
      key.Flush();
      AddFolded(printed);
      if (read.decomposed) {
        plain.Flush();
        Compose(key_, word.key.begin);
        Compose(plain_, word.plain.begin);
      }
      if (word.kind == WordKind::kLetters) PlaceTones(key_, word.key.begin);
      word.hash = WordNumbers::HashOf(std::string_view(key_).substr(word.key.begin));
    }
    word.source = {piece.begin + begin, piece.begin + at};
    word.key.end = key.size();
    word.plain.end = plain.size();
    piece_of_.push_back(pieces_);
    space = false;
  }
  plain.Flush();
  key.Flush();
}

void FlatText::AddFolded(std::string_view word) {
  Utf8Writer key(key_);
  for (std::size_t at = 0; at < word.size();) {
    const char32_t point = NextPoint(word, at);
    key.Add(Fold(point, LetterOf(point)));
  }
  key.Flush();
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
