#include "pipeline/base/unicode.h"

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <set>

#include "pipeline/base/check.h"

namespace vankho {
namespace {

const icu::Normalizer2& Nfc() {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  VK_CHECK(U_SUCCESS(status));
  return *nfc;
}

icu::UnicodeString FromUtf8(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

std::string AsUtf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

// The vowels of the orthography: a row a vowel, a column a tone in the order of Tone.
constexpr std::array<std::u32string_view, 12> kVowels{U"aàáảãạ", U"ăằắẳẵặ", U"âầấẩẫậ", U"eèéẻẽẹ", U"êềếểễệ", U"iìíỉĩị",
                                                      U"oòóỏõọ", U"ôồốổỗộ", U"ơờớởỡợ", U"uùúủũụ", U"ưừứửữự", U"yỳýỷỹỵ"};

struct Vowel {
  std::int8_t row = -1;
  std::int8_t tone = 0;
};

// By code point; the last one is ỹ.
using VowelTable = std::array<Vowel, U'ỹ' + 1>;

VowelTable MakeVowelTable() {
  VowelTable table{};
  for (std::size_t row = 0; row < kVowels.size(); ++row) {
    for (std::size_t tone = 0; tone < kVowels[row].size(); ++tone) {
      table[kVowels[row][tone]] = {static_cast<std::int8_t>(row), static_cast<std::int8_t>(tone)};
    }
  }
  return table;
}

Vowel FindVowel(char32_t lower) {
  static const VowelTable table = MakeVowelTable();
  return lower < table.size() ? table[lower] : Vowel{};
}

// Calls `take(code point)` for each; invalid bytes give U+FFFD, one each.
template <typename Take>
void EachPoint(std::string_view text, Take take) {
  for (std::size_t at = 0; at < text.size();) take(NextPoint(text, at));
}

// A string of code points, as long as `expected` bytes or longer.
class Written {
 public:
  explicit Written(std::size_t expected) { bytes_.resize(expected + kRoom); }
  [[gnu::always_inline]] void Add(char32_t c) {
    if (size_ + kRoom > bytes_.size()) bytes_.resize(2 * bytes_.size());
    if (c < 0x80) {
      bytes_[size_++] = static_cast<char>(c);
    } else {
      size_ += unicode_internal::PutUtf8(c, bytes_.data() + size_);
    }
  }
  std::string Take() {
    bytes_.resize(size_);
    return std::move(bytes_);
  }

 private:
  static constexpr std::size_t kRoom = 4;  // of one code point
  std::string bytes_;
  std::size_t size_ = 0;
};

template <typename Map>
std::string Mapped(std::string_view text, Map map) {
  Written out(text.size());
  EachPoint(text, [&](char32_t c) { out.Add(map(c)); });
  return out.Take();
}

// In NFC as it stands?
bool IsStable(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    char32_t c = NextPoint(text, at);
    if (c >= 0x80 && (c == U'\xfffd' || !LetterOf(c).stable)) return false;
  }
  return true;
}

// hoà -> hòa, in place.
void PlaceTones(std::u32string& points) {
  for (std::size_t i = 1; i < points.size(); ++i) {
    if (points[i] < 0x80) continue;
    char32_t first = Lower(points[i - 1]);
    char32_t second = Lower(points[i]);
    Tone tone = ToneOf(second);
    if (tone == Tone::kNgang) continue;
    char32_t plain = WithTone(second, Tone::kNgang);
    bool pair = (first == 'o' && (plain == 'a' || plain == 'e')) || (first == 'u' && plain == 'y');
    bool closed = i + 1 < points.size() && IsLetter(points[i + 1]);  // hoàn, quỳnh: only one place there
    bool after_q = i >= 2 && Lower(points[i - 2]) == 'q';            // quý: qu is the onset
    if (!pair || closed || after_q) continue;
    points[i - 1] = WithTone(points[i - 1], tone);
    points[i] = WithTone(points[i], Tone::kNgang);
  }
}

// The key of a phrase, each of its letters as `fold` has it (Letter::lower or Letter::bare). `stable` is false after a
// text that may not be in NFC; what replaces invalid bytes counts as such.
template <char32_t Letter::*fold>
std::string Folded(std::string_view text, bool& stable) {
  const Letter* const letters = unicode_internal::Letters();
  Written out(text.size());
  stable = true;
  bool begun = false;
  bool pending_space = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const bool ascii = byte < 0x80;  // most of what is read
    at += ascii ? 1 : 0;
    const Letter& letter = ascii ? letters[byte] : LetterOf(NextPoint(text, at));
    if (letter.space) {
      stable &= letter.stable;
      pending_space = begun;
      continue;
    }
    if (pending_space) out.Add(' ');
    begun = true;
    pending_space = false;
    char32_t c = letter.*fold;
    if (!ascii) {
      stable &= letter.stable;
      if (c >= 0x2010 && c <= 0x201d) {
        if (c <= 0x2015) c = '-';
        if (c == 0x2018 || c == 0x2019) c = '\'';
        if (c >= 0x201c) c = '"';
      }
    }
    out.Add(c);
  }
  return out.Take();
}

bool IsKeptControl(char32_t c) { return c == '\t' || c == '\n' || c == '\f'; }

bool IsDropped(char32_t c) { return (c < 0x20 && !IsKeptControl(c)) || (c >= 0x7f && c < 0xa0) || c == 0xfeff; }

bool NeedsCleaning(std::string_view bytes) {
  if (!IsValidUtf8(bytes)) return true;
  bool needed = false;
  EachPoint(bytes, [&](char32_t c) { needed = needed || IsDropped(c); });
  return needed;
}

// The letter without tone and quality mark; `vowel` is what its lower-case form is.
char32_t BaseOf(char32_t c, char32_t lower, Vowel vowel) {
  if (c == U'đ') return U'd';
  if (c == U'Đ') return U'D';
  if (c < 0x80 || vowel.row < 0) return c;
  static constexpr std::u32string_view kBases = U"aaaeeiooouuy";
  char32_t base = kBases[static_cast<std::size_t>(vowel.row)];
  return lower == c ? base : static_cast<char32_t>(u_toupper(static_cast<UChar32>(base)));
}

Letter AskIcu(char32_t c) {
  auto point = static_cast<UChar32>(c);
  Letter letter;
  letter.lower = static_cast<char32_t>(u_tolower(point));
  letter.upper = static_cast<char32_t>(u_toupper(point));
  Vowel vowel = FindVowel(letter.lower);
  letter.vowel_row = vowel.row;
  letter.tone = vowel.tone;
  letter.base = BaseOf(c, letter.lower, vowel);
  letter.bare = BaseOf(letter.lower, letter.lower, vowel);
  letter.alpha = u_isalpha(point);
  letter.is_upper = u_isupper(point);
  letter.is_lower = u_islower(point);
  letter.space = u_isUWhiteSpace(point);
  letter.stable = u_getIntPropertyValue(point, UCHAR_NFC_QUICK_CHECK) == UNORM_YES && u_getCombiningClass(point) == 0;
  return letter;
}

}  // namespace

bool IsValidUtf8(std::string_view bytes) {
  const auto* data = reinterpret_cast<const uint8_t*>(bytes.data());
  std::size_t i = 0;
  while (i < bytes.size()) {
    UChar32 c = 0;
    U8_NEXT(data, i, bytes.size(), c);
    if (c < 0) return false;
  }
  return true;
}

std::string CleanUtf8(std::string_view bytes) {
  if (!NeedsCleaning(bytes)) return ToNfc(bytes);
  std::string out;
  out.reserve(bytes.size());
  bool after_cr = false;
  EachPoint(bytes, [&](char32_t c) {
    bool lf_of_crlf = c == '\n' && after_cr;
    after_cr = c == '\r';
    if (lf_of_crlf) return;
    if (c == '\r') c = '\n';
    if (!IsDropped(c)) AppendUtf8(c, out);
  });
  return ToNfc(out);
}

std::string ToNfc(std::string_view text) {
  if (IsStable(text)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  // Line by line, so that a text of any size stays inside ICU's 32-bit lengths.
  while (true) {
    std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (IsStable(line)) {
      out.append(line);
    } else {
      UErrorCode status = U_ZERO_ERROR;
      icu::UnicodeString in = FromUtf8(line);
      icu::UnicodeString nfc = Nfc().normalize(in, status);
      out.append(U_SUCCESS(status) ? AsUtf8(nfc) : AsUtf8(in));
    }
    if (end == std::string_view::npos) return out;
    out.push_back('\n');
    text.remove_prefix(end + 1);
  }
}

int DisplayWidth(char32_t c) {
  auto point = static_cast<UChar32>(c);
  switch (u_charType(point)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
    case U_CONTROL_CHAR:
      return 0;
    default:
      break;
  }
  int width = u_getIntPropertyValue(point, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

std::string ToNfd(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
  VK_CHECK(U_SUCCESS(status));
  const icu::UnicodeString decomposed = nfd->normalize(FromUtf8(text), status);
  VK_CHECK(U_SUCCESS(status));
  return AsUtf8(decomposed);
}

std::string ToLower(std::string_view text) {
  return Mapped(text, [](char32_t c) { return Lower(c); });
}

std::string ToUpper(std::string_view text) {
  return Mapped(text, [](char32_t c) { return Upper(c); });
}

namespace unicode_internal {

const Letter& RareLetter(char32_t c) {
  thread_local Letter letter;
  letter = AskIcu(c);
  return letter;
}

const Letter* Letters() {
  static const std::vector<Letter> letters = [] {
    std::vector<Letter> table;
    for (char32_t point = 0; point < kTabled; ++point) table.push_back(AskIcu(point));
    return table;
  }();
  return letters.data();
}

char32_t NextRarePoint(std::string_view text, std::size_t& at) {
  const auto* data = reinterpret_cast<const uint8_t*>(text.data());
  UChar32 c = 0;
  U8_NEXT(data, at, text.size(), c);
  return c < 0 ? U'\xfffd' : static_cast<char32_t>(c);
}

std::size_t PutRare(char32_t value, char* out) {
  if (value > 0x10ffff || (value >= 0xd800 && value < 0xe000)) value = 0xfffd;
  std::array<uint8_t, U8_MAX_LENGTH> buffer{};
  std::size_t size = 0;
  U8_APPEND_UNSAFE(buffer, size, static_cast<UChar32>(value));
  std::copy_n(buffer.begin(), size, out);
  return size;
}

}  // namespace unicode_internal

std::vector<CodePoint> DecodeUtf8(std::string_view text) {
  std::vector<CodePoint> out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    std::size_t begin = at;
    char32_t c = NextPoint(text, at);
    out.push_back({c, begin, at});
  }
  return out;
}

std::string EncodeUtf8(std::u32string_view text) {
  std::string out;
  Utf8Writer writer(out);
  for (char32_t c : text) writer.Add(c);
  writer.Flush();
  return out;
}

std::u32string ToUtf32(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  EachPoint(text, [&](char32_t c) { out.push_back(c); });
  return out;
}

std::string StripDiacritics(std::string_view text) {
  return Mapped(text, [](char32_t c) { return BaseLetter(c); });
}

Tone ToneOf(char32_t c) { return static_cast<Tone>(LetterOf(c).tone); }

char32_t WithTone(char32_t letter, Tone tone) {
  Letter of = LetterOf(letter);
  if (of.vowel_row < 0) return letter;
  auto row = static_cast<std::size_t>(static_cast<unsigned char>(of.vowel_row));
  char32_t toned = kVowels[row][static_cast<std::size_t>(tone)];
  return of.lower == letter ? toned : Upper(toned);
}

// Only the last letter of a word can hand its tone on, to an o or u right before it.
bool MayMoveTone(std::string_view text) {
  for (std::size_t i = 1; i < text.size(); ++i) {
    char left = static_cast<char>(text[i - 1] | 0x20);
    if (static_cast<unsigned char>(text[i]) < 0x80 || (left != 'o' && left != 'u')) continue;
    std::size_t end = i;
    bool toned = LetterOf(NextPoint(text, end)).tone != 0;
    if (toned && (end == text.size() || !IsLetter(NextPoint(text, end)))) return true;
  }
  return false;
}

void PlaceTones(std::string& text) {
  if (!MayMoveTone(text)) return;
  std::u32string points = ToUtf32(text);
  PlaceTones(points);
  text = EncodeUtf8(points);
}

std::string CanonicalTonePlacement(std::string_view text) {
  std::string placed(text);
  PlaceTones(placed);
  return placed;
}

std::string MatchKey(std::string_view text) {
  constexpr auto kLower = &Letter::lower;
  bool stable = true;
  std::string key =
      MayMoveTone(text) ? Folded<kLower>(CanonicalTonePlacement(text), stable) : Folded<kLower>(text, stable);
  return stable ? key : Folded<kLower>(CanonicalTonePlacement(ToNfc(text)), stable);
}

// Where the tone stands is lost with it.
std::string BareKey(std::string_view text) {
  bool stable = true;
  std::string key = Folded<&Letter::bare>(text, stable);
  return stable ? key : Folded<&Letter::bare>(ToNfc(text), stable);
}

bool WithinOneEdit(std::string_view a, std::string_view b) {
  std::size_t shorter = std::min(a.size(), b.size());
  std::size_t begin = 0;
  while (begin < shorter && a[begin] == b[begin]) ++begin;
  std::size_t end = 0;
  while (end < shorter - begin && a[a.size() - 1 - end] == b[b.size() - 1 - end]) ++end;
  return a.size() - begin - end <= 1 && b.size() - begin - end <= 1;
}

bool IsPossibleSyllable(std::string_view word) {
  static const std::set<std::u32string, std::less<>> kOnsets{
      U"",  U"b",  U"c",   U"ch", U"d", U"đ",  U"g", U"gh", U"gi", U"h", U"k",  U"kh", U"l", U"m",
      U"n", U"ng", U"ngh", U"nh", U"p", U"ph", U"q", U"r",  U"s",  U"t", U"th", U"tr", U"v", U"x"};
  static const std::set<std::u32string, std::less<>> kNuclei{
      U"a",   U"ă",   U"â",   U"e",   U"ê",   U"i",   U"o",   U"ô",   U"ơ",   U"u",   U"ư",   U"y",   U"ai",
      U"ao",  U"au",  U"âu",  U"ay",  U"ây",  U"eo",  U"êu",  U"ia",  U"iê",  U"iu",  U"oa",  U"oă",  U"oe",
      U"oi",  U"ôi",  U"ơi",  U"oo",  U"ôô",  U"ua",  U"uâ",  U"ưa",  U"uê",  U"ui",  U"ưi",  U"uo",  U"uô",
      U"uơ",  U"ươ",  U"ưu",  U"uy",  U"yê",  U"iêu", U"oai", U"oao", U"oay", U"oeo", U"uao", U"uây", U"uôi",
      U"ươi", U"ươu", U"uya", U"uyê", U"uyu", U"yêu", U"uai", U"uay", U"uă",  U"ue",  U"ươi"};
  static const std::set<std::u32string, std::less<>> kCodas{U"", U"c", U"ch", U"m", U"n", U"ng", U"nh", U"p", U"t"};
  std::u32string plain;
  int tones = 0;
  Tone tone = Tone::kNgang;
  for (char32_t c : ToUtf32(word)) {
    if (Tone t = ToneOf(c); t != Tone::kNgang) {
      ++tones;
      tone = t;
    }
    plain.push_back(WithTone(c, Tone::kNgang));
  }
  if (tones > 1 || plain.empty() || plain.size() > 7) return false;
  for (std::size_t onset = std::min<std::size_t>(3, plain.size()); onset + 1 > 0; --onset) {
    if (!kOnsets.contains(plain.substr(0, onset))) continue;
    std::u32string rest = plain.substr(onset);
    for (std::size_t nucleus = std::min<std::size_t>(3, rest.size()); nucleus > 0; --nucleus) {
      if (!kNuclei.contains(rest.substr(0, nucleus))) continue;
      std::u32string coda = rest.substr(nucleus);
      if (!kCodas.contains(coda)) continue;
      bool stopped = coda == U"c" || coda == U"ch" || coda == U"p" || coda == U"t";
      if (!stopped || tone == Tone::kSac || tone == Tone::kNang) return true;
    }
    // "gì", "giếng": the i of gi may be the nucleus
    if (plain.substr(0, onset) == U"gi" && (rest.empty() || kCodas.contains(rest))) return true;
  }
  return false;
}

std::string BareWords(std::string_view text) {
  std::string key;
  for (char c : BareKey(text)) {
    bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (word) {
      key.push_back(c);
    } else if (!key.empty() && key.back() != ' ') {
      key.push_back(' ');
    }
  }
  while (!key.empty() && key.back() == ' ') key.pop_back();
  return key;
}

std::string_view TrimMarks(std::string_view text, std::string_view front, std::string_view back) {
  auto goes_on = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
  while (!text.empty()) {
    std::size_t size = 1;
    while (size < text.size() && goes_on(text[size])) ++size;
    if (front.find(text.substr(0, size)) == std::string_view::npos) break;
    text.remove_prefix(size);
  }
  while (!text.empty()) {
    std::size_t size = 1;
    while (size < text.size() && goes_on(text[text.size() - size])) ++size;
    if (back.find(text.substr(text.size() - size)) == std::string_view::npos) break;
    text.remove_suffix(size);
  }
  return text;
}

std::string UpperFirst(std::string_view text) {
  if (text.empty()) return {};
  std::string out;
  out.reserve(text.size() + 1);
  std::size_t at = 0;
  AppendUtf8(Upper(NextPoint(text, at)), out);
  out.append(text, at);
  return out;
}

}  // namespace vankho
