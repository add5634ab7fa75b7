#include "models/syllable_lm/tokenizer.h"

#include <algorithm>
#include <array>

#include "pipeline/base/unicode.h"

namespace vankho {
namespace {

enum class Class : std::uint8_t { kSpace, kLetter, kDigit, kMark };

struct Char {
  char32_t value = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
  Class type = Class::kMark;
};

Class ClassOf(char32_t c) {
  if (c < 0x80) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return Class::kLetter;
    if (IsDigit(c)) return Class::kDigit;
    return c == ' ' || (c >= '\t' && c <= '\r') ? Class::kSpace : Class::kMark;
  }
  bool combining = c >= 0x300 && c <= 0x36f;
  if (combining || IsLetter(c)) return Class::kLetter;
  return IsSpace(c) ? Class::kSpace : Class::kMark;
}

std::vector<Char> Classify(std::string_view line) {
  std::vector<Char> chars;
  chars.reserve(line.size());
  for (const CodePoint& p : DecodeUtf8(line)) chars.push_back({p.value, p.begin, p.end, ClassOf(p.value)});
  return chars;
}

bool IsAlnum(const Char& c) { return c.type == Class::kLetter || c.type == Class::kDigit; }

// The end of a run of `inside` characters that may be joined by single `joints` marks, from i on.
template <class Inside>
std::size_t JoinedEnd(const std::vector<Char>& chars, std::size_t i, std::u32string_view joints, Inside inside) {
  while (i < chars.size()) {
    if (!inside(chars[i])) {
      bool joint = joints.find(chars[i].value) != std::u32string_view::npos;
      if (!joint || i + 1 >= chars.size() || !inside(chars[i + 1])) break;
    }
    ++i;
  }
  return i;
}

// Digits with capitals (A4, B52, TCVN5699), or digits, a slash, capitals: 1833/KH-UBND.
bool IsCode(const std::vector<Char>& chars, std::size_t begin, std::size_t end) {
  bool digit = false;
  bool letter = false;
  bool plain_capitals = true;
  bool symbol = false;  // a capital behind a slash
  for (std::size_t i = begin; i < end; ++i) {
    digit |= chars[i].type == Class::kDigit;
    if (chars[i].type != Class::kLetter) continue;
    letter = true;
    plain_capitals &= chars[i].value >= 'A' && chars[i].value <= 'Z';
    symbol |= i > begin && chars[i - 1].value == '/' && IsUpper(chars[i].value);
  }
  return digit && letter && (plain_capitals || (symbol && chars[begin].type == Class::kDigit));
}

std::size_t LettersEnd(const std::vector<Char>& chars, std::size_t i) {
  while (i < chars.size() && chars[i].type == Class::kLetter) ++i;
  return i;
}

std::size_t MarkEnd(const std::vector<Char>& chars, std::size_t i) {
  std::size_t dots = i;
  while (dots < chars.size() && chars[dots].value == '.') ++dots;
  return dots >= i + 3 ? dots : i + 1;
}

struct Found {
  std::size_t end = 0;
  LmTokenKind kind = LmTokenKind::kWord;
};

// `code_end` is where the last refused code run ends: it is not looked at again, which keeps the whole linear.
Found Next(const std::vector<Char>& chars, std::size_t i, std::size_t& code_end) {
  if (chars[i].type == Class::kMark) return {MarkEnd(chars, i), LmTokenKind::kPunctuation};
  if (i >= code_end) {
    code_end = JoinedEnd(chars, i, U"/-._", IsAlnum);
    if (IsCode(chars, i, code_end)) return {code_end, LmTokenKind::kCode};
  }
  if (chars[i].type == Class::kLetter) return {LettersEnd(chars, i), LmTokenKind::kWord};
  auto is_digit = [](const Char& c) { return c.type == Class::kDigit; };
  return {JoinedEnd(chars, i, U".,:/", is_digit), LmTokenKind::kNumber};
}

enum class Capital : std::uint8_t { kNo, kOneLetter, kSyllable };

bool IsVowel(char32_t bare) { return std::u32string_view(U"aeiouy").find(bare) != std::u32string_view::npos; }

// Has the word the shape of a Vietnamese syllable, marks and tone set aside? `bare` is its lower-cased base letters, so
// that headings without diacritics are known too (hoach, dieu).
bool HasSyllableShape(std::u32string_view bare) {
  using List = std::array<std::u32string_view, 9>;
  static constexpr std::u32string_view kOnsets = U" b c ch d g gh h k kh l m n ng ngh nh p ph q r s t th tr v x ";
  static constexpr List kCodas{U"", U"c", U"ch", U"m", U"n", U"ng", U"nh", U"p", U"t"};
  std::size_t onset = 0;
  while (onset < bare.size() && !IsVowel(bare[onset])) ++onset;
  std::size_t nucleus = onset;
  while (nucleus < bare.size() && IsVowel(bare[nucleus])) ++nucleus;
  if (nucleus == onset || nucleus - onset > 4) return false;
  std::u32string wanted = U" " + std::u32string(bare.substr(0, onset)) + U" ";
  bool known_onset = onset == 0 || kOnsets.find(wanted) != std::u32string_view::npos;
  return known_onset && std::find(kCodas.begin(), kCodas.end(), bare.substr(nucleus)) != kCodas.end();
}

Capital CapitalOf(const std::vector<Char>& chars, std::size_t begin, std::size_t end) {
  std::u32string bare;
  if (end - begin > 7) return Capital::kNo;  // nghiêng: no syllable is longer
  for (std::size_t i = begin; i < end; ++i) {
    if (!IsUpper(chars[i].value)) return Capital::kNo;
    bare.push_back(BaseLetter(Lower(chars[i].value)));
  }
  if (!HasSyllableShape(bare)) return Capital::kNo;
  return end - begin == 1 ? Capital::kOneLetter : Capital::kSyllable;
}

// Marks runs of neighbouring capital words with two whole syllables among them.
void MarkHeadings(const std::vector<Capital>& capitals, std::vector<LmPiece>& pieces) {
  std::size_t i = 0;
  while (i < pieces.size()) {
    std::size_t end = i;
    int syllables = 0;
    for (; end < pieces.size() && capitals[end] != Capital::kNo; ++end)
      syllables += capitals[end] == Capital::kSyllable;
    for (std::size_t k = i; syllables >= 2 && k < end; ++k) pieces[k].heading = true;
    i = end + 1;
  }
}

std::string NumberClass(std::string_view digits) {
  auto slashes = std::count(digits.begin(), digits.end(), '/');
  bool only_slashes = digits.find_first_of(".,:") == std::string_view::npos;
  if (!only_slashes) return "<num>";
  std::string_view last = digits.substr(slashes > 0 ? digits.rfind('/') + 1 : 0);
  bool year = last.size() == 4 && (last.starts_with("19") || last.starts_with("20"));
  if (!year || slashes > 2) return "<num>";
  return slashes > 0 ? "<date>" : "<year>";
}

std::string PunctuationForm(std::string_view mark) {
  if (mark.starts_with("...")) return "…";
  char32_t c = DecodeUtf8(mark)[0].value;
  if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212) return "-";
  if (c == 0x2018 || c == 0x2019 || c == 0x2032 || c == '`') return "'";
  if ((c >= 0x201c && c <= 0x201f) || c == 0x00ab || c == 0x00bb) return "\"";
  return std::string(mark);
}

}  // namespace

void Segment(std::string_view line, std::vector<LmPiece>& pieces) {
  pieces.clear();
  std::vector<Char> chars = Classify(line);
  std::vector<Capital> capitals;
  std::size_t code_end = 0;
  for (std::size_t i = 0; i < chars.size();) {
    if (chars[i].type == Class::kSpace) {
      ++i;
      continue;
    }
    Found found = Next(chars, i, code_end);
    pieces.push_back({chars[i].begin, chars[found.end - 1].end, found.kind, false});
    bool word = found.kind == LmTokenKind::kWord;
    capitals.push_back(word ? CapitalOf(chars, i, found.end) : Capital::kNo);
    i = found.end;
  }
  MarkHeadings(capitals, pieces);
}

std::string ModelForm(std::string_view line, const LmPiece& piece) {
  std::string_view seen = line.substr(piece.begin, piece.end - piece.begin);
  switch (piece.kind) {
    case LmTokenKind::kPunctuation:
      return PunctuationForm(seen);
    case LmTokenKind::kNumber:
      return NumberClass(seen);
    case LmTokenKind::kCode:
      return "<code>";
    case LmTokenKind::kWord:
      break;
  }
  std::string form = CanonicalTonePlacement(ToNfc(seen));
  return piece.heading ? ToLower(form) : form;
}

std::vector<LmToken> Tokenize(std::string_view line) {
  std::vector<LmPiece> pieces;
  Segment(line, pieces);
  std::vector<LmToken> tokens;
  tokens.reserve(pieces.size());
  for (const LmPiece& piece : pieces) {
    tokens.push_back({piece.begin, piece.end, piece.kind, ModelForm(line, piece)});
  }
  return tokens;
}

}  // namespace vankho
